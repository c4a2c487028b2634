"""What the delivery itself says: that a message may come twice, and that a chat is gone; pure."""

LONGEST = 4096
"""How long a message may be; Telegram counts UTF-16 units."""

REPEATED = "（可能重复）"

TOO_OLD = "已过时，未发送"
UNBOUND = "这个群已不再绑定这个地区，未发送"
UNREADABLE = "内容读不出来，未发送"
DIED = "发送时程序中断，不知是否送达"


def mark_repeated(text: str) -> str:
    """Say in a line of its own that this message may have arrived before; what is too long is cut."""
    marked = f"{REPEATED}\n{text}"
    while _units(marked) > LONGEST:
        marked = f"{marked[: LONGEST - _units(marked) - 1]}…"
    return marked


def say_gone(title: str | None, bound: str | None, why: str) -> str:
    """Tell the operator that a chat cannot be written to any more; `bound` is what it is bound to."""
    name = f"群“{title}”" if title else "一个群"
    whose = f"（{bound}）" if bound else ""
    return (
        f"{name}{whose}发不进去了：机器人已不在群里，或不能发言。\n"
        f"原因：{why}\n"
        "今天起它的催办改发督办机构的群；那里也没有群的，早报里会说。"
        "请把机器人加回群里，或在新群里发 /bind 重新绑定。"
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2

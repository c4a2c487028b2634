"""A plan's title → a name short enough to stand in a line of an answer."""

import re

WIDTH = 16

_BEFORE = re.compile(r"^.*?关于(?:印发|做好|全面推进|推进|开展|加强)?[《<]?")
_QUOTED = re.compile(r"《([^《》]+)》")
_TAIL = re.compile(
    r"(?:的?(?:通知|意见|函))?$|(?:工作)?(?:重点)?(?:目标)?(?:任务|责任|职责|重点工作)*"
    r"(?:分工|分解|清单|台账|进度|时间)+(?:和|及|与|暨)?(?:任务|责任|进度|时间|实施|工作)?(?:安排|分工|计划|清单)?(?:表|方案)?$"
)
_HEAD = re.compile(r"^(?:\d{4}年度?|全面|深入|扎实|切实|进一步|推进|开展|做好|加强)+")


def short_name(title: str, region: str) -> str:
    """Return what a plan is about: without its region, 关于印发…的通知 and 任务分工和进度安排表."""
    text = "".join(title.split())
    quoted = _QUOTED.search(text)
    name = quoted[1] if quoted else _BEFORE.sub("", text, count=1)
    name = re.sub(r"的?(?:通知|意见|函)$", "", name).strip("《》“”")
    name = name.replace(region, "", 1) if name.startswith(region) else name
    for pattern in (_TAIL, _HEAD, re.compile(r"(?:工作)?(?:实施)?(?:方案|工作)$")):
        name = pattern.sub("", name, count=1) or name
    name = name.rstrip("的和及与")
    name = name or text
    return name if len(name) <= WIDTH else f"{name[: WIDTH - 1]}…"

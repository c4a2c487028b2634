"""Reports, decisions and 催办 in words: what was recorded, what is asked back, what letters say; pure."""

from collections.abc import Sequence
from datetime import date, datetime

from data.boards import Block, BlockKind, Shown
from data.nudges import Light, Lights
from data.reporting import Asked, Duty
from data.statuses import Status, is_overdue
from data.wording.dates import say_date, say_day, say_left
from data.wording.language import Language, Phrase, pick
from data.wording.nudge_lines import LIGHTS
from data.wording.tasks import say_item, say_status, short_title

ZH = Language.ZH
LISTED = 6
"""So many assignments are listed in one message."""


def say_task(duty: Duty, language: Language = ZH, *, plan: bool = False) -> str:
    """Say which task an assignment belongs to: 东至方案 第7项."""
    named = f"{duty.plan_name} " if plan else ""
    return f"{named}{say_item(duty.item, duty.scope, language)}"


def say_duty(duty: Duty, language: Language = ZH, *, plan: bool = False) -> str:
    """Say whose assignment it is, of which task: 县财政局 第7项."""
    return f"{duty.unit} {say_task(duty, language, plan=plan)}"


def say_until(duty: Duty, today: date, language: Language = ZH) -> str:
    """Say by when an assignment is due, in brackets; nothing where it has no date."""
    if duty.due is None:
        return ""
    day = say_date(duty.due, today, language)
    return pick(language, f"（{day}到期）", f" (due {day})")


def say_state(duty: Duty, today: date, language: Language = ZH, *, plan: bool = False) -> str:
    """Say how far an assignment is now."""
    status = say_status(duty.status.value, language)
    who, until = say_duty(duty, language, plan=plan), say_until(duty, today, language)
    return pick(language, f"{who}{until}现在是“{status}”。", f"{who}{until} is now {status}.")


def say_mended(name: str, mended: str, language: Language = ZH) -> str:
    """Say as which name a misspelt one was taken."""
    return pick(language, f"（按“{name}”理解“{mended}”）", f"(taking “{mended}” as {name}) ")


def say_title(duty: Duty) -> str:
    """Say what an assignment is about, with its own deliverable where it has one."""
    title = short_title(duty.detail)
    own = duty.action if duty.action and duty.action not in duty.detail else None
    return f"{title}（{short_title(own, 14)}）" if own else title


def say_line(duty: Duty, today: date, lights: Lights, language: Language = ZH, *, plan: bool = False) -> str:
    """Say an assignment in a list: a light, the task, its date."""
    if duty.due is None:
        left = pick(language, "没有期限", "no date")
    else:
        left = f"{say_date(duty.due, today, language)}{pick(language, '，', ', ')}"
        past = duty.soft and duty.due < today
        left += (
            pick(language, "目标日期已过", "target date passed") if past else _left(duty.due, today, language)
        )
    return (
        f"{light_of(duty, today, lights)} {say_task(duty, language, plan=plan)} {say_title(duty)}\n   {left}"
    )


def _left(due: date, today: date, language: Language) -> str:
    return say_left((due - today).days, language)


def light_of(duty: Duty, today: date, lights: Lights) -> str:
    """Return the light of an assignment; a target date that has passed is not late."""
    if duty.due is None:
        return "⚪"
    days = (duty.due - today).days
    return LIGHTS[Light.YELLOW if duty.soft and days < 0 else lights.of(days)]


DECIDING = 3
"""So many deciding units are named."""


def say_reviewers(names: Sequence[str], language: Language = ZH) -> str:
    """Say who decides on a report; of many, the first few."""
    who = pick(language, "、", ", ").join(names[:DECIDING]) or pick(language, "管理员", "the operator")
    if len(names) > DECIDING:
        who += pick(language, f"等{len(names)}个单位", f" and {len(names) - DECIDING} more")
    return pick(language, f"等{who}审核", f"waiting for review by {who}")


def say_proofs(links: int, files: int, language: Language = ZH) -> str:
    """Say how much proof came with a report."""
    parts = [
        pick(language, f"{links}个链接", f"{links} link" + ("s" if links > 1 else "")) if links else "",
        pick(language, f"{files}个文件", f"{files} file" + ("s" if files > 1 else "")) if files else "",
    ]
    said = pick(language, "、", ", ").join(filter(None, parts))
    return pick(language, f"佐证：{said}。", f" Proof: {said}.") if said else ""


def say_reason(reason: str | None, language: Language = ZH) -> str:
    """Say why."""
    return pick(language, f"理由：{_ended(reason)}", f" Reason: {_ended(reason, '.')}") if reason else ""


def _ended(text: str, mark: str = "。") -> str:
    return text if text[-1:] in "。！？.!?" else f"{text}{mark}"


def say_extension(asked: Asked, duty: Duty, today: date, language: Language = ZH) -> str:
    """Say which date is asked for."""
    until = say_date(asked.until, today, language)
    if duty.due is None:
        return pick(language, f"申请延期到{until}", f"extension to {until} requested")
    now = say_day(duty.due, today, language)
    return pick(language, f"申请延期到{until}（现期限{now}）", f"extension to {until} requested (now {now})")


def letter_accepted(duty: Duty, by: str, today: date, *, void: bool) -> str:
    """Tell a unit that its report was accepted."""
    what = "“不涉及”" if void else "办结"
    return f"✅ {say_task(duty)} {say_title(duty)}\n{by}已通过{what}，这一项不再提醒。"


def letter_returned(duty: Duty, by: str, reason: str, today: date) -> str:
    """Tell a unit that its report was sent back, why, and what to do."""
    when = f"期限{say_date(duty.due, today)}，{_left(duty.due, today, ZH)}。" if duty.due else ""
    return (
        f"↩️ {say_task(duty)} {say_title(duty)}\n{by}退回了办结。{say_reason(reason)}{when}\n"
        f"补充后请再报：回复“第{duty.item}项已办结”，附上链接或文件。"
    )


def letter_granted(duty: Duty, by: str, asked: Asked | None, former: date | None, today: date) -> str:
    """Tell a unit of its new due date."""
    due = say_date(duty.due, today) if duty.due else ""
    was = f"（原来是{say_day(former, today)}）" if former else ""
    other = asked is not None and duty.due != asked.until
    wish = f"您申请的是{say_day(asked.until, today)}。" if asked is not None and other else ""
    return f"📅 {say_task(duty)} {say_title(duty)}\n{by}同意延期，新的期限：{due}{was}。{wish}"


def letter_refused(duty: Duty, by: str, reason: str, today: date) -> str:
    """Tell a unit that its request for a later date was refused."""
    due = f"期限仍是{say_date(duty.due, today)}，{_left(duty.due, today, ZH)}。" if duty.due else ""
    return (
        f"❌ {say_task(duty)} {say_title(duty)}\n{by}不同意延期。{say_reason(reason)}{due}\n"
        f"请按期办结，办结后回复“第{duty.item}项已办结”。"
    )


def letter_reopened(duty: Duty, by: str, reason: str, today: date) -> str:
    """Tell a unit that a finished item is open again."""
    due = f"期限{say_date(duty.due, today)}。" if duty.due else ""
    return (
        f"🔁 {say_task(duty)} {say_title(duty)}\n{by}要求重新办理。{say_reason(reason)}{due}\n"
        f"办结后请回复“第{duty.item}项已办结”，附上链接或文件。"
    )


def letter_closed(duty: Duty, by: str) -> str:
    """Tell a unit that an overseer closed its item."""
    return f"✅ {say_task(duty)} {say_title(duty)}\n{by}已登记为办结，这一项不再提醒。"


def letter_answered(duty: Duty) -> str:
    """Tell who asked for a 催办 that it is done."""
    return f"✅ 您催办的已办结：{say_duty(duty)} {say_title(duty)}"


def letter_reminder(
    by: str, duties: Sequence[Duty], today: date, lights: Lights, *, plan: bool = False
) -> list[Block]:
    """Remind a unit because somebody asked for it: who asks, what is open, what to do."""
    shown, head = duties[:LISTED], f"📣 {by}催办"
    blocks = [Block(f"{head}：以下{len(duties)}项还没有办结，请抓紧。", BlockKind.HEAD, title=head)]
    blocks += [_remind(duty, say_line(duty, today, lights, plan=plan), plan=plan) for duty in shown]
    if len(duties) > LISTED:
        blocks.append(Block(f"另有{len(duties) - LISTED}项未办结，发送“我们有哪些任务”可以看到。"))
    advice = (
        f"办结了请回复“第{shown[0].item}项已办结”，附上链接或文件；"
        f"来不及的请回复“第{shown[0].item}项申请延期”，说明延到哪天、为什么。"
    )
    return [*blocks, Block(advice, BlockKind.ADVICE)]


def _remind(duty: Duty, line: str, *, plan: bool) -> Block:
    title = f"{say_task(duty, plan=plan)} {say_title(duty)}"
    shown = Shown(duty.id, duty.unit, duty.status, duty.due)
    return Block(line, BlockKind.TASK, title=title, shown=(shown,))


def say_reminding(
    unit: str,
    duties: Sequence[Duty],
    today: date,
    lights: Lights,
    language: Language = ZH,
    *,
    plan: bool = False,
) -> str:
    """Show what a 催办 would say to a unit, before it is sent."""
    late = sum(is_overdue(duty.due, duty.status.value, today, soft=duty.soft) for duty in duties)
    count, left = len(duties), len(duties) - LISTED
    head_zh = f"{unit}有{count}项未办结" + (f"，其中{late}项逾期" if late else "") + "："
    head_en = f"{unit} has {count} open" + (f", {late} of them overdue" if late else "") + ":"
    shown = [say_line(duty, today, lights, language, plan=plan) for duty in duties[:LISTED]]
    more = [pick(language, f"……另有{left}项", f"… and {left} more")] if left > 0 else []
    ask = pick(language, f"发一条催办到{unit}的群？", f"Send a reminder to {unit}'s group?")
    return "\n".join([pick(language, head_zh, head_en), *shown, *more, ask])


def say_clock(instant: datetime) -> str:
    """Say the time of day."""
    return f"{instant:%H:%M}"


_MAY_REPORT = Phrase(
    "可以报办结、进展，或者申请延期。", " You can report it done, report progress, or ask for an extension."
)
_NO_MORE = Phrase(
    "不用再报；要重新办理由督办机构或主管单位决定。",
    " There is nothing more to report; the office or the supervising unit may open it again.",
)
NEXT: dict[Status, Phrase] = {
    Status.PENDING: _MAY_REPORT,
    Status.DOING: _MAY_REPORT,
    Status.RETURNED: Phrase(
        "请补充后再报办结，或者申请延期。",
        " Please complete it and report it done again, or ask for an extension.",
    ),
    Status.SUBMITTED: Phrase(
        "已经报过，正等审核；要改请先撤回。",
        " It has been reported and waits for review; to change that, withdraw it first.",
    ),
    Status.DONE: _NO_MORE,
    Status.VOID: _NO_MORE,
}
"""What may be said of an assignment, by its status."""

"""The day's message of a chat, like a good colleague's and not like a siren; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.nudges import DayMessage, Light, Naming, Nudge, NudgeKind, OngoingPrompt, Review
from data.nudging import AssignmentFact
from data.wording.dates import say_date, say_day, say_left
from data.wording.tasks import say_item, short_title

SIGNS_A_PART = 3500  # below Telegram's 4096, which counts UTF-16 units
LINES_SAID = 600  # one task longer than this would push all others off the screen
UNITS_NAMED = 6
DATES_NAMED = 3

LIGHTS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴"}
WHAT_TO_DO = "办结后请回复“第N项已办结”；确需延期，请说“第N项申请延期到几月几日”并写明原因。"


@dataclass(frozen=True, slots=True)
class Part:
    """A message of its own, split off between tasks, and the assignments that it shows."""

    text: str
    assignments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stay together, and the assignments that they show; `heads` stand before a section."""

    text: str
    assignments: tuple[int, ...] = ()


def say_message(message: DayMessage) -> tuple[Part, ...]:
    """Put the message of one chat and day into words, in as many parts as Telegram's limit needs."""
    blocks = [_Block(_say_head(message)), *_late(message), *_standing(message), *_own(message)]
    blocks += [*_ongoing(message), *_reviews(message), *_escalated(message), *_without_chat(message)]
    blocks += _naming(message)
    if any(nudge.chat and nudge.chat.unit_id == nudge.fact.unit_id for nudge in message.nudges):
        blocks.append(_Block(WHAT_TO_DO))
    return tuple(_split(blocks))


def say_why(nudge: Nudge) -> str:
    """Say why a nudge is sent on its day: its stage, and where a day off or a stop moved it."""
    why = _say_stage(nudge)
    if nudge.owed != nudge.nominal and nudge.kind is not NudgeKind.STANDING:
        moved = "提前" if nudge.owed < nudge.nominal else "推后"
        why += f"，{say_date(nudge.nominal, nudge.owed)}不上班，{moved}到{say_date(nudge.owed, nudge.owed)}"
    return f"{why}；补发" if nudge.late else why


def _say_stage(nudge: Nudge) -> str:
    days = nudge.stage.rpartition("-")[2]
    match nudge.kind:
        case NudgeKind.AHEAD:
            return f"到期前{days}天"
        case NudgeKind.TODAY:
            return "到期当天"
        case NudgeKind.OVERDUE:
            return f"逾期第{days}天"
        case NudgeKind.ESCALATION:
            return f"逾期满{days}天，告知督办"
        case NudgeKind.STANDING:
            return f"{say_day(nudge.nominal, nudge.owed)}存入或绑定，告知现状"


def _say_head(message: DayMessage) -> str:
    today = say_date(message.day, message.day)
    own = [nudge for nudge in message.nudges if _is_own(nudge)]
    who = message.chat.unit if message.chat and message.chat.unit else message.region
    if not own:
        return f"{who}，{today}："
    return f"{who}，{today}，{_say_counts(own, message.day)}："


def _say_counts(nudges: Sequence[Nudge], day: date) -> str:
    """Say how many are due when, the nearest first."""
    late = sum(nudge.days_left < 0 and not nudge.fact.soft for nudge in nudges)
    ahead = Counter(nudge.fact.due for nudge in nudges if nudge.days_left >= 0 and nudge.fact.due)
    said = [f"{late}项已逾期"] if late else []
    said += [f"{ahead[due]}项{_say_when(due, day)}到期" for due in sorted(ahead)[:DATES_NAMED]]
    if len(ahead) > DATES_NAMED:
        said.append(f"另{sum(ahead[due] for due in sorted(ahead)[DATES_NAMED:])}项更晚")
    return "，".join(said) or f"{len(nudges)}项需要留意"


def _say_when(due: date, day: date) -> str:
    return {0: "今天", 1: "明天"}.get((due - day).days) or say_day(due, day)


def _late(message: DayMessage) -> list[_Block]:
    return _section("补发：以下提醒前几天没能发出，请以现在的情况为准。", message.late, message, _say_late)


def _standing(message: DayMessage) -> list[_Block]:
    return _section("现状：刚登记到本群，以下任务临近或已过期限。", message.standing, message, _say_task)


def _own(message: DayMessage) -> list[_Block]:
    alone = not (message.late or message.standing)
    return _section("" if alone else "今天的提醒：", message.own, message, _say_task)


def _escalated(message: DayMessage) -> list[_Block]:
    """Tell of what is overdue elsewhere; what stands above as the unit's own is not told twice."""
    shown = {nudge.fact.id for nudge in (*message.late, *message.own)}
    overseen = [nudge for nudge in message.escalated if nudge.fact.id not in shown]
    return _section("逾期未办结，请督促：", overseen, message, _say_overseen)


def _without_chat(message: DayMessage) -> list[_Block]:
    shown = {nudge.fact.id for nudge in (*message.late, *message.escalated)}
    others = [nudge for nudge in message.without_chat if nudge.fact.id not in shown]
    return _section("以下单位还没有绑定群，请代为转达：", others, message, _say_overseen)


Say = Callable[[Sequence[Nudge], DayMessage], str]


def _section(head: str, nudges: Sequence[Nudge], message: DayMessage, say: Say) -> list[_Block]:
    """Say the nudges of a section, those of one task and date together."""
    groups: dict[tuple[int, date | None, str], list[Nudge]] = {}
    for nudge in nudges:
        kind = nudge.kind.value if nudge.late else ""
        groups.setdefault((nudge.fact.milestone_id, nudge.fact.due, kind), []).append(nudge)
    blocks = [_Block(say(same, message), tuple(one.fact.id for one in same)) for same in groups.values()]
    if blocks and head:
        # The heading stays with its first task.
        blocks[0] = _Block(f"{head}\n{blocks[0].text}", blocks[0].assignments)
    return blocks


def _say_task(nudges: Sequence[Nudge], message: DayMessage) -> str:
    nudge = nudges[0]
    facts = [_say_due(nudge, message.day), *_say_facts(nudge.fact, message)]
    if nudge.supervisors:
        facts.append(f"主管：{'、'.join(nudge.supervisors)}")
    return f"{LIGHTS[nudge.light]} {_say_title(nudge.fact)}\n   {' · '.join(facts)}"


def _say_overseen(nudges: Sequence[Nudge], message: DayMessage) -> str:
    nudge = nudges[0]
    facts = [_say_due(nudge, message.day), *_say_facts(nudge.fact, message)]
    who = _say_units(nudges, message)
    return f"{LIGHTS[nudge.light]} {_say_title(nudge.fact)}\n   {who} · {' · '.join(facts)}"


def _say_late(nudges: Sequence[Nudge], message: DayMessage) -> str:
    say = _say_task if _is_own(nudges[0]) else _say_overseen
    return f"{say(nudges, message)} · 应于{say_day(nudges[0].owed, message.day)}提醒"


def _say_title(fact: AssignmentFact) -> str:
    return f"{say_item(fact.item, fact.scope)} {short_title(fact.detail)}"


def _say_due(nudge: Nudge, day: date) -> str:
    due = nudge.fact.due or day
    if nudge.fact.soft:
        left = "目标日期已过" if due < day else f"争取完成，{say_left((due - day).days)}"
    else:
        left = say_left((due - day).days)
    said = f"{say_date(due, day)}，{left}"
    if nudge.fact.extended_from is not None:
        said += f"（已延期，原定{say_day(nudge.fact.extended_from, day)}）"
    return said


def _say_facts(fact: AssignmentFact, message: DayMessage) -> list[str]:
    facts = []
    if fact.action and fact.action not in fact.detail:
        facts.append(short_title(fact.action, 14))
    if fact.status == "returned":
        facts.append("已退回，请补充后再报")
    if message.many_plans:
        facts.append(fact.plan_name)
    return facts


def _say_units(nudges: Sequence[Nudge], message: DayMessage) -> str:
    """Name the units of one task; a group without members is marked, and who has to be told otherwise."""
    apart = {nudge.fact.id for nudge in message.without_chat}
    names = []
    for one in nudges:
        escalated = one.kind is NudgeKind.ESCALATION and one.fact.id in apart
        mark = "（名单未登记）" if one.unregistered else "（没有群）" if escalated else ""
        names.append(f"{one.fact.unit}{mark}")
    shown = "、".join(names[:UNITS_NAMED])
    return shown if len(names) <= UNITS_NAMED else f"{shown}等{len(names)}个单位"


def _ongoing(message: DayMessage) -> list[_Block]:
    """Ask for progress in one line: the unit itself, and all those that have no chat together."""
    own = [prompt for prompt in message.ongoing if message.chat and message.chat.unit == prompt.unit]
    others = [prompt for prompt in message.ongoing if prompt not in own]
    when = "上季度已经结束" if any(prompt.late for prompt in message.ongoing) else "季度末了"
    blocks = [_Block(f"{when}，持续推进的{_say_items(own)}进展如何？请简单回复几句。")] if own else []
    if others:
        units = "、".join(prompt.unit for prompt in others)
        blocks.append(_Block(f"{when}，请代为了解持续推进的{_say_items(others)}的进展：{units}。"))
    return blocks


def _say_items(prompts: Sequence[OngoingPrompt]) -> str:
    items = dict.fromkeys(fact.item for prompt in prompts for fact in prompt.facts)
    return f"第{'、'.join(items)}项"


def _reviews(message: DayMessage) -> list[_Block]:
    blocks = [
        _Block(_say_review(review, message), (review.fact.assignment.id,)) for review in message.reviews
    ]
    if blocks:
        head = f"待审核{len(blocks)}项，请通过或退回："
        blocks[0] = _Block(f"{head}\n{blocks[0].text}", blocks[0].assignments)
    return blocks


def _say_review(review: Review, message: DayMessage) -> str:
    fact, until = review.fact.assignment, review.fact.until
    what = "已报办结" if until is None else f"申请延期到{say_day(until, message.day)}"
    waited = f"已等{review.waiting}天" if review.waiting > 1 else "昨天报来"
    facts = [fact.unit, what, waited, *_say_facts(fact, message)]
    if review.fact.reason:
        facts.append(f"理由：{short_title(review.fact.reason)}")
    return f"▫️ {_say_title(fact)}\n   {' · '.join(facts)}"


def _naming(message: DayMessage) -> list[_Block]:
    blocks = [_Block(_say_naming(naming, message)) for naming in message.naming]
    if blocks:
        blocks[0] = _Block(f"待指定单位，请说明具体是哪些：\n{blocks[0].text}")
    return blocks


def _say_naming(naming: Naming, message: DayMessage) -> str:
    fact = naming.fact
    facts = [f"“{fact.printed}”"]
    if fact.due is not None:
        facts.append(f"{say_date(fact.due, message.day)}，{say_left((fact.due - message.day).days)}")
    if message.many_plans:
        facts.append(fact.plan_name)
    return f"▫️ {say_item(fact.item, fact.scope)} {short_title(fact.detail)}\n   {' · '.join(facts)}"


def _is_own(nudge: Nudge) -> bool:
    return nudge.kind is not NudgeKind.ESCALATION and not nudge.stands_in


def _split(blocks: Iterable[_Block]) -> Iterable[Part]:
    """Give parts below the limit; a block is never divided, but cut where it alone is too long."""
    text, used = "", 0
    shown: list[int] = []
    for block in blocks:
        said = _clip(block.text)
        size = _length(said) + 1
        if text and used + size > SIGNS_A_PART:
            yield Part(text, tuple(shown))
            text, shown, used = "", [], 0
        text = f"{text}\n{said}" if text else said
        shown += block.assignments
        used += size
    if text:
        yield Part(text, tuple(shown))


def _clip(text: str) -> str:
    if _length(text) <= LINES_SAID:
        return text
    kept = text.encode("utf-16-le")[: (LINES_SAID - 1) * 2].decode("utf-16-le", errors="ignore")
    return f"{kept.rstrip()}…"


def _length(text: str) -> int:
    """Count the UTF-16 units of a `text`, as Telegram does."""
    return len(text.encode("utf-16-le")) // 2

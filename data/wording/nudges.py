"""The day's message of a chat, like a good colleague's and not like a siren; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from data.boards import Block, BlockKind
from data.nudges import DayMessage, Nudge, NudgeKind
from data.offers import DETAIL, DONE, EXTEND, RECEIVED, offer_report
from data.owing import Offer
from data.wording.boards import Part, split
from data.wording.dates import say_date, say_day
from data.wording.nudge_lines import (
    LIGHTS,
    is_own,
    say_late,
    say_naming,
    say_overseen,
    say_prompts,
    say_review,
    say_task,
)

__all__ = ["LIGHTS", "Part", "say_message", "say_more", "say_why"]

DATES_NAMED = 3
TASKS_WITH_BUTTONS = 5
"""So many tasks have buttons of their own: more would hide the message."""

OWN_HEAD = "今天的提醒："
BY_WORDS = "第N项已办结”；确需延期，请说“第N项申请延期到几月几日”并写明原因。"
BY_BUTTON = "办结了请点“已办结”，或回复“第{item}项已办结”；要延期请写明日期和原因。"
BY_BUTTON_NUMBERED = "请点对应序号的按钮，或回复“第{item}项已办结”；要延期请写明日期和原因。"
BEYOND_BUTTONS = "前{count}项可以点按钮，其余请回复“{words}"


def say_message(message: DayMessage, *, summary: str = "", received: bool = False) -> tuple[Part, ...]:
    """Put the message of one chat and day into words, in as many parts as Telegram's limit needs.

    `summary` is the week's, which stands first; `received` adds 收到 to the buttons.
    """
    head = _say_head(message)
    blocks = [Block(head, BlockKind.HEAD, title=head.partition("\n")[0])]
    blocks += [*([Block(summary)] if summary else [])]
    blocks += [*_late(message), *_standing(message), *_own(message)]
    blocks += [Block(line) for line in say_prompts(message)]
    blocks += [*_reviews(message), *_escalated(message), *_without_chat(message), *_naming(message)]
    blocks = number_blocks(blocks, received=received)
    blocks += [Block(said, BlockKind.ADVICE) for said in _say_what_to_do(blocks)]
    return tuple(split(blocks))


def say_more(message: DayMessage, *, received: bool = False, begin: int = 1) -> list[Block]:
    """Say what came later in the day, to be added to its message; `begin` is the first free number."""
    blocks = [*_late(message), *_standing(message), *_section(OWN_HEAD, message.own, message)]
    blocks += [Block(line) for line in say_prompts(message)]
    blocks += [*_reviews(message), *_escalated(message), *_without_chat(message), *_naming(message)]
    return number_blocks(blocks, received=received, begin=begin)


def number_blocks(blocks: Sequence[Block], *, received: bool = False, begin: int = 1) -> list[Block]:
    """Number what has buttons, where it is several, and give each task its buttons; `begin` is the first."""
    tasks = [block for block in blocks if block.kind is BlockKind.TASK]
    acted = {id(block) for block in tasks[:TASKS_WITH_BUTTONS]}
    acted |= {id(block) for block in blocks if block.kind is BlockKind.REVIEW}
    several = sum(map(is_numbered, blocks)) > 1 or begin > 1
    found, number = [], begin
    for block in blocks:
        if not is_numbered(block):
            found.append(block)
            continue
        shown = replace(block, offers=_offer(block, received=received) if id(block) in acted else ())
        found.append(give_number(shown, number) if several else shown)
        number += 1
    return found


def is_numbered(block: Block) -> bool:
    """Whether a block has a number where there are several."""
    return block.kind in (BlockKind.TASK, BlockKind.REVIEW)


def give_number(block: Block, number: int) -> Block:
    """Put a number before a block, and on its buttons."""
    offers = tuple(Offer(f"{number} {one.label}", one.says) for one in block.offers)
    return replace(block, number=number, text=f"{number}. {block.text}", offers=offers)


def _offer(block: Block, *, received: bool) -> tuple[Offer, ...]:
    if block.kind is BlockKind.REVIEW:
        return block.offers
    verbs = [(DONE, "已办结"), (EXTEND, "申请延期"), (DETAIL, "详情")]
    verbs += [(RECEIVED, "收到")] if received else []
    return tuple(offer_report(block.shown[0].id, verb, label) for verb, label in verbs)


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
    """Say who is spoken to, the day, and what there is at a glance."""
    who = message.chat.unit if message.chat and message.chat.unit else message.region
    if message.chat and message.chat.unit_id is None:
        who = f"{message.region}领导"
    own = [nudge for nudge in message.nudges if is_own(nudge)]
    counts = [*_count_own(own, message.day), *_count_others(message)]
    head = f"{who} · {say_date(message.day, message.day)}"
    return f"{head}\n{'，'.join(counts)}。" if counts else head


def _count_own(nudges: Sequence[Nudge], day: date) -> list[str]:
    """Say how many are due when, the nearest first."""
    late = sum(nudge.days_left < 0 and not nudge.fact.soft for nudge in nudges)
    ahead = Counter(nudge.fact.due for nudge in nudges if nudge.days_left >= 0 and nudge.fact.due)
    said = [f"{late}项已逾期"] if late else []
    said += [f"{ahead[due]}项{_say_when(due, day)}到期" for due in sorted(ahead)[:DATES_NAMED]]
    if len(ahead) > DATES_NAMED:
        said.append(f"另{sum(ahead[due] for due in sorted(ahead)[DATES_NAMED:])}项更晚")
    return said or ([f"{len(nudges)}项需要留意"] if nudges else [])


def _count_others(message: DayMessage) -> list[str]:
    """Say how much else there is, by items."""
    shown = _own_ids(message)
    told = [one for one in message.nudges if not is_own(one) and one.fact.id not in shown]
    items = [(one.kind, (one.fact.plan_id, one.fact.item, one.fact.due)) for one in told]
    escalated = {item for kind, item in items if kind is NudgeKind.ESCALATION}
    handed_on = {item for _, item in items} - escalated
    counts = (
        (len(message.reviews), "项待审核"),
        (len(escalated), "项逾期要督促"),
        (len(handed_on), "项请转达"),
        (len(message.naming), "项待指定单位"),
    )
    return [f"{count}{what}" for count, what in counts if count]


def _say_when(due: date, day: date) -> str:
    return {0: "今天", 1: "明天", 2: "后天"}.get((due - day).days) or say_day(due, day)


def _late(message: DayMessage) -> list[Block]:
    """Say what is late of the unit's own; what is late of others' stands with what is due of theirs."""
    own = [nudge for nudge in message.late if is_own(nudge)]
    return _section("补发：前几天没能发出，请以现在为准。", own, message)


def _own_ids(message: DayMessage) -> set[int]:
    return {nudge.fact.id for nudge in (*message.late, *message.own) if is_own(nudge)}


def _standing(message: DayMessage) -> list[Block]:
    return _section("现状：刚登记到本群的任务，临近或已过期限。", message.standing, message)


def _own(message: DayMessage) -> list[Block]:
    alone = not (message.late or message.standing or message.summary)
    return _section("" if alone else OWN_HEAD, message.own, message)


def _escalated(message: DayMessage) -> list[Block]:
    """Tell of what is overdue elsewhere; what stands above as the unit's own is not told twice."""
    overseen = [nudge for nudge in _all_escalated(message) if nudge.fact.id not in _own_ids(message)]
    return _section("逾期未办结，请督促：", overseen, message)


def _all_escalated(message: DayMessage) -> list[Nudge]:
    """Return what is told to those who oversee it, what is late of it first."""
    late = [nudge for nudge in message.late if nudge.kind is NudgeKind.ESCALATION]
    return [*late, *message.escalated]


def _without_chat(message: DayMessage) -> list[Block]:
    shown = {nudge.fact.id for nudge in _all_escalated(message)}
    late = [nudge for nudge in message.late if nudge.stands_in]
    others = [nudge for nudge in (*late, *message.without_chat) if nudge.fact.id not in shown]
    return _section("以下单位没有绑定群，请代为转达：", others, message)


def _section(head: str, nudges: Sequence[Nudge], message: DayMessage) -> list[Block]:
    """Say the nudges of a section: the unit's own one by one, others' by task and date."""
    groups: dict[tuple[int | str | date | None, ...], list[Nudge]] = {}
    for nudge in nudges:
        kind = nudge.kind.value if nudge.late else ""
        own = nudge.fact.id if is_own(nudge) else None
        groups.setdefault((nudge.fact.milestone_id, nudge.fact.due, kind, own), []).append(nudge)
    return _headed(head, [_say_nudges(same, message) for same in _join(groups.values())])


def _join(groups: Iterable[list[Nudge]]) -> list[list[Nudge]]:
    """Put together the rows of one item that differ only in their scopes: they are one line to read."""
    joined: dict[tuple[object, ...], list[Nudge]] = {}
    for group in groups:
        fact = group[0].fact
        alike: tuple[object, ...] = (fact.id,)
        if fact.scope and not is_own(group[0]):
            units = tuple(nudge.fact.unit for nudge in group)
            alike = (fact.plan_id, fact.item, fact.detail, fact.due, group[0].kind, group[0].late, units)
        joined.setdefault(alike, []).extend(group)
    return list(joined.values())


def _say_nudges(nudges: Sequence[Nudge], message: DayMessage) -> Block:
    say = say_task if is_own(nudges[0]) else say_overseen
    block = say(nudges, message)
    return say_late(block, nudges[0], message) if nudges[0].late else block


def _reviews(message: DayMessage) -> list[Block]:
    # What came on the day is told apart: a message that is added to is read hours later.
    came_today = all(review.waiting == 0 for review in message.reviews)
    head = "今天报来，请通过或退回：" if came_today else "待审核，请通过或退回："
    return _headed(head, [say_review(review, message) for review in message.reviews])


def _naming(message: DayMessage) -> list[Block]:
    blocks = [say_naming(naming, message) for naming in message.naming]
    if len(blocks) > 1:
        # One button leads through all of them.
        blocks = [blocks[0], *(replace(block, offers=()) for block in blocks[1:])]
    return _headed("待指定单位，请说明具体是哪些：", blocks)


def _headed(head: str, blocks: Sequence[Block]) -> list[Block]:
    """Put the heading of a section above its first block."""
    return [replace(block, head=head if at == 0 else "") for at, block in enumerate(blocks)]


def _say_what_to_do(blocks: Iterable[Block]) -> Iterator[str]:
    """Say how a unit answers for its own tasks."""
    tasks = [block for block in blocks if block.kind is BlockKind.TASK]
    if not tasks:
        return
    if len(tasks) > TASKS_WITH_BUTTONS:
        yield BEYOND_BUTTONS.format(count=TASKS_WITH_BUTTONS, words=BY_WORDS)
        return
    item = tasks[0].title.partition("第")[2].partition("项")[0]
    yield (BY_BUTTON_NUMBERED if tasks[0].number is not None else BY_BUTTON).format(item=item)

"""催办 that a person asks for: what is open is shown, and sent to the unit's chat once it is confirmed."""

import re
from collections.abc import Sequence
from datetime import timedelta

from data.actions.reminders import note_reminder
from data.offers import REPORT
from data.reporting import Duty
from data.statuses import Status
from data.wording.language import pick
from data.wording.reports import letter_reminder, say_clock, say_reminding, say_state
from handlers.access import Action
from handlers.conversation import Understood
from handlers.message import Choice, Reply
from handlers.reporting.choosing import choose
from handlers.reporting.deeds import CANCEL
from handlers.reporting.finding import find_meant
from handlers.reporting.letters import remind_unit
from handlers.reporting.scene import Scene
from handlers.reporting.told import Told, say_again
from handlers.understanding.query import Query

_NOT = re.compile(
    r"(?:别|不要|不用|不必|无需|先不|暂不|暂时不|停止)(?:再|去|要|用)?(?:催|提醒|督促)"
    r"|\b(?:do not|don't) remind",
    re.I,
)
_WHETHER = re.compile(
    r"^(?!.*(?:能|可以|可否|帮|麻烦)).*(?:催|提醒|督促)(?:办|促)?(?:过|了)?[^，,。]{0,12}?(?:没有?|没|吗|么|几次|多少次|几回)[\s?？。]*$"
    r"|^谁(?:催|提醒)|\bhave you reminded",
    re.I,
)
_LATE_ONES = re.compile(r"逾期|超期|过期|\boverdue\b|\blate\b", re.I)
ASKED = (
    "没有发催办。催过没有，请看“第几项的记录”；现在要催，请发“催一下县财政局”。",
    "Nobody was reminded. The history of an item shows earlier reminders.",
)
REMIND = "催办"
"""The verb of the button that sends it."""

AGAIN_AFTER = timedelta(hours=1)
"""Within this time the same person need not have the same unit reminded twice."""

SHOWN_AHEAD = timedelta(days=92)
"""What is due later than this is not urged yet, unless it is named."""

UNITS_NAMED = 6
"""So many units are named in one line."""


def remind_by_words(scene: Scene, heard: Understood) -> Reply:
    """Show what a 催办 would say, and ask to confirm; nothing leaves before that."""
    query = heard.query
    if _NOT.search(query.text):
        return Reply(pick(query.language, "好，没有催办。", "All right, nobody was reminded."))
    if _WHETHER.search(query.text):
        return Reply(pick(query.language, *ASKED))
    if query.elsewhere is not None:
        return Reply(f"{scene.region.name}没有“{query.elsewhere}”，没有催办。")
    named = [unit for unit in query.units if not unit.implied]
    if not named and not query.items and _LATE_ONES.search(query.text):
        return _remind_late(scene, query)
    about_item = bool(query.items or query.subject or query.domains or query.position is not None)
    if not (named or about_item or scene.request.behind):
        return Reply(
            pick(
                query.language,
                "请写明催哪个单位，例如“催一下县财政局”，或者“催县财政局第9项”。",
                "Please name the unit to be reminded.",
            )
        )
    meant = find_meant(scene, query, heard.before)
    if meant.reply is not None:
        return meant.reply
    slips = "".join(f"（按“{unit.name}”理解“{unit.mended}”）" for unit in named if unit.mended)
    duties = _open_ones(meant.duties, scene, every=about_item)
    if not duties:
        names = "、".join(unit.name for unit in named)
        return Reply(f"{slips}{_nothing(scene, names, meant.duties, query)}")
    allowed = [duty for duty in duties if scene.may(Action.REMIND, duty)]
    if not allowed:
        return Reply(_no_right(scene, duties), aside=True)
    return _offer(scene, allowed, slips)


def _remind_late(scene: Scene, query: Query) -> Reply:
    """Offer to remind every unit of what it has overdue, as far as the speaker may."""
    late = [duty for duty in scene.duties.overdue(scene.today) if duty.unit_id is not None]
    if not late:
        return Reply(pick(query.language, "没有逾期的任务，不用催。", "Nothing is overdue."))
    allowed = [duty for duty in late if scene.may(Action.REMIND, duty)]
    return _offer(scene, allowed, "") if allowed else Reply(_no_right(scene, late), aside=True)


def _open_ones(duties: Sequence[Duty], scene: Scene, *, every: bool) -> list[Duty]:
    """Return what is still to be done: of what recurs the nearest, without what is due far ahead."""
    still = [duty for duty in duties if duty.is_open and duty.unit_id is not None]
    chosen = choose(still, scene.today)
    last = scene.today + SHOWN_AHEAD
    near = [duty for duty in (*chosen.unsure, *chosen.sure) if every or duty.due is None or duty.due <= last]
    found = near or [*chosen.unsure, *chosen.sure]
    return sorted(found, key=lambda duty: (duty.due is None, duty.due or scene.today, duty.item_number or 0))


def _offer(scene: Scene, duties: Sequence[Duty], slips: str) -> Reply:
    """Read back which units would be reminded of what."""
    by_unit: dict[str, list[Duty]] = {}
    for duty in duties:
        by_unit.setdefault(duty.unit, []).append(duty)
    without = [unit for unit in by_unit if scene.duties.chat_of(unit) is None]
    reached = {unit: own for unit, own in by_unit.items() if unit not in without}
    notes = [slips] if slips else []
    notes += [_no_chats(scene, without, duties)] if without else []
    sent = [(unit, at) for unit in reached if (at := _sent_lately(scene, reached[unit])) is not None]
    notes += [f"{unit}今天{at}已经催过，一小时内不再重复。" for unit, at in sent]
    for unit, _ in sent:
        reached.pop(unit)
    if not reached:
        return Reply("\n".join(notes))
    shown = [_say_unit(scene, unit, own, alone=len(reached) == 1) for unit, own in reached.items()]
    ids = ",".join(str(duty.id) for own in reached.values() for duty in own)
    head = [] if len(reached) == 1 else [f"要催{len(reached)}个单位："]
    tail = [] if len(reached) == 1 else ["发给这些单位的群？"]
    choices = (
        Choice("确认催办", say_again(REPORT, ids, REMIND, Told(sure=True))),
        Choice("取消", say_again(REPORT, ids.split(",")[0], CANCEL, Told())),
    )
    return Reply("\n".join([*notes, *head, *shown, *tail]), choices, assignments=tuple(d.id for d in duties))


def _say_unit(scene: Scene, unit: str, duties: Sequence[Duty], *, alone: bool) -> str:
    if alone:
        return say_reminding(unit, duties, scene.today, scene.policies.lights, plan=scene.many_plans)
    items = "、".join(dict.fromkeys(duty.item for duty in duties))
    return f"· {unit}：第{items}项"


def remind(scene: Scene, duties: Sequence[Duty]) -> Reply:
    """Owe the units' chats a 催办 that was confirmed."""
    duties = [duty for duty in duties if duty.is_open]
    if not duties:
        return Reply("这些任务已经办结或正在审核，没有发催办。", replaces=True)
    refused = [duty for duty in duties if not scene.may(Action.REMIND, duty)]
    if refused:
        return Reply(_no_right(scene, refused), aside=True)
    by_unit: dict[int, list[Duty]] = {}
    for duty in duties:
        if duty.unit_id is not None:
            by_unit.setdefault(duty.unit_id, []).append(duty)
    said = [_remind_unit(scene, unit_id, own) for unit_id, own in by_unit.items()]
    return Reply("\n".join(said), replaces=True)


def _remind_unit(scene: Scene, unit_id: int, duties: list[Duty]) -> str:
    unit = duties[0].unit
    chat = scene.duties.chat_of(unit)
    if chat is None:
        return _no_chats(scene, (unit,), duties)
    sent = _sent_lately(scene, duties)
    if sent is not None:
        return f"{unit}今天{sent}已经催过，一小时内不再重复。"
    text = letter_reminder(scene.who, duties, scene.today, scene.policies.lights, plan=scene.many_plans)
    remind_unit(scene, unit_id, chat, text, duties)
    note_reminder(
        scene.session, [duty.id for duty in duties], unit_id=unit_id, author=scene.author, now=scene.now
    )
    later = scene.policies.quiet_until(scene.now)
    if later is not None:
        return f"现在是静默时段，给{unit}的催办（{len(duties)}项）将在{later:%H:%M}发出。办结后会告诉您。"
    return f"已催办：{unit}（{len(duties)}项）。办结后会告诉您。"


def _sent_lately(scene: Scene, duties: Sequence[Duty]) -> str | None:
    """Return the time at which the same person had the unit reminded within the last hour."""
    unit_id = duties[0].unit_id
    if unit_id is None:
        return None
    at = scene.duties.reminded_at(unit_id, scene.author.person, scene.now - AGAIN_AFTER)
    return say_clock(at.astimezone(scene.now.tzinfo)) if at is not None else None


def _no_chats(scene: Scene, units: Sequence[str], duties: Sequence[Duty]) -> str:
    """Say which units cannot be reached, and who tells them."""
    shown = "、".join(units[:UNITS_NAMED])
    names = shown if len(units) <= UNITS_NAMED else f"{shown}等{len(units)}个单位"
    offices = [duty.office for duty in duties if duty.office and duty.office not in (duty.unit, scene.unit)]
    whom = f"请{offices[0]}代为转达" if offices else "请另行告知"
    return f"{names}还没有绑定群，催办发不出去，{whom}。"


def _nothing(scene: Scene, names: str, duties: Sequence[Duty], query: Query) -> str:
    waiting = [duty for duty in duties if duty.status is Status.SUBMITTED]
    if waiting:
        return f"{say_state(waiting[0], scene.today, query.language)}不用催。"
    if duties:
        return f"{say_state(duties[0], scene.today, query.language)}不用催。"
    return f"{names or '这里'}没有未办结的任务，不用催。"


def _no_right(scene: Scene, duties: Sequence[Duty]) -> str:
    duty = duties[0]
    who = "、".join(dict.fromkeys(name for name in (*duty.supervisors, duty.office) if name))
    return f"催办{duty.unit}第{duty.item}项要由{who or '管理员'}来做，没有发出。"

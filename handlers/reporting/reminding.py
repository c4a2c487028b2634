"""催办 that a person asks for: what is open is shown, and sent to the unit's chat once it is confirmed."""

import re
from collections.abc import Sequence
from datetime import timedelta

from data.actions.reminders import note_reminder
from data.offers import REPORT
from data.reporting import Duty
from data.statuses import Status
from data.wording.language import Phrase, pick
from data.wording.reports import letter_reminder, say_clock, say_mended, say_reminding, say_state
from handlers.access import Action
from handlers.conversation import Understood
from handlers.message import Reply
from handlers.reporting.choosing import choose
from handlers.reporting.finding import find_meant
from handlers.reporting.letters import remind_unit
from handlers.reporting.performing import cancel_choice
from handlers.reporting.scene import Scene
from handlers.reporting.told import Told, offer
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
ASKED = Phrase(
    "没有发催办。催过没有，请看“第几项的记录”；现在要催，请发“催一下县财政局”。",
    "No reminder was sent. To see earlier ones, ask for “history of item 7”; "
    "to send one now, say “remind Finance Bureau”.",
)
LEFT_ALONE = Phrase("好，没有催办。", "All right, no reminder was sent.")
ELSEWHERE = Phrase(
    "{region}没有“{name}”，没有催办。", "There is no “{name}” in {region}; no reminder was sent."
)
WHOM = Phrase(
    "请写明催哪个单位，例如“催一下县财政局”，或者“催县财政局第9项”。",
    "Please say which unit to remind, such as “remind Finance Bureau” or “remind Finance Bureau of item 9”.",
)
NONE_LATE = Phrase("没有逾期的任务，不用催。", "Nothing is overdue, so there is nobody to remind.")
SENT_LATELY = Phrase(
    "{unit}今天{at}已经催过，一小时内不再重复。",
    "{unit} was already reminded today at {at}; I don't repeat that within an hour.",
)
SEVERAL = Phrase("要催{count}个单位：", "This reminds {count} units:")
TO_THEIR_CHATS = Phrase("发给这些单位的群？", "Send it to their groups?")
CONFIRM = Phrase("确认催办", "Send reminder")
ALL_SETTLED = Phrase(
    "这些任务已经办结或正在审核，没有发催办。",
    "These tasks are done or under review already; no reminder was sent.",
)
SENT = Phrase(
    "已催办：{unit}（{count}项）。办结后会告诉您。",
    "Reminder sent to {unit} ({count}). I'll tell you when they are done.",
)
SENT_LATER = Phrase(
    "现在是静默时段，给{unit}的催办（{count}项）将在{at}发出。办结后会告诉您。",
    "It is quiet hours now: the reminder to {unit} ({count}) goes out at {at}. "
    "I'll tell you when they are done.",
)
NO_CHAT = Phrase(
    "{units}还没有绑定群，催办发不出去，请另行告知。",
    "No group is bound for {units}, so no reminder can be sent: please tell them some other way.",
)
BY_OFFICE = Phrase(
    "{units}还没有绑定群，催办发不出去，请{office}代为转达。",
    "No group is bound for {units}, so no reminder can be sent: please ask {office} to pass it on.",
)
NO_NEED = Phrase("{state}不用催。", "{state} No reminder is needed.")
NOTHING_OPEN = Phrase(
    "{units}没有未办结的任务，不用催。", "{units}: nothing is open, so no reminder is needed."
)
HERE = Phrase("这里", "Here")
NO_RIGHT = Phrase(
    "催办{unit}第{item}项要由{who}来做，没有发出。",
    "Only {who} can send {unit} a reminder of item {item}; none was sent.",
)
OPERATOR = Phrase("管理员", "the operator")
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
        return Reply(LEFT_ALONE.say(query.language))
    if _WHETHER.search(query.text):
        return Reply(ASKED.say(query.language))
    if query.elsewhere is not None:
        return Reply(ELSEWHERE.say(query.language, region=scene.region.name, name=query.elsewhere))
    named = [unit for unit in query.units if not unit.implied]
    if not named and not query.items and _LATE_ONES.search(query.text):
        return _remind_late(scene, query)
    about_item = bool(query.items or query.subject or query.domains or query.position is not None)
    if not (named or about_item or scene.request.behind):
        return Reply(WHOM.say(query.language))
    meant = find_meant(scene, query, heard.before)
    if meant.reply is not None:
        return meant.reply
    mended = [(unit.name, unit.mended) for unit in named if unit.mended]
    slips = "".join(say_mended(name, slip, scene.language) for name, slip in mended)
    duties = _open_ones(meant.duties, scene, every=about_item)
    if not duties:
        names = pick(scene.language, "、", ", ").join(unit.name for unit in named)
        return Reply(f"{slips}{_nothing(scene, names, meant.duties, query)}")
    allowed = [duty for duty in duties if scene.may(Action.REMIND, duty)]
    if not allowed:
        return Reply(_no_right(scene, duties), aside=True)
    return _offer(scene, allowed, slips)


def _remind_late(scene: Scene, query: Query) -> Reply:
    """Offer to remind every unit of what it has overdue, as far as the speaker may."""
    late = [duty for duty in scene.duties.overdue(scene.today) if duty.unit_id is not None]
    if not late:
        return Reply(NONE_LATE.say(query.language))
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
    notes += [SENT_LATELY.say(scene.language, unit=unit, at=at) for unit, at in sent]
    for unit, _ in sent:
        reached.pop(unit)
    if not reached:
        return Reply("\n".join(notes))
    shown = [_say_unit(scene, unit, own, alone=len(reached) == 1) for unit, own in reached.items()]
    ids = ",".join(str(duty.id) for own in reached.values() for duty in own)
    head = [] if len(reached) == 1 else [SEVERAL.say(scene.language, count=len(reached))]
    tail = [] if len(reached) == 1 else [TO_THEIR_CHATS.say(scene.language)]
    choices = (
        offer(CONFIRM.say(scene.language), REPORT, ids, REMIND, Told(sure=True, language=scene.language)),
        cancel_choice(ids.split(",")[0], Told(language=scene.language)),
    )
    return Reply("\n".join([*notes, *head, *shown, *tail]), choices, assignments=tuple(d.id for d in duties))


def _say_unit(scene: Scene, unit: str, duties: Sequence[Duty], *, alone: bool) -> str:
    if alone:
        return say_reminding(
            unit, duties, scene.today, scene.policies.lights, scene.language, plan=scene.many_plans
        )
    items = list(dict.fromkeys(duty.item for duty in duties))
    zh, en = f"· {unit}：第{'、'.join(items)}项", f"· {unit}: item {', '.join(items)}"
    return pick(scene.language, zh, en)


def remind(scene: Scene, duties: Sequence[Duty]) -> Reply:
    """Owe the units' chats a 催办 that was confirmed."""
    duties = [duty for duty in duties if duty.is_open]
    if not duties:
        return Reply(ALL_SETTLED.say(scene.language), replaces=True)
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
        return SENT_LATELY.say(scene.language, unit=unit, at=sent)
    blocks = letter_reminder(scene.who, duties, scene.today, scene.policies.lights, plan=scene.many_plans)
    remind_unit(scene, unit_id, chat, blocks, duties)
    note_reminder(
        scene.session, [duty.id for duty in duties], unit_id=unit_id, author=scene.author, now=scene.now
    )
    later = scene.policies.quiet_until(scene.now)
    if later is not None:
        return SENT_LATER.say(scene.language, unit=unit, count=len(duties), at=f"{later:%H:%M}")
    return SENT.say(scene.language, unit=unit, count=len(duties))


def _sent_lately(scene: Scene, duties: Sequence[Duty]) -> str | None:
    """Return the time at which the same person had the unit reminded within the last hour."""
    unit_id = duties[0].unit_id
    if unit_id is None:
        return None
    at = scene.duties.reminded_at(unit_id, scene.author.person, scene.now - AGAIN_AFTER)
    return say_clock(at.astimezone(scene.now.tzinfo)) if at is not None else None


def _no_chats(scene: Scene, units: Sequence[str], duties: Sequence[Duty]) -> str:
    """Say which units cannot be reached, and who tells them."""
    left = len(units) - UNITS_NAMED
    names = pick(scene.language, "、", ", ").join(units[:UNITS_NAMED])
    names += pick(scene.language, f"等{len(units)}个单位", f" and {left} more") if left > 0 else ""
    offices = [duty.office for duty in duties if duty.office and duty.office not in (duty.unit, scene.unit)]
    if offices:
        return BY_OFFICE.say(scene.language, units=names, office=offices[0])
    return NO_CHAT.say(scene.language, units=names)


def _nothing(scene: Scene, names: str, duties: Sequence[Duty], query: Query) -> str:
    waiting = [duty for duty in duties if duty.status is Status.SUBMITTED]
    if waiting:
        return NO_NEED.say(query.language, state=say_state(waiting[0], scene.today, query.language))
    if duties:
        return NO_NEED.say(query.language, state=say_state(duties[0], scene.today, query.language))
    return NOTHING_OPEN.say(query.language, units=names or HERE.say(query.language))


def _no_right(scene: Scene, duties: Sequence[Duty]) -> str:
    duty = duties[0]
    names = dict.fromkeys(name for name in (*duty.supervisors, duty.office) if name)
    who = pick(scene.language, "、", ", ").join(names) or OPERATOR.say(scene.language)
    return NO_RIGHT.say(scene.language, unit=duty.unit, item=duty.item, who=who)

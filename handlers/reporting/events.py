"""/event: something that deadlines count from has happened; what that makes due is told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.actions.events import record_event
from data.errors import UsageError
from data.reporting import EventFact
from data.terms import pairs_of
from data.wording.dates import say_date
from data.wording.language import Phrase, pick
from data.wording.reports import say_task
from data.wording.tasks import shorten
from handlers.access import Action, Target, may
from handlers.message import Choice, Reply
from handlers.reporting.performing import cancel_choice
from handlers.reporting.scene import Scene, open_scene, regions_of
from handlers.reporting.told import UNTIL, Told
from handlers.reporting.wishes import date_in
from handlers.request import Request
from handlers.services import Services

EVENT = "e"
"""Stands before the number of an event in the words of a button."""

BACK = "撤回"
ENOUGH = 0.5
"""So much of an event's text somebody has to say for it to be meant."""

NO_EVENTS = Phrase("没有等待事件的任务{hint}。", "No task waits for an event{hint}.")
NOT_FOUND = Phrase(
    "没有找到“{text}”这件事，没有登记。", "I found no event like “{text}”; nothing was recorded."
)
TAKEN_BACK = Phrase(
    "已撤回：“{text}”的日期，相关任务又没有期限了。",
    "Taken back: the date of “{text}”. Its tasks have no deadline again.",
)
RECORDED = Phrase("已登记：“{text}”，{day}。", "Recorded: “{text}”, {day}.")
NOW_DUE = Phrase("这些任务有了期限：", "These tasks now have a deadline:")
IN_ALL = Phrase("……共{count}项", "… {count} in all")
SURE = Phrase("请确认：“{text}”发生在{day}？", "Please confirm: “{text}” happened on {day}?")
WHICH_DAY = Phrase(
    "“{text}”发生在哪天？请直接回复日期，例如“9月1日”。",
    "On which day did “{text}” happen? Please reply with the date, such as “1 September”.",
)
WHICH = Phrase("请问是哪一件？", "Which one do you mean?")
AWAITED = Phrase("期限要等这些事件：", "Deadlines wait for these events:")
KNOWN = Phrase("登记过的事件：", "Events recorded:")
NO_DAY = Phrase("还没有日期", "no date yet")
HOW = Phrase(
    "登记：/event 事件 日期，或者点下面的按钮。", "To record one: /event TEXT DATE, or press a button below."
)
CONFIRM = Phrase("确认登记", "Record it")
UNDO = Phrase("撤回", "Undo")
WIDTH = 40
TOLD = 6
ALIKE = 3
"""So many pairs of characters in common make a message one about an event, maybe."""

_HAPPENED = re.compile(
    r"(?!.*(?:第\s*[\d一二三四五六七八九十]+\s*项|[（(]\d+[)）]|[?？吗呢]|什么|申请|延期|还没|没有))"
    r"(?=.*(?:\d[月日号]|今天|昨天|前天|上周|\d{1,2}[./-]\d))"
    r".{2,60}(?:出台|印发|发布|下发|公布|颁布|批复|印出来|发下来)了?[^，,]{0,12}$",
    re.S,
)
_ID = re.compile(rf"^{EVENT}\d{{1,9}}$")


def event(request: Request, services: Services) -> Reply:
    """List the events that are waited for, or record the day on which one happened."""
    try:
        with services.database.transaction() as session:
            words = request.words
            said = " ".join(words) if words and not _ID.match(words[0]) else None
            for region in regions_of(request, services, session, said):
                if not may(request.person, Action.EVENT, Target(region.name)):
                    continue
                scene = open_scene(session, request, services, region)
                events = scene.duties.events()
                reply = _answer(scene, events) if events else None
                if reply is not None:
                    return reply
    except UsageError as refused:
        return Reply(refused.say(request.language))
    return Reply(NO_EVENTS.say(request.language, hint=request.region_hint))


def happened_by_words(request: Request, services: Services) -> Reply | None:
    """Record an awaited event that words report (省级标准指引9月20日出台了); None where they do not."""
    match = _HAPPENED.match(request.words[0]) if request.words else None
    if match is None:
        return None
    with services.database.read() as session:
        for region in regions_of(request, services, session):
            scene = open_scene(session, request, services, region)
            known = may(request.person, Action.EVENT, Target(region.name)) and scene.duties.events()
            said = pairs_of(request.words[0])
            if known and any(len(said & pairs_of(one.text)) >= ALIKE for one in known):
                return event(request, services)
    return None


def _answer(scene: Scene, events: Sequence[EventFact]) -> Reply | None:
    words = scene.request.words
    if not words:
        return _list(scene, events)
    if _ID.match(words[0]):
        known = next((one for one in events if f"{EVENT}{one.id}" == words[0]), None)
        return None if known is None else _of(scene, known, words[1:])
    text = " ".join(words)
    day = _day(scene, words, text)
    fitting = _fitting(events, text)
    if not fitting:
        listed = _list(scene, events)
        said = NOT_FOUND.say(scene.language, text=shorten(text, WIDTH))
        return replace(listed, text=f"{said}\n{listed.text}")
    if len(fitting) > 1:
        return _which(scene, fitting, day)
    if day is None:
        return _ask_day(scene, fitting[0])
    if _is_said(fitting[0], text):
        return _record(scene, fitting[0], day)
    return _confirm(scene, fitting[0], day)


def _of(scene: Scene, known: EventFact, words: Sequence[str]) -> Reply:
    if words and words[0] == BACK:
        record_event(
            scene.session,
            known.id,
            None,
            author=scene.author,
            now=scene.now,
            region_id=scene.region.region_id,
        )
        return Reply(TAKEN_BACK.say(scene.language, text=shorten(known.text, WIDTH)), replaces=True)
    day = _day(scene, words, " ".join(words))
    return _ask_day(scene, known) if day is None else _record(scene, known, day, replaces=True)


def _day(scene: Scene, words: Sequence[str], text: str) -> date | None:
    """Read the day; an event has happened, so one without its year is the last one."""
    for word in words:
        if word.startswith(UNTIL):
            return date.fromisoformat(word.removeprefix(UNTIL))
    day = date_in(text, scene.region, scene.vocabulary, scene.today)
    if day is None or re.search(r"(?:19|20)\d\d|明年|明天|下月|下个月|将", text):
        return day
    return day if day <= scene.today or (day - scene.today).days < 31 else _year_before(day)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _fitting(events: Sequence[EventFact], text: str) -> list[EventFact]:
    said = pairs_of(text)
    scored = [(len(pairs_of(one.text) & said) / max(1, len(pairs_of(one.text))), one) for one in events]
    best = max((score for score, _ in scored), default=0)
    return [one for score, one in scored if score >= ENOUGH and score >= best - 0.1]


def _is_said(known: EventFact, text: str) -> bool:
    return pairs_of(known.text) <= pairs_of(text)


def _record(scene: Scene, known: EventFact, day: date, *, replaces: bool = False) -> Reply:
    recorded = record_event(
        scene.session, known.id, day, author=scene.author, now=scene.now, region_id=scene.region.region_id
    )
    duties = scene.duties.of_ids(recorded.assignments)
    language, when = scene.language, say_date(day, scene.today, scene.language)
    lines = [RECORDED.say(language, text=shorten(known.text, WIDTH), day=when)]
    colon = pick(language, "：", ": ")
    dues = dict.fromkeys(
        f"· {say_task(duty, language, plan=scene.many_plans)}{colon}"
        f"{say_date(duty.due, scene.today, language)}"
        for duty in duties
        if duty.due is not None
    )
    if dues:
        lines.append(NOW_DUE.say(language))
        lines += list(dues)[:TOLD]
        lines += [IN_ALL.say(language, count=len(dues))] if len(dues) > TOLD else []
    choices = (Choice(UNDO.say(language), f"/event {EVENT}{known.id} {BACK}"),)
    return Reply("\n".join(lines), choices, replaces=replaces)


def _confirm(scene: Scene, known: EventFact, day: date) -> Reply:
    language = scene.language
    text = SURE.say(language, text=known.text, day=say_date(day, scene.today, language))
    yes = Choice(CONFIRM.say(language), f"/event {EVENT}{known.id} {UNTIL}{day}")
    return Reply(text, (yes, cancel_choice("", Told(language=language))))


def _ask_day(scene: Scene, known: EventFact) -> Reply:
    return Reply(
        WHICH_DAY.say(scene.language, text=shorten(known.text, WIDTH)),
        (cancel_choice("", Told(language=scene.language)),),
        awaits=f"/event {EVENT}{known.id}",
    )


def _which(scene: Scene, events: Sequence[EventFact], day: date | None) -> Reply:
    when = f" {UNTIL}{day}" if day is not None else ""
    choices = tuple(Choice(shorten(one.text, 16), f"/event {EVENT}{one.id}{when}") for one in events[:8])
    lines = [f"{at}. {one.text}" for at, one in enumerate(events[:8], 1)]
    return Reply("\n".join([WHICH.say(scene.language), *lines]), choices)


def _list(scene: Scene, events: Sequence[EventFact]) -> Reply:
    language = scene.language
    lines = [(AWAITED if any(one.date is None for one in events) else KNOWN).say(language)]
    for at, one in enumerate(events[:8], 1):
        items = pick(language, f"（第{'、'.join(one.items)}项）", f" (item {', '.join(one.items)})")
        when = say_date(one.date, scene.today, language) if one.date else NO_DAY.say(language)
        text = f"{at}. {shorten(one.text, WIDTH)}{items if one.items else ''}"
        lines.append(pick(language, f"{text}：{when}", f"{text}: {when}"))
    lines.append(HOW.say(language))
    waiting = [one for one in events if one.date is None][:8]
    choices = tuple(Choice(shorten(one.text, 16), f"/event {EVENT}{one.id}") for one in waiting)
    return Reply("\n".join(lines), choices)

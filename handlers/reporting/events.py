"""/event: something that deadlines count from has happened; what that makes due is told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.actions.events import record_event
from data.actions.values import Refused
from data.errors import UsageError
from data.reporting import EventFact
from data.terms import pairs_of
from data.wording.dates import say_date
from data.wording.reports import say_task
from data.wording.tasks import shorten
from handlers.access import Action, Target, may
from handlers.message import Choice, Reply
from handlers.reporting.scene import Scene, open_scene, regions_of
from handlers.reporting.told import UNTIL
from handlers.reporting.wishes import date_in
from handlers.request import Request
from handlers.services import Services

EVENT = "e"
"""Stands before the number of an event in the words of a button."""

BACK = "撤回"
ENOUGH = 0.5
"""So much of an event's text somebody has to say for it to be meant."""

NO_EVENTS = "没有等待事件的任务"
WIDTH = 40
TOLD = 6
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
    except Refused as refused:
        return Reply(str(refused))
    except UsageError as refused:
        return Reply(str(refused))
    return Reply(f"{NO_EVENTS}{request.region_hint}。")


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
        return replace(listed, text=f"没有找到“{shorten(text, WIDTH)}”这件事，没有登记。\n{listed.text}")
    if len(fitting) > 1:
        return _which(scene, fitting, day)
    if day is None:
        return _ask_day(fitting[0])
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
        return Reply(f"已撤回：“{shorten(known.text, WIDTH)}”的日期，相关任务又没有期限了。", replaces=True)
    day = _day(scene, words, " ".join(words))
    return _ask_day(known) if day is None else _record(scene, known, day, replaces=True)


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
    lines = [f"已登记：“{shorten(known.text, WIDTH)}”，{say_date(day, scene.today)}。"]
    dues = dict.fromkeys(
        f"· {say_task(duty, plan=scene.many_plans)}：{say_date(duty.due, scene.today)}"
        for duty in duties
        if duty.due is not None
    )
    if dues:
        lines.append("这些任务有了期限：")
        lines += list(dues)[:TOLD]
        lines += [f"……共{len(dues)}项"] if len(dues) > TOLD else []
    choices = (Choice(BACK, f"/event {EVENT}{known.id} {BACK}"),)
    return Reply("\n".join(lines), choices, replaces=replaces)


def _confirm(scene: Scene, known: EventFact, day: date) -> Reply:
    text = f"请确认：“{known.text}”发生在{say_date(day, scene.today)}？"
    return Reply(
        text, (Choice("确认登记", f"/event {EVENT}{known.id} {UNTIL}{day}"), Choice("取消", "/report 0 取消"))
    )


def _ask_day(known: EventFact) -> Reply:
    return Reply(
        f"“{shorten(known.text, WIDTH)}”发生在哪天？请直接回复日期，例如“9月1日”。",
        (Choice("取消", "/report 0 取消"),),
        awaits=f"/event {EVENT}{known.id}",
    )


def _which(scene: Scene, events: Sequence[EventFact], day: date | None) -> Reply:
    when = f" {UNTIL}{day}" if day is not None else ""
    choices = tuple(Choice(shorten(one.text, 16), f"/event {EVENT}{one.id}{when}") for one in events[:8])
    lines = [f"{at}. {one.text}" for at, one in enumerate(events[:8], 1)]
    return Reply("\n".join(["请问是哪一件？", *lines]), choices)


def _list(scene: Scene, events: Sequence[EventFact]) -> Reply:
    lines = ["期限要等这些事件：" if any(one.date is None for one in events) else "登记过的事件："]
    for at, one in enumerate(events[:8], 1):
        items = f"（第{'、'.join(one.items)}项）" if one.items else ""
        when = say_date(one.date, scene.today) if one.date else "还没有日期"
        lines.append(f"{at}. {shorten(one.text, WIDTH)}{items}：{when}")
    lines.append("登记：/event 事件 日期，或者点下面的按钮。")
    waiting = [one for one in events if one.date is None][:8]
    choices = tuple(Choice(shorten(one.text, 16), f"/event {EVENT}{one.id}") for one in waiting)
    return Reply("\n".join(lines), choices)

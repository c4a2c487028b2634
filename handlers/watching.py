"""/pause, /resume, /close: whether a plan, a unit or an item is kept watch over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.models import Plan, Task, Unit, Watch
from data.repositories.watches import Turn, Watched, WatchRepository
from data.wording.dates import say_date
from data.wording.language import Phrase
from data.wording.tasks import say_item
from handlers.access import Action, Target, may
from handlers.binding.targets import region_of
from handlers.message import ChatRole, Choice, Reply
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.cleaning import clean
from handlers.understanding.query import ItemKind
from handlers.understanding.reading import Reading, read
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary

HOW = Phrase(
    "写法：/{name} 方案、单位或第N项，例如 /{name} 县住建局，/{name} 第7项。"
    "暂停可以加日期：/pause 第7项 10月15日；方案写简称或关键字（见 /plans）。",
    "Usage: /{name} and a plan, a unit or an item, such as /{name} 县住建局 or /{name} item 7. "
    "A pause can have a date: /pause item 7 15 October; a plan goes by its short name (see /plans).",
)
DONE = {
    Watch.PAUSED: Phrase("已暂停", "Paused"),
    Watch.OPEN: Phrase("已恢复", "Resumed"),
    Watch.CLOSED: Phrase("已归档", "Closed"),
}
NO_RIGHT_THERE = Phrase(
    "这不归本群管，没有改动。", "This is not for this group to decide; nothing was changed."
)
NOT_FOUND = Phrase("没有找到“{text}”，没有改动。", "I found no “{text}”; nothing was changed. ")
PLAN = Phrase("任务分工表“{name}”", "plan “{name}”")
WHICH_UNIT = Phrase("请问是哪个单位？", "Which unit do you mean?")
WHICH_PLAN = Phrase("请问是哪份任务分工表？", "Which plan do you mean?")
PASSED = Phrase("这个日期已经过去，没有改动。", "That date has passed; nothing was changed.")
UNTIL = Phrase("，到{day}（含当天）", " until {day} (inclusive)")
STORED = Phrase("{what}：{name}{until}。记录人：{by}。", "{what}: {name}{until}. Recorded by {by}.")


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to be paused, resumed or closed: one thing under its name, or the rows of one item."""

    name: str
    watched: tuple[Watched, ...]


def pause(request: Request, services: Services) -> Reply:
    """Pause what the words name, until a date where they say one."""
    return _turn(request, services, Watch.PAUSED)


def resume(request: Request, services: Services) -> Reply:
    """Keep watch again over what was paused or closed."""
    return _turn(request, services, Watch.OPEN)


def close(request: Request, services: Services) -> Reply:
    """Close what the words name: it is left out of answers, counts and nudges."""
    return _turn(request, services, Watch.CLOSED)


def _turn(request: Request, services: Services, state: Watch) -> Reply:
    with services.database.transaction() as session:
        vocabulary = services.vocabulary(session)
        region, words = _region(request, vocabulary)
        how = HOW.say(request.language, name=request.name)
        if region is None or not words:
            return Reply(how)
        if not may(request.person, Action.WATCH, Target(region.name)):
            return Reply(NO_RIGHT_THERE.say(request.language))
        text = clean(" ".join(words))
        reading = read(text, region, vocabulary, request.now.date())
        meant = _meant(session, region, reading, request)
        if isinstance(meant, Reply):
            return meant
        if meant is None:
            lost = NOT_FOUND.say(request.language, text=" ".join(words))
            return Reply(f"{lost}{how}")
        until = _until(reading) if state is Watch.PAUSED else None
        return _store(session, region, meant, state, until, request)


def _region(request: Request, vocabulary: Vocabulary) -> tuple[RegionVocabulary | None, tuple[str, ...]]:
    """Take the seat's region, else the one named first, else the only one."""
    named, words = region_of(request.words, vocabulary.regions)
    if named is not None:
        return named, words
    if request.seat.role is not ChatRole.OPERATOR:
        return vocabulary.region(request.seat.region), words
    return (vocabulary.regions[0] if len(vocabulary.regions) == 1 else None), words


def _meant(
    session: Session, region: RegionVocabulary, reading: Reading, request: Request
) -> Meant | Reply | None:
    """Find the item, the unit or the plan that is named; a slip is not mended before a change."""
    labels = [ref.label for found in reading.numbers for ref in found.refs if ref.kind is ItemKind.ITEM]
    if labels:
        return _items(session, region, labels[0], reading.plan.key if reading.plan else None, request)
    if reading.plan is not None:
        plan = session.scalars(select(Plan).where(Plan.key == reading.plan.key)).one()
        return Meant(PLAN.say(request.language, name=plan.short_name), (plan,))
    options = [option.unit for named in reading.names for option in named.options if option.unit]
    if options:
        return _which(WHICH_UNIT, [f"{region.name} {unit}" for unit in options], request)
    names = [named.unit.name for named in reading.names if named.unit and not named.unit.mended]
    # A unit that was closed is in no directory: it is found by its whole name.
    wanted = Unit.name.in_([*names, reading.text])
    unit = session.scalars(select(Unit).where(Unit.region_id == region.region_id, wanted)).first()
    return Meant(unit.name, (unit,)) if unit is not None else None


def _items(
    session: Session, region: RegionVocabulary, label: str, plan_key: str | None, request: Request
) -> Meant | Reply | None:
    """Return the rows of an item; where several open plans have it, ask which one is meant."""
    statement = select(Task, Plan).join(Plan, Plan.id == Task.plan_id)
    statement = statement.where(Plan.region_id == region.region_id, Task.item == label)
    named = Plan.key == plan_key if plan_key else Plan.state != Watch.CLOSED
    found = session.execute(statement.where(Task.position.is_not(None), named)).all()
    plans = {plan.short_name for _, plan in found}
    if len(plans) > 1:
        return _which(WHICH_PLAN, [f"{region.name} {name} 第{label}项" for name in sorted(plans)], request)
    tasks = tuple(task for task, _ in found)
    return Meant(f"{plans.pop()} {say_item(label, None, request.language)}", tasks) if tasks else None


def _which(question: Phrase, names: Sequence[str], request: Request) -> Reply:
    choices = tuple(Choice(name, f"/{request.name} {name}") for name in names)
    return Reply("\n".join([question.say(request.language), *(choice.says for choice in choices)]), choices)


def _until(reading: Reading) -> date | None:
    return next((period.end for period in reading.periods if period.end is not None), None)


def _store(
    session: Session,
    region: RegionVocabulary,
    meant: Meant,
    state: Watch,
    until: date | None,
    request: Request,
) -> Reply:
    today, speaker = request.now.date(), request.speaker
    if until is not None and until < today:
        return Reply(PASSED.say(request.language))
    turn = Turn(state, until, request.now, speaker.by, speaker.number)
    watches = WatchRepository(session, region.region_id)
    for watched in meant.watched:
        watches.turn(watched, turn)
    refresh(session, region.region_id, today)
    language, spoken = request.language, ""
    if until is not None:
        spoken = UNTIL.say(language, day=say_date(until, today, language))
    name = f"{region.name} {meant.name}"
    what = DONE[state].say(language)
    return Reply(STORED.say(language, what=what, name=name, until=spoken, by=speaker.by))

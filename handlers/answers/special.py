"""progress questions that ask for a list and no counts: newly done, put off, units without a chat."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from data.clock import ZONE
from data.models import Decision
from data.repositories.behind import BehindFact
from data.repositories.chats import ChatRepository
from data.repositories.extensions import ExtensionFact, extensions_of
from data.statuses import Status
from handlers.answers.asking import Asking
from handlers.answers.behind import entry_of, facts_of
from handlers.answers.entries import Span
from handlers.answers.subjects import find_tasks, names_tasks
from handlers.answers.values import Answer, ExtensionAnswer, TaskEntry, UnitAnswer
from handlers.understanding.query import Asked


def answer_newly_done(asking: Asking) -> Answer:
    """Answer what was accepted as done in the period, whenever it was due; by unit."""
    span = _span(asking)
    found = [fact for fact in _facts(asking, {Status.DONE}) if _day(fact.done_at) in span]
    ordered = sorted(found, key=lambda fact: (_day(fact.done_at), fact.assignment_id))
    return replace(asking.answer(), tasks=tuple(entry_of(fact, asking) for fact in ordered))


def answer_extensions(asking: Asking) -> Answer:
    """Answer which assignments were put off, or for which that was asked, the newest request first."""
    facts = {fact.assignment_id: fact for fact in _facts(asking)}
    told = [one for one in _latest(extensions_of(asking.session, asking.region_id)) if _meant(one, asking)]
    entries: list[TaskEntry] = []
    extensions: list[ExtensionAnswer] = []
    for one in told:
        fact = facts.get(one.assignment_id)
        if fact is not None:
            entries.append(entry_of(fact, asking))
            extensions.append(ExtensionAnswer(one.former_due, one.until, one.decision.value))
    return replace(asking.answer(), tasks=tuple(entries), extensions=tuple(extensions))


def answer_chatless(asking: Asking) -> Answer:
    """Answer which units that have something to do are bound to no chat."""
    figures = asking.standings.by_unit(None, None, asking.today)
    units = {unit.name for unit in asking.units.all()}
    wanted = asking.unit_names()
    bound = {chat.unit for chat in ChatRepository(asking.session).list(asking.region_id)}
    owing = [one.unit for one in figures if one.unit in units and (not wanted or one.unit in wanted)]
    without = tuple(UnitAnswer(name, None) for name in owing if name not in bound)
    return replace(asking.answer(), units_answer=without, units_counted=len(owing))


SPECIAL = {
    Asked.NEWLY_DONE: answer_newly_done,
    Asked.EXTENDED: answer_extensions,
    Asked.REQUESTED: answer_extensions,
    Asked.CHATLESS: answer_chatless,
}


def _facts(asking: Asking, statuses: Iterable[Status] = ()) -> list[BehindFact]:
    """Return the assignments that are meant, whenever they are due."""
    tasks = frozenset(find_tasks(asking, every=True).tasks) if names_tasks(asking) else None
    anytime = replace(asking, query=replace(asking.query, period=None))
    return facts_of(anytime, tasks, statuses)


def _span(asking: Asking) -> Span:
    period = asking.query.period
    return Span(period.start, period.end) if period is not None else Span(None, None)


def _day(moment: datetime | None) -> date:
    return moment.astimezone(ZONE).date() if moment is not None else date.min


def _latest(found: Iterable[ExtensionFact]) -> Iterable[ExtensionFact]:
    """Keep the newest request for each assignment."""
    first: dict[int, ExtensionFact] = {}
    for one in found:
        first.setdefault(one.assignment_id, one)
    return first.values()


def _meant(one: ExtensionFact, asking: Asking) -> bool:
    if asking.query.asked is Asked.EXTENDED and one.decision is not Decision.GRANTED:
        return False
    return _day(one.asked_at) in _span(asking)

"""The table of which intent is answered by which function, and what comes before any of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from data.repositories.plans import region_versions
from handlers.answers.actions import answer_action
from handlers.answers.asking import Asking, Place, open_asking, trouble_of
from handlers.answers.domains import answer_domain, answer_guideline
from handlers.answers.help import answer_clarify, answer_help, examples_of_regions
from handlers.answers.phases import answer_phase
from handlers.answers.progress import answer_progress
from handlers.answers.responsibilities import answer_detail, answer_when, answer_who
from handlers.answers.summary import answer_summary
from handlers.answers.tasks import answer_due, answer_list, answer_next, answer_ongoing, answer_overdue
from handlers.answers.values import Answer, Trouble
from handlers.understanding.query import Intent, Query

ANSWERS: dict[Intent, Callable[[Asking], Answer]] = {
    Intent.DUE: answer_due,
    Intent.OVERDUE: answer_overdue,
    Intent.LIST: answer_list,
    Intent.NEXT: answer_next,
    Intent.WHO: answer_who,
    Intent.WHEN: answer_when,
    Intent.DETAIL: answer_detail,
    Intent.ONGOING: answer_ongoing,
    Intent.DOMAIN: answer_domain,
    Intent.GUIDELINE: answer_guideline,
    Intent.PROGRESS: answer_progress,
    Intent.SUMMARY: answer_summary,
    Intent.PHASE: answer_phase,
    Intent.REPORT: answer_action,
    Intent.REMIND: answer_action,
    Intent.CLARIFY: answer_clarify,
    Intent.HELP: answer_help,
    Intent.UNKNOWN: answer_help,
}

WITHOUT_TASKS = frozenset({Intent.CLARIFY, Intent.HELP, Intent.UNKNOWN})
"""Intents that are answered even where there is no plan, or the unit is elsewhere."""

ANYWHERE = Place()
NATIONAL = frozenset({Intent.GUIDELINE})
"""Intents whose answer is the same in every region."""


def find_answer(session: Session, query: Query, today: date, place: Place = ANYWHERE) -> Answer:
    """Answer `query` out of the database as of `today`; nothing is changed."""
    if query.region_id is None and query.intent not in NATIONAL:
        return _without_region(session, query)
    asking = open_asking(session, query, today, place)
    if query.intent not in WITHOUT_TASKS | NATIONAL:
        trouble = trouble_of(asking)
        if trouble is not None:
            return replace(asking.answer(), trouble=trouble)
        if query.position is not None:
            return _of_position(asking, query.position)
    return ANSWERS[query.intent](asking)


def _without_region(session: Session, query: Query) -> Answer:
    """Answer what needs no region; anything else asks for it."""
    names = [name for name, _ in region_versions(session).values()]
    answer = Answer(
        query,
        units=tuple(unit.name for unit in query.units),
        choices=query.options,
        examples=examples_of_regions(names, query.language),
    )
    if not names:
        return replace(answer, trouble=Trouble.NOTHING)
    if query.intent in WITHOUT_TASKS:
        return answer
    return replace(answer, trouble=Trouble.NO_REGION)


def _of_position(asking: Asking, position: int) -> Answer:
    """Answer about the entry at `position` of the answer before, which is worked out again."""
    entries = _entries_before(asking)
    if asking.query.several and entries:
        first = tuple(dict.fromkeys(entries[:position]))
        return ANSWERS[asking.query.intent](replace(asking, chosen=first))
    at = position - 1 if position > 0 else len(entries) + position
    if not 0 <= at < len(entries):
        return replace(asking.answer(), trouble=Trouble.NO_POSITION)
    return ANSWERS[asking.query.intent](replace(asking, chosen=(entries[at],)))


def _entries_before(asking: Asking) -> list[int]:
    """Return the tasks of the answer before, in its order, one for each entry."""
    context = asking.query.context
    if context is None:
        return []
    before = find_answer(asking.session, context, asking.today, Place(asking.seat_unit, asking.plans))
    return [entry.task_id for entry in before.tasks]

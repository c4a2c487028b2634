"""One message and its reply: understand, answer, word."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from handlers.answers.asking import Place
from handlers.answers.table import find_answer
from handlers.answers.values import Answer
from handlers.message import ChatRole, Incoming, Reply, Seat
from handlers.replies import word_answer, word_unbound
from handlers.rights import has_ground, within_rights
from handlers.services import Services
from handlers.understanding.language import guess_language
from handlers.understanding.query import Intent, Language, Query
from handlers.understanding.understand import understand
from handlers.understanding.vocabulary import Vocabulary

WIDE = frozenset({ChatRole.LEADERS, ChatRole.OPERATOR})
"""Seats from which a question that names no unit is about the whole region."""


CHANGES = frozenset({Intent.REPORT, Intent.REMIND})
"""Intents that ask for a change."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A message understood, and the one that it continues."""

    query: Query
    before: Query | None = None


def respond(
    incoming: Incoming, services: Services, change: Callable[[Understood], Reply] | None = None
) -> Reply:
    """Reply to one message. A seat that is not bound gets no data.

    `change` does what a report or a 催办 asks for; without it nothing is changed, and the answer says what
    would be.
    """
    if incoming.seat.role is ChatRole.UNBOUND:
        return word_unbound(_language(incoming))
    with services.database.read() as session:
        vocabulary, today = services.vocabulary(session), incoming.now.date()
        if not has_ground(incoming.seat, vocabulary):
            return word_unbound(_language(incoming))
        before = _understood_before(incoming, vocabulary, today)
        query = _placed(_read(incoming.text, incoming, vocabulary, today, before), incoming, vocabulary)
        query = replace(query, language=incoming.language or query.language)
        query = within_rights(query, incoming.seat, vocabulary)
        place = Place(incoming.seat.unit, services.plans(query.region_id))
        if change is None or query.intent not in CHANGES:
            return word_answer(answered(session, query, before, place, today), today)
    return change(Understood(query, before))


def answered(session: Session, query: Query, before: Query | None, place: Place, today: date) -> Answer:
    """Answer; an item without a plan is first looked for in the plan of the answer before."""
    plan = _plan_before(session, query, before, place, today)
    if plan is not None:
        answer = find_answer(session, replace(query, plan=plan), today, place)
        if answer.trouble is None:
            return answer
    return find_answer(session, query, today, place)


def _plan_before(
    session: Session, query: Query, before: Query | None, place: Place, today: date
) -> str | None:
    """Return the only plan that the answer before was about, where several may be meant."""
    if before is None or query.plan is not None or not query.items or len(place.plans) < 2:
        return None
    plans = {entry.plan for entry in find_answer(session, before, today, place).tasks}
    return plans.pop() if len(plans) == 1 else None


def _understood_before(incoming: Incoming, vocabulary: Vocabulary, today: date) -> Query | None:
    """Return the message that this one continues, understood."""
    if incoming.before is None and incoming.follows:
        return _read(incoming.follows, incoming, vocabulary, today, None)
    return incoming.before


def _placed(query: Query, incoming: Incoming, vocabulary: Vocabulary) -> Query:
    """Give a message that names nothing (？) the chat's region, so that help can fit the chat."""
    region = vocabulary.region(incoming.seat.region)
    if query.region_id is not None or region is None:
        return query
    return replace(query, region_id=region.region_id, region=region.name)


def _read(text: str, incoming: Incoming, vocabulary: Vocabulary, today: date, before: Query | None) -> Query:
    return understand(
        text,
        vocabulary=vocabulary,
        region=incoming.seat.region,
        unit=incoming.seat.unit,
        today=today,
        before=before,
        wide_chat=_is_wide(incoming.seat, vocabulary),
    )


def _is_wide(seat: Seat, vocabulary: Vocabulary) -> bool:
    """Whether a question that names no unit is about the whole region: leaders', and the office's chat."""
    if seat.unit is None:
        return seat.role in WIDE
    region = vocabulary.region(seat.region)
    return region is not None and any(
        unit.name == seat.unit and unit.id == region.office_id for unit in region.directory.units
    )


def _language(incoming: Incoming) -> Language:
    return incoming.language or guess_language(incoming.text) or Language.ZH

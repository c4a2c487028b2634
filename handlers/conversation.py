"""One message and its reply: understand, answer, word."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from handlers.answers.asking import Place
from handlers.answers.table import find_answer
from handlers.message import ChatRole, Incoming, Reply, Seat
from handlers.replies import word_answer, word_unbound
from handlers.services import Services
from handlers.understanding.query import Language, Query
from handlers.understanding.understand import understand
from handlers.understanding.vocabulary import Vocabulary

WIDE = frozenset({ChatRole.LEADERS, ChatRole.OPERATOR})
"""Seats from which a question that names no unit is about the whole region."""


def respond(incoming: Incoming, services: Services) -> Reply:
    """Reply to one message; nothing is changed. A seat that is not bound gets no data."""
    if incoming.seat.role is ChatRole.UNBOUND:
        return word_unbound(_language(incoming.text))
    with services.database.read() as session:
        query = _understood(incoming, services.vocabulary(session), incoming.now.date())
        place = Place(incoming.seat.unit, services.plans(query.region_id))
        return _answered(session, query, place, incoming.now.date())


def _answered(session: Session, query: Query, place: Place, today: date) -> Reply:
    return word_answer(find_answer(session, query, today, place), today)


def _understood(incoming: Incoming, vocabulary: Vocabulary, today: date) -> Query:
    """Understand the message, after the one that it continues."""
    before = incoming.before
    if before is None and incoming.follows:
        before = _read(incoming.follows, incoming, vocabulary, today, None)
    return _placed(_read(incoming.text, incoming, vocabulary, today, before), incoming, vocabulary)


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


def _language(text: str) -> Language:
    return Language.EN if text.isascii() and any(sign.isalpha() for sign in text) else Language.ZH

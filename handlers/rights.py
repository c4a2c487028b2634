"""What a question may be about at a seat: nothing leaks from one region to another; pure."""

from dataclasses import replace

from handlers.access import Action, Person, Target, may
from handlers.message import ChatRole, Seat
from handlers.understanding.query import Intent, Query, UnitRef
from handlers.understanding.vocabulary import Vocabulary


def is_within(query: Query, seat: Seat) -> bool:
    """Tell whether what `query` is about may be known at `seat`; what is national may be known anywhere."""
    if seat.role is ChatRole.UNBOUND:
        return False
    return seat.region is None or query.region is None or query.region == seat.region


def has_ground(seat: Seat, vocabulary: Vocabulary) -> bool:
    """Tell whether `seat` is the operator's or in a region that exists: a misspelt one is not all."""
    return seat.role is ChatRole.OPERATOR or vocabulary.region(seat.region) is not None


def within_rights(query: Query, seat: Seat, vocabulary: Vocabulary) -> Query:
    """Let a summary asked for by a unit be about that unit: the region's is the office's and the leaders'."""
    region = vocabulary.region(seat.region)
    if query.intent is not Intent.SUMMARY or region is None or seat.role is not ChatRole.UNIT:
        return query
    own = next((unit for unit in region.directory.units if unit.name == seat.unit), None)
    names: list[str | None] = [unit.name for unit in query.units] or [None]
    person = Person(replace(seat, office=own is not None and own.id == region.office_id))
    if own is None or all(may(person, Action.SUMMARY, Target(seat.region, name)) for name in names):
        return query
    return replace(query, units=(UnitRef(own.name, own.id, implied=True),), everywhere=False)

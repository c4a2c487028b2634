"""Who oversees an assignment is told of it once it is overdue, once and then weekly; pure."""

from collections.abc import Iterator
from datetime import date

from data.nudges import Audience, Nudge
from data.nudging import AssignmentFact, ChatFact
from scheduler.deciding import Deciding


def escalate(deciding: Deciding, fact: AssignmentFact, due: date) -> Iterator[Nudge]:
    """Give the escalations of an assignment: one for each chat, or one without where nobody is reached."""
    if fact.soft or due >= deciding.day:
        return
    overseers = _overseers(deciding, fact)
    first = deciding.policy.supervisor
    for chat, to in overseers.values():
        yield from _escalation(deciding, fact, due, chat, first, to)
    if not overseers:
        yield from _escalation(deciding, fact, due, None, first, frozenset({Audience.OFFICE}))
    for chat in deciding.facts.leaders:
        to = frozenset({Audience.LEADERS})
        yield from _escalation(deciding, fact, due, chat, deciding.policy.leader, to)


def _overseers(deciding: Deciding, fact: AssignmentFact) -> dict[int, tuple[ChatFact, frozenset[Audience]]]:
    """Return the chats of the supervising units and of the office, each once."""
    units = [(one.unit_id, Audience.SUPERVISOR) for one in deciding.facts.supervisors.get(fact.task_id, ())]
    found: dict[int, tuple[ChatFact, frozenset[Audience]]] = {}
    for unit, audience in (*units, (fact.office_id, Audience.OFFICE)):
        chat = deciding.facts.chats.get(unit) if unit is not None else None
        if chat is not None:
            _, known = found.get(chat.id, (chat, frozenset()))
            found[chat.id] = (chat, known | {audience})
    return found


def _escalation(
    deciding: Deciding,
    fact: AssignmentFact,
    due: date,
    chat: ChatFact | None,
    first: int,
    to: frozenset[Audience],
) -> Iterator[Nudge]:
    begun = deciding.begun(fact.stored_on, fact.renewed_on, chat.since if chat else None)
    stages = deciding.escalations(begun, due, first)
    if not stages:
        return
    nudge = deciding.nudge(fact, due, chat, stages, to)
    if not deciding.settled.has(nudge.key, nudge.owed):
        yield nudge

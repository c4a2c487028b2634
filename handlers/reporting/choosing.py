"""Which of a unit's assignments a message about an item means: the one that is due next; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.reporting import Duty

FAR = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The assignments that are surely meant, and those among which somebody has to choose."""

    sure: tuple[Duty, ...] = ()
    unsure: tuple[Duty, ...] = ()


def choose(duties: Iterable[Duty], today: date) -> Chosen:
    """Choose one assignment of each unit and task, where one is surely meant.

    Of what recurs the nearest occurrence; of several dates the one to come, unless an earlier one is open.
    """
    groups: dict[tuple[str, int], list[Duty]] = {}
    for duty in duties:
        groups.setdefault((duty.unit, duty.task_id), []).append(duty)
    sure: list[Duty] = []
    unsure: list[Duty] = []
    for group in groups.values():
        nearest = _nearest_occurrences(group, today)
        past = [duty for duty in nearest if duty.due is not None and duty.due < today]
        if len(nearest) == 1 or not past:
            sure.append(min(nearest, key=lambda duty: duty.due or FAR))
        else:
            unsure += nearest
    return Chosen(tuple(sure), tuple(unsure))


def _nearest_occurrences(group: Sequence[Duty], today: date) -> list[Duty]:
    """Keep of each milestone the occurrence that is nearest to today."""
    nearest: dict[int, Duty] = {}
    for duty in group:
        known = nearest.get(duty.milestone_id)
        if known is None or _distance(duty, today) < _distance(known, today):
            nearest[duty.milestone_id] = duty
    return sorted(nearest.values(), key=lambda duty: duty.due or FAR)


def _distance(duty: Duty, today: date) -> int:
    return abs(((duty.due or FAR) - today).days)


def nearest(duties: Sequence[Duty], today: date) -> Duty:
    """Return the assignment whose date is nearest to today."""
    return min(duties, key=lambda duty: _distance(duty, today))

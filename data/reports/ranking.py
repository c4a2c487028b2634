"""The units of a summary in the order of what is overdue; pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from data.reports.figures import UnitRow
from data.statuses import Status


@dataclass(frozen=True, slots=True)
class HolderGroup:
    """How many assignments of one unit, or one group without members, have one status.

    Of `count` those that are counted have a due date, `dated`, or none.
    """

    unit_id: int | None
    group_id: int | None
    status: str
    count: int
    dated: int
    overdue: int
    newly_done: int


def rank(
    groups: Iterable[HolderGroup],
    names: Callable[[HolderGroup], str],
    has_chat: Callable[[HolderGroup], bool],
) -> tuple[UnitRow, ...]:
    """Return the units with most overdue first, then those with the lowest rate; without dates last."""
    by_holder: dict[tuple[int | None, int | None], list[HolderGroup]] = defaultdict(list)
    for one in groups:
        if one.status != Status.VOID:
            by_holder[one.unit_id, one.group_id].append(one)
    rows = [_unit_row(names(own[0]), own, has_chat(own[0])) for own in by_holder.values()]
    return tuple(
        sorted(rows, key=lambda row: (-row.overdue, 2.0 if row.rate is None else row.rate, row.unit))
    )


def _unit_row(name: str, own: Sequence[HolderGroup], has_chat: bool) -> UnitRow:
    dated = Counter[str]()
    for one in own:
        dated[one.status] += one.dated
    every = dated.total()
    return UnitRow(
        unit=name,
        total=every,
        done=dated[Status.DONE],
        submitted=dated[Status.SUBMITTED],
        doing=dated[Status.DOING],
        returned=dated[Status.RETURNED],
        pending=dated[Status.PENDING],
        overdue=sum(one.overdue for one in own),
        rate=round(dated[Status.DONE] / every, 4) if every else None,
        newly_done=sum(one.newly_done for one in own),
        has_chat=has_chat,
    )

"""Assignments of several units that are one thing to a reader: the same task, due on the same day; pure."""

from collections.abc import Iterable

from data.reports.figures import ListedAssignment


def put_together(listed: Iterable[ListedAssignment]) -> list[tuple[ListedAssignment, ...]]:
    """Put the assignments together that differ in nothing but their unit and status, each once, in order."""
    found: dict[tuple[object, ...], list[ListedAssignment]] = {}
    for one in {one.assignment_id: one for one in listed}.values():
        same = (one.plan, one.item, one.scope, one.detail, one.action, one.due)
        found.setdefault(same, []).append(one)
    return [tuple(group) for group in found.values()]


def units_of(group: Iterable[ListedAssignment]) -> tuple[str, ...]:
    """Return the units of a group, each once, in their order."""
    return tuple(dict.fromkeys(one.unit for one in group))

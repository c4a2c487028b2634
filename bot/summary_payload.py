"""The JSON shape of a summary: fields may be added, never renamed; a missing thing is null or []."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from data.reports.figures import ListedAssignment, Summary

Payload = dict[str, Any]


def summary_payload(summary: Summary, text: str) -> Payload:
    """Return all figures of a summary, with the words in which it is told."""
    return {
        "region": summary.scope.region,
        "plan": summary.scope.plan,
        "unit": summary.scope.unit,
        "start": _iso(summary.start),
        "end": _iso(summary.end),
        "as_of": _iso(summary.as_of),
        "counts": asdict(summary.counts),
        "change": asdict(summary.change) if summary.change is not None else None,
        "newly_done": summary.newly_done,
        "newly_done_items": summary.newly_done_items,
        "due": summary.due,
        "due_open": summary.due_open,
        "due_next": summary.due_next,
        "due_next_open": summary.due_next_open,
        "overdue": _listed(summary.overdue),
        "next": _listed(summary.next_due),
        "units": [asdict(row) for row in summary.units],
        "without_chat": list(summary.without_chat),
        "unnamed": summary.unnamed,
        "weeks": [{**asdict(point), "end": _iso(point.end)} for point in summary.weeks],
        "plans": list(summary.plans),
        "offices": list(summary.offices),
        "text": text,
    }


def _listed(assignments: Iterable[ListedAssignment]) -> list[Payload]:
    return [{**asdict(one), "due": _iso(one.due)} for one in assignments]


def _iso(day: date) -> str:
    return day.isoformat()

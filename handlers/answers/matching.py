"""How well a row's text fits a subject: by the pairs of neighbouring signs that they share; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.repositories.tasks import TaskText
from data.terms import pairs_of, plain

ENOUGH = 0.5  # of a subject's pairs a row must have to be about it at all
CLOSE = 0.85  # of the best row's share: so near to it that a list shows both
FIELD_WEIGHTS = (1.0, 0.8, 0.7)  # detail, heading, scope


@dataclass(frozen=True, slots=True)
class Match:
    """A row and how well it fits: `exact` ranks where the whole phrase stands, 0 where it does not.

    `share` weighs the pairs of the subject that it has, `heading` counts those that its heading has; `under`
    is that heading where it says more than the detail does.
    """

    task_id: int
    plan_id: int
    exact: float
    share: float
    heading: float = 0.0
    under: str | None = None


def match_rows(rows: Iterable[TaskText], subject: str) -> list[Match]:
    """Return how well each row fits the `subject`, those that fit at all, the best first."""
    phrases = [phrase for phrase in map(plain, re.split(r"\s+", subject)) if phrase]
    wanted = frozenset().union(*(pairs_of(phrase) for phrase in phrases))
    matches = (_match(row, phrases, wanted) for row in rows)
    fitting = [match for match in matches if match.exact or match.share >= ENOUGH]
    return sorted(fitting, key=lambda match: (-match.exact, -match.share))


def _match(row: TaskText, phrases: Sequence[str], wanted: frozenset[str]) -> Match:
    fields = [plain(field) for field in (row.detail, row.heading, row.scope)]
    detail, heading = (_held(field, wanted) for field in fields[:2])
    return Match(
        row.task_id,
        row.plan_id,
        _exact(fields, phrases),
        _share(fields, wanted),
        heading,
        row.heading if heading > detail else None,
    )


def _held(field: str, wanted: frozenset[str]) -> float:
    """Give the share of the wanted pairs that one field has."""
    return sum(pair in field for pair in wanted) / len(wanted) if wanted else 0.0


def _exact(fields: Sequence[str], phrases: Sequence[str]) -> float:
    """Rank the best field that holds each phrase as a whole."""
    ranks = []
    for phrase in phrases:
        held = [weight for weight, field in zip(FIELD_WEIGHTS, fields, strict=True) if phrase in field]
        if not held:
            return 0.0
        ranks.append(max(held))
    return min(ranks, default=0.0)


def _share(fields: Sequence[str], wanted: frozenset[str]) -> float:
    """Weigh the wanted pairs that the fields hold, each by the best field that has it."""
    if not wanted:
        return 0.0
    total = 0.0
    for pair in wanted:
        total += max(
            (weight for weight, field in zip(FIELD_WEIGHTS, fields, strict=True) if pair in field),
            default=0.0,
        )
    return total / len(wanted)


def best_matches(matches: Sequence[Match]) -> list[Match]:
    """Return the rows that fit best, all that fit equally.

    A phrase that a heading prints means all of its rows: that a detail repeats a part of it decides nothing.
    """
    if not matches:
        return []
    top = matches[0]
    if top.exact:
        alike = [match for match in matches if match.exact == top.exact]
    elif top.under:
        alike = [match for match in matches if (match.under, match.heading) == (top.under, top.heading)]
    else:
        alike = [match for match in matches if match.share == top.share]
    return alike


def good_matches(matches: Sequence[Match]) -> list[Match]:
    """Return all rows that are about the subject: those that print it, else those close to the best."""
    if not matches:
        return []
    if matches[0].exact:
        return [match for match in matches if match.exact]
    return [match for match in matches if match.share >= matches[0].share * CLOSE]

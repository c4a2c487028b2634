"""What differs between a plan as it is stored and as a document prints it; pure."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from data.importers.draft import RowDraft

ALIKE = 0.6
"""From this likeness on a row under another label is the same row, changed."""

RELABELLED = 0.3
"""From this likeness on a row under the same label is."""


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that is there in both, with the names of the fields that differ."""

    before: RowDraft
    after: RowDraft
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What an import makes of one plan; `known` says that an earlier version of it is stored."""

    key: str
    title: str
    region: str
    known: bool
    new: tuple[RowDraft, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    gone: tuple[RowDraft, ...] = ()
    same: int = 0


@dataclass(frozen=True, slots=True)
class Matching:
    """For each printed row the index of the stored row that it is, or None; and the stored rows left over."""

    found: tuple[int | None, ...]
    left: tuple[int, ...]


def compare_rows(
    key: str, title: str, region: str, stored: Sequence[RowDraft], rows: Sequence[RowDraft]
) -> PlanChanges:
    """Say what is new, changed and gone between the `stored` rows of a plan and its printed `rows`."""
    matching = match_rows(stored, rows)
    pairs = [(stored[at], row) for row, at in zip(rows, matching.found, strict=True) if at is not None]
    changed = [ChangedRow(before, after, differing(before, after)) for before, after in pairs]
    return PlanChanges(
        key=key,
        title=title,
        region=region,
        known=True,
        new=tuple(row for row, at in zip(rows, matching.found, strict=True) if at is None),
        changed=tuple(row for row in changed if row.fields),
        gone=tuple(stored[at] for at in matching.left),
        same=sum(not row.fields for row in changed),
    )


def match_rows(stored: Sequence[RowDraft], rows: Sequence[RowDraft]) -> Matching:
    """Find the stored row that each printed row is: unchanged, moved to another label, or changed."""
    open_stored, open_rows = dict(enumerate(stored)), dict(enumerate(rows))
    found: dict[int, int] = {}
    for match in _steps(open_stored, open_rows):
        for at, row_at in list(match):
            if at in open_stored and row_at in open_rows:
                found[row_at] = at
                del open_stored[at], open_rows[row_at]
    return Matching(tuple(found.get(at) for at in range(len(rows))), tuple(open_stored))


def differing(before: RowDraft, after: RowDraft) -> tuple[str, ...]:
    """Name the fields in which two rows differ; by which rule a deadline was read is no difference."""
    first, second = comparable(before), comparable(after)
    return tuple(
        field.name for field in fields(RowDraft) if getattr(first, field.name) != getattr(second, field.name)
    )


def comparable(row: RowDraft) -> RowDraft:
    """Return the row without what the document does not print."""
    return replace(row, milestones=tuple(replace(one, rule="") for one in row.milestones))


def shared(stored: Sequence[RowDraft], rows: Sequence[RowDraft]) -> float:
    """Return the share of rows whose text is in both, of the shorter one."""
    first, second = {_text(row) for row in stored}, {_text(row) for row in rows}
    return len(first & second) / max(1, min(len(first), len(second)))


Pairs = Iterator[tuple[int, int]]


def _steps(stored: dict[int, RowDraft], rows: dict[int, RowDraft]) -> Iterator[Pairs]:
    """Give pairs in order of certainty; each step sees what the steps before left."""
    yield _equal(stored, rows, lambda row: (_text(row), row.item, row.scope, row.section))
    yield _equal(stored, rows, lambda row: (_text(row), row.scope))
    yield _equal(stored, rows, _text)
    yield _similar(stored, rows, RELABELLED, lambda row: (row.item, row.scope, row.section))
    yield _similar(stored, rows, ALIKE, lambda row: None)


def _equal(
    stored: dict[int, RowDraft], rows: dict[int, RowDraft], identity: Callable[[RowDraft], Hashable]
) -> Pairs:
    """Pair the rows of the same identity, in their order."""
    waiting: dict[Hashable, list[int]] = {}
    for at, row in stored.items():
        waiting.setdefault(identity(row), []).append(at)
    for at, row in list(rows.items()):
        if same := waiting.get(identity(row)):
            yield same.pop(0), at


def _similar(
    stored: dict[int, RowDraft],
    rows: dict[int, RowDraft],
    least: float,
    label: Callable[[RowDraft], Hashable],
) -> Pairs:
    """Pair rows of the same label whose texts are alike, the likest first."""
    # Loaded here: only a document that has changed has rows to be likened.
    from rapidfuzz.fuzz import ratio

    alike = [
        (likeness, at, row_at)
        for at, before in stored.items()
        for row_at, after in rows.items()
        if label(before) == label(after)
        and (likeness := ratio(_text(before), _text(after), score_cutoff=100 * least))
    ]
    for _, at, row_at in sorted(alike, key=lambda pair: (-pair[0], pair[1], pair[2])):
        yield at, row_at


def _text(row: RowDraft) -> str:
    return "".join(row.detail.split())

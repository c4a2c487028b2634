"""What comes back from a ledger: edited rows, what they change, and what cannot be."""

from dataclasses import dataclass
from datetime import date

from data.ledger.keys import PrintedState
from data.statuses import Status


@dataclass(frozen=True, slots=True)
class LedgerWarning:
    """Something that is not applied: `row` is the sheet's own number, None where the whole sheet is meant."""

    sheet: str
    row: int | None
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A row that says something else than when it was exported; None is what says the same.

    `key` is the whole hidden cell; `item` and `unit` are what the row says it is about, where it still
    has these columns. `proofs` are all lines of the cell.
    """

    sheet: str
    row: int
    key: str
    assignment_id: int
    printed: PrintedState
    status: Status | None = None
    due: date | None = None
    proofs: tuple[str, ...] = ()
    remark: str | None = None
    item: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerRead:
    """A workbook read back: how many rows of assignments it has, and which say something new."""

    rows: int
    edits: tuple[Edit, ...]
    warnings: tuple[LedgerWarning, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one edited row changes; the two sides of a status or date are equal where it stays."""

    sheet: str
    row: int
    assignment_id: int
    plan: str
    item: str
    scope: str | None
    unit: str
    before: Status
    after: Status
    due_before: date | None
    due_after: date | None
    proofs: tuple[str, ...] = ()
    remark: str | None = None

    @property
    def moves(self) -> bool:
        """Whether its status or its due date changes."""
        return self.before is not self.after or self.due_before != self.due_after


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a ledger changes, or would change, and what it cannot."""

    changes: tuple[RowChange, ...]
    warnings: tuple[LedgerWarning, ...]

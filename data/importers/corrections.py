"""Corrections that people made, kept while an import is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import ImportedRow, Milestone


@contextmanager
def kept_corrections(session: Session, batch_id: int) -> Iterator[None]:
    """Let dates that people corrected stand, whatever a batch that is undone inside had changed of them."""
    written = select(ImportedRow.row_id).where(
        ImportedRow.batch_id == batch_id, ImportedRow.table == Milestone.__tablename__
    )
    keys = [int(key) for key in session.scalars(written)]
    corrected = select(Milestone).where(Milestone.corrected.is_(True), Milestone.id.in_(keys))
    kept = {one.id: (one.kind, one.due, one.rule) for one in session.scalars(corrected)}
    yield
    for key, (kind, due, rule) in kept.items():
        one = session.get(Milestone, key, populate_existing=True)
        if one is not None and (one.kind, one.due) != (kind, due):
            one.printed_kind, one.printed_due = one.kind, one.due
            one.kind, one.due, one.rule = kind, due, rule
    session.flush()

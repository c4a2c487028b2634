"""What an import writes, row by row, so that it can be undone as one batch."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, Table, delete, event, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, UOWTransaction

from data.models import Assignment, ImportBatch, ImportedRow, Milestone, Plan, Task, Watch
from data.models.base import UtcDateTime
from data.models.everything import Base

PASSED_OVER = (ImportBatch, ImportedRow)


class Journal:
    """The rows that a batch has written so far."""

    def __init__(self, batch_id: int) -> None:
        self.entries: list[dict[str, Any]] = []
        self._batch_id = batch_id
        self._new: list[Base] = []

    def before_flush(self, session: Session, context: UOWTransaction, instances: object) -> None:
        """Keep what is about to be changed or deleted, as it was."""
        self._new = [row for row in session.new if not isinstance(row, PASSED_OVER)]
        self._new.sort(key=lambda row: _ORDER[row.__tablename__])
        for row in session.dirty:
            before = _changed(row)
            if before and not isinstance(row, PASSED_OVER):
                self._add(row, before)
        for row in sorted(session.deleted, key=lambda row: -_ORDER[row.__tablename__]):
            self._add(row, _whole(row), deleted=True)

    def after_flush(self, session: Session, context: UOWTransaction) -> None:
        """Keep which rows were inserted; their keys are known now."""
        for row in self._new:
            self._add(row, None)
        self._new = []

    def _add(self, row: Base, before: dict[str, Any] | None, *, deleted: bool = False) -> None:
        self.entries.append(
            {
                "batch_id": self._batch_id,
                "position": len(self.entries),
                "table": row.__tablename__,
                "row_id": "/".join(str(part) for part in inspect(row).mapper.primary_key_from_instance(row)),
                "before": before,
                "deleted": deleted,
            }
        )


_ORDER = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


@contextmanager
def journal(session: Session, batch_id: int) -> Iterator[Journal]:
    """Write down, as parts of the batch, all rows that are flushed inside."""
    session.flush()
    kept = Journal(batch_id)
    event.listen(session, "before_flush", kept.before_flush)
    event.listen(session, "after_flush", kept.after_flush)
    try:
        yield kept
        session.flush()
    finally:
        event.remove(session, "before_flush", kept.before_flush)
        event.remove(session, "after_flush", kept.after_flush)
    if kept.entries:
        session.execute(insert(ImportedRow), kept.entries)


def take_back(session: Session, batch_id: int) -> None:
    """Undo the rows of a batch, the last one first; what people recorded on stays, as gone from the plan."""
    _release(session, batch_id)
    entries = session.execute(
        select(ImportedRow.table, ImportedRow.row_id, ImportedRow.before, ImportedRow.deleted)
        .where(ImportedRow.batch_id == batch_id)
        .order_by(ImportedRow.position.desc())
    ).all()
    for name, row_id, before, deleted in entries:
        table = Base.metadata.tables[name]
        if before is None:
            _take_out(session, table, row_id)
        elif deleted:
            session.execute(insert(table).values(_decoded(table, before)))
        else:
            session.execute(update(table).where(*_key(table, row_id)).values(_decoded(table, before)))
    session.expire_all()


_ASSIGNED = {
    "milestone": Assignment.milestone_id,
    "task": Assignment.task_id,
    "unit": Assignment.unit_id,
    "unit_group": Assignment.group_id,
}


def _release(session: Session, batch_id: int) -> None:
    """Remove the untouched assignments of what the batch inserted."""
    for table, column in _ASSIGNED.items():
        inserted = select(ImportedRow.row_id).where(
            ImportedRow.batch_id == batch_id, ImportedRow.table == table, ImportedRow.before.is_(None)
        )
        for key in session.scalars(inserted).all():
            for one in session.scalars(select(Assignment.id).where(column == int(key))).all():
                _remove_untouched(session, one)


def _remove_untouched(session: Session, assignment_id: int) -> None:
    try:
        with session.begin_nested():
            session.execute(
                delete(Assignment).where(Assignment.id == assignment_id, Assignment.touched.is_(False))
            )
    except IntegrityError:
        return  # History speaks of it: it stays.


def _take_out(session: Session, table: Table, row_id: str) -> None:
    """Delete an inserted row; one that something recorded since refers to stays, out of the plan."""
    try:
        with session.begin_nested():
            session.execute(delete(table).where(*_key(table, row_id)))
    except IntegrityError:
        if table.name in (Task.__tablename__, Milestone.__tablename__):
            session.execute(update(table).where(*_key(table, row_id)).values(position=None))
        elif table.name == Plan.__tablename__:
            session.execute(update(table).where(*_key(table, row_id)).values(state=Watch.CLOSED))


def _key(table: Table, row_id: str) -> list[Any]:
    columns = list(table.primary_key.columns)
    return [
        column == column.type.python_type(part)
        for column, part in zip(columns, row_id.split("/"), strict=True)
    ]


def _changed(row: Base) -> dict[str, Any]:
    """Return the former values of the columns that differ now."""
    state = inspect(row)
    before = {}
    for column in state.mapper.columns:
        history = state.attrs[state.mapper.get_property_by_column(column).key].history
        if history.deleted and history.deleted[0] != (history.added or [None])[0]:
            before[column.name] = _encoded(history.deleted[0])
    return before


def _whole(row: Base) -> dict[str, Any]:
    mapper = inspect(row).mapper
    return {
        column.name: _encoded(getattr(row, mapper.get_property_by_column(column).key))
        for column in mapper.columns
    }


def _encoded(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _decoded(table: Table, before: dict[str, Any]) -> dict[str, Any]:
    return {name: _decode(table.c[name], value) for name, value in before.items()}


def _decode(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    kind = column.type.python_type
    if issubclass(kind, date):
        return date.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else value

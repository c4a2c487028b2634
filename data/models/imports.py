"""Imports as batches that can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base


class ImportBatch(Base):
    """One document or roster as it was stored; `summary` counts what was new, changed and gone."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]


class ImportedRow(Base):
    """A row that a batch inserted (`before` is None), changed or deleted, in the order of writing."""

    __tablename__ = "imported_row"
    __table_args__ = (UniqueConstraint("batch_id", "position"), Index(None, "table", "row_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    position: Mapped[int]
    table: Mapped[str]
    row_id: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    deleted: Mapped[bool] = mapped_column(default=False)

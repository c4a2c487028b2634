"""Running a statement of plain columns, which needs none of the session's care for objects."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from data.repositories.reach import AnySelect


def read_columns(
    session: Session, statement: AnySelect, params: Mapping[str, object] | None = None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the rows of a statement that selects no objects, in the session's transaction.

    It is to be a statement that is kept: to build a short one takes longer than to run it.
    """
    if session.autoflush:
        session.flush()
    return session.connection().execute(statement, params).all()

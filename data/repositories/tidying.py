"""What may be deleted once it is old."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists
from sqlalchemy.orm import Session, aliased

from data.models import BindingCode, Notice, NoticeState


class TidyingRepository:
    """Rows of all regions that were needed for a while only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def settled(self, before: datetime) -> int:
        """Delete notices of before an instant that another took the place of, or nobody needed."""
        other = aliased(Notice)
        carried = exists().where(other.bundle == Notice.key, other.state != NoticeState.SETTLED)
        return self._delete(
            delete(Notice).where(Notice.state == NoticeState.SETTLED, Notice.created_at < before, ~carried)
        )

    def codes(self, before: datetime) -> int:
        """Delete binding codes that ran out unused before an instant."""
        unused = BindingCode.used_at.is_(None)
        return self._delete(delete(BindingCode).where(BindingCode.expires_at < before, unused))

    def _delete(self, statement: Any) -> int:  # noqa: ANN401 - a delete of any table
        result: Any = self._session.execute(statement, execution_options={"synchronize_session": False})
        return int(result.rowcount)

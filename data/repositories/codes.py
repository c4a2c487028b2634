"""One-time binding codes; only what they hash to is kept."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.models import BindingCode, BindingKind


@dataclass(frozen=True, slots=True)
class CodeGrant:
    """What a code was made for; `unit_id` is None for a leaders' chat."""

    region_id: int
    unit_id: int | None
    made_by: str


class CodeRepository:
    """The one-time codes of all regions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, code: str, grant: CodeGrant, *, made_at: datetime, expires_at: datetime) -> None:
        """Store a new code."""
        kind = BindingKind.LEADERS if grant.unit_id is None else BindingKind.UNIT
        self._session.add(
            BindingCode(
                code=_hashed(code),
                region_id=grant.region_id,
                kind=kind,
                unit_id=grant.unit_id,
                made_by=grant.made_by,
                made_at=made_at,
                expires_at=expires_at,
            )
        )
        self._session.flush()

    def find(self, code: str) -> BindingCode | None:
        """Return a code, used or expired ones too."""
        return self._session.scalars(
            select(BindingCode).where(BindingCode.code == _hashed(code))
        ).one_or_none()

    def use(self, code: BindingCode, chat_id: int, now: datetime) -> bool:
        """Mark a code as used in a chat; False where another chat was faster."""
        statement = update(BindingCode).where(BindingCode.id == code.id, BindingCode.used_at.is_(None))
        used = self._session.execute(
            statement.values(used_at=now, used_in_id=chat_id).returning(BindingCode.id)
        )
        return used.first() is not None


def _hashed(code: str) -> str:
    return sha256(code.encode()).hexdigest()

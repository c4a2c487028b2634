"""What is stored of a region itself: the policies that its people changed, and up to when it is planned."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Region


def stored_policies(session: Session, region: str) -> dict[str, Any]:
    """Return the policies that are stored for the region of this name, in the tables of config.toml."""
    return session.scalar(select(Region.policies).where(Region.name == region)) or {}


def planned_ahead(session: Session, today: date) -> list[tuple[str, date]]:
    """Return the regions that have been planned beyond `today`, and until when: the clock had run ahead."""
    query = select(Region.name, Region.planned_until).where(Region.planned_until > today)
    return [(name, until) for name, until in session.execute(query.order_by(Region.id)) if until is not None]

"""What follows every import: assignments brought up to date, and the region counted on."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.clock import ZONE
from data.models import Region


def settle(session: Session, region_id: int, now: datetime) -> None:
    """Bring the assignments of a region up to date, and tell whoever keeps something built from it."""
    refresh(session, region_id, now.astimezone(ZONE).date())
    session.execute(update(Region).where(Region.id == region_id).values(version=Region.version + 1))
    session.expire_all()

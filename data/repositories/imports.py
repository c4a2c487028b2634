"""What was imported, batch by batch."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import ImportBatch, Plan, Region


def last_batch(session: Session) -> ImportBatch | None:
    """Return the newest batch that was not taken back, None where there is none."""
    statement = select(ImportBatch).where(ImportBatch.undone_at.is_(None)).order_by(ImportBatch.id.desc())
    return session.scalars(statement.limit(1)).one_or_none()


def is_stored(session: Session, region: str, title: str) -> bool:
    """Tell whether a plan of this title is stored in the region called `region`."""
    statement = select(Plan.id).join(Region, Region.id == Plan.region_id)
    return session.scalars(statement.where(Region.name == region, Plan.title == title)).first() is not None

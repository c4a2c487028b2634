"""What a region's own people changed of its policies."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Region


def stored_policies(session: Session, region: str) -> dict[str, Any]:
    """Return the policies that are stored for the region of this name, in the tables of config.toml."""
    return session.scalar(select(Region.policies).where(Region.name == region)) or {}

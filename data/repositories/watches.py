"""Pausing, resuming and closing what is kept watch over."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from data.models import Change, History, Plan, Region, Task, Unit, Watch

Watched = Plan | Unit | Task


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of what is kept watch over: to which state, until when if it is paused, by whom."""

    state: Watch
    until: date | None
    at: datetime
    by: str
    person: int | None


class WatchRepository:
    """What one region keeps watch over."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def turn(self, watched: Watched, turn: Turn) -> None:
        """Change the state of a plan, a unit or a task, and add it to the history."""
        before = watched.state
        watched.state, watched.paused_until = turn.state, turn.until
        self._session.add(
            History(
                at=turn.at,
                change=Change.STATE,
                region_id=self._region_id,
                task_id=watched.id if isinstance(watched, Task) else None,
                unit_id=watched.id if isinstance(watched, Unit) else None,
                person=turn.person,
                by=turn.by,
                before=before,
                after=turn.state,
                details=_details(watched, turn),
            )
        )
        grown = update(Region).where(Region.id == self._region_id).values(version=Region.version + 1)
        self._session.execute(grown)
        self._session.flush()


def _details(watched: Watched, turn: Turn) -> dict[str, str]:
    details = {"until": turn.until.isoformat()} if turn.until is not None else {}
    return details | ({"plan": watched.key} if isinstance(watched, Plan) else {})

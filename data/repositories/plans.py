"""Plans of a region, their offices and phases."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Phase, Plan, Region, Unit, Watch
from data.repositories.columns import read_columns
from data.repositories.reach import AnySelect
from data.repositories.watches import is_open, state_on


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A plan as answers name it."""

    id: int
    key: str
    title: str
    short_name: str
    number: str | None
    year: int | None
    issued: date | None
    state: Watch
    office: str | None
    paused_until: date | None = None

    def state_on(self, day: date) -> Watch:
        """Return whether it is open, paused or closed on a `day`."""
        return state_on(self.state, self.paused_until, day)

    def is_open(self, day: date) -> bool:
        """Tell whether it is open on a `day`: then it is nudged and counted."""
        return is_open(self.state, self.paused_until, day)


@dataclass(frozen=True, slots=True)
class PhaseFact:
    """A phase of a plan; both days are inclusive."""

    plan_id: int
    name: str
    start: date | None
    end: date | None


class PlanRepository:
    """The plans of one region."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def all(self) -> tuple[PlanFact, ...]:
        """Return all plans, in the order in which they were imported."""
        statement: AnySelect = (
            select(
                Plan.id,
                Plan.key,
                Plan.title,
                Plan.short_name,
                Plan.number,
                Plan.year,
                Plan.issued,
                Plan.state,
                Unit.name,
                Plan.paused_until,
            )
            .outerjoin(Unit, Unit.id == Plan.office_id)
            .where(Plan.region_id == self._region_id)
            .order_by(Plan.id)
        )
        return tuple(PlanFact(*row) for row in self._session.execute(statement))

    def phases(self, plans: Collection[int]) -> list[PhaseFact]:
        """Return the phases of `plans`, in their printed order."""
        statement = (
            select(Phase.plan_id, Phase.name, Phase.start, Phase.end)
            .where(Phase.plan_id.in_(plans))
            .order_by(Phase.plan_id, Phase.position)
        )
        return [PhaseFact(*row) for row in self._session.execute(statement)]


def region_name(session: Session, region_id: int) -> str:
    """Return the name of a region."""
    name = session.scalar(select(Region.name).where(Region.id == region_id))
    return name or ""


def region_versions(session: Session) -> dict[int, tuple[str, int]]:
    """Return each region's name and version: what was built of it holds until the version grows."""
    return {key: (name, version) for key, name, version in read_columns(session, _versions())}


@cache
def _versions() -> AnySelect:
    return select(Region.id, Region.name, Region.version).order_by(Region.id)


@dataclass(frozen=True, slots=True)
class PlanOffice:
    """A plan's key and its office, None where nobody keeps watch over it."""

    key: str
    office: str | None


def plans_everywhere(session: Session) -> list[PlanOffice]:
    """Return every region's plans, for the operator's check."""
    statement = select(Plan.key, Unit.name).outerjoin(Unit, Unit.id == Plan.office_id).order_by(Plan.id)
    return [PlanOffice(*row) for row in session.execute(statement)]

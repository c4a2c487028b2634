"""A question with what it is asked of: the session, the region's plans, and whose tasks are meant."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from data.repositories.milestones import MilestoneRepository, Reached, Within
from data.repositories.plans import PlanFact, PlanRepository, region_name
from data.repositories.reach import Whom
from data.repositories.standings import StandingRepository
from data.repositories.tasks import TaskRepository
from data.repositories.units import UnitRepository
from data.units.groups import GroupReading, members, read_group
from data.units.values import Role
from handlers.answers.entries import Span, Standings
from handlers.answers.values import Answer, Trouble
from handlers.understanding.query import Query, UnitRef

NOWHERE = 0
"""No region has this id: nothing regional is found there."""

EVERY_ROLE = frozenset(Role)
EXECUTING = frozenset(role for role in Role if role.executes)


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, the day on which it is asked, and the region that it is asked of.

    `seat_unit` is the unit that the chat is bound to; `chosen` are the tasks that 第2个 picked; `parts` are
    those of the part of a unit that is asked about, None where no part is.
    """

    session: Session
    query: Query
    today: date
    region_id: int
    region: str
    plans: tuple[PlanFact, ...]
    whom: Whom
    seat_unit: str | None = None
    chosen: tuple[int, ...] = ()
    parts: frozenset[int] | None = None

    @property
    def tasks(self) -> TaskRepository:
        """The tasks of the region."""
        return TaskRepository(self.session, self.region_id)

    @property
    def milestones(self) -> MilestoneRepository:
        """The milestones of the region."""
        return MilestoneRepository(self.session, self.region_id)

    @property
    def standings(self) -> StandingRepository:
        """The assignments of the region."""
        return StandingRepository(self.session, self.region_id)

    @property
    def units(self) -> UnitRepository:
        """The units of the region."""
        return UnitRepository(self.session, self.region_id)

    @property
    def open_plans(self) -> tuple[PlanFact, ...]:
        """The plans that are open on the day: they are nudged and counted."""
        return tuple(plan for plan in self.plans if plan.is_open(self.today))

    @property
    def named_plans(self) -> tuple[int, ...]:
        """The plan that the question names, if it names one."""
        return tuple(plan.id for plan in self.plans if self.query.plan and plan.key == self.query.plan)

    def asker(self) -> Whom:
        """Return the units that are asked about, else the chat's own."""
        if not self.whom.everyone or self.seat_unit is None:
            return self.whom
        own = self.units.find(self.seat_unit)
        return Whom(units=(own,)) if own is not None else Whom()

    def unit_names(self) -> frozenset[str]:
        """Return the names of the units that are asked about, a group's members among them."""
        named = {unit.name for unit in self.query.units if unit.unit_id is not None}
        readings = list(_group_readings(self.query.units))
        everyone = self.units.all() if readings else []
        within = (members(reading, everyone).members for reading in readings)
        return frozenset(named | {member.unit.name for group in within for member in group})

    def roles(self, otherwise: frozenset[Role]) -> frozenset[Role]:
        """Return the roles that the question names, or those that it means `otherwise`."""
        return self.query.roles or otherwise

    def how_far(self, reached: list[Reached], span: Span | None = None) -> Standings:
        """Return how far the milestones of `reached` are, for those who were asked about.

        Of what recurs, the occurrences in `span`; without one, those that are still to come.
        """
        ids = [one.fact.milestone_id for one in reached if one.fact.milestone_id is not None]
        start, end = (span.start, span.end) if span else (self.today, None)
        return self.standings.standings(self.whom, ids, start, end)

    def reach(self, within: Within, roles: frozenset[Role]) -> list[Reached]:
        """Return the milestones that the asked units have within the bounds, in the plans that are meant."""
        bounds = replace(within, plans=self.named_plans)
        found = self.milestones.find(self.whom, bounds, roles)
        if self.query.without or self.query.without_items:
            found = self._without(found)
        return found if self.parts is None else [one for one in found if one.fact.task_id in self.parts]

    def _without(self, found: list[Reached]) -> list[Reached]:
        """Leave out the items that the question leaves out, and what only units do that it leaves out."""
        labels = {item.label for item in self.query.without_items}
        found = [one for one in found if one.fact.item not in labels]
        if not self.query.without:
            return found
        facts = self.units.responsibilities([one.fact.task_id for one in found])
        others = {
            fact.task_id
            for fact in facts
            if fact.role.executes
            and not any(_is_printed_as(unit, fact.printed) for unit in self.query.without)
        }
        return [one for one in found if one.fact.task_id in others]

    def answer(self) -> Answer:
        """Return an answer that holds what every answer does, and no tasks yet."""
        query = self.query
        offices = tuple(dict.fromkeys(plan.office for plan in self.open_plans if plan.office))
        return Answer(
            query=query,
            region=self.region or None,
            units=tuple(unit.name for unit in query.units),
            period=query.period,
            plans_open=len(self.open_plans),
            offices=offices,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question is asked: the unit that the chat is bound to, and the plans of its region if known."""

    unit: str | None = None
    plans: tuple[PlanFact, ...] = ()


def open_asking(session: Session, query: Query, today: date, place: Place) -> Asking:
    """Bring together what answering `query` needs; without a region there is only what is national."""
    region_id = NOWHERE if query.region_id is None else query.region_id
    plans = place.plans or PlanRepository(session, region_id).all()
    whom = _whom(session, region_id, query)
    region = query.region or region_name(session, region_id)
    named = [unit for unit in query.units if unit.part and unit.unit_id is not None]
    parts = (
        UnitRepository(session, region_id).tasks_of_parts(
            [(unit.unit_id, unit.part) for unit in named if unit.unit_id is not None and unit.part]
        )
        if named and len(named) == len(query.units)
        else None
    )
    return Asking(session, query, today, region_id, region, plans, whom, place.unit, parts=parts)


def _whom(session: Session, region_id: int, query: Query) -> Whom:
    """Say whose tasks are meant; a group that no document prints stands for its units."""
    if query.everywhere or not query.units:
        return Whom()
    units = [unit.unit_id for unit in query.units if unit.unit_id is not None]
    groups: list[int] = []
    repository = UnitRepository(session, region_id)
    for reading in _group_readings(query.units):
        printed = _same_groups(reading, repository.groups())
        groups += printed
        if not printed:
            meant = members(reading, repository.all()).members
            units += [member.unit.id for member in meant]
    return Whom(tuple(dict.fromkeys(units)), tuple(dict.fromkeys(groups)))


def _is_printed_as(unit: UnitRef, printed: str) -> bool:
    """Tell whether a row prints a unit, or a group of the same sort as the one that was said."""
    if unit.unit_id is not None or unit.name == printed:
        return unit.name == printed
    asked, has = read_group(unit.name), read_group(printed)
    return bool(asked and has and set(asked.selectors) & set(has.selectors))


def _group_readings(units: tuple[UnitRef, ...]) -> list[GroupReading]:
    readings = (read_group(unit.name) for unit in units if unit.unit_id is None)
    return [reading for reading in readings if reading is not None]


def _same_groups(asked: GroupReading, printed: list[tuple[int, str]]) -> list[int]:
    """Return the printed groups that stand for a sort of units that was `asked` about."""
    found = []
    for key, name in printed:
        reading = read_group(name)
        if reading is not None and set(reading.selectors) & set(asked.selectors):
            found.append(key)
    return found


def trouble_of(asking: Asking) -> Trouble | None:
    """Say what stands in the way of any answer about tasks."""
    if asking.query.elsewhere and not asking.query.units:
        return Trouble.ELSEWHERE
    if not asking.plans:
        return Trouble.NO_PLAN
    if asking.query.units and not asking.query.everywhere and asking.whom.everyone:
        return Trouble.NO_UNIT
    return None

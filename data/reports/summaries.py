"""The figures of a period, put together from the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from sqlalchemy.orm import Session

from data.clock import ZONE
from data.errors import UsageError
from data.models import ONCE
from data.reports.curve import draw_curve
from data.reports.figures import ListedAssignment, Scope, Summary, UnitRow, WeekPoint
from data.reports.ranking import HolderGroup, rank
from data.reports.weekly import Calendar, Gathered, Group, Period, gather, prior_occurrences, total
from data.repositories.plans import region_name
from data.repositories.reach import Whom
from data.repositories.units import UnitRepository
from data.repositories.weekly import Extent, FoundAssignment, Listing, WeeklyRepository
from data.repositories.weekly_places import PlacesRepository, UnnamedRow, WatchedPlan, find_group

MOST_LISTED = 1000
"""How many assignments a summary names of each sort, where nobody asks for all."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be summed up: an extent with the names under which it is told, and a period."""

    extent: Extent
    scope: Scope
    period: Period
    zone: tzinfo = ZONE


def summarise(
    session: Session,
    region_id: int,
    start: date,
    end: date,
    today: date,
    *,
    plan: str | None = None,
    unit: str | None = None,
    zone: tzinfo = ZONE,
    limit: int | None = MOST_LISTED,
) -> Summary:
    """Return the figures from `start` to `end`, inclusive, as they stood then or stand `today`.

    `plan` is a plan's key, `unit` the canonical name of a unit or a printed group; UsageError where there
    is none such. Days are those of `zone`. Without a `limit` the lists hold all that is counted.
    """
    request = ask_for(session, region_id, start, end, today, plan=plan, unit=unit, zone=zone)
    return sum_up(session, request, limit)


def list_assignments(
    session: Session, request: Request, which: Listing, limit: int | None = None
) -> tuple[ListedAssignment, ...]:
    """Return the assignments behind a figure: exactly as many as the summary of the same request counts."""
    repository = WeeklyRepository(session, request.extent, request.period, request.zone)
    return _listed(repository.listed(which, limit), request.period)


def list_unnamed(session: Session, request: Request) -> tuple[UnnamedRow, ...]:
    """Return the rows that only a possible group has, as the summary of the same request counts them."""
    return PlacesRepository(session, request.extent, request.period, request.zone).unnamed()


def ask_for(
    session: Session,
    region_id: int,
    start: date,
    end: date,
    today: date,
    *,
    plan: str | None = None,
    unit: str | None = None,
    zone: tzinfo = ZONE,
) -> Request:
    """Find what a summary is asked for; UsageError where there is no such plan or unit."""
    places = PlacesRepository(session, Extent(region_id), Period(start, end, today), zone)
    found = next((one for one in places.plans() if one.key == plan), None) if plan is not None else None
    if plan is not None and found is None:
        raise UsageError(f"没有任务分工表“{plan}”。", f"There is no plan “{plan}”.")
    whom = _whom(session, region_id, unit) if unit is not None else Whom()
    scope = Scope(region_name(session, region_id), found.name if found else None, unit)
    extent = Extent(region_id, found.id if found else None, whom)
    return Request(extent, scope, Period(start, end, today), zone)


def first_day(session: Session, region_id: int, today: date, zone: tzinfo = ZONE) -> date:
    """Return the earliest day of the region's open plans: `today` where there is none."""
    places = PlacesRepository(session, Extent(region_id), Period(today, today, today), zone)
    return min((plan.began for plan in places.watched()), default=today)


def sum_up(session: Session, request: Request, limit: int | None = MOST_LISTED) -> Summary:
    """Return the figures that were asked for."""
    period, extent = request.period, request.extent
    repository = WeeklyRepository(session, extent, period, request.zone)
    places = PlacesRepository(session, extent, period, request.zone)
    groups = repository.groups()
    calendar = _calendar(repository, extent, groups, period)
    gathered = gather(groups, calendar)
    found = total(gathered, calendar)
    plans = places.watched()
    return Summary(
        scope=request.scope,
        start=period.start,
        end=period.end,
        as_of=period.as_of,
        counts=found.counts,
        change=found.change,
        newly_done=found.newly_done,
        newly_done_items=found.newly_done_items,
        due=found.due,
        due_open=found.due_open,
        due_next=found.due_next,
        due_next_open=found.due_next_open,
        unnamed=len(places.unnamed()),
        overdue=_listed(repository.listed(Listing.OVERDUE, limit), period),
        next_due=_listed(repository.listed(Listing.NEXT_OPEN, limit), period),
        units=_units(repository, places),
        weeks=_weeks(repository, gathered, calendar, plans),
        plans=tuple(plan.name for plan in plans),
        offices=tuple(dict.fromkeys(plan.office for plan in plans if plan.office)),
        first_day=min((plan.began for plan in plans), default=None),
        stored_on=min((one.stored_on for one in groups), default=None) or repository.stored_on(),
        several_plans=len(plans) > 1,
    )


def _calendar(
    repository: WeeklyRepository, extent: Extent, groups: Sequence[Group], period: Period
) -> Calendar:
    """Put the occurrences in order: all of what recurs, though only some units are asked about."""
    seen = {(one.milestone_id, one.occurrence) for one in groups if one.occurrence != ONCE}
    recurring = {milestone for milestone, _ in seen}
    known = repository.occurrences(recurring) if recurring and not _is_whole(extent, period) else seen
    return Calendar(period, repository.milestones(), prior_occurrences(known))


def _is_whole(extent: Extent, period: Period) -> bool:
    """Tell whether the groups hold every assignment of their milestones."""
    return extent.whom.everyone and period.as_of == period.today


def _units(repository: WeeklyRepository, places: PlacesRepository) -> tuple[UnitRow, ...]:
    names, bound = repository.holder_names(), places.bound_units()

    def name_of(one: HolderGroup) -> str:
        return names[one.unit_id, one.group_id]

    def has_chat(one: HolderGroup) -> bool:
        # A group without members is nobody's chat to bind: what it owes is the office's to see to.
        return one.unit_id is None or one.unit_id in bound

    return rank(repository.holders(), name_of, has_chat)


def _weeks(
    repository: WeeklyRepository, gathered: Gathered, calendar: Calendar, plans: Sequence[WatchedPlan]
) -> tuple[WeekPoint, ...]:
    began = min((plan.began for plan in plans), default=calendar.period.as_of)
    ends = calendar.period.week_ends(began)
    return draw_curve(gathered, repository.moves(ends), repository.redated(ends), calendar, ends)


def _listed(found: Iterable[FoundAssignment], period: Period) -> tuple[ListedAssignment, ...]:
    return tuple(
        ListedAssignment(
            assignment_id=one.assignment_id,
            unit=one.unit,
            plan=one.plan,
            plan_name=one.plan_name,
            item=one.item,
            scope=one.scope,
            detail=one.detail,
            action=one.action,
            due=one.due,
            days_left=(one.due - period.as_of).days,
            status=one.status,
        )
        for one in found
    )


def _whom(session: Session, region_id: int, name: str) -> Whom:
    unit = UnitRepository(session, region_id).find(name)
    if unit is not None:
        return Whom(units=(unit,))
    group = find_group(session, region_id, name)
    if group is None:
        raise UsageError(f"没有“{name}”这个单位。", f"There is no unit “{name}”.")
    return Whom(groups=(group,))

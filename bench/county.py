"""A database of as many assignments as are asked for, as a few years of plans would leave it.

Every region has hundreds of units and up to fifty plans. What is owed is found by the program's own rules
from groups and milestones; the seed is fixed, so that two runs build the same.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from time import perf_counter
from typing import cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from bench import names
from bench.rows import Numbers, Row, plan_rows
from data.database import Database
from data.memberships import refresh_members
from data.models import (
    Assignment,
    Base,
    Domain,
    DomainGuideline,
    DomainLead,
    Guideline,
    Region,
    RegionDomain,
    Source,
    Unit,
    UnitGroup,
)
from data.obligations import Owed, Terms, find_dates, find_owed
from data.statuses import Status
from data.units.groups import read_group
from data.units.kinds import kind_of
from data.units.values import Certainty, UnitKind

SEED = 7328
UNITS = 300
PLANS = 50
A_PLAN = 800
"""About so many assignments come of one plan."""


def build(database: Database, size: int, now: datetime, plans: int = PLANS) -> float:
    """Fill `database` with `size` assignments, `plans` plans a region; return how many seconds it took."""
    begun = perf_counter()
    maker = _Maker(now, random.Random(SEED), plans)
    with database.transaction() as session:
        maker.add_domains(session)
    left = size
    for number in count():
        if left <= 0:
            break
        with database.transaction() as session:
            left -= maker.add_region(session, number, left)
    with database.engine.connect() as connection:
        # As the program's own tidying leaves a database that has grown.
        connection.exec_driver_sql("ANALYZE")
    return perf_counter() - begun


@dataclass(frozen=True, slots=True)
class _Maker:
    """Adds one region after another."""

    now: datetime
    chance: random.Random
    most: int = PLANS
    numbers: Numbers = field(default_factory=Numbers)

    def add_domains(self, session: Session) -> None:
        """Store the pilot domains, with a guideline each."""
        for number, name in enumerate(names.DOMAINS, 1):
            _insert(session, Domain, [{"id": number, "name": name, "issuers": []}])
            _insert(session, Guideline, [{"id": number, "title": f"{name}领域基层政务公开标准指引"}])
            _insert(session, DomainGuideline, [{"domain_id": number, "guideline_id": number}])

    def add_region(self, session: Session, number: int, left: int) -> int:
        """Store a region with at most `left` assignments; return how many it has."""
        region = number + 1
        name = names.REGIONS[number % len(names.REGIONS)]
        name = name if number < len(names.REGIONS) else f"{name[:-1]}{number}县"
        _insert(session, Region, [{"id": region, "name": name, "prefix": "县", "office": names.OFFICES[0]}])
        units = self._units(session, region)
        groups = self._groups(session, region)
        self._lead_domains(session, region, units)
        session.flush()
        refresh_members(session, region)
        wanted = min(self.most, max(1, round(left / A_PLAN)))
        # A last region takes a plan more than it may need: what is too much is left out below.
        plans = min(self.most, wanted + 2) if left < self.most * A_PLAN else wanted
        rows = plan_rows(region, plans, units, groups, self.now, self.chance, self.numbers)
        for model, made in rows.tables():
            _insert(session, model, made)
        owed = find_owed(session, region, find_dates(session, region, self.now.date()))
        return self._assign(session, region, list(owed.items())[:left])

    def _units(self, session: Session, region: int) -> dict[str, int]:
        found = {name: next(self.numbers.units) for name in names.unit_names(UNITS)}
        _insert(
            session,
            Unit,
            [
                {
                    "id": key,
                    "region_id": region,
                    "name": name,
                    "kind": kind_of(name, "县") or UnitKind.DEPARTMENT,
                    "source": Source.ROSTER,
                }
                for name, key in found.items()
            ],
        )
        return found

    def _groups(self, session: Session, region: int) -> dict[str, int]:
        found = {name: next(self.numbers.groups) for name in names.GROUPS}
        rows = []
        for name, key in found.items():
            reading = read_group(name)
            certainty = reading.certainty if reading else Certainty.DEFINITE
            rows.append({"id": key, "region_id": region, "name": name, "certainty": certainty})
        _insert(session, UnitGroup, rows)
        return found

    def _lead_domains(self, session: Session, region: int, units: dict[str, int]) -> None:
        for place, (name, lead) in enumerate(names.DOMAINS.items(), 1):
            key = next(self.numbers.domains)
            given = {"id": key, "region_id": region, "domain_id": place, "printed": name, "position": place}
            _insert(session, RegionDomain, [given])
            lead_row = {"region_domain_id": key, "unit_id": units[lead], "printed": lead, "position": 1}
            _insert(session, DomainLead, [lead_row])

    def _assign(self, session: Session, region: int, owed: Sequence[tuple[Owed, Terms]]) -> int:
        """Store what is owed, as far along as chance has it."""
        today = self.now.date()
        _insert(session, Assignment, [self._assignment(region, key, terms, today) for key, terms in owed])
        return len(owed)

    def _assignment(self, region: int, key: Owed, terms: Terms, today: date) -> Row:
        past = terms.due is not None and terms.due < today
        status = self.chance.choices(STATUSES, PAST if past else AHEAD)[0]
        extended = terms.due is not None and self.chance.random() < EXTENDED
        moved = self.now - timedelta(days=self.chance.randrange(90)) if status is not Status.PENDING else None
        return {
            "region_id": region,
            "plan_id": terms.plan,
            "task_id": terms.task,
            "milestone_id": key.milestone,
            "occurrence": key.occurrence,
            "unit_id": key.unit,
            "group_id": key.group,
            "responsibility_id": terms.responsibility,
            "status": status,
            "due": terms.due + timedelta(days=15) if extended and terms.due else terms.due,
            "printed_due": terms.due,
            "extended": extended,
            "touched": moved is not None or extended,
            "stored_on": today,
            "moved_at": moved,
            "done_at": moved if status is Status.DONE else None,
        }


STATUSES = (Status.DONE, Status.DOING, Status.PENDING, Status.SUBMITTED, Status.RETURNED, Status.VOID)
PAST = (76, 9, 5, 5, 3, 2)
AHEAD = (15, 22, 58, 3, 1, 1)
EXTENDED = 0.02


def _insert(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows at once, by Core, which fills in the models' defaults."""
    if rows:
        session.connection().execute(insert(cast(Table, model.__table__)), list(rows))

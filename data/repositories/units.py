"""Units and unit groups of a region, and which of them answer for a task."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from data.models import NamedUnit, Responsibility, Unit, UnitAlias, UnitGroup, Verdict, Watch
from data.repositories.columns import read_columns
from data.repositories.reach import AnySelect
from data.units.values import Certainty, Role
from data.units.values import Unit as UnitValue


@dataclass(frozen=True, slots=True)
class ResponsibilityFact:
    """A unit or group as a row prints it, and the units that were named for a group since."""

    id: int
    task_id: int
    printed: str
    part: str | None
    role: Role
    certainty: Certainty
    named: tuple[str, ...] = ()


class UnitRepository:
    """The units of one region."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def all(self) -> list[UnitValue]:
        """Return the units that are not dissolved, with the names that rosters give them."""
        aliases: dict[int, list[str]] = {}
        statement = (
            select(UnitAlias.unit_id, UnitAlias.alias)
            .join(Unit, Unit.id == UnitAlias.unit_id)
            .where(Unit.region_id == self._region_id)
            .order_by(UnitAlias.id)
        )
        for unit_id, alias in self._session.execute(statement):
            aliases.setdefault(unit_id, []).append(alias)
        rows = self._session.execute(
            select(Unit.id, Unit.name, Unit.kind)
            .where(Unit.region_id == self._region_id, Unit.state != Watch.CLOSED)
            .order_by(Unit.id)
        )
        return [UnitValue(key, name, kind, tuple(aliases.get(key, ()))) for key, name, kind in rows]

    def find(self, name: str) -> int | None:
        """Return the unit with the canonical `name`, None where there is none."""
        statement = select(Unit.id).where(Unit.region_id == self._region_id, Unit.name == name)
        return self._session.scalar(statement)

    def groups(self) -> list[tuple[int, str]]:
        """Return (id, name) of the groups that the region's documents print."""
        statement = select(UnitGroup.id, UnitGroup.name).where(UnitGroup.region_id == self._region_id)
        return [(key, name) for key, name in self._session.execute(statement.order_by(UnitGroup.id))]

    def responsibilities(self, tasks: Collection[int]) -> list[ResponsibilityFact]:
        """Return who answers for `tasks`, in the order in which the rows print them."""
        rows = read_columns(self._session, _responsibilities(), {"tasks": list(tasks)})
        named = self._named([row[0] for row in rows if row[5] != Certainty.DEFINITE])
        return [
            ResponsibilityFact(key, task, printed, part, role, Certainty(certainty), named.get(key, ()))
            for key, task, printed, part, role, certainty in rows
        ]

    def tasks_of_parts(self, parts: Collection[tuple[int, str]]) -> frozenset[int]:
        """Return the tasks that print one of `parts`, each a unit with its part."""
        statement = (
            select(Responsibility.task_id)
            .join(Unit, Unit.id == Responsibility.unit_id)
            .where(Unit.region_id == self._region_id)
            .where(tuple_(Responsibility.unit_id, Responsibility.part).in_(list(parts)))
        )
        return frozenset(self._session.scalars(statement))

    def _named(self, responsibilities: Collection[int]) -> dict[int, tuple[str, ...]]:
        if not responsibilities:
            return {}
        rows = read_columns(self._session, _named(), {"responsibilities": list(responsibilities)})
        named: dict[int, tuple[str, ...]] = {}
        for responsibility_id, name in rows:
            named[responsibility_id] = (*named.get(responsibility_id, ()), name)
        return named


@cache
def _responsibilities() -> AnySelect:
    return (
        select(
            Responsibility.id,
            Responsibility.task_id,
            Responsibility.printed,
            Responsibility.part,
            Responsibility.role,
            func.coalesce(UnitGroup.certainty, Certainty.DEFINITE),
        )
        .outerjoin(UnitGroup, UnitGroup.id == Responsibility.group_id)
        .where(Responsibility.task_id.in_(bindparam("tasks", expanding=True)))
        .order_by(Responsibility.task_id, Responsibility.position)
    )


@cache
def _named() -> AnySelect:
    return (
        select(NamedUnit.responsibility_id, Unit.name)
        .join(Unit, Unit.id == NamedUnit.unit_id)
        .where(NamedUnit.responsibility_id.in_(bindparam("responsibilities", expanding=True)))
        .where(NamedUnit.verdict == Verdict.NAMED)
        .order_by(NamedUnit.id)
    )

"""How units and groups come to their tasks: named themselves, through a group, or named by a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from data.models import NamedUnit, Responsibility, Task, UnitGroup, UnitGroupMember, Verdict
from data.units.values import Certainty, Role

AnySelect = Select[*tuple[Any, ...]]
EXECUTING = (Role.LEAD, Role.ASSIST)


@dataclass(frozen=True, slots=True)
class Reach:
    """How a unit or group comes to a task: its role, the printed group between them, and how surely."""

    role: Role
    via: str | None
    certainty: Certainty

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """Order reaches: definite before possible, executing before overseeing, direct before via."""
        return (self.certainty is not Certainty.DEFINITE, not self.role.executes, self.via is not None)


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose tasks are asked for: units or groups by id; the whole region where both are empty."""

    units: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()

    @property
    def everyone(self) -> bool:
        """Whether the whole region is meant."""
        return not self.units and not self.groups

    @property
    def params(self) -> dict[str, object]:
        """Give what the statements of this module are run with."""
        given: dict[str, object] = {}
        if len(self.units) == 1:
            given["unit"] = self.units[0]
        elif self.units:
            given["units"] = self.units
        if self.groups:
            given["groups"] = self.groups
        return given


def is_unit(column: SQLColumnExpression[Any], whom: Whom) -> ColumnElement[bool]:
    """Compare with the asked units; one is compared without a list, which would be unfolded at each run."""
    if len(whom.units) == 1:
        return column == bindparam("unit")
    return column.in_(bindparam("units", expanding=True))


def is_group(column: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Compare with the asked groups."""
    return column.in_(bindparam("groups", expanding=True))


def has_role(roles: Collection[Role]) -> ColumnElement[bool]:
    """Compare a responsibility's role; every role needs no comparison."""
    if set(roles) == set(Role):
        return true()
    return or_(*(Responsibility.role == role for role in sorted(roles)))


def select_reach(whom: Whom, roles: Collection[Role]) -> Subquery:
    """Select (task_id, role, via, certainty) for units and groups; run it with `whom.params`."""
    ways = [*_of_units(whom, roles), *_of_groups(whom, roles)]
    return union_all(*ways).subquery("reach")


def _of_units(whom: Whom, roles: Collection[Role]) -> list[AnySelect]:
    if not whom.units:
        return []
    direct = select(
        Responsibility.task_id.label("task_id"),
        Responsibility.role.label("role"),
        literal(None).label("via"),
        literal(Certainty.DEFINITE.value).label("certainty"),
    ).where(is_unit(Responsibility.unit_id, whom), has_role(roles))
    return [direct, _through_groups(whom, roles), _named(whom, roles)]


def _through_groups(whom: Whom, roles: Collection[Role]) -> AnySelect:
    """Select through groups; where somebody has named a group's units, only those have the task."""
    decided = aliased(NamedUnit)
    settled = exists().where(
        NamedUnit.responsibility_id == Responsibility.id, NamedUnit.verdict == Verdict.NAMED
    )
    excluded = exists().where(
        decided.responsibility_id == Responsibility.id,
        decided.unit_id == UnitGroupMember.unit_id,
        decided.verdict == Verdict.EXCLUDED,
    )
    return (
        select(
            Responsibility.task_id,
            Responsibility.role,
            Responsibility.printed,
            _plain(UnitGroupMember.certainty),
        )
        .join(UnitGroupMember, UnitGroupMember.group_id == Responsibility.group_id)
        .where(is_unit(UnitGroupMember.unit_id, whom), has_role(roles))
        .where(~excluded, or_(UnitGroupMember.certainty == Certainty.DEFINITE, ~settled))
    )


def _named(whom: Whom, roles: Collection[Role]) -> AnySelect:
    return (
        select(
            Responsibility.task_id,
            Responsibility.role,
            Responsibility.printed,
            literal(Certainty.DEFINITE.value),
        )
        .join(NamedUnit, NamedUnit.responsibility_id == Responsibility.id)
        .where(is_unit(NamedUnit.unit_id, whom), NamedUnit.verdict == Verdict.NAMED, has_role(roles))
    )


def _of_groups(whom: Whom, roles: Collection[Role]) -> list[AnySelect]:
    if not whom.groups:
        return []
    return [
        select(
            Responsibility.task_id.label("task_id"),
            Responsibility.role.label("role"),
            literal(None).label("via"),
            _plain(UnitGroup.certainty).label("certainty"),
        )
        .join(UnitGroup, UnitGroup.id == Responsibility.group_id)
        .where(is_group(Responsibility.group_id), has_role(roles))
    ]


def _plain(column: SQLColumnExpression[Certainty]) -> ColumnElement[str]:
    """Give a certainty as its plain text, so that the branches of the union are of one type."""
    return case((column == Certainty.DEFINITE, Certainty.DEFINITE.value), else_=Certainty.POSSIBLE.value)


def is_unsettled(before: datetime | None = None) -> ColumnElement[bool]:
    """Say whether a task is executed by possible groups alone, or was `before` an instant."""
    named = (
        exists().where(NamedUnit.responsibility_id == Responsibility.id, NamedUnit.verdict == Verdict.NAMED)
        if before is None
        else exists().where(
            NamedUnit.responsibility_id == Responsibility.id,
            NamedUnit.verdict == Verdict.NAMED,
            NamedUnit.said_at < before,
        )
    )
    sure = (
        exists()
        .where(Responsibility.task_id == Task.id, has_role(EXECUTING))
        .where(
            or_(
                Responsibility.unit_id.is_not(None),
                exists().where(
                    UnitGroup.id == Responsibility.group_id, UnitGroup.certainty == Certainty.DEFINITE
                ),
                # X等…部门: its X is sure although the rest is not.
                exists().where(
                    UnitGroupMember.group_id == Responsibility.group_id,
                    UnitGroupMember.certainty == Certainty.DEFINITE,
                ),
                named,
            )
        )
    )
    executed = aliased(Responsibility)
    some = exists().where(executed.task_id == Task.id, or_(*(executed.role == role for role in EXECUTING)))
    return and_(some, ~sure)

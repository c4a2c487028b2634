"""A roster → the units, groups and domain leads of a region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.importers.draft import DomainDraft
from data.importers.journal import journal
from data.importers.register import UnitRegister, region_of
from data.importers.settling import settle
from data.importers.source import SourceFile
from data.importers.store_domains import store_domains
from data.models import (
    ImportBatch,
    Plan,
    Region,
    Source,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitGroupMember,
    Watch,
)
from data.units.groups import read_group
from data.units.roster import Roster, RosterGroup, RosterUnit
from data.units.values import Certainty


@dataclass(frozen=True, slots=True)
class RosterResult:
    """What a roster changed; `batch_id` is None where the database held all of it already."""

    batch_id: int | None
    units: int
    groups: int


def store_roster(
    session: Session, roster: Roster, *, source: SourceFile, by: str, now: datetime
) -> RosterResult:
    """Register what a roster lists, as one batch; what it does not list stays as it is."""
    batch = ImportBatch(at=now, by=by, file_name=source.name, sha256=source.sha256, summary={})
    session.add(batch)
    session.flush()
    with journal(session, batch.id) as kept:
        region = _write(session, roster)
    region_id = region.id
    if not kept.entries:
        session.delete(batch)
        session.flush()
        return RosterResult(None, len(roster.units), len(roster.groups))
    batch.summary = {"units": len(roster.units), "groups": len(roster.groups)}
    session.flush()
    result = RosterResult(batch.id, len(roster.units), len(roster.groups))
    settle(session, region_id, now)
    return result


def _write(session: Session, roster: Roster) -> Region:
    region = region_of(session, roster.region)
    if roster.prefix and region.prefix != roster.prefix:
        region.prefix = roster.prefix
    session.flush()
    register = UnitRegister(session, region)
    for unit in roster.units:
        _write_unit(session, region, unit, register)
    for group in roster.groups:
        _write_group(session, region, group, register)
    drafts = [DomainDraft((one.name, *one.aliases), (), one.leads) for one in roster.domains]
    store_domains(session, region, drafts, register)
    _write_office(session, region, roster.office, register)
    return region


def _write_unit(session: Session, region: Region, listed: RosterUnit, register: UnitRegister) -> None:
    """Register a unit; one that a document named before under another form takes the roster's name."""
    unit = register.unit_called(listed.name) or register.unit_called(*listed.aliases)
    if unit is None:
        unit = Unit(
            region_id=region.id, name=listed.name, kind=listed.kind, source=Source.ROSTER, state=Watch.OPEN
        )
        session.add(unit)
        session.flush()
        register.forget()
    former = unit.name
    for name, value in (("name", listed.name), ("kind", listed.kind), ("source", Source.ROSTER)):
        if getattr(unit, name) != value:
            setattr(unit, name, value)
    _write_aliases(session, unit, [*listed.aliases, *([former] if former != listed.name else [])])


def _write_aliases(session: Session, unit: Unit, aliases: Sequence[str]) -> None:
    stored = set(session.scalars(select(UnitAlias.alias).where(UnitAlias.unit_id == unit.id)))
    for alias in dict.fromkeys(aliases):
        if alias not in stored:
            session.add(UnitAlias(unit_id=unit.id, alias=alias, source=Source.ROSTER))
    session.flush()


def _write_group(session: Session, region: Region, listed: RosterGroup, register: UnitRegister) -> None:
    """Register a group with the members that the roster states; those that it no longer states go."""
    group = session.scalars(
        select(UnitGroup).where(UnitGroup.region_id == region.id, UnitGroup.name == listed.name)
    ).one_or_none()
    if group is None:
        reading = read_group(listed.name)
        group = UnitGroup(
            region_id=region.id,
            name=listed.name,
            certainty=reading.certainty if reading else Certainty.DEFINITE,
        )
        session.add(group)
    kinds = [kind.value for kind in listed.kinds]
    for name, value in (("stated", True), ("kinds", kinds), ("certainty", Certainty.DEFINITE)):
        if getattr(group, name) != value:
            setattr(group, name, value)
    session.flush()
    _write_members(session, group, {unit.id for name in listed.members if (unit := register.unit(name))})


def _write_members(session: Session, group: UnitGroup, units: set[int]) -> None:
    stored = {
        member.unit_id: member
        for member in session.scalars(select(UnitGroupMember).where(UnitGroupMember.group_id == group.id))
    }
    for unit_id, member in stored.items():
        if unit_id not in units and member.source is Source.ROSTER:
            session.delete(member)
    for unit_id in units:
        member = stored.get(unit_id) or UnitGroupMember(group_id=group.id, unit_id=unit_id)
        session.add(member)
        for name, value in (("certainty", Certainty.DEFINITE), ("source", Source.ROSTER)):
            if getattr(member, name) != value:
                setattr(member, name, value)
    session.flush()


def _write_office(session: Session, region: Region, office: str | None, register: UnitRegister) -> None:
    """Let the stated office keep watch over the plans that show none."""
    unit = register.unit(office) if office else None
    if unit is None:
        return
    if region.office != unit.name:
        region.office = unit.name
    query = select(Plan).where(Plan.region_id == region.id, Plan.office_id.is_(None))
    for plan in session.scalars(query):
        plan.office_id = unit.id
    session.flush()

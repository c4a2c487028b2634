"""Which units each group of a region means, kept as rows, so that a question needs no reading of names."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from data.models import DomainLead, Region, RegionDomain, Source, UnitGroup, UnitGroupMember, Watch
from data.models import Unit as UnitRow
from data.models import UnitAlias as UnitAliasRow
from data.units.groups import members, read_group
from data.units.values import Certainty, Unit, UnitKind

Meant = Mapping[int, Certainty]


def refresh_members(session: Session, region_id: int) -> int:
    """Bring the members of each group of the region up to date; return how many rows changed.

    A group whose members are stated by the roster or a person keeps them.
    """
    region = session.scalars(select(Region.name).where(Region.id == region_id)).one()
    units = active_units(session, region_id)
    leads = _domain_leads(session, region_id)
    groups = session.execute(
        select(UnitGroup.id, UnitGroup.name).where(
            UnitGroup.region_id == region_id, UnitGroup.stated.is_(False)
        )
    ).all()
    stored = _stored_members(session, region_id)
    return sum(
        _store_members(session, group_id, _meant(region, name, units, leads), stored.get(group_id, {}))
        for group_id, name in groups
    )


def active_units(session: Session, region_id: int) -> list[Unit]:
    """Return the units of a region that are not dissolved, with their registered aliases."""
    aliases: dict[int, list[str]] = {}
    for unit_id, alias in session.execute(
        select(UnitAliasRow.unit_id, UnitAliasRow.alias)
        .join(UnitRow)
        .where(UnitRow.region_id == region_id)
        .order_by(UnitAliasRow.id)
    ):
        aliases.setdefault(unit_id, []).append(alias)
    rows = session.execute(
        select(UnitRow.id, UnitRow.name, UnitRow.kind)
        .where(UnitRow.region_id == region_id, UnitRow.state != Watch.CLOSED)
        .order_by(UnitRow.id)
    )
    return [Unit(key, name, UnitKind(kind), tuple(aliases.get(key, ()))) for key, name, kind in rows]


def _domain_leads(session: Session, region_id: int) -> frozenset[int]:
    query = select(DomainLead.unit_id).join(RegionDomain).where(RegionDomain.region_id == region_id)
    return frozenset(session.scalars(query))


def _stored_members(session: Session, region_id: int) -> dict[int, dict[int, Certainty]]:
    stored: dict[int, dict[int, Certainty]] = {}
    query = select(UnitGroupMember.group_id, UnitGroupMember.unit_id, UnitGroupMember.certainty)
    for group_id, unit_id, certainty in session.execute(
        query.join(UnitGroup).where(UnitGroup.region_id == region_id)
    ):
        stored.setdefault(group_id, {})[unit_id] = certainty
    return stored


def _meant(region: str, name: str, units: Sequence[Unit], leads: frozenset[int]) -> dict[int, Certainty]:
    """Say which of the region's units the group `name` means."""
    reading = read_group(name)
    if reading is None:
        return {}
    membership = members(reading, units, leads, named_ids=_named(region, reading.named, units))
    return {member.unit.id: member.certainty for member in membership.members}


def _named(region: str, names: Sequence[str], units: Sequence[Unit]) -> frozenset[int]:
    """Find the X of X等…部门 among the units."""
    if not names:
        return frozenset()
    # Loaded here: few groups name a unit, and the directory reads every alias of the region.
    from data.units.directory import Found, UnitDirectory

    directory = UnitDirectory(region, units)
    found = (directory.find(name) for name in names)
    return frozenset(result.unit.id for result in found if isinstance(result, Found) and not result.mended)


def _store_members(session: Session, group_id: int, meant: Meant, stored: Meant) -> int:
    """Write what differs between the members that are meant and those that are stored."""
    gone = stored.keys() - meant.keys()
    if gone:
        session.execute(
            delete(UnitGroupMember).where(
                UnitGroupMember.group_id == group_id, UnitGroupMember.unit_id.in_(gone)
            )
        )
    new = [
        {"group_id": group_id, "unit_id": unit_id, "certainty": meant[unit_id], "source": Source.RULE}
        for unit_id in meant.keys() - stored.keys()
    ]
    if new:
        session.execute(insert(UnitGroupMember), new)
    changed = [unit_id for unit_id in meant.keys() & stored.keys() if meant[unit_id] != stored[unit_id]]
    for unit_id in changed:
        session.execute(
            update(UnitGroupMember)
            .where(UnitGroupMember.group_id == group_id, UnitGroupMember.unit_id == unit_id)
            .values(certainty=meant[unit_id])
        )
    return len(gone) + len(new) + len(changed)

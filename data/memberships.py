"""Which units each group of a region means, kept as rows, so that a question needs no reading of names."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from data.models import DomainLead, Region, RegionDomain, Source, UnitGroup, UnitGroupMember
from data.repositories.units import UnitRepository
from data.units.groups import members, read_group
from data.units.values import Certainty, Unit

Meant = Mapping[int, Certainty]


def refresh_members(session: Session, region_id: int) -> int:
    """Bring the members of each group of the region up to date; return how many rows changed.

    Members that the roster or a person stated by name stay as they are.
    """
    region = session.scalars(select(Region.name).where(Region.id == region_id)).one()
    units = UnitRepository(session, region_id).all()
    leads = _domain_leads(session, region_id)
    given, stated = _stored_members(session, region_id)
    changed = 0
    for group in session.scalars(select(UnitGroup).where(UnitGroup.region_id == region_id)):
        if group.stated:
            meant = {unit.id: Certainty.DEFINITE for unit in units if unit.kind in group.kinds}
        else:
            meant = _meant(region, group.name, units, leads)
        for unit_id in stated.get(group.id, ()):
            meant.pop(unit_id, None)
        changed += _store_members(session, group.id, meant, given.get(group.id, {}))
    return changed


def _domain_leads(session: Session, region_id: int) -> frozenset[int]:
    query = select(DomainLead.unit_id).join(RegionDomain).where(RegionDomain.region_id == region_id)
    return frozenset(session.scalars(query))


def _stored_members(
    session: Session, region_id: int
) -> tuple[dict[int, dict[int, Certainty]], dict[int, set[int]]]:
    """Read the members that a rule gave, and those that somebody stated, by group."""
    given: dict[int, dict[int, Certainty]] = {}
    stated: dict[int, set[int]] = {}
    query = select(UnitGroupMember).join(UnitGroup).where(UnitGroup.region_id == region_id)
    for member in session.scalars(query):
        if member.source is Source.RULE:
            given.setdefault(member.group_id, {})[member.unit_id] = member.certainty
        else:
            stated.setdefault(member.group_id, set()).add(member.unit_id)
    return given, stated


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

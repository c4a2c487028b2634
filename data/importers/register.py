"""Registering what a document names: its region, units, unit groups and events."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Event, Region, Source, Unit, UnitAlias, UnitGroup, Watch
from data.repositories.units import UnitRepository
from data.units.directory import Found, UnitDirectory
from data.units.groups import read_group
from data.units.kinds import kind_of
from data.units.spelling import tidy
from data.units.values import UnitKind

LEVELS = "省市州盟县区旗镇乡"

Holder = Unit | UnitGroup
Row = TypeVar("Row", Unit, UnitGroup)


def region_of(session: Session, name: str) -> Region:
    """Return the region `name`, registered now where it is new."""
    region = session.scalars(select(Region).where(Region.name == name)).one_or_none()
    if region is None:
        region = Region(name=name, prefix=name[-1] if name.endswith(tuple(LEVELS)) else "")
        session.add(region)
        session.flush()
    return region


class UnitRegister:
    """The units and groups of a region, as a document's names are looked up in them."""

    def __init__(self, session: Session, region: Region) -> None:
        self._session = session
        self._region = region
        self._held: dict[str, Holder] = {}
        self._directory: UnitDirectory | None = None

    def holder(self, name: str) -> Holder:
        """Return the unit or group that `name` means, registered now where it is new."""
        text = tidy(name)
        if text not in self._held:
            self._held[text] = (
                self._known(text) or self._group(text) or self._similar(text) or self._new(text)
            )
        return self._held[text]

    def unit(self, name: str) -> Unit | None:
        """Return the unit that `name` means, registered now where it is new; None where it is a group."""
        holder = self.holder(name)
        return holder if isinstance(holder, Unit) else None

    def unit_called(self, *names: str) -> Unit | None:
        """Return the unit that one of `names` means already; nothing is registered."""
        for name in map(tidy, names):
            if unit := self._known(name) or self._similar(name):
                return unit
        return None

    def forget(self) -> None:
        """Read the region's units again: somebody else has registered one."""
        self._directory = None

    def _known(self, name: str) -> Unit | None:
        """Find the unit that has this very name, or the only one that has this alias."""
        query = select(Unit).where(Unit.region_id == self._region.id)
        unit = self._session.scalars(query.where(Unit.name == name)).one_or_none()
        if unit is not None:
            return unit
        found = self._session.scalars(query.join(UnitAlias).where(UnitAlias.alias == name)).all()
        return found[0] if len(found) == 1 else None

    def _group(self, name: str) -> UnitGroup | None:
        """Find or register the group, where `name` is one by its words or by the roster."""
        group = self._session.scalars(
            select(UnitGroup).where(UnitGroup.region_id == self._region.id, UnitGroup.name == name)
        ).one_or_none()
        reading = read_group(name)
        if group is not None or reading is None:
            return group
        for named in reading.named:
            # 区发改局等相关部门 names a unit as surely as if it stood alone.
            if kind_of(named) is not None:
                self.holder(named)
        return self._stored(UnitGroup(region_id=self._region.id, name=name, certainty=reading.certainty))

    def _similar(self, name: str) -> Unit | None:
        """Find the unit whose name this is in another form: 县住建局, 住房和城乡建设局."""
        if self._directory is None:
            units = UnitRepository(self._session, self._region.id).all()
            self._directory = UnitDirectory(self._region.name, units)
        found = self._directory.find(name)
        if isinstance(found, Found) and not found.mended:
            return self._session.get(Unit, found.unit.id)
        return None

    def _new(self, name: str) -> Unit:
        self._directory = None
        kind = kind_of(name, self._region.prefix or None) or UnitKind.INSTITUTION
        return self._stored(
            Unit(region_id=self._region.id, name=name, kind=kind, source=Source.DOCUMENT, state=Watch.OPEN)
        )

    def _stored(self, row: Row) -> Row:
        self._session.add(row)
        self._session.flush()
        return row


def event_of(session: Session, region: Region, text: str) -> Event:
    """Return the event `text` of the region, registered now where it is new."""
    event = session.scalars(
        select(Event).where(Event.region_id == region.id, Event.text == text)
    ).one_or_none()
    if event is None:
        event = Event(region_id=region.id, text=text)
        session.add(event)
        session.flush()
    return event

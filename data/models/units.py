"""Regions, their units and unit groups, and the events that deadlines wait for."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.models.base import Base
from data.units.values import Certainty, UnitKind


class Watch(StrEnum):
    """Whether a plan, an item or a unit is kept watch over."""

    OPEN = "open"  # 在办
    PAUSED = "paused"  # 暂停
    CLOSED = "closed"  # 归档；of a unit: 已撤销


class Source(StrEnum):
    """Who said that something is so."""

    RULE = "rule"  # 规则
    DOCUMENT = "document"  # 文件
    ROSTER = "roster"  # 名单
    PERSON = "person"  # 人工


class Region(Base):
    """A government that runs its own plans and units; nothing leaks from one to another.

    `prefix` is the sign that its units' names begin with (县, 区, 州). `office` is the unit that the roster
    states as the one that keeps watch over plans, for those that show none. `version` grows with each
    change that an answer depends on, so that what was built from the region can be kept until then.
    `policies` are the settings that the region's own people changed. `planned_until` is the last day whose
    nudges are in the outbox, None before the first.
    """

    __tablename__ = "region"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    prefix: Mapped[str]
    office: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    policies: Mapped[dict[str, Any]] = mapped_column(default=dict)
    planned_until: Mapped[date | None]

    units: Mapped[list["Unit"]] = relationship(back_populates="region", lazy="raise")


class Unit(Base):
    """An office of a region under its canonical name."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("region_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    name: Mapped[str]
    kind: Mapped[UnitKind]
    source: Mapped[Source] = mapped_column(default=Source.DOCUMENT)
    state: Mapped[Watch] = mapped_column(default=Watch.OPEN)
    paused_until: Mapped[date | None]

    region: Mapped[Region] = relationship(back_populates="units", lazy="raise")
    aliases: Mapped[list["UnitAlias"]] = relationship(
        back_populates="unit", lazy="raise", passive_deletes=True
    )


class UnitAlias(Base):
    """Another name of a unit that no rule makes; one that fits several units is asked back."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("unit_id", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    alias: Mapped[str] = mapped_column(index=True)
    source: Mapped[Source]

    unit: Mapped[Unit] = relationship(back_populates="aliases", lazy="raise")


class UnitGroup(Base):
    """A printed name that stands for several units.

    `stated` marks a group whose members the roster or a person registered, by name or by `kinds`: the words
    are not asked then.
    """

    __tablename__ = "unit_group"
    __table_args__ = (UniqueConstraint("region_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    name: Mapped[str]
    certainty: Mapped[Certainty]
    stated: Mapped[bool] = mapped_column(default=False)
    kinds: Mapped[list[str]] = mapped_column(default=list)

    members: Mapped[list["UnitGroupMember"]] = relationship(
        back_populates="group", lazy="raise", passive_deletes=True
    )


class UnitGroupMember(Base):
    """A unit that a group stands for, as `data.assignments.refresh` last found it.

    A possible group's members are those that it may mean.
    """

    __tablename__ = "unit_group_member"
    __table_args__ = (Index(None, "unit_id"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    certainty: Mapped[Certainty]
    source: Mapped[Source]

    group: Mapped[UnitGroup] = relationship(back_populates="members", lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")


class Event(Base):
    """Something that a deadline counts from (X出台); `date` is unknown until somebody records it."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("region_id", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    text: Mapped[str]
    date: Mapped[date | None]
    recorded_by: Mapped[str | None]
    recorded_at: Mapped[datetime | None]

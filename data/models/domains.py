"""Pilot domains with their guidelines, which are national, and their lead units, which are regional."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.models.base import Base
from data.models.units import Source, Unit


class Domain(Base):
    """A pilot domain (试点领域) under its canonical name; `issuers` are the ministries behind it."""

    __tablename__ = "domain"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    issuers: Mapped[list[str]] = mapped_column(default=list)

    aliases: Mapped[list["DomainAlias"]] = relationship(lazy="raise")
    guidelines: Mapped[list["Guideline"]] = relationship(lazy="raise", secondary="domain_guideline")


class DomainAlias(Base):
    """Another name of a domain (城乡规划 of 国土空间规划)."""

    __tablename__ = "domain_alias"
    __table_args__ = (Index(None, "domain_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    domain_id: Mapped[int] = mapped_column(ForeignKey("domain.id"))
    alias: Mapped[str] = mapped_column(unique=True)
    source: Mapped[Source]


class Guideline(Base):
    """A standard guideline (标准指引), shared by all regions."""

    __tablename__ = "guideline"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)
    issuer: Mapped[str | None]
    url: Mapped[str | None]


class DomainGuideline(Base):
    """A guideline that covers a domain; some cover several."""

    __tablename__ = "domain_guideline"
    __table_args__ = (Index(None, "guideline_id"),)

    domain_id: Mapped[int] = mapped_column(ForeignKey("domain.id"), primary_key=True)
    guideline_id: Mapped[int] = mapped_column(ForeignKey("guideline.id"), primary_key=True)


class RegionDomain(Base):
    """A domain as a region's document prints it: the name to show there."""

    __tablename__ = "region_domain"
    __table_args__ = (UniqueConstraint("region_id", "domain_id"), Index(None, "domain_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    domain_id: Mapped[int] = mapped_column(ForeignKey("domain.id"))
    printed: Mapped[str]
    position: Mapped[int]

    domain: Mapped[Domain] = relationship(lazy="raise")
    leads: Mapped[list["DomainLead"]] = relationship(lazy="raise", order_by="DomainLead.position")


class DomainLead(Base):
    """A unit that leads a domain in a region."""

    __tablename__ = "domain_lead"
    __table_args__ = (UniqueConstraint("region_domain_id", "unit_id"), Index(None, "unit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    region_domain_id: Mapped[int] = mapped_column(ForeignKey("region_domain.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    printed: Mapped[str]
    position: Mapped[int]

    unit: Mapped[Unit] = relationship(lazy="raise")

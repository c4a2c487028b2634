"""Pilot domains as a region's documents name them, with their lead units and national guidelines."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import (
    Domain,
    DomainAlias,
    DomainGuideline,
    DomainLead,
    Guideline,
    RegionDomain,
)


@dataclass(frozen=True, slots=True)
class GuidelineFact:
    """A standard guideline."""

    title: str
    issuer: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class DomainFact:
    """A domain under every name it has; `printed` is the region's own, None where it prints none.

    `leads` are (unit id, printed name).
    """

    id: int
    name: str
    printed: str | None
    aliases: tuple[str, ...]
    leads: tuple[tuple[int, str], ...]
    guidelines: tuple[GuidelineFact, ...]
    position: int


class DomainRepository:
    """The domains as one region sees them."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def all(self) -> list[DomainFact]:
        """Return all domains, in the order in which the region prints them."""
        aliases, leads, guidelines = self._aliases(), self._leads(), self._guidelines()
        statement = (
            select(Domain.id, Domain.name, RegionDomain.id, RegionDomain.printed, RegionDomain.position)
            .outerjoin(
                RegionDomain,
                (RegionDomain.domain_id == Domain.id) & (RegionDomain.region_id == self._region_id),
            )
            .order_by(Domain.id)
        )
        facts = [
            DomainFact(
                id=key,
                name=name,
                printed=printed,
                aliases=tuple(aliases[key]),
                leads=tuple(leads[region_domain]),
                guidelines=tuple(guidelines[key]),
                position=position if position is not None else key + 10_000,
            )
            for key, name, region_domain, printed, position in self._session.execute(statement)
        ]
        return sorted(facts, key=lambda fact: fact.position)

    def _aliases(self) -> defaultdict[int, list[str]]:
        found: defaultdict[int, list[str]] = defaultdict(list)
        for domain_id, alias in self._session.execute(select(DomainAlias.domain_id, DomainAlias.alias)):
            found[domain_id].append(alias)
        return found

    def _leads(self) -> defaultdict[int | None, list[tuple[int, str]]]:
        found: defaultdict[int | None, list[tuple[int, str]]] = defaultdict(list)
        statement = (
            select(DomainLead.region_domain_id, DomainLead.unit_id, DomainLead.printed)
            .join(RegionDomain, RegionDomain.id == DomainLead.region_domain_id)
            .where(RegionDomain.region_id == self._region_id)
            .order_by(DomainLead.position)
        )
        for region_domain_id, unit_id, printed in self._session.execute(statement):
            found[region_domain_id].append((unit_id, printed))
        return found

    def _guidelines(self) -> defaultdict[int, list[GuidelineFact]]:
        found: defaultdict[int, list[GuidelineFact]] = defaultdict(list)
        statement = (
            select(DomainGuideline.domain_id, Guideline.title, Guideline.issuer, Guideline.url)
            .join(Guideline, Guideline.id == DomainGuideline.guideline_id)
            .order_by(Guideline.id)
        )
        for domain_id, title, issuer, url in self._session.execute(statement):
            found[domain_id].append(GuidelineFact(title, issuer, url))
        return found

"""Domains and their guidelines → rows: the domains are national, their printed names and leads a region's."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.domains import names_of
from data.importers.draft import DomainDraft, GuidelineDraft
from data.importers.register import UnitRegister
from data.models import (
    Domain,
    DomainAlias,
    DomainGuideline,
    DomainLead,
    Guideline,
    Region,
    RegionDomain,
    Source,
)


def store_domains(
    session: Session, region: Region, drafts: Sequence[DomainDraft], register: UnitRegister
) -> None:
    """Store the domains that a region's document lists; the first name printed for each is shown there."""
    shown: set[int] = set()
    for draft in drafts:
        names = tuple(dict.fromkeys(name for printed in draft.names for name in names_of(printed)))
        domain = find_domain(session, names) or _new_domain(session, draft.names[0])
        _alias(session, domain, draft.names, Source.DOCUMENT)
        _alias(session, domain, names, Source.RULE)
        if draft.issuers and not domain.issuers:
            domain.issuers = list(draft.issuers)
        if draft.guideline:
            _guide(session, domain, draft.guideline)
        printed = _print(session, region, domain, draft.names[0])
        if domain.id not in shown and printed.printed != draft.names[0]:
            printed.printed = draft.names[0]
        shown.add(domain.id)
        if draft.lead_units:
            _lead(session, printed, draft.lead_units, register)


def note_scopes(session: Session, region: Region, scopes: Iterable[str | None]) -> None:
    """Remember the names under which the scopes of a region's rows print known domains."""
    for scope in dict.fromkeys(filter(None, scopes)):
        for name in scope.split("、"):
            domain = find_domain(session, names_of(name))
            if domain is not None:
                _print(session, region, domain, name)


def find_domain(session: Session, names: Sequence[str]) -> Domain | None:
    """Find the domain that has one of `names`."""
    domain = session.scalars(select(Domain).where(Domain.name.in_(names)).order_by(Domain.id)).first()
    if domain is not None:
        return domain
    query = select(Domain).join(DomainAlias).where(DomainAlias.alias.in_(names))
    return session.scalars(query.order_by(Domain.id)).first()


def _new_domain(session: Session, name: str) -> Domain:
    domain = Domain(name=name)
    session.add(domain)
    session.flush()
    return domain


def _alias(session: Session, domain: Domain, names: Sequence[str], source: Source) -> None:
    """Add those of `names` that no domain has yet."""
    for name in names:
        if find_domain(session, (name,)) is None:
            session.add(DomainAlias(domain_id=domain.id, alias=name, source=source))
            session.flush()


def _guide(session: Session, domain: Domain, draft: GuidelineDraft) -> None:
    """Store the guideline of a domain; a newer link replaces the stored one."""
    guideline = session.scalars(select(Guideline).where(Guideline.title == draft.title)).one_or_none()
    if guideline is None:
        guideline = Guideline(title=draft.title)
        session.add(guideline)
    guideline.issuer = draft.issuer or guideline.issuer
    guideline.url = draft.url or guideline.url
    session.flush()
    if session.get(DomainGuideline, (domain.id, guideline.id)) is None:
        session.add(DomainGuideline(domain_id=domain.id, guideline_id=guideline.id))
        session.flush()


def _print(session: Session, region: Region, domain: Domain, name: str) -> RegionDomain:
    """Return the domain as the region prints it, under `name` where it is new there."""
    query = select(RegionDomain).where(
        RegionDomain.region_id == region.id, RegionDomain.domain_id == domain.id
    )
    printed = session.scalars(query).one_or_none()
    if printed is None:
        count = select(func.count()).select_from(RegionDomain).where(RegionDomain.region_id == region.id)
        place = (session.scalar(count) or 0) + 1
        printed = RegionDomain(region_id=region.id, domain_id=domain.id, printed=name, position=place)
        session.add(printed)
        session.flush()
    return printed


def _lead(session: Session, printed: RegionDomain, names: Sequence[str], register: UnitRegister) -> None:
    """Make the units called `names` the leads of a domain; those before that are not named go."""
    units = [(unit, name) for name in names if (unit := register.unit(name)) is not None]
    stored = {
        lead.unit_id: lead
        for lead in session.scalars(select(DomainLead).where(DomainLead.region_domain_id == printed.id))
    }
    for place, (unit, name) in enumerate(units, 1):
        lead = stored.pop(unit.id, None)
        if lead is None:
            session.add(
                DomainLead(region_domain_id=printed.id, unit_id=unit.id, printed=name, position=place)
            )
    for lead in stored.values():
        session.delete(lead)
    session.flush()

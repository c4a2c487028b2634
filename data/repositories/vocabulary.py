"""The words of a region's plans, domains and groups, from which its vocabulary is built."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Domain, DomainLead, Plan, RegionDomain, Responsibility, Task, TaskTerm, Unit


@dataclass(frozen=True, slots=True)
class Labels:
    """What a plan prints as item labels, and in its chapter cells."""

    items: frozenset[str]
    chapters: frozenset[str]


class VocabularyRepository:
    """The printed words of one region."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def labels(self) -> dict[int, Labels]:
        """Return the labels that each plan prints."""
        items: defaultdict[int, set[str]] = defaultdict(set)
        chapters: defaultdict[int, set[str]] = defaultdict(set)
        statement = (
            select(Task.plan_id, Task.item, Task.chapter)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.region_id == self._region_id, Task.position.is_not(None))
            .distinct()
        )
        for plan, item, chapter in self._session.execute(statement):
            items[plan].add(item)
            if chapter:
                chapters[plan].add(chapter)
        return {plan: Labels(frozenset(items[plan]), frozenset(chapters[plan])) for plan in items}

    def domains_led(self) -> frozenset[str]:
        """Return the canonical names of the domains whose lead unit the region's documents print."""
        statement = (
            select(Domain.name)
            .join(RegionDomain, RegionDomain.domain_id == Domain.id)
            .join(DomainLead, DomainLead.region_domain_id == RegionDomain.id)
            .where(RegionDomain.region_id == self._region_id)
        )
        return frozenset(self._session.scalars(statement))

    def parts(self) -> dict[str, tuple[int, ...]]:
        """Return the parts that documents print behind units in brackets, with the units that have them."""
        statement = (
            select(Responsibility.part, Responsibility.unit_id)
            .join(Unit, Unit.id == Responsibility.unit_id)
            .where(Unit.region_id == self._region_id, Responsibility.part.is_not(None))
            .distinct()
            .order_by(Responsibility.unit_id)
        )
        found: dict[str, tuple[int, ...]] = {}
        for part, unit in self._session.execute(statement):
            if part is not None and unit is not None:
                found[part] = (*found.get(part, ()), unit)
        return found

    def terms(self) -> frozenset[str]:
        """Return the pairs of neighbouring signs that the region's tasks print."""
        statement = select(TaskTerm.term).where(TaskTerm.region_id == self._region_id).distinct()
        return frozenset(self._session.scalars(statement))

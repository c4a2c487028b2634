"""domain and guideline: who leads a pilot domain in the region, and which guideline covers it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from data.domains import names_of as known_names
from data.repositories.domains import DomainFact, DomainRepository
from handlers.answers.asking import Asking
from handlers.answers.values import Answer, DomainAnswer, GuidelineAnswer, Trouble
from handlers.understanding.query import Intent


def answer_domain(asking: Asking) -> Answer:
    """Answer who leads the domains that are asked about, or which domains a unit leads."""
    facts = DomainRepository(asking.session, asking.region_id).all()
    if asking.query.domains:
        return _answer(asking, pick_domains(facts, asking.query.domains))
    if asking.whom.units:
        led = [fact for fact in facts if any(unit in asking.whom.units for unit, _ in fact.leads)]
        return replace(asking.answer(), domains=tuple(map(_domain, led)))
    return _answer(asking, [fact for fact in facts if fact.printed])


def answer_guideline(asking: Asking) -> Answer:
    """Answer which guideline covers the domains that are asked about; guidelines are national."""
    facts = DomainRepository(asking.session, asking.region_id).all()
    if asking.query.domains:
        return _answer(asking, pick_domains(facts, asking.query.domains))
    if asking.whom.units:
        facts = [fact for fact in facts if any(unit in asking.whom.units for unit, _ in fact.leads)]
    return _answer(asking, [fact for fact in facts if fact.guidelines])


def _answer(asking: Asking, facts: Iterable[DomainFact]) -> Answer:
    domains = tuple(map(_domain, facts))
    trouble = None if domains else Trouble.NO_DOMAIN
    return replace(asking.answer(), domains=domains, trouble=trouble)


def pick_domains(facts: Iterable[DomainFact], asked: Collection[str]) -> list[DomainFact]:
    """Return the domains that the `asked` names stand for, in the order in which they were asked."""
    known = list(facts)
    picked = []
    for name in asked:
        for fact in known:
            if not {name, *known_names(name)}.isdisjoint(names_of(fact)) and fact not in picked:
                picked.append(fact)
    return picked


def names_of(fact: DomainFact) -> tuple[str, ...]:
    """Return every name of a domain."""
    printed = (fact.printed,) if fact.printed else ()
    return tuple(dict.fromkeys((fact.name, *printed, *fact.aliases)))


def _domain(fact: DomainFact) -> DomainAnswer:
    known = fact.guidelines[0] if fact.guidelines else None
    return DomainAnswer(
        name=fact.printed or fact.name,
        lead_units=tuple(printed for _, printed in fact.leads),
        guideline=GuidelineAnswer(known.title, known.issuer, known.url) if known else None,
    )


def as_domain_question(asking: Asking) -> Asking:
    """Turn a question about responsibility into one about the lead of a domain."""
    return replace(asking, query=replace(asking.query, intent=Intent.DOMAIN))

"""Which tasks a question means: by item number, heading, chapter, domain, or by what they are about."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from data.dates.numerals import read_number
from data.domains import names_of as known_names
from data.repositories.domains import DomainRepository
from data.repositories.milestones import Within
from data.repositories.reach import Whom
from data.repositories.tasks import TaskText
from data.terms import pairs_of
from handlers.answers.asking import Asking
from handlers.answers.domains import names_of, pick_domains
from handlers.answers.entries import entries_from
from handlers.answers.matching import Match, best_matches, good_matches, match_rows
from handlers.answers.values import Answer, TaskEntry, Trouble
from handlers.understanding.numbers import han_numeral
from handlers.understanding.query import Intent, ItemKind, ItemRef, Option

CANDIDATES = 400
"""How many rows of a region are compared with a subject; those that share most pairs with it come first."""

HALF = 0.4  # of a subject's pairs a candidate must share; a little below what is enough in the end
Row = tuple[int, int]
"""A task and its plan."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The tasks that a question means; or what it may mean, to be asked back; or what comes nearest."""

    tasks: tuple[int, ...] = ()
    options: tuple[Option, ...] = ()
    nearest: tuple[TaskEntry, ...] = ()


def names_tasks(asking: Asking) -> bool:
    """Whether the question says which tasks it means."""
    query = asking.query
    return bool(asking.chosen or query.items or query.domains or query.subject)


def find_tasks(asking: Asking, *, every: bool) -> Meant:
    """Find the tasks that the question means: `every` one about its subject, or the best match."""
    query = asking.query
    if asking.chosen:
        return Meant(asking.chosen)
    if query.items:
        return _by_items(asking, query.items)
    choose = good_matches if every or query.plural else best_matches
    if query.domains:
        found = _by_domains(asking, choose)
        if found.tasks or not query.subject:
            return found
    if query.subject:
        return _by_subject(asking, query.subject, choose)
    return Meant()


def _by_items(asking: Asking, items: Sequence[ItemRef]) -> Meant:
    tasks: list[int] = []
    for item in items:
        rows = _rows_of(asking, item)
        plans = _plans_meant(asking, rows)
        if len(plans) > 1:
            return Meant(options=_plan_options(asking, item, plans))
        tasks += [task for task, plan in rows if plan in plans]
    return Meant(_in_domains(asking, tuple(dict.fromkeys(tasks))))


def _in_domains(asking: Asking, tasks: tuple[int, ...]) -> tuple[int, ...]:
    """Keep the rows of an item whose scope is the domain that is named beside it (第1项义务教育)."""
    if not asking.query.domains or len(tasks) < 2:
        return tasks
    named = {row.task_id for row in _rows_in_domains(asking)}
    return tuple(task for task in tasks if task in named) or tasks


def _rows_of(asking: Asking, item: ItemRef) -> list[Row]:
    if item.kind is ItemKind.ITEM:
        return asking.tasks.with_item(_spellings(item.label), asking.named_plans)
    outline = asking.tasks.outline(asking.named_plans)
    if item.kind is ItemKind.CHAPTER:
        return [(task, plan) for task, plan, _, chapter in outline if _has_chapter(chapter, item.label)]
    return _under_heading(outline, item.label)


def _spellings(label: str) -> tuple[str, ...]:
    """Return an item's label as plans may print it: 3 and 三 are the same item."""
    number = read_number(label)
    return (label,) if number is None else tuple(dict.fromkeys((label, str(number), han_numeral(number))))


def _has_chapter(printed: str | None, label: str) -> bool:
    """Whether a cell such as （十三）、（二十一） refers to the chapter `label`."""
    number = read_number(label)
    parts = (printed or "").replace("(", "（").replace(")", "）").split("（")
    names = [name for part in parts if (name := part.split("）")[0].strip())]
    return label in names or (number is not None and number in map(read_number, names))


def _under_heading(outline: Iterable[tuple[int, int, str | None, str | None]], label: str) -> list[Row]:
    """Find the rows under the heading number `label`; a heading printed again is the same one."""
    number = read_number(label)
    headings: dict[int, list[str]] = {}
    rows: list[Row] = []
    for task, plan, heading, _ in outline:
        if not heading:
            continue
        known = headings.setdefault(plan, [])
        if heading not in known:
            known.append(heading)
        if known.index(heading) + 1 == number:
            rows.append((task, plan))
    return rows


def _plans_meant(asking: Asking, rows: Sequence[Row]) -> list[int]:
    """Return the one plan that an item number means, or all that it may mean (DESIGN.md §5)."""
    plans = list(dict.fromkeys(plan for _, plan in rows))
    if len(plans) < 2:
        return plans
    asker = asking.asker()
    if not asker.everyone:
        own = asking.tasks.reached_by(asker, [task for task, _ in rows])
        owned = list(dict.fromkeys(plan for task, plan in rows if task in own))
        if len(owned) == 1:
            return owned
    watched = {plan.id for plan in asking.open_plans}
    open_ones = [plan for plan in plans if plan in watched]
    return open_ones if len(open_ones) == 1 else plans


def _plan_options(asking: Asking, item: ItemRef, plans: Sequence[int]) -> tuple[Option, ...]:
    facts = {plan.id: plan for plan in asking.plans}
    return tuple(
        Option(
            label=f"{facts[plan].short_name} 第{item.label}项",
            region=asking.region,
            plan=facts[plan].key,
            item=item.label,
        )
        for plan in plans
    )


Choose = Callable[[Sequence[Match]], list[Match]]


def _by_domains(asking: Asking, choose: Choose) -> Meant:
    """Find the rows whose scope names the domains; a subject beside them decides between several."""
    rows = _rows_in_domains(asking)
    if asking.query.subject and len(rows) > 1:
        best = choose(match_rows(rows, asking.query.subject))
        if best:
            return Meant(tuple(match.task_id for match in best))
    return Meant(tuple(row.task_id for row in rows))


def _rows_in_domains(asking: Asking) -> list[TaskText]:
    """Return the rows whose scope holds any name of the domains that are asked about."""
    asked = asking.query.domains
    facts = pick_domains(DomainRepository(asking.session, asking.region_id).all(), asked)
    stored = [name for fact in facts for name in names_of(fact)]
    names = dict.fromkeys([*stored, *(name for one in asked for name in known_names(one))])
    return asking.tasks.with_scopes(list(names), asking.named_plans)


def _by_subject(asking: Asking, subject: str, choose: Choose) -> Meant:
    terms = pairs_of(subject)
    if not terms:
        return Meant()
    least = max(1, math.floor(len(terms) * HALF))
    candidates = asking.tasks.with_terms(terms, least, CANDIDATES)
    rows = asking.tasks.texts(candidates, asking.named_plans)
    matches = choose(match_rows(rows, subject))
    if matches:
        return Meant(tuple(match.task_id for match in matches))
    return Meant(nearest=_nearest(asking, terms))


def _nearest(asking: Asking, terms: frozenset[str]) -> tuple[TaskEntry, ...]:
    """Return the row that shares most with a subject that nothing fits, so that it can be offered."""
    closest = asking.tasks.with_terms(terms, max(2, len(terms) // 4), 1)
    if not closest:
        return ()
    reached = asking.milestones.find(Whom(), Within(tasks=tuple(closest)), ())
    everyone = replace(asking, whom=Whom())
    return tuple(entries_from(reached, everyone.how_far(reached), asking.today)[:1])


def not_found(asking: Asking, meant: Meant) -> Answer:
    """Answer that the question may mean several things, or nothing that is there."""
    answer = asking.answer()
    if meant.options:
        query = replace(
            asking.query, intent=Intent.CLARIFY, wanted=asking.query.intent, options=meant.options
        )
        return replace(answer, query=query, choices=meant.options)
    trouble = Trouble.NO_ITEM if asking.query.items else Trouble.NO_SUBJECT
    return replace(answer, trouble=trouble, nearest=meant.nearest)

"""who, when and detail: the units, the days and the whole row of the tasks that a question means."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.repositories.milestones import Reached, Within
from data.repositories.plans import PlanFact
from data.repositories.units import ResponsibilityFact
from data.units.values import Certainty, Role
from handlers.answers.asking import EVERY_ROLE, EXECUTING, Asking
from handlers.answers.domains import answer_domain, as_domain_question
from handlers.answers.entries import entries_from
from handlers.answers.subjects import find_tasks, names_tasks, not_found
from handlers.answers.tasks import answer_list, answer_next
from handlers.answers.values import Answer, TaskEntry, UnitAnswer
from handlers.understanding.query import Intent


def answer_who(asking: Asking) -> Answer:
    """Answer which units are responsible, in the role that is asked for if one is."""
    if not names_tasks(asking):
        return _answer_unnamed(asking)
    meant = find_tasks(asking, every=False)
    if not meant.tasks and not meant.options and asking.query.domains:
        return answer_domain(as_domain_question(asking))
    if not meant.tasks:
        return not_found(asking, meant)
    return fill(asking, meant.tasks, asking.roles(EVERY_ROLE))


def answer_when(asking: Asking) -> Answer:
    """Answer when the tasks that are meant are due: each of their milestones."""
    if not names_tasks(asking):
        return _answer_unnamed(asking)
    meant = find_tasks(asking, every=False)
    return fill(asking, meant.tasks, EVERY_ROLE) if meant.tasks else not_found(asking, meant)


def _answer_unnamed(asking: Asking) -> Answer:
    """Answer a question that names no task: when asks for the next date, the others for the tasks."""
    intent = Intent.NEXT if asking.query.intent is Intent.WHEN else Intent.LIST
    meant = replace(asking, query=replace(asking.query, intent=intent))
    return answer_next(meant) if intent is Intent.NEXT else answer_list(meant)


def answer_detail(asking: Asking) -> Answer:
    """Answer the whole row of the tasks that are meant, with all of their units.

    In the chat of a unit that has a task itself, its own standing is told too.
    """
    answer = answer_when(asking)
    tasks = tuple(dict.fromkeys(entry.task_id for entry in answer.tasks))
    if not (asking.whom.everyone and asking.seat_unit and tasks):
        return answer
    there = replace(asking, whom=asking.asker())
    reached = there.milestones.find(there.whom, Within(tasks=tasks), EXECUTING)
    reached = [one for one in reached if one.reach and one.reach.certainty is Certainty.DEFINITE]
    own = entries_from(reached, there.how_far(reached), asking.today)
    return replace(answer, own=tuple(own), own_unit=asking.seat_unit if own else None)


def fill(asking: Asking, tasks: Sequence[int], roles: frozenset[Role]) -> Answer:
    """Answer `tasks` with their milestones, and the units that have one of the `roles` in them."""
    reached = _reached(asking, tasks)
    entries = entries_from(reached, asking.how_far(reached), asking.today)
    units = _units(asking, tasks, roles)
    return replace(asking.answer(), tasks=_kept_order(entries, tasks), units_answer=units)


def _reached(asking: Asking, tasks: Sequence[int]) -> list[Reached]:
    """Return the milestones of `tasks`, as the asked unit has them where it has them."""
    within = Within(tasks=tuple(tasks))
    own = [] if asking.whom.everyone else asking.milestones.find(asking.whom, within, EVERY_ROLE)
    if {one.fact.task_id for one in own} >= set(tasks):
        return own
    everyone = replace(asking.whom, units=(), groups=())
    has = {one.fact.task_id for one in own}
    rest = asking.milestones.find(everyone, within, EVERY_ROLE)
    return [*own, *(one for one in rest if one.fact.task_id not in has)]


def _kept_order(entries: Iterable[TaskEntry], tasks: Sequence[int]) -> tuple[TaskEntry, ...]:
    """Keep the milestones of a task together, tasks in the order in which they were found."""
    place = {task: at for at, task in enumerate(tasks)}
    return tuple(sorted(entries, key=lambda entry: place[entry.task_id]))


def _units(asking: Asking, tasks: Sequence[int], roles: frozenset[Role]) -> tuple[UnitAnswer, ...]:
    facts = asking.units.responsibilities(tasks)
    offices = _offices(asking, tasks)
    answers: list[UnitAnswer] = []
    for task in tasks:
        own = [fact for fact in facts if fact.task_id == task]
        answers += [one for fact in own for one in _unit_answers(fact)]
        supervised = any(fact.role is Role.SUPERVISE for fact in own)
        office = offices.get(task)
        if not supervised and office is not None:
            answers.append(UnitAnswer(office, Role.SUPERVISE, task_id=task))
    return tuple(answer for answer in answers if answer.role in roles)


def _unit_answers(fact: ResponsibilityFact) -> list[UnitAnswer]:
    """Return the name as printed; where units were named for a group, these, with the group as their way."""
    if fact.named:
        return [UnitAnswer(name, fact.role, via=fact.printed, task_id=fact.task_id) for name in fact.named]
    return [
        UnitAnswer(
            fact.printed, fact.role, certainty=Certainty(fact.certainty), part=fact.part, task_id=fact.task_id
        )
    ]


def _offices(asking: Asking, tasks: Sequence[int]) -> dict[int, str]:
    """Return the office that keeps watch over each task."""
    plans: dict[int, PlanFact] = {plan.id: plan for plan in asking.plans}
    rows = asking.tasks.plans_of(tasks)
    return {task: office for task, plan in rows if (office := plans[plan].office) is not None}

"""phase: in which phase of a plan a day lies."""

from dataclasses import replace
from datetime import date

from data.repositories.plans import PhaseFact, PlanRepository
from handlers.answers.asking import Asking
from handlers.answers.values import Answer, PhaseAnswer, Trouble


def answer_phase(asking: Asking) -> Answer:
    """Answer the phase of the day that is asked about, which is today unless a period is named."""
    plans = asking.named_plans or tuple(plan.id for plan in asking.open_plans)
    phases = PlanRepository(asking.session, asking.region_id).phases(plans)
    if not phases:
        return replace(asking.answer(), trouble=Trouble.NO_PHASE)
    period = asking.query.period
    day = (period.start or period.end or asking.today) if period is not None else asking.today
    # "现在" and "本月" both ask for the phase of today.
    if period is not None and period.start and period.end and period.start <= asking.today <= period.end:
        day = asking.today
    found = next((phase for phase in phases if _covers(phase, day)), None)
    return replace(asking.answer(), phase=_phase(found, asking) if found else None)


def _covers(phase: PhaseFact, day: date) -> bool:
    return (phase.start is None or phase.start <= day) and (phase.end is None or day <= phase.end)


def _phase(fact: PhaseFact, asking: Asking) -> PhaseAnswer:
    plan = next(plan for plan in asking.plans if plan.id == fact.plan_id)
    return PhaseAnswer(fact.name, fact.start, fact.end, plan.short_name)

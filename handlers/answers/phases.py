"""phase: in which phase of a plan a day lies, and its neighbours."""

from dataclasses import replace
from datetime import date

from data.repositories.plans import PhaseFact, PlanRepository
from handlers.answers.asking import Asking
from handlers.answers.values import Answer, PhaseAnswer, Trouble
from handlers.understanding.phases import PhaseAsked, WhichPhase


def answer_phase(asking: Asking) -> Answer:
    """Answer the phase that is asked for, which is the one of today unless the question says otherwise."""
    plans = asking.named_plans or tuple(plan.id for plan in asking.open_plans)
    phases = PlanRepository(asking.session, asking.region_id).phases(plans)
    if not phases:
        return replace(asking.answer(), trouble=Trouble.NO_PHASE)
    asked = asking.query.phase
    running = next((phase for phase in phases if _covers(phase, _day(asking))), None)
    found = _chosen(asked, phases, running) if asked else running
    shown = phases if asked and asked.which is WhichPhase.ALL else ()
    return replace(
        asking.answer(),
        phase=_phase(found, asking) if found else None,
        phases=tuple(_phase(phase, asking) for phase in shown),
    )


def _day(asking: Asking) -> date:
    """Return the day that is asked about; "现在" and "本月" both mean today."""
    period = asking.query.period
    if period is None or (period.start and period.end and period.start <= asking.today <= period.end):
        return asking.today
    return period.start or period.end or asking.today


def _chosen(asked: PhaseAsked, phases: list[PhaseFact], running: PhaseFact | None) -> PhaseFact | None:
    """Return the phase that `asked` means; None where there is none such, as after the last."""
    at = phases.index(running) if running else None
    match asked.which:
        case WhichPhase.NEXT:
            return phases[at + 1] if at is not None and at + 1 < len(phases) else None
        case WhichPhase.PREVIOUS:
            return phases[at - 1] if at else None
        case WhichPhase.LAST:
            return phases[-1]
        case WhichPhase.NUMBERED:
            return phases[asked.number - 1] if 1 <= asked.number <= len(phases) else None
        case WhichPhase.NAMED:
            return next((phase for phase in phases if _is_named(phase, asked.words)), running)
        case WhichPhase.ALL:
            return running


def _is_named(phase: PhaseFact, words: str) -> bool:
    return words.endswith(phase.name.removesuffix("阶段"))


def _covers(phase: PhaseFact, day: date) -> bool:
    return (phase.start is None or phase.start <= day) and (phase.end is None or day <= phase.end)


def _phase(fact: PhaseFact, asking: Asking) -> PhaseAnswer:
    plan = next(plan for plan in asking.plans if plan.id == fact.plan_id)
    return PhaseAnswer(fact.name, fact.start, fact.end, plan.short_name)

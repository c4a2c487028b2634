"""Facts, policy, calendar and day → the day's message of each chat (DESIGN.md §6); pure."""

from collections.abc import Iterator
from datetime import date

from data.dates.workdays import WorkCalendar
from data.nudges import Nudge, NudgeKind
from data.nudging import AssignmentFact, DayFacts
from scheduler.deciding import Deciding, Settled
from scheduler.escalation import escalate
from scheduler.messages import DayPlan, Writer
from scheduler.oversight import plan_namings, plan_prompts, plan_reviews
from scheduler.policy import ReminderPolicy
from scheduler.stages import Stage, first_stage


def plan_day(
    facts: DayFacts,
    policy: ReminderPolicy,
    calendar: WorkCalendar,
    day: date,
    settled: Settled,
    *,
    reports_of_today: bool = False,
) -> DayPlan:
    """Say what each chat of a region is told unasked on `day`: nothing on a day off.

    With `reports_of_today` what was reported on the day itself asks for its decision, too.
    """
    if not calendar.is_workday(day):
        return DayPlan(day)
    deciding = Deciding(facts, policy, calendar, day, settled)
    writer = Writer(deciding)
    for fact in facts.assignments:
        writer.add_nudges(_nudges(deciding, fact))
    writer.add_reviews(plan_reviews(deciding, of_today=reports_of_today))
    writer.add_namings(plan_namings(deciding))
    writer.add_prompts(plan_prompts(deciding))
    return writer.plan()


def _nudges(deciding: Deciding, fact: AssignmentFact) -> Iterator[Nudge]:
    """Give the nudge of the executing unit, then those of who oversees it."""
    if fact.due is None:
        return
    own = _own(deciding, fact, fact.due)
    if own is not None:
        yield own
    yield from escalate(deciding, fact, fact.due)


def _own(deciding: Deciding, fact: AssignmentFact, due: date) -> Nudge | None:
    """Return the latest stage that is owed; earlier ones are settled with it, sent or not."""
    chat = deciding.chat_of(fact)
    begun = deciding.begun(fact.stored_on, chat.since if chat else None)
    stages = deciding.stages(deciding.begun(begun, fact.renewed_on), due, soft=fact.soft)
    standing = _standing(deciding, fact, due, begun)
    if standing is not None:
        # On the same day a stage comes after it, and says as much.
        stages = sorted([standing, *stages], key=lambda stage: stage.day)
    if not stages:
        return None
    nudge = deciding.nudge(fact, due, chat, stages)
    return None if deciding.settled.has(nudge.about, nudge.owed) else nudge


def _standing(deciding: Deciding, fact: AssignmentFact, due: date, begun: date) -> Stage | None:
    """Return where it stands as a stage on the working day after it began, if one had passed by then.

    What an extension or a return began anew was told of then.
    """
    if begun < deciding.mornings_from or (fact.soft and due < deciding.day):
        return None
    if deciding.begun(fact.renewed_on) > begun:
        return None
    first = first_stage(due, deciding.policy, deciding.calendar, soft=fact.soft)
    morning = deciding.calendar.after(begun)
    if first is None or first >= begun or morning not in deciding.window(begun):
        return None
    return Stage(NudgeKind.STANDING, 0, begun, morning)

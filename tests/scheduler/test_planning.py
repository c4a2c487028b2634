"""Who is told of what on a day: facts in, messages out, no database."""

from dataclasses import replace
from datetime import date

import pytest
from nudge_facts import FINANCE, HOUSING, OFFICE, make_chat, make_day, make_fact

from data.dates.values import MilestoneKind
from data.dates.workdays import DAY, WorkCalendar
from data.nudges import Audience, Light, Nudge, NudgeKind
from data.nudging import DayFacts, NamingFact, ReviewFact, Supervisor
from data.statuses import Status
from scheduler.deciding import Settled
from scheduler.messages import DayPlan
from scheduler.planning import plan_day
from scheduler.policy import ReminderPolicy

CALENDAR = WorkCalendar()


def plan(
    facts: DayFacts, day: date, until: date | None = None, keys: frozenset[str] = frozenset()
) -> DayPlan:
    """Plan a day, as if all up to the day before had been sent."""
    return plan_day(facts, ReminderPolicy(), CALENDAR, day, Settled(until or day - DAY, keys))


def told(plan: DayPlan) -> list[tuple[int | None, str]]:
    return [(nudge.chat.id if nudge.chat else None, nudge.stage) for nudge in plan.nudges]


def only(plan: DayPlan) -> Nudge:
    (nudge,) = plan.nudges
    return nudge


def test_a_unit_is_told_a_week_ahead() -> None:
    nudge = only(plan(make_day(make_fact(date(2020, 9, 30))), date(2020, 9, 23)))
    assert (nudge.kind, nudge.days_left, nudge.light) == (NudgeKind.AHEAD, 7, Light.YELLOW)
    assert nudge.chat == make_chat(HOUSING)


def test_nothing_is_said_on_a_day_off() -> None:
    facts = make_day(make_fact(date(2020, 10, 5)))
    assert plan(facts, date(2020, 10, 5)).messages == ()


def test_of_stages_that_fall_on_one_day_the_last_is_sent() -> None:
    nudge = only(plan(make_day(make_fact(date(2020, 10, 5))), date(2020, 9, 30)))
    assert (nudge.stage, nudge.days_left, nudge.settled) == ("today", 5, ("ahead-3", "ahead-1"))
    assert nudge.light is Light.YELLOW


@pytest.mark.parametrize(
    ("days_left", "light"),
    [(-1, "red"), (0, "red"), (3, "red"), (4, "yellow"), (14, "yellow"), (15, "green")],
)
def test_lights(days_left: int, light: str) -> None:
    assert ReminderPolicy().light(days_left) == light


def test_what_is_overdue_three_days_goes_to_supervisor_and_office() -> None:
    fact = make_fact(date(2020, 9, 18))
    facts = make_day(
        fact,
        chats=(OFFICE, HOUSING, FINANCE),
        supervisors={fact.task_id: (Supervisor("县财政局", FINANCE),)},
        leaders=(make_chat(None),),
    )
    found = plan(facts, date(2020, 9, 21))
    assert told(found) == [(OFFICE, "escalation-3"), (HOUSING, "overdue-3"), (FINANCE, "escalation-3")]
    assert found.messages[0].escalated[0].to == {Audience.OFFICE}


def test_leaders_are_told_from_a_week_on() -> None:
    facts = make_day(make_fact(date(2020, 9, 18)), leaders=(make_chat(None),))
    assert told(plan(facts, date(2020, 9, 25))) == [(HOUSING, "overdue-7"), (99, "escalation-7")]


def test_an_office_that_supervises_is_told_once() -> None:
    fact = make_fact(date(2020, 9, 18))
    facts = make_day(fact, supervisors={fact.task_id: (Supervisor("县政府办公室", OFFICE),)})
    found = plan(facts, date(2020, 9, 21))
    (escalation,) = found.messages[0].escalated
    assert escalation.to == {Audience.OFFICE, Audience.SUPERVISOR}


def test_soft_targets_are_never_overdue() -> None:
    facts = make_day(make_fact(date(2020, 9, 18), soft=True), leaders=(make_chat(None),))
    for day in (date(2020, 9, 18), date(2020, 9, 21), date(2020, 9, 25)):
        assert plan(facts, day).nudges == ()


def test_a_unit_without_a_chat_is_told_through_the_office() -> None:
    found = plan(make_day(make_fact(date(2020, 9, 30)), chats=(OFFICE,)), date(2020, 9, 23))
    (nudge,) = found.messages[0].without_chat
    assert nudge.stands_in
    assert not nudge.unregistered


def test_a_group_without_members_is_marked() -> None:
    found = plan(make_day(make_fact(date(2020, 9, 30), unit=None)), date(2020, 9, 23))
    (nudge,) = found.messages[0].without_chat
    assert nudge.unregistered


def test_what_reaches_nobody_is_still_listed() -> None:
    found = plan(make_day(make_fact(date(2020, 9, 18)), chats=()), date(2020, 9, 21))
    assert found.messages == ()
    assert told(found) == [(None, "escalation-3"), (None, "overdue-3")]


def test_after_a_stop_the_latest_nudge_is_sent_and_called_late() -> None:
    fact = make_fact(date(2020, 9, 30))
    nudge = only(plan(make_day(fact), date(2020, 9, 28), until=date(2020, 9, 11)))
    assert (nudge.stage, nudge.late) == ("ahead-3", True)
    assert nudge.settled == ("ahead-14", "ahead-7")


def test_a_stage_that_falls_on_the_day_itself_is_not_late() -> None:
    nudge = only(plan(make_day(make_fact(date(2020, 9, 30))), date(2020, 9, 29), until=date(2020, 9, 11)))
    assert (nudge.stage, nudge.late) == ("ahead-1", False)


def test_what_was_sent_is_not_owed_again() -> None:
    facts, day = make_day(make_fact(date(2020, 9, 18))), date(2020, 9, 21)
    sent = plan(facts, day)
    keys = frozenset(key for message in sent.messages for key in message.keys)
    about = frozenset(nudge.about for nudge in sent.nudges if nudge.kind is not NudgeKind.ESCALATION)
    assert plan(facts, day, keys=keys | about).nudges == ()


def test_a_nudge_that_one_chat_got_is_not_sent_to_another() -> None:
    fact, day = make_fact(date(2020, 9, 30)), date(2020, 9, 23)
    about = only(plan(make_day(fact), day)).about
    handed_over = make_day(fact, chats=(OFFICE,))
    assert plan(handed_over, day, keys=frozenset({about})).nudges == ()


def test_an_extension_starts_new_stages_from_its_day_on() -> None:
    fact = make_fact(date(2020, 10, 23), printed_due=date(2020, 9, 30), renewed_on=date(2020, 10, 12))
    facts = make_day(fact)
    assert plan(facts, date(2020, 10, 13), until=date(2020, 9, 1)).nudges == ()
    assert only(plan(facts, date(2020, 10, 16))).stage == "ahead-7"


def test_stages_before_the_assignment_was_stored_are_told_as_it_stands_next_morning() -> None:
    facts = make_day(make_fact(date(2020, 9, 30), stored_on=date(2020, 9, 18)))
    assert plan(facts, date(2020, 9, 18), until=date(2020, 8, 1)).nudges == ()
    nudge = only(plan(facts, date(2020, 9, 21)))
    assert (nudge.kind, nudge.days_left) == (NudgeKind.STANDING, 9)
    assert plan(facts, date(2020, 9, 22)).nudges == ()


def test_a_stage_of_the_same_morning_says_as_much() -> None:
    facts = make_day(make_fact(date(2020, 9, 30), stored_on=date(2020, 9, 22)))
    assert only(plan(facts, date(2020, 9, 23))).stage == "ahead-7"


def test_a_chat_that_was_bound_late_is_told_as_it_stands() -> None:
    chat = make_chat(HOUSING, since=date(2020, 9, 18))
    facts = replace(make_day(make_fact(date(2020, 9, 15))), chats={HOUSING: chat})
    (nudge,) = [one for one in plan(facts, date(2020, 9, 21)).nudges if one.chat == chat]
    assert (nudge.stage, nudge.days_left) == ("standing-2020-09-18", -6)


def test_nothing_that_was_far_off_is_told_as_it_stands() -> None:
    facts = make_day(make_fact(date(2020, 12, 31), stored_on=date(2020, 9, 18)))
    assert plan(facts, date(2020, 9, 21)).nudges == ()


def test_a_day_before_an_assignment_was_stored_is_tried_out() -> None:
    facts = make_day(make_fact(date(2020, 9, 30), stored_on=date(2026, 11, 21)))
    assert only(plan(facts, date(2020, 9, 23))).stage == "ahead-7"


def test_a_report_that_was_returned_starts_again_from_its_day_on() -> None:
    fact = make_fact(date(2020, 9, 18), status=Status.RETURNED, renewed_on=date(2020, 9, 22))
    facts = make_day(fact, chats=(HOUSING,))
    assert plan(facts, date(2020, 9, 23), until=date(2020, 9, 1)).nudges == ()
    assert (HOUSING, "overdue-7") in told(plan(facts, date(2020, 9, 25)))


def test_the_week_begins_with_a_summary_for_office_and_leaders() -> None:
    found = plan(make_day(leaders=(make_chat(None),)), date(2020, 9, 21))
    assert [(message.chat.id, message.summary) for message in found.messages if message.chat] == [
        (OFFICE, date(2020, 9, 21)),
        (99, date(2020, 9, 21)),
    ]
    assert plan(make_day(), date(2020, 9, 22)).messages == ()


def test_the_first_working_day_of_a_week_may_be_a_friday() -> None:
    (message,) = plan(make_day(), date(2020, 10, 9)).messages
    assert message.summary == date(2020, 10, 5)


def test_a_report_waits_in_the_supervisors_message_until_it_is_decided() -> None:
    fact = make_fact(date(2020, 9, 30), status=Status.SUBMITTED)
    facts = make_day(reviews=(ReviewFact(fact, date(2020, 9, 15)),))
    for day, leaves in ((15, False), (16, True), (17, False), (23, True)):
        found = [message for message in plan(facts, date(2020, 9, day)).messages if not message.summary]
        assert bool(found) is leaves


def test_no_unit_decides_on_its_own_report() -> None:
    fact = make_fact(unit=FINANCE, status=Status.SUBMITTED)
    facts = make_day(
        chats=(OFFICE, FINANCE),
        reviews=(ReviewFact(fact, date(2020, 9, 15)),),
        supervisors={fact.task_id: (Supervisor("县财政局", FINANCE),)},
    )
    (message,) = plan(facts, date(2020, 9, 16)).messages
    assert message.chat == make_chat(OFFICE)


def test_progress_is_asked_for_once_a_quarter() -> None:
    facts = make_day(ongoing=(make_fact(None, kind=MilestoneKind.ONGOING), make_fact(None)))
    (message,) = plan(facts, date(2020, 9, 30)).messages
    (prompt,) = message.ongoing
    assert (prompt.unit, len(prompt.facts)) == ("县住建局", 2)
    assert plan(facts, date(2020, 9, 29)).messages == ()


def naming(due: date | None, stored_on: date) -> NamingFact:
    return NamingFact(
        1,
        1,
        "有关部门",
        due,
        False,
        1,
        "dongzhi-2020",
        "东至",
        OFFICE,
        "5",
        5,
        5,
        None,
        "编制目录",
        stored_on,
    )


def test_the_office_is_asked_to_name_units() -> None:
    facts = make_day(naming=(naming(date(2020, 10, 30), date(2020, 9, 15)),))
    days = [16, 17, 23, 30]
    asked = [day for day in days if plan(facts, date(2020, 9, day)).messages]
    # The morning after it was stored, and 30 days ahead.
    assert asked == [16, 30]


def test_nobody_is_asked_to_name_units_once_the_date_has_passed() -> None:
    facts = make_day(naming=(naming(date(2020, 9, 1), date(2020, 9, 15)),))
    assert plan(facts, date(2020, 9, 16)).messages == ()


def test_the_most_urgent_comes_first() -> None:
    late, soon = make_fact(date(2020, 9, 22)), make_fact(date(2020, 9, 24))
    (message,) = [m for m in plan(make_day(soon, late), date(2020, 9, 23)).messages if m.own]
    assert [nudge.fact for nudge in message.own] == [late, soon]

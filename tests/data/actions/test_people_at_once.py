"""Two people at once: one wins, the other is told; on both databases, by real threads."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any

from action_stage import NOON, Desk
from sqlalchemy.orm import Session

from data.actions.corrections import correct_due
from data.actions.decisions import accept, send_back
from data.actions.extensions import ask_extension, extend, grant, refuse
from data.actions.reports import report_done, tell_progress
from data.actions.undoing import take_back
from data.actions.values import AlreadyRecorded, NotAllowed, Recorded, Refused, ReportRules, Stale
from data.assignments import refresh
from data.authors import Author
from data.models import Assignment, Milestone
from data.statuses import Status

RULES, UNTIL = ReportRules(), date(2020, 11, 15)
ROUNDS = 5
Act = Callable[[Session, Author], Any]


def at_once(desk: Desk, *acts: Act) -> list[Any]:
    """Run each act in a thread and a transaction of its own; return what it gave, or its refusal."""
    results: list[Any] = [None] * len(acts)
    barrier = Barrier(len(acts))

    def run(place: int, act: Act) -> None:
        barrier.wait()
        try:
            with desk.database.transaction() as session:
                results[place] = act(session, Author(f"同事{place}", person=100 + place))
        except Refused as refused:
            results[place] = refused

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def accepting(desk: Desk) -> Act:
    return lambda session, author: accept(session, desk.assignment, author=author, now=desk.now)


def returning(desk: Desk) -> Act:
    return lambda session, author: send_back(session, desk.assignment, "不全", author=author, now=desk.now)


def test_of_several_decisions_one_counts(desk: Desk):
    for _ in range(ROUNDS):
        desk.do(report_done, rules=RULES)
        results = at_once(desk, accepting(desk), returning(desk), accepting(desk))
        won = [one for one in results if isinstance(one, Recorded)]
        lost = [one for one in results if isinstance(one, Stale)]
        assert (len(won), len(lost)) == (1, 2), results
        assert desk.row().status is won[0].after
        assert all("同事" in str(one) for one in lost)
        with desk.database.transaction() as session:
            session.get_one(Assignment, desk.assignment).status = Status.DOING


def test_of_two_reports_one_is_recorded(desk: Desk):
    def act(session: Session, author: Author) -> Recorded:
        return report_done(session, desk.assignment, rules=RULES, author=author, now=desk.now)

    results = at_once(desk, act, act)
    assert sorted(type(one) for one in results if not isinstance(one, Recorded)) == [NotAllowed]
    assert len(desk.history()) == 1


def test_a_double_tap_leaves_one_row(desk: Desk):
    def act(session: Session, author: Author) -> Recorded:
        return report_done(session, desk.assignment, rules=RULES, author=desk.clerk, now=desk.now)

    results = at_once(desk, act, act)
    assert [type(one) for one in results if not isinstance(one, Recorded)] == [AlreadyRecorded]
    assert len(desk.history()) == 1


def test_a_request_is_decided_once(desk: Desk):
    request = desk.do(ask_extension, UNTIL, "招标推迟")
    results = at_once(
        desk,
        lambda session, author: grant(session, request.id, author=author, now=desk.now),
        lambda session, author: refuse(session, request.id, "不行", author=author, now=desk.now),
    )
    assert sorted(isinstance(one, Stale) for one in results) == [False, True]


def test_an_extension_and_a_correction_at_once_both_hold(desk: Desk):
    milestone = desk.rows(Milestone)[0].id
    at_once(
        desk,
        lambda session, author: extend(
            session, desk.assignment, UNTIL, "上级推迟", author=author, now=desk.now
        ),
        lambda session, author: correct_due(
            session, milestone, date(2020, 10, 10), why="笔误", author=author, now=desk.now
        ),
    )
    assert (desk.row().due, desk.row().extended) == (UNTIL, True)
    assert desk.rows(Milestone)[0].due == date(2020, 10, 10)


def test_a_report_is_not_lost_while_assignments_are_kept_up(desk: Desk):
    with desk.database.transaction() as session:
        session.query(Milestone).one().position = None
    results = at_once(
        desk,
        lambda session, author: tell_progress(
            session, desk.assignment, "初稿已成", author=author, now=desk.now
        ),
        lambda session, author: refresh(session, desk.region, NOON.date()),
    )
    left = desk.rows(Assignment)
    # Whoever came first: the report and its row stand, or the reporter is told that it has gone.
    assert bool(left) is isinstance(results[0], Recorded), results


def test_a_decision_and_the_taking_back_of_the_report_do_not_both_hold(desk: Desk):
    for _ in range(ROUNDS):
        done = desk.do(report_done, rules=RULES)
        results = at_once(
            desk,
            accepting(desk),
            lambda session, _, key=done.history[0]: take_back(session, key, author=desk.clerk, now=desk.now),
        )
        assert sum(isinstance(one, Recorded) for one in results) == 1, results
        with desk.database.transaction() as session:
            session.get_one(Assignment, desk.assignment).status = Status.PENDING

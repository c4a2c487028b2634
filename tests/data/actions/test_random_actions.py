"""Whatever people do in whatever order, history replays to what is stored, and figures to a count by hand."""

from collections import Counter
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from action_stage import NOON
from factories import (
    make_group,
    make_milestone,
    make_plan,
    make_region,
    make_responsibility,
    make_task,
    make_unit,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.claims import claim
from data.actions.corrections import (
    correct_assignment_due,
    correct_due,
    correct_role,
    correct_status,
    correct_unit,
)
from data.actions.decisions import accept, close, reopen, send_back
from data.actions.events import record_event
from data.actions.extensions import ask_extension, extend, grant, refuse, withdraw_request
from data.actions.reminders import note_reminder
from data.actions.replay import replay
from data.actions.reports import add_proof, receive, report_done, report_void, tell_progress, withdraw_report
from data.actions.undoing import take_back
from data.actions.values import ProofDraft, Recorded, Refused, ReportRules
from data.assignments import refresh
from data.authors import Author
from data.database import Database
from data.dates.values import MilestoneKind
from data.models import (
    ONCE,
    UNSTATED,
    Assignment,
    Decision,
    Event,
    ExtensionRequest,
    History,
    Milestone,
    Plan,
    ProofKind,
    Region,
    Responsibility,
    Task,
    Unit,
)
from data.naming import name_units
from data.progress import DUE_SOON, add_up
from data.repositories.histories import HistoryRepository
from data.repositories.naming import NamingRepository
from data.repositories.proofs import valid_proofs
from data.repositories.reach import EXECUTING, Whom
from data.repositories.standings import StandingRepository
from data.statuses import FINISHED, Status
from data.units.values import Role

AUTHORS = tuple(Author(name, person=key) for key, name in enumerate(("张三", "李四", "王五"), 1))
DAYS = st.integers(min_value=-30, max_value=120).map(lambda days: NOON.date() + timedelta(days=days))
LATER = st.integers(min_value=60, max_value=400).map(lambda days: NOON.date() + timedelta(days=days))
# Few rows and few people, so that what they do meets.
ANY = st.integers(min_value=0, max_value=5)
WORDS = st.sampled_from(["初稿已成", "人手不足", "链接失效", "省里推迟", " "])
LINKS = st.sampled_from([f"https://example.cn/{name}" for name in "ab"])
SEEDS = st.integers(min_value=0, max_value=2**32)
DEEDS = 20
QUARTERLY = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
_regions = count(1)


class Office(RuleBasedStateMachine):
    """One region in which three people do at random what people may do."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.heads: list[int] = []
        self.touched: set[int] = set()
        self.refusals: list[Refused] = []

    @initialize(seed=SEEDS)
    def begin(self, seed: int) -> None:
        with self.database.transaction() as session:
            region = make_region(session, f"第{next(_regions)}县")
            units = [make_unit(session, region, name) for name in ("县住建局", "县财政局", "县教体局")]
            event = Event(region_id=region.id, text="省级标准出台")
            session.add(event)
            session.flush()
            plan = make_plan(session, region)
            make_milestone(session, make_task(session, plan, *units[:2], item="1"))
            make_milestone(session, make_task(session, plan, units[2], item="2"), soft=True)
            often = make_task(session, plan, units[0], item="3")
            make_milestone(session, often, kind=MilestoneKind.RECURRING, rrule=QUARTERLY)
            waiting = make_task(session, plan, units[1], item="4")
            make_milestone(session, waiting, None, kind=MilestoneKind.EVENT, event_id=event.id, offset="P1M")
            bare = make_task(session, plan, make_group(session, region), item="5")
            make_milestone(session, bare, None, kind=MilestoneKind.ONGOING, rule=UNSTATED)
            possible = make_task(session, plan, item="6")
            make_responsibility(session, possible, make_group(session, region, "县直有关部门"))
            make_milestone(session, possible, date(2020, 10, 31))
            refresh(session, region.id, self.now.date())
            self.region, self.event = region.id, event.id
        self.busy_day(seed)

    def run(self, action: Any, *args: Any, who: int, **fields: Any) -> None:
        """Do something in a transaction of its own; a refusal changes nothing."""
        author = AUTHORS[who % len(AUTHORS)]
        try:
            with self.database.transaction() as session:
                done = action(session, *args, author=author, now=self.now, **fields)
        except Refused as refused:
            self.refusals.append(refused)
            return
        if isinstance(done, Recorded):
            self.heads.append(done.history[0])
            self.touched.add(done.assignment_id)

    def pick(self, model: Any, place: int, *conditions: Any) -> int:
        with self.database.read() as session:
            keys = list(session.scalars(select(model.id).where(*conditions).order_by(model.id)))
        return keys[place % len(keys)] if keys else 0

    def one(self, place: int) -> int:
        return self.pick(Assignment, place, Assignment.region_id == self.region)

    def request(self, place: int) -> int:
        here = select(Assignment.id).where(Assignment.region_id == self.region)
        return self.pick(ExtensionRequest, place, ExtensionRequest.assignment_id.in_(here))

    def tasks(self) -> Any:
        return select(Task.id).join(Plan).where(Plan.region_id == self.region)

    @rule(seed=SEEDS)
    def busy_day(self, seed: int) -> None:
        """Do many things in a row: drawn one by one they would seldom meet."""
        chance = Random(seed)
        until = NOON.date() + timedelta(days=chance.randrange(60, 400))
        for _ in range(DEEDS):
            self.do_something(chance, until)

    def do_something(self, chance: Random, until: date) -> None:
        row, who, text = chance.randrange(3), chance.randrange(2), chance.choice(("初稿已成", "人手不足"))
        deeds = (
            lambda: self.tell(row, who, text),
            lambda: self.report(row, who, chance.random() < 0.7, ["https://example.cn/a"], False),
            lambda: self.report(row, who, chance.random() < 0.7, [], False),
            lambda: self.decline(row, who, text, chance.random() < 0.7),
            lambda: self.settle(row, who, accept),
            lambda: self.settle(row, who, chance.choice((close, withdraw_report))),
            lambda: self.turn(row, who, text, send_back),
            lambda: self.turn(row, who, text, reopen),
            lambda: self.put_off(row, who, until, text, chance.choice((ask_extension, extend))),
            lambda: self.put_off(row, who, until, text, ask_extension),
            lambda: self.allow(chance.randrange(6), who, None),
            lambda: self.deny(chance.randrange(6), who, text),
            lambda: self.undo(chance.randrange(2), who),
            lambda: self.undo(0, who),
            lambda: self.mend_date(chance.randrange(6), who, until),
        )
        chance.choice(deeds)()

    @rule(minutes=st.sampled_from([0, 1, 5, 11, 60 * 24, 60 * 24 * 20]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def keep_up(self) -> None:
        with self.database.transaction() as session:
            refresh(session, self.region, self.now.date())
            assert not refresh(session, self.region, self.now.date()).anything

    @rule(at=ANY, who=ANY, text=WORDS)
    def tell(self, at: int, who: int, text: str) -> None:
        self.run(tell_progress, self.one(at), text, who=who)

    @rule(at=ANY, who=ANY)
    def confirm(self, at: int, who: int) -> None:
        self.run(receive, self.one(at), who=who)

    @rule(at=ANY, who=ANY, review=st.booleans(), links=st.lists(LINKS, max_size=2), must=st.booleans())
    def report(self, at: int, who: int, review: bool, links: list[str], must: bool) -> None:
        rules = ReportRules(review=review, require_proof=must)
        proofs = tuple(ProofDraft(ProofKind.LINK, link) for link in links)
        self.run(report_done, self.one(at), rules=rules, proofs=proofs, who=who)

    @rule(at=ANY, who=ANY, text=WORDS, review=st.booleans())
    def decline(self, at: int, who: int, text: str, review: bool) -> None:
        self.run(report_void, self.one(at), text, rules=ReportRules(review=review), who=who)

    @rule(at=ANY, who=ANY, link=LINKS)
    def prove(self, at: int, who: int, link: str) -> None:
        self.run(add_proof, self.one(at), ProofDraft(ProofKind.LINK, link), who=who)

    @rule(at=ANY, who=ANY, act=st.sampled_from([accept, close, withdraw_report]))
    def settle(self, at: int, who: int, act: Any) -> None:
        self.run(act, self.one(at), who=who)

    @rule(at=ANY, who=ANY, text=WORDS, act=st.sampled_from([send_back, reopen]))
    def turn(self, at: int, who: int, text: str, act: Any) -> None:
        self.run(act, self.one(at), text, who=who)

    @rule(at=ANY, who=ANY, status=st.sampled_from(Status))
    def state_status(self, at: int, who: int, status: Status) -> None:
        self.run(correct_status, self.one(at), status, why="台账", who=who)

    @rule(at=ANY, who=ANY, until=LATER | DAYS, text=WORDS, act=st.sampled_from([ask_extension, extend]))
    def put_off(self, at: int, who: int, until: date, text: str, act: Any) -> None:
        self.run(act, self.one(at), until, text, who=who)

    @rule(at=ANY, who=ANY, until=st.none() | LATER)
    def allow(self, at: int, who: int, until: date | None) -> None:
        self.run(grant, self.request(at), until=until, who=who)

    @rule(at=ANY, who=ANY, text=WORDS)
    def deny(self, at: int, who: int, text: str) -> None:
        self.run(refuse, self.request(at), text, who=who)

    @rule(at=ANY, who=ANY)
    def drop(self, at: int, who: int) -> None:
        self.run(withdraw_request, self.request(at), who=who)

    @rule(back=st.integers(min_value=0, max_value=3), who=ANY)
    def undo(self, back: int, who: int) -> None:
        if len(self.heads) > back:
            self.run(take_back, self.heads[-1 - back], who=who)

    @rule(who=ANY, day=st.none() | DAYS)
    def happen(self, who: int, day: date | None) -> None:
        self.run(record_event, self.event, day, who=who)

    @rule(at=ANY, who=ANY, day=st.none() | DAYS)
    def mend_date(self, at: int, who: int, day: date | None) -> None:
        key = self.pick(Milestone, at, Milestone.task_id.in_(self.tasks()))
        self.run(correct_due, key, day, why="笔误", who=who)

    @rule(at=ANY, who=ANY, day=DAYS)
    def mend_one_date(self, at: int, who: int, day: date) -> None:
        self.run(correct_assignment_due, self.one(at), day, why="笔误", who=who)

    @rule(at=ANY, who=ANY, unit=ANY)
    def mend_unit(self, at: int, who: int, unit: int) -> None:
        other = self.pick(Unit, unit, Unit.region_id == self.region)
        self.run(correct_unit, self.duty(at), other, why="划转", who=who)

    @rule(at=ANY, who=ANY, role=st.sampled_from(Role))
    def mend_role(self, at: int, who: int, role: Role) -> None:
        self.run(correct_role, self.duty(at), role, why="错列", who=who)

    @rule(at=ANY, unit=ANY, who=ANY, applies=st.booleans(), text=WORDS)
    def speak(self, at: int, unit: int, who: int, applies: bool, text: str) -> None:
        own = self.pick(Unit, unit, Unit.region_id == self.region)
        self.run(claim, self.duty(at), own, applies=applies, reason=text, who=who)

    @rule(unit=ANY, who=ANY)
    def name(self, unit: int, who: int) -> None:
        own = self.pick(Unit, unit, Unit.region_id == self.region)
        with self.database.transaction() as session:
            groups = NamingRepository(session, self.region).waiting(self.now.date())
            if groups:
                author = AUTHORS[who % len(AUTHORS)]
                name_units(session, groups[0], [own], author=author, now=self.now)

    @rule(at=ANY, who=ANY)
    def remind(self, at: int, who: int) -> None:
        self.run(note_reminder, [self.one(at)], unit_id=None, who=who)

    def duty(self, at: int) -> int:
        return self.pick(Responsibility, at, Responsibility.task_id.in_(self.tasks()))

    @invariant()
    def it_adds_up(self) -> None:
        assert all(str(refused) and refused.english for refused in self.refusals)
        with self.database.read() as session:
            rows = list(session.scalars(select(Assignment).where(Assignment.region_id == self.region)))
            assert self.touched <= {row.id for row in rows}
            for row in rows:
                self._check_history(session, row)
                self._check_state(session, row)
            self._check_figures(session, rows)

    def _check_history(self, session: Session, row: Assignment) -> None:
        facts = HistoryRepository(session, self.region).of_assignment(row.id)
        assert replay(facts, row.printed_due) == (row.status, row.due)
        assert [fact.id for fact in facts] == sorted(fact.id for fact in facts)

    def _check_state(self, session: Session, row: Assignment) -> None:
        assert (row.done_at is not None) is (row.status is Status.DONE)
        requests = session.scalars(
            select(ExtensionRequest).where(
                ExtensionRequest.assignment_id == row.id, ExtensionRequest.decision == Decision.OPEN
            )
        ).all()
        assert len(requests) <= (row.status not in FINISHED)
        proofs = valid_proofs(session, [row.id]).get(row.id, [])
        assert len({proof.value for proof in proofs}) == len(proofs)

    def _check_figures(self, session: Session, rows: list[Assignment]) -> None:
        today = self.now.date()
        soft = set(session.scalars(select(Milestone.id).where(Milestone.soft.is_(True))))
        counted = StandingRepository(session, self.region).counted(Whom(), EXECUTING, None, None, today)
        figures = add_up(counted)
        shown = [row for row in rows if not has_nearer(row, rows, today)]
        statuses = {row.id: replayed(session, self.region, row) for row in shown}
        dated = [row for row in shown if row.due is not None and statuses[row.id] is not Status.VOID]
        by_status = Counter(statuses[row.id] for row in dated)
        unfinished = [row for row in dated if statuses[row.id] is not Status.DONE]
        assert figures.void == sum(status is Status.VOID for status in statuses.values())
        assert figures.total == len(dated)
        assert figures.undated == sum(
            row.due is None and statuses[row.id] is not Status.VOID for row in shown
        )
        for status in ("done", "submitted", "doing", "pending", "returned"):
            assert getattr(figures, status) == by_status[Status(status)]
        assert figures.overdue == sum(row.due < today and row.milestone_id not in soft for row in unfinished)
        assert figures.due_soon == sum(today <= row.due <= today + DUE_SOON for row in unfinished)
        items = {row.task_id for row in dated}
        late = {row.task_id for row in unfinished}
        assert (figures.items_total, figures.items_done) == (len(items), len(items - late))


def replayed(session: Session, region: int, row: Assignment) -> Status:
    facts = HistoryRepository(session, region).of_assignment(row.id)
    return replay(facts, row.printed_due)[0]


def has_nearer(row: Assignment, rows: list[Assignment], today: date) -> bool:
    """Whether what recurs has an earlier occurrence that is still to come."""
    return row.occurrence != ONCE and any(
        other.milestone_id == row.milestone_id and today <= other.occurrence < row.occurrence
        for other in rows
    )


def run(database: Database, examples: int, steps: int, *, fixed: bool) -> None:
    machine = type("BoundOffice", (Office,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=fixed,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_random_actions_leave_a_history_that_replays(database: Database):
    run(database, 8, 8, fixed=True)
    with database.read() as session:
        assert len(session.scalars(select(Region.id)).all()) >= 8
        # What is tried has to be done often enough for the proof to mean anything.
        acts = Counter(row.details.get("act") for row in session.scalars(select(History)))
        assert sum(acts.values()) > 80
        assert len(acts) > 12


@pytest.mark.proof
def test_thousands_of_random_actions_leave_a_history_that_replays(database: Database):
    run(database, 100, 30, fixed=False)

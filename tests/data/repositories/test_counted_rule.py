"""What is counted is what is listed, in every figure alike: open on the day, and still in the document."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import NamedTuple

import pytest
from factories import make_group, make_milestone, make_plan, make_region, make_task, make_unit
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.clock import ZONE
from data.database import Database
from data.ledger.writing import write_ledger
from data.models import Assignment, Milestone, Plan, Region, Task, Unit, Watch
from data.progress import Counts, add_up
from data.reports.spans import week_of
from data.reports.summaries import ask_for, list_assignments, list_unnamed, summarise
from data.repositories.behind import BehindRepository, Counted
from data.repositories.ledger import LedgerRepository, ledger_plans
from data.repositories.naming import NamingRepository
from data.repositories.nudging import NudgingRepository
from data.repositories.reach import EXECUTING, Whom
from data.repositories.reporting import ReportingRepository
from data.repositories.standings import StandingRepository
from data.repositories.watches import is_open
from data.repositories.weekly import Listing
from data.statuses import Status
from handlers.answers.values import Answer
from handlers.conversation import respond
from handlers.message import ChatRole, Incoming, Reply, Seat
from handlers.services import Services

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)
TODAY = NOW.date()
DAY = timedelta(days=1)
DUES = (date(2020, 9, 1), date(2020, 9, 14), date(2020, 9, 15))
LEADERS = Seat(ChatRole.LEADERS, "东至县")


class State(NamedTuple):
    """A state of a plan or an item as people leave it, and whether it is open today."""

    watch: Watch
    until: date | None
    open: bool


STATES = {
    "open": State(Watch.OPEN, None, open=True),
    "paused": State(Watch.PAUSED, None, open=False),
    "paused until yesterday": State(Watch.PAUSED, TODAY - DAY, open=True),
    "paused until today": State(Watch.PAUSED, TODAY, open=False),
    "paused until tomorrow": State(Watch.PAUSED, TODAY + DAY, open=False),
    "closed": State(Watch.CLOSED, None, open=False),
}


class Office(NamedTuple):
    """What is stored: the region, and the plan, item and unit whose state is tried."""

    region: int
    plan: int
    item: int
    unit: int


def found(session: Session) -> Office:
    """Store three items of two plans for two units; the first has a late date and one to come."""
    region = make_region(session, version=7)
    housing, finance = make_unit(session, region), make_unit(session, region, "县财政局")
    plan = make_plan(session, region, key="one", short_name="政务公开", office_id=finance.id)
    tried = make_task(session, plan, housing, finance, item="7", item_number=7)
    make_milestone(session, tried, DUES[0])
    make_milestone(session, tried, DUES[1])
    kept = make_task(session, plan, housing, item="8", item_number=8)
    make_milestone(session, kept, DUES[1])
    some = make_task(session, plan, make_group(session, region, "有关部门"), item="9", item_number=9)
    make_milestone(session, some, DUES[1])
    other = make_plan(session, region, key="two", short_name="营商环境", office_id=finance.id)
    make_milestone(session, make_task(session, other, housing, item="1", item_number=1), DUES[2])
    refresh(session, region.id, TODAY)
    return Office(region.id, plan.id, tried.id, housing.id)


def figures_of(session: Session, office: Office) -> dict[str, int]:
    """Return how many assignments each figure counts, and each list holds."""
    standings = StandingRepository(session, office.region)
    behind = BehindRepository(session, office.region)
    everyone, unit = Whom(), Whom(units=(office.unit,))
    roles = frozenset(EXECUTING)
    week = (*week_of(TODAY), TODAY)
    summary = summarise(session, office.region, *week)
    request = ask_for(session, office.region, *week)
    own = ReportingRepository(session, office.region).open_of(office.unit, TODAY)
    others = sum(one.total for one in summary.units if one.unit != "县住建局")
    return {
        "counted": total(standings, everyone).total,
        "counted, by unit": total(standings, unit).total + others,
        "listed": len(behind.all(Counted(everyone, roles), TODAY)),
        "listed, by unit": len(behind.all(Counted(unit, roles), TODAY)) + others,
        "ranked": sum(one.total for one in standings.by_unit(None, None, TODAY)),
        "in the summary": summary.counts.total,
        "behind the summary": len(list_assignments(session, request, Listing.COUNTED)),
        "units of the summary": sum(one.total for one in summary.units),
        "last point of the curve": summary.weeks[-1].total if summary.weeks else 0,
        "in the ledger": rows_marked(session, office.region, "计入"),
        "nudged": len(NudgingRepository(session, office.region, TODAY, ZONE).due_on(DUES)),
        "to be reported": len(own) + others,
    }


def total(standings: StandingRepository, whom: Whom) -> Counts:
    return add_up(standings.counted(whom, EXECUTING, None, None, TODAY))


def sheets_of(session: Session, region: int, **options: bool) -> list[dict[str, object]]:
    book = load_workbook(BytesIO(write_ledger(session, now=NOW, region_id=region, **options)))
    rows: list[dict[str, object]] = []
    for sheet in book.worksheets[1:]:
        heads, *cells = sheet.iter_rows(values_only=True)
        rows += [dict(zip(map(str, heads), row, strict=True)) for row in cells]
    return rows


def rows_marked(session: Session, region: int, mark: str) -> int:
    return sum(row["统计"] == mark for row in sheets_of(session, region))


def say(database: Database, text: str) -> Reply:
    return respond(Incoming(text=text, seat=LEADERS, now=NOW), Services(database))


def answer_to(database: Database, text: str) -> Answer:
    answer = say(database, text).answer
    assert answer is not None
    return answer


def put(session: Session, watched: Plan | Task, state: State) -> None:
    watched.state, watched.paused_until = state.watch, state.until
    session.flush()


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_pure_twin_says_the_same(state: State):
    assert is_open(state.watch, state.until, TODAY) is state.open


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_plan_counts_everywhere_while_it_is_open(database: Database, state: State):
    with database.transaction() as session:
        office = found(session)
        put(session, session.get_one(Plan, office.plan), state)
        refresh(session, office.region, TODAY)
    expected = 6 if state.open else 1
    with database.read() as session:
        figures = figures_of(session, office)
        assert figures == dict.fromkeys(figures, expected)
        places(session, office, unnamed=state.open)
        assert {one.state for one in ledger_plans(session, TODAY)} == {
            Watch.OPEN,
            Watch.OPEN if state.open else state.watch,
        }
    answered(database, expected)


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_an_item_counts_everywhere_while_it_is_open(database: Database, state: State):
    with database.transaction() as session:
        office = found(session)
        # Of a closed item only what somebody has touched stays.
        report(session, office.item, touched=True)
        put(session, session.get_one(Task, office.item), state)
        refresh(session, office.region, TODAY)
    expected = 6 if state.open else 2
    with database.read() as session:
        figures = figures_of(session, office)
        assert figures == dict.fromkeys(figures, expected)
        mark = {Watch.PAUSED: "已暂停", Watch.CLOSED: "已归档"}.get(state.watch, "")
        assert rows_marked(session, office.region, mark) == (0 if state.open else 4)
        places(session, office, unnamed=True)
    answered(database, expected)


def places(session: Session, office: Office, *, unnamed: bool) -> None:
    """Compare what waits for its units, in the summary, the list to name them and the ledger."""
    request = ask_for(session, office.region, *week_of(TODAY), TODAY)
    waiting = NamingRepository(session, office.region).waiting(TODAY)
    planned = NudgingRepository(session, office.region, TODAY, ZONE).naming(DUES, TODAY)
    lists = (list_unnamed(session, request), waiting, planned)
    assert [len(one) for one in lists] == [int(unnamed)] * 3
    assert rows_marked(session, office.region, "待指定单位") == int(unnamed)


def answered(database: Database, expected: int) -> None:
    """Ask in the leaders' chat, for the figures and for what is behind each."""
    reply, summary = say(database, "完成率"), answer_to(database, "本周汇总").counts
    assert reply.answer is not None
    counts = reply.answer.counts
    assert counts is not None
    assert summary == counts
    assert counts.total == counts.pending == expected
    behind = listed(database, reply)
    assert (behind["未开始"], behind.get("逾期", 0)) == (expected, counts.overdue)
    own = answer_to(database, "县住建局还有几项没办结")
    assert own.counts is not None
    assert own.counts.total == len(own.tasks)


def listed(database: Database, reply: Reply) -> dict[str, int]:
    """Press each button that shows a figure; return how many assignments its list holds."""
    pressed = {choice.label.strip("0123456789 "): choice.says for choice in reply.choices}
    return {label: len(answer_to(database, says).tasks) for label, says in pressed.items()}


@pytest.mark.parametrize("touched", [True, False], ids=["reported", "untouched"])
def test_a_row_that_the_document_dropped_is_in_the_ledger_alone(database: Database, touched: bool):
    with database.transaction() as session:
        office = found(session)
        report(session, office.item, touched=touched)
        session.get_one(Task, office.item).position = None
        refresh(session, office.region, TODAY)
    with database.read() as session:
        figures = figures_of(session, office)
        assert figures == dict.fromkeys(figures, 2)
        assert rows_marked(session, office.region, "已删去") == 4 * touched
    assert len(answer_to(database, "东至县未开始的项次").tasks) == 2


def test_a_date_that_the_document_dropped_is_in_the_ledger_alone(database: Database):
    with database.transaction() as session:
        office = found(session)
        report(session, office.item, touched=True)
        late = select(Milestone).where(Milestone.task_id == office.item, Milestone.due == DUES[0])
        session.scalars(late).one().position = None
        refresh(session, office.region, TODAY)
    with database.read() as session:
        figures = figures_of(session, office)
        assert figures == dict.fromkeys(figures, 4)
        assert rows_marked(session, office.region, "已删去") == 2
        of_item = ReportingRepository(session, office.region).of_tasks((office.item,))
        assert {duty.due for duty in of_item} == {DUES[1]}
    assert not answer_to(database, "第7项哪些单位没完成").statuses[0].overdue


def test_what_a_closed_unit_has_not_finished_nobody_owes(database: Database):
    with database.transaction() as session:
        office = found(session)
        report(session, office.item, touched=True)
        first = select(Assignment).where(Assignment.unit_id == office.unit, Assignment.due == DUES[0])
        session.scalars(first).one().status = Status.DONE
        session.get_one(Unit, office.unit).state = Watch.CLOSED
        refresh(session, office.region, TODAY)
    with database.read() as session:
        figures = figures_of(session, office)
        # What it had finished stays counted, though nobody is nudged of it.
        assert (figures.pop("nudged"), figures.pop("to be reported")) == (2, 2)
        assert figures == dict.fromkeys(figures, 3)
        # What nobody had touched is still there, in case the unit is resumed.
        assert rows_marked(session, office.region, "已撤销") == 3


def test_a_paused_unit_is_counted_and_not_nudged(database: Database):
    with database.transaction() as session:
        office = found(session)
        session.get_one(Unit, office.unit).state = Watch.PAUSED
    with database.read() as session:
        figures = figures_of(session, office)
        assert figures.pop("nudged") == 2
        assert figures == dict.fromkeys(figures, 6)


def test_a_closed_item_that_is_named_is_answered(database: Database):
    with database.transaction() as session:
        office = found(session)
        report(session, office.item, touched=True)
        put(session, session.get_one(Task, office.item), STATES["closed"])
    assert answer_to(database, "政务公开第7项哪些单位没完成").statuses != ()
    assert len(answer_to(database, "列出政务公开第7项的项次").tasks) == 4


def test_a_plan_that_is_named_counts_though_it_is_closed(database: Database):
    with database.transaction() as session:
        office = found(session)
        put(session, session.get_one(Plan, office.plan), STATES["closed"])
        put(session, session.get_one(Task, office.item), STATES["paused"])
    with database.read() as session:
        named = summarise(session, office.region, *week_of(TODAY), TODAY, plan="one")
        behind = BehindRepository(session, office.region)
        counted = Counted(Whom(), frozenset(EXECUTING), plans=(office.plan,))
        rows = sheets_of(session, office.region, closed=True)
        marks = [row["统计"] for row in rows if row["任务分工表"] == "政务公开"]
        assert named.counts.total == len(behind.all(counted, TODAY)) == 1
        assert marks == [*["已暂停"] * 4, "计入", "待指定单位"]


def test_many_dropped_rows_are_left_out_as_few_are(database: Database):
    with database.transaction() as session:
        office = found(session)
        plan = session.get_one(Plan, office.plan)
        unit = session.get_one(Unit, office.unit)
        for number in range(520):
            task = make_task(session, plan, unit, item=f"x{number}")
            make_milestone(session, task, DUES[1])
        refresh(session, office.region, TODAY)
        for task in session.scalars(select(Task).where(Task.item.startswith("x"))):
            task.state = Watch.CLOSED
    with database.read() as session:
        facts = LedgerRepository(session, office.region).assignments(ledger_plans(session, TODAY)[0])
        assert sum(fact.state is Watch.CLOSED for fact in facts) == 520
        assert summarise(session, office.region, *week_of(TODAY), TODAY).counts.total == 6


def test_another_regions_states_are_its_own(database: Database):
    with database.transaction() as session:
        office = found(session)
        there = make_region(session, "从化区")
        task = make_task(session, make_plan(session, there), make_unit(session, there, "区住建局"))
        make_milestone(session, task, DUES[1])
        refresh(session, there.id, TODAY)
        task.state = Watch.CLOSED
        assert session.get_one(Region, office.region).version > 0
    with database.read() as session:
        figures = figures_of(session, office)
        assert figures == dict.fromkeys(figures, 6)


def report(session: Session, task: int, *, touched: bool) -> None:
    """Let a person have said something about each assignment of a task."""
    for row in session.scalars(select(Assignment).where(Assignment.task_id == task)):
        row.touched = touched
    session.flush()

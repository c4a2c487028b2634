from datetime import date, timedelta

from action_stage import Desk, set_desk
from factories import make_milestone, make_plan, make_region, make_task, make_unit
from sqlalchemy import select

from data.actions.corrections import correct_due
from data.actions.decisions import accept, reopen
from data.actions.reminders import Reminder, note_reminder, reminders_since
from data.actions.reports import receive, report_done, tell_progress
from data.actions.undoing import take_back
from data.actions.values import ReportRules
from data.assignments import refresh
from data.authors import Author
from data.database import Database
from data.models import Assignment, Chat, Milestone, Region
from data.repositories.histories import HistoryRepository
from data.statuses import Act


def ids(desk: Desk, task: int) -> list[Act | None]:
    with desk.database.read() as session:
        return [fact.act for fact in HistoryRepository(session, desk.region).of_task(task)]


def shared(database: Database) -> Desk:
    """Item 9 of two units, with two milestones each."""
    desk = set_desk(database)
    with database.transaction() as session:
        region = session.get_one(Region, desk.region)
        plan = make_plan(session, region)
        units = [make_unit(session, region, name) for name in ("县财政局", "县教体局")]
        task = make_task(session, plan, *units, item="10")
        first, second = make_milestone(session, task), make_milestone(session, task, date(2020, 12, 31))
        desk.extra.update(task=task.id, first=first.id, second=second.id)
        refresh(session, region.id, desk.now.date())
        found = select(Assignment.id).where(Assignment.task_id == task.id).order_by(Assignment.id)
        desk.extra["ids"] = list(session.scalars(found))
    return desk


def test_a_task_tells_of_all_its_units_in_order(database: Database):
    desk = shared(database)
    one, *_, last = desk.extra["ids"]
    desk.run(receive, one)
    desk.run(tell_progress, last, "初稿已成", author=desk.boss)
    desk.run(receive, desk.assignment)
    assert ids(desk, desk.extra["task"]) == [Act.RECEIVE, Act.PROGRESS]
    with database.read() as session:
        first, second = HistoryRepository(session, desk.region).of_task(desk.extra["task"])
    assert (first.unit, second.unit, first.item) == ("县财政局", "县教体局", "10")


def test_a_correction_is_told_of_the_assignments_of_its_milestone_alone(database: Database):
    desk = shared(database)
    desk.run(correct_due, desk.extra["first"], date(2020, 10, 15), why="笔误", author=desk.boss)
    with database.read() as session:
        repository = HistoryRepository(session, desk.region)
        told = {key: len(repository.of_assignment(key)) for key in desk.extra["ids"]}
        milestones = {key: session.get_one(Assignment, key).milestone_id for key in told}
    assert {key: milestones[key] == desk.extra["first"] for key in told} == {
        key: count == 1 for key, count in told.items()
    }
    assert desk.rows(Milestone)[1].corrected


def test_another_region_sees_nothing(database: Database):
    desk = set_desk(database)
    desk.do(receive)
    with database.transaction() as session:
        other = make_region(session, "从化区").id
    with database.read() as session:
        repository = HistoryRepository(session, other)
        task = session.get_one(Assignment, desk.assignment).task_id
        assert repository.of_assignment(desk.assignment) == []
        assert repository.of_task(task) == []
        assert repository.since(desk.now - timedelta(days=1)) == []
        assert repository.latest([desk.assignment]) == {}


def test_the_latest_rows_of_a_region_come_in_order(database: Database):
    desk = set_desk(database)
    for text in ("一", "二", "三"):
        desk.do(tell_progress, text)
        desk.later(hours=1)
    with database.read() as session:
        repository = HistoryRepository(session, desk.region)
        assert [fact.why for fact in repository.since(desk.now - timedelta(hours=9), limit=2)] == ["二", "三"]
        assert [fact.why for fact in repository.since(desk.now - timedelta(hours=1))] == ["三"]
        assert repository.latest([desk.assignment])[desk.assignment].why == "三"


def test_a_row_says_where_it_was_said_and_whether_it_was_taken_back(database: Database):
    desk = set_desk(database)
    with database.transaction() as session:
        chat = Chat(telegram_id=-100, title="住建局督办群")
        session.add(chat)
        session.flush()
        author = Author("张三", person=1, chat_id=chat.id)
    done = desk.do(receive, author=author)
    desk.run(take_back, done.history[0], author=author)
    assert [(fact.chat, fact.taken_back) for fact in desk.history()] == [
        ("住建局督办群", True),
        ("住建局督办群", False),
    ]


def remind(desk: Desk, name: str, person: int) -> None:
    desk.run(note_reminder, [desk.assignment], unit_id=None, author=Author(name, person=person))


def asked(desk: Desk) -> list[str]:
    with desk.database.read() as session:
        found: list[Reminder] = reminders_since(session, desk.assignment)
    return [one.by for one in found]


def test_who_asked_is_told_once_it_is_done_and_not_after_it_was_opened_again(database: Database):
    desk = set_desk(database)
    remind(desk, "李四", 2)
    remind(desk, "李四", 2)
    desk.do(tell_progress, "初稿已成")
    remind(desk, "王五", 3)
    desk.do(report_done, rules=ReportRules())
    desk.do(accept, author=desk.boss)
    assert asked(desk) == ["李四", "王五"]
    desk.do(reopen, "链接失效", author=desk.boss)
    assert asked(desk) == []
    remind(desk, "赵六", 4)
    assert asked(desk) == ["赵六"]
    assert desk.row().touched


def test_a_reminder_of_what_is_not_there_is_passed_over(database: Database):
    desk = set_desk(database)
    desk.run(note_reminder, [desk.assignment, 99], unit_id=None)
    assert len(desk.history()) == 1

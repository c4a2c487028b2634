"""What people recorded and corrected outlives the next import of the document."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from action_stage import BOSS, CLERK, NOON
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.corrections import correct_due, correct_role, correct_unit
from data.actions.extensions import ask_extension, grant
from data.actions.reports import report_done
from data.actions.values import ReportRules
from data.assignments import refresh
from data.database import Database
from data.dates.values import Milestone, MilestoneKind
from data.importers.draft import ImportDraft, PlanDraft, ResponsibilityDraft, RowDraft
from data.importers.store import SourceFile, compare, store_draft, undo_import
from data.models import Assignment, ExtensionRequest, Plan, Responsibility, Task, Unit
from data.models import Milestone as MilestoneRow
from data.repositories.histories import HistoryRepository
from data.statuses import Status
from data.units.values import Role

DUE, RIGHT, LATER = date(2020, 9, 30), date(2020, 10, 15), date(2020, 11, 30)
WHY: dict[str, Any] = {"why": "更正通知", "author": BOSS, "now": NOON}


def row(item: str, detail: str, *units: str, due: date | None = DUE) -> RowDraft:
    duties = tuple(ResponsibilityDraft(unit, None, Role.LEAD) for unit in units)
    dated = (Milestone(MilestoneKind.BY, due=due, text="9月底"),) if due else ()
    return RowDraft(item=item, detail=detail, responsibilities=duties, milestones=dated, deadline="9月底")


FIRST = row("9", "编制政务公开事项标准目录", "县住建局", "县财政局")
SECOND = row("10", "公开办事一本通并及时更新", "县教体局")
PLAN = PlanDraft(
    key="dongzhi-2020", title="东至县任务分工表", region="东至县", year=2020, rows=(FIRST, SECOND)
)


def put(session: Session, *rows: RowDraft, at: datetime = NOON) -> int | None:
    draft = ImportDraft((replace(PLAN, rows=rows),))
    source = SourceFile("plan.docx", "0" * 64)
    return store_draft(session, draft, source=source, by="张三", now=at).batch_id


def task(session: Session, item: str = "9") -> Task:
    return session.scalars(select(Task).where(Task.item == item)).one()


def milestone(session: Session, item: str = "9") -> MilestoneRow:
    query = select(MilestoneRow).where(MilestoneRow.position.is_not(None))
    return session.scalars(query.where(MilestoneRow.task_id == task(session, item).id)).one()


def duties(session: Session, item: str = "9") -> list[Responsibility]:
    query = select(Responsibility).where(Responsibility.task_id == task(session, item).id)
    return list(session.scalars(query.order_by(Responsibility.position)))


def owed(session: Session, item: str = "9") -> list[tuple[str, date | None, date | None]]:
    query = (
        select(Unit.name, Assignment.due, Assignment.printed_due)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Assignment.task_id == task(session, item).id)
        .order_by(Assignment.id)
    )
    return [(name, due, printed) for name, due, printed in session.execute(query)]


def test_the_same_document_again_says_that_nothing_differs(database: Database):
    with database.transaction() as session:
        put(session, FIRST, SECOND)
        correct_due(session, milestone(session).id, RIGHT, **WHY)
        other = session.scalars(select(Unit.id).where(Unit.name == "县教体局")).one()
        correct_unit(session, duties(session)[1].id, other, **WHY)
        correct_role(session, duties(session)[0].id, Role.ASSIST, **WHY)
        (change,) = compare(session, ImportDraft((PLAN,)))
        assert (change.new, change.changed, change.gone, change.same) == ((), (), (), 2)
        assert put(session, FIRST, SECOND) is None
        assert owed(session) == [("县住建局", RIGHT, DUE), ("县教体局", RIGHT, DUE)]


def test_a_changed_document_leaves_corrections_alone_and_notes_what_it_prints(database: Database):
    with database.transaction() as session:
        put(session, FIRST, SECOND)
        correct_due(session, milestone(session).id, RIGHT, **WHY)
        other = session.scalars(select(Unit.id).where(Unit.name == "县教体局")).one()
        correct_unit(session, duties(session)[1].id, other, **WHY)
        changed = row("9", "编制政务公开事项标准目录并公开", "县住建局", "县财政局", due=LATER)
        put(session, changed, SECOND)
        assert owed(session) == [("县住建局", RIGHT, LATER), ("县教体局", RIGHT, LATER)]
        one = milestone(session)
        assert (one.due, one.printed_due, one.corrected) == (RIGHT, LATER, True)
        second = duties(session)[1]
        assert (second.printed, second.printed_name, second.corrected) == ("县教体局", "县财政局", True)
        assert not refresh(session, session.scalars(select(Plan.region_id)).one(), NOON.date()).anything
        assert put(session, changed, SECOND) is None


def test_a_document_that_prints_the_corrected_unit_catches_up(database: Database):
    with database.transaction() as session:
        put(session, FIRST, SECOND)
        other = session.scalars(select(Unit.id).where(Unit.name == "县教体局")).one()
        correct_unit(session, duties(session)[1].id, other, **WHY)
        put(session, replace(FIRST, responsibilities=row("", "", "县住建局", "县教体局").responsibilities))
        second = duties(session)[1]
        assert (second.printed, second.printed_name, second.corrected) == ("县教体局", None, False)
        assert len(duties(session)) == 2


def test_a_deadline_that_only_a_person_gave_stays(database: Database):
    with database.transaction() as session:
        bare = replace(FIRST, milestones=(), deadline=None)
        put(session, bare, SECOND)
        correct_due(session, milestone(session).id, RIGHT, **WHY)
        assert put(session, bare, SECOND) is None
        put(session, replace(bare, detail="编制政务公开事项标准目录并公开"), SECOND)
        assert [due for _, due, _ in owed(session)] == [RIGHT, RIGHT]


def test_undoing_an_import_leaves_a_correction_made_since(database: Database):
    with database.transaction() as session:
        put(session, FIRST, SECOND)
        batch = put(session, replace(FIRST, milestones=row("", "", due=LATER).milestones), SECOND)
        correct_due(session, milestone(session).id, RIGHT, **WHY)
        assert batch is not None
        undo_import(session, batch, by="张三", now=NOON)
        one = milestone(session)
        assert (one.due, one.printed_due, one.corrected) == (RIGHT, DUE, True)
        assert owed(session)[0] == ("县住建局", RIGHT, DUE)


def report(session: Session) -> int:
    key = session.scalars(select(Assignment.id).where(Assignment.task_id == task(session).id)).first()
    assert key is not None
    asked = ask_extension(session, key, RIGHT, "招标推迟", author=CLERK, now=NOON)
    grant(session, asked.id, author=BOSS, now=NOON)
    report_done(session, key, rules=ReportRules(), author=CLERK, now=NOON)
    return key


def test_reports_and_extensions_outlive_a_changed_document(database: Database):
    with database.transaction() as session:
        put(session, FIRST, SECOND)
        key = report(session)
        put(session, replace(FIRST, milestones=row("", "", due=date(2020, 10, 1)).milestones), SECOND)
        one = session.get_one(Assignment, key)
        assert (one.status, one.due, one.printed_due) == (Status.SUBMITTED, RIGHT, date(2020, 10, 1))
        assert session.query(ExtensionRequest).count() == 1


@pytest.mark.parametrize("label", ["9", "11"])
def test_a_row_that_the_document_dropped_keeps_its_history_and_comes_back_with_it(
    database: Database, label: str
):
    with database.transaction() as session:
        put(session, FIRST, SECOND)
        key, former = report(session), task(session).id
        put(session, SECOND, at=NOON + timedelta(days=1))
        region = session.scalars(select(Plan.region_id)).one()
        assert session.get_one(Task, former).position is None
        assert len(HistoryRepository(session, region).of_task(former)) == 3
        assert session.get_one(Assignment, key).status is Status.SUBMITTED
        put(session, SECOND, replace(FIRST, item=label), at=NOON + timedelta(days=2))
        back = session.get_one(Task, former)
        # Under another label nobody can be sure that it is the same row.
        assert (back.position is not None) is (label == "9")
        assert session.get_one(Assignment, key).status is Status.SUBMITTED


def test_an_import_that_brought_a_row_back_is_undone(database: Database):
    with database.transaction() as session:
        put(session, FIRST, SECOND)
        report(session)
        former = task(session).id
        put(session, SECOND)
        batch = put(session, SECOND, FIRST)
        assert batch is not None
        undo_import(session, batch, by="张三", now=NOON)
        assert session.get_one(Task, former).position is None

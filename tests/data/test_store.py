from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.clock import ZONE
from data.database import Database
from data.dates.values import Milestone, MilestoneKind
from data.errors import UsageError
from data.importers.draft import (
    DomainDraft,
    GuidelineDraft,
    ImportDraft,
    PhaseDraft,
    PlanDraft,
    ResponsibilityDraft,
    RowDraft,
    RowWarning,
)
from data.importers.store import ImportResult, SourceFile, compare, store_draft, undo_import
from data.importers.store_rows import as_draft, load_tasks
from data.models import (
    UNSTATED,
    Assignment,
    Domain,
    DomainAlias,
    Event,
    ImportBatch,
    NamedUnit,
    Plan,
    PlanWarning,
    Region,
    RegionDomain,
    Responsibility,
    Task,
    TaskTerm,
    Unit,
    UnitGroup,
    Verdict,
)
from data.models import Milestone as MilestoneRow
from data.models.everything import Base
from data.statuses import Status
from data.units.values import Role, UnitKind

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)
SOURCE = SourceFile("plan.docx", "0" * 64)


def by(day: date, text: str = "") -> Milestone:
    return Milestone(MilestoneKind.BY, due=day, text=text)


def row(item: str, detail: str, *units: str, role: Role = Role.LEAD, **fields: object) -> RowDraft:
    duties = tuple(ResponsibilityDraft(unit, None, role) for unit in units)
    given = {"milestones": (by(date(2020, 9, 30)),), "deadline": "2020年9月底", **fields}
    return RowDraft(item=item, detail=detail, responsibilities=duties, **given)


ROWS = (
    row("1", "编制政务公开事项标准目录", "县住建局", "县财政局"),
    row("2", "公开办事一本通并及时更新", "各乡镇人民政府"),
    row("3", "建立政务新媒体管理制度", "县直有关部门"),
)
PLAN = PlanDraft(key="dongzhi-2020", title="东至县任务分工表", region="东至县", year=2020, rows=ROWS)


def put(session: Session, plan: PlanDraft = PLAN, **fields: object) -> ImportResult:
    return store_draft(session, ImportDraft((plan,), **fields), source=SOURCE, by="张三", now=NOW)


def dump(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored, except what only ever grows."""
    session.flush()
    tables = [
        table for table in Base.metadata.sorted_tables if table.name not in ("import_batch", "imported_row")
    ]
    rows = {
        table.name: sorted(
            tuple(str(value) for name, value in one._mapping.items() if name != "version")
            for one in session.execute(select(table))
        )
        for table in tables
    }
    return {name: found for name, found in rows.items() if found}


def one(session: Session, detail: str) -> Task:
    return session.scalars(select(Task).where(Task.detail == detail)).one()


def test_every_row_is_stored_as_it_was_read(database: Database):
    full = row(
        "（七）",
        "制定标准",
        "县住建局",
        heading="一、编制目录",
        section="重点工作",
        scope="义务教育",
        chapter="（一）",
        inherited=True,
        extra={"责任人": "张三"},
        milestones=(
            Milestone(MilestoneKind.EVENT, event="省级标准出台", offset="P2M", text="省级标准出台2个月内"),
            Milestone(MilestoneKind.BY, due=date(2020, 10, 15), action="形成初稿", soft=True, text="争取"),
        ),
    )
    with database.read() as session:
        put(session, replace(PLAN, rows=(full, *ROWS)))
        plan = session.scalars(select(Plan)).one()
        assert [as_draft(task) for task in load_tasks(session, plan.id)] == [full, *ROWS]


def test_units_groups_and_events_are_registered(database: Database):
    with database.read() as session:
        event = Milestone(MilestoneKind.EVENT, event="省级标准出台", offset="P2M")
        put(session, replace(PLAN, rows=(*ROWS, row("4", "其他", "县信访局", milestones=(event,)))))
        units = session.execute(select(Unit.name, Unit.kind).order_by(Unit.id)).all()
        assert units == [
            ("县住建局", UnitKind.DEPARTMENT),
            ("县财政局", UnitKind.DEPARTMENT),
            ("县信访局", UnitKind.DEPARTMENT),
        ]
        groups = session.scalars(select(UnitGroup.name).order_by(UnitGroup.id)).all()
        assert groups == ["各乡镇人民政府", "县直有关部门"]
        assert session.scalars(select(Event.text)).all() == ["省级标准出台"]


def test_another_form_of_a_name_is_the_same_unit(database: Database):
    with database.read() as session:
        put(session, replace(PLAN, rows=(*ROWS, row("4", "其他工作", "县住房和城乡建设局"))))
        assert session.scalars(select(Unit.name).order_by(Unit.id)).all() == ["县住建局", "县财政局"]
        printed = select(Responsibility.printed).where(Responsibility.task_id == one(session, "其他工作").id)
        assert session.scalars(printed).all() == ["县住房和城乡建设局"]


def test_the_x_of_x_and_others_is_registered_as_a_unit(database: Database):
    with database.read() as session:
        put(session, replace(PLAN, rows=(row("1", "梳理", "县发改委等相关部门"),)))
        assert session.scalars(select(Unit.name)).all() == ["县发改委"]
        assert len(session.scalars(select(Assignment)).all()) == 1


def test_the_same_document_again_changes_nothing(database: Database):
    with database.read() as session:
        put(session)
        before = dump(session)
        version = session.scalar(select(Region.version))
        result = put(session)
        assert result.batch_id is None
        assert result.plans[0].same == 3
        assert dump(session) == before
        assert session.scalar(select(Region.version)) == version
        assert len(session.scalars(select(ImportBatch)).all()) == 1


def test_comparing_shows_new_changed_and_gone_rows_and_stores_nothing(database: Database):
    later = replace(ROWS[0], milestones=(by(date(2020, 10, 31)),), deadline="2020年10月底")
    newer = replace(PLAN, rows=(row("1", "新增的工作"), replace(later, item="2"), replace(ROWS[1], item="3")))
    with database.read() as session:
        put(session)
        before = dump(session)
        (changes,) = compare(session, ImportDraft((newer,)))
        assert changes.known
        assert [new.detail for new in changes.new] == ["新增的工作"]
        assert [(one.after.detail, one.fields) for one in changes.changed] == [
            (ROWS[0].detail, ("item", "deadline", "milestones")),
            (ROWS[1].detail, ("item",)),
        ]
        assert [gone.detail for gone in changes.gone] == [ROWS[2].detail]
        assert dump(session) == before


def test_a_changed_row_keeps_what_people_recorded(database: Database):
    later = replace(ROWS[0], milestones=(by(date(2020, 10, 31)),), deadline="2020年10月底")
    with database.read() as session:
        put(session)
        unit = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        session.scalars(select(Assignment).where(Assignment.unit_id == unit.id)).one().move(Status.DOING, NOW)
        put(session, replace(PLAN, rows=(row("1", "新增的工作"), replace(later, item="2"), *ROWS[1:])))
        kept = session.scalars(select(Assignment).where(Assignment.unit_id == unit.id)).one()
        assert (kept.status, kept.due, kept.printed_due) == (
            Status.DOING,
            date(2020, 10, 31),
            date(2020, 10, 31),
        )


def test_a_row_that_is_gone_is_kept_for_what_people_recorded(database: Database):
    with database.read() as session:
        put(session)
        task = one(session, ROWS[0].detail)
        unit = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        session.scalars(select(Assignment).where(Assignment.unit_id == unit.id)).one().move(Status.DONE, NOW)
        put(session, replace(PLAN, rows=ROWS[1:]))
        assert session.get_one(Task, task.id).position is None
        left = session.scalars(select(Assignment.unit_id).where(Assignment.task_id == task.id)).all()
        assert left == [unit.id]


def test_units_that_a_person_named_stay_with_their_group(database: Database):
    with database.read() as session:
        put(session)
        unit = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        task = one(session, ROWS[2].detail)
        duty = session.scalars(select(Responsibility).where(Responsibility.task_id == task.id)).one()
        session.add(
            NamedUnit(
                responsibility_id=duty.id, unit_id=unit.id, verdict=Verdict.NAMED, said_by="李四", said_at=NOW
            )
        )
        put(session, replace(PLAN, rows=(*ROWS[:2], replace(ROWS[2], detail="建立政务新媒体的管理制度"))))
        assert session.scalars(select(NamedUnit.responsibility_id)).all() == [duty.id]


def test_a_row_without_a_deadline_can_be_reported_on(database: Database):
    with database.read() as session:
        bare = row("4", "随时报告", "县财政局", milestones=(), deadline=None)
        put(session, replace(PLAN, rows=(bare,)))
        assert session.scalars(select(MilestoneRow.rule)).all() == [UNSTATED]
        assert session.scalars(select(Assignment.due)).all() == [None]
        assert put(session, replace(PLAN, rows=(bare,))).batch_id is None


def test_a_second_plan_of_a_region_and_year_gets_a_key_of_its_own(database: Database):
    other = replace(PLAN, title="安全生产任务分工表", rows=(row("1", "排查隐患", "县应急局"),))
    with database.read() as session:
        put(session)
        assert put(session, other).plans[0].key == "dongzhi-2020-2"
        assert put(session, other).batch_id is None
        assert put(session).batch_id is None


def test_the_same_key_in_another_region_is_another_plan(database: Database):
    with database.read() as session:
        put(session)
        assert put(session, replace(PLAN, region="东至区")).plans[0].key == "dongzhi-2020-2"
        assert session.scalar(select(func.count()).select_from(Plan)) == 2


def test_a_new_version_under_another_title_is_known_by_its_rows(database: Database):
    with database.read() as session:
        put(session)
        result = put(session, replace(PLAN, title="东至县任务分工表（修订）"))
        assert result.plans[0].known
        assert session.scalars(select(Plan.title)).all() == ["东至县任务分工表（修订）"]


def test_the_office_that_is_stated_watches_over_the_plan(database: Database):
    with database.read() as session:
        put(session, replace(PLAN, office="县政府办公室"))
        plan = session.scalars(select(Plan)).one()
        assert session.get_one(Unit, plan.office_id).name == "县政府办公室"


def test_warnings_and_phases_are_kept_and_replaced(database: Database):
    phase = PhaseDraft("基础搭建阶段", date(2020, 8, 14), date(2020, 10, 31), "（一）")
    with database.read() as session:
        put(session, replace(PLAN, warnings=(RowWarning("1", "9月", "没有年份"),)), phases=(phase,))
        put(session, replace(PLAN, warnings=(RowWarning("2", "底", "读不懂"),)), phases=(phase,))
        assert session.execute(select(PlanWarning.row, PlanWarning.why)).all() == [("2", "读不懂")]


def test_domains_are_one_under_all_of_their_names(database: Database):
    guideline = GuidelineDraft("关于印发城乡规划领域标准指引的通知", "自然资源部", "http://gi.mnr.gov.cn/")
    with database.read() as session:
        put(session, domains=(DomainDraft(("城乡规划",), ("自然资源部",), ("县自然资源和规划局",)),))
        there = replace(PLAN, region="某区", key="qu-2020")
        put(session, there, domains=(DomainDraft(("国土空间规划",), (), (), guideline),))
        assert session.scalars(select(Domain.name)).all() == ["城乡规划"]
        assert session.scalars(select(DomainAlias.alias)).all() == ["国土空间规划"]
        printed = select(RegionDomain.printed).order_by(RegionDomain.region_id)
        assert session.scalars(printed).all() == ["城乡规划", "国土空间规划"]


def test_a_scope_that_prints_a_known_domain_gives_its_name_there(database: Database):
    with database.read() as session:
        put(session, domains=(DomainDraft(("农村集体土地征收",)),))
        rows = (row("1", "制定目录", "州财政局", scope="国土空间规划、征地补偿"),)
        put(session, replace(PLAN, region="州", key="zhou-2020", rows=rows))
        region = session.scalars(select(Region.id).where(Region.name == "州")).one()
        printed = select(RegionDomain.printed).where(RegionDomain.region_id == region)
        assert session.scalars(printed).all() == ["征地补偿"]


def test_two_signs_of_a_task_lead_to_it(database: Database):
    with database.read() as session:
        put(session)
        found = select(TaskTerm.task_id).where(TaskTerm.term == "本通")
        assert session.scalars(found).all() == [one(session, ROWS[1].detail).id]


def test_a_first_import_can_be_undone_whole(database: Database):
    with database.read() as session:
        result = put(session, domains=(DomainDraft(("城乡规划",), (), ("县财政局",)),))
        undo_import(session, result.batch_id, by="李四", now=NOW)
        assert dump(session) == {"alembic_version": []} or dump(session) == {}


def test_a_second_import_can_be_undone_to_the_first(database: Database):
    later = replace(ROWS[0], milestones=(by(date(2020, 10, 31)),), deadline="2020年10月底")
    newer = replace(
        PLAN,
        title="东至县任务分工表（二）",
        office="县政府办公室",
        rows=(
            row("1", "新增的工作", "县档案馆"),
            replace(ROWS[1], item="2"),
            replace(later, item="3", responsibilities=ROWS[1].responsibilities),
        ),
        warnings=(RowWarning(None, "底", "读不懂"),),
    )
    with database.read() as session:
        put(session)
        before = dump(session)
        result = put(session, newer)
        assert dump(session) != before
        undo_import(session, result.batch_id, by="李四", now=NOW)
        after = dump(session)
        for table in ("assignment", "unit_group_member"):
            # They are made anew, and have other keys then.
            assert len(after.pop(table)) == len(before.pop(table))
        assert after == before


def test_undoing_keeps_what_people_recorded_since(database: Database):
    with database.read() as session:
        result = put(session)
        unit = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        session.scalars(select(Assignment).where(Assignment.unit_id == unit.id)).one().move(Status.DOING, NOW)
        undo_import(session, result.batch_id, by="李四", now=NOW)
        kept = session.scalars(select(Task)).all()
        assert [(task.detail, task.position) for task in kept] == [(ROWS[0].detail, None)]
        assert session.scalars(select(Assignment.status)).all() == [Status.DOING]


def test_a_batch_that_a_later_one_built_upon_is_not_undone(database: Database):
    with database.read() as session:
        first = put(session)
        second = put(session, replace(PLAN, rows=ROWS[:2]))
        with pytest.raises(UsageError, match=f"第 {second.batch_id} 批"):
            undo_import(session, first.batch_id, by="李四", now=NOW)
        undo_import(session, second.batch_id, by="李四", now=NOW)
        undo_import(session, first.batch_id, by="李四", now=NOW)
        with pytest.raises(UsageError, match="已经撤销"):
            undo_import(session, first.batch_id, by="李四", now=NOW)


def test_the_samples_are_complete(sample_database: Database):
    with sample_database.read() as session:
        query = (
            select(Plan.key, Region.name, func.count(Task.id))
            .join(Task, Task.plan_id == Plan.id)
            .join(Region, Region.id == Plan.region_id)
            .group_by(Plan.key, Region.name)
        )
        assert {(key, region, count) for key, region, count in session.execute(query)} == {
            ("zhou-2020", "州", 33),
            ("dongzhi-2020", "东至县", 36),
            ("nanchang-jkq-2020", "南昌经开区", 27),
            ("conghua-2020", "从化区", 36),
            ("qu-2020", "某区", 11),
        }


def test_the_offices_of_the_samples_are_those_that_watch(sample_database: Database):
    with sample_database.read() as session:
        query = select(Plan.key, Unit.name).outerjoin(Unit, Unit.id == Plan.office_id)
        assert dict(session.execute(query).all()) == {
            "zhou-2020": "州政府办公室",
            "dongzhi-2020": "县政府办公室",
            "nanchang-jkq-2020": "区工管办",
            "conghua-2020": "区政务公开办",
            "qu-2020": None,
        }


def test_plans_of_one_region_have_names_that_tell_them_apart(database: Database):
    def other(number: int, year: int) -> PlanDraft:
        return replace(
            PLAN, year=year, rows=(row("1", f"第{number}份里的{'甲乙丙丁'[number] * 9}", "县住建局"),)
        )

    with database.read() as session:
        for number, year in enumerate((2020, 2021, 2021)):
            put(session, other(number, year))
        put(session, replace(other(3, 2020), region="青阳县", title="青阳县任务分工表"))
        names = session.scalars(select(Plan.short_name).order_by(Plan.id)).all()
    assert len(set(names[:3])) == 3
    assert names[1] == f"2021年{names[0]}"

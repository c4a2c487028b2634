"""The summaries of the five sample plans, word for word, on chosen days."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from data.actions.decisions import accept
from data.actions.reports import report_done, tell_progress
from data.actions.values import ReportRules
from data.authors import Author
from data.clock import ZONE
from data.database import Database, open_database
from data.models import Assignment, Plan, Region, Task, Unit
from data.reports.spans import month_of, week_of
from data.reports.summaries import first_day, summarise
from data.samples import import_samples
from data.wording.language import Language
from data.wording.weekly import MOST_LINES, say_summary

THURSDAY = date(2020, 9, 10)
CLERK = Author("张三", person=1)


@pytest.fixture(scope="module")
def samples_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five sample plans as they were imported on 1 August 2020."""
    path = tmp_path_factory.mktemp("weekly") / "duban.db"
    shutil.copy(sqlite_template, path)
    database = open_database(f"sqlite:///{path}")
    with database.transaction() as session:
        import_samples(session, now=datetime(2020, 8, 1, 12, tzinfo=ZONE))
    database.close()
    return path


@pytest.fixture
def samples(samples_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the samples for one test."""
    shutil.copy(samples_file, tmp_path / "duban.db")
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    yield database
    database.close()


def say(
    database: Database,
    region: str,
    span: tuple[date, date],
    today: date = THURSDAY,
    language: Language = Language.ZH,
    **narrowed: str,
) -> list[str]:
    with database.read() as session:
        key = session.scalars(select(Region.id).where(Region.name == region)).one()
        summary = summarise(session, key, *span, today, **narrowed)
    text = say_summary(summary, today, language)
    assert len(text.split("\n")) <= MOST_LINES
    return text.split("\n")


WEEKS = {
    "东至县": [
        "东至县本周督办（截至9月10日）：32件均未办结，逾期19项次，涉及19个单位。",
        "按单位计401项次，均未开始。",
        "逾期事项：第1项（19个单位，逾期10天）。",
        "28个单位都还没有绑定群。",
        "“有关部门”还没有指定到单位的1项。",
    ],
    "州": [
        "州本周督办（截至9月10日）：31件均未办结，没有逾期。",
        "按单位计60项次，均未开始。",
    ],
    "南昌经开区": [
        "南昌经开区本周督办（截至9月10日）：27件均未办结，逾期4项次，在区工管办、各镇处。",
        "按单位计120项次，均未开始。",
        "逾期事项：第16项（区工管办，逾期102天）、第1项（区工管办，逾期10天）等4件。",
        "未绑定群的单位13个：区工管办、区住建局、区公安分局等。",
    ],
    "从化区": [
        "从化区本周督办（截至9月10日）：31件均未办结，没有逾期。",
        "按单位计113项次，均未开始。",
        "本周到期1项次，还没有办结。",
        "下周到期17项次：9月15日第22项、9月20日第3项等3件。",
        "11个单位都还没有绑定群。",
    ],
    "某区": [
        "某区本周督办（截至9月10日）：9件均未办结，逾期3项次，在各乡（街道）。",
        "按单位计9项次，均未开始。",
        "逾期事项：第1项（各乡（街道），逾期10天）、第2项（各乡（街道），逾期10天）等3件。",
        "“有关部门”还没有指定到单位的1项。",
    ],
}


@pytest.mark.parametrize("region", WEEKS)
def test_the_week_of_each_sample_plan(samples: Database, region: str) -> None:
    assert say(samples, region, week_of(THURSDAY)) == WEEKS[region]


def test_last_week_is_told_as_it_stood_then(samples: Database) -> None:
    assert say(samples, "东至县", week_of(date(2020, 9, 3))) == [
        "东至县上周督办（8月31日至9月6日）：32件均未办结，逾期19项次，涉及19个单位。",
        "按单位计401项次，均未开始。",
        "较前一周逾期增加19项次。",
        "逾期事项：第1项（19个单位，逾期6天）。",
        "上周到期19项次，还没有办结。",
        "28个单位都还没有绑定群。",
        "“有关部门”还没有指定到单位的1项。",
    ]


def test_a_month_is_told_in_english(samples: Database) -> None:
    assert say(samples, "从化区", month_of(THURSDAY), language=Language.EN) == [
        "从化区, this month (up to 10 Sep): none of 31 items done, none overdue.",
        "113 assignments, all not started.",
        "Due this month: 19, none done yet.",
        "Due next month: 25, 15 Oct item 1, 30 Oct item 21 and 1 more.",
        "None of the 11 units has a chat yet.",
    ]


def test_a_unit_reads_of_itself_alone(samples: Database) -> None:
    assert say(samples, "东至县", week_of(THURSDAY), unit="县财政局") == [
        "县财政局本周督办（截至9月10日）：16件均未办结，逾期1项次。",
        "按单位计16项次，均未开始。",
        "逾期事项：第1项（逾期10天）。",
        "“有关部门”还没有指定到单位的1项。",
    ]


def test_all_the_time_so_far_is_compared_with_nothing(samples: Database) -> None:
    with samples.read() as session:
        key = session.scalars(select(Region.id).where(Region.name == "从化区")).one()
        span = (first_day(session, key, THURSDAY), THURSDAY)
    assert say(samples, "从化区", span) == [
        "从化区督办（截至9月10日）：31件均未办结，没有逾期。",
        "按单位计113项次，均未开始。",
        "14天内到期18项次。",
        "11个单位都还没有绑定群。",
    ]


def test_a_week_before_anything_was_stored_has_nothing_to_count(samples: Database) -> None:
    assert say(samples, "东至县", week_of(date(2020, 7, 1))) == [
        "东至县督办（6月29日至7月5日）：还没有可统计的任务，任务是8月1日录入的。"
    ]


def test_a_week_without_working_days_is_a_week(samples: Database) -> None:
    lines = say(samples, "从化区", week_of(date(2020, 10, 1)), today=date(2020, 10, 5))
    assert lines[0].startswith("从化区上周督办（9月28日至10月4日）：31件均未办结，逾期19项次")
    assert "上周到期1项次，还没有办结。" in lines


def test_an_empty_region_says_so(samples: Database) -> None:
    with samples.read() as session:
        summary = summarise(session, 999, *week_of(THURSDAY), THURSDAY)
    assert summary.counts.total == 0
    assert say_summary(summary, THURSDAY) == "没有在督办的任务分工表。"


def test_what_was_done_is_compared_with_the_week_before(samples: Database) -> None:
    now = datetime(2020, 9, 10, 9, tzinfo=ZONE)
    with samples.transaction() as session:
        for at, key in enumerate(_first_item(session)):
            if at < 3:
                report_done(session, key, rules=ReportRules(review=True), author=CLERK, now=now)
            if at < 2:
                accept(session, key, author=Author("李四", person=2), now=now)
            if at == 3:
                tell_progress(session, key, "正在起草", author=CLERK, now=now)
    lines = say(samples, "东至县", week_of(THURSDAY))
    assert lines[:3] == [
        "东至县本周督办（截至9月10日）：32件均未办结，逾期17项次，涉及17个单位。",
        "按单位计401项次：已办结2（1%）、待审核1（1%）、进行中1（1%）、未开始397（97%）。",
        "新办结2项次，较上周逾期减少2项次。",
    ]


def _first_item(session) -> list[int]:
    return list(
        session.scalars(
            select(Assignment.id)
            .join(Task, Task.id == Assignment.task_id)
            .join(Plan, Plan.id == Assignment.plan_id)
            .join(Unit, Unit.id == Assignment.unit_id)
            .where(Plan.key == "dongzhi-2020", Task.item == "1")
            .order_by(Assignment.id)
        )
    )


def test_items_due_on_one_day_share_its_date(samples: Database) -> None:
    day = date(2020, 10, 20)
    assert "下周到期101项次：10月31日第3项、第7项等6件。" in say(samples, "东至县", week_of(day), day)

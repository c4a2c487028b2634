"""The five sample plans, complete, from text and Word alike; tests/corpus/plan_*.toml holds their rows."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from data.dates.values import Milestone
from data.importers.draft import ImportDraft, RowDraft
from data.importers.plans import read_plans
from data.importers.reading import read_document

ROOT = Path(__file__).parents[3]
DOCUMENTS = ROOT / "data" / "samples" / "documents"
PLANS = {
    "000": "plan_zhou_2020",
    "001": "plan_dongzhi_2020",
    "002": "plan_nanchang_jkq_2020",
    "003": "plan_conghua_2020",
    "004": "plan_qu_2020",
}


def expected(name: str) -> dict:
    return tomllib.loads((ROOT / "tests" / "corpus" / f"{PLANS[name]}.toml").read_text("utf-8"))


def read(name: str, suffix: str = "txt") -> ImportDraft:
    return read_plans(read_document(DOCUMENTS / f"{name}.{suffix}"))


def shown_milestone(milestone: Milestone) -> str:
    parts = [
        milestone.kind.value,
        milestone.start and f"from {milestone.start}",
        milestone.due and f"due {milestone.due}",
        milestone.rrule,
        milestone.event and f"{milestone.event}+{milestone.offset}",
        "soft" if milestone.soft else None,
        milestone.action and f"| {milestone.action}",
    ]
    return " ".join(part for part in parts if part)


def shown(row: RowDraft) -> dict:
    duties = [
        f"{duty.role.value} {duty.unit}" + (f"/{duty.part}" if duty.part else "")
        for duty in row.responsibilities
    ]
    values = {
        "item": row.item,
        "heading": row.heading,
        "detail": row.detail,
        "scope": row.scope,
        "chapter": row.chapter,
        "deadline": row.deadline,
        "inherited": row.inherited or None,
        "units": duties,
        "milestones": [shown_milestone(milestone) for milestone in row.milestones],
    }
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize("name", PLANS)
def test_a_sample_is_read_row_by_row_as_it_is_printed(name):
    assert [shown(row) for row in read(name).plans[0].rows] == expected(name)["rows"]


@pytest.mark.parametrize("name", PLANS)
def test_text_and_word_give_the_same_result(name):
    assert read(name, "txt") == read(name, "docx")


@pytest.mark.parametrize("name", PLANS)
def test_a_samples_facts_are_those_that_it_prints(name):
    plan, wanted = read(name).plans[0], expected(name)
    issued = date.fromisoformat(wanted["issued"]) if wanted["issued"] else None
    assert (plan.key, plan.title, plan.region, plan.year) == (
        wanted["key"],
        wanted["title"],
        wanted["region"],
        wanted["year"],
    )
    assert (plan.issued, plan.number or "", plan.office or "") == (issued, wanted["number"], wanted["office"])


@pytest.mark.parametrize("name", PLANS)
def test_a_samples_warnings_name_what_is_doubtful_in_it(name):
    assert [f"{note.row or ''}: {note.text}" for note in read(name).plans[0].warnings] == expected(name)[
        "warnings"
    ]


def test_the_samples_hold_143_rows():
    assert [len(read(name).plans[0].rows) for name in PLANS] == [33, 36, 27, 36, 11]


def test_the_year_that_is_not_printed_is_inferred_with_a_reason():
    notes = read("003").plans[0].warnings
    assert any("2021年" in note.why and "推定为2020年" in note.why for note in notes)


def test_an_ongoing_task_with_a_quarterly_duty_is_a_contradiction():
    notes = [note for note in read("001").plans[0].warnings if note.row == "36"]
    assert "每季度" in notes[-1].why
    assert "持续推进" in notes[-1].why


def test_what_the_operator_states_comes_before_what_is_printed():
    document = read_document(DOCUMENTS / "003.txt")
    plan = read_plans(
        document, region="清远市", year=2023, issued=date(2023, 8, 1), office="区政务公开办", key="k"
    ).plans[0]
    assert (plan.region, plan.year, plan.issued, plan.office, plan.key) == (
        "清远市",
        2023,
        date(2023, 8, 1),
        "区政务公开办",
        "k",
    )
    assert plan.rows[0].milestones[0].due == date(2023, 10, 15)
    assert not [note for note in plan.warnings if "推定" in note.why]


def test_annex_1_of_the_county_gives_26_domains_with_issuers_and_lead_units():
    domains = read("001").domains
    assert len(domains) == 26
    culture = next(domain for domain in domains if domain.names == ("公共文化服务",))
    assert culture.issuers == ("文化和旅游部", "国家文物局")
    assert culture.lead_units == ("县文旅局",)
    assert ("救灾生产",) in [domain.names for domain in domains]


def test_19_entries_give_26_domains_with_19_guidelines():
    domains = read("004").domains
    assert len(domains) == 26
    assert len({domain.guideline for domain in domains}) == 19
    assert ("征地补偿", "农村集体土地征收") in [domain.names for domain in domains]
    relief = next(domain for domain in domains if domain.names == ("救灾",))
    assert (
        relief.guideline.title == "应急管理部办公厅关于印发安全生产和救灾领域基层政务公开标准目录指引的通知"
    )
    assert relief.guideline.issuer == "应急管理部"
    assert relief.guideline.url == "http://www.gov.cn/zhengce/zhengceku/2019-10/22/content_5443636.htm"


def test_the_prose_of_the_county_gives_four_phases():
    assert [(phase.name, phase.start, phase.end) for phase in read("001").phases] == [
        ("基础搭建阶段", date(2020, 8, 14), date(2020, 10, 31)),
        ("规范提升阶段", date(2020, 11, 1), date(2021, 11, 30)),
        ("全面推进阶段", date(2021, 12, 1), date(2022, 11, 30)),
        ("巩固深化阶段", date(2022, 12, 1), date(2023, 12, 31)),
    ]

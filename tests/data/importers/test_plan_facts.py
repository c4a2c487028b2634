"""Region, key, year and heads: what the words mean, apart from any table."""

from datetime import date

import pytest

from data.importers.columns import Field, combine, read_head
from data.importers.document import Document, Paragraph
from data.importers.facts import read_issued, read_number_of
from data.importers.keys import plan_key
from data.importers.phases import read_phases
from data.importers.regions import find_region, region_in
from data.units.values import Role


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("东至县人民政府办公室关于印发方案的通知", "东至县"),
        ("南昌经开区基层政务公开任务分工", "南昌经开区"),
        ("永州市冷水滩区2024年重点工作", "冷水滩区"),
        ("2024年青山县政府工作报告任务分解表", "青山县"),
        ("中共青山县委办公室关于进一步转变作风的通知", "青山县"),
        ("关于加快城区建设的通知", None),
        ("全面推进乡村振兴重点工作分工", None),
        ("做好防汛抗旱工作市级任务清单", None),
    ],
)
def test_a_region_is_read_off_the_head_of_a_title(title, region):
    assert region_in(title) == region


def test_the_region_of_a_document_that_does_not_print_it_is_inferred_aloud():
    region, doubts = find_region(["任务分工表"], [], lambda: ["区财政局", "区教育局", "各镇"])
    assert region == "某区"
    assert "--region" in doubts[0][1]


@pytest.mark.parametrize(
    ("region", "year", "key"),
    [
        ("东至县", 2020, "dongzhi-2020"),
        ("从化区", 2020, "conghua-2020"),
        ("南昌经开区", 2020, "nanchang-jkq-2020"),
        ("州", 2020, "zhou-2020"),
        ("某区", 2020, "qu-2020"),
        ("青山县", None, "qingshan"),
    ],
)
def test_a_key_is_the_region_in_pinyin_and_the_year(region, year, key):
    assert plan_key(region, year) == key


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (["通知", " 2020年8月14日"], date(2020, 8, 14)),
        (["青山县人民政府办公室 2024年3月5日"], date(2024, 3, 5)),
        (["二〇二四年三月五日"], date(2024, 3, 5)),
        (["青山县人民政府办公室2024年3月6日印发"], date(2024, 3, 6)),
        (["请于2024年3月5日前报送。"], None),
    ],
)
def test_the_issue_date_is_a_line_of_its_own(lines, issued):
    assert read_issued(lines) == issued


def test_a_cited_number_is_not_the_documents_own():
    assert read_number_of(["根据《意见》（国办发〔2019〕54号）精神，制定本方案。"]) is None
    assert read_number_of(["青政办[2024]7号"]) == "青政办〔2024〕7号"


@pytest.mark.parametrize(
    ("head", "field", "role"),
    [
        ("主管责任单位", Field.UNITS, Role.SUPERVISE),
        ("主体责任单位", Field.UNITS, Role.LEAD),
        ("指导责任单位", Field.UNITS, Role.GUIDE),
        ("牵 头 单 位", Field.UNITS, Role.LEAD),
        ("参加单位", Field.UNITS, Role.ASSIST),
        ("实施主体", Field.UNITS, Role.LEAD),
        ("单位", Field.UNITS, Role.LEAD),
        ("督办单位", Field.UNITS, Role.SUPERVISE),
        ("责任领导", Field.EXTRA, None),
        ("责任人", Field.EXTRA, None),
        ("完成时间及方式", Field.DEADLINE, None),
        ("时间进度", Field.DEADLINE, None),
        ("办结时限", Field.DEADLINE, None),
        ("完成情况", Field.EXTRA, None),
        ("工作目标", Field.EXTRA, None),
        ("第三季度", Field.QUARTER, None),
        ("方案项目", Field.CHAPTER, None),
        ("工作任务", Field.HEADING, None),
        ("具体事项", Field.DETAIL, None),
        ("分值", Field.INDICATOR, None),
    ],
)
def test_a_head_is_told_by_its_meaning(head, field, role):
    column = read_head(head)
    assert (column.field, column.role) == (field, role)


@pytest.mark.parametrize("text", ["县财政局", "区政府各部门、各镇（街）", "持续推进", "义务教育", "同上"])
def test_the_text_of_a_row_is_no_head(text):
    assert read_head(text) is None


def test_a_head_under_another_takes_its_role():
    assert combine("配合", "单位").role is Role.ASSIST
    assert combine("责任领导", "单位").field is Field.EXTRA
    assert combine("完成时限", "二季度").month == 6


def test_phases_are_read_from_other_documents_too():
    lines = [
        "第一阶段：动员部署（2024年9月1日—10月15日）。各镇制定方案。",
        "（二）集中整治阶段（2024年10月16日至11月底）",
        "工作分三个阶段推进。",
    ]
    phases = read_phases(Document("x", tuple(map(Paragraph, lines))), year=2024, issued=None)
    assert [(phase.start, phase.end) for phase in phases] == [
        (date(2024, 9, 1), date(2024, 10, 15)),
        (date(2024, 10, 16), date(2024, 11, 30)),
    ]
    assert phases[1].name == "集中整治阶段"

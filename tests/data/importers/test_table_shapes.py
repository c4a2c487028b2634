"""Tables of other shapes than the samples': each must give the same rows from all four formats."""

from datetime import date

import pytest
from plan_files import WRITERS

from data.importers.draft import PlanDraft, RowDraft
from data.importers.plans import read_plans
from data.importers.reading import read_document

TITLE = ["青山县2024年重点工作任务分解表"]


@pytest.fixture(params=sorted(WRITERS))
def plan_of(request, tmp_path):
    """Write rows in one format and read them back as a plan."""

    def read(rows, before=TITLE, after=()) -> PlanDraft:
        path = WRITERS[request.param](tmp_path / "plan", rows, before, after)
        return read_plans(read_document(path)).plans[0]

    return read


def duties(row: RowDraft) -> list[tuple[str, str]]:
    return [(duty.unit, duty.role.value) for duty in row.responsibilities]


def dues(row: RowDraft) -> list[date | None]:
    return [milestone.due for milestone in row.milestones]


def whys(plan: PlanDraft, row: str | None = None) -> str:
    return "\n".join(note.why for note in plan.warnings if row is None or note.row == row)


HEAD = ["序号", "工作任务", "责任单位", "完成时限"]


def test_a_plain_table_is_read_with_its_title_year_and_region(plan_of):
    plan = plan_of([HEAD, ["1", "修订应急预案", "县应急局、县财政局", "2024年9月底前"]])
    assert (plan.title, plan.year, plan.region) == (TITLE[0], 2024, "青山县")
    assert plan.key == "qingshan-2024"
    assert plan.rows[0].item == "1"
    assert plan.rows[0].detail == "修订应急预案"
    assert plan.rows[0].heading is None
    assert duties(plan.rows[0]) == [("县应急局", "lead"), ("县财政局", "lead")]
    assert dues(plan.rows[0]) == [date(2024, 9, 30)]


def test_heads_in_two_rows_give_each_unit_its_role(plan_of):
    plan = plan_of(
        [
            [("序号", 2, 1), ("工作任务", 2, 1), ("责任单位", 1, 2), ("完成时限", 2, 1)],
            ["牵头单位", "配合单位"],
            ["1", "建立台账", "县发改局", "县财政局、县住建局", "6月底前"],
            ["2", "组织验收", "县住建局", "县发改局", "11月底前"],
        ]
    )
    assert [row.item for row in plan.rows] == ["1", "2"]
    assert duties(plan.rows[0]) == [("县发改局", "lead"), ("县财政局", "assist"), ("县住建局", "assist")]
    assert dues(plan.rows[1]) == [date(2024, 11, 30)]


def test_bare_roles_under_a_head_of_units_are_roles(plan_of):
    plan = plan_of(
        [
            [("序号", 2, 1), ("任务", 2, 1), ("责任分工", 1, 3), ("时限", 2, 1)],
            ["牵头", "配合", "督办"],
            ["1", "清理欠款", "县财政局", "县审计局", "县政府办公室", "10月底"],
            ["2", "公开结果", "县审计局", "县财政局", "县政府办公室", "12月底"],
        ]
    )
    assert duties(plan.rows[0]) == [
        ("县财政局", "lead"),
        ("县审计局", "assist"),
        ("县政府办公室", "supervise"),
    ]
    assert plan.office == "县政府办公室"


def test_quarter_columns_give_one_milestone_for_each_filled_cell(plan_of):
    plan = plan_of(
        [
            [("序号", 2, 1), ("工作任务", 2, 1), ("责任单位", 2, 1), ("时间节点", 1, 4)],
            ["一季度", "二季度", "三季度", "四季度"],
            ["1", "新建泵站", "县水利局", "完成招标", "开工", "", "完工"],
            ["2", "整修水渠", "县水利局", "", "", "完成勘测", "—"],
        ]
    )
    first, second = plan.rows
    assert first.deadline is None
    assert dues(first) == [date(2024, 3, 31), date(2024, 6, 30), date(2024, 12, 31)]
    assert [milestone.action for milestone in first.milestones] == ["完成招标", "开工", "完工"]
    assert dues(second) == [date(2024, 9, 30)]


def test_quarter_columns_in_a_single_head_row_are_read_too(plan_of):
    plan = plan_of(
        [
            ["序号", "重点工作", "第一季度", "第二季度", "第三季度", "第四季度", "责任单位"],
            ["1", "修路", "立项", "开工", "铺油", "通车", "县交通局"],
        ]
    )
    assert dues(plan.rows[0])[-1] == date(2024, 12, 31)
    assert duties(plan.rows[0]) == [("县交通局", "lead")]


def test_month_columns_are_due_on_the_last_day_of_their_month(plan_of):
    plan = plan_of(
        [
            ["序号", "工作任务", "责任单位", "2月", "6月", "2025年1月"],
            ["1", "普查", "县统计局", "培训", "入户", "汇总"],
        ]
    )
    assert dues(plan.rows[0]) == [date(2024, 2, 29), date(2024, 6, 30), date(2025, 1, 31)]


def test_roles_inside_the_cell_win_over_the_head(plan_of):
    plan = plan_of([HEAD, ["1", "整治河道", "县水利局牵头，县生态环境局、县住建局配合", "9月底"]])
    assert duties(plan.rows[0]) == [
        ("县水利局", "lead"),
        ("县生态环境局", "assist"),
        ("县住建局", "assist"),
    ]


def test_labels_inside_the_cell_are_roles(plan_of):
    plan = plan_of([HEAD, ["1", "整治河道", "牵头单位：县水利局\n配合单位：县住建局", "9月底"]])
    assert duties(plan.rows[0]) == [("县水利局", "lead"), ("县住建局", "assist")]


def test_units_that_come_first_are_carried_down(plan_of):
    plan = plan_of(
        [
            ["责任单位", "序号", "工作任务", "完成时间"],
            [("县民政局", 3, 1), "1", "摸底", "3月底"],
            ["2", "公示", "4月底"],
            ["3", "发放", "5月底"],
            ["县残联", "4", "复核", "6月底"],
        ]
    )
    assert [duties(row)[0][0] for row in plan.rows] == ["县民政局", "县民政局", "县民政局", "县残联"]


def test_headings_merged_down_are_kept_and_number_the_headings_only(plan_of):
    plan = plan_of(
        [
            ["序号", "工作任务", "具体事项", "责任单位", "完成时间"],
            [("1", 2, 1), ("优化环境", 2, 1), "（1）压减材料", "县政务局", "3月底"],
            ["（2）并联审批", "县政务局", "4月底"],
            ["2", "扩大投资", "（3）谋划项目", "县发改局", "5月底"],
        ]
    )
    assert [(row.item, row.heading, row.detail) for row in plan.rows] == [
        ("1", "优化环境", "压减材料"),
        ("2", "优化环境", "并联审批"),
        ("3", "扩大投资", "谋划项目"),
    ]


def test_rows_without_a_number_of_their_own_are_counted(plan_of):
    plan = plan_of(
        [
            ["序号", "工作任务", "具体措施", "责任单位", "完成时间"],
            [("1", 2, 1), ("优化环境", 2, 1), "压减材料", "县政务局", "3月底"],
            ["并联审批", "县政务局", "4月底"],
            ["2", "扩大投资", "谋划项目", "县发改局", "5月底"],
        ]
    )
    assert [row.item for row in plan.rows] == ["1", "2", "3"]


def test_heads_printed_again_at_a_page_break_are_no_rows(plan_of):
    plan = plan_of([HEAD, ["1", "甲事", "县教育局", "3月底"], HEAD, ["2", "乙事", "县教育局", "4月底"]])
    assert [row.detail for row in plan.rows] == ["甲事", "乙事"]
    assert not whys(plan)


def test_a_merged_deadline_is_inherited_and_says_so(plan_of):
    plan = plan_of(
        [HEAD, ["1", "甲事", "县教育局", ("9月底", 2, 1)], ["2", "乙事", "县卫健委"]],
    )
    assert [(row.deadline, row.inherited) for row in plan.rows] == [("9月底", False), ("9月底", True)]
    assert dues(plan.rows[1]) == [date(2024, 9, 30)]


@pytest.mark.parametrize("ditto", ["同上", "〃", "″", "同 上"])
def test_ditto_marks_are_resolved(plan_of, ditto):
    plan = plan_of(
        [
            HEAD,
            ["1", "甲事", "县教育局", "9月底"],
            ["2", "乙事", ditto, ditto],
            ["3", "丙事", ditto, "10月底"],
        ]
    )
    assert [duties(row) for row in plan.rows] == [[("县教育局", "lead")]] * 3
    assert [row.deadline for row in plan.rows] == ["9月底", "9月底", "10月底"]


def test_total_rows_and_footnotes_are_no_tasks_and_are_named(plan_of):
    plan = plan_of(
        [
            HEAD,
            ["1", "甲事", "县教育局", "9月底"],
            [("合计", 1, 2), "1个单位", "1项"],
            [("注：完成时限为报送材料的时限。", 1, 4)],
        ]
    )
    assert [row.detail for row in plan.rows] == ["甲事"]
    assert "合计行" in whys(plan)
    assert "表注" in whys(plan)


def test_section_rows_are_no_tasks_and_head_the_rows_below(plan_of):
    plan = plan_of(
        [
            HEAD,
            [("一、优化营商环境（共1项）", 1, 4)],
            ["1", "甲事", "县教育局", "9月底"],
            [("二、扩大有效投资", 1, 4)],
            ["2", "乙事", "县发改局", "10月底"],
        ]
    )
    assert [(row.item, row.section) for row in plan.rows] == [
        ("1", "一、优化营商环境（共1项）"),
        ("2", "二、扩大有效投资"),
    ]


def test_a_number_that_comes_again_gets_its_section_in_front(plan_of):
    plan = plan_of(
        [
            HEAD,
            [("一、优化环境", 1, 4)],
            ["1", "甲事", "县教育局", "9月底"],
            ["2", "乙事", "县教育局", "9月底"],
            [("二、扩大投资", 1, 4)],
            ["1", "丙事", "县发改局", "10月底"],
            ["3", "丁事", "县发改局", "10月底"],
        ]
    )
    assert [row.item for row in plan.rows] == ["一-1", "2", "二-1", "3"]


def test_a_scope_column_splits_one_item_over_domains(plan_of):
    plan = plan_of(
        [
            ["序号", "工作任务", ("具体事项", 1, 2), "主体责任单位", "指导责任单位", "完成时间"],
            [
                ("1", 2, 1),
                ("编目录", 2, 1),
                ("（1）编制目录", 2, 1),
                "义务教育",
                ("各镇", 2, 1),
                "县教育局",
                ("9月底", 2, 1),
            ],
            ["户籍管理", "县公安局"],
            ["2", "建制度", ("（2）建立制度", 1, 2), "各镇", "县政府办公室", "10月底"],
            ["3", "抓培训", ("（3）开展培训", 1, 2), "各镇", "县政府办公室", "11月底"],
        ]
    )
    assert [(row.item, row.scope, row.detail) for row in plan.rows] == [
        ("1", "义务教育", "编制目录"),
        ("1", "户籍管理", "编制目录"),
        ("2", None, "建立制度"),
        ("3", None, "开展培训"),
    ]
    assert [duties(row)[-1] for row in plan.rows[:2]] == [("县教育局", "guide"), ("县公安局", "guide")]


def test_other_columns_are_kept_as_extra_and_are_never_units(plan_of):
    plan = plan_of(
        [
            [
                "序号",
                "工作任务",
                "工作目标",
                "责任单位",
                "责任领导",
                "责任人",
                "联系电话",
                "完成时限",
                "进展",
            ],
            ["1", "甲事", "提高五成", "县教育局", "张三", "李四", "12345", "9月底", "已启动"],
        ]
    )
    row = plan.rows[0]
    assert duties(row) == [("县教育局", "lead")]
    assert row.extra == {
        "工作目标": "提高五成",
        "责任领导": "张三",
        "责任人": "李四",
        "联系电话": "12345",
        "进展": "已启动",
    }


def test_a_column_with_a_strange_head_is_kept(plan_of):
    plan = plan_of(
        [["序号", "工作任务", "红黄绿", "责任单位", "完成时限"], ["1", "甲事", "绿", "县教育局", "9月底"]]
    )
    assert plan.rows[0].extra == {"红黄绿": "绿"}


def test_an_empty_unit_cell_is_warned_about(plan_of):
    plan = plan_of([HEAD, ["1", "甲事", "", "9月底"]])
    assert plan.rows[0].responsibilities == ()
    assert "责任单位”为空" in whys(plan, "1")


def test_a_deadline_that_cannot_be_read_is_warned_about(plan_of):
    plan = plan_of([HEAD, ["1", "甲事", "县教育局", "待定"]])
    assert plan.rows[0].deadline == "待定"
    assert whys(plan, "1")


def test_an_empty_deadline_with_none_above_is_warned_about(plan_of):
    plan = plan_of([HEAD, ["1", "甲事", "县教育局", ""]])
    assert plan.rows[0].deadline is None
    assert "完成时间为空" in whys(plan, "1")


def test_a_deadline_before_the_plans_year_is_warned_about(plan_of):
    plan = plan_of([HEAD, ["1", "甲事", "县教育局", "2022年9月底"]])
    assert "早于计划年度" in whys(plan, "1")


def test_ongoing_beside_a_quarterly_duty_is_a_contradiction(plan_of):
    plan = plan_of([HEAD, ["1", "每季度开展一次评估", "县教育局", "持续推进"]])
    assert "每季度" in whys(plan, "1")


def test_a_unit_of_no_known_kind_is_kept_and_warned_about(plan_of):
    plan = plan_of([HEAD, ["1", "甲事", "张三丰", "9月底"]])
    assert duties(plan.rows[0]) == [("张三丰", "lead")]
    assert "张三丰" in [note.text for note in plan.warnings]


def test_wrapped_lines_of_a_cell_are_joined_and_lists_stay(plan_of):
    plan = plan_of([HEAD, ["1", "健全完善制\n度规范。\n1.建台账；\n2.抓落实", "县教育\n局", "2024年\n9月底"]])
    assert plan.rows[0].detail == "健全完善制度规范。\n1.建台账；\n2.抓落实"
    assert duties(plan.rows[0]) == [("县教育局", "lead")]
    assert dues(plan.rows[0]) == [date(2024, 9, 30)]


def test_an_indicator_table_gives_no_task(plan_of):
    with pytest.raises(IndexError):
        plan_of(
            [["一级指标", "二级指标", "指标内容", "分值"], ["质量", "合格率", "合格率不低于九成", "10"]],
            before=["青山县考核指标"],
        )


def test_a_chinese_number_with_a_title_alone_is_a_section(plan_of):
    plan = plan_of(
        [
            HEAD,
            ["一", "经济类", "", ""],
            ["1", "甲事", "县教育局", "9月底"],
            ["二", "社会类", "", ""],
            ["1", "乙事", "县民政局", "10月底"],
        ]
    )
    assert [(row.item, row.section) for row in plan.rows] == [("一-1", "一、经济类"), ("二-1", "二、社会类")]


def test_chinese_numbers_of_the_rows_are_items(plan_of):
    plan = plan_of(
        [HEAD, ["（一）", "甲事", "县教育局", "9月底"], ["（二）", "乙事", "县民政局", "长期坚持"]]
    )
    assert [row.item for row in plan.rows] == ["一", "二"]


def test_a_task_printed_over_two_columns_is_heading_and_detail(plan_of):
    plan = plan_of(
        [
            ["序号", ("工作任务", 1, 2), "责任单位", "完成时限"],
            ["1", ("优化环境", 2, 1), "压减材料", "县政务局", ("3月底", 2, 1)],
            ["2", "并联审批", "县司法局"],
            ["3", ("整改落实", 1, 2), "县审计局", "4月底"],
        ]
    )
    assert [(row.item, row.heading, row.detail) for row in plan.rows] == [
        ("1", "优化环境", "压减材料"),
        ("2", "优化环境", "并联审批"),
        ("3", None, "整改落实"),
    ]


def test_one_task_with_two_units_and_dates_is_two_rows_of_one_item(plan_of):
    plan = plan_of(
        [
            HEAD,
            [("1", 2, 1), ("清查账目", 2, 1), "县财政局", "3月底"],
            ["县审计局", "6月底"],
            ["2", "整改", "县财政局", "9月底"],
        ]
    )
    assert [(row.item, row.detail, duties(row)[0][0]) for row in plan.rows] == [
        ("1", "清查账目", "县财政局"),
        ("1", "清查账目", "县审计局"),
        ("2", "整改", "县财政局"),
    ]


def test_labels_that_start_again_get_their_headings_number(plan_of):
    plan = plan_of(
        [
            ["序号", "工作任务", "具体事项", "责任单位", "完成时限"],
            [("一", 2, 1), ("稳增长", 2, 1), "1.出台政策", "县发改局", "3月底"],
            ["2.发布清单", "县发改局", "4月底"],
            [("二", 2, 1), ("扩内需", 2, 1), "1.发放补贴", "县商务局", "6月底"],
            ["2.评估效果", "县商务局", "7月底"],
        ]
    )
    assert [row.item for row in plan.rows] == ["一-1", "一-2", "二-1", "二-2"]


def test_lists_inside_the_cells_are_no_labels(plan_of):
    plan = plan_of(
        [
            ["序号", "任务", "工作措施", "责任单位", "完成时限"],
            ["1", "稳增长", "（1）出台政策\n（2）发布清单", "县发改局", "3月底"],
            ["2", "扩内需", "（1）发放补贴\n（2）评估效果", "县商务局", "6月底"],
        ]
    )
    assert [row.item for row in plan.rows] == ["1", "2"]
    assert plan.rows[0].detail == "（1）出台政策\n（2）发布清单"


def test_a_strange_task_head_is_guessed_aloud(plan_of):
    plan = plan_of([["序号", "议而未决", "责任单位", "完成时限"], ["1", "甲乙丙丁", "县水利局", "12月底"]])
    assert plan.rows[0].detail == "甲乙丙丁"
    assert "议而未决" in whys(plan)


def test_other_heads_further_down_begin_another_table(plan_of):
    plan = plan_of(
        [
            HEAD,
            ["1", "甲事", "县教育局", "9月底"],
            ["序号", "责任单位", "工作任务", "完成时限"],
            ["2", "县民政局", "乙事", "10月底"],
        ]
    )
    assert [(row.detail, duties(row)[0][0]) for row in plan.rows] == [
        ("甲事", "县教育局"),
        ("乙事", "县民政局"),
    ]


def test_a_title_and_a_note_above_the_heads_are_no_rows(plan_of):
    plan = plan_of(
        [
            [("青山县2024年督查台账", 1, 4)],
            [("填报单位：县政府办公室", 1, 4)],
            HEAD,
            ["1", "甲事", "县教育局", "9月底"],
        ],
        before=[],
    )
    assert [row.detail for row in plan.rows] == ["甲事"]
    assert (plan.title, plan.year) == ("青山县2024年督查台账", 2024)


@pytest.mark.parametrize("name", ["docx", "xlsx", "html"])
def test_heads_in_three_rows_are_read(name, tmp_path):
    rows = [
        [("序号", 3, 1), ("工作任务", 3, 1), ("责任分工", 1, 4), ("时间安排", 2, 2)],
        [("牵头", 1, 2), ("配合", 1, 2)],
        ["单位", "责任人", "单位", "责任人", "开始时间", "完成时间"],
        ["1", "甲事", "县教育局", "张三", "县财政局", "李四", "2024年1月", "2024年9月"],
    ]
    row = read_plans(read_document(WRITERS[name](tmp_path / "plan", rows, TITLE))).plans[0].rows[0]
    assert duties(row) == [("县教育局", "lead"), ("县财政局", "assist")]
    assert row.deadline == "2024年9月"
    assert row.extra == {"牵头责任人": "张三", "配合责任人": "李四", "时间安排开始时间": "2024年1月"}


@pytest.mark.parametrize("name", ["docx", "xlsx", "html"])
def test_cells_left_empty_in_place_of_merging_are_carried_down(name, tmp_path):
    rows = [
        ["序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限"],
        ["1", "优化环境", "（1）压减材料", "县政务局", "县司法局", "3月底"],
        ["", "", "（2）并联审批", "县政务局", "", ""],
    ]
    first, second = read_plans(read_document(WRITERS[name](tmp_path / "plan", rows, TITLE))).plans[0].rows
    assert (second.heading, second.deadline, second.inherited) == (first.heading, "3月底", True)
    assert duties(second) == [("县政务局", "lead")]

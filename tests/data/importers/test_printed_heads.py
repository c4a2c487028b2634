"""Heads, numbers and words around a table as offices print them, in all four formats."""

from datetime import date

import pytest
from plan_files import WRITERS, add_table, write_docx

from data.importers.draft import PlanDraft, RowDraft, nothing_found
from data.importers.plans import read_plans
from data.importers.reading import read_document

TITLE = ["云岭县2025年重点工作任务分解表"]
HEAD = ["序号", "工作任务", "责任单位", "完成时限"]


@pytest.fixture(params=sorted(WRITERS))
def read(request, tmp_path):
    """Write rows in one format and read them back as a plan."""

    def written(rows, before=TITLE, after=()) -> PlanDraft:
        path = WRITERS[request.param](tmp_path / "plan", rows, before, after)
        return read_plans(read_document(path)).plans[0]

    return written


@pytest.fixture
def read_lines(tmp_path):
    """Write lines of plain text and read them back as a plan."""

    def written(*lines: str) -> PlanDraft:
        path = tmp_path / "plan.txt"
        path.write_text("\n".join(lines), "utf-8")
        return read_plans(read_document(path)).plans[0]

    return written


def duties(row: RowDraft) -> list[tuple[str, str]]:
    return [(duty.unit, duty.role.value) for duty in row.responsibilities]


def whys(plan: PlanDraft) -> str:
    return "\n".join(note.why for note in plan.warnings)


def test_heads_in_three_rows_are_read_from_text_too(read):
    plan = read(
        [
            [("序号", 3, 1), ("工作任务", 3, 1), ("责任分工", 1, 3), ("完成时限", 3, 1)],
            [("责任领导", 2, 1), ("责任单位", 1, 2)],
            ["牵头单位", "配合单位"],
            ["1", "编制规划", "张三", "县自然资源局", "县住建局", "3月底前"],
            ["2", "发布规划", "李四", "县政府办公室", "县司法局", "5月底前"],
        ]
    )
    assert duties(plan.rows[0]) == [("县自然资源局", "lead"), ("县住建局", "assist")]
    assert [row.extra for row in plan.rows] == [{"责任领导": "张三"}, {"责任领导": "李四"}]
    assert plan.rows[1].milestones[0].due == date(2025, 5, 31)
    assert not plan.warnings


def test_two_divided_heads_beside_each_other_are_told_apart(read):
    plan = read(
        [
            [("序号", 2, 1), ("工作任务", 2, 1), ("责任单位", 1, 2), ("时间节点", 1, 2)],
            ["牵头单位", "配合单位", "上半年", "下半年"],
            ["1", "修建水库", "县水利局", "县财政局", "开工", "蓄水"],
            ["2", "修建泵站", "县水利局", "县住建局", "招标", "完工"],
        ]
    )
    assert duties(plan.rows[0]) == [("县水利局", "lead"), ("县财政局", "assist")]
    assert [one.due for one in plan.rows[0].milestones] == [date(2025, 6, 30), date(2025, 12, 31)]


def test_one_column_for_lead_and_assistants_says_how_it_was_read(read):
    plan = read(
        [
            ["序号", "工作任务", "牵头及配合单位", "完成时限"],
            ["1", "开展普查", "县统计局、县发改局、县财政局", "6月底"],
            ["2", "发布公报", "县统计局", "9月底"],
        ]
    )
    assert duties(plan.rows[0]) == [("县统计局", "lead"), ("县发改局", "assist"), ("县财政局", "assist")]
    assert duties(plan.rows[1]) == [("县统计局", "lead")]
    assert [note.row for note in plan.warnings] == ["1"]


def test_beside_a_unit_marked_as_leading_the_others_assist(read):
    plan = read([HEAD, ["1", "保障供暖", "县住建局（牵头）、县发改局、县财政局", "11月1日前"]])
    assert duties(plan.rows[0]) == [("县住建局", "lead"), ("县发改局", "assist"), ("县财政局", "assist")]
    assert "标明牵头" in whys(plan)


def test_persons_beside_units_are_kept_apart_from_them(read):
    plan = read(
        [
            ["序号", "工作任务", "责任单位及责任人", "完成时限"],
            ["1", "取缔采砂点", "县水利局 张伟", "6月底"],
            ["2", "建立网格", "县水利局（李明）、县林业局（王强）", "6月底"],
        ]
    )
    assert plan.rows[0].responsibilities[0].part is None
    assert plan.rows[0].extra == {"责任人": "张伟"}
    assert duties(plan.rows[1]) == [("县水利局", "lead"), ("县林业局", "lead")]
    assert plan.rows[1].extra == {"责任人": "县水利局 李明、县林业局 王强"}


def test_numbers_of_two_levels_keep_their_point(read):
    plan = read([HEAD, ["1.1", "甲事", "县教育局", "3月底"], ["1.2", "乙事", "县民政局", "4月底"]])
    assert [row.item for row in plan.rows] == ["1.1", "1.2"]


def test_a_number_of_a_higher_rank_with_a_title_alone_is_a_section(read):
    plan = read(
        [
            ["序号", "任务内容", "责任单位", "完成时限"],
            ["一", "党的建设", "", ""],
            ["（一）", "开展学习教育", "县委组织部", "7月底前"],
            ["（二）", "整顿村党组织", "各党委（党组）", "10月底前"],
            ["二", "乡村治理", "", ""],
            ["（一）", "推广积分制", "县农业农村局", "11月底前"],
        ]
    )
    assert [(row.item, row.section) for row in plan.rows] == [
        ("一-一", "一、党的建设"),
        ("二", "一、党的建设"),
        ("二-一", "二、乡村治理"),
    ]
    assert duties(plan.rows[1]) == [("各党委（党组）", "lead")]


def test_the_last_of_several_levels_is_the_task(read):
    plan = read(
        [
            ["一级任务", "二级任务", "三级任务", "责任单位", "完成时限"],
            [("产业振兴", 2, 1), "种业提升", "建设基地", "县农业农村局", "6月"],
            ["品牌建设", "注册商标", "县市场监管局", "10月"],
        ]
    )
    assert [(row.section, row.heading, row.detail) for row in plan.rows] == [
        ("产业振兴", "种业提升", "建设基地"),
        ("产业振兴", "品牌建设", "注册商标"),
    ]


def test_what_is_reported_after_the_progress_is_no_task(read):
    plan = read(
        [
            ["序号", "工作任务", "责任单位", "完成时限", "进展情况", "存在问题", "下一步工作措施"],
            ["1", "甲事", "县教育局", "9月底", "已启动", "缺资金", "申请资金"],
        ]
    )
    assert (plan.rows[0].heading, plan.rows[0].detail) == (None, "甲事")
    assert plan.rows[0].extra == {"进展情况": "已启动", "存在问题": "缺资金", "下一步工作措施": "申请资金"}


def test_a_ledger_of_problems_gives_measures_under_problems(read):
    plan = read(
        [
            ["序号", "问题类别", "问题描述", "整改措施", "责任单位", "整改时限"],
            ["1", ("责任落实", 2, 1), "未签责任书。", "督促签订。", "县应急局", "6月30日前"],
            ["2", "未培训。", "组织培训。", "县应急局", "8月底前"],
        ]
    )
    assert [(row.section, row.heading, row.detail) for row in plan.rows] == [
        ("责任落实", "未签责任书。", "督促签订。"),
        ("责任落实", "未培训。", "组织培训。"),
    ]


def test_lines_above_the_heads_inside_the_table_are_read_or_named(read):
    plan = read(
        [
            [("云岭县2025年法治政府建设任务清单", 1, 4)],
            [("填报单位：县司法局　　填报时间：2025年3月5日", 1, 4)],
            HEAD,
            ["1", "清理文件", "县司法局", "9月30日前"],
        ],
        before=[],
    )
    assert (plan.title, plan.region, plan.year) == ("云岭县2025年法治政府建设任务清单", "云岭县", 2025)
    assert [row.section for row in plan.rows] == [None]
    assert [note.text[:4] for note in plan.warnings] == ["填报单位"]


def test_a_notice_in_front_gives_number_and_issue_date_in_each_format(read):
    plan = read(
        [HEAD, ["1", "甲事", "县教育局", "9月底"]],
        before=[
            "云岭县人民政府办公室文件",
            "云政办发〔2025〕6号",
            "云岭县人民政府办公室",
            "关于印发2025年重点任务分工的通知",
            "各乡镇人民政府，县政府各部门：",
            "现印发给你们，请认真贯彻落实。",
            "云岭县人民政府办公室",
            "2025年2月18日",
        ],
    )
    assert plan.title == "云岭县人民政府办公室关于印发2025年重点任务分工的通知"
    assert (plan.number, plan.issued) == ("云政办发〔2025〕6号", date(2025, 2, 18))


def test_columns_set_with_spaces_are_a_table(read_lines):
    plan = read_lines(
        "青川县2025年第三季度督办事项表",
        "",
        "序号    督办事项              责任单位          完成时限",
        "1       完成防汛物资储备      县应急管理局      7月15日前",
        "2       启动旧城改造征收      县住建局、城关镇  9月底前",
        "        和安置工作",
    )
    assert [row.detail for row in plan.rows] == ["完成防汛物资储备", "启动旧城改造征收和安置工作"]
    assert duties(plan.rows[1]) == [("县住建局", "lead"), ("城关镇", "lead")]
    assert plan.rows[0].milestones[0].due == date(2025, 7, 15)


def test_a_label_for_unit_and_person_gives_both(read_lines):
    plan = read_lines(
        "石桥县2025年专项行动任务清单",
        "1.开展消防通道畅通行动",
        "责任单位及责任人：县消防救援大队 李刚",
        "完成时限：10月底前",
    )
    assert duties(plan.rows[0]) == [("县消防救援大队", "lead")]
    assert plan.rows[0].extra == {"责任人": "李刚"}


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("凤城市2025年重点工作任务分解表", "凤城市"),
        ("东城区2025年重点工作任务分解表", "东城区"),
        ("中共临川县委办公室临川县人民政府办公室2025年重点工作任务分解表", "临川县"),
        ("江南大学2025年党政工作要点任务分解表", "江南大学"),
    ],
)
def test_the_region_is_read_from_the_title(tmp_path, title, region):
    path = write_docx(tmp_path / "plan", [HEAD, ["1", "甲事", "办公室", "9月底"]], [title])
    assert read_plans(read_document(path)).plans[0].region == region


def test_words_that_end_like_a_city_are_no_region(tmp_path):
    rows = [HEAD, ["1", "甲事", "县教育局", "9月底"]]
    path = write_docx(tmp_path / "plan", rows, ["全国文明城市创建任务分解表", "安丰县教育局", "2025年1月2日"])
    assert read_plans(read_document(path)).plans[0].region == "安丰县"


def test_a_marking_on_the_first_page_is_no_part_of_the_title(tmp_path):
    rows = [HEAD, ["1", "甲事", "县教育局", "9月底"]]
    path = write_docx(tmp_path / "plan", rows, ["内部资料 注意保存", "特急", *TITLE])
    assert read_plans(read_document(path)).plans[0].title == TITLE[0]


def test_tables_of_sections_are_titled_by_the_document(tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph(TITLE[0])
    for section in ("一、学前教育", "二、义务教育"):
        document.add_paragraph(section)
        add_table(document, [HEAD, ["1", f"{section}任务", "县教育局", "9月底"]])
    document.save(str(tmp_path / "plan.docx"))
    plan = read_plans(read_document(tmp_path / "plan.docx")).plans[0]
    assert plan.title == TITLE[0]
    assert [(row.item, row.section) for row in plan.rows] == [
        ("一-1", "一、学前教育"),
        ("二-1", "二、义务教育"),
    ]


def test_numbers_that_come_again_in_two_annexes_have_the_annex_in_front(tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("关于印发云岭县2025年工作方案的通知")
    for number, caption in ((2, "重点任务清单"), (4, "问题整改清单")):
        document.add_paragraph(f"附件{number}")
        document.add_paragraph(caption)
        add_table(document, [HEAD, ["1", f"{caption}的任务", "县教育局", "9月底"]])
    document.save(str(tmp_path / "plan.docx"))
    plan = read_plans(read_document(tmp_path / "plan.docx")).plans[0]
    assert [row.item for row in plan.rows] == ["附件2-1", "附件4-1"]


def test_a_refusal_names_the_tables_that_were_left_out(tmp_path):
    rows = [["姓名", "职务", "联系电话"], ["张三", "局长", "123"]]
    draft = read_plans(read_document(write_docx(tmp_path / "list", rows, ["工作人员通讯录"])))
    assert not draft.plans
    assert "“工作人员通讯录”（通讯录，没有任务）" in nothing_found("list.docx", draft)


def test_a_task_whose_name_reads_like_a_head_is_a_row(read):
    plan = read(
        [
            ["工作任务", "责任单位", "完成时限"],
            ["春季绿化工作", "县林业局", "3月"],
            ["冬修水利工作", "县水利局", "11月"],
        ]
    )
    assert [row.detail for row in plan.rows] == ["春季绿化工作", "冬修水利工作"]


def test_items_may_have_a_word_before_their_number(read):
    plan = read([HEAD, ["任务1", "甲项工作", "县发改局", "3月"], ["任务2", "乙项工作", "县财政局", "4月"]])
    assert [row.item for row in plan.rows] == ["1", "2"]


def test_without_a_column_of_units_the_section_names_the_unit_and_it_is_said(read):
    plan = read(
        [
            ["序号", "工作任务", "完成时限"],
            [("一、县发改局（1项）", 1, 3)],
            ["1", "甲事", "3月"],
            [("二、其他事项", 1, 3)],
            ["2", "乙事", "4月"],
        ]
    )
    assert [duties(row) for row in plan.rows] == [[("县发改局", "lead")], []]
    assert whys(plan).count("没有责任单位列") == 2


def test_columns_of_stages_give_a_milestone_each(read):
    plan = read(
        [
            ["序号", "工作任务", "责任单位", "第一阶段（3月底前）", "第二阶段（8月底前）"],
            ["1", "甲事", "县发改局", "调研", "起草"],
        ]
    )
    assert [(one.due, one.action) for one in plan.rows[0].milestones] == [
        (date(2025, 3, 31), "调研"),
        (date(2025, 8, 31), "起草"),
    ]


def test_the_head_over_the_deadlines_may_print_the_year(read):
    plan = read(
        [["序号", "重点任务", "责任单位", "完成时限（2025年）"], ["1", "修订预案", "县应急局", "3月底"]],
        before=["云岭县防灾减灾重点任务清单"],
    )
    assert plan.year == 2025


def test_a_leader_named_before_the_unit_is_no_part_of_the_task(read_lines):
    plan = read_lines(
        "安澜市2025年防汛重点任务",
        "1.落实责任制。公布名单。牵头领导：王副市长。责任单位：市水利局。完成时限：2025年4月底前。",
        "2.储备物资。",
        "——责任单位：市应急局",
        "——完成时限：5月底前",
    )
    assert [row.detail for row in plan.rows] == ["公布名单。", "储备物资"]
    assert plan.rows[0].extra == {"牵头领导": "王副市长"}
    assert duties(plan.rows[1]) == [("市应急局", "lead")]


def test_signatures_at_the_foot_of_a_form_are_no_task(read):
    plan = read(
        [
            [*HEAD, "备注"],
            ["1", "甲事", "县教育局", "9月底", ""],
            ["审核人：张三", "", "填报人：李四", "日期：", ""],
        ]
    )
    assert [row.detail for row in plan.rows] == ["甲事"]
    assert "表注" in whys(plan)


@pytest.mark.parametrize(
    "lines",
    [
        ['1\t"甲项工作', '推进"\t"县发改局', '县财政局"\t3月底'],
        ["1\t甲项工作", "推进\t县发改局、", "县财政局\t3月底"],
    ],
    ids=["quoted", "broken"],
)
def test_a_row_that_a_line_break_in_a_cell_broke_is_made_whole(read_lines, lines):
    plan = read_lines(TITLE[0], "", "\t".join(HEAD), *lines, "2\t乙项工作\t县民政局\t4月底")
    assert [(row.item, row.detail) for row in plan.rows] == [("1", "甲项工作推进"), ("2", "乙项工作")]
    assert duties(plan.rows[0]) == [("县发改局", "lead"), ("县财政局", "lead")]


def test_a_cell_drawn_over_two_lines_of_a_box_is_one(read_lines):
    plan = read_lines(
        f"# {TITLE[0]}",
        "┌──┬────┐",
        "│序号│工作任务│责任单位│完成时限│",
        "├──┼────┤",
        "│1│甲项工作│县发改局│3月底│",
        "│ │推进│县财政局│ │",
        "├──┼────┤",
        "│2│乙项工作│县民政局│4月底│",
        "└──┴────┘",
    )
    assert plan.title == TITLE[0]
    assert [row.detail for row in plan.rows] == ["甲项工作推进", "乙项工作"]
    assert duties(plan.rows[0]) == [("县发改局", "lead"), ("县财政局", "lead")]


def test_a_plan_with_annexes_has_the_title_in_front_of_them(tmp_path):
    rows = [HEAD, ["1", "甲事", "县教育局", "9月底"]]
    lines = ["云岭县2025年营商环境工作方案", "附表1  重点任务清单"]
    plan = read_plans(read_document(write_docx(tmp_path / "plan", rows, lines))).plans[0]
    assert (plan.title, plan.region, plan.year) == (lines[0], "云岭县", 2025)


def test_rows_before_heads_that_the_page_reprints_are_read(tmp_path):
    import docx

    def line(number: int) -> list[str]:
        return [str(number), f"第{number}件事", "县发改局", "县财政局", "9月底"]

    heads = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
    document = docx.Document()
    document.add_paragraph(TITLE[0])
    add_table(document, [heads, line(1)])
    add_table(document, [line(2), heads, line(3)])
    document.save(str(tmp_path / "plan.docx"))
    plan = read_plans(read_document(tmp_path / "plan.docx")).plans[0]
    assert [row.item for row in plan.rows] == ["1", "2", "3"]


def test_rows_above_the_only_heads_are_named(tmp_path):
    heads = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
    rows = [["0", "散落的事", "县教育局", "县财政局", "8月底"], heads, ["1", "甲事", "县教育局", "", "9月底"]]
    plan = read_plans(read_document(write_docx(tmp_path / "plan", rows, TITLE))).plans[0]
    assert [row.detail for row in plan.rows] == ["甲事"]
    assert "散落的事" in "".join(note.text for note in plan.warnings)

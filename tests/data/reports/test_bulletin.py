"""The bulletin: what it says, and the page layout read back from the file."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from summaries import PLAN, listed, summary_of, unit_row, unit_rows

from data.progress import Counts
from data.reports.bulletin import break_title, compose, title_of, write_bulletin
from data.reports.figures import Change, Scope, Summary
from data.reports.official.parts import Kind, Paper, Paragraph, Table, Voice

ISSUED = date(2020, 9, 14)
OFFICE = "东至县人民政府办公室"
LATE = summary_of(unit_rows(6, late=2))
NONE_LATE = summary_of([unit_row("县财政局", done=3), unit_row("县民政局", done=2, pending=1)])
MM = 36_000  # English metric units in a millimetre


def paper_of(summary: Summary) -> Paper:
    return compose(summary, issuer=OFFICE, issued=ISSUED)


def said_by(summary: Summary) -> str:
    return "\n".join(paper_of(summary).texts())


def opened(summary: Summary = LATE, **options: str):
    page = write_bulletin(summary, **({"issuer": OFFICE, "issued": ISSUED} | options))
    return docx.Document(BytesIO(page))


def tables_of(summary: Summary) -> list[Table]:
    return [part for part in paper_of(summary).parts if isinstance(part, Table)]


def test_the_page_is_that_of_the_standard():
    section = opened().sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(size / MM) for size in sizes] == [210, 297, 37, 28]
    assert round((section.page_width - section.left_margin - section.right_margin) / MM) == 156
    assert round((section.page_height - section.top_margin - section.bottom_margin) / MM) == 225


def test_the_grid_has_22_lines_of_28_signs():
    section = opened().sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    height = (section.page_height - section.top_margin - section.bottom_margin) / 635
    width = (section.page_width - section.left_margin - section.right_margin) / 635
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(height / int(grid.get(qn("w:linePitch")))) == 22
    sign = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert round(width / 20 / sign, 1) == 28


def test_fonts_and_sizes_are_those_of_the_standard():
    document = opened()
    by_text = {paragraph.text.replace("\n", ""): paragraph for paragraph in document.paragraphs}
    assert _face(document.styles["Normal"].element.rPr) == "仿宋_GB2312"
    assert document.styles["Normal"].font.size.pt == 16
    title = by_text[title_of(LATE)].runs[0]
    assert (_face(title._r.rPr), title.font.size.pt) == ("方正小标宋简体", 22)
    assert _face(by_text["一、总体进展"].runs[0]._r.rPr) == "黑体"
    second = next(paragraph for text, paragraph in by_text.items() if text.startswith("（一）"))
    assert _face(second.runs[0]._r.rPr) == "楷体_GB2312"


def _face(properties) -> str:
    fonts = properties.find(qn("w:rFonts"))
    names = {fonts.get(qn(f"w:{which}")) for which in ("ascii", "hAnsi", "eastAsia")}
    assert len(names) == 1
    return names.pop()


def test_each_font_names_near_ones_for_machines_without_it():
    page = write_bulletin(LATE, issuer=OFFICE, issued=ISSUED)
    with ZipFile(BytesIO(page)) as parts:
        fonts = etree.fromstring(parts.read("word/fontTable.xml"))
        used = set(re.findall(r'w:eastAsia="([^"a-z]+)"', parts.read("word/document.xml").decode()))
    near = {font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")) for font in fonts}
    assert used <= near.keys()
    assert near["仿宋_GB2312"].startswith("仿宋,")
    assert "小标宋" in near["方正小标宋简体"]
    assert "宋体" in near["方正小标宋简体"]


def test_page_numbers_stand_outside_between_dashes():
    document = opened()
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph.alignment == side
        assert {run.font.size.pt for run in paragraph.runs} == {14}
        assert _face(paragraph.runs[0]._r.rPr) == "宋体"
        assert "PAGE" in etree.tostring(paragraph._p, encoding="unicode")


def test_the_table_of_overdue_items_repeats_its_head_and_tears_no_row():
    table = opened().tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        *("序号", "责任单位", "项号", "事项", "应完成时间", "逾期天数")
    ]
    properties = [row._tr.trPr for row in table.rows]
    assert [row.find(qn("w:tblHeader")) is not None for row in properties] == [True, False, False]
    assert all(row.find(qn("w:cantSplit")) is not None for row in properties)
    assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert [cell.text for cell in table.rows[1].cells] == [
        *("1", "县第1局", "1", "编制完成本领域基层政务公开标准目录", "2020年9月5日", "5")
    ]


def test_each_table_is_as_wide_as_the_text():
    for table in tables_of(LATE):
        assert sum(column.width for column in table.columns) == 156
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_the_sentences_give_the_figures_of_the_summary():
    said = said_by(LATE)
    counts = LATE.counts
    assert f"共{counts.items_total}件任务，分解到各单位为{counts.total}项次" in said
    assert f"共{counts.total}项，已办结{counts.done}项，占比" in said
    assert f"逾期{counts.overdue}项，涉及2个单位。" in said
    assert (
        "当周新办结3项次，有1件任务全部办结；按项次办结率较前一周提高3.1个百分点；逾期较前一周减少1项次。"
        in said
    )
    assert "当周到期4项次，其中2项次尚未办结。" in said


@pytest.mark.parametrize("amounts", [(1, 1, 1, 0, 0), (2, 3, 1, 1, 0), (997, 1, 1, 1, 0), (1, 1, 1, 1, 1)])
def test_the_shares_of_the_statuses_add_up_to_100(amounts):
    done, doing, submitted, returned, pending = amounts
    row = unit_row("县财政局", done, pending, doing=doing, submitted=submitted, returned=returned)
    sentence = re.search(r"按项次计，(.*?)。", said_by(summary_of([row]))).group(1)
    assert sum(int(percent) for percent in re.findall(r"占比(\d+)%", sentence)) == 100


def test_nothing_overdue_reads_naturally_and_has_no_table():
    said = said_by(NONE_LATE)
    assert "截至2020年9月10日，没有逾期事项。" in said
    assert "逾期0" not in said
    assert "整改要求" not in said
    assert len(tables_of(NONE_LATE)) == 1


def test_an_empty_region_reads_naturally():
    said = said_by(summary_of())
    assert "没有应统计的任务。" in said
    assert "没有单位承担应统计的任务。" in said
    assert not re.search(r"\D0[项件个%]", said)
    assert tables_of(summary_of()) == []


def test_units_are_named_by_how_they_stand_and_whether_a_chat_is_bound():
    rows = [
        unit_row("县财政局", done=1, pending=2, overdue=2),
        unit_row("县民政局", pending=1, has_chat=0),
        unit_row("县司法局", done=2),
    ]
    said = said_by(summary_of(rows, unnamed=3))
    assert "（一）全部办结的单位1个。县司法局。" in said
    assert "（二）有逾期事项的单位1个。县财政局（2项次）。" in said
    assert "（三）尚无办结事项的单位1个。县民政局。" in said
    assert "（四）尚未绑定工作群的单位1个。县民政局。" in said
    assert "（五）待指定责任单位的任务3项。" in said
    assert "3项任务待指定责任单位，未计入上述统计" in said


def test_units_that_are_all_units_are_not_named_one_by_one():
    rows = [unit_row(f"县{sign}局", pending=1, has_chat=0) for sign in "甲乙丙丁"]
    said = said_by(summary_of(rows))
    assert "（一）尚无办结事项的单位4个。即承担任务的全部单位。" in said
    assert "（二）尚未绑定工作群的单位4个。即承担任务的全部单位。" in said
    assert "尚无办结事项的单位3个。县甲局、县乙局、县丙局。" in said_by(summary_of(rows[:3]))


@pytest.mark.parametrize(
    ("due", "unfinished", "said"),
    [
        (4, 0, "到期4项次，均已办结。"),
        (4, 4, "到期4项次，均未办结。"),
        (1, 1, "到期1项次，尚未办结。"),
        (1, 0, "到期1项次，已办结。"),
    ],
)
def test_what_came_due_is_said_as_one_would(due: int, unfinished: int, said: str):
    assert f"当周{said}" in said_by(replace(LATE, due=due, due_open=unfinished))


def test_what_comes_due_is_listed_day_by_day():
    due = ((12, "县民政局", 5), (12, "县财政局", 5), (7, "县财政局", 5), (9, "县民政局", 8))
    coming = tuple(listed(at, unit, days) for at, unit, days in due)
    said = said_by(replace(NONE_LATE, next_due=coming, due_next=6, due_next_open=5))
    assert "下一周（2020年9月14日至9月20日）到期6项次，其中5项次尚未办结。" in said
    assert "1. 9月15日到期3项次。第12项编制完成本领域基层政务公开标准目录：县民政局、县财政局；第7项" in said
    assert "2. 9月18日到期1项次。第9项编制完成本领域基层政务公开标准目录：县民政局。" in said
    assert "其余1项次见台账。" in said


def test_what_a_long_list_leaves_out_is_said():
    many = tuple(listed(at, "县财政局", -400 + at) for at in range(1, 301))
    summary = replace(LATE, overdue=many, counts=replace(LATE.counts, overdue=350))
    assert "下表列出其中逾期较久的200项次，其余150项次见台账。" in said_by(summary)
    assert len(tables_of(summary)[0].rows) == 200


def test_an_item_of_several_units_is_one_row_with_all_of_them():
    late = tuple(listed(at, f"县第{at}局", -5, item="7") for at in range(1, 5))
    summary = replace(LATE, overdue=(*late, listed(9, "县第1局", -3, item="8")))
    rows = tables_of(summary)[0].rows
    assert [row[:3] for row in rows] == [
        ("1", "县第1局、县第2局、县第3局、县第4局", "7"),
        ("2", "县第1局", "8"),
    ]


def test_with_several_plans_an_item_says_which_is_meant():
    several = replace(LATE, plans=("甲方案", "乙方案"), several_plans=True)
    assert f"〔{PLAN}〕编制" in tables_of(several)[0].rows[0][3]
    assert title_of(several) == "关于东至县督办事项落实情况的通报"


def test_places_for_judgement_are_marked_in_yellow():
    paper = compose(LATE, issuer=None, issued=ISSUED)
    blanks = [
        run.text
        for part in paper.parts
        if isinstance(part, Paragraph)
        for run in part.runs
        if run.voice is Voice.BLANK
    ]
    assert len(blanks) == 4
    assert blanks[-1] == "（请填写：发文机关）"
    document = opened(issuer=None)
    lit = [
        run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color
    ]
    assert lit == blanks


def test_number_addressees_and_title_are_taken_as_given():
    document = opened(number="东政办督〔2020〕12号", addressees="各乡镇人民政府", title="关于督办情况的通报")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["东政办督〔2020〕12号", "关于督办情况的通报", "各乡镇人民政府："]


def test_the_attachment_the_signature_and_the_date_come_last():
    *_, attached, signed, dated = paper_of(LATE).parts
    assert (attached.kind, signed.kind, dated.kind) == (Kind.ATTACHMENT, Kind.SIGNATURE, Kind.DATE)
    assert attached.text == "附件：督办台账（截至2020年9月10日）"
    assert (signed.text, dated.text) == (OFFICE, "2020年9月14日")
    # Their middles stand above each other: ten signs above the width of six and a half.
    assert (signed.indent + 10 / 2, dated.indent) == (dated.indent + 6.5 / 2, 4)


def test_a_long_title_breaks_at_the_end_of_a_meaning():
    assert break_title("关于督办情况的通报") == "关于督办情况的通报"
    long = break_title(f"关于印发《{PLAN}》的通知落实情况的通报")
    assert long.replace("\n", "") == f"关于印发《{PLAN}》的通知落实情况的通报"
    assert max(map(len, long.split("\n"))) <= 20
    assert not any(line.startswith(("》", "的", "方案")) for line in long.split("\n"))
    assert break_title("一" * 45) == "一" * 45


def test_what_documents_cannot_hold_is_left_out():
    odd = listed(1, "县财政局\x0b", -3, detail="编制目\u200b录\ufffe<甲&乙>")
    document = opened(replace(LATE, overdue=(odd,)), addressees="甲\x00\ufffe局")
    assert "甲局：" in [paragraph.text for paragraph in document.paragraphs]
    assert document.tables[0].rows[1].cells[1].text == "县财政局"
    assert document.tables[0].rows[1].cells[3].text == "编制目录<甲&乙>"


def test_a_month_is_compared_with_the_month_before():
    month = replace(
        NONE_LATE,
        start=date(2020, 9, 1),
        end=date(2020, 9, 30),
        as_of=date(2020, 9, 30),
        change=Change(0, 0, 0, 0.0),
        due=0,
        newly_done=0,
        newly_done_items=0,
    )
    said = said_by(month)
    assert "（统计时段为2020年9月1日至9月30日）。" in said
    assert "9月没有新办结的事项；按项次办结率与8月持平；逾期数与8月持平。9月无到期事项。" in said
    assert "10月（2020年10月1日至10月31日）无到期事项。" in said


def test_what_has_no_date_or_does_not_apply_is_said_beside_the_count():
    counts = replace(NONE_LATE.counts, undated=4, void=2)
    assert "另有4项次没有明确期限、2项次已确认不涉及，未计入上述统计。" in said_by(
        replace(NONE_LATE, counts=counts)
    )


@pytest.mark.parametrize(
    ("plan", "title"),
    [
        ("《试点工作方案》", "关于试点工作方案落实情况的通报"),
        ("基层政务公开标准化规范化", "关于基层政务公开标准化规范化工作落实情况的通报"),
        ("重点工作任务分工表", "关于重点工作任务分工表落实情况的通报"),
    ],
)
def test_the_title_names_the_plan_where_it_is_one_only(plan, title):
    assert title_of(replace(LATE, plans=(plan,))) == title
    assert title_of(replace(LATE, plans=(plan, "乙方案"))) == "关于东至县督办事项落实情况的通报"
    one = replace(LATE, plans=(plan, "乙方案"), scope=Scope("东至县", plan=plan))
    assert title_of(one) == title


def test_a_summary_of_one_unit_is_named_after_it():
    assert (
        title_of(replace(LATE, scope=Scope("东至县", unit="县财政局")))
        == "关于县财政局督办事项落实情况的通报"
    )


def test_every_figure_fits_together_whatever_the_counts_are():
    for total in range(1, 12):
        for done in range(total + 1):
            counts = Counts(items_total=total, items_done=done, total=total, done=done, pending=total - done)
            said = said_by(replace(NONE_LATE, counts=counts))
            assert (f"已办结{done}项，占比100%" in said) == (done == total)
            assert (f"已办结{done}项，占比0%" in said) == (done == 0)

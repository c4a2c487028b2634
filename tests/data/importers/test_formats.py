"""What single formats hold beside their text: encodings, revisions, lists, sheets, layout."""

import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from plan_files import add_table, fill_sheet, html_table, write_docx, write_html, write_xlsx

from data.errors import DocumentError
from data.importers.document import Table
from data.importers.plans import read_plans
from data.importers.reading import read_document

HEAD = ["序号", "工作任务", "责任单位", "完成时限"]
ROWS = [HEAD, ["1", "甲事", "县教育局", "9月底"], ["2", "乙事", "县卫健委", "10月底"]]
TITLE = "青山县2024年重点工作任务分解表"


def plan(path):
    return read_plans(read_document(path)).plans[0]


def details(path):
    return [row.detail for row in plan(path).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_usual_encoding(tmp_path, encoding):
    path = tmp_path / "plan.txt"
    cells = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in ROWS)
    path.write_bytes(f"{TITLE}\n\n{cells}\n".encode(encoding))
    assert details(path) == ["甲事", "乙事"]


def test_bytes_in_no_encoding_are_refused_with_advice(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes(b"\xe9\x9d\x92 \xff\xff\x80\x80 " * 40)
    with pytest.raises(DocumentError, match=r"UTF-8|二进制"):
        read_document(path)


@pytest.mark.parametrize("gap", ["\t", " | "])
def test_tables_with_tabs_or_bars_are_read(tmp_path, gap):
    path = tmp_path / "plan.txt"
    lines = [gap.join(row) if gap == "\t" else f"| {gap.join(row)} |" for row in ROWS]
    path.write_text("\n".join([TITLE, "", *lines]), "utf-8")
    assert details(path) == ["甲事", "乙事"]


def test_a_ruler_of_a_markdown_table_is_no_row(tmp_path):
    path = tmp_path / "plan.txt"
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    path.write_text("\n".join([TITLE, "", lines[0], "| --- | --- | :-: | --- |", *lines[1:]]), "utf-8")
    assert details(path) == ["甲事", "乙事"]


def test_a_page_in_gb2312_is_read_by_the_charset_that_it_names(tmp_path):
    path = tmp_path / "plan.html"
    page = f'<html><head><meta charset="gb2312"></head><body><p>{TITLE}</p>{html_table(ROWS)}</body></html>'
    path.write_bytes(page.encode("gb18030"))
    assert plan(path).title == TITLE
    assert details(path) == ["甲事", "乙事"]


def test_a_layout_table_is_looked_through(tmp_path):
    path = tmp_path / "plan.html"
    inner = f"<p>{TITLE}</p>{html_table(ROWS)}"
    page = f"<table><tr><td>首页</td><td>导航</td></tr><tr><td colspan=2>{inner}</td></tr></table>"
    path.write_text(f"<html><body>{page}<script>var a='9月底';</script></body></html>", "utf-8")
    assert details(path) == ["甲事", "乙事"]
    assert "var a" not in str(read_document(path))


def test_a_span_beyond_the_table_is_cut(tmp_path):
    path = tmp_path / "plan.html"
    page = html_table([HEAD, ["1", "甲", ("县教育局", 9999, 1), "9月底"]])
    path.write_text(f"<html><body><p>{TITLE}</p>{page}</body></html>", "utf-8")
    assert details(path) == ["甲"]


def workbook(tmp_path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        fill_sheet(book.create_sheet(name), rows, [TITLE])
    path = tmp_path / "plan.xlsx"
    return book, path


def test_a_hidden_sheet_is_left_out_and_said_so(tmp_path):
    book, path = workbook(tmp_path, ("任务", ROWS), ("旧表", [HEAD, ["9", "旧事", "县教育局", "1月底"]]))
    book["旧表"].sheet_state = "hidden"
    book.save(path)
    assert details(path) == ["甲事", "乙事"]
    assert any("旧表" in note.why for note in plan(path).warnings)


def test_numbers_that_come_again_on_another_sheet_get_the_sheets_name(tmp_path):
    book, path = workbook(tmp_path, ("经济", ROWS), ("社会", [HEAD, ["1", "丙事", "县民政局", "1月底"]]))
    book.save(path)
    assert [(row.item, row.section) for row in plan(path).rows] == [
        ("经济-1", "经济"),
        ("2", "经济"),
        ("社会-1", "社会"),
    ]


def test_dates_and_numbers_of_a_workbook_are_written_as_they_are_shown(tmp_path):
    book, path = workbook(tmp_path, ("任务", [HEAD]))
    sheet = book["任务"]
    sheet.append([1.0, "甲事", "县教育局", date(2024, 9, 30)])
    sheet.append([2, "乙事", "县教育局", date(2024, 10, 1)])
    sheet["D4"].number_format = 'yyyy"年"m"月"'
    book.save(path)
    rows = plan(path).rows
    assert [(row.item, row.deadline) for row in rows] == [("1", "2024年9月30日"), ("2", "2024年10月")]
    assert rows[1].milestones[0].due == date(2024, 10, 31)


def test_a_stray_format_far_down_costs_nothing(tmp_path):
    book, path = workbook(tmp_path, ("任务", ROWS))
    book["任务"].cell(1_000_000, 3).number_format = "0.00"
    book.save(path)
    table = next(block for block in read_document(path).blocks if isinstance(block, Table))
    assert len(table.grid) == 4


def test_deleted_text_is_left_out_and_inserted_text_is_read(tmp_path):
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = add_table(document, ROWS)
    paragraph = table.cell(1, 1).paragraphs[0]
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>旧字</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新字</w:t></w:r></w:ins>"))
    document.save(path)
    assert details(path) == ["甲事新字", "乙事"]


def test_numbers_that_word_counts_by_itself_are_items(tmp_path):
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = add_table(document, [HEAD, *([["", f"事项{name}", "县教育局", "9月底"] for name in "甲乙丙"])])
    for row in (1, 2, 3):
        table.cell(row, 0).paragraphs[0].style = "List Number"
    document.save(path)
    assert [row.item for row in plan(path).rows] == ["1", "2", "3"]
    assert [row.detail for row in plan(path).rows] == ["事项甲", "事项乙", "事项丙"]


def test_a_table_inside_a_cell_keeps_its_text(tmp_path):
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph(TITLE)
    cell = add_table(document, ROWS).cell(1, 1)
    cell.add_table(1, 1).cell(0, 0).text = "附带要求"
    document.save(path)
    assert "附带要求" in details(path)[0]


def test_text_in_content_controls_and_links_is_read(tmp_path):
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph(TITLE)
    paragraph = add_table(document, ROWS).cell(1, 1).paragraphs[0]
    control = "<w:sdt {0}><w:sdtContent><w:r><w:t>控件字</w:t></w:r></w:sdtContent></w:sdt>"
    link = "<w:hyperlink {0}><w:r><w:t>链接字</w:t></w:r></w:hyperlink>"
    for markup in (control, link):
        paragraph._p.append(parse_xml(markup.format(nsdecls("w"))))
    document.save(path)
    assert details(path)[0] == "甲事控件字链接字"


def test_a_word_table_cut_in_two_by_the_page_goes_on(tmp_path):
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph(TITLE)
    rows = [["工作任务", "责任单位", "完成时限"], ["甲事", "县教育局", "9月底"]]
    add_table(document, rows)
    document.add_paragraph("")
    add_table(document, [rows[0], ["乙事", "县教育局", "9月底"]])
    document.save(path)
    assert [row.item for row in plan(path).rows] == ["1", "2"]


def test_several_task_tables_are_one_plan_with_their_captions_as_sections(tmp_path):
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph(TITLE)
    for caption in ("一、经济工作任务", "二、社会工作任务"):
        document.add_paragraph(caption)
        add_table(document, ROWS)
    document.save(path)
    rows = plan(path).rows
    assert [row.item for row in rows] == ["一-1", "一-2", "二-1", "二-2"]
    assert rows[0].section == "一、经济工作任务"


@pytest.mark.parametrize(
    ("head", "line", "why"),
    [
        (["序号", "姓名", "单位", "联系电话"], ["1", "张三", "县教育局", "123"], "通讯录"),
        (["职务", "姓名", "单位", "分工"], ["组长", "张三", "县教育局", "统筹"], "人员名单"),
        (["序号", "一级指标", "二级指标", "分值"], ["1", "质量", "合格率", "10"], "指标"),
    ],
)
def test_lists_beside_the_task_table_give_no_task_and_say_why(tmp_path, head, line, why):
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph(TITLE)
    add_table(document, ROWS)
    document.add_paragraph("附件2")
    add_table(document, [head, line])
    document.save(path)
    assert details(path) == ["甲事", "乙事"]
    assert any(why in note.why for note in plan(path).warnings)


def test_a_document_with_a_task_table_gives_no_tasks_from_its_prose(tmp_path):
    prose = ["一、总体要求", "1.建立台账。（县财政局牵头，9月底前完成）"]
    assert details(write_docx(tmp_path / "plan", ROWS, [TITLE, *prose])) == ["甲事", "乙事"]


def test_the_title_of_a_notice_is_joined_over_its_lines(tmp_path):
    lines = [
        "青政办〔2024〕7号",
        "青山县人民政府办公室关于印发青山县",
        "重点工作分工方案的通知",
        "各镇人民政府：",
        "2024年3月5日",
    ]
    found = plan(write_html(tmp_path / "plan", ROWS, lines))
    assert found.title == "青山县人民政府办公室关于印发青山县重点工作分工方案的通知"
    assert (found.number, found.issued, found.region) == ("青政办〔2024〕7号", date(2024, 3, 5), "青山县")


def test_without_any_year_the_operator_is_asked_for_it(tmp_path):
    found = plan(write_html(tmp_path / "plan", ROWS, ["青山县重点工作任务分解表"]))
    assert found.year is None
    assert any("--year" in note.why for note in found.warnings)


def test_a_deadline_before_the_issue_date_is_warned_about(tmp_path):
    rows = [HEAD, ["1", "甲事", "县教育局", "2024年1月底"]]
    found = plan(write_html(tmp_path / "plan", rows, [TITLE, "2024年3月5日"]))
    assert any("早于印发日期" in note.why for note in found.warnings)


def test_a_marking_of_secrecy_in_the_page_header_is_refused(tmp_path):
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "机密★10年"
    add_table(document, [HEAD, ["1", "甲事", "县教育局", "9月底"]])
    document.save(str(tmp_path / "plan.docx"))
    with pytest.raises(DocumentError, match="密级"):
        read_document(tmp_path / "plan.docx")


def test_a_package_without_its_main_part_is_refused(tmp_path):
    path = write_docx(tmp_path / "whole", [HEAD, ["1", "甲事", "县教育局", "9月底"]])
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "part.docx", "w") as part:
        for name in whole.namelist():
            if name != "word/document.xml":
                part.writestr(name, whole.read(name))
    with pytest.raises(DocumentError, match="已损坏"):
        read_document(tmp_path / "part.docx")


def test_formats_painted_to_the_end_of_a_sheet_cost_nothing(tmp_path):
    path = write_xlsx(tmp_path / "plan", [HEAD, ["1", "甲事", "县教育局", "9月底"]])
    painted = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"></c></row>' % (n, n, n) for n in range(3, 60_000)
    )
    merges = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:A1"/>'
    merges += b'<mergeCell ref="C9:XFD1048576"/></mergeCells>'
    with zipfile.ZipFile(path) as plain, zipfile.ZipFile(tmp_path / "painted.xlsx", "w") as package:
        for name in plain.namelist():
            content = plain.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", painted + merges)
            package.writestr(name, content)
    document = read_document(tmp_path / "painted.xlsx")
    assert [len(block.grid) for block in document.blocks] == [2]


def test_the_caption_of_a_page_is_read_and_its_hidden_rows_are_not(tmp_path):
    table = html_table(ROWS).replace("<table>", f"<table><caption>{TITLE}</caption>")
    table = table.replace("<tr>", '<tr style="display: none"><td>0<td>模板<td>县教育局<td>1月</tr><tr>', 2)
    path = tmp_path / "plan.html"
    path.write_text(f"<html><head><meta charset='utf-8'></head><body>{table}</body></html>", "utf-8")
    assert plan(path).title == TITLE
    assert details(path) == ["甲事", "乙事"]


def test_a_workbook_shows_decimals_and_names_formulas_without_values(tmp_path):
    book, path = workbook(tmp_path, ("任务", [HEAD]))
    book["任务"].append([1.1, "甲事", "县教育局", "9月底"])
    book["任务"].append([1.1, "乙事", "县教育局", "9月底"])
    book["任务"].cell(book["任务"].max_row, 1).number_format = "0.00"
    book["任务"].append(["=ROW()", "丙事", "县教育局", "9月底"])
    book.save(path)
    read = plan(path)
    assert [row.item for row in read.rows][:2] == ["1.1", "1.10"]
    assert "1个公式" in "".join(note.why for note in read.warnings)

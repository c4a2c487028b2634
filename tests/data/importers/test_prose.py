import tomllib
from datetime import date
from pathlib import Path

import pytest

from data.importers import prose
from data.importers.document import Cell, Document, Paragraph, Table
from data.importers.draft import RowDraft
from data.importers.plans import read_plans
from data.importers.reading import read_document

CORPUS = Path(__file__).parents[2] / "corpus"
INVENTED = tomllib.loads((CORPUS / "prose.toml").read_text(encoding="utf-8"))["case"]
PRINTED = tomllib.loads((CORPUS / "prose_documents.toml").read_text(encoding="utf-8"))["case"]


def document(text):
    return Document("通知.txt", tuple(Paragraph(line) for line in text.strip().splitlines()))


def facts(row: RowDraft):
    return {
        "item": row.item,
        "heading": row.heading or "",
        "detail": row.detail,
        "section": row.section or "",
        "units": [
            f"{unit.role} {unit.unit}" + (f"({unit.part})" if unit.part else "")
            for unit in row.responsibilities
        ],
        "deadline": row.deadline or "",
        "due": [milestone.due.isoformat() for milestone in row.milestones if milestone.due],
        "extra": row.extra,
    }


@pytest.mark.parametrize("case", INVENTED, ids=lambda case: case["name"])
def test_a_paragraph_gives_the_tasks_that_it_assigns(case):
    rows, warnings = prose.read_rows(document(case["text"]), year=2020, issued=date(2020, 8, 14))
    actual = [
        {key: value for key, value in facts(row).items() if key in expected}
        for row, expected in zip(rows, case["rows"], strict=False)
    ]
    assert actual == case["rows"]
    assert len(rows) == len(case["rows"])
    assert [warning.row or "" for warning in warnings] == case.get("warned", [])


@pytest.mark.parametrize("case", PRINTED, ids=lambda case: case["name"])
def test_a_public_document_gives_what_a_careful_reader_finds(case):
    rows, _ = prose.read_rows(document(case["text"]), year=case["year"], issued=None)
    keys = ("item", "heading", "detail", "section", "units", "deadline")
    actual = [{key: bare(facts(row)[key]) for key in keys} for row in rows]
    assert actual == [{key: bare(expected[key]) for key in keys} for expected in case["rows"]]


def bare(fact):
    return "".join(fact.split()).rstrip("。；") if isinstance(fact, str) else fact


def grid(*rows):
    return Table(tuple(tuple(Cell(text, r, c) for c, text in enumerate(row)) for r, row in enumerate(rows)))


def read(*blocks):
    rows, _ = prose.read_rows(Document("卡片.docx", blocks), year=2020, issued=None)
    return [facts(row) for row in rows]


def test_a_card_in_a_table_of_labels_and_values_is_a_task():
    card = grid(
        ("任务名称", "清理政府网站栏目", "牵头单位", "县数据资源局"),
        ("责任人", "张三", "完成时限", "9月20日前"),
    )
    (row,) = read(Paragraph("督办单"), card)
    assert row["detail"] == "清理政府网站栏目"
    assert row["units"] == ["lead 县数据资源局"]
    assert row["due"] == ["2020-09-20"]
    assert row["extra"] == {"责任人": "张三"}


def test_a_table_that_only_lays_out_the_page_is_read_as_paragraphs():
    (row,) = read(grid(("（一）摸清底数。开展排查。（县住建局负责，9月底前完成）",)))
    assert row["units"] == ["lead 县住建局"]


def test_a_table_of_indicators_gives_no_task():
    table = grid(
        ("指标", "属性", "责任部门"), ("病床使用率", "定量", "县卫健委"), ("平均住院日", "定量", "县卫健委")
    )
    assert read(Paragraph("附件"), table) == []


def test_two_dates_of_different_actors_are_no_deadline_and_are_told():
    text = "（一）细化措施。各牵头单位于9月底前制定细则；各乡镇要于10月底前制定方案。（县发改局负责）"
    (row,), (warning,) = prose.read_rows(document(text), year=2020, issued=None)
    assert row.deadline is None
    assert warning.text == "9月底前、10月底前"


def test_the_milestones_of_one_text_keep_what_is_due():
    text = "（一）编制规划。10月15日前形成初稿，10月底前报县政府审定。（县自然资源规划局负责）"
    (row,), _ = prose.read_rows(document(text), year=2020, issued=None)
    assert [milestone.action for milestone in row.milestones] == ["形成初稿", "报县政府审定"]


def test_an_empty_document_gives_nothing():
    assert prose.read_rows(Document("空.docx", ()), year=None, issued=None) == ([], [])


def test_a_thousand_tasks_are_read_in_a_few_seconds():
    lines = [f"{number}.第{number}件事。抓紧办理。（县教育局负责，9月底前完成）" for number in range(1, 1000)]
    rows, _ = prose.read_rows(document("\n".join(lines)), year=2020, issued=None)
    assert [row.item for row in rows] == [str(number) for number in range(1, 1000)]


@pytest.mark.parametrize("words", ["督办", "内部", "游园", "牵头"])
def test_a_word_in_brackets_that_only_ends_like_a_unit_assigns_nothing(tmp_path, words):
    path = tmp_path / "plan.txt"
    path.write_text(f"青山县2024年工作\n一、建设口袋公园。每个社区建一处。（{words}）\n", "utf-8")
    assert not read_plans(read_document(path)).plans

import tomllib
from datetime import date
from pathlib import Path

import pytest

from data.importers import prose
from data.importers.document import Document, Paragraph
from data.importers.draft import RowDraft

CORPUS = Path(__file__).parents[2] / "corpus"
INVENTED = tomllib.loads((CORPUS / "prose.toml").read_text(encoding="utf-8"))["case"]


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
    assert [warning.row for warning in warnings] == case.get("warned", [])

"""`duban export --ledger` and `duban import --ledger` by running them."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.cli import build
from data.errors import DubanError

HOUSE = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def duban(sample_file: Path, tmp_path: Path) -> Run:
    """Run `duban` on the samples, on 10 September 2020."""
    database = tmp_path / "samples.db"
    database.write_bytes(sample_file.read_bytes())
    (tmp_path / "config.toml").write_text("", encoding="utf-8")

    def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        shared = (
            "--db",
            f"sqlite:///{database}",
            "--config",
            str(tmp_path / "config.toml"),
            "--now",
            "2020-09-10",
        )
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments, *shared],
            capture_output=True,
            text=True,
            input="",
            cwd=HOUSE,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done

    return run


def change(path: Path, **cells: Any) -> None:
    """Change the first row of the first plan."""
    book = load_workbook(path)
    sheet = book.worksheets[1]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for head, value in cells.items():
        sheet.cell(2, heads[head]).value = value
    book.save(path)


def test_an_edited_ledger_is_shown_then_applied_once(duban: Run, tmp_path: Path) -> None:
    ledger = tmp_path / "台账.xlsx"
    assert "台账已写入" in duban("export", "--ledger", str(ledger), "--region", "东至县").stdout
    assert load_workbook(ledger).sheetnames == ["总览", "基层政务公开标准化规范化"]
    change(ledger, 状态="完成", 备注="已印发")

    shown = duban("import", "--ledger", str(ledger), "--dry-run")
    assert "第1项 县发改委：未开始 → 已办结；备注“已印发”" in shown.stdout
    unasked = duban("import", "--ledger", str(ledger))
    assert "没有存入" in unasked.stderr
    stored = json.loads(duban("import", "--ledger", str(ledger), "--yes", "--json").stdout)
    assert (stored["stored"], len(stored["changes"]), stored["warnings"]) == (True, 1, [])
    assert stored["changes"][0]["status"] == {"from": "pending", "to": "done"}
    again = json.loads(duban("import", "--ledger", str(ledger), "--yes", "--json").stdout)
    assert (again["stored"], again["changes"], again["warnings"]) == (False, [], [])

    counts = json.loads(duban("ask", "完成率", "--region", "东至县", "--json").stdout)["counts"]
    assert counts["done"] == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("export",), "导出到哪个文件"),
        (("export", "--ledger", "a.csv"), "a.xlsx"),
        (("import", "--ledger", "a.xlsx", "b.docx"), "请单独用"),
        (("import", "--ledger", "none.xlsx"), "找不到文件"),
    ],
)
def test_what_does_not_fit_says_so(tmp_path: Path, arguments: tuple[str, ...], why: str) -> None:
    shared = ("--db", f"sqlite:///{tmp_path / 'a.db'}", "--config", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    with pytest.raises(DubanError, match=why):
        build(arguments)([*arguments, *shared], standalone_mode=False)

"""`duban summary` by running it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
FIELDS = {"region", "start", "end", "as_of", "counts", "change", "newly_done", "units", "overdue"}
FIELDS |= {"without_chat", "unnamed", "text"}


@pytest.fixture
def summary(sample_file: Path, tmp_path: Path):
    """Run `duban summary` on the five sample plans, on 30 September 2020."""
    path = tmp_path / "samples.db"
    path.write_bytes(sample_file.read_bytes())
    config = tmp_path / "config.toml"
    config.write_text("", encoding="utf-8")

    def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", "summary", *arguments, "--now", "2020-09-30"]
        done = subprocess.run(
            [*command, "--db", str(path), "--config", str(config)],
            capture_output=True,
            text=True,
            cwd=HOUSE,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done

    return run


def test_every_region_is_told_under_its_name(summary) -> None:
    told = summary().stdout.split("\n\n")
    assert [text.partition("本周督办")[0] for text in told] == [
        "东至县",
        "州",
        "南昌经开区",
        "从化区",
        "某区",
    ]


def test_json_is_one_object_whose_lists_are_as_long_as_their_counts(summary) -> None:
    found = json.loads(summary("--region", "东至县", "--json").stdout)
    assert found.keys() >= FIELDS
    assert (found["start"], found["end"], found["as_of"]) == ("2020-09-28", "2020-10-04", "2020-09-30")
    assert len(found["overdue"]) == found["counts"]["overdue"]
    assert len(found["next"]) == found["due_next_open"]
    assert sum(unit["total"] for unit in found["units"]) == found["counts"]["total"]
    assert found["text"].startswith("东至县本周督办")


def test_several_regions_are_a_list(summary) -> None:
    found = json.loads(summary("--json").stdout)
    assert [one["region"] for one in found["summaries"]][:2] == ["东至县", "州"]


@pytest.mark.parametrize("week", ["2020-09-24", "2020-W39"])
def test_a_week_is_named_by_a_day_or_its_number(summary, week: str) -> None:
    found = json.loads(summary("--week", week, "--region", "东至县", "--json").stdout)
    assert (found["start"], found["end"]) == ("2020-09-21", "2020-09-27")


def test_a_unit_of_a_plan_is_summed_up_alone(summary) -> None:
    found = json.loads(
        summary("--month", "2020-09", "--plan", "dongzhi-2020", "--unit", "财政局", "--json").stdout
    )
    assert (found["region"], found["unit"], found["start"]) == ("东至县", "县财政局", "2020-09-01")
    assert {unit["unit"] for unit in found["units"]} == {"县财政局"}


def test_the_picture_and_the_documents_are_written(summary, tmp_path: Path) -> None:
    summary("--region", "东至县", "--to", str(tmp_path / "out"))
    begins = {path.suffix: path.read_bytes()[:4] for path in (tmp_path / "out").iterdir()}
    assert begins == {".png": b"\x89PNG", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".ics": b"BEGI"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--region", "无县"), "没有地区“无县”"),
        (("--unit", "无此局"), "没有“无此局”"),
        (("--plan", "无此表"), "没有“无此表”"),
        (("--week", "下雨天"), "--week 要写成"),
        (("--week", "2020-W60"), "--week 要写成"),
        (("--month", "2020-13"), "--month 要写成"),
        (("--week", "2020-09-07", "--month", "2020-09"), "只能给一个"),
    ],
)
def test_what_cannot_be_summed_up_is_one_line(summary, arguments: tuple[str, ...], said: str) -> None:
    done = summary(*arguments, code=1)
    assert said in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1
    assert done.stdout == ""

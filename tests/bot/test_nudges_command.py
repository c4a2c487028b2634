"""`duban nudges` by running it, and the policies that it is planned by."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config, load_config
from bot.policies import policies_for
from data.errors import ConfigError

HOUSE = Path(__file__).resolve().parents[2]
FIELDS = {"unit", "chat", "plan", "item", "scope", "due", "days_left", "kind", "light"}


@pytest.fixture
def nudges(sample_file: Path, tmp_path: Path):
    """Run `duban nudges` on the five sample plans, with settings of this test alone."""
    path = tmp_path / "samples.db"
    path.write_bytes(sample_file.read_bytes())
    config = tmp_path / "config.toml"
    config.write_text("", encoding="utf-8")

    def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "nudges", *arguments, "--db", str(path), "--config", str(config)],
            capture_output=True,
            text=True,
            cwd=HOUSE,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done

    return run


def test_a_day_is_one_object_of_the_promised_shape(nudges) -> None:
    found = json.loads(nudges("--date", "2020-09-23", "--json").stdout)
    assert found["date"] == "2020-09-23"
    assert all(nudge.keys() >= FIELDS for nudge in found["nudges"])
    (one,) = [n for n in found["nudges"] if n["unit"] == "县住建局" and n["item"] == "2"]
    assert (one["due"], one["days_left"], one["kind"], one["light"]) == ("2020-09-30", 7, "ahead", "yellow")


def test_several_days_are_a_list(nudges) -> None:
    found = json.loads(nudges("--date", "2020-09-30", "--to", "2020-10-09", "--json").stdout)
    assert [day["date"] for day in found if day["nudges"]] == ["2020-09-30", "2020-10-09"]
    assert [day["workday"] for day in found].count(False) == 8


def test_occurrences_beyond_what_is_stored_are_planned(nudges) -> None:
    found = json.loads(nudges("--date", "2029-12-24", "--json").stdout)
    # 25 December 2029 is a Tuesday: the day before is a Monday.
    due = [nudge for nudge in found["nudges"] if nudge["due"] == "2029-12-25"]
    assert {nudge["kind"] for nudge in due} == {"ahead"}
    assert {nudge["item"] for nudge in due} >= {"5", "7", "11"}


def test_the_table_says_whom_and_why(nudges) -> None:
    text = nudges("--date", "2020-09-23", "--region", "东至县").stdout
    assert "2020年9月23日周三：" in text
    assert "东至县：没有可发的群（单位和督办机构都没有绑定）" in text
    assert "到期前7天" in text


def test_a_regions_own_lights_and_stages_are_planned_by(nudges, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        "[nudges.lights]\nred = 1\n"
        '[regions."东至县".nudges]\nahead = [5]\n[regions."东至县".nudges.lights]\nred = 7\n',
        encoding="utf-8",
    )
    with closing(sqlite3.connect(tmp_path / "samples.db")) as file, file:
        file.execute("UPDATE region SET policies = ? WHERE name = '东至县'", ['{"nudges": {"ahead": [7]}}'])
    lights = {}
    for day in ("2020-09-23", "2020-09-25"):
        found = json.loads(nudges("--date", day, "--json").stdout)["nudges"]
        lights[day] = {(n["days_left"], n["light"]) for n in found if n["unit"] == "县住建局"}
    assert lights == {"2020-09-23": {(7, "red")}, "2020-09-25": set()}


def test_a_day_off_says_so(nudges) -> None:
    assert nudges("--date", "2020-10-05").stdout.strip() == "2020年10月5日周一：休息日，不发提醒"


def test_from_november_on_a_missing_calendar_is_told(nudges) -> None:
    told = nudges("--date", "2020-09-23", "--now", "2039-11-01", "--json").stderr
    assert "还没有2039年的节假日安排" in told
    assert nudges("--date", "2020-09-23", "--now", "2020-11-01", "--json").stderr == ""


def test_a_day_that_cannot_be_read_is_an_error(nudges) -> None:
    assert "--date 要写成" in nudges("--date", "明天", code=1).stderr
    assert "--to 不能早于" in nudges("--date", "2020-09-23", "--to", "2020-09-01", code=1).stderr


def settings(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_what_a_regions_people_changed_wins_over_the_settings(tmp_path: Path) -> None:
    config = settings(
        tmp_path,
        '[nudges]\nat = "09:00"\nahead = [10]\n[nudges.lights]\nred = 5\n'
        '[regions."东至县".nudges]\nahead = [20]\noverdue = [2]\n',
    )
    rules = policies_for(config, "东至县", {"nudges": {"overdue": [4], "lights": {"yellow": 9}}})
    assert (rules.policy.at.hour, rules.policy.ahead, rules.policy.overdue) == (9, (20,), (4,))
    assert (rules.policy.lights.red, rules.policy.lights.yellow) == (5, 9)
    assert policies_for(config, "从化区", {}).policy.ahead == (10,)


def test_a_later_layer_says_which_days_are_off(tmp_path: Path) -> None:
    national = '[calendar]\ndays_off = ["2020-09-23", "2020-09-24"]\n'
    own = '[regions."东至县".calendar]\nworking_days = ["2020-09-24"]\n'
    rules = policies_for(
        settings(tmp_path, national + own), "东至县", {"calendar": {"days_off": ["2020-09-25"]}}
    )
    assert [rules.calendar.is_workday(date(2020, 9, day)) for day in (23, 24, 25)] == [False, True, False]


@pytest.mark.parametrize(
    "stored", [{"nudges": {"ahed": [1]}}, {"nudges": {"at": "8点"}}, {"calendar": {"days_off": ["十一"]}}]
)
def test_a_setting_that_does_not_fit_is_named(tmp_path: Path, stored: dict) -> None:
    with pytest.raises(ConfigError):
        policies_for(settings(tmp_path, ""), "东至县", stored)

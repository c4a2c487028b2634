"""The command line by running it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SAMPLE = HOUSE / "data/samples/documents/001.txt"


@pytest.fixture
def duban(tmp_path: Path):
    """Run `duban` with settings and a database of this test alone."""
    config = tmp_path / "config.toml"
    config.write_text("", encoding="utf-8")

    def run(*arguments: str, given: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments, "--config", str(config)],
            input=given,
            capture_output=True,
            text=True,
            cwd=HOUSE,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done

    return run


@pytest.fixture
def samples(sample_file: Path, tmp_path: Path) -> str:
    """A database with the five sample plans."""
    path = tmp_path / "samples.db"
    path.write_bytes(sample_file.read_bytes())
    return str(path)


def one_object(text: str) -> dict[str, Any]:
    assert len(text.strip().splitlines()) == 1
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_ask_prints_one_object_of_the_promised_shape(duban, samples: str) -> None:
    done = duban(
        "ask",
        "县住建局本月有哪些任务到期",
        "--json",
        "--now",
        "2020-09-10",
        "--region",
        "东至县",
        "--db",
        samples,
    )
    found = one_object(done.stdout)
    assert list(found) == [
        "question",
        "intent",
        "region",
        "units",
        "period",
        "tasks",
        "units_answer",
        "domains",
        "phase",
        "action",
        "counts",
        "choices",
        "text",
    ]
    assert found["intent"] == "due"
    assert found["units"] == ["县住建局"]
    assert found["period"] == {"start": "2020-09-01", "end": "2020-09-30"}
    (task,) = found["tasks"]
    assert {"plan", "item", "scope", "heading", "detail", "role", "via", "certainty", "due"} <= set(task)
    assert (task["item"], task["due"], task["days_left"]) == ("2", "2020-09-30", 20)
    assert (task["role"], task["via"]) == ("lead", "26个领域涉及的县直单位")


def test_ask_in_words_is_what_the_group_would_see(duban, samples: str) -> None:
    done = duban(
        "ask", "县住建局本月有哪些任务到期", "--now", "2020-09-10", "--region", "东至县", "--db", samples
    )
    assert done.stdout.startswith("县住建局本月（9月1日至9月30日）到期1项")
    assert done.stderr == ""


def test_ask_explains_how_it_understood(duban, samples: str) -> None:
    done = duban(
        "ask", "县住建局本月有哪些任务到期", "--explain", "--json", "--region", "东至县", "--db", samples
    )
    steps = one_object(done.stdout)["explain"]
    assert any(step["text"] == "县住建局" for step in steps)
    assert any(step["text"] == "本月" for step in steps)


def test_a_batch_gives_a_line_for_each_line(duban, samples: str) -> None:
    lines = [
        json.dumps({"question": "第12项谁负责", "region": "东至县", "now": "2020-09-10"}, ensure_ascii=False),
        "not json",
        json.dumps({"now": "2020-09-10"}),
        json.dumps({"question": "帮助", "region": "火星"}, ensure_ascii=False),
        json.dumps(
            {
                "question": "那下个月呢",
                "follows": "县住建局本月有哪些任务到期",
                "region": "东至县",
                "now": "2020-10-15",
                "unit": None,
            },
            ensure_ascii=False,
        ),
    ]
    done = duban("ask", "--batch", "-", "--json", "--db", samples, given="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [("error" in answer) for answer in answers] == [False, True, True, True, False]
    assert answers[0]["units_answer"][0]["unit"] == "县政务信息中心"
    assert [task["item"] for task in answers[4]["tasks"]] == ["29", "33"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "帮助", "--region", "火星"),
        ("ask", "帮助", "--now", "昨天"),
        ("deadline",),
        ("deadline", "9月底", "--issued", "昨天"),
        ("import",),
        ("import", "nowhere.docx"),
        ("import", str(HOUSE / "pyproject.toml")),
        ("backup", "/nowhere/at/all.db"),
        ("ask", "帮助", "--db", "mysql://nobody"),
    ],
)
def test_an_error_is_one_line_on_standard_error(duban, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    own = () if "--db" in arguments or arguments[0] == "deadline" else ("--db", str(tmp_path / "x.db"))
    done = duban(*arguments, *own, code=1)
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_deadline_prints_the_promised_shape(duban) -> None:
    found = one_object(duban("deadline", "9月底前", "--year", "2020", "--json").stdout)
    assert (found["text"], found["year"]) == ("9月底前", 2020)
    (milestone,) = found["milestones"]
    assert {"kind", "start", "due", "rrule", "event", "offset", "action", "soft"} <= set(milestone)
    assert (milestone["kind"], milestone["due"]) == ("by", "2020-09-30")


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("deadline", {"text": "9月底前", "year": 99999}),
        ("deadline", {"text": "9月底前", "year": 0}),
        ("period", {"text": "下周", "now": "9999-12-31"}),
    ],
    ids=["deadline in 99999", "deadline in 0", "period in 9999"],
)
def test_a_year_far_away_is_an_error_of_its_line(duban, command, line) -> None:
    done = duban(command, "--batch", "-", given=json.dumps(line))
    assert "之间" in json.loads(done.stdout)["error"]


def test_deadline_reads_a_batch(duban) -> None:
    given = "\n".join(
        [
            json.dumps({"text": "即日起至10月底", "year": 2020, "issued": "2020-08-14"}, ensure_ascii=False),
            json.dumps({"text": "9月底前", "year": "二〇二〇"}, ensure_ascii=False),
        ]
    )
    first, second = map(json.loads, duban("deadline", "--batch", "-", given=given).stdout.splitlines())
    assert (first["milestones"][0]["start"], first["milestones"][0]["due"]) == ("2020-08-14", "2020-10-31")
    assert "year" in second["error"]


def test_deadline_explains_its_rule(duban) -> None:
    assert "←" in duban("deadline", "9月底前", "--year", "2020", "--explain").stdout


def test_period_prints_the_promised_shape(duban) -> None:
    found = one_object(duban("period", "本月", "--now", "2020-09-10", "--json").stdout)
    assert found == {
        "text": "本月",
        "now": "2020-09-10",
        "start": "2020-09-01",
        "end": "2020-09-30",
        "rrule": None,
    }
    nothing = one_object(duban("period", "这是我的队伍", "--now", "2020-09-10", "--json").stdout)
    assert (nothing["start"], nothing["end"], nothing["rrule"]) == (None, None, None)


def test_a_dry_run_shows_everything_and_stores_nothing(duban, tmp_path: Path) -> None:
    database = tmp_path / "new.db"
    done = duban("import", str(SAMPLE), "--dry-run", "--json", "--db", str(database))
    found = one_object(done.stdout)
    (plan,) = found["plans"]
    assert (plan["key"], plan["region"], plan["year"], plan["issued"]) == (
        "dongzhi-2020",
        "东至县",
        2020,
        "2020-08-14",
    )
    assert (len(plan["rows"]), len(found["domains"]), len(found["phases"])) == (36, 26, 4)
    assert not database.exists()


def test_without_a_terminal_and_without_yes_nothing_is_stored(duban, tmp_path: Path) -> None:
    database = str(tmp_path / "new.db")
    assert "--yes" in duban("import", str(SAMPLE), "--db", database).stderr
    assert "没有" in duban("ask", "第12项谁负责", "--db", database).stdout


def test_an_import_is_stored_once_and_can_be_undone(duban, tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "new.db"))
    assert "已存入" in duban("import", str(SAMPLE), "--yes", *database).stdout
    assert "没有改动" in duban("import", str(SAMPLE), "--yes", *database).stdout
    assert "县政务信息中心" in duban("ask", "第12项谁负责", *database).stdout
    duban("import", "--undo", *database)
    assert "县政务信息中心" not in duban("ask", "第12项谁负责", *database).stdout


def test_a_backup_comes_back_whole(duban, samples: str, tmp_path: Path) -> None:
    kept, other = str(tmp_path / "kept.db"), ("--db", str(tmp_path / "other.db"))
    duban("backup", kept, "--db", samples)
    duban("restore", kept, *other)
    assert "县政务信息中心" in duban("ask", "第12项谁负责", "--region", "东至县", *other).stdout
    assert "--overwrite" in duban("restore", kept, *other, code=1).stderr
    duban("restore", kept, "--overwrite", *other)


def test_the_demonstration_answers_the_first_question_that_everybody_asks(duban) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo"], capture_output=True, text=True, cwd=HOUSE, input="", check=True
    )
    assert "县住建局本月（9月1日至9月30日）到期1项" in done.stdout
    assert "县政府办公室 · 9月10日周四\n1项逾期要督促。" in done.stdout
    assert "东至县本周督办（截至9月10日）" in done.stdout


def test_run_without_a_token_says_where_to_get_one(duban, tmp_path: Path) -> None:
    assert "@BotFather" in duban("run", "--db", str(tmp_path / "x.db"), code=1).stderr


def test_the_terminal_takes_questions_numbers_and_follow_ups(duban, samples: str) -> None:
    said = "县财政局本月有哪些任务到期\n那下个月呢\n我们有哪些任务\n更多\n退出\n"
    done = duban("chat", "--as", "东至县/县住建局", "--now", "2020-10-15", "--db", samples, given=said)
    assert "县财政局10月" in done.stdout.replace("本月（", "10月（")
    assert "县财政局下个月" in done.stdout or "县财政局11月" in done.stdout
    assert "还有" in done.stdout


def test_doctor_says_what_is_missing(duban, samples: str) -> None:
    done = duban("doctor", "--db", samples, "--now", "2020-09-10")
    assert "token" in done.stdout
    assert "qu-2020" in done.stdout
    found = one_object(duban("doctor", "--json", "--db", samples, "--now", "2020-09-10").stdout)
    assert {"what", "grade", "says", "advice"} == set(found["findings"][0])


def test_the_help_names_every_command(duban) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, cwd=HOUSE, check=True
    )
    for name in ("run", "chat", "demo", "ask", "import", "deadline", "period", "backup", "restore", "doctor"):
        assert f" {name} " in done.stdout

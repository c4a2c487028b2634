"""What clerks write in a hurry becomes what the corpus says: recorded, asked back, answered or refused."""

import shutil
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from county import DATA, FINANCE, HOUSING, LEADERS, OFFICE, PLACES, County
from sqlalchemy import select
from town import labels

from data.clock import ZONE
from data.database import open_database
from data.models import Assignment, ExtensionRequest, History, Task

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)
CORPUS = Path(__file__).parents[2] / "corpus" / "reports.toml"
CLERKS = {
    "县住建局": HOUSING,
    "县财政局": FINANCE,
    "县数据资源管理局": DATA,
    "县政府办公室": OFFICE,
    "领导": LEADERS,
}
CHANGING = (
    "确认",
    "Confirm",
    "第7项报",
    "第9项报",
    "第9项申请",
    "第7项申请",
    "涉及",
    "不涉及",
    "全部",
    "撤回",
    "第4项",
)
"""How the buttons begin that change something."""

Case = dict[str, Any]


def cases() -> Iterator[Case]:
    """Give the cases of the corpus, each with what its group says."""
    for group in tomllib.loads(CORPUS.read_text("utf-8"))["group"]:
        shared = {key: value for key, value in group.items() if key not in ("cases", "title")}
        yield from ({**shared, **case} for case in group["cases"])


@pytest.fixture
def office_county(county_file: Path, tmp_path: Path) -> Iterator[County]:
    """The small region by itself: understanding is the same on either database."""
    shutil.copy(county_file, tmp_path / "county.db")
    database = open_database(f"sqlite:///{tmp_path / 'county.db'}")
    county = County(database, NOW)
    yield county
    county.leave()
    database.close()


def say(county: County, case: Case) -> str:
    """Let the clerk of a case say it, in reply to a nudge if it is one."""
    clerk = CLERKS[case["as"]]
    if "behind" not in case:
        return county.tell(clerk, case["say"])
    behind = county.nudge(
        clerk, *(county.assignment(item, case.get("of", case["as"])) for item in case["behind"])
    )
    return "\n".join(county.says(case["say"], person=clerk, chat=PLACES[clerk], **behind))


def rows(county: County) -> list[tuple[str, str, str | None]]:
    """Return what was recorded: the act, the item and why."""
    with county.database.read() as session:
        query = select(History, Task.item).join(Task, Task.id == History.task_id).order_by(History.id)
        return [(row.details.get("act", ""), item, row.why) for row, item in session.execute(query)]


def until(county: County) -> str | None:
    """Return the date that was last asked for or granted."""
    with county.database.read() as session:
        moved = session.scalars(select(Assignment.due).where(Assignment.extended)).first()
        asked = session.scalars(select(ExtensionRequest.until).order_by(ExtensionRequest.id.desc())).first()
    return str(moved or asked)


def becomes(new: list[tuple[str, str, str | None]], said: str, buttons: list[str]) -> str:
    """Say what became of a message, as the corpus names it."""
    if new:
        return "recorded"
    if any(button.startswith(CHANGING) for button in buttons) or "取消" in buttons or "Cancel" in buttons:
        return "asked back"
    return "refused" if any(word in said for word in REFUSING) else "question"


REFUSING = (
    *(
        "没有登记",
        "没有改动",
        "没有发出",
        "没有催办",
        "没有发催办",
        "Nothing was recorded",
        "不行。",
        "没有第",
    ),
    *("没有列", "已经登记过", "要由", "没有找到第", "可以撤回"),
)
"""Words of an answer that refuses."""


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case['as']} {case['say'][:28]}")
def test_what_becomes_of_a_report(office_county: County, case: Case) -> None:
    county = office_county
    for unit, words in (case[key] for key in ("after", "then") if key in case):
        county.tell(CLERKS[unit], words)
        county.clock.wait(minutes=2)
    before, spoken = rows(county), len(county.network.said)
    pressed = len(county.network.pressed)
    said = say(county, case)
    assert len(county.network.pressed) == pressed
    new = rows(county)[len(before) :]
    buttons = [label for one in county.network.said[spoken:] for label in labels(one)]

    assert becomes(new, said, buttons) == case["is"], (said, buttons, new)
    if case["is"] == "recorded":
        assert [f"{act} {item}" for act, item, _ in new][: len(case["does"])] == case["does"]
        assert {f"{act} {item}" for act, item, _ in new} == set(case["does"])
        if "why" in case:
            assert new[0][2] == case["why"]
        if "until" in case:
            assert until(county) == str(case["until"])
    assert set(case.get("offers", ())) <= set(buttons)
    assert case.get("says", "") in said

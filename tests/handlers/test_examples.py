"""Questions about the five sample plans, each with what a right answer holds."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot import payloads
from data.clock import ZONE
from data.database import open_database
from handlers.conversation import respond
from handlers.message import ChatRole, Incoming, Seat
from handlers.services import Services

CORPUS = Path(__file__).parent.parent / "corpus"
CASES = [
    case
    for name in ("examples.json", "questions_more.json")
    for case in json.loads((CORPUS / name).read_text(encoding="utf-8"))
]
SAME = {"县数据资源局": "县数据资源管理局", "文化广电旅游局": "县文旅局"}


@pytest.fixture(scope="module")
def services(sample_file: Path) -> Iterator[Services]:
    database = open_database(f"sqlite:///{sample_file}")
    yield Services(database)
    database.close()


def ask(case: dict[str, Any], services: Services) -> dict[str, Any]:
    incoming = Incoming(
        text=case["question"],
        seat=Seat(ChatRole.OPERATOR, case["region"], case["unit"]),
        now=datetime.fromisoformat(case["now"]).replace(hour=12, tzinfo=ZONE),
        follows=case["follows"],
    )
    reply = respond(incoming, services)
    assert reply.answer is not None
    return payloads.answer(reply.answer, reply.text)


def key(task: dict[str, Any]) -> tuple[str, str, str | None, str | None]:
    return task["plan"], task["item"], task["scope"], task["due"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_question(case: dict[str, Any], services: Services) -> None:
    got = ask(case, services)
    assert got["intent"] in case["intent"]
    if case["period"] is not None:
        assert got["period"] == case["period"]
    if case["tasks"] is not None:
        compare_tasks(case, got)
    compare_names(case, got)


def compare_tasks(case: dict[str, Any], got: dict[str, Any]) -> None:
    wanted, found = {key(task) for task in case["tasks"]}, [key(task) for task in got["tasks"]]
    assert len(found) == len(set(found))
    if case["match"] == "exact":
        assert set(found) == wanted
    assert wanted <= set(found)
    certainty = {key(task): task["certainty"] for task in got["tasks"]}
    for task in case["tasks"]:
        if case["unit"] or got["units"] or task.get("certainty"):
            assert certainty[key(task)] == task.get("certainty", "definite")


def compare_names(case: dict[str, Any], got: dict[str, Any]) -> None:
    named = {SAME.get(unit["unit"], unit["unit"]) for unit in got["units_answer"]}
    for name in case["people"]:
        assert SAME.get(name, name) in named or name in got["text"]
    days = {task["due"] for task in got["tasks"]}
    if {"when", "next"} & set(case["intent"]):
        assert set(case["dues"]) <= days
    for name in case["domains"]:
        assert name in json.dumps(got["domains"], ensure_ascii=False)

"""What was said, kept in the database and found again."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.database import Database
from data.units.values import Role
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.memory.recent import Recent
from handlers.memory.said import Kept, Said, read, write
from handlers.message import ChatRole, Choice, Seat
from handlers.services import Services
from handlers.understanding.query import Finding, Intent, ItemRef, Language, Query, UnitRef
from handlers.understanding.understand import understand

HERE, ELSEWHERE = Place(-100), Place(-200)
QUERY = Query("县住建局有哪些任务", Intent.LIST, region="东至县", units=(UnitRef("县住建局", 3),))
CORPUS = Path(__file__).parents[2] / "corpus" / "examples.json"


def examples() -> list[dict[str, str]]:
    text = CORPUS.read_text(encoding="utf-8")
    loaded = json.loads(text)
    return loaded["cases"] if isinstance(loaded, dict) else loaded


def test_every_question_that_is_understood_comes_back_as_it_was(sample_database: Database) -> None:
    services = Services(sample_database)
    with sample_database.read() as session:
        vocabulary = services.vocabulary(session)
    before = None
    for case in examples():
        today = date.fromisoformat(case["now"][:10])
        query = understand(
            case["question"],
            vocabulary=vocabulary,
            region=case["region"],
            unit=case["unit"],
            today=today,
            before=before,
        )
        kept = Kept(query, (Choice("更多", "更多"),), Seat(ChatRole.OPERATOR, case["region"]), pages=2)
        back = read(json.loads(json.dumps(write(kept), ensure_ascii=False)))
        assert back is not None
        assert back.query == _without_findings(query)
        assert (back.choices, back.seat, back.pages) == (kept.choices, kept.seat, kept.pages)
        before = back.query if back.query is not None and back.query.intent is not Intent.UNKNOWN else None


def _without_findings(query: Query) -> Query:
    from dataclasses import replace

    return replace(query, findings=())


def test_only_what_was_said_is_written() -> None:
    kept = Kept(Query("问", Intent.DUE, findings=(Finding((0, 1), "问", "x", "y"),)))
    assert write(kept) == {"query": {"text": "问", "intent": "due"}}


@pytest.mark.parametrize(
    "written",
    [
        {"query": {"text": "问"}},
        {"query": {"text": "问", "intent": "sing"}},
        {"query": "问"},
        {"query": {"text": "问", "intent": "due", "roles": ["king"]}},
        {"choices": [{"label": "更多"}]},
        {"page": "the last"},
    ],
    ids=str,
)
def test_what_cannot_be_read_any_more_is_forgotten(written: dict[str, object]) -> None:
    assert read(written) is None


def test_what_is_new_in_a_row_is_passed_over() -> None:
    assert read({"query": {"text": "问", "intent": "due", "mood": 1}, "mood": 2}) == Kept(
        Query("问", Intent.DUE)
    )


def test_every_sort_of_value_comes_back() -> None:
    query = Query(
        "q",
        Intent.WHO,
        language=Language.EN,
        items=(ItemRef("5"),),
        roles=frozenset(Role),
        statuses=frozenset({"done"}),
        context=QUERY,
    )
    assert read(json.loads(json.dumps(write(Kept(query))))) == Kept(query)


def test_memory_finds_again_by_person_by_message_and_by_number(database: Database, clock: FixedClock) -> None:
    memory, now = Memory(database), clock.now()
    said = memory.keep(HERE, 2, Said(Kept(QUERY, question=7), now))
    memory.answered(HERE, said, 55)
    assert said.number is not None
    found = [
        memory.last(HERE, 2, now),
        memory.latest(HERE, 2, now),
        memory.behind(HERE, 55),
        memory.offered(HERE, said.number, 55),
        memory.of_question(HERE, 2, 7, now),
    ]
    assert [one.query for one in found if one] == [QUERY] * 5


def test_memory_keeps_chats_topics_people_and_messages_apart(database: Database, clock: FixedClock) -> None:
    memory, now = Memory(database), clock.now()
    said = memory.keep(HERE, 2, Said(Kept(QUERY, question=7), now))
    memory.answered(HERE, said, 55)
    memory.answered(ELSEWHERE, said, 66)
    assert said.number is not None
    assert memory.last(HERE, 3, now) is None
    assert memory.last(ELSEWHERE, 2, now) is None
    assert memory.last(Place(HERE.chat, 5), 2, now) is None
    assert memory.behind(ELSEWHERE, 55) is None
    assert memory.behind(ELSEWHERE, 66) is None
    assert memory.offered(ELSEWHERE, said.number, 55) is None
    assert memory.offered(HERE, said.number, 56) is None
    assert memory.of_question(HERE, 2, 8, now) is None


def test_a_question_is_the_last_one_for_ten_minutes(database: Database, clock: FixedClock) -> None:
    memory, now = Memory(database), clock.now()
    memory.keep(HERE, 2, Said(Kept(QUERY), now))
    memory.keep(HERE, 2, Said(Kept(None, (Choice("下一页", "/chats 2"),)), now))
    assert memory.last(HERE, 2, now + timedelta(minutes=10)) is not None
    assert memory.last(HERE, 2, now + timedelta(minutes=10, seconds=1)) is None
    latest = memory.latest(HERE, 2, now)
    assert latest is not None
    assert latest.query is None


def test_recent_forgets_the_oldest() -> None:
    recent: Recent[int] = Recent(2)
    for number in (1, 2, 1, 3):
        recent.put(number, number * 10)
    assert [recent.get(number) for number in (1, 2, 3)] == [10, None, 30]

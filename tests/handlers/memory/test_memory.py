"""What was said, kept in the database and found again."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.database import Database
from data.repositories.asked import forget_before
from data.units.values import Role
from handlers.memory.memory import Memory
from handlers.memory.notebook import Notebook
from handlers.memory.place import Place
from handlers.memory.quick import NUMBERS_AT_ONCE, QuickMemory
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


def told(memory: QuickMemory, said: Said, message: int | None, person: int = 2) -> Said:
    """Keep `said`, have it answered by a message, and write it down."""
    kept = memory.keep(HERE, person, said)
    memory.answered(HERE, kept, message)
    memory.catch_up()
    return kept


def quick(database: Database) -> QuickMemory:
    return QuickMemory(database, Notebook())


def test_what_one_process_wrote_down_another_finds(database: Database, clock: FixedClock) -> None:
    now = clock.now()
    said = told(quick(database), Said(Kept(QUERY, question=7), now), 55)
    other = quick(database)
    assert said.number is not None
    found = [
        other.last(HERE, 2, now),
        other.latest(HERE, 2, now),
        other.behind(HERE, 55),
        other.offered(HERE, said.number, 55),
        other.of_question(HERE, 2, 7, now),
    ]
    assert [(one.query, one.message) for one in found if one] == [(QUERY, 55)] * 5


def test_processes_never_share_a_number(database: Database, clock: FixedClock) -> None:
    memories, now = [quick(database), quick(database), Memory(database)], clock.now()
    said = Said(Kept(QUERY), now)
    numbers = [memory.keep(HERE, 2, said).number for _ in range(NUMBERS_AT_ONCE + 5) for memory in memories]
    assert len(set(numbers)) == len(numbers)


def test_numbers_are_not_given_again_after_tidying(database: Database, clock: FixedClock) -> None:
    first = told(quick(database), Said(Kept(QUERY), clock.now()), 55)
    with database.transaction() as session:
        forget_before(session, clock.now() + timedelta(days=31))
    second = Memory(database).keep(HERE, 2, Said(Kept(QUERY), clock.now()))
    assert first.number is not None
    assert second.number is not None
    assert second.number > first.number + 1


def test_only_what_is_old_is_tidied(database: Database, clock: FixedClock) -> None:
    memory, now = quick(database), clock.now()
    told(memory, Said(Kept(QUERY), now - timedelta(days=31)), 54)
    told(memory, Said(Kept(QUERY), now), 55)
    with database.transaction() as session:
        forget_before(session, now - timedelta(days=30))
    assert memory.behind(HERE, 54) is None
    assert memory.behind(HERE, 55) is not None


def test_an_answer_that_was_lost_on_its_way_can_be_continued(database: Database, clock: FixedClock) -> None:
    memory = quick(database)
    said = told(memory, Said(Kept(QUERY, (Choice("更多", "更多"),)), clock.now()), None)
    assert said.number is not None
    assert memory.offered(HERE, said.number, 99) is not None
    assert memory.last(HERE, 2, clock.now()) is not None


def test_what_was_never_answered_is_not_written_down(database: Database, clock: FixedClock) -> None:
    memory, now = quick(database), clock.now()
    memory.keep(HERE, 2, Said(Kept(QUERY), now))
    memory.catch_up()
    assert memory.last(HERE, 2, now) is None


def test_a_button_of_what_stood_in_the_message_before_is_none(database: Database, clock: FixedClock) -> None:
    memory, now = quick(database), clock.now()
    before = told(memory, Said(Kept(QUERY, (Choice("存入", "/import 1"),)), now), 55)
    after = told(memory, Said(Kept(QUERY, (Choice("撤销", "/import 2"),)), now + timedelta(seconds=1)), 55)
    assert before.number is not None
    assert after.number is not None
    assert memory.offered(HERE, before.number, 55) is None
    assert memory.offered(HERE, after.number, 55) is not None


def test_a_question_in_mind_is_the_last_one_for_ten_minutes(database: Database, clock: FixedClock) -> None:
    memory, now = quick(database), clock.now()
    assert memory.last(HERE, 2, now) is None
    told(memory, Said(Kept(QUERY), now), 55)
    told(memory, Said(Kept(None, (Choice("下一页", "/chats 2"),)), now), 56)
    assert memory.last(HERE, 3, now) is None
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

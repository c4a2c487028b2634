"""Every bench runs, on a small size, and prints its line beside a baseline; how fast is not asserted."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench import answers, deadlines, imports, memory, startup
from bench.__main__ import BENCHES, main
from bench.county import build
from bench.figures import Figure, Goal, percentile, table_of
from bench.peers import read_ours
from bench.phrases import PHRASES
from bench.questions import MIX, incoming
from bench.today import TODAY
from data.database import open_database
from data.models import Assignment, Plan, Unit
from handlers.conversation import respond
from handlers.services import Services
from handlers.understanding.query import Intent

SIZE = 1_200


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """One repetition is enough to see that a bench runs."""
    for module in (answers, deadlines, imports):
        monkeypatch.setattr(module, "REPEATS", 1)
    monkeypatch.setattr(startup, "RUNS", 1)


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_prints_its_figures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--size", str(SIZE)]) == 0
    table = capsys.readouterr().out.split("\n\n")[-1]
    assert re.search(r"\d (µs|ms|MB|%)", table)
    # JioNLP is there only after `make bench`; understanding has a limit of its own.
    if name not in ("peers", "understanding"):
        assert all(re.search(r"\s\d[\d.e+-]*\s", line) for line in table.splitlines()[2:])


def test_an_unknown_bench_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "speed" in capsys.readouterr().err


def test_a_made_county_has_the_size_that_is_asked_for(tmp_path: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path / 'county.db'}")) as database:
        build(database, SIZE, TODAY)
        with database.read() as session:
            assert session.scalar(select(func.count()).select_from(Assignment)) == SIZE
            assert session.scalar(select(func.count()).select_from(Unit)) == 300
            assert len(set(session.scalars(select(Assignment.status)))) == 6


def test_two_made_counties_are_the_same(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        with closing(open_database(f"sqlite:///{tmp_path / name}.db")) as database:
            build(database, SIZE, TODAY)
            with database.read() as session:
                rows = session.execute(
                    select(Plan.title, Assignment.unit_id, Assignment.status, Assignment.due)
                    .join(Plan, Plan.id == Assignment.plan_id)
                    .order_by(Assignment.id)
                )
                found.append([tuple(row) for row in rows])
    assert found[0] == found[1]


def test_the_mix_asks_for_every_intent(tmp_path: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path / 'county.db'}")) as database:
        build(database, SIZE, TODAY)
        services = Services(database)
        replies = [respond(incoming(asked, TODAY), services) for asked in MIX]
    queries = [reply.answer.query for reply in replies if reply.answer]
    assert {query.intent for query in queries} == set(Intent)


def test_a_goal_is_met_by_the_ratio_or_by_the_figure_itself() -> None:
    figure = Figure("a question", 6.0, "ms", 2.0, "bare SQL")
    assert Goal(3.1).is_met(figure)
    assert not Goal(3).is_met(figure)
    assert Goal(7, of_ratio=False).is_met(figure)
    assert not Goal(3.1).is_met(Figure("a question", 6.0, "ms"))


def test_the_table_says_what_misses_its_goal() -> None:
    table = table_of([Figure("一个问题", 6.0, "ms", 2.0, "bare SQL", Goal(2))])
    assert "MISSED" in table
    assert "6 ms" in table
    assert "2 ms bare SQL" in table


def test_the_99th_percentile_is_one_of_the_values() -> None:
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([5], 0.99) == 5


def test_each_phrase_of_the_comparison_is_read_right() -> None:
    wrong = [
        phrase.text for phrase in PHRASES if not phrase.fits(read_ours(phrase).start, read_ours(phrase).end)
    ]
    assert wrong == []


def test_memory_is_that_of_a_process_of_its_own() -> None:
    ballast = bytearray(b"1") * 200_000_000
    assert memory.resident() < len(ballast) / 1e6

"""The house's arrows: bot → handlers, scheduler → data, never up and never sideways."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "bot": {"bot", "handlers", "scheduler", "data"},
    "handlers": {"handlers", "data"},
    "scheduler": {"scheduler", "data"},
    "data": {"data"},
}
ROOMS = frozenset(MAY_IMPORT)


def modules(room: str) -> list[Path]:
    return sorted((HOUSE / room).rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def users_of(library: str) -> set[str]:
    return {
        path.relative_to(HOUSE).as_posix()
        for room in ROOMS
        for path in modules(room)
        if any(name.split(".")[0] == library for name in imports_of(path))
    }


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    wrong = {
        f"{path.relative_to(HOUSE)}: {name}"
        for path in modules(room)
        for name in imports_of(path)
        if name.split(".")[0] in ROOMS - MAY_IMPORT[room]
    }
    assert wrong == set()


def test_only_the_edge_knows_telegram() -> None:
    outside = {name for name in users_of("telegram") if not name.startswith("handlers/telegram/")}
    edge = {"clients", "direct", "sender", "sifting", "telegram", "updates", "webhook"}
    assert outside == {f"bot/{module}.py" for module in edge}


def test_dateparser_is_called_in_one_place() -> None:
    assert {name for name in users_of("dateparser") if not name.startswith("data/dates/")} == set()
    assert len(users_of("dateparser")) == 1


def test_no_module_reads_the_clock_but_the_clock() -> None:
    readers = {
        path.relative_to(HOUSE).as_posix()
        for room in ("data", "handlers", "scheduler")
        for path in modules(room)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
        if isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}
    }
    assert readers == {"data/clock.py"}

"""Every message of the corpora is understood as it is meant."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.understanding.query import Query
from handlers.understanding.understand import understand
from handlers.understanding.vocabulary import Vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
Case = dict[str, Any]


def cases(name: str) -> Iterator[Case]:
    """Give the cases of a corpus, each with what its group says."""
    groups = tomllib.loads((CORPUS / name).read_text("utf-8"))["group"]
    for group in groups:
        shared = {key: value for key, value in group.items() if key not in ("cases", "title")}
        yield from ({**shared, **case} for case in group["cases"])


def ask(case: Case, vocabulary: Vocabulary, text: str, before: Query | None) -> Query:
    return understand(
        text,
        vocabulary=vocabulary,
        region=case.get("region"),
        unit=case.get("unit"),
        today=date.fromisoformat(case["now"]),
        before=before,
        wide_chat=case.get("wide_chat", False),
    )


def understood(case: Case, vocabulary: Vocabulary) -> Query:
    before = ask(case, vocabulary, case["follows"], None) if "follows" in case else None
    return ask(case, vocabulary, case["say"], before)


def shown(query: Query, key: str) -> object:
    """Give a field of the query as the corpus writes it."""
    match key:
        case "intents":
            return query.intent.value
        case "units":
            return [unit.name + "*" * unit.implied for unit in query.units]
        case "items":
            return [item.label for item in query.items]
        case "kind":
            return query.items[0].kind.value
        case "period":
            sides = (query.period.start, query.period.end) if query.period else ()
            return [side.isoformat() if side else "" for side in sides]
        case "roles":
            return sorted(query.roles)
        case "domains":
            return list(query.domains)
        case "subject":
            return query.subject or ""
        case "action":
            return query.action.kind.value if query.action else None
        case "until":
            return query.action.until.isoformat() if query.action and query.action.until else None
        case "reason":
            return query.action.reason if query.action else None
        case _:
            value = getattr(query, key)
            return getattr(value, "value", value)


CHECKED = {
    "intent",
    "intents",
    "units",
    "items",
    "kind",
    "period",
    "roles",
    "domains",
    "subject",
    "action",
    "until",
    "reason",
    "also",
    "wanted",
    "language",
    "everywhere",
    "repeating",
    "position",
    "plan",
    "elsewhere",
    "settled",
    "mended",
}


def mistakes(case: Case, query: Query) -> list[str]:
    """List what is understood otherwise than the case says."""
    found = []
    for key in CHECKED & case.keys():
        got = (
            query.region
            if key == "settled"
            else [unit.mended or "" for unit in query.units]
            if key == "mended"
            else shown(query, key)
        )
        right = got in case[key] if key == "intents" else got == case[key]
        if not right:
            found.append(f"{key}: {got!r}, not {case[key]!r}")
    return found


ALL = [
    *cases("understanding.toml"),
    *cases("understanding_own.toml"),
    *cases("understanding_blind.toml"),
    *cases("understanding_follows.toml"),
]


@pytest.mark.parametrize("case", ALL, ids=[case["say"] for case in ALL])
def test_the_message_is_understood(case: Case, vocabulary: Vocabulary) -> None:
    assert not mistakes(case, understood(case, vocabulary))

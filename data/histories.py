"""A row of history as a value; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from data.statuses import Act


@dataclass(frozen=True, slots=True)
class HistoryFact:
    """One change: who, when, where, from, to, why.

    `change` is a Change's value, `act` what was done, None in rows that say it by `change` alone. `unit` and
    `item` name what it is about, `chat` where it was said. `taken_back` says that it holds no more.
    """

    id: int
    at: datetime
    change: str
    act: Act | None
    by: str
    before: str | None = None
    after: str | None = None
    why: str | None = None
    person: int | None = None
    chat_id: int | None = None
    chat: str | None = None
    unit_id: int | None = None
    unit: str | None = None
    task_id: int | None = None
    item: str | None = None
    scope: str | None = None
    assignment_id: int | None = None
    taken_back: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)

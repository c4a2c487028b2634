"""What is remembered of a message and its answer, and how the database keeps it."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from data.wording.language import Language
from handlers.message import Choice, Seat
from handlers.understanding.query import Query

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Kept:
    """What was understood and offered.

    `query` is None where there is nothing to continue (a register, a refusal with a button). `seat` is the
    one that it was said from: whoever sits elsewhere by now gets nothing of it. The answer has `pages`,
    `page` is the one shown. `question` is the number of the person's own message. `assignments` are those
    that a nudge, or an answer about assignments, shows, in its order. `awaits` is what the next message of
    the same person is put behind, where something was asked for. `language` is the one in which it was
    said, None where nobody had asked (a nudge).
    """

    query: Query | None = None
    choices: tuple[Choice, ...] = ()
    seat: Seat | None = None
    page: int = 0
    pages: int = 1
    question: int | None = None
    assignments: tuple[int, ...] = ()
    awaits: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What is kept, the instant of it, and the number and message under which it is found again.

    `topic` is that of a forum in which it was said.
    """

    kept: Kept
    at: datetime
    number: int | None = None
    message: int | None = None
    topic: int | None = None

    @property
    def query(self) -> Query | None:
        """Return the question as it was understood."""
        return self.kept.query

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return what the answer offered."""
        return self.kept.choices

    @property
    def has_more(self) -> bool:
        """Tell whether pages follow the one that was shown."""
        return self.kept.page + 1 < self.kept.pages


def write(kept: Kept) -> dict[str, Any]:
    """Turn `kept` into what the database keeps as JSON; how the question was understood step by step goes."""
    if kept.query is not None:
        kept = replace(kept, query=replace(kept.query, findings=()))
    written: dict[str, Any] = _form().dump_python(kept, mode="json", exclude_defaults=True)
    return written


def read(written: dict[str, Any]) -> Kept | None:
    """Read what `write` wrote; None where an older program wrote it and it has no meaning any more."""
    from pydantic import ValidationError

    try:
        return _form().validate_python(written)
    except ValidationError:
        return None


@cache
def _form() -> "TypeAdapter[Kept]":
    """Build the form that reads and writes; pydantic is imported only where something is remembered."""
    from pydantic import TypeAdapter

    return TypeAdapter(Kept)

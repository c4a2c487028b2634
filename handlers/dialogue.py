"""One turn of a conversation with its memory: Telegram and the terminal both take their turns here."""

from dataclasses import dataclass
from datetime import datetime

from data.text import normalise
from handlers.conversation import respond
from handlers.memory import Memory, Place, Said
from handlers.message import Choice, Incoming, Reply, Seat
from handlers.services import Services
from handlers.understanding.query import Query

MORE = frozenset({"更多", "继续", "下一页", "还有呢", "more", "next page", "/more"})
"""What shows the next page of a long answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said, where and by whom; `behind` is what the message that it replies to had answered.

    `quotes` is the text of somebody else's message that it replies to.
    """

    text: str
    seat: Seat
    place: Place
    person: int
    now: datetime
    behind: Said | None = None
    quotes: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was answered, and how it is remembered: None where there is nothing to continue."""

    reply: Reply
    said: Said | None


def converse(turn: Turn, services: Services, memory: Memory) -> Exchange:
    """Answer one turn, and remember it as what the next one may continue."""
    last = turn.behind or memory.last(turn.place, turn.person, turn.now)
    query: Query | None
    if last is not None and last.more and _asks_for_more(turn.text):
        reply, query = _next_page(last), last.query
    else:
        reply = respond(_incoming(turn, last), services)
        query = reply.answer.query if reply.answer else None
    if query is None:
        return Exchange(reply, None)
    said = Said(query, turn.now, reply.choices, reply.more)
    memory.asked(turn.place, turn.person, said)
    return Exchange(reply, said)


def _incoming(turn: Turn, last: Said | None) -> Incoming:
    """Give the message its context: the one replied to, whoever wrote it, else the person's last question."""
    before = last.query if last and not turn.quotes else None
    return Incoming(text=turn.text, seat=turn.seat, now=turn.now, follows=turn.quotes, before=before)


def _asks_for_more(text: str) -> bool:
    return normalise(text).strip(" 。.！!？?").casefold() in MORE


def _next_page(said: Said) -> Reply:
    """Return the next page, which offers what the page before did."""
    page, *rest = said.more
    choices = tuple(choice for choice in said.choices if rest or choice.says not in MORE)
    return Reply(text=page, choices=choices, more=tuple(rest))


def chosen(said: Said | None, index: int) -> Choice | None:
    """Return the choice number `index` that an answer offered, None where it is forgotten or none."""
    if said is None or not 0 <= index < len(said.choices):
        return None
    return said.choices[index]

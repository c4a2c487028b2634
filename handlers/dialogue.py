"""One turn of a conversation with its memory: Telegram and the terminal both take their turns here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from data.text import normalise
from data.wording.language import Language
from handlers.access import NOWHERE, Action
from handlers.commands import Command, obey, read_command, refusal_of
from handlers.conversation import Understood, respond
from handlers.importing.words import as_command
from handlers.languages import choose_language
from handlers.memory.memory import Memory
from handlers.memory.said import Kept, Said
from handlers.message import Choice, Given, Incoming, Reply, Seat
from handlers.paging import MORE, turn_page
from handlers.replies.places import with_mention, word_private, word_which_seat
from handlers.reporting.awaited import complete, completes, is_dropped, word_dropped
from handlers.reporting.context import about
from handlers.reporting.deciding import decide_by_words
from handlers.reporting.events import happened_by_words
from handlers.reporting.files import take_file
from handlers.reporting.orders import as_order
from handlers.reporting.picking import picked
from handlers.reporting.promising import promise_by_words
from handlers.reporting.taking_back import take_back_by_words
from handlers.reporting.words import report_by_words
from handlers.request import Account, Request, Speaker
from handlers.rights import is_within
from handlers.services import Services
from handlers.summaries.words import as_figures
from handlers.understanding.language import guess_language

AGREED = "收到"
_AGREES = re.compile(
    "(?:[\U0001f44c\U0001f44d\U0001f197\U0001fae1\U0001f64f\U0001f91d][\ufe0f\U0001f3fb-\U0001f3ff]?\\s*)+"
)
"""A message of nothing but 👌 or 👍."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said, by whom, and from which seats it may be said: none, one, or several in private.

    `behind` is what the message that it replies to had answered, `quotes` the text of somebody else's
    message that it replies to. `question` is the number of the person's own message. `given` are files that
    came with it. It is answered in the `language`: None where that is still to be told by the words.
    """

    text: str
    speaker: Speaker
    seats: tuple[Seat, ...]
    now: datetime
    behind: Said | None = None
    quotes: str | None = None
    question: int | None = None
    account: Account = field(default_factory=Account)
    given: tuple[Given, ...] = ()
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was answered, and how it is remembered: None where there is nothing to continue or to press."""

    reply: Reply
    said: Said | None


def converse(turn: Turn, services: Services, memory: Memory) -> Exchange:
    """Answer one turn, and remember it as what the next one may continue."""
    place, person = turn.speaker.place, turn.speaker.number
    if _AGREES.fullmatch(turn.text):
        turn = replace(turn, text=AGREED, language=turn.language or turn.speaker.language)
    latest = turn.behind or memory.latest(place, person, turn.now)
    latest = _asked_for(turn, latest, memory)
    last = turn.behind or (latest if latest and latest.query else memory.last(place, person, turn.now))
    choice = _picked(turn, latest)
    if choice is not None:
        spoken = latest.kept.language if latest is not None else None
        turn, last = replace(turn, text=choice.says, language=spoken), latest
    if latest is not None and latest.kept.awaits:
        if is_dropped(turn.text):
            return Exchange(word_dropped(latest.kept.language or Language.ZH), None)
        turn = _completed(turn, latest)
        last = latest if turn.behind is latest else last
    turn = in_language(turn, latest or last, services)
    turn = replace(
        turn, text=as_order(as_command(turn.text, turn.speaker, turn.now, services), given=bool(turn.given))
    )
    order = read_command(turn.text)
    seat = _seat(turn, last, services)
    if seat is None and not (order and order[0].action is Action.HELP):
        reply, kept = _which_seat(turn), Kept()
    else:
        seat = seat or turn.seats[0]
        reply, kept = _replied(turn, seat, _continued(last, seat), order, services)
    kept = replace(
        kept,
        choices=reply.choices,
        question=turn.question,
        assignments=reply.assignments,
        awaits=reply.awaits,
        language=reply.answer.query.language if reply.answer else turn.language,
    )
    if kept.query is None and not kept.choices and not kept.assignments:
        return Exchange(reply, None)
    return Exchange(reply, memory.keep(place, person, Said(kept, turn.now)))


def _asked_for(turn: Turn, latest: Said | None, memory: Memory) -> Said | None:
    """Return what the person was asked for, where they answer it by replying to the nudge before it."""
    behind = turn.behind.kept if turn.behind is not None else None
    if behind is None or behind.awaits or not completes(turn.text):
        return latest
    asked = memory.latest(turn.speaker.place, turn.speaker.number, turn.now)
    if asked is None or not asked.kept.awaits or not set(asked.kept.assignments) <= set(behind.assignments):
        return latest
    return asked


def _picked(turn: Turn, latest: Said | None) -> Choice | None:
    """Return the change that words pick of those offered last, where its button could be pressed."""
    if latest is None or latest.kept.awaits or not may_press(latest, turn.seats):
        return None
    return picked(turn.text, latest.choices)


def _completed(turn: Turn, latest: Said) -> Turn:
    """Put a message behind what was asked for, if it answers that."""
    text = complete(latest.kept.awaits or "", turn.text, given=bool(turn.given))
    if text is None:
        return turn
    return replace(turn, text=text, behind=latest, language=latest.kept.language)


def in_language(turn: Turn, last: Said | None, services: Services) -> Turn:
    """Settle the language of a turn: that of its words, else of what it continues, else of the program."""
    if turn.language is not None:
        return turn
    other = (last.kept.language if last is not None else None) or turn.speaker.language
    region = turn.seats[0].region if turn.seats else None
    said = turn.text if guess_language(turn.text) else turn.quotes or turn.text
    return replace(turn, language=choose_language(said, region, other, services, turn.now.date()))


def chosen(said: Said | None, index: int) -> Choice | None:
    """Return the choice number `index` that an answer offered, None where it is forgotten or none."""
    if said is None or not 0 <= index < len(said.choices):
        return None
    return said.choices[index]


def may_press(said: Said, seats: Sequence[Seat]) -> bool:
    """Tell whether a button still stands for what it did: not where the chat was bound anew since."""
    seat = said.kept.seat
    return seat is None or seat in seats or (seat == NOWHERE and not seats)


def refuses(turn: Turn) -> str | None:
    """Say why `turn` is a command that its speaker may not give, None where it may be said."""
    order = read_command(turn.text)
    if order is None:
        return None
    seat = turn.seats[0] if len(turn.seats) == 1 else NOWHERE
    return refusal_of(order[0], _request(turn, seat, order))


def _seat(turn: Turn, last: Said | None, services: Services) -> Seat | None:
    """Return the seat that the turn is said from; None where several may be meant."""
    if len(turn.seats) < 2:
        return turn.seats[0] if turn.seats else NOWHERE
    said = _named(turn, services)
    if len(said) == 1:
        return said[0]
    before = last.kept.seat if last is not None else None
    return next((seat for seat in said or turn.seats if seat == before), None)


def _named(turn: Turn, services: Services) -> list[Seat]:
    """Return the seats whose unit, else whose region, the text names."""
    with services.database.read() as session:
        vocabulary = services.vocabulary(session)
    regions = {known.name for known in vocabulary.regions if any(n in turn.text for n in known.spoken_names)}
    there = [seat for seat in turn.seats if seat.region in regions]
    return [seat for seat in there or turn.seats if seat.unit and seat.unit in turn.text] or there


def _which_seat(turn: Turn) -> Reply:
    return word_which_seat(turn.text, turn.seats, turn.language or Language.ZH)


def _continued(last: Said | None, seat: Seat) -> Said | None:
    """Return what a turn continues: nothing that was said from elsewhere."""
    if last is None or (last.query is not None and not is_within(last.query, seat)):
        return None
    return last if last.kept.seat in (None, seat) else None


def _replied(
    turn: Turn,
    seat: Seat,
    last: Said | None,
    order: tuple[Command, tuple[str, ...]] | None,
    services: Services,
) -> tuple[Reply, Kept]:
    """Reply from one seat: to a command, with the next page, or to a question."""
    if order is None:
        before = last.query if last is not None else None
        shown = as_figures(turn.text, seat, before, turn.now.date(), turn.language or Language.ZH)
        order = read_command(shown) if shown is not None else None
    if order is not None and order[0].act is not None:
        reply = obey(order[0], _request(turn, seat, order), services)
        return reply, Kept(reply.answer.query if reply.answer else None, seat=seat, pages=1 + len(reply.more))
    if last is not None and last.query is not None and last.has_more and _asks_for_more(turn.text):
        page = last.kept.page + 1
        reply = turn_page(last.query, page, seat, turn.now, services)
        return reply, replace(last.kept, page=page)
    if seat == NOWHERE and turn.speaker.private:
        return word_private(turn.account.username, turn.language or Language.ZH), Kept()
    question = order[0].question(" ".join(order[1])) if order and order[0].question else turn.text
    request = _saying(turn, question, seat)
    decided = _changed(request, services) if order is None else None
    if decided is not None:
        return decided, Kept(seat=seat)

    def change(heard: Understood) -> Reply:
        return report_by_words(heard, request, services)

    reply = respond(_incoming(turn, question, seat, last, services), services, change)
    if not turn.speaker.private:
        reply = with_mention(reply, turn.account.username)
    query = reply.answer.query if reply.answer else None
    return reply, Kept(query, seat=seat, pages=1 + len(reply.more))


def _changed(request: Request, services: Services) -> Reply | None:
    """Take a file for proof, words that take something back or decide; None where it is none of these."""
    return (
        take_file(request, services)
        or take_back_by_words(request, services)
        or decide_by_words(request, services)
        or promise_by_words(request, services)
        or happened_by_words(request, services)
    )


def _request(turn: Turn, seat: Seat, order: tuple[Command, tuple[str, ...]]) -> Request:
    command, words = order
    return _given(turn, command.name, words, seat)


def _saying(turn: Turn, text: str, seat: Seat) -> Request:
    """Return words as a request; only a message that is replied to says which assignments they are about."""
    return _given(turn, "", (text,), seat)


def _given(turn: Turn, name: str, words: tuple[str, ...], seat: Seat) -> Request:
    behind = turn.behind.kept.assignments if turn.behind is not None else ()
    return Request(
        name,
        words,
        turn.speaker,
        turn.now,
        seat,
        turn.account,
        turn.given,
        behind,
        turn.language or Language.ZH,
    )


def _incoming(turn: Turn, text: str, seat: Seat, last: Said | None, services: Services) -> Incoming:
    """Give the message its context: the one replied to, whoever wrote it, else the person's last question."""
    before = last.query if last and not turn.quotes else None
    if before is None and turn.behind is not None and last is turn.behind:
        before = about(turn.behind.kept.assignments, seat, services)
    return Incoming(
        text=text, seat=seat, now=turn.now, follows=turn.quotes, before=before, language=turn.language
    )


def _asks_for_more(text: str) -> bool:
    return normalise(text).strip(" 。.！!？?").casefold() in MORE

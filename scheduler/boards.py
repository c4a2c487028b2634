"""The day's message as rows of the outbox, and what replaces it once it was sent; pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from data.boards import BLOCKS, Block, Present, read_blocks, write_blocks
from data.models import NoticeKind, NoticeState
from data.nudges import DayMessage, Nudge, NudgeKind, summary_key
from data.owing import Letter, write
from data.repositories.notices import DAY_KEY, EDIT_KEY, NewNotice, Stored
from data.wording.boards import ALONE, Part, fits, join_sections, mark_all, say_blocks, split
from data.wording.nudges import give_number, is_numbered, say_message, say_more
from scheduler.settled import about

OWED, LATE = "owed", "late"
"""What is kept beside a letter: whether it is late; of a row without one, when it was owed."""

KINDS = {NudgeKind.ESCALATION: NoticeKind.ESCALATION, NudgeKind.STANDING: NoticeKind.STANDING}


@dataclass(frozen=True, slots=True)
class Told:
    """The week's summary in words, and its picture: what it is called, and what stands below it."""

    text: str
    picture: str | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """A message that was sent, with the blocks that it shows by now.

    `edit` is its latest replacement, which has left or is about to, `edits` how many there were. `shows` is
    the notice whose message stands in the chat: where it could not be replaced, that of the replacement.
    """

    sent: Stored
    blocks: tuple[Block, ...]
    edits: int = 0
    edit: Stored | None = None
    shows: int = 0

    @property
    def says(self) -> tuple[str, Any]:
        """Return the text and buttons that were written last."""
        payload = (self.edit or self.sent).payload
        return payload["text"], payload["offers"]


def write_message(
    message: DayMessage, told: Told | None = None, *, received: bool = False, late: bool = False
) -> list[NewNotice]:
    """Write the day's message of a chat: its parts, and what each of them settles."""
    parts = say_message(message, summary=told.text if told else "", received=received)
    rows = list(_write_parts(message, parts, 1, late=late))
    if told is not None and told.picture is not None:
        key = _key(message, len(parts) + 1)
        picture = Letter(told.caption, silent=True, picture=told.picture)
        rows.append(NewNotice(key, key, rows[0].kind, write(picture) | {BLOCKS: []}))
    return rows


def write_more(message: DayMessage, begin: int, *, received: bool = False, loud: bool) -> list[NewNotice]:
    """Write what came later in the day as a part of its own, the one of the number `begin`."""
    return list(_write_parts(message, tuple(split(say_more(message, received=received))), begin, loud=loud))


def _write_parts(
    message: DayMessage, parts: Sequence[Part], begin: int, *, loud: bool = True, late: bool = False
) -> Iterator[NewNotice]:
    kind = _kind(message)
    keys = [_key(message, number) for number in range(begin, begin + len(parts))]
    for at, (key, part) in enumerate(zip(keys, parts, strict=True)):
        letter = Letter(part.text, part.offers, part.assignments, silent=at > 0 or not loud)
        beside = {BLOCKS: write_blocks(part.blocks), LATE: late or bool(message.late)}
        yield NewNotice(key, key, kind, write(letter) | beside)
    yield from write_entries(message, lambda key: keys[_part_of(key, parts)])


def write_entries(message: DayMessage, bundle_of: Callable[[int | None], str]) -> Iterator[NewNotice]:
    """Write what a message settles; `bundle_of` says in which part an assignment stands."""
    for nudge in message.nudges:
        yield NewNotice(
            nudge.key,
            bundle_of(nudge.fact.id),
            KINDS.get(nudge.kind, NoticeKind.NUDGE),
            {OWED: nudge.owed.isoformat()},
            nudge.fact.id,
            nudge.stage,
            nudge.fact.due,
        )
    for review in message.reviews:
        if review.fresh:
            shown = review.fact.assignment.id
            yield _entry(review.key, bundle_of(shown), NoticeKind.REVIEW, message.day, shown)
    for naming in message.naming:
        yield _entry(naming.key, bundle_of(None), NoticeKind.NAMING, naming.owed or message.day)
    for prompt in message.ongoing:
        owed = date.fromisoformat(prompt.stage.partition("-")[2])
        yield _entry(prompt.key, bundle_of(None), NoticeKind.ONGOING, owed)
    if message.summary:
        key = summary_key(message.chat, message.summary)
        yield _entry(key, bundle_of(None), NoticeKind.SUMMARY, message.summary)


def _entry(key: str, bundle: str, kind: NoticeKind, owed: date, assignment: int | None = None) -> NewNotice:
    return NewNotice(key, bundle, kind, {OWED: owed.isoformat()}, assignment)


def _part_of(assignment: int | None, parts: Sequence[Part]) -> int:
    """Return the part in which an assignment stands, else the first one."""
    return next((at for at, part in enumerate(parts) if assignment in part.assignments), 0)


def _kind(message: DayMessage) -> NoticeKind:
    """Return the most urgent kind of what a message holds: it says when it leaves."""
    if message.nudges:
        escalated = all(one.kind is NudgeKind.ESCALATION for one in message.nudges)
        return NoticeKind.ESCALATION if escalated else NoticeKind.NUDGE
    if message.reviews:
        return NoticeKind.REVIEW
    if message.naming:
        return NoticeKind.NAMING
    return NoticeKind.ONGOING if message.ongoing else NoticeKind.SUMMARY


def _key(message: DayMessage, number: int) -> str:
    return f"{DAY_KEY}{message.chat.id if message.chat else None}:{message.day}:{number}"


def is_part(row: Stored, day: date) -> bool:
    """Whether a row is a part of its chat's message of a day."""
    return row.carries and row.day == day and row.key.startswith(DAY_KEY)


def number_of(row: Stored) -> int:
    """Return which part of its day's message a row is."""
    return int(row.key.rpartition(":")[2])


def read_boards(rows: Iterable[Stored]) -> list[Board]:
    """Put sent messages and what replaced them together; `rows` are in the order in which they came."""
    boards: dict[int, Board] = {}
    first: dict[int, int] = {}
    for row in rows:
        edited = row.payload.get("edits")
        if edited is None:
            if row.state is NoticeState.SENT and row.message and row.payload.get(BLOCKS):
                boards[row.id] = Board(row, read_blocks(row.payload[BLOCKS]), shows=row.id)
                first[row.id] = row.id
        elif edited in first:
            first[row.id] = first[edited]
            boards[first[edited]] = _replaced(boards[first[edited]], row)
    return list(boards.values())


def _replaced(board: Board, row: Stored) -> Board:
    """Return a message as it reads after a replacement; one that failed is not tried again unchanged."""
    board = replace(board, edits=board.edits + 1)
    if row.state is NoticeState.SETTLED:
        return board
    apart = row.state is NoticeState.SENT and row.message != board.sent.message
    shows = row.id if apart else board.shows
    return replace(board, edit=row, blocks=read_blocks(row.payload[BLOCKS]), shows=shows)


def subjects(boards: Iterable[Board]) -> tuple[set[int], set[int], set[int]]:
    """Return the assignments, requests and responsibilities that messages show."""
    blocks = [block for board in boards for block in board.blocks]
    return (
        {key for block in blocks for key in block.assignments},
        {block.request for block in blocks if block.request is not None},
        {block.responsibility for block in blocks if block.responsibility is not None},
    )


def write_edit(board: Board, present: Present, blocks: Sequence[Block] | None = None) -> NewNotice | None:
    """Write what takes the place of a message, of other `blocks` than its own; None where it says this."""
    blocks = board.blocks if blocks is None else blocks
    before = read_blocks(board.sent.payload[BLOCKS])
    more = sum(block.kind not in ALONE for block in blocks) - sum(one.kind not in ALONE for one in before)
    marked = mark_all(blocks, present, more=more)
    letter = Letter(
        say_blocks(marked),
        tuple(offer for block in marked for offer in block.offers),
        tuple(key for block in marked for key in block.assignments),
        silent=True,
        edits=board.shows,
        anew_on=board.sent.day.isoformat(),
    )
    written = write(letter)
    if (written["text"], _plain(written["offers"])) == (board.says[0], _plain(board.says[1])):
        return None
    waits = board.edit is not None and board.edit.waits
    key = board.edit.key if waits and board.edit else f"{EDIT_KEY}{board.sent.id}:{board.edits + 1}"
    return NewNotice(key, key, board.sent.kind, written | {BLOCKS: write_blocks(blocks)})


def _plain(offers: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(one["label"], one["says"]) for one in offers]


def add_blocks(board: Board, message: DayMessage, *, received: bool) -> list[Block] | None:
    """Return the blocks of a message with what came later in the day, None where it has no room for them."""
    numbers = count(1)
    before = [_numbered(block, next(numbers)) if is_numbered(block) else block for block in board.blocks]
    begin = max((block.number or 0 for block in before), default=0) + 1
    blocks = join_sections(before, say_more(message, received=received, begin=begin))
    return blocks if fits(blocks) else None


def _numbered(block: Block, number: int) -> Block:
    """Give a number to what stood alone until now."""
    return block if block.number is not None else give_number(block, number)


def newly(message: DayMessage) -> DayMessage:
    """Return of a message what a message leaves for: reports that stood there before stand there already."""
    return replace(message, reviews=tuple(review for review in message.reviews if review.fresh))


def only(message: DayMessage, again: Collection[str]) -> DayMessage:
    """Return of a message what was planned before, and reports of the day itself.

    What came to be owed after the day's messages were planned waits for its next stage.
    """

    def kept(nudges: Sequence[Nudge]) -> tuple[Nudge, ...]:
        return tuple(nudge for nudge in nudges if about(nudge.key) in again)

    summary = message.summary
    if summary is not None and about(summary_key(message.chat, summary)) not in again:
        summary = None
    return replace(
        message,
        summary=summary,
        late=kept(message.late),
        standing=kept(message.standing),
        own=kept(message.own),
        escalated=kept(message.escalated),
        without_chat=kept(message.without_chat),
        ongoing=tuple(one for one in message.ongoing if about(one.key) in again),
        naming=tuple(one for one in message.naming if about(one.key) in again),
        reviews=tuple(
            one if one.waiting == 0 or about(one.key) in again else replace(one, fresh=False)
            for one in message.reviews
        ),
    )

"""What was sent is kept up: what people have done is marked in it, and what came later is added to it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from data.boards import Present
from data.clock import ZONE
from data.models import NoticeState
from data.nudges import DayMessage
from data.repositories.notices import NewNotice, NoticeRepository, Stored, Times
from data.repositories.nudging import NudgingRepository
from scheduler.boards import (
    Board,
    add_blocks,
    is_part,
    newly,
    number_of,
    read_boards,
    subjects,
    write_edit,
    write_entries,
    write_more,
)
from scheduler.policy import Rules
from scheduler.queueing import end_of

EDITED_FOR = timedelta(hours=48)
"""For so long a message that was sent is kept up to what people do."""


def update_boards(
    session: Session,
    region_id: int,
    rules: Rules,
    now: datetime,
    later: Mapping[int, DayMessage],
    zone: tzinfo = ZONE,
) -> int:
    """Bring the messages that a region's chats have up to date; return how many change or are added to.

    `later` is what came to be owed after a chat's message of the day had left.
    """
    return _Tick(session, region_id, rules, now, zone).update(later)


class _Tick:
    """One look at the messages of one region."""

    def __init__(self, session: Session, region_id: int, rules: Rules, now: datetime, zone: tzinfo) -> None:
        self._rules = rules
        self._now = now
        self._day = now.date()
        self._zone = zone
        self._notices = NoticeRepository(session, region_id)
        self._nudging = NudgingRepository(session, region_id, self._day, zone)
        self._received = rules.policy.received_button

    def update(self, later: Mapping[int, DayMessage]) -> int:
        """Add what came later, then mark what people did in all other messages."""
        shown = self._notices.shown((self._now - EDITED_FOR).date())
        boards = [board for board in read_boards(shown) if self._is_kept_up(board)]
        if not boards and not later:
            return 0
        boards = self._reached(boards)
        present = self._notices.present(self._day, *subjects(boards))
        added: set[int] = set()
        count = 0
        for chat, message in later.items():
            more = newly(message)
            if more.leaves:
                count += self._add(chat, more, shown, boards, present, added)
        others = [board for board in boards if board.sent.id not in added]
        return count + sum(self._mark(board, present) for board in others)

    def _reached(self, boards: Iterable[Board]) -> list[Board]:
        """Leave out chats that cannot be written to any more."""
        reached = {chat.id for chat in self._nudging.chats()}
        return [board for board in boards if board.sent.chat_id in reached]

    def _is_kept_up(self, board: Board) -> bool:
        return board.sent.sent_at is not None and board.sent.sent_at > self._now - EDITED_FOR

    def _add(
        self,
        chat: int,
        message: DayMessage,
        shown: Collection[Stored],
        boards: Iterable[Board],
        present: Present,
        added: set[int],
    ) -> bool:
        """Add what came later to the chat's message; where there is no room it is a part of its own."""
        parts = [row for row in shown if row.chat_id == chat and is_part(row, self._day)]
        if any(row.state in (NoticeState.PLANNED, NoticeState.SENDING) for row in parts):
            return False
        arrived = [row for row in parts if row.state in (NoticeState.SENT, NoticeState.UNKNOWN)]
        loud = sum(not row.payload["silent"] for row in arrived) < self._rules.policy.max_unasked
        board = next((one for one in reversed(list(boards)) if one.sent in parts), None)
        blocks = add_blocks(board, message, received=self._received) if board and not loud else None
        if board is None or blocks is None:
            begin = max((number_of(row) for row in parts), default=0) + 1
            rows = write_more(message, begin, received=self._received, loud=loud)
            self._notices.add(rows, chat, self._day, self._times(end_of(self._day, self._zone)))
            return True
        added.add(board.sent.id)
        edit = write_edit(board, present, blocks)
        if edit is None:
            return False
        return self._replace(board, edit, write_entries(message, lambda _: edit.key))

    def _mark(self, board: Board, present: Present) -> bool:
        """Mark in a message what people have done."""
        edit = write_edit(board, present)
        return edit is not None and self._replace(board, edit, ())

    def _replace(self, board: Board, edit: NewNotice, entries: Iterable[NewNotice]) -> bool:
        """Owe what takes the place of a message; an edit that has not left gives way to it."""
        if board.sent.chat_id is None:
            return False
        rows = [edit, *entries]
        if board.edit is not None and board.edit.key == edit.key:
            if not self._notices.hold([board.edit.id]):
                return False
            self._notices.rewrite(board.edit.id, edit.payload)
            rows = rows[1:]
        self._notices.add(rows, board.sent.chat_id, self._day, self._times(self._now + EDITED_FOR))
        return True

    def _times(self, expires_at: datetime) -> Times:
        return Times(self._now, self._now, expires_at)

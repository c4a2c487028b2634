"""The units whose assignments a ledger changed learn it: one silent letter for each chat."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from data.ledger.values import RowChange
from data.ledger.wording import letter_changes
from data.models import NoticeKind
from data.owing import Letter, Recipient, owe
from data.reporting import Duty
from data.repositories.ledger import regions_of
from data.repositories.reporting import ReportingRepository


def tell_units(session: Session, changes: Iterable[RowChange], now: datetime) -> int:
    """Owe each unit's chat what a ledger changed of statuses and dates; return how many chats are told."""
    moved = {change.assignment_id: change for change in changes if change.moves}
    told = 0
    for region_id, keys in regions_of(session, moved.keys()).items():
        duties = ReportingRepository(session, region_id)
        by_unit: dict[str, list[tuple[Duty, RowChange]]] = {}
        for duty in duties.of_ids(keys):
            by_unit.setdefault(duty.unit, []).append((duty, moved[duty.id]))
        for unit, own in by_unit.items():
            chat = duties.chat_of(unit)
            if chat is None:
                continue
            ids = tuple(duty.id for duty, _ in own)
            letter = Letter(letter_changes(own, now.date()), assignments=ids, silent=True)
            to = Recipient(chat_id=chat, region_id=region_id)
            key = f"ledger:{chat}:{unit}:{now:%Y%m%dT%H%M%S%f}"
            told += owe(session, key, NoticeKind.DECISION, to, letter, day=now.date(), now=now) is not None
    return told

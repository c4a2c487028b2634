"""The two hidden cells of a ledger row: which assignment it is, and what was printed; pure.

A key carries a check of what the row is about, so that a number that means something else in another
database, or that somebody dragged down, is noticed.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from data.statuses import Status

_KEY = re.compile(r"D(\d{1,18})-([0-9a-f]{8})", re.IGNORECASE)
_GROUP_KEY = re.compile(r"G\d+", re.IGNORECASE)
_STATE = re.compile(r"([a-z]+)\|(\d{4}-\d\d-\d\d)?\|([0-9a-f]{8})\|([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class PrintedState:
    """What a row said when it was exported; proof and remark as digests of their text."""

    status: Status
    due: date | None
    proof: str
    remark: str


def key_of(assignment_id: int, plan_key: str, item: str, unit: str, occurrence: date) -> str:
    """Return the key of an assignment's row."""
    return f"D{assignment_id}-{digest('|'.join((plan_key, item, unit, occurrence.isoformat())))}"


def group_key(responsibility_id: int) -> str:
    """Return the key of a row that waits for its units to be named."""
    return f"G{responsibility_id}"


def is_group_key(text: str) -> bool:
    """Whether a key is that of a row which waits for its units."""
    return _GROUP_KEY.fullmatch(text) is not None


def read_key(text: str) -> int | None:
    """Return the assignment that a key names, None where it is no key."""
    match = _KEY.fullmatch(text)
    return int(match[1]) if match else None


def state_of(status: Status, due: date | None, proof: str, remark: str) -> str:
    """Write down what a row says."""
    return f"{status}|{due.isoformat() if due else ''}|{digest(proof)}|{digest(remark)}"


def read_state(text: str) -> PrintedState | None:
    """Read what a row said, None where the cell was changed."""
    match = _STATE.fullmatch(text)
    if match is None or match[1] not in set(Status):
        return None
    try:
        due = date.fromisoformat(match[2]) if match[2] else None
    except ValueError:
        return None
    return PrintedState(Status(match[1]), due, match[3], match[4])


def digest(text: str) -> str:
    """Return a short digest of a text; blanks and line breaks do not matter."""
    return hashlib.blake2s("".join(text.split()).encode(), digest_size=4).hexdigest()

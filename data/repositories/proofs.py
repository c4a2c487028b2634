"""Proof that counts: what was taken back stays in its table, and history says so."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Change, History, Proof

CHUNK = 500
"""How many keys one statement names; databases limit it."""


def valid_proofs(session: Session, assignment_ids: Collection[int]) -> dict[int, list[Proof]]:
    """Return the proof of each assignment that nobody has taken back, the oldest first."""
    found: dict[int, list[Proof]] = {}
    for chunk in _chunks(sorted(set(assignment_ids))):
        withdrawn = _withdrawn(session, chunk)
        query = select(Proof).where(Proof.assignment_id.in_(chunk)).order_by(Proof.id)
        for proof in session.scalars(query):
            if proof.id not in withdrawn:
                found.setdefault(proof.assignment_id, []).append(proof)
    return found


def _withdrawn(session: Session, assignment_ids: Sequence[int]) -> set[int]:
    """Read from history which proof counts no more, or counts again."""
    query = (
        select(History.details)
        .where(History.assignment_id.in_(assignment_ids), History.change == Change.PROOF)
        .order_by(History.id)
    )
    withdrawn: set[int] = set()
    for details in session.scalars(query):
        withdrawn |= set(details.get("withdrawn", ()))
        withdrawn -= set(details.get("restored", ()))
    return withdrawn


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))

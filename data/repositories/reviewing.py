"""What the reports say on which nobody has decided: done or not concerned, why, and the proof of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Change, History, Proof, ProofKind
from data.nudging import ReportFact, ReviewFact
from data.repositories.proofs import valid_proofs
from data.statuses import Act, Status, read_act

CHUNK = 500
"""How many keys one statement names; databases limit it."""


def with_reports(session: Session, reviews: Iterable[ReviewFact]) -> list[ReviewFact]:
    """Return what waits for a decision, each report with what it says."""
    facts = list(reviews)
    asked = {one.assignment.id for one in facts if one.request_id is None}
    reports = read_reports(session, asked)
    return [
        one if one.request_id is not None else replace(one, report=reports.get(one.assignment.id))
        for one in facts
    ]


def read_reports(session: Session, assignment_ids: Collection[int]) -> dict[int, ReportFact]:
    """Return of each assignment the report that stands, with the proof that counts."""
    proofs = valid_proofs(session, assignment_ids)
    return {
        key: _with_proofs(report, proofs.get(key, ()))
        for key, report in standing_reports(session, assignment_ids).items()
    }


def standing_reports(session: Session, assignment_ids: Collection[int]) -> dict[int, ReportFact]:
    """Return the last report of each assignment that was not taken back; its proof is not read."""
    found: dict[int, ReportFact] = {}
    for chunk in _chunks(sorted(set(assignment_ids))):
        query = (
            select(History.id, History.assignment_id, History.after, History.why, History.details)
            .where(History.assignment_id.in_(chunk), History.change == Change.STATUS)
            .order_by(History.id)
        )
        rows = session.execute(query).all()
        taken = {key for row in rows for key in row.details.get("takes_back", ())}
        for key, assignment, after, why, details in rows:
            act = read_act(details.get("act"))
            if after == Status.SUBMITTED and key not in taken and act is not Act.TAKE_BACK:
                found[assignment] = ReportFact(key, void=act is Act.REPORT_VOID, words=why)
    return found


def _with_proofs(report: ReportFact, proofs: Sequence[Proof]) -> ReportFact:
    # What came last is what is to be checked; what came at once stays in its order.
    latest = sorted(proofs, key=lambda one: one.given_at, reverse=True)
    return replace(
        report,
        links=tuple(one.value for one in latest if one.kind is ProofKind.LINK),
        files=sum(one.kind is ProofKind.FILE for one in latest),
        photos=sum(one.kind is ProofKind.PHOTO for one in latest),
        notes=tuple(one.value for one in latest if one.kind is ProofKind.TEXT),
    )


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))

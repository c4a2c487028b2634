"""Proof as it is given and taken back: a row of proof is never deleted, history says what counts."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from data.actions.register import Register, act_of
from data.actions.values import ProofDraft, Refused
from data.models import Change, History, Proof
from data.repositories.proofs import valid_proofs
from data.statuses import Act


def keep_proofs(register: Register, drafts: Sequence[ProofDraft], *, alone: bool = False) -> None:
    """Store proof, each with its row of history; the same again is left out, and refused where `alone`."""
    stored = {(one.kind, one.value): one for one in _valid(register)}
    for draft in drafts:
        if not draft.value.strip():
            raise Refused("佐证是空的，请重新发送。", "The proof is empty, please send it again.")
        same = stored.get((draft.kind, draft.value))
        if same is None:
            stored[draft.kind, draft.value] = _keep(register, draft)
        elif alone:
            raise register.recorded_already(_row_of(register, same))


def has_proof(register: Register) -> bool:
    """Whether proof was given since the assignment was last returned or opened again."""
    anew = [row.id for row in register.live() if act_of(row) in (Act.SEND_BACK, Act.REOPEN)]
    since = anew[-1] if anew else 0
    counted = {one.id for one in _valid(register)}
    return any(row.id > since and row.details.get("proof") in counted for row in register.live())


def withdraw_proofs(register: Register, heads: Collection[int]) -> None:
    """Count the proof no more that the rows `heads` brought, themselves or with them."""
    given = [
        row.details["proof"]
        for row in register.all_rows()
        if "proof" in row.details and (row.id in heads or row.details.get("with") in heads)
    ]
    counted = {one.id for one in _valid(register)}
    withdrawn = [key for key in given if key in counted]
    if withdrawn:
        register.write(
            Act.TAKE_BACK if _is_taken_back(register) else Act.WITHDRAW,
            change=Change.PROOF,
            details={"withdrawn": withdrawn},
        )


def _is_taken_back(register: Register) -> bool:
    return not register.rows or act_of(register.rows[0]) is Act.TAKE_BACK


def _keep(register: Register, draft: ProofDraft) -> Proof:
    proof = Proof(
        assignment_id=register.assignment.id,
        kind=draft.kind,
        value=draft.value,
        name=draft.name,
        kept=draft.kept,
        person=register.author.person,
        given_by=register.author.by,
        given_at=register.now,
    )
    register.session.add(proof)
    register.session.flush()
    register.write(
        Act.ADD_PROOF,
        after=draft.name or draft.value,
        details={"proof": proof.id, "kind": draft.kind.value},
    )
    return proof


def _valid(register: Register) -> Sequence[Proof]:
    return valid_proofs(register.session, [register.assignment.id]).get(register.assignment.id, ())


def _row_of(register: Register, proof: Proof) -> History:
    query = select(History).where(
        History.assignment_id == register.assignment.id, History.change == Change.PROOF
    )
    rows = register.session.scalars(query.order_by(History.id))
    return next(row for row in rows if row.details.get("proof") == proof.id)

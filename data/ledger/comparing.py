"""Edited rows compared with what is stored: what is left to do, and what cannot be done; pure."""

from dataclasses import dataclass, replace
from datetime import date

from data.ledger.edits import Unclear, says_anything
from data.ledger.keys import digest, key_of
from data.ledger.moves import say_ways, steps_to
from data.ledger.rows import say_proof
from data.ledger.values import Edit
from data.repositories.ledger import LedgerFact, LedgerProof
from data.statuses import FINISHED
from data.wording.tasks import say_status

_UNKNOWN = "库里没有这一项（行标识对不上），没有改动：请重新导出再改"
_MIXED = "行标识是{item} {unit}的，和这一行的内容不是一项，没有改动：排序时可能漏选了隐藏列"
_CHANGED = "导出以后这一项变过，现在是{status}、期限{due}，没有改动：请重新导出再改"


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of an assignment that a row is about."""

    fact: LedgerFact
    proofs: tuple[LedgerProof, ...] = ()
    words: str = ""


def compare(edit: Edit, stored: Stored | None, today: date) -> Edit | None:
    """Return what of an edit is not stored yet, None where all of it is. Raises Unclear."""
    if stored is None:
        raise Unclear(_UNKNOWN)
    fact = stored.fact
    _check_identity(edit, fact)
    left = _left(edit, stored)
    if not says_anything(left):
        return None
    if (fact.status, fact.due) != (edit.printed.status, edit.printed.due):
        due = fact.due.isoformat() if fact.due else "未定"
        raise Unclear(_CHANGED.format(status=say_status(fact.status), due=due))
    _check_status(left, fact)
    _check_due(left, fact, today)
    if left.remark and left.status is None and left.due is None and fact.status in FINISHED:
        raise Unclear(f"{say_status(fact.status)}的不能再写进展，没有改动：要重新办理，请把状态改为进行中")
    return left


def _check_identity(edit: Edit, fact: LedgerFact) -> None:
    """Refuse a row whose hidden key is not that of what the row shows."""
    key = key_of(fact.id, fact.plan_key, fact.item, fact.unit, fact.occurrence)
    if key.casefold() != edit.key.casefold():
        raise Unclear(_UNKNOWN)
    shown = ((edit.item, fact.item), (edit.unit, fact.unit))
    if any(cell is not None and digest(cell) != digest(stored) for cell, stored in shown):
        raise Unclear(_MIXED.format(item=f"第{fact.item}项", unit=fact.unit))


def _left(edit: Edit, stored: Stored) -> Edit:
    """Leave out what is stored already, from an earlier import or by somebody else."""
    fact, known = stored.fact, {digest(say_proof(proof)) for proof in stored.proofs}
    return replace(
        edit,
        status=edit.status if edit.status is not fact.status else None,
        due=edit.due if edit.due != fact.due else None,
        proofs=tuple(dict.fromkeys(line for line in edit.proofs if digest(line) not in known)),
        remark=edit.remark if digest(edit.remark or "") != digest(stored.words) else None,
    )


def _check_status(edit: Edit, fact: LedgerFact) -> None:
    if edit.status is None or steps_to(fact.status, edit.status) is not None:
        return
    raise Unclear(
        f"{say_status(fact.status)}不能改为{say_status(edit.status)}，没有改动；可以改为：{say_ways(fact.status)}"
    )


def _check_due(edit: Edit, fact: LedgerFact, today: date) -> None:
    """Refuse a due date that is no extension."""
    if edit.due is None:
        return
    if fact.due is None:
        raise Unclear("这一项没有期限，不能延期，没有改动")
    if fact.status in FINISHED and (edit.status is None or edit.status in FINISHED):
        raise Unclear(f"{say_status(fact.status)}的不用再改期限，没有改动")
    if edit.due <= fact.due:
        raise Unclear(f"期限只能往后延（现在是{fact.due.isoformat()}），没有改动；文件印错了的，请用更正")
    if edit.due <= today:
        raise Unclear(f"新期限{edit.due.isoformat()}已经过了，没有改动")

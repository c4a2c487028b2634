"""Assignments → the rows of the ledger, cell by cell; pure."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from data.dates.values import MilestoneKind
from data.histories import HistoryFact
from data.ledger.columns import Field
from data.ledger.keys import group_key, key_of, state_of
from data.models import ProofKind
from data.repositories.ledger import LedgerFact, LedgerPlan, LedgerProof, LedgerTask
from data.repositories.naming import OpenGroup
from data.statuses import Status, is_overdue
from data.wording.history import say_deed
from data.wording.recurrence import say_recurrence
from data.wording.tasks import say_role, say_status

MOST_SIGNS = 32_000
"""How long a text may be; a cell of a workbook holds 32,767."""

UNNAMED = "待指定单位"
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")

Value = str | int | date | None
Row = dict[Field, Value]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one assignment besides what is stored in its row."""

    change: HistoryFact | None = None
    proofs: tuple[LedgerProof, ...] = ()
    words: str = ""


def assignment_row(
    fact: LedgerFact,
    task: LedgerTask,
    plan: LedgerPlan,
    known: Known,
    counted: str,
    now: datetime,
) -> Row:
    """Return the row of an assignment, without its running number."""
    proof, remark = say_proofs(known.proofs), clean(known.words)
    row = _task_cells(task, plan)
    row |= {
        Field.DETAIL: clean(_with_deliverable(task.detail, fact)),
        Field.UNIT: clean(fact.unit),
        Field.ROLE: clean(_say_role(fact)),
        Field.PRINTED_DUE: fact.printed_due,
        Field.DUE: fact.due,
        Field.CYCLE: _say_cycle(fact),
        Field.STATUS: say_status(fact.status),
        Field.LATE: _say_late(fact, now.date()),
        Field.DONE_AT: fact.done_at.astimezone(now.tzinfo).date() if fact.done_at else None,
        Field.PROOF: proof,
        Field.LAST: clean(_say_change(known.change, now)),
        Field.REMARK: remark,
        Field.COUNTED: counted,
        Field.KEY: key_of(fact.id, fact.plan_key, fact.item, fact.unit, fact.occurrence),
        Field.STATE: state_of(fact.status, fact.due, proof, remark),
    }
    return row


def group_row(group: OpenGroup, task: LedgerTask, plan: LedgerPlan) -> Row:
    """Return the row of a possible group whose units nobody has named: it is in no count."""
    row = _task_cells(task, plan)
    row |= {
        Field.UNIT: clean(group.printed),
        Field.ROLE: say_role(group.role),
        Field.PRINTED_DUE: group.due,
        Field.STATUS: UNNAMED,
        Field.COUNTED: UNNAMED,
        Field.KEY: group_key(group.responsibility_id),
    }
    return row


def say_proofs(proofs: tuple[LedgerProof, ...]) -> str:
    """Say the proofs, one on each line; a file or photo by its name."""
    return clean("\n".join(say_proof(proof) for proof in proofs))


def say_proof(proof: LedgerProof) -> str:
    """Say one proof on one line."""
    if proof.kind is ProofKind.FILE:
        return f"文件：{proof.name or '未命名'}"
    if proof.kind is ProofKind.PHOTO:
        return f"照片：{proof.name or '未命名'}"
    return " ".join(proof.value.split())


def clean(text: str | None) -> str:
    """Return a `text` as a cell can hold it."""
    plain = _UNSEEN.sub("", text or "").replace("\r\n", "\n").replace("\r", "\n")
    return plain if len(plain) <= MOST_SIGNS else f"{plain[: MOST_SIGNS - 1]}…"


def _task_cells(task: LedgerTask, plan: LedgerPlan) -> Row:
    return {
        Field.PLAN: clean(plan.short_name),
        Field.ITEM: clean(task.item),
        Field.SCOPE: clean(task.scope),
        Field.HEADING: clean(task.heading),
        Field.DETAIL: clean(task.detail),
        Field.SUPERVISOR: clean("、".join(task.supervisors)),
        Field.DEADLINE: clean(task.deadline),
    }


def _with_deliverable(detail: str, fact: LedgerFact) -> str:
    """Say what one of several dates of a task is for."""
    if fact.milestones < 2 or not fact.action or fact.action in detail:
        return detail
    return f"{detail}\n（本次：{fact.action}）"


def _say_role(fact: LedgerFact) -> str:
    role = say_role(fact.role) if fact.role else ""
    if not fact.registered:
        return f"{role}（名单未登记）"
    return f"{role}（{fact.via}）" if fact.via else role


def _say_cycle(fact: LedgerFact) -> str:
    """Say how often it is due; what has no date says why."""
    if fact.kind is MilestoneKind.RECURRING and fact.rrule:
        return say_recurrence(fact.rrule)
    if fact.kind is MilestoneKind.EVENT and fact.due is None:
        return clean(f"等待：{fact.event}") if fact.event else "等待事件"
    if fact.due is not None:
        return "争取" if fact.soft else "一次"
    if not fact.stated:
        return "未定期限"
    return "持续" if fact.kind is MilestoneKind.ONGOING else "已起步推进"


def _say_late(fact: LedgerFact, today: date) -> Value:
    if is_overdue(fact.due, fact.status, today, soft=fact.soft) and fact.due is not None:
        return (today - fact.due).days
    passed = fact.soft and fact.due is not None and fact.due < today
    return "目标日期已过" if passed and fact.status not in (Status.DONE, Status.VOID) else None


def _say_change(fact: HistoryFact | None, now: datetime) -> str:
    """Say the newest change: when, by whom, what; its words stand in the remark."""
    return say_deed(replace(fact, why=None), now) if fact is not None else ""

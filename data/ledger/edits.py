"""One row of a ledger → what it says anew, compared with what was printed; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.ledger.cells import Unreadable, read_day, read_status, said
from data.ledger.columns import STATUSES, Field
from data.ledger.keys import PrintedState, digest, read_key, read_state
from data.ledger.values import Edit
from data.statuses import Status

Cells = Mapping[Field, object]


_ERRORS = frozenset({"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"})
"""What a cell shows whose formula failed; a text that begins with = becomes one."""


class Unclear(Exception):
    """A row that is not applied; the message says why."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands: the sheet and its own number, and day 0 of the workbook's serial numbers."""

    sheet: str
    row: int
    epoch: date


def edit_of(spot: Spot, cells: Cells) -> Edit:
    """Read a row; an edit without anything new says that nothing was changed. Raises Unclear."""
    text = said(cells.get(Field.KEY))
    key = read_key(text)
    if key is None:
        raise Unclear("这一行没有行标识，不知道是哪一项；加任务请改任务分工表再导入")
    printed = read_state(said(cells.get(Field.STATE)))
    if printed is None:
        raise Unclear("“导出时”一列被改过，没法核对：请重新导出再改")
    return Edit(
        spot.sheet,
        spot.row,
        text,
        key,
        printed,
        status=_new_status(cells, printed),
        due=_new_due(cells, printed, spot.epoch),
        proofs=_new_proofs(cells, printed),
        remark=_new_text(cells, Field.REMARK, printed.remark),
        item=said(cells[Field.ITEM]) if Field.ITEM in cells else None,
        unit=said(cells[Field.UNIT]) if Field.UNIT in cells else None,
    )


def says_anything(edit: Edit) -> bool:
    """Whether a row says something new."""
    return any((edit.status, edit.due, edit.proofs, edit.remark))


def _new_status(cells: Cells, printed: PrintedState) -> Status | None:
    if Field.STATUS not in cells:
        return None
    value = cells[Field.STATUS]
    if not said(value):
        raise Unclear("状态空了，没有改动：请从列表里选一个")
    status = read_status(value, printed.status)
    if isinstance(status, Unreadable):
        raise Unclear(f"状态“{status.text}”看不懂，请写：{'、'.join(STATUSES)}")
    return status if status is not printed.status else None


def _new_due(cells: Cells, printed: PrintedState, epoch: date) -> date | None:
    if Field.DUE not in cells:
        return None
    due = read_day(cells[Field.DUE], printed.due, epoch)
    if isinstance(due, Unreadable):
        raise Unclear(f"现定期限“{due.text}”看不懂，请写成 2020-09-30 这样的日期")
    if due is None and printed.due is not None:
        raise Unclear("现定期限空了，没有改动：期限不能清空")
    return due if due != printed.due else None


def _new_proofs(cells: Cells, printed: PrintedState) -> tuple[str, ...]:
    text = _new_text(cells, Field.PROOF, printed.proof)
    return tuple(" ".join(line.split()) for line in (text or "").splitlines() if line.strip())


def _new_text(cells: Cells, field: Field, printed: str) -> str | None:
    if field not in cells:
        return None
    text = said(cells[field])
    if digest(text) == printed:
        return None
    if not text:
        raise Unclear(f"{field.value}空了，没有改动：记过的不能删")
    if text in _ERRORS:
        raise Unclear(f"{field.value}是出错的公式（{text}），没有改动：请直接写文字")
    return text

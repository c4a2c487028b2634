"""What a ledger changes, in words; pure."""

from collections.abc import Sequence
from datetime import date

from data.ledger.values import LedgerWarning, RowChange
from data.reporting import Duty
from data.wording.dates import say_day
from data.wording.reports import say_task, say_title
from data.wording.tasks import say_item, say_status, shorten

LISTED = 10
"""So many changes are listed in one letter."""


def _moves(change: RowChange, today: date) -> list[str]:
    parts = []
    if change.before is not change.after:
        parts.append(f"{say_status(change.before)} → {say_status(change.after)}")
    if change.due_before != change.due_after:
        before, after = (
            say_day(day, today) if day else "未定" for day in (change.due_before, change.due_after)
        )
        parts.append(f"期限 {before} → {after}")
    return parts


def say_change(change: RowChange, today: date) -> str:
    """Say what one row changes: 第7项 县财政局：进行中 → 已办结；期限 9月30日 → 10月31日."""
    parts = _moves(change, today)
    parts += [f"佐证 ＋{shorten(line, 30)}" for line in change.proofs]
    if change.remark:
        parts.append(f"备注“{shorten(change.remark, 30)}”")
    return f"{say_item(change.item, change.scope)} {change.unit}：{'；'.join(parts)}"


def letter_changes(changes: Sequence[tuple[Duty, RowChange]], today: date) -> str:
    """Tell a unit what the office's ledger changed of its assignments."""
    lines = [f"📋 督办机构按台账更新了{changes[0][0].unit}的{len(changes)}项："]
    lines += [
        f"· {say_task(duty, plan=True)} {say_title(duty)}：{'；'.join(_moves(change, today))}"
        for duty, change in changes[:LISTED]
    ]
    if len(changes) > LISTED:
        lines.append(f"另有{len(changes) - LISTED}项，发送“我们有哪些任务”可以看到。")
    lines.append("有出入请在本群说明，或联系督办机构。")
    return "\n".join(lines)


def say_warning(warning: LedgerWarning) -> str:
    """Say what is not applied, by sheet and row."""
    place = f"工作表“{warning.sheet}”" + (f"第{warning.row}行" if warning.row is not None else "")
    about = f" {warning.text}" if warning.text else ""
    return f"{place}{about}：{warning.why}"

"""What a ledger changes, in words; pure."""

from datetime import date

from data.ledger.values import LedgerWarning, RowChange
from data.wording.dates import say_day
from data.wording.tasks import say_item, say_status, shorten


def say_change(change: RowChange, today: date) -> str:
    """Say what one row changes: 第7项 县财政局：进行中 → 已办结；期限 9月30日 → 10月31日."""
    parts = []
    if change.before is not change.after:
        parts.append(f"{say_status(change.before)} → {say_status(change.after)}")
    if change.due_before != change.due_after:
        before, after = (
            say_day(day, today) if day else "未定" for day in (change.due_before, change.due_after)
        )
        parts.append(f"期限 {before} → {after}")
    parts += [f"佐证 ＋{shorten(line, 30)}" for line in change.proofs]
    if change.remark:
        parts.append(f"备注“{shorten(change.remark, 30)}”")
    return f"{say_item(change.item, change.scope)} {change.unit}：{'；'.join(parts)}"


def say_warning(warning: LedgerWarning) -> str:
    """Say what is not applied, by sheet and row."""
    place = f"工作表“{warning.sheet}”" + (f"第{warning.row}行" if warning.row is not None else "")
    about = f" {warning.text}" if warning.text else ""
    return f"{place}{about}：{warning.why}"

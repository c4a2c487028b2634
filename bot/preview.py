"""What an import would store, as a table for the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from data.dates.values import Milestone, MilestoneKind
from data.importers.changes import ChangedRow, PlanChanges
from data.importers.draft import ImportDraft, PlanDraft, RowDraft
from handlers.importing.wording import FIELD_NAMES, ROLE_NAMES

MOST_UNITS = 4
DETAIL_WIDTH = 30


def show_draft(draft: ImportDraft, console: Console) -> None:
    """Print every plan's rows, warnings and what else the document holds."""
    for plan in draft.plans:
        _show_plan(plan, console)
    if draft.domains:
        with_leads = sum(1 for domain in draft.domains if domain.lead_units)
        links = sum(1 for domain in draft.domains if domain.guideline)
        console.print(f"领域 {len(draft.domains)} 个（牵头单位 {with_leads} 个，标准指引 {links} 个）")
    for phase in draft.phases:
        console.print(f"阶段：{phase.name}（{phase.start or '…'} 至 {phase.end or '…'}）")


def show_changes(changes: Sequence[PlanChanges], console: Console) -> None:
    """Print what differs from the versions that are stored."""
    for change in changes:
        console.print(
            f"\n{change.key} 已有旧版：新增 {len(change.new)} 项，变化 {len(change.changed)} 项，"
            f"不再有 {len(change.gone)} 项，不变 {change.same} 项（已登记的情况都保留）"
        )
        for row in change.new:
            console.print(f"+ 第{row.item}项 {_detail(row)}", markup=False)
        for changed in change.changed:
            console.print(
                f"~ 第{changed.after.item}项 {_detail(changed.after)}：{_fields(changed)}", markup=False
            )
        for row in change.gone:
            console.print(f"- 第{row.item}项 {_detail(row)}", markup=False)


def _fields(changed: ChangedRow) -> str:
    return "、".join(FIELD_NAMES[name].zh if name in FIELD_NAMES else name for name in changed.fields)


def _show_plan(plan: PlanDraft, console: Console) -> None:
    year = f"{plan.year} 年" if plan.year else "年份不明"
    issued = f"，{plan.issued} 印发" if plan.issued else ""
    console.print(f"\n{plan.title}", style="bold")
    office = f"督办机构：{plan.office or '未定'}"
    console.print(f"{plan.key} · {plan.region} · {year}{issued} · {len(plan.rows)} 项 · {office}")
    table = Table()
    for head in ("项", "事项", "单位", "期限（读作）"):
        table.add_column(head, overflow="fold")
    for row in plan.rows:
        table.add_row(row.item, _detail(row), _units(row), _deadline(row))
    console.print(table)
    for note in plan.warnings:
        place = f"第{note.row}项" if note.row else "全文"
        quoted = f"「{note.text}」" if note.text else ""
        console.print(f"! {place}{quoted}：{note.why}", style="yellow", markup=False, soft_wrap=True)


def _detail(row: RowDraft) -> str:
    text = row.detail if len(row.detail) <= DETAIL_WIDTH else row.detail[: DETAIL_WIDTH - 1] + "…"
    return f"[{row.scope}] {text}".replace("[", "〔").replace("]", "〕") if row.scope else text


def _units(row: RowDraft) -> str:
    names = [ROLE_NAMES[duty.role].zh + duty.unit for duty in row.responsibilities]
    more = f" 等{len(names)}个" if len(names) > MOST_UNITS else ""
    return "、".join(names[:MOST_UNITS]) + more


def _deadline(row: RowDraft) -> str:
    read = "；".join(_milestone(value) for value in row.milestones)
    return f"{read or row.deadline or '—'}{'（承上）' if row.inherited else ''}"


def _milestone(value: Milestone) -> str:
    match value.kind:
        case MilestoneKind.ONGOING:
            return "持续"
        case MilestoneKind.EVENT:
            return f"{value.event} {value.offset or ''}"
        case MilestoneKind.FROM:
            return f"{value.start} 起"
        case MilestoneKind.RECURRING:
            return f"定期，首次 {value.due}"
        case MilestoneKind.RANGE:
            return f"{value.start or '…'} 至 {value.due}"
        case MilestoneKind.BY:
            return f"{value.due}{'（争取）' if value.soft else ''}"

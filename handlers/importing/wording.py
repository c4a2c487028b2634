"""What an import would store, in words: rows, deadlines, warnings and changes; pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from data.dates.values import Milestone, MilestoneKind
from data.importers.changes import PlanChanges
from data.importers.draft import ImportDraft, PlanDraft, RowDraft, RowWarning
from data.units.groups import read_group
from data.units.values import Certainty, Role
from data.wording.recurrence import say_recurrence
from data.wording.tasks import say_item, short_title, shorten

FIELD_NAMES = {
    "item": "序号",
    "heading": "工作任务",
    "section": "部分",
    "detail": "内容",
    "scope": "领域",
    "chapter": "方案项目",
    "responsibilities": "责任单位",
    "deadline": "期限",
    "inherited": "期限",
    "milestones": "期限（读作）",
    "extra": "其他栏目",
}
ROLE_NAMES = {Role.LEAD: "", Role.SUPERVISE: "主管:", Role.GUIDE: "指导:", Role.ASSIST: "配合:"}
KINDS = {
    MilestoneKind.BY: "按期",
    MilestoneKind.RANGE: "区间",
    MilestoneKind.RECURRING: "定期",
    MilestoneKind.EVENT: "以事件起算",
    MilestoneKind.FROM: "只有起始日",
    MilestoneKind.ONGOING: "持续推进",
}
GROUPS_SHOWN = 4
MOST_UNITS = 2
SAMPLES_SHOWN = 3
FLAGS = {
    "请用 --region 指明": "请按“改地区”",
    "请用 --year 指明": "请按“改年份”",
    "请用 --issued 指明": "请按“改印发日期”",
    "请用 --office 指明": "请按“改督办机构”",
}
"""What warnings say to somebody at the command line, and to somebody with buttons."""


def say_plan(plan: PlanDraft) -> list[str]:
    """Say what a plan is, and count what it holds."""
    year = f"{plan.year}年" if plan.year else "年份不明"
    issued = f"{plan.issued.isoformat()} 印发" if plan.issued else "印发日期不明"
    number = [plan.number] if plan.number else []
    office = plan.office or "未定（没有主管全部任务的单位，请按“改督办机构”指明）"
    return [
        shorten(plan.title, 44),
        " · ".join([plan.region, year, issued, *number]),
        f"督办机构：{office}",
        *_say_holders(plan),
        _say_deadlines(plan),
    ]


def say_beside(draft: ImportDraft) -> list[str]:
    """Say what a document holds beside its tasks."""
    lines = []
    if draft.domains:
        links = sum(1 for domain in draft.domains if domain.guideline)
        lines.append(f"试点领域 {len(draft.domains)} 个，标准指引 {links} 个")
    if draft.phases:
        lines.append(
            f"阶段 {len(draft.phases)} 个：{shorten('、'.join(one.name for one in draft.phases), 30)}"
        )
    return lines


def _say_holders(plan: PlanDraft) -> list[str]:
    """Count the units and groups, and name the groups that mean some units only."""
    printed = dict.fromkeys(duty.unit for row in plan.rows for duty in row.responsibilities)
    readings = {name: read_group(name) for name in printed}
    groups = [name for name, reading in readings.items() if reading is not None]
    possible = [
        name for name, reading in readings.items() if reading and reading.certainty is Certainty.POSSIBLE
    ]
    lines = [f"{len(plan.rows)} 行任务，{len(printed) - len(groups)} 个单位，{len(groups)} 个单位集合"]
    surely = [name for name in groups if name not in possible]
    if surely:
        lines.append(f"集合：{_listed(surely)}")
    if possible:
        lines.append(f"只说“有关”的（存入后可指定）：{_listed(possible)}")
    without = sum(not row.responsibilities for row in plan.rows)
    return [*lines, *([f"没有责任单位的 {without} 行"] if without else [])]


def _listed(names: Sequence[str]) -> str:
    rest = f" 等{len(names)}个" if len(names) > GROUPS_SHOWN else ""
    return "、".join(shorten(name, 16) for name in names[:GROUPS_SHOWN]) + rest


def _say_deadlines(plan: PlanDraft) -> str:
    """Count the milestones by kind, as the cells were read."""
    milestones = [milestone for row in plan.rows for milestone in row.milestones]
    counted = Counter(milestone.kind for milestone in milestones)
    parts = [f"{name} {counted[kind]}" for kind, name in KINDS.items() if counted[kind]]
    if soft := sum(milestone.soft for milestone in milestones):
        parts.append(f"其中争取 {soft}")
    if without := sum(not row.milestones for row in plan.rows):
        parts.append(f"没有期限 {without} 行")
    days = sorted(one.due for one in milestones if one.due)
    span = f"（{days[0].isoformat()} 至 {days[-1].isoformat()}）" if days else ""
    return f"期限：{'，'.join(parts)}{span}"


def say_samples(rows: Sequence[RowDraft]) -> list[str]:
    """Show the first rows and the last one, as they were read."""
    shown = rows if len(rows) <= SAMPLES_SHOWN else (*rows[: SAMPLES_SHOWN - 1], rows[-1])
    return [say_row(row) for row in shown]


def say_row(row: RowDraft) -> str:
    """Say a row: its label, its deadline as it was read, its title, and who has it."""
    label = f"{say_item(row.item, row.scope)}（{say_deadline(row)}）"
    return f"{label}{short_title(row.detail)} → {say_units(row)}"


def say_units(row: RowDraft) -> str:
    """Say who is responsible for a row."""
    names = [ROLE_NAMES[duty.role] + shorten(duty.unit, 16) for duty in row.responsibilities]
    more = f" 等{len(names)}个" if len(names) > MOST_UNITS else ""
    return ("、".join(names[:MOST_UNITS]) + more) or "没有责任单位"


def say_deadline(row: RowDraft) -> str:
    """Say a row's deadline as it was read, else as it is printed."""
    read = "，".join(map(say_milestone, row.milestones))
    return f"{read or row.deadline or '没有期限'}{'（承上）' if row.inherited else ''}"


def say_milestone(value: Milestone) -> str:
    """Say one milestone as it was read."""
    match value.kind:
        case MilestoneKind.ONGOING:
            return "持续推进"
        case MilestoneKind.EVENT:
            return shorten(value.text or value.event or "", 20)
        case MilestoneKind.FROM:
            return f"{value.start}起"
        case MilestoneKind.RECURRING:
            return f"{say_recurrence(value.rrule or '')}，首次 {value.due}"
        case MilestoneKind.RANGE:
            return f"{value.start or '…'} 至 {value.due}"
        case MilestoneKind.BY:
            return f"{value.due}{'（争取）' if value.soft else ''}"


def say_warning(warning: RowWarning) -> str:
    """Say one warning: where, what is printed there, and why."""
    place = say_item(warning.row) if warning.row else "全文"
    quoted = f"“{shorten(warning.text, 30)}”" if warning.text else ""
    why = warning.why
    for flag, button in FLAGS.items():
        why = why.replace(flag, button)
    return f"{place}{quoted}：{why}"


def count_changes(change: PlanChanges) -> str:
    """Count what differs from the version that is stored."""
    return (
        f"新增 {len(change.new)} 行，变化 {len(change.changed)} 行，"
        f"不再有 {len(change.gone)} 行，不变 {change.same} 行"
    )


def say_changes(change: PlanChanges) -> Iterator[str]:
    """Say each row that differs from the version that is stored."""
    for row in change.new:
        yield f"＋ {say_row(row)}"
    for changed in change.changed:
        names = "、".join(dict.fromkeys(FIELD_NAMES.get(name, name) for name in changed.fields))
        yield f"～ {say_item(changed.after.item)} {short_title(changed.after.detail)}（{names}）"
    for row in change.gone:
        yield f"－ {say_item(row.item)} {short_title(row.detail)}"

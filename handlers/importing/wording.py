"""What an import would store, in words: rows, deadlines, warnings and changes; pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from data.dates.values import Milestone, MilestoneKind
from data.importers.changes import PlanChanges
from data.importers.draft import ImportDraft, PlanDraft, RowDraft, RowWarning
from data.units.groups import read_group
from data.units.values import Certainty, Role
from data.wording.language import Language, Phrase, pick
from data.wording.recurrence import say_recurrence
from data.wording.tasks import say_item, short_title, shorten

ZH = Language.ZH
FIELD_NAMES = {
    "item": Phrase("序号", "item"),
    "heading": Phrase("工作任务", "heading"),
    "section": Phrase("部分", "section"),
    "detail": Phrase("内容", "detail"),
    "scope": Phrase("领域", "scope"),
    "chapter": Phrase("方案项目", "chapter"),
    "responsibilities": Phrase("责任单位", "units"),
    "deadline": Phrase("期限", "deadline"),
    "inherited": Phrase("期限", "deadline"),
    "milestones": Phrase("期限（读作）", "deadline as read"),
    "extra": Phrase("其他栏目", "other columns"),
}
ROLE_NAMES = {
    Role.LEAD: Phrase("", ""),
    Role.SUPERVISE: Phrase("主管:", "supervises: "),
    Role.GUIDE: Phrase("指导:", "guides: "),
    Role.ASSIST: Phrase("配合:", "assists: "),
}
KINDS = {
    MilestoneKind.BY: Phrase("按期", "by a date"),
    MilestoneKind.RANGE: Phrase("区间", "ranges"),
    MilestoneKind.RECURRING: Phrase("定期", "recurring"),
    MilestoneKind.EVENT: Phrase("以事件起算", "after an event"),
    MilestoneKind.FROM: Phrase("只有起始日", "start only"),
    MilestoneKind.ONGOING: Phrase("持续推进", "ongoing"),
}
GROUPS_SHOWN = 4
MOST_UNITS = 2
SAMPLES_SHOWN = 3
FLAGS = {
    "请用 --region 指明": Phrase("请按“改地区”", "please press “Change region”"),
    "请用 --year 指明": Phrase("请按“改年份”", "please press “Change year”"),
    "请用 --issued 指明": Phrase("请按“改印发日期”", "please press “Change issue date”"),
    "请用 --office 指明": Phrase("请按“改督办机构”", "please press “Change office”"),
}
"""What warnings say to somebody at the command line, and to somebody with buttons."""


NO_YEAR = Phrase("年份不明", "year not known")
NOT_ISSUED = Phrase("印发日期不明", "date of issue not known")
NO_OFFICE = Phrase(
    "未定（没有主管全部任务的单位，请按“改督办机构”指明）",
    "not known (no unit supervises all tasks; please press “Change office”)",
)
NO_UNIT = Phrase("没有责任单位", "no unit")
NO_DEADLINE = Phrase("没有期限", "no deadline")


def say_plan(plan: PlanDraft, language: Language = ZH) -> list[str]:
    """Say what a plan is, and count what it holds."""
    year = pick(language, f"{plan.year}年", f"{plan.year}") if plan.year else NO_YEAR.say(language)
    day = plan.issued.isoformat() if plan.issued else None
    issued = pick(language, f"{day} 印发", f"issued {day}") if day else NOT_ISSUED.say(language)
    number = [plan.number] if plan.number else []
    office = plan.office or NO_OFFICE.say(language)
    return [
        shorten(plan.title, 44),
        " · ".join([plan.region, year, issued, *number]),
        pick(language, f"督办机构：{office}", f"Office: {office}"),
        *_say_holders(plan, language),
        _say_deadlines(plan, language),
    ]


def say_beside(draft: ImportDraft, language: Language = ZH) -> list[str]:
    """Say what a document holds beside its tasks."""
    lines = []
    if draft.domains:
        links = sum(1 for domain in draft.domains if domain.guideline)
        count = len(draft.domains)
        lines.append(
            pick(
                language, f"试点领域 {count} 个，标准指引 {links} 个", f"{count} domains, {links} guidelines"
            )
        )
    if draft.phases:
        count, names = len(draft.phases), shorten("、".join(one.name for one in draft.phases), 30)
        lines.append(pick(language, f"阶段 {count} 个：{names}", f"{count} phases: {names}"))
    return lines


def _say_holders(plan: PlanDraft, language: Language) -> list[str]:
    """Count the units and groups, and name the groups that mean some units only."""
    printed = dict.fromkeys(duty.unit for row in plan.rows for duty in row.responsibilities)
    readings = {name: read_group(name) for name in printed}
    groups = [name for name, reading in readings.items() if reading is not None]
    possible = [
        name for name, reading in readings.items() if reading and reading.certainty is Certainty.POSSIBLE
    ]
    rows, units = len(plan.rows), len(printed) - len(groups)
    lines = [
        pick(
            language,
            f"{rows} 行任务，{units} 个单位，{len(groups)} 个单位集合",
            f"{rows} task rows, {units} units, {len(groups)} unit groups",
        )
    ]
    surely = [name for name in groups if name not in possible]
    if surely:
        named = _listed(surely, language)
        lines.append(pick(language, f"集合：{named}", f"Groups: {named}"))
    if possible:
        named = _listed(possible, language)
        lines.append(
            pick(
                language,
                f"只说“有关”的（存入后可指定）：{named}",
                f"Not naming their units (can be named after storing): {named}",
            )
        )
    without = sum(not row.responsibilities for row in plan.rows)
    said = pick(language, f"没有责任单位的 {without} 行", f"Rows without a unit: {without}")
    return [*lines, *([said] if without else [])]


def _listed(names: Sequence[str], language: Language) -> str:
    rest = _say_rest(len(names), GROUPS_SHOWN, language)
    return pick(language, "、", ", ").join(shorten(name, 16) for name in names[:GROUPS_SHOWN]) + rest


def _say_deadlines(plan: PlanDraft, language: Language) -> str:
    """Count the milestones by kind, as the cells were read."""
    milestones = [milestone for row in plan.rows for milestone in row.milestones]
    counted = Counter(milestone.kind for milestone in milestones)
    parts = [f"{name.say(language)} {counted[kind]}" for kind, name in KINDS.items() if counted[kind]]
    if soft := sum(milestone.soft for milestone in milestones):
        parts.append(pick(language, f"其中争取 {soft}", f"of these targets {soft}"))
    if without := sum(not row.milestones for row in plan.rows):
        parts.append(pick(language, f"没有期限 {without} 行", f"no deadline {without}"))
    days = sorted(one.due for one in milestones if one.due)
    if not days:
        return pick(language, f"期限：{'，'.join(parts)}", f"Deadlines: {', '.join(parts)}")
    return pick(
        language,
        f"期限：{'，'.join(parts)}（{days[0].isoformat()} 至 {days[-1].isoformat()}）",
        f"Deadlines: {', '.join(parts)} ({days[0].isoformat()} to {days[-1].isoformat()})",
    )


def say_samples(rows: Sequence[RowDraft], language: Language = ZH) -> list[str]:
    """Show the first rows and the last one, as they were read."""
    shown = rows if len(rows) <= SAMPLES_SHOWN else (*rows[: SAMPLES_SHOWN - 1], rows[-1])
    return [say_row(row, language) for row in shown]


def say_row(row: RowDraft, language: Language = ZH) -> str:
    """Say a row: its label, its deadline as it was read, its title, and who has it."""
    item, due = say_item(row.item, row.scope, language), say_deadline(row, language)
    label = pick(language, f"{item}（{due}）", f"{item} ({due}) ")
    return f"{label}{short_title(row.detail)} → {say_units(row, language)}"


OVERSEEN = (Role.LEAD, Role.ASSIST, Role.SUPERVISE, Role.GUIDE)
"""In this order a row's units are said."""


def say_units(row: RowDraft, language: Language = ZH) -> str:
    """Say who is responsible for a row, each once: who does it before who oversees it."""
    duties = sorted(row.responsibilities, key=lambda duty: OVERSEEN.index(duty.role))
    first = {duty.unit: duty for duty in reversed(duties)}
    shown = [duty for duty in duties if first[duty.unit] is duty]
    names = [ROLE_NAMES[duty.role].say(language) + shorten(duty.unit, 16) for duty in shown]
    more = _say_rest(len(names), MOST_UNITS, language)
    return (pick(language, "、", ", ").join(names[:MOST_UNITS]) + more) or NO_UNIT.say(language)


def _say_rest(count: int, shown: int, language: Language) -> str:
    if count <= shown:
        return ""
    return pick(language, f" 等{count}个", f" and {count - shown} more")


def say_deadline(row: RowDraft, language: Language = ZH) -> str:
    """Say a row's deadline as it was read, else as it is printed."""
    read = pick(language, "，", ", ").join(say_milestone(one, language) for one in row.milestones)
    above = pick(language, "（承上）", " (as above)") if row.inherited else ""
    return f"{read or row.deadline or NO_DEADLINE.say(language)}{above}"


def say_milestone(value: Milestone, language: Language = ZH) -> str:
    """Say one milestone as it was read."""
    match value.kind:
        case MilestoneKind.ONGOING:
            return KINDS[MilestoneKind.ONGOING].say(language)
        case MilestoneKind.EVENT:
            return shorten(value.text or value.event or "", 20)
        case MilestoneKind.FROM:
            return pick(language, f"{value.start}起", f"from {value.start}")
        case MilestoneKind.RECURRING:
            often = say_recurrence(value.rrule or "", language)
            return pick(language, f"{often}，首次 {value.due}", f"{often}, first {value.due}")
        case MilestoneKind.RANGE:
            return pick(
                language, f"{value.start or '…'} 至 {value.due}", f"{value.start or '…'} to {value.due}"
            )
        case MilestoneKind.BY:
            return f"{value.due}{pick(language, '（争取）', ' (target)') if value.soft else ''}"


def say_warning(warning: RowWarning, language: Language = ZH) -> str:
    """Say one warning: where, what is printed there, and why; that is Chinese, as the documents are."""
    place = say_item(warning.row, None, language) if warning.row else pick(language, "全文", "whole text")
    quoted = f"“{shorten(warning.text, 30)}”" if warning.text else ""
    why = warning.why
    for flag, button in FLAGS.items():
        why = why.replace(flag, button.say(language))
    return pick(language, f"{place}{quoted}：{why}", f"{place}{quoted}: {why}")


def count_changes(change: PlanChanges, language: Language = ZH) -> str:
    """Count what differs from the version that is stored."""
    new, changed, gone, same = len(change.new), len(change.changed), len(change.gone), change.same
    return pick(
        language,
        f"新增 {new} 行，变化 {changed} 行，不再有 {gone} 行，不变 {same} 行",
        f"{new} rows new, {changed} changed, {gone} gone, {same} unchanged",
    )


def say_changes(change: PlanChanges, language: Language = ZH) -> Iterator[str]:
    """Say each row that differs from the version that is stored."""
    for row in change.new:
        yield f"＋ {say_row(row, language)}"
    for changed in change.changed:
        known = [FIELD_NAMES[name].say(language) if name in FIELD_NAMES else name for name in changed.fields]
        names = pick(language, "、", ", ").join(dict.fromkeys(known))
        title = f"{say_item(changed.after.item, None, language)} {short_title(changed.after.detail)}"
        yield pick(language, f"～ {title}（{names}）", f"～ {title} ({names})")
    for row in change.gone:
        yield f"－ {say_item(row.item, None, language)} {short_title(row.detail)}"

"""What the bulletin says about a period, with figures from the summary only; pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from data.reports.figures import ListedAssignment, Summary, UnitRow
from data.reports.official.parts import (
    Column,
    Kind,
    Part,
    Run,
    Table,
    Voice,
    blank,
    body,
    line,
    listing,
    second,
)
from data.reports.shares import shares
from data.reports.spans import span_after
from data.reports.terms import say_full, say_points, say_share, terms_of
from data.reports.together import put_together, units_of
from data.wording.dates import say_day
from data.wording.tasks import say_item, short_title

MOST_ROWS = 200
"""So many overdue assignments stand in the table; the ledger has all."""

MOST_COMING = 40
"""So many assignments of the next period are named."""

MOST_NAMES = 30
FEW_NAMES = 3
"""So many names are said also where they are those of all units."""

TITLE_SIGNS = 28

LATE_COLUMNS = (
    Column("序号", 11),
    Column("责任单位", 40, centred=False),
    Column("项号", 13),
    Column("事项", 37, centred=False),
    Column("应完成时间", 38),
    Column("逾期天数", 17),
)
UNIT_COLUMNS = (
    Column("责任单位", 54, centred=False),
    Column("应办", 14),
    Column("已办结", 15),
    Column("办结率", 15),
    Column("待审核", 15),
    Column("进行中", 15),
    Column("未开始", 15),
    Column("逾期", 13),
)
"""The widths add up to the 156 mm of the type area."""


def open_with(summary: Summary, subject: str) -> Part:
    """Say what the bulletin is about, for which days, and as of when."""
    start, end = summary.start, summary.end
    span = say_full(start) if start == end else f"{say_full(start)}至{say_day(end, start)}"
    as_of = "" if summary.as_of == end else f"，数据截至{say_day(summary.as_of, start)}"
    return body(f"现将{subject}落实情况通报如下（统计时段为{span}{as_of}）。")


def say_progress(summary: Summary) -> Iterator[Part]:
    """Say how far things are, how they moved, and what stands outside the count."""
    counts = summary.counts
    if not counts.total:
        yield body(f"截至{say_full(summary.as_of)}，没有应统计的任务。{_outside(summary)}")
        return
    items = f"已办结{counts.items_done}件，占比{say_share(counts.items_done, counts.items_total)}"
    yield body(
        f"截至{say_full(summary.as_of)}，共{counts.items_total}件任务，分解到各单位为{counts.total}项次。"
        f"按件计，{items}。按项次计，共{counts.total}项，{_say_statuses(summary)}。{_say_late(summary)}"
    )
    yield body(_say_change(summary) + _say_due(summary) + _outside(summary))


def _say_statuses(summary: Summary) -> str:
    counts = summary.counts
    amounts = (counts.done, counts.doing, counts.submitted, counts.returned, counts.pending)
    names = ("已办结", "正在办理", "待审核", "已退回", "未开始")
    said = [
        f"{name}{amount}项，占比{percent}%"
        for name, amount, percent in zip(names, amounts, shares(amounts), strict=True)
        if amount or name == "已办结"
    ]
    return "；".join(said)


def _say_late(summary: Summary) -> str:
    units = sum(row.overdue > 0 for row in summary.units)
    if not summary.counts.overdue:
        return "无逾期。"
    where = f"，涉及{units}个单位" if units else ""
    return f"逾期{summary.counts.overdue}项{where}。"


def _say_change(summary: Summary) -> str:
    terms, change = terms_of(summary), summary.change
    finished = f"新办结{summary.newly_done}项次" if summary.newly_done else "没有新办结的事项"
    if summary.newly_done_items:
        finished += f"，有{summary.newly_done_items}件任务全部办结"
    said = [f"{terms.this}{finished}"]
    if change is not None:
        if change.rate is not None:
            said.append(f"按项次办结率{say_points(change.rate, terms)}")
        moved = f"{'增加' if change.overdue > 0 else '减少'}{abs(change.overdue)}项次"
        said.append(f"逾期较{terms.last}{moved}" if change.overdue else f"逾期数与{terms.last}持平")
    return "；".join(said) + "。"


def _say_due(summary: Summary) -> str:
    terms = terms_of(summary)
    if not summary.due:
        return f"{terms.this}无到期事项。"
    return f"{terms.this}到期{summary.due}项次，{_say_open(summary.due_open, summary.due)}。"


def _say_open(unfinished: int, total: int) -> str:
    if not unfinished:
        return "均已办结" if total > 1 else "已办结"
    if unfinished == total:
        return "均未办结" if total > 1 else "尚未办结"
    return f"其中{unfinished}项次尚未办结"


def _outside(summary: Summary) -> str:
    counts = summary.counts
    said = []
    if counts.undated:
        said.append(f"{counts.undated}项次没有明确期限")
    if counts.void:
        said.append(f"{counts.void}项次已确认不涉及")
    if summary.unnamed:
        said.append(f"{summary.unnamed}项任务待指定责任单位")
    return f"另有{'、'.join(said)}，未计入上述统计。" if said else ""


def say_overdue(summary: Summary) -> Iterator[Part]:
    """Say what is overdue, with a table of it."""
    number, day = summary.counts.overdue, say_full(summary.as_of)
    if not number:
        yield body(f"截至{day}，没有逾期事项。")
        return
    listed = summary.overdue[:MOST_ROWS]
    said = f"截至{day}，逾期{number}项次"
    if listed:
        said += _say_worst(listed)
    yield body(f"{said}。{_say_cut(number, len(listed))}")
    if listed:
        yield line(Kind.CAPTION, "逾期事项清单")
        groups = enumerate(put_together(listed), 1)
        yield Table(LATE_COLUMNS, tuple(_late_row(at, group, summary) for at, group in groups))


def _say_worst(listed: Sequence[ListedAssignment]) -> str:
    worst = max(-one.days_left for one in listed)
    return f"，其中逾期时间最长的为{worst}天" if len(listed) > 1 else f"，已逾期{worst}天"


def _say_cut(number: int, listed: int) -> str:
    if listed >= number:
        return "具体情况见下表。"
    return (
        f"下表列出其中逾期较久的{listed}项次，其余{number - listed}项次见台账。"
        if listed
        else "具体情况见台账。"
    )


def _late_row(at: int, group: Sequence[ListedAssignment], summary: Summary) -> tuple[str, ...]:
    """Say what is late with all its units: an item of twenty units is one row, not twenty."""
    one, units = group[0], "、".join(units_of(group))
    scope = f"〔{one.scope}〕" if one.scope else ""
    matter = scope + _say_matter(one, summary)
    return (str(at), units, one.item, matter, say_full(one.due), str(-one.days_left))


def _say_matter(one: ListedAssignment, summary: Summary) -> str:
    """Say what was to be done, with the plan's name where the region has several."""
    title = short_title(one.detail, TITLE_SIGNS)
    own = one.action if one.action and one.action not in one.detail else None
    plan = f"〔{one.plan_name}〕" if summary.several_plans and summary.scope.plan is None else ""
    return plan + (f"{title}（{short_title(own, TITLE_SIGNS // 2)}）" if own else title)


def say_units(summary: Summary) -> Iterator[Part]:
    """Say which units are done, late or have not finished anything, with a table of all."""
    busy = [row for row in summary.units if row.total]
    if not busy:
        yield body("没有单位承担应统计的任务。")
    else:
        yield body(f"承担任务的单位共{len(busy)}个，各单位情况见下表。")
    for number, (head, said) in enumerate(_unit_groups(summary, busy), 1):
        yield body(second(number, f"{head}。"), said)
    if busy:
        yield line(Kind.CAPTION, "各单位办理情况（单位：项次）")
        yield Table(UNIT_COLUMNS, tuple(map(_unit_row, busy)))


def _unit_groups(summary: Summary, busy: Sequence[UnitRow]) -> Iterator[tuple[str, str]]:
    groups = (
        ("全部办结的单位", [row.unit for row in busy if row.done == row.total]),
        ("有逾期事项的单位", [f"{row.unit}（{row.overdue}项次）" for row in busy if row.overdue]),
        ("尚无办结事项的单位", [row.unit for row in busy if not row.done]),
        ("尚未绑定工作群的单位", list(summary.without_chat)),
    )
    everyone = {row.unit for row in busy}
    for head, names in groups:
        if len(names) > FEW_NAMES and set(names) == everyone:
            yield f"{head}{len(names)}个", "即承担任务的全部单位。"
        elif names:
            yield f"{head}{len(names)}个", f"{listing(names, MOST_NAMES)}。"
    if summary.unnamed:
        yield f"待指定责任单位的任务{summary.unnamed}项", "请督办机构明确责任单位后纳入统计。"


def _unit_row(row: UnitRow) -> tuple[str, ...]:
    amounts = (row.submitted, row.doing + row.returned, row.pending, row.overdue)
    rate = say_share(row.done, row.total)
    return (row.unit, str(row.total), str(row.done), rate, *map(str, amounts))


def say_coming(summary: Summary) -> Iterator[Part]:
    """Say what comes due in the next period, day by day."""
    terms = terms_of(summary)
    first, last = span_after(summary.start, summary.end)
    when = f"{terms.next}（{say_full(first)}至{say_day(last, first)}）"
    listed = summary.next_due[:MOST_COMING]
    if not summary.due_next and not listed:
        yield body(f"{when}无到期事项。")
        return
    open_ones = max(summary.due_next_open, len(listed))
    yield body(f"{when}到期{summary.due_next}项次，{_say_open(open_ones, summary.due_next)}。")
    ordered = sorted(listed, key=lambda one: one.due)
    for number, (due, group) in enumerate(groupby(ordered, key=lambda one: one.due), 1):
        yield _coming_day(number, due, tuple(group), summary)
    if len(listed) < open_ones:
        yield body(f"其余{open_ones - len(listed)}项次见台账。")


def _coming_day(number: int, due: date, group: Sequence[ListedAssignment], summary: Summary) -> Part:
    units: dict[str, list[str]] = {}
    for one in group:
        what = say_item(one.item, one.scope) + _say_matter(one, summary)
        units.setdefault(what, []).append(one.unit)
    said = "；".join(f"{what}：{listing(names, MOST_NAMES)}" for what, names in units.items())
    head = Run(f"{number}. {say_day(due, summary.as_of)}到期{len(group)}项次。", Voice.THIRD)
    return body(head, f"{said}。")


def ask_people(summary: Summary) -> Iterator[Part]:
    """Leave the places in which only people can judge."""
    asked = [("整改要求", "对逾期单位和事项的要求、完成时限")] if summary.counts.overdue else []
    asked += [
        ("工作安排", "对下一步到期和尚未办结事项的要求"),
        ("其他事项", "问题分析、表扬或批评、联系人；没有的请删去"),
    ]
    for number, (head, what) in enumerate(asked, 1):
        yield body(second(number, f"{head}。"), blank(what))

"""The figures of a period in a few lines that a leader reads on a phone, in Chinese and English; pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from data.reports.figures import ListedAssignment, Scope, Summary, UnitRow
from data.reports.shares import share, shares
from data.reports.spans import is_month, is_week, span_after, week_of
from data.wording.dates import say_day, say_span
from data.wording.language import Language
from data.wording.tasks import say_item, say_status, shorten

MOST_LINES = 10
ITEMS_NAMED = 2
UNITS_NAMED = 3
PLAN_WIDTH = 10
STATUSES = ("done", "submitted", "doing", "returned", "pending")


def say_summary(summary: Summary, today: date, language: Language = Language.ZH) -> str:
    """Say the figures in at most ten lines: first the judgement, then what there is of the rest."""
    return "\n".join(say_summary_lines(summary, today, language))


def say_summary_lines(summary: Summary, today: date, language: Language = Language.ZH) -> list[str]:
    """Say the figures line by line; what is nothing is not said."""
    if not summary.counts.total:
        return [_say_nothing(summary, today, language)]
    lines = [
        _say_judgement(summary, today, language),
        _say_statuses(summary, language),
        _say_new(summary, today, language),
        _say_overdue(summary, language),
        _say_due(summary, today, language),
        _say_next(summary, today, language),
        _say_without_chat(summary, language),
        _say_unnamed(summary, language),
    ]
    return [line for line in lines if line][:MOST_LINES]


def say_period_name(start: date, end: date, today: date, language: Language = Language.ZH) -> str:
    """Say which week or month is meant: 本周, 上月, 8月; empty where it has no name."""
    if is_week(start, end):
        weeks = (start - week_of(today)[0]).days // 7
        return _pick(language, _WEEKS_ZH.get(weeks, ""), _WEEKS_EN.get(weeks, ""))
    if is_month(start, end):
        months = (start.year - today.year) * 12 + start.month - today.month
        return _pick(language, _MONTHS_ZH.get(months, ""), _MONTHS_EN.get(months, ""))
    return ""


_WEEKS_ZH = {0: "本周", -1: "上周", 1: "下周"}
_WEEKS_EN = {0: "this week", -1: "last week", 1: "next week"}
_MONTHS_ZH = {0: "本月", -1: "上月", 1: "下月"}
_MONTHS_EN = {0: "this month", -1: "last month", 1: "next month"}


def _pick(language: Language, zh: str, en: str) -> str:
    return en if language is Language.EN else zh


def _who(summary: Summary, language: Language) -> str:
    scope = summary.scope
    if scope.unit is not None:
        return scope.unit
    if scope.plan is not None:
        return _pick(language, f"{scope.region}“{scope.plan}”", f"{scope.region}, “{scope.plan}”")
    return scope.region


def _when(summary: Summary, today: date, language: Language) -> str:
    """Say the days: those of the period, or the one that it has come to."""
    if summary.start <= today < summary.end or is_since_start(summary, today):
        day = say_day(today, today, language)
        return _pick(language, f"截至{day}", f"up to {day}")
    return say_span(summary.start, summary.end, today, language)


def is_since_start(summary: Summary, today: date) -> bool:
    """Tell whether the period is all the time that there were plans."""
    if is_week(summary.start, summary.end) or is_month(summary.start, summary.end):
        return False
    return summary.first_day is not None and summary.start <= summary.first_day and summary.end >= today


def _head(summary: Summary, today: date, language: Language) -> str:
    """Say what it is about: 东至县本周督办（截至9月10日）."""
    who, when = _who(summary, language), _when(summary, today, language)
    name = say_period_name(summary.start, summary.end, today, language)
    if summary.start > today:
        day = say_day(today, today, language)
        return _pick(language, f"{who}目前督办（截至{day}）", f"{who}, as of {day}")
    return _pick(
        language, f"{who}{name}督办（{when}）", f"{who}, {name} ({when})" if name else f"{who}, {when}"
    )


def _say_nothing(summary: Summary, today: date, language: Language) -> str:
    """Say why there are no figures: nothing stored yet, nothing with a date, or no plan."""
    who, head, counts = _who(summary, language), _head(summary, today, language), summary.counts
    if counts.undated or counts.void:
        zh = f"{head}：没有带期限的任务"
        zh += f"，长期推进{counts.undated}项次。" if counts.undated else "。"
        en = f"{head}: nothing with a due date"
        en += f", {counts.undated} without one." if counts.undated else "."
        return _pick(language, zh, en)
    if summary.stored_on is not None and summary.stored_on > summary.as_of:
        day = say_day(summary.stored_on, today, language)
        zh = f"{head}：还没有可统计的任务，任务是{day}录入的。"
        return _pick(language, zh, f"{head}: nothing to count yet, the tasks came on {day}.")
    if summary.scope.unit is not None:
        return _pick(language, f"{who}没有要办结的任务。", f"{who} has no tasks to finish.")
    if summary.plans:
        zh = f"{who}还没有交办到单位的任务。"
        return _pick(language, zh, f"{who}: no task has a unit yet.")
    zh = f"{who}没有在督办的任务分工表。"
    return _pick(language, zh, f"{who} has no open plan.")


def _say_judgement(summary: Summary, today: date, language: Language) -> str:
    counts, head = summary.counts, _head(summary, today, language)
    percent = share(counts.items_done, counts.items_total)
    if counts.items_done == counts.items_total:
        return _pick(
            language,
            f"{head}：{counts.items_total}件全部办结。",
            f"{head}: all {counts.items_total} items done.",
        )
    zh = f"{counts.items_total}件已办结{counts.items_done}件（{percent}%）"
    en = f"{counts.items_done} of {counts.items_total} items done ({percent}%)"
    if not counts.items_done:
        zh, en = f"{counts.items_total}件均未办结", f"none of {counts.items_total} items done"
    if counts.overdue:
        where = _where(summary, language)
        return _pick(
            language,
            f"{head}：{zh}，逾期{counts.overdue}项次{where}。",
            f"{head}: {en}, {counts.overdue} overdue{where}.",
        )
    return _pick(language, f"{head}：{zh}，没有逾期。", f"{head}: {en}, none overdue.")


def _where(summary: Summary, language: Language) -> str:
    """Say which units are late: the few that make up most of it, else how many."""
    if summary.scope.unit is not None:
        return ""
    late = [row for row in summary.units if row.overdue]
    if len(late) <= UNITS_NAMED:
        names = [row.unit for row in late]
        return _pick(language, f"，在{'、'.join(names)}", f" ({', '.join(names)})")
    most = _most_of(late, summary.counts.overdue)
    if most:
        names = [row.unit for row in most]
        zh = f"，集中在{'、'.join(names)}（涉及{len(late)}个单位）"
        return _pick(language, zh, f", mostly {', '.join(names)} ({len(late)} units)")
    return _pick(language, f"，涉及{len(late)}个单位", f" at {len(late)} units")


def _most_of(late: Sequence[UnitRow], overdue: int) -> Sequence[UnitRow]:
    """Return the fewest units, three at most, that have half of what is overdue or more."""
    for many in range(1, UNITS_NAMED + 1):
        if sum(row.overdue for row in late[:many]) * 2 >= overdue:
            return late[:many]
    return ()


def _say_statuses(summary: Summary, language: Language) -> str:
    counts = summary.counts
    amounts = [getattr(counts, name) for name in STATUSES]
    shown = [
        (say_status(name, language), amount, percent)
        for name, amount, percent in zip(STATUSES, amounts, shares(amounts), strict=True)
        if amount
    ]
    if len(shown) == 1:
        word = shown[0][0]
        zh = f"按单位计{counts.total}项次，均{word}。"
        return _pick(language, zh, f"{counts.total} assignments, all {word}.")
    zh = "、".join(f"{word}{amount}（{percent}%）" for word, amount, percent in shown)
    en = ", ".join(f"{amount} {word} ({percent}%)" for word, amount, percent in shown)
    return _pick(language, f"按单位计{counts.total}项次：{zh}。", f"{counts.total} assignments: {en}.")


def _say_new(summary: Summary, today: date, language: Language) -> str:
    """Say what was newly done, and how that compares with the period before."""
    items = summary.newly_done_items
    done = [f"新办结{summary.newly_done}项次", f"{summary.newly_done} newly done"]
    if items:
        done[0] += f"（整件办结{items}件）"
        done[1] += f" ({items} whole item{'' if items == 1 else 's'})"
    changes = [] if is_since_start(summary, today) else _changes(summary, language)
    against = _against(summary, today, language)
    parts = [_pick(language, *done)] if summary.newly_done else []
    if changes:
        listed = _pick(language, "、", ", ").join(changes)
        parts.append(_pick(language, f"较{against}{listed}", f"{listed} against {against}"))
    return _pick(language, "，", "; ").join(parts) + _pick(language, "。", ".") if parts else ""


def _changes(summary: Summary, language: Language) -> list[str]:
    change = summary.change
    if change is None:
        return []
    told = (
        (change.items_done, "办结{}{}件", "{:+d} items done"),
        (change.overdue, "逾期{}{}项次", "{:+d} overdue"),
    )
    return [
        _pick(
            language,
            zh.format("增加" if amount > 0 else "减少", abs(amount)),
            en.format(amount).replace("-", "−"),
        )
        for amount, zh, en in told
        if amount
    ]


def _against(summary: Summary, today: date, language: Language) -> str:
    """Name the period before: 上周 of this week, 前一周 of any other."""
    name = say_period_name(summary.start, summary.end, today, language)
    if is_week(summary.start, summary.end):
        return _pick(
            language,
            *(("上周", "last week") if name in ("本周", "this week") else ("前一周", "the week before")),
        )
    if is_month(summary.start, summary.end):
        this = name in ("本月", "this month")
        return _pick(language, *(("上月", "last month") if this else ("前一月", "the month before")))
    return say_day(summary.start - timedelta(days=1), today, language)


def _say_overdue(summary: Summary, language: Language) -> str:
    """Say which items are overdue: those with most units first."""
    if not summary.overdue:
        return ""
    items = _by_item(summary.overdue)
    items.sort(key=lambda own: (-len(own), min(one.days_left for one in own)))
    named = [_say_late_item(own, summary, language) for own in items[:ITEMS_NAMED]]
    return _pick(language, "逾期事项：", "Overdue: ") + _named_items(named, len(items), language)


def _say_late_item(own: Sequence[ListedAssignment], summary: Summary, language: Language) -> str:
    days = -min(one.days_left for one in own)
    label = _label(own[0], summary, language)
    late = _pick(language, f"逾期{days}天", f"{days} day{'' if days == 1 else 's'} late")
    if summary.scope.unit is not None:
        return _pick(language, f"{label}（{late}）", f"{label} ({late})")
    units = len({one.unit for one in own})
    who = own[0].unit if units == 1 else _pick(language, f"{units}个单位", f"{units} units")
    return _pick(language, f"{label}（{who}，{late}）", f"{label} ({who}, {late})")


def _by_item(assignments: Iterable[ListedAssignment]) -> list[list[ListedAssignment]]:
    items: dict[tuple[str, str, str | None], list[ListedAssignment]] = {}
    for one in assignments:
        items.setdefault((one.plan, one.item, one.scope), []).append(one)
    return list(items.values())


def _label(one: ListedAssignment, summary: Summary, language: Language) -> str:
    label = say_item(one.item, one.scope, language)
    if not summary.several_plans or summary.scope.plan is not None:
        return label
    plan = shorten(one.plan_name, PLAN_WIDTH)
    return _pick(language, f"{plan}{label}", f"{plan} {label}")


def _named_items(named: Sequence[str], every: int, language: Language) -> str:
    listed = _pick(language, "、", ", ").join(named)
    if every <= len(named):
        return listed + _pick(language, "。", ".")
    return listed + _pick(language, f"等{every}件。", f" and {every - len(named)} more.")


def _say_due(summary: Summary, today: date, language: Language) -> str:
    """Say what is due in the period, and how much of it is done."""
    if not summary.due or is_since_start(summary, today):
        return ""
    name = say_period_name(summary.start, summary.end, today, language)
    if not name and summary.start > today:
        name = say_span(summary.start, summary.end, today, language)
    name = name or _pick(language, "期内", "in it")
    head = _pick(language, f"{name}到期{summary.due}项次", f"Due {name}: {summary.due}")
    left = summary.due_open
    if summary.start > today:
        return head + _pick(language, "。", ".")
    if not left:
        return head + _pick(language, "，均已办结。", ", all done.")
    if left == summary.due:
        return head + _pick(language, "，还没有办结。", ", none done yet.")
    return head + _pick(language, f"，还有{left}项次没办结。", f", {left} not done yet.")


def _say_next(summary: Summary, today: date, language: Language) -> str:
    """Say what comes next: the nearest items by name; after all the time so far the next 14 days."""
    if is_since_start(summary, today):
        soon = summary.counts.due_soon
        return _pick(language, f"14天内到期{soon}项次。", f"{soon} due within 14 days.") if soon else ""
    start, end = span_after(summary.start, summary.end)
    if not summary.due_next_open or end < today:
        return ""
    name = say_period_name(start, end, today, language) or say_span(start, end, today, language)
    items = _by_item(summary.next_due)
    listed = _named_items(_dated(items[:ITEMS_NAMED], summary, today, language), len(items), language)
    zh = f"{name}到期{summary.due_next_open}项次：{listed}"
    return _pick(language, zh, f"Due {name}: {summary.due_next_open}, {listed}")


def _dated(
    items: Iterable[Sequence[ListedAssignment]], summary: Summary, today: date, language: Language
) -> list[str]:
    """Name items with the day on which they are due: once for those that share it."""
    named: list[str] = []
    for due, group in groupby((own[0] for own in items), key=lambda one: one.due):
        day = say_day(due, today, language) + _pick(language, "", " ")
        labels = [_label(one, summary, language) for one in group]
        named += [f"{day}{labels[0]}", *labels[1:]]
    return named


def _say_without_chat(summary: Summary, language: Language) -> str:
    units = summary.without_chat
    if not units or summary.scope.unit is not None:
        return ""
    if len(units) == len(summary.units):
        zh = f"{len(units)}个单位都还没有绑定群。"
        return _pick(language, zh, f"None of the {len(units)} units has a chat yet.")
    named = _pick(language, "、", ", ").join(units[:UNITS_NAMED])
    more = len(units) - UNITS_NAMED
    zh = f"未绑定群的单位{len(units)}个：{named}" + ("等。" if more > 0 else "。")
    en = f"{len(units)} units without a chat: {named}" + (f" and {more} more." if more > 0 else ".")
    return _pick(language, zh, en)


def _say_unnamed(summary: Summary, language: Language) -> str:
    if not summary.unnamed:
        return ""
    zh = f"“有关部门”还没有指定到单位的{summary.unnamed}项。"
    rows = "1 row still waits" if summary.unnamed == 1 else f"{summary.unnamed} rows still wait"
    return _pick(language, zh, f"{rows} for units to be named.")


def say_file_name(scope: Scope, start: date, end: date, what: str, ending: str) -> str:
    """Name a file after what it holds: 东至县_县财政局_督办图_2020-09-07至2020-09-13.png."""
    days = start.isoformat() if start == end else f"{start.isoformat()}至{end.isoformat()}"
    parts = "_".join(filter(None, (scope.region, scope.plan, scope.unit, what, days)))
    return "".join("-" if sign in '\\/:*?"<>|' or sign.isspace() else sign for sign in parts) + f".{ending}"

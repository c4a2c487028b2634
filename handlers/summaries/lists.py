"""The assignments, units and rows behind a figure, in words; pure."""

from collections.abc import Sequence
from datetime import date

from data.reports.figures import ListedAssignment, UnitRow
from data.repositories.weekly import Listing
from data.repositories.weekly_places import UnnamedRow
from data.statuses import FINISHED
from data.wording.dates import say_date, say_left, say_span
from data.wording.language import Language
from data.wording.tasks import say_item, say_status, short_title, shorten

NAMES = {
    Listing.OVERDUE: ("逾期", "overdue"),
    Listing.NEWLY_DONE: ("新办结", "newly done"),
    Listing.DUE: ("到期", "due"),
    Listing.DUE_OPEN: ("到期未办结", "due and open"),
    Listing.NEXT: ("下一期到期", "due next"),
    Listing.NEXT_OPEN: ("下一期到期未办结", "due next and open"),
    Listing.SOON: ("14天内到期", "due within 14 days"),
    Listing.COUNTED: ("全部", "in all"),
    Listing.PENDING: ("未开始", "not started"),
    Listing.DOING: ("进行中", "in progress"),
    Listing.SUBMITTED: ("待审核", "under review"),
    Listing.DONE: ("已办结", "done"),
    Listing.RETURNED: ("已退回", "returned"),
}
WITH_DAYS = frozenset({Listing.OVERDUE, Listing.NEXT, Listing.NEXT_OPEN, Listing.SOON, Listing.DUE_OPEN})
"""Lists in which the days left matter more than the status."""


def say_list_head(
    which: Listing,
    who: str,
    span: tuple[date, date],
    as_of: date,
    count: int,
    today: date,
    language: Language,
) -> str:
    """Say what is listed, and how many there are."""
    zh, en = NAMES[which]
    start, end = span
    day = say_span(as_of, as_of, today, language)
    if which in (Listing.NEWLY_DONE, Listing.DUE, Listing.DUE_OPEN, Listing.NEXT, Listing.NEXT_OPEN):
        day = say_span(start, end, today, language)
        return _pick(
            language, f"{who}{day}{zh.removeprefix('下一期')}{count}项次：", f"{who}, {day}: {count} {en}:"
        )
    return _pick(language, f"{who}{zh}{count}项次（截至{day}）：", f"{who}: {count} {en} (up to {day}):")


def say_assignment(
    one: ListedAssignment, which: Listing, today: date, language: Language, *, several: bool, unit: bool
) -> str:
    """Say one assignment: the item, its title, whose it is and by when."""
    label = say_item(one.item, one.scope, language)
    if several:
        label = f"{shorten(one.plan_name, 10)}{label}"
    due = say_date(one.due, today, language)
    if which in WITH_DAYS and one.status not in FINISHED:
        told = f"{due}{_pick(language, '，', ', ')}{say_left(one.days_left, language)}"
    else:
        told = f"{due}{_pick(language, '，', ', ')}{say_status(one.status, language)}"
    whose = f"{one.unit} · " if unit else ""
    return f"{label} {short_title(one.detail)}\n   {whose}{told}"


def say_unit_row(row: UnitRow, language: Language) -> str:
    """Say how far one unit is."""
    if not row.total:
        return _pick(language, f"{row.unit}：没有带期限的任务", f"{row.unit}: nothing with a due date")
    late = _pick(language, f"逾期{row.overdue}，", f"{row.overdue} overdue, ") if row.overdue else ""
    new = (
        _pick(language, f"，本期新办结{row.newly_done}", f", {row.newly_done} new") if row.newly_done else ""
    )
    return _pick(
        language,
        f"{row.unit}：{late}已办结{row.done}/{row.total}{new}",
        f"{row.unit}: {late}{row.done}/{row.total} done{new}",
    )


def say_unnamed_row(row: UnnamedRow, language: Language) -> str:
    """Say one row whose units are still to be named."""
    groups = _pick(language, "、", ", ").join(row.printed)
    return f"{say_item(row.item, row.scope, language)} {short_title(row.detail)}\n   {groups}"


def page_of(entries: Sequence[str], page: int, size: int) -> tuple[list[str], bool]:
    """Return the numbered entries of a page, and whether there are more."""
    begin = (page - 1) * size
    shown = [f"{at}. {entry}" for at, entry in enumerate(entries[begin : begin + size], begin + 1)]
    return shown, len(entries) > begin + size


def _pick(language: Language, zh: str, en: str) -> str:
    return en if language is Language.EN else zh

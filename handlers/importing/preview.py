"""The preview of an import on a phone's screen, and the long lists behind its buttons; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.importers.changes import PlanChanges
from data.importers.draft import ImportDraft
from data.wording.language import Language, Phrase
from data.wording.tasks import shorten
from handlers.importing.desk import Pending
from handlers.importing.wording import (
    count_changes,
    say_beside,
    say_changes,
    say_plan,
    say_row,
    say_samples,
    say_warning,
)
from handlers.message import Choice, Reply
from handlers.replies.pages import clip

WARNINGS_SHOWN = 3
CHANGES_SHOWN = 4
LINES_A_PAGE = 10
LINE_WIDTH = 75
CHECK = Phrase(
    "请核对。按“存入”才会写进数据库。", "Please check this. Nothing is stored until you press “Store”."
)
STORE, CANCEL, BACK = "存入", "取消", "返回预览"
TASKS, WARNINGS, CHANGES = "看全部任务", "看全部提醒", "看全部变化"
CORRECT = ("改地区", "改年份", "改印发日期", "改督办机构")
BUTTONS = {
    STORE: Phrase("存入", "Store"),
    CANCEL: Phrase("取消", "Cancel"),
    BACK: Phrase("返回预览", "Back"),
    TASKS: Phrase("看全部任务", "All tasks"),
    WARNINGS: Phrase("看全部提醒", "All warnings"),
    CHANGES: Phrase("看全部变化", "All changes"),
    "改地区": Phrase("改地区", "Change region"),
    "改年份": Phrase("改年份", "Change year"),
    "改印发日期": Phrase("改印发日期", "Change issue date"),
    "改督办机构": Phrase("改督办机构", "Change office"),
}
"""What stands on a button, by its verb."""

HEAD = Phrase("预览：{name}", "Preview: {name}")
TWIN = Phrase(
    "库里已有同名的“{title}”，但内容差别太大，会另存一份。",
    "“{title}” is stored already, but differs so much that this becomes a plan of its own.",
)
SAMPLES = Phrase("例：", "For example:")
OTHERS = Phrase(
    "另有 {count} 份文件还没有处理，各按各的预览操作。",
    "Other files still waiting: {count}. Each has its own preview.",
)
ALL_READ = Phrase("没有读不懂的地方。", "Everything could be read.")
HEED = Phrase("需要留意 {count} 处：", "Please look at ({count}):")
MORE_TO_HEED = Phrase("· 还有 {count} 处", "· {count} more")
KNOWN_ALREADY = Phrase(
    "库里已有旧版，存入后：{counted}；已登记的情况都保留。",
    "An older version is stored. After storing: {counted}; all that was reported stays.",
)
PAGE = Phrase("{what}：{count} 条（第 {page}/{pages} 页）", "{what}: {count} (page {page} of {pages})")
BEFORE, AFTER = Phrase("上一页", "Previous"), Phrase("下一页", "Next")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview shows: the document on the desk, its draft, and what storing it would change.

    `twins` are titles under which another plan is stored already; `waiting` documents lie on the desk beside.
    """

    pending: Pending
    draft: ImportDraft
    changes: tuple[PlanChanges, ...] = ()
    twins: tuple[str, ...] = ()
    waiting: int = 0
    language: Language = Language.ZH

    @property
    def known(self) -> list[PlanChanges]:
        """Return the changes to plans of which a version is stored."""
        return [change for change in self.changes if change.known]

    @property
    def warnings(self) -> list[str]:
        """Return all warnings in words."""
        return [say_warning(warning, self.language) for plan in self.draft.plans for warning in plan.warnings]


def word_preview(shown: Shown) -> Reply:
    """Show what would be stored, with everything that can be done about it."""
    language = shown.language
    lines = [HEAD.say(language, name=shown.pending.name)]
    for plan in shown.draft.plans:
        lines += say_plan(plan, language)
    lines += say_beside(shown.draft, language)
    lines += _say_warnings(shown)
    lines += _say_known(shown.known, language)
    lines += [TWIN.say(language, title=shorten(title, 20)) for title in shown.twins]
    for plan in shown.draft.plans:
        samples = say_samples(plan.rows, language)
        lines += [SAMPLES.say(language), *(shorten(line, LINE_WIDTH) for line in samples)]
    if shown.waiting:
        lines.append(OTHERS.say(language, count=shown.waiting))
    return Reply(clip("\n".join([*lines, CHECK.say(language)])), _offer(shown), replaces=True)


def _say_warnings(shown: Shown) -> list[str]:
    warnings, language = shown.warnings, shown.language
    if not warnings:
        return [ALL_READ.say(language)]
    said = [f"· {shorten(warning, LINE_WIDTH)}" for warning in warnings[:WARNINGS_SHOWN]]
    rest = len(warnings) - len(said)
    more = [MORE_TO_HEED.say(language, count=rest)] if rest else []
    return [HEED.say(language, count=len(warnings)), *said, *more]


def _say_known(known: Sequence[PlanChanges], language: Language) -> list[str]:
    lines = []
    for change in known:
        lines.append(KNOWN_ALREADY.say(language, counted=count_changes(change, language)))
        said = list(say_changes(change, language))
        lines += [shorten(line, 60) for line in said[:CHANGES_SHOWN]]
    return lines


def _offer(shown: Shown) -> tuple[Choice, ...]:
    number = shown.pending.number
    labels = [STORE, CANCEL, *CORRECT, TASKS]
    if len(shown.warnings) > WARNINGS_SHOWN:
        labels.append(WARNINGS)
    if sum(len(list(say_changes(change))) for change in shown.known) > CHANGES_SHOWN:
        labels.append(CHANGES)
    return tuple(Choice(BUTTONS[label].say(shown.language), say(number, label)) for label in labels)


def word_list(shown: Shown, label: str, page: int) -> Reply:
    """Show one page of all tasks, warnings or changes."""
    lines = _lines(shown, label)
    pages = max(1, -(-len(lines) // LINES_A_PAGE))
    page = min(max(page, 1), pages)
    what = BUTTONS[label].say(shown.language).removeprefix("看")
    head = PAGE.say(shown.language, what=what, count=len(lines), page=page, pages=pages)
    said = lines[(page - 1) * LINES_A_PAGE : page * LINES_A_PAGE]
    return Reply(clip("\n".join([head, *said])), _turn(shown, label, page, pages), replaces=True)


def _lines(shown: Shown, label: str) -> list[str]:
    if label == WARNINGS:
        return shown.warnings
    if label == CHANGES:
        return [line for change in shown.known for line in say_changes(change, shown.language)]
    return [say_row(row, shown.language) for plan in shown.draft.plans for row in plan.rows]


def _turn(shown: Shown, label: str, page: int, pages: int) -> tuple[Choice, ...]:
    number, language = shown.pending.number, shown.language
    before = (Choice(BEFORE.say(language), say(number, label, str(page - 1))),) if page > 1 else ()
    after = (Choice(AFTER.say(language), say(number, label, str(page + 1))),) if page < pages else ()
    return (*before, *after, Choice(BUTTONS[BACK].say(language), say(number)))


def say(number: int, *words: str) -> str:
    """Return the command that a button about document `number` stands for."""
    return " ".join(("/import", str(number), *words))

"""The preview of an import on a phone's screen, and the long lists behind its buttons; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.importers.changes import PlanChanges
from data.importers.draft import ImportDraft
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
CHECK = "请核对。按“存入”才会写进数据库。"
STORE, CANCEL, BACK = "存入", "取消", "返回预览"
TASKS, WARNINGS, CHANGES = "看全部任务", "看全部提醒", "看全部变化"
CORRECT = ("改地区", "改年份", "改印发日期", "改督办机构")


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

    @property
    def known(self) -> list[PlanChanges]:
        """Return the changes to plans of which a version is stored."""
        return [change for change in self.changes if change.known]

    @property
    def warnings(self) -> list[str]:
        """Return all warnings in words."""
        return [say_warning(warning) for plan in self.draft.plans for warning in plan.warnings]


def word_preview(shown: Shown) -> Reply:
    """Show what would be stored, with everything that can be done about it."""
    lines = [f"预览：{shown.pending.name}"]
    for plan in shown.draft.plans:
        lines += say_plan(plan)
    lines += say_beside(shown.draft)
    lines += _say_warnings(shown)
    lines += _say_known(shown.known)
    lines += [f"库里已有同名的“{shorten(title, 20)}”，但内容差别太大，会另存一份。" for title in shown.twins]
    for plan in shown.draft.plans:
        lines += ["例：", *(shorten(line, LINE_WIDTH) for line in say_samples(plan.rows))]
    if shown.waiting:
        lines.append(f"另有 {shown.waiting} 份文件还没有处理，各按各的预览操作。")
    return Reply(clip("\n".join([*lines, CHECK])), _offer(shown), replaces=True)


def _say_warnings(shown: Shown) -> list[str]:
    warnings = shown.warnings
    if not warnings:
        return ["没有读不懂的地方。"]
    said = [f"· {shorten(warning, LINE_WIDTH)}" for warning in warnings[:WARNINGS_SHOWN]]
    rest = len(warnings) - len(said)
    return [f"需要留意 {len(warnings)} 处：", *said, *([f"· 还有 {rest} 处"] if rest else [])]


def _say_known(known: Sequence[PlanChanges]) -> list[str]:
    lines = []
    for change in known:
        lines.append(f"库里已有旧版，存入后：{count_changes(change)}；已登记的情况都保留。")
        said = list(say_changes(change))
        lines += [shorten(line, 60) for line in said[:CHANGES_SHOWN]]
    return lines


def _offer(shown: Shown) -> tuple[Choice, ...]:
    number = shown.pending.number
    labels = [STORE, CANCEL, *CORRECT, TASKS]
    if len(shown.warnings) > WARNINGS_SHOWN:
        labels.append(WARNINGS)
    if sum(len(list(say_changes(change))) for change in shown.known) > CHANGES_SHOWN:
        labels.append(CHANGES)
    return tuple(Choice(label, say(number, label)) for label in labels)


def word_list(shown: Shown, label: str, page: int) -> Reply:
    """Show one page of all tasks, warnings or changes."""
    lines = _lines(shown, label)
    pages = max(1, -(-len(lines) // LINES_A_PAGE))
    page = min(max(page, 1), pages)
    head = f"{label.removeprefix('看')}：{len(lines)} 条（第 {page}/{pages} 页）"
    said = lines[(page - 1) * LINES_A_PAGE : page * LINES_A_PAGE]
    return Reply(
        clip("\n".join([head, *said])), _turn(shown.pending.number, label, page, pages), replaces=True
    )


def _lines(shown: Shown, label: str) -> list[str]:
    if label == WARNINGS:
        return shown.warnings
    if label == CHANGES:
        return [line for change in shown.known for line in say_changes(change)]
    return [say_row(row) for plan in shown.draft.plans for row in plan.rows]


def _turn(number: int, label: str, page: int, pages: int) -> tuple[Choice, ...]:
    before = (Choice("上一页", say(number, label, str(page - 1))),) if page > 1 else ()
    after = (Choice("下一页", say(number, label, str(page + 1))),) if page < pages else ()
    return (*before, *after, Choice(BACK, say(number)))


def say(number: int, *words: str) -> str:
    """Return the command that a button about document `number` stands for."""
    return " ".join(("/import", str(number), *words))

"""Who is responsible for a task, when it is due, and the whole of it; pure."""

from datetime import date

from data.units.values import Certainty, Role
from data.wording.dates import say_date
from data.wording.language import pick
from data.wording.tasks import say_item, say_status, short_title
from handlers.answers.values import Answer, TaskEntry, UnitAnswer
from handlers.message import Choice, Reply
from handlers.replies.entries import say_when
from handlers.replies.pages import Pages, paginate, split_text
from handlers.replies.phrases import listed, say_slips
from handlers.replies.tasks import offer_detail, say_source
from handlers.understanding.query import Language

Row = tuple[TaskEntry, ...]
"""The milestones of one task."""

SCOPES_A_PAGE = 30  # a line each

ROLE_HEADS = {
    Role.LEAD: ("责任单位", "Responsible"),
    Role.SUPERVISE: ("主管单位", "Supervised by"),
    Role.GUIDE: ("指导单位", "Guided by"),
    Role.ASSIST: ("配合单位", "Assisted by"),
}


def word_who(answer: Answer, today: date) -> Reply:
    """Word who is responsible: the units by role, for each task that the question means."""
    rows = list(_rows(answer.tasks))
    if len(rows) > 1 and len(_fold(rows)) == 1:
        return _word_scopes(rows, [], answer)
    entries = [_say_who(row, answer) for row in rows]
    head = [] if len(rows) == 1 else [_say_several(len(rows), answer.query.language)]
    return _paged([*head, *say_slips(answer)], entries, rows, answer)


def word_when(answer: Answer, today: date) -> Reply:
    """Word when a task is due: one line for each milestone."""
    rows = list(_rows(answer.tasks))
    entries = [_say_when(alike, answer, today) for alike in _fold(rows)]
    head = [] if len(entries) == 1 else [_say_several(len(rows), answer.query.language)]
    return _paged([*head, *say_slips(answer)], entries, rows, answer)


def _fold(rows: list[Row]) -> list[list[Row]]:
    """Put the rows of one item together that differ in nothing but their scope, and are due the same days."""
    folded: dict[object, list[Row]] = {}
    for row in rows:
        days = tuple((entry.due, entry.status, entry.action) for entry in row)
        folded.setdefault((row[0].plan, row[0].item, row[0].detail, days), []).append(row)
    return list(folded.values())


def word_detail(answer: Answer, today: date) -> Reply:
    """Word the whole row of a task."""
    rows = list(_rows(answer.tasks))
    if len(rows) == 1:
        text = "\n".join([_say_whole(rows[0], answer, today), *say_slips(answer), *say_source(answer)])
        first, *more = split_text(text)
        choices = (_offer_more(answer.query.language),) if more else ()
        return Reply(first, (*choices, _offer_history(rows[0][0], answer)), tuple(more), answer)
    kin = _fold(rows)
    if len(kin) == 1:
        return _word_scopes(rows, _say_about(rows[0], answer, today), answer)
    entries = [_say_whole(row, answer, today) for row in rows]
    return _paged([_say_several(len(rows), answer.query.language), *say_slips(answer)], entries, rows, answer)


def _word_scopes(rows: list[Row], about: list[str], answer: Answer) -> Reply:
    """Word an item of many scopes once, with what is said `about` it, then what each scope has of its own."""
    task, language = rows[0][0], answer.query.language
    units = {row[0].task_id: _say_roles(row[0].task_id, answer) for row in rows}
    shared = [line for line in units[task.task_id] if all(line in lines for lines in units.values())]
    own = [[line for line in lines if line not in shared] for lines in units.values()]
    mark = pick(language, "：", ": ")
    roles = {line.partition(mark)[0] for lines in own for line in lines}
    one_role = len(roles) == 1 and all(len(lines) == 1 for lines in own)
    said = [[line.partition(mark)[2] for line in lines] if one_role else lines for lines in own]
    parted = pick(language, f"分{len(rows)}个领域", f"{len(rows)} domains")
    role = pick(language, f"，{min(roles)}", f", {min(roles).lower()}") if one_role else ""
    head = [
        f"{say_item(task.item, None, language)} {short_title(task.detail)}",
        *say_slips(answer),
        *shared,
        *about,
        f"{parted}{role}{pick(language, '：', ':')}",
    ]
    scopes = [row[0].scope or short_title(row[0].detail) for row in rows]
    lines = [
        mark.join(filter(None, (scope, "；".join(own)))) for scope, own in zip(scopes, said, strict=True)
    ]
    pages = paginate(head, lines, say_source(answer), language, page=SCOPES_A_PAGE)
    choices = (_offer_more(language),) if pages.left else ()
    return Reply(pages.first, choices, pages.more, answer)


def _say_about(row: Row, answer: Answer, today: date) -> list[str]:
    """Say the whole detail of a row, and its deadline."""
    language = answer.query.language
    colon = pick(language, "：", ": ")
    return [
        f"{pick(language, '具体事项', 'Detail')}{colon}{row[0].detail}",
        f"{pick(language, '完成时间', 'Deadline')}{colon}{_say_deadline(row, today, language)}",
    ]


def _rows(entries: tuple[TaskEntry, ...]) -> list[Row]:
    """Gather the milestones of each task, in the order of the answer."""
    rows: dict[int, list[TaskEntry]] = {}
    for entry in entries:
        rows.setdefault(entry.task_id, []).append(entry)
    return [tuple(row) for row in rows.values()]


def _paged(head: list[str], entries: list[str], rows: list[Row], answer: Answer) -> Reply:
    pages = paginate(head, entries, say_source(answer), answer.query.language)
    return Reply(pages.first, _offers(pages, rows, answer), pages.more, answer)


def _offers(pages: Pages, rows: list[Row], answer: Answer) -> tuple[Choice, ...]:
    more = (_offer_more(answer.query.language),) if pages.left else ()
    return (*more, offer_detail(rows[0][0], answer)) if len(rows) == 1 else more


def _offer_more(language: Language) -> Choice:
    word = pick(language, "更多", "more")
    return Choice(word, word)


def _offer_history(task: TaskEntry, answer: Answer) -> Choice:
    return Choice(pick(answer.query.language, "记录", "History"), f"/history t{task.task_id}")


def _say_several(count: int, language: Language) -> str:
    return pick(language, f"符合的任务有{count}项：", f"{count} tasks fit:")


def _say_label(row: Row, answer: Answer) -> str:
    task, language = row[0], answer.query.language
    plan = f"{task.plan_name} " if answer.plans_open > 1 else ""
    return f"{plan}{say_item(task.item, task.scope, language)}"


def _say_who(row: Row, answer: Answer) -> str:
    language = answer.query.language
    lines = _say_roles(row[0].task_id, answer)
    label = _say_label(row, answer)
    if len(lines) == 1:
        lines = [f"{label}{pick(language, '', ' – ')}{lines[0]}"]
    else:
        lines = [f"{label}{pick(language, '：', ':')}", *(f"   {line}" for line in lines)]
    about = pick(language, "内容", "About")
    return "\n".join([*lines, f"   {about}{pick(language, '：', ': ')}{short_title(row[0].detail)}"])


def _say_roles(task_id: int, answer: Answer) -> list[str]:
    language = answer.query.language
    asked = [one for one in answer.units_answer if one.task_id in (task_id, None)]
    lines = []
    for role, (zh, en) in ROLE_HEADS.items():
        names = [_say_unit(one, language) for one in asked if one.role is role]
        if names:
            lines.append(pick(language, f"{zh}：", f"{en}: ") + listed(names, language))
    return lines or [_say_nobody(answer)]


def _say_nobody(answer: Answer) -> str:
    roles = answer.query.roles or {Role.LEAD}
    zh = "、".join(head for role, (head, _) in ROLE_HEADS.items() if role in roles)
    return pick(answer.query.language, f"：表中没有写明{zh}", "the plan names no such unit")


def _say_unit(one: UnitAnswer, language: Language) -> str:
    part = f"（{one.part}）" if one.part else ""
    unsure = pick(language, "（待指定）", " (to be named)") if one.certainty is Certainty.POSSIBLE else ""
    return f"{one.unit}{part}{unsure}"


def _say_when(alike: list[Row], answer: Answer, today: date) -> str:
    language, row = answer.query.language, alike[0]
    label, title = _say_label(row, answer), short_title(row[0].detail)
    if len(alike) > 1:
        count = len(alike)
        label = say_item(row[0].item, None, language) + pick(language, f"（{count}行）", f" ({count} rows)")
    if len(row) == 1:
        spoken = say_when(row[0], today, language)
        inherited = pick(language, "（沿用上一行）", " (inherited)") if row[0].inherited else ""
        return f"{label}{pick(language, '：', ': ')}{spoken}{inherited}\n   {title}"
    lines = [f"   {say_when(entry, today, language)}{_say_action(entry)}" for entry in row]
    return "\n".join([f"{label} {title}{pick(language, '：', ':')}", *lines])


def _say_action(entry: TaskEntry) -> str:
    return f" · {short_title(entry.action)}" if entry.action else ""


def _say_whole(row: Row, answer: Answer, today: date) -> str:
    task, language = row[0], answer.query.language
    heads = pick(language, "工作任务|具体事项|完成时间|状态", "Heading|Detail|Deadline|Status").split("|")
    colon = pick(language, "：", ": ")
    lines = [f"{_say_label(row, answer)} {short_title(task.detail)}"]
    if task.heading and task.heading != task.detail:
        lines.append(f"{heads[0]}{colon}{task.heading}")
    if short_title(task.detail) != task.detail:
        lines.append(f"{heads[1]}{colon}{task.detail}")
    lines += _say_roles(task.task_id, answer)
    lines.append(f"{heads[2]}{colon}{_say_deadline(row, today, language)}")
    if status := _say_standing(task, answer, today):
        lines.append(f"{heads[3]}{colon}{status}")
    return "\n".join(lines)


def _say_standing(task: TaskEntry, answer: Answer, today: date) -> str | None:
    """Say how far a task is: the chat's own unit first, then all of its units together."""
    language = answer.query.language
    whole = say_status(task.status, language) if task.status != "pending" else None
    own = [entry for entry in answer.own if entry.task_id == task.task_id]
    untouched = all(entry.status == "pending" and entry.printed_due is None for entry in own)
    if not own or (untouched and whole is None):
        return whole
    said = pick(language, "、", ", ").join(dict.fromkeys(_say_own(entry, today, language) for entry in own))
    if task.status == own[0].status:
        return pick(language, f"{answer.own_unit}{said}", f"{answer.own_unit} {said}")
    together = whole or say_status(task.status, language)
    zh = f"{answer.own_unit}{said}（各单位合计：{together}）"
    return pick(language, zh, f"{answer.own_unit} {said} (all units: {together})")


def _say_own(entry: TaskEntry, today: date, language: Language) -> str:
    status = say_status(entry.status, language)
    if entry.printed_due is None or entry.due is None:
        return status
    day = say_date(entry.due, today, language)
    return pick(language, f"{status}，已延期到{day}", f"{status}, extended to {day}")


def _say_deadline(row: Row, today: date, language: Language) -> str:
    printed = row[0].deadline
    days = pick(language, "；", "; ").join(say_when(entry, today, language) for entry in row)
    if not printed or printed in days:
        return days
    inherited = pick(language, "（沿用上一行）", " (inherited)") if row[0].inherited else ""
    return pick(language, f"{printed}{inherited}（{days}）", f"{printed}{inherited} ({days})")

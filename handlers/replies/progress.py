"""How far things are: counts, units by status, the phase of a plan; pure."""

from datetime import date

from data.progress import Counts
from data.wording.dates import say_left, say_span
from data.wording.language import pick
from data.wording.tasks import say_item, say_status, short_title
from handlers.answers.behind import OVERDUE
from handlers.answers.values import Answer, PhaseAnswer, UnitFigures, UnitStatus
from handlers.message import Choice, Reply
from handlers.replies.behind import offer_figures, word_each, word_unreported
from handlers.replies.entries import say_entry
from handlers.replies.pages import ENTRIES_SAID, paginate
from handlers.replies.phrases import listed, say_asked_period, say_asked_roles, say_slips, say_subject
from handlers.replies.special import word_special
from handlers.replies.tasks import say_source
from handlers.understanding.query import Language

UNITS_SHOWN = 20
FEW = 5  # so few more are named as well


def word_progress(answer: Answer, today: date) -> Reply:
    """Word how much is done, and by which units where one item is asked about."""
    if answer.query.asked is not None:
        return word_special(answer, today)
    if answer.query.each:
        return word_each(answer, today)
    if _is_of_tasks(answer):
        return _word_item(answer, today)
    if answer.query.unreported and answer.counts is None:
        return word_unreported(answer, today)
    if answer.ranking:
        return _word_ranking(answer, today)
    return _word_counts(answer, today)


def _is_of_tasks(answer: Answer) -> bool:
    """Whether the answer is about tasks that were named: units by status, no counts."""
    if answer.statuses or (answer.query.items and answer.tasks):
        return True
    return bool(answer.tasks) and answer.counts is None and not answer.query.unreported


def _word_item(answer: Answer, today: date) -> Reply:
    language = answer.query.language
    labels = dict.fromkeys(say_item(task.item, task.scope, language) for task in answer.tasks)
    label = listed(labels, language)
    finished = [one for one in answer.statuses if one.status == "done"]
    waiting = [one for one in answer.statuses if one.status not in ("done", "void")]
    silent = [one for one in waiting if one.status == "pending"]
    if answer.query.unreported and answer.statuses:
        return _word_silent(answer, label, silent, len(waiting) - len(silent), len(finished))
    head = pick(
        language,
        f"{label}未办结{len(waiting)}个单位，已办结{len(finished)}个："
        if finished
        else f"{label}有{len(waiting)}个单位，都还没办结：",
        f"{label}: not done by {len(waiting)}, done by {len(finished)}:",
    )
    title = [f"   {short_title(answer.tasks[0].detail)}"] if len(labels) == 1 else []
    lines = [head, *say_slips(answer), *title, *_say_statuses(waiting, language)]
    if not answer.statuses:
        lines[0] = pick(language, f"{label}还没有明确到单位。", f"{label}: no unit is named yet.")
    if finished:
        done = listed((one.unit for one in finished), language)
        lines.append(f"{say_status('done', language)}{pick(language, '：', ': ')}{done}")
    return Reply("\n".join([*lines, *say_source(answer)]), answer=answer)


def _word_silent(answer: Answer, label: str, silent: list[UnitStatus], begun: int, done: int) -> Reply:
    """Word which units have said nothing of an item, and how many of the others have."""
    language = answer.query.language
    head = pick(
        language,
        f"{label}还有{len(silent)}个单位没报：" if silent else f"{label}各单位都报过了。",
        f"{label}: {len(silent)} units have not reported:"
        if silent
        else f"{label}: every unit has reported.",
    )
    rest = pick(
        language,
        f"报过的：已办结{done}个，还在办理{begun}个。",
        f"Reported: {done} done, {begun} at work.",
    )
    lines = [head, *say_slips(answer), f"   {short_title(answer.tasks[0].detail)}"]
    lines += [*_say_statuses(silent, language), rest]
    return Reply("\n".join([*lines, *say_source(answer)]), answer=answer)


def _say_statuses(statuses: list[UnitStatus], language: Language) -> list[str]:
    """Name the units under each status, most of them first."""
    groups: dict[str, list[str]] = {}
    for one in statuses:
        word = say_status(one.status, language)
        late = pick(language, "，已逾期", ", overdue") if one.overdue else ""
        groups.setdefault(f"{word}{late}", []).append(one.unit)
    return [f"{word}{pick(language, '：', ': ')}{_some(units, language)}" for word, units in groups.items()]


def _some(units: list[str], language: Language) -> str:
    rest = len(units) - UNITS_SHOWN
    if rest <= FEW:
        return listed(units, language)
    names = listed(units[:UNITS_SHOWN], language)
    return names + pick(language, f"，还有{rest}个", f", and {rest} more")


def _word_counts(answer: Answer, today: date) -> Reply:
    language, counts = answer.query.language, answer.counts or Counts()
    who, when = say_subject(answer) + say_asked_roles(answer), say_asked_period(answer, today)
    if not counts.total:
        head = pick(language, f"{who}{when}没有要办结的任务。", f"{who}: nothing to finish {when}.")
        return Reply("\n".join([head, *say_slips(answer)]), answer=answer)
    head = _say_asked_status(answer, who, when) or _say_rate(answer, who, when)
    lines = [head, *say_slips(answer), _say_counts(counts, language)]
    entries = [say_entry(entry, answer, today) for entry in answer.tasks[:ENTRIES_SAID]]
    pages = paginate(lines, entries, say_source(answer), language, len(answer.tasks) - len(entries))
    more = pick(language, "更多", "more")
    choices = (Choice(more, more),) if pages.left else ()
    return Reply(pages.first, (*offer_figures(answer, today), *choices), pages.more, answer)


def _say_rate(answer: Answer, who: str, when: str) -> str:
    language, counts = answer.query.language, answer.counts or Counts()
    left = counts.items_total - counts.items_done
    return pick(
        language,
        f"{who}{when}完成率{percent(counts)}：{counts.items_total}件中还有{left}件没办结。",
        f"{_about(who, when)}: {percent(counts)} done, {left} of {counts.items_total} items still open.",
    )


def _say_asked_status(answer: Answer, who: str, when: str) -> str:
    """Say the one figure that was asked for, or nothing."""
    language, counts = answer.query.language, answer.counts or Counts()
    if len(answer.query.statuses) != 1:
        return ""
    (name,) = answer.query.statuses
    amount = getattr(counts, name, 0)
    share = f"{amount / counts.total * 100:.0f}%"
    zh, en = "逾期", "overdue"
    if name != OVERDUE:
        zh, en = say_status(name), say_status(name, Language.EN)
    if not amount:
        return pick(language, f"{who}{when}没有{zh}的任务。", f"{_about(who, when)}: nothing is {en}.")
    return pick(
        language,
        f"{who}{when}{zh}{amount}项次，占{counts.total}项次的{share}；"
        f"{counts.items_total}件中已办结{counts.items_done}件。",
        f"{_about(who, when)}: {amount} of {counts.total} assignments {en} ({share}); "
        f"{counts.items_done} of {counts.items_total} items done.",
    )


def _word_ranking(answer: Answer, today: date) -> Reply:
    """Word the units, those with most overdue first."""
    language, when = answer.query.language, say_asked_period(answer, today)
    late = sum(unit.overdue > 0 for unit in answer.ranking)
    who = say_subject(answer)
    head = pick(
        language,
        f"{who}{when}有逾期的单位{late}个，按逾期项次从多到少："
        if late
        else f"{who}{when}没有单位逾期。各单位：",
        f"{_about(who, when)}: {late} units are overdue, most overdue first:",
    )
    entries = [_say_figures(unit, language) for unit in answer.ranking]
    pages = paginate([head], entries, say_source(answer), language)
    more = pick(language, "更多", "more")
    return Reply(pages.first, (Choice(more, more),) if pages.left else (), pages.more, answer)


def _about(who: str, when: str) -> str:
    return f"{who} {when}" if when else who


def _say_figures(unit: UnitFigures, language: Language) -> str:
    return pick(
        language,
        f"{unit.unit}：逾期{unit.overdue}，已办结{unit.done}/{unit.total}",
        f"{unit.unit}: {unit.overdue} overdue, {unit.done}/{unit.total} done",
    )


def _say_counts(counts: Counts, language: Language) -> str:
    names = ("done", "submitted", "doing", "returned", "pending")
    amounts = (counts.done, counts.submitted, counts.doing, counts.returned, counts.pending)
    parts = [f"{say_status(name, language)}{amount}" for name, amount in zip(names, amounts, strict=True)]
    if language is Language.EN:
        parts = [
            f"{amount} {say_status(name, language)}" for name, amount in zip(names, amounts, strict=True)
        ]
    shown = listed((part for part, amount in zip(parts, amounts, strict=True) if amount), language)
    late = pick(language, f"；逾期{counts.overdue}", f"; {counts.overdue} overdue") if counts.overdue else ""
    soon_en = f"; {counts.due_soon} due within 14 days"
    soon = pick(language, f"；14天内到期{counts.due_soon}", soon_en) if counts.due_soon else ""
    return pick(
        language,
        f"按单位计{counts.total}项次：{shown}{late}{soon}",
        f"{counts.total} assignments: {shown}{late}{soon}",
    )


def percent(counts: Counts) -> str:
    """Say how much is done."""
    return f"{(counts.rate or 0) * 100:.0f}%"


def word_phase(answer: Answer, today: date) -> Reply:
    """Word the phase of the plan that is asked for, or all of them."""
    language, phase = answer.query.language, answer.phase
    if answer.phases:
        head = pick(language, f"共{len(answer.phases)}个阶段：", f"{len(answer.phases)} phases:")
        lines = [head, *(_say_phase(one, today, language) for one in answer.phases)]
    elif phase is None:
        lines = [_say_no_phase(answer)]
    else:
        lines = [_say_phase(phase, today, language)]
    source = phase.plan if phase else None
    plan = pick(language, f"来源：{source}", f"Source: {source}") if source else ""
    return Reply("\n".join(filter(None, (*lines, plan))), answer=answer)


def _say_phase(phase: PhaseAnswer, today: date, language: Language) -> str:
    span = say_span(phase.start, phase.end, today, language)
    name = pick(language, f"{phase.name}（{span}）", f"{phase.name} ({span})") if span else phase.name
    if phase.start is not None and today < phase.start:
        days = (phase.start - today).days
        return name + pick(language, f"，还有{days}天开始", f", starts in {days} days")
    return name + _say_end(phase.end, today, language)


def _say_no_phase(answer: Answer) -> str:
    language = answer.query.language
    if answer.query.phase is not None:
        return pick(language, "没有这个阶段。", "There is no such phase.")
    return pick(language, "这一天不在任何阶段内。", "No phase covers that day.")


def _say_end(end: date | None, today: date, language: Language) -> str:
    if end is None or end < today:
        return ""
    if end == today:
        return pick(language, "，今天是最后一天", ", today is its last day")
    left = say_left((end - today).days, language)
    return pick(language, f"，{left}结束", f", {left}")

"""The figures of a period, in words; pure."""

from datetime import date

from data.progress import Counts
from data.wording.dates import say_span
from handlers.answers.values import Answer, Figures
from handlers.message import Choice, Reply
from handlers.replies.phrases import count_tasks, pick, say_subject
from handlers.replies.progress import percent
from handlers.replies.tasks import say_source
from handlers.understanding.query import Language


def word_summary(answer: Answer, today: date) -> Reply:
    """Word the figures of a period, for a leader's phone."""
    language, counts = answer.query.language, answer.counts or Counts()
    figures = answer.figures or Figures()
    span = "" if answer.period is None else say_span(answer.period.start, answer.period.end, today, language)
    who = say_subject(answer)
    done = f"{counts.items_done}/{counts.items_total}"
    zh = [
        f"{who}督办情况（{span}）：累计办结{done}件，完成率{percent(counts)}",
        f"本期新办结：{figures.newly_done}项次",
        f"本期到期：{figures.due}项",
        f"逾期未办结：{counts.overdue}项次",
        f"下一周到期：{figures.due_next}项",
        f"待指定单位：{figures.undecided}项",
    ]
    en = [
        f"{who}, {span}: {done} items done ({percent(counts)})",
        f"Newly done: {figures.newly_done} assignments",
        f"Due in the period: {count_tasks(figures.due, language)}",
        f"Overdue: {counts.overdue} assignments",
        f"Due in the week after: {count_tasks(figures.due_next, language)}",
        f"Without a named unit: {count_tasks(figures.undecided, language)}",
    ]
    lines = en if language is Language.EN else zh
    return Reply("\n".join([*lines, *say_source(answer)]), _offer_figures(answer), answer=answer)


def _offer_figures(answer: Answer) -> tuple[Choice, ...]:
    language = answer.query.language
    if not answer.counts or not answer.counts.overdue:
        return ()
    who = "、".join(answer.units) or pick(language, "全部单位", "everyone")
    return (
        Choice(
            pick(language, "看逾期", "Overdue"),
            pick(language, f"{who}有哪些逾期的任务", f"Which tasks of {who} are overdue?"),
        ),
    )

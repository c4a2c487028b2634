"""The table of which intent is worded by which function; pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handlers.answers.values import Answer
from handlers.message import Reply
from handlers.replies.actions import word_action
from handlers.replies.details import word_detail, word_when, word_who
from handlers.replies.domains import word_domains, word_guidelines
from handlers.replies.progress import word_phase, word_progress
from handlers.replies.summary import word_summary
from handlers.replies.talk import say_also, word_clarify, word_help, word_trouble, word_unknown
from handlers.replies.tasks import word_tasks
from handlers.understanding.query import Intent

Wording = Callable[[Answer, date], Reply]

WORDINGS: dict[Intent, Wording] = {
    Intent.DUE: word_tasks,
    Intent.OVERDUE: word_tasks,
    Intent.LIST: word_tasks,
    Intent.NEXT: word_tasks,
    Intent.ONGOING: word_tasks,
    Intent.WHO: word_who,
    Intent.WHEN: word_when,
    Intent.DETAIL: word_detail,
    Intent.DOMAIN: word_domains,
    Intent.GUIDELINE: word_guidelines,
    Intent.PROGRESS: word_progress,
    Intent.SUMMARY: word_summary,
    Intent.PHASE: word_phase,
    Intent.REPORT: word_action,
    Intent.REMIND: word_action,
    Intent.CLARIFY: word_clarify,
    Intent.HELP: word_help,
    Intent.UNKNOWN: word_unknown,
}


def word_answer(answer: Answer, today: date) -> Reply:
    """Put an `answer` into words as of `today`."""
    wording = WORDINGS[answer.query.intent]
    reply = word_trouble(answer, today) if answer.trouble is not None else wording(answer, today)
    if answer.query.also is None:
        return reply
    return replace(reply, text=f"{reply.text}\n{say_also(answer.query.also, answer.query.language)}")

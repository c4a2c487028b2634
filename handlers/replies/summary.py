"""The figures of a period in words, with a button for what is behind each of them; pure."""

from collections.abc import Iterable
from datetime import date

from data.reports.figures import Summary
from data.reports.spans import span_after
from data.repositories.weekly import Listing
from data.wording.language import pick
from data.wording.weekly import is_since_start, say_period_name, say_summary_lines
from handlers.answers.values import Answer
from handlers.message import Choice, Reply
from handlers.replies.phrases import say_slips
from handlers.summaries.orders import Order, Shown, say_order
from handlers.understanding.query import Language

MANY = 1
"""From more units than this on they are compared."""


def word_summary(answer: Answer, today: date) -> Reply:
    """Word the figures of a period, for a leader's phone."""
    summary = answer.summary
    if summary is None:
        raise ValueError("a summary is worded that nobody has added up")
    first, *rest = say_summary_lines(summary, today, answer.query.language)
    return Reply(
        "\n".join([first, *say_slips(answer), *rest]), tuple(_offer(answer, summary, today)), answer=answer
    )


def _offer(answer: Answer, summary: Summary, today: date) -> Iterable[Choice]:
    """Offer what is behind each figure, and the files; of several units at once no list is kept."""
    if len(answer.query.units) > 1 and not answer.query.everywhere:
        return
    language = answer.query.language
    for what, label in (*_figures(summary, today, language), *_files(summary, language)):
        order = Order(
            what,
            summary.scope.region,
            summary.start,
            summary.end,
            today,
            answer.query.plan,
            summary.scope.unit,
            english=language is Language.EN,
        )
        yield Choice(label, say_order(order))


def _figures(summary: Summary, today: date, language: Language) -> Iterable[tuple[Listing | Shown, str]]:
    counts = summary.counts
    this = say_period_name(summary.start, summary.end, today, language)
    coming = say_period_name(*span_after(summary.start, summary.end), today, language)
    sofar = is_since_start(summary, today)
    told: tuple[tuple[Listing | Shown, int, str, str], ...] = (
        (Listing.OVERDUE, counts.overdue, "看逾期", "Overdue"),
        (Listing.NEWLY_DONE, summary.newly_done, "新办结", "Newly done"),
        (Listing.SUBMITTED, counts.submitted, "待审核", "Under review"),
        (Listing.DUE, 0 if sofar else summary.due, f"{this or '期内'}到期", f"Due {this or 'in it'}"),
        (Listing.SOON, counts.due_soon if sofar else 0, "14天内", "In 14 days"),
        (
            Listing.NEXT_OPEN,
            0 if sofar else summary.due_next_open,
            f"{coming or '下期'}到期",
            f"Due {coming or 'next'}",
        ),
        (Shown.UNBOUND, 0 if summary.scope.unit else len(summary.without_chat), "未绑定", "No chat"),
        (Shown.UNNAMED, summary.unnamed, "待指定", "Unnamed"),
    )
    for what, count, zh, en in told:
        if count:
            yield what, f"{pick(language, zh, en)} {count}"
    if summary.scope.unit is None and len(summary.units) > MANY:
        yield Shown.UNITS, pick(language, "各单位", "Units")


def _files(summary: Summary, language: Language) -> Iterable[tuple[Shown, str]]:
    """Offer the files that can be made: the ledger and the bulletin are about whole regions."""
    if not summary.counts.total and not summary.counts.undated:
        return
    files = ((Shown.PICTURE, "图", "Picture"), (Shown.CALENDAR, "日历", "Calendar"))
    whole = ((Shown.LEDGER, "台账", "Ledger"), (Shown.BULLETIN, "通报", "Bulletin"))
    for what, zh, en in files if summary.scope.unit else (files[0], *whole, files[1]):
        yield what, pick(language, zh, en)

"""/figures: what a button under a summary shows, for those who may see it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.clock import ZONE
from data.dates.values import Period
from data.errors import DubanError
from data.reports.summaries import Request as Asked
from data.reports.summaries import ask_for, list_assignments, list_unnamed, sum_up
from data.repositories.weekly import Listing
from data.wording.language import Language, Phrase
from handlers.access import Action, Target, may
from handlers.answers.values import Answer
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services
from handlers.summaries.files import make_file
from handlers.summaries.lists import (
    page_of,
    say_assignment,
    say_list_head,
    say_unit_row,
    say_unnamed_row,
)
from handlers.summaries.orders import WHOLE, Order, Shown, read_order, say_order
from handlers.understanding.query import Intent, Query, UnitRef
from handlers.understanding.vocabulary import RegionVocabulary

A_PAGE = 10
UNITS_A_PAGE = 20
NO_RIGHT = Phrase(
    "全地区的汇总和排名只给督办机构和领导看。",
    "Whole-region figures are for the office and leaders.",
)
GONE = Phrase(
    "这个按钮已经失效，请重新要一份汇总。",
    "This button no longer works: please ask for the summary again.",
)


def show(request: Request, services: Services) -> Reply:
    """Show what an order asks for, or say why not."""
    order = read_order(request.words)
    if order is None:
        return Reply(GONE.say(request.language))
    language = Language.EN if order.english else Language.ZH
    unit = None if order.what in WHOLE else order.unit
    if not may(request.person, Action.SUMMARY, Target(order.region, unit)):
        return Reply(NO_RIGHT.say(language))
    with services.database.read() as session:
        region = services.vocabulary(session).region(order.region)
        if region is None:
            return Reply(GONE.say(language))
        try:
            asked = ask_for(
                session,
                region.region_id,
                order.start,
                order.end,
                order.today,
                plan=order.plan,
                unit=order.unit,
                zone=request.now.tzinfo or ZONE,
            )
            reply = _shown(session, order, asked, request.now)
            return replace(reply, answer=Answer(_continued(order, region, asked)))
        except DubanError as error:
            return Reply(error.say(language))


def _continued(order: Order, region: RegionVocabulary, asked: Asked) -> Query:
    """Return the question behind a button, so that 上周呢 may follow what it showed."""
    key = next(iter(asked.extent.whom.units), None)
    return Query(
        text="",
        intent=Intent.SUMMARY,
        language=Language.EN if order.english else Language.ZH,
        region_id=region.region_id,
        region=region.name,
        units=(UnitRef(order.unit, key),) if order.unit is not None else (),
        everywhere=order.unit is None,
        plan=order.plan,
        period=Period(order.start, order.end),
    )


def _shown(session: Session, order: Order, asked: Asked, now: datetime) -> Reply:
    language = Language.EN if order.english else Language.ZH
    match order.what:
        case Listing():
            return _assignments(session, order, asked, order.what, language)
        case Shown.UNITS:
            rows = [say_unit_row(row, language) for row in sum_up(session, asked, 0).units]
            head = (f"{order.region}各单位，按逾期和完成率排列：", f"{order.region}, most overdue first:")
            return _paged(head[order.english], rows, order, UNITS_A_PAGE)
        case Shown.UNBOUND:
            names = list(sum_up(session, asked, 0).without_chat)
            head = (
                f"{order.region}未绑定群的单位{len(names)}个：",
                f"{order.region}: {len(names)} units without a chat:",
            )
            return _paged(head[order.english], names, order, UNITS_A_PAGE)
        case Shown.UNNAMED:
            rows = [say_unnamed_row(row, language) for row in list_unnamed(session, asked)]
            head = (f"待指定单位的{len(rows)}项：", f"{len(rows)} rows wait for units to be named:")
            return _paged(head[order.english], rows, order, A_PAGE)
        case _:
            file = make_file(session, asked, order.what, now)
            return Reply(file.name, files=(file,))


def _assignments(session: Session, order: Order, asked: Asked, which: Listing, language: Language) -> Reply:
    found = list_assignments(session, asked, which)
    several = order.plan is None and len({one.plan for one in found}) > 1
    entries = [
        say_assignment(one, which, order.today, language, several=several, unit=order.unit is None)
        for one in found
    ]
    period = asked.period
    span = period.next if which in (Listing.NEXT, Listing.NEXT_OPEN) else (order.start, order.end)
    who = order.unit or order.region
    head = say_list_head(which, who, span, period.as_of, len(found), order.today, language)
    reply = _paged(head, entries, order, A_PAGE)
    begin = (order.page - 1) * A_PAGE
    shown = found[begin : begin + A_PAGE]
    return Reply(reply.text, reply.choices, assignments=tuple(one.assignment_id for one in shown))


def _paged(head: str, entries: list[str], order: Order, size: int) -> Reply:
    shown, more = page_of(entries, order.page, size)
    label = "More" if order.english else "更多"
    choices = (Choice(label, say_order(order.next)),) if more else ()
    return Reply("\n".join([head, *shown]), choices)

"""The files made of a summary: each is drawn or written where it is asked for."""

from datetime import datetime

from sqlalchemy.orm import Session

from data.reports.figures import Summary
from data.reports.summaries import Request, list_assignments, sum_up
from data.repositories.weekly import Listing
from data.wording.weekly import say_file_name
from handlers.message import Attachment, FileKind
from handlers.summaries.orders import Shown


def make_file(session: Session, request: Request, what: Shown, now: datetime) -> Attachment:
    """Make the file that is asked for, as of `now`; UsageError where there is nothing to put into it."""
    if what is Shown.LEDGER:
        from data.ledger.writing import write_ledger  # all that a workbook takes comes with it

        content = write_ledger(session, now=now, region_id=request.extent.region_id)
        return Attachment(say_file_name(request.scope, now.date(), now.date(), "督办台账", "xlsx"), content)
    if what is Shown.CALENDAR:
        return _calendar(session, request, now)
    summary = sum_up(session, request)
    return _picture(summary) if what is Shown.PICTURE else _bulletin(summary, now)


def _picture(summary: Summary) -> Attachment:
    # Loaded here: drawing needs fonts and numbers that no question does.
    from data.reports.chart import draw_summary

    name = say_file_name(summary.scope, summary.start, summary.end, "督办图", "png")
    return Attachment(name, draw_summary(summary), FileKind.PHOTO)


def _bulletin(summary: Summary, now: datetime) -> Attachment:
    from data.reports.bulletin import write_bulletin  # python-docx comes with it

    office = summary.offices[0] if len(summary.offices) == 1 else None
    name = say_file_name(summary.scope, summary.start, summary.end, "督办通报", "docx")
    return Attachment(name, write_bulletin(summary, issuer=office, issued=now.date()))


def _calendar(session: Session, request: Request, now: datetime) -> Attachment:
    from data.reports.calendar import entries_of, write_calendar  # icalendar comes with it

    scope = request.scope
    entries = entries_of(list_assignments(session, request, Listing.COUNTED), scope.region)
    title = f"{scope.unit or scope.region}督办期限"
    name = say_file_name(scope, now.date(), now.date(), "督办日历", "ics")
    return Attachment(name, write_calendar(title, entries, stamp=now))

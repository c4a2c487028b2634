"""The buttons under letters: what each says when it is pressed, in one place for both rooms; pure."""

from data.owing import Offer

REPORT, REVIEW, RESEND, PROOF = "report", "review", "resend", "proof"
"""The commands that buttons stand for; people say the same in words."""

DONE, EXTEND, DETAIL, RECEIVED = "办结", "延期", "详情", "收到"
ACCEPT, RETURN = "通过", "退回"
GRANT, REFUSE, OTHER_DATE = "同意", "不同意", "改期"

ABOUT = "报:"
"""Stands before the number of the report that a decision is about."""

ONE = "a"
"""Stands before the number of an assignment where an item may stand as well."""


def offer_report(assignment_id: int, verb: str, label: str) -> Offer:
    """Offer what the executing unit may say of one assignment: DONE, EXTEND, DETAIL or RECEIVED."""
    return Offer(label, f"/{REPORT} {assignment_id} {verb}")


def offer_decision(assignment_id: int, verb: str, label: str, report: int | None = None) -> Offer:
    """Offer a decision on what a unit reported of one assignment: ACCEPT or RETURN.

    `report` is the row of history that the report is: the button then decides on no other one.
    """
    which = f" {ABOUT}{report}" if report is not None else ""
    return Offer(label, f"/{REVIEW} {assignment_id} {verb}{which}")


def offer_proof(assignment_id: int, label: str = "佐证") -> Offer:
    """Offer the files that came with the reports of one assignment."""
    return Offer(label, f"/{PROOF} {ONE}{assignment_id}")


def offer_on_request(request_id: int, verb: str, label: str) -> Offer:
    """Offer a decision on a request for a later date: GRANT, REFUSE or OTHER_DATE."""
    return Offer(label, f"/{REVIEW} r{request_id} {verb}")


def offer_resend(notice_id: int, label: str = "重发") -> Offer:
    """Offer the operator to send once more what may not have arrived."""
    return Offer(label, f"/{RESEND} {notice_id}")

"""What a message keeps of the one that it follows: all that it does not change (DESIGN.md §5)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from handlers.understanding.query import Intent, Query
from handlers.understanding.signs import Sign

_ABOUT_TASKS = frozenset(
    {Intent.DUE, Intent.OVERDUE, Intent.LIST, Intent.NEXT, Intent.ONGOING, Intent.PROGRESS}
)
_ABOUT_ONE = frozenset(
    {Intent.WHO, Intent.WHEN, Intent.DETAIL, Intent.PROGRESS, Intent.REPORT, Intent.GUIDELINE, Intent.DOMAIN}
)
_NOTHING_TO_KEEP = frozenset({Intent.HELP, Intent.UNKNOWN})
_TARGETS = frozenset({Sign.ITEM, Sign.SUBJECT, Sign.DOMAIN, Sign.POSITION})
_FULL = frozenset({Sign.TASK, Sign.WIDE, Sign.UNIT, Sign.OWN})


def is_continued(signs: Collection[Sign], before: Query | None, text: str) -> bool:
    """Tell whether a message says itself that it goes on: 那…呢, what about, 只看."""
    if before is None or before.intent in _NOTHING_TO_KEEP:
        return False
    marked = Sign.FOLLOWING in signs or Sign.ONLY in signs
    return marked or text.rstrip("?!。. ").endswith("呢")


def borrowed_signs(signs: Collection[Sign], before: Query | None) -> frozenset[Sign]:
    """Give the sign of what a message without a target of its own may be about: 谁负责 after 第9项."""
    if before is None or not _has_target(before) or not _TARGETS.isdisjoint(signs):
        return frozenset()
    if Sign.NEXT in signs or Sign.PERIOD in signs or Sign.WIDE in signs or Sign.TASK in signs:
        return frozenset()
    if before.domains and not {Sign.LINK, Sign.GUIDELINE}.isdisjoint(signs):
        return frozenset({Sign.THIS, Sign.DOMAIN})
    return frozenset({Sign.THIS})


def intent_before(before: Query) -> Intent:
    """Give the intent that a follow-up keeps: what was wanted, where the bot had to ask back."""
    return before.wanted or before.intent if before.intent is Intent.CLARIFY else before.intent


def keep(query: Query, before: Query, signs: Collection[Sign], today: date, *, marked: bool) -> Query:
    """Fill in from `before` what `query` leaves open; `marked` says that the message itself goes on."""
    if query.position is not None:
        return _at_position(query, before)
    if not _has_target(query) and _takes_target(query, signs, marked=marked):
        query = _with_target(query, before)
    if marked or _is_elliptic(query, signs):
        query = _with_scope(query, before, signs, today, marked=marked)
    if query.intent is Intent.REMIND and not query.units and not query.everywhere:
        query = replace(query, units=before.units, items=query.items or before.items)
    if query.items and query.plan is None:
        query = replace(query, plan=before.plan)
    return query


def _takes_target(query: Query, signs: Collection[Sign], *, marked: bool) -> bool:
    """Tell whether a message without a target of its own is about that of the one before."""
    if query.intent in _ABOUT_ONE:
        return marked or query.intent is Intent.REPORT or not _own_scope(signs)
    return marked and query.intent in _ABOUT_TASKS


def _at_position(query: Query, before: Query) -> Query:
    """Let 第2个 count in the answer to `before`, or in the one that this one counted in."""
    listed = before.context if before.position is not None and before.context else before
    return replace(query, context=replace(listed, context=None, findings=()))


def _with_target(query: Query, before: Query) -> Query:
    """Take over what `before` was about."""
    return replace(
        query,
        items=before.items,
        subject=query.subject or before.subject,
        domains=before.domains,
        plan=query.plan or before.plan,
        position=before.position,
        context=before.context,
    )


def _with_scope(query: Query, before: Query, signs: Collection[Sign], today: date, *, marked: bool) -> Query:
    """Take over whose tasks, and where the message itself goes on also the period and the roles."""
    if (
        not query.units
        and not query.everywhere
        and Sign.OWN not in signs
        and (query.intent is not Intent.SUMMARY or (marked and before.intent is Intent.SUMMARY))
    ):
        query = replace(
            query,
            units=before.units,
            # 谁负责 is about no unit's tasks: that it named none does not make the next question wide.
            everywhere=before.everywhere and before.intent in _ABOUT_TASKS,
            elsewhere=query.elsewhere or before.elsewhere,
        )
    if not marked:
        return query
    if query.period is None and _still_fits(query, before, today):
        query = replace(query, period=before.period)
    if query.intent is before.intent or not query.roles:
        query = replace(query, roles=query.roles or before.roles)
    if query.intent is before.intent:
        query = replace(
            query,
            repeating=query.repeating or before.repeating,
            statuses=query.statuses or before.statuses,
            each=query.each or (before.each and not query.statuses),
            unreported=query.unreported or (before.unreported and not query.statuses),
            asked=query.asked or before.asked,
            possible=query.possible or before.possible,
            latest=query.latest or before.latest,
        )
    return query


def _still_fits(query: Query, before: Query, today: date) -> bool:
    """Tell whether the period before makes sense: nothing that begins later is overdue."""
    if before.period is None or query.intent not in _ABOUT_TASKS | {Intent.SUMMARY}:
        return False
    if query.intent is Intent.OVERDUE and before.period.start is not None:
        return before.period.start <= today
    return query.intent is not Intent.NEXT


def _has_target(query: Query) -> bool:
    return bool(query.items or query.subject or query.domains or query.position)


def _own_scope(signs: Collection[Sign]) -> bool:
    return not {Sign.UNIT, Sign.WIDE, Sign.PERIOD}.isdisjoint(signs)


def _is_elliptic(query: Query, signs: Collection[Sign]) -> bool:
    """Tell whether a question about tasks leaves out both whose they are and the word for them."""
    return query.intent in _ABOUT_TASKS and _FULL.isdisjoint(signs) and not _has_target(query)


def as_before(query: Query, before: Query, signs: Collection[Sign]) -> Query:
    """Let a message that only names something ask what the one before asked."""
    if query.position is not None:
        return replace(query, intent=Intent.DETAIL)
    intent = intent_before(before)
    if intent is Intent.LIST and Sign.PERIOD in signs and query.period is not None:
        return replace(query, intent=Intent.DUE)
    if intent in _ABOUT_ONE and Sign.PERIOD in signs:
        return replace(query, intent=Intent.DUE)
    asks_for_item = Sign.ITEM in signs and intent not in _ABOUT_ONE
    turns = {Sign.PERIOD, Sign.UNIT, Sign.OWN} if intent is Intent.SUMMARY else {Sign.PERIOD}
    if asks_for_item or (intent in (Intent.REPORT, Intent.SUMMARY, Intent.PHASE) and turns.isdisjoint(signs)):
        return query
    return replace(query, intent=intent)

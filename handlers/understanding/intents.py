"""The table of intents: which signs in a message mean what. The first row that fits wins.

A row fits when each of its `every` sets has a sign in the message and none of `none` is there. Rows that
stand side by side in `FACETS` ask different things about one task; of these the one said first wins.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from handlers.understanding.query import ActionKind, Intent
from handlers.understanding.signs import Sign as S

_TARGET = frozenset({S.ITEM, S.SECTION, S.SUBJECT, S.DOMAIN, S.POSITION, S.THIS})
_ASKING = frozenset(
    {
        S.ASK,
        S.WHO,
        S.WHICH,
        S.WHICH_UNITS,
        S.COUNT,
        S.LIST,
        S.ASKTIME,
        S.HOW,
        S.RATE,
        S.WHETHER_DONE,
        S.FINISHED_ONES,
        S.TIMEPOINT,
        S.DETAIL,
        S.UNITNOUN,
    }
)
_REPEATING = frozenset({S.CONTINUOUS, S.YEARLY, S.QUARTERLY, S.RECURRING, S.UNDATED})
# Words that ask for one thing about one task, or name it.
_ONE_TASK = frozenset({S.WHO, S.UNITNOUN, S.ITEM, S.ASKTIME, S.DETAIL, S.TIMEPOINT})
_ROLES = frozenset({S.ROLE_LEAD, S.ROLE_SUPERVISE, S.ROLE_GUIDE, S.ROLE_ASSIST})
_DONE_WORDS = frozenset({S.UNDONE, S.FINISHED, S.WHETHER_DONE, S.FINISHED_ONES})
_NAMED = frozenset({S.UNIT, S.OWN})


@dataclass(frozen=True, slots=True)
class Row:
    """One meaning. `weak` rows rest on what is named alone; part of a message never wins by one."""

    intent: Intent
    name: str
    every: tuple[frozenset[S], ...]
    none: frozenset[S] = frozenset()
    weak: bool = False
    action: ActionKind | None = None

    masks: tuple[int, ...] = ()
    forbidden: int = 0

    def fits(self, signs: int) -> bool:
        """Tell whether the row fits a message with `signs`, as `bits_of` writes them."""
        return not self.forbidden & signs and all(mask & signs for mask in self.masks)


_BIT = {sign: 1 << place for place, sign in enumerate(S)}


def bits_of(signs: Iterable[S]) -> int:
    """Write a set of signs as one number: every row is tried on every message."""
    bits = 0
    for sign in signs:
        bits |= _BIT[sign]
    return bits


def _row(
    intent: Intent,
    name: str,
    *every: Collection[S],
    none: Collection[S] = (),
    weak: bool = False,
    action: ActionKind | None = None,
) -> Row:
    return Row(
        intent,
        name,
        tuple(frozenset(wanted) for wanted in every),
        frozenset(none),
        weak,
        action,
        tuple(bits_of(wanted) for wanted in every),
        bits_of(none),
    )


def _report(action: ActionKind, name: str, *every: Collection[S], none: Collection[S] = ()) -> Row:
    intent = Intent.REMIND if action is ActionKind.REMIND else Intent.REPORT
    return _row(intent, name, *every, none=none, action=action)


REPORTS = (
    _row(
        Intent.HELP, "asks how a report is made", {S.HOW}, {S.EXTEND, S.REMIND, S.VOID}, none={S.WHICH, S.WHO}
    ),
    _report(
        ActionKind.REMIND,
        "tells the bot to remind",
        {S.REMIND},
        none={S.WHO, S.WHICH, S.COUNT, S.ASKTIME, S.HOW, S.RATE, S.FINISHED},
    ),
    _report(
        ActionKind.REMIND,
        "urges a unit",
        {S.URGE},
        {S.UNIT},
        none=_ASKING | {S.RECEIVED, S.ACCEPTED, S.FINISHED, S.OWN},
    ),
    _report(ActionKind.RECEIVED, "acknowledges", {S.RECEIVED}, none=_ASKING - {S.THIS}),
    _report(ActionKind.RECEIVED, "acknowledges with nothing else", {S.ACCEPTED}, {S.BARE}, none=_ASKING),
    _report(
        ActionKind.EXTEND,
        "asks for a later date",
        {S.EXTEND},
        {S.ITEM, S.PERIOD, S.REQUEST, S.POLITE, S.THIS, S.POSITION, S.OWN, S.BARE},
        none=_ASKING - {S.TIMEPOINT, S.UNITNOUN, S.LIST, S.DETAIL, S.COUNT},
    ),
    _report(
        ActionKind.EXTEND,
        "asks politely for a later date",
        {S.EXTEND},
        {S.REQUEST, S.POLITE},
        none={S.WHO, S.WHICH, S.HOW, S.ASKTIME, S.WHETHER_DONE},
    ),
    _report(ActionKind.VOID, "says that it does not concern the unit", {S.VOID}, none=_ASKING),
    _report(
        ActionKind.APPLIES,
        "says that it concerns the unit",
        {S.APPLIES},
        {S.ITEM, S.THIS, S.POSITION, S.SUBJECT, S.BARE},
        none=_ASKING,
    ),
    _report(
        ActionKind.APPLIES,
        "says of an item only that it concerns",
        {S.CONCERNS},
        {S.ITEM, S.THIS, S.POSITION},
        {S.BARE},
        none=_ASKING,
    ),
    _report(
        ActionKind.REOPEN,
        "opens again",
        {S.REOPEN},
        {S.ITEM, S.THIS, S.POSITION, S.SUBJECT},
        none=_ASKING - {S.ASK},
    ),
    _report(
        ActionKind.PROGRESS,
        "says how far it is",
        {S.TELLS},
        {S.STATE, S.DOING, S.SITUATION},
        {S.ITEM, S.THIS, S.POSITION, S.OWN, S.SUBJECT, S.TELLS},
        none={S.ASK, S.WHO, S.WHICH},
    ),
    _report(
        ActionKind.PROGRESS,
        "says that it is under way",
        {S.DOING, S.UNDONE},
        {S.ITEM, S.THIS, S.POSITION},
        none=_ASKING | {S.OVERDUE, S.STATE, S.SITUATION, S.TASK},
    ),
    _report(
        ActionKind.PROGRESS,
        "promises it",
        {S.PROMISE},
        {S.ITEM, S.THIS, S.POSITION},
        none=_ASKING | {S.MUST},
    ),
    _report(
        ActionKind.DONE,
        "says that it is done",
        {S.FINISHED},
        {S.ITEM, S.THIS, S.POSITION, S.OWN, S.SUBJECT, S.BARE},
        none=(_ASKING - {S.DETAIL}) | {S.OVERDUE, S.UNDONE, S.STATE},
    ),
    _report(
        ActionKind.DONE,
        "says of an item only that it is done",
        {S.FINISH},
        {S.ITEM, S.THIS},
        {S.BARE},
        none=_ASKING | {S.MUST, S.DUE, S.STATE, S.SITUATION, S.PERIOD, S.TASK, S.OVERDUE},
    ),
)

QUESTIONS = (
    _row(
        Intent.HELP,
        "asks what the bot can do",
        {S.HELP},
        none={S.ITEM, S.PERIOD, S.DOMAIN, S.OVERDUE, S.DUE, S.UNIT},
    ),
    _row(
        Intent.HELP,
        "asks how something is reported",
        {S.HOW},
        {S.FINISH, S.FINISHED, S.STATE},
        {S.BARE},
        none={S.ITEM, S.SITUATION},
    ),
    _row(Intent.PROGRESS, "asks for units without a chat", {S.CHATLESS}, none={S.ITEM, S.HOW}),
    _row(
        Intent.PROGRESS,
        "asks what was put off",
        {S.EXTEND},
        {S.WHO, S.WHICH, S.WHICH_UNITS, S.COUNT, S.LIST, S.TASK, S.WHETHER_DONE, S.WIDE, S.SITUATION, S.ASK},
        none={S.ITEM, S.THIS, S.POSITION, S.HOW, S.ASKTIME, S.POLITE},
    ),
    _row(Intent.PROGRESS, "asks for the assignments behind a figure", {S.EACH}),
    _row(Intent.PHASE, "asks for the phase", {S.PHASE}, none={S.ITEM}),
    _row(
        Intent.DOMAIN,
        "asks who leads a domain's guideline",
        {S.DOMAIN},
        {S.GUIDELINE},
        {S.ROLE_LEAD},
        {S.WHO, S.UNITNOUN},
        none={S.UNLED},
    ),
    _row(Intent.GUIDELINE, "asks for a domain's guideline", {S.GUIDELINE}, {S.DOMAIN}, none={S.ITEM}),
    _row(
        Intent.GUIDELINE,
        "asks for guidelines",
        {S.GUIDELINE},
        {S.LINK, S.WHICH, S.LIST, S.BARE},
        none={S.ITEM, S.SUBJECT, S.WHO, S.ASKTIME},
    ),
    _row(
        Intent.GUIDELINE,
        "asks for a domain's document",
        {S.DOMAIN},
        {S.LINK},
        none={S.ITEM, S.WHO, S.UNITNOUN},
    ),
    _row(
        Intent.NEXT,
        "asks for the last date",
        {S.LATEST},
        none={S.ITEM, S.SECTION, S.SUBJECT, S.DOMAIN, S.THIS, S.PHASE, S.WHO},
    ),
    _row(
        Intent.NEXT,
        "asks for the next date",
        {S.NEXT},
        {S.TIMEPOINT, S.DUE, S.TASK, S.ASKTIME, S.MUST, S.WHICH, S.BARE, S.FINISH},
        none={S.ITEM, S.PHASE, S.WHO},
    ),
    _row(
        Intent.DOMAIN,
        "asks who leads a domain",
        {S.DOMAIN},
        {S.WHO, S.UNITNOUN, S.CHARGE},
        none={S.SUBJECT, S.ITEM, S.ROLE_GUIDE, S.UNLED, *_DONE_WORDS},
    ),
    _row(
        Intent.DOMAIN,
        "asks for domains",
        {S.FIELD},
        {S.WHO, S.UNITNOUN, S.CHARGE, S.WHICH, S.LIST, S.COUNT, S.BARE, S.UNIT, S.OWN},
        none={S.ITEM, S.ROLE_GUIDE, S.SUBJECT, S.UNLED, *_DONE_WORDS},
    ),
    _row(
        Intent.PROGRESS,
        "asks which units have done it",
        {S.WHO, S.WHICH_UNITS},
        _DONE_WORDS,
        none={S.OVERDUE},
    ),
    _row(
        Intent.PROGRESS,
        "compares units",
        {S.RANK},
        {S.WHO, S.WHICH_UNITS, S.UNITNOUN, S.UNIT, S.WIDE, S.LIST, S.BARE, S.RATE},
        {S.OVERDUE, S.RATE, S.STATE, S.SITUATION, S.BARE, *_DONE_WORDS, S.FINISH},
        none={S.ITEM, S.ASKTIME},
    ),
    _row(Intent.PROGRESS, "asks for the share that is overdue", {S.RATE}, {S.OVERDUE}),
    _row(Intent.DUE, "asks for what is late and what is due", {S.LATE_TOO}, {S.DUE, S.MUST}, none={S.ITEM}),
    _row(Intent.OVERDUE, "asks for what is overdue", {S.OVERDUE}),
    _row(Intent.SUMMARY, "asks for the weekly summary", {S.WEEKLY}, none={S.ITEM}),
    _row(
        Intent.SUMMARY,
        "asks for a summary",
        {S.SUMMARY},
        none={S.ITEM, S.SUBJECT, S.WHO, S.ASKTIME, S.UNITNOUN},
    ),
    _row(
        Intent.SUMMARY,
        "asks how the period went",
        {S.SITUATION},
        {S.PERIOD},
        none={S.UNIT, S.OWN, S.ITEM, S.SUBJECT, S.REST, S.DUE, S.STATE, *_DONE_WORDS},
    ),
    _row(Intent.PROGRESS, "asks for the share that is done", {S.RATE}),
    _row(
        Intent.PROGRESS,
        "counts what is done or open",
        {S.COUNT},
        _DONE_WORDS | {S.FINISH, S.DOING},
        none={S.MUST, S.DUE},
    ),
    _row(Intent.PROGRESS, "asks whether it is done", {S.WHETHER_DONE}),
    _row(Intent.PROGRESS, "asks for what is done", {S.FINISHED_ONES}, none={S.ASKTIME, S.AHEAD}),
    _row(
        Intent.PROGRESS,
        "asks for what is done",
        {S.FINISHED},
        {S.ASK, S.WHICH, S.LIST, S.COUNT, S.TASK},
        none={S.ASKTIME},
    ),
    _row(Intent.PROGRESS, "asks how far it is", {S.STATE}),
    _row(Intent.PROGRESS, "asks for what is open", {S.UNDONE}, none={S.PERIOD}),
    _row(
        Intent.PROGRESS,
        "asks for what is under way",
        {S.DOING},
        {S.WHICH, S.LIST, S.ASK, S.TASK},
        none={S.ASKTIME},
    ),
    _row(
        Intent.PROGRESS,
        "asks for what stands somewhere",
        {S.SUBMITTED, S.RETURNED, S.UNSTARTED},
        {S.WHICH, S.LIST, S.COUNT, S.ASK, S.TASK, S.WHO, S.BARE, S.UNIT, S.WIDE},
        none={S.ASKTIME, S.ITEM},
    ),
    _row(
        Intent.PROGRESS,
        "asks how things are",
        {S.SITUATION},
        {S.UNIT, S.OWN, S.WIDE, S.ITEM, S.SUBJECT, S.TASK, S.BARE, S.POSITION, S.THIS},
        none={S.REST, S.ASKTIME, S.TIMEPOINT, S.WHO, S.DUE},
    ),
    _row(
        Intent.ONGOING,
        "asks for what has no single date",
        _REPEATING,
        none=_ONE_TASK | {S.PERIOD},
    ),
    _row(
        Intent.ONGOING,
        "asks for what has no single date in a period",
        _REPEATING,
        none=_ONE_TASK | {S.DUE},
    ),
    _row(Intent.ONGOING, "asks for what has no date", {S.UNDATED}, none={S.ITEM}),
    _row(
        Intent.LIST,
        "asks what a unit leads or oversees",
        _NAMED,
        {S.WHICH, S.LIST},
        {S.TASK},
        {S.UNITNOUN, S.CHARGE},
        none={S.ITEM, S.WHO, S.PERIOD, S.ASKTIME},
    ),
)

FACETS = (
    _row(Intent.WHO, "asks who does it", {S.WHO, S.UNITNOUN}, _TARGET, none={S.NEXT}),
    _row(
        Intent.WHO, "asks whether it concerns a unit", {S.UNIT, S.OWN}, {S.ITEM, S.THIS}, {S.ASK}, {S.RELATED}
    ),
    _row(Intent.WHO, "asks for a role", _ROLES, {S.CHARGE}, {S.ITEM, S.THIS}, none={S.WHICH, S.TASK, S.UNIT}),
    _row(
        Intent.WHO,
        "asks whether a unit does it",
        {S.CHARGE},
        {S.ITEM, S.THIS, S.POSITION},
        {S.ASK},
        none={S.TASK},
    ),
    _row(Intent.WHEN, "asks when it is due", {S.ASKTIME, S.TIMEPOINT}, _TARGET, none={S.NEXT}),
    _row(
        Intent.WHEN,
        "asks when an item is due",
        {S.DUE},
        {S.ITEM, S.THIS, S.POSITION},
        none={S.NEXT, S.PERIOD},
    ),
    _row(Intent.DETAIL, "asks for details", {S.DETAIL}, _TARGET | {S.PLAN}),
    _row(
        Intent.DETAIL,
        "asks what it is",
        {S.CONTENT},
        _TARGET,
        none={S.WHO, S.UNITNOUN, S.ASKTIME, S.TIMEPOINT, S.TASK, S.DUE},
    ),
    _row(
        Intent.DETAIL,
        "asks what an item is",
        {S.WHICH, S.HOW, S.MUST},
        {S.ITEM, S.POSITION, S.THIS},
        none={S.WHO, S.UNITNOUN, S.ASKTIME, S.TIMEPOINT, S.PERIOD},
    ),
)

LISTS = (
    _row(
        Intent.DUE,
        "asks for what is due in a period",
        {S.PERIOD},
        {S.DUE, S.TIMEPOINT, S.MUST, S.UNDONE, S.TASK, S.COUNT, S.FINISH, S.FINISHED_ONES, S.LIST},
        none={S.ITEM},
    ),
    _row(
        Intent.DUE, "asks what there is in a period", {S.PERIOD}, {S.WHICH, S.ASKTIME}, none={S.ITEM, S.REST}
    ),
    _row(Intent.DUE, "asks for what is due", {S.DUE}, none={S.ITEM, S.ASKTIME}),
    _row(
        Intent.WHO,
        "asks who does something unknown",
        {S.WHO, S.UNITNOUN},
        {S.CHARGE, S.UNITNOUN},
        {S.REST},
        none={S.UNIT, S.PERIOD},
    ),
    _row(Intent.WHEN, "asks when something unknown is due", {S.TIMEPOINT}, {S.REST}, none={S.UNIT, S.PERIOD}),
    _row(
        Intent.WHEN,
        "asks when something unknown is due",
        {S.ASKTIME},
        {S.FINISH, S.MUST, S.DUE},
        {S.REST},
        none={S.UNIT, S.PERIOD},
    ),
    _row(
        Intent.NEXT,
        "asks when something is due",
        {S.ASKTIME, S.TIMEPOINT},
        {S.TIMEPOINT, S.DUE, S.MUST, S.FINISH, S.TASK, S.UNIT, S.OWN},
        none={S.REST, S.WHO},
    ),
    _row(Intent.DETAIL, "asks for something unknown", {S.DETAIL}, {S.REST}, none={S.UNIT, S.PERIOD}),
    _row(Intent.LIST, "asks what there is to do", {S.MUST}, {S.WHICH, S.TASK, S.LIST}),
    _row(
        Intent.LIST,
        "asks for tasks",
        {S.WHICH, S.LIST, S.TASK, S.RELATED, S.CHARGE, S.COUNT},
        {S.UNIT, S.OWN, S.SUBJECT, S.WIDE, S.PLAN, S.DOMAIN, S.SECTION},
        none={S.ITEM},
    ),
    _row(
        Intent.LIST,
        "asks for tasks about something",
        {S.WHICH, S.LIST, S.RELATED, S.ASK},
        {S.TASK},
        none={S.ITEM},
    ),
)

WEAK = (
    _row(Intent.WHO, "asks who, of nothing named", {S.WHO}, {S.CHARGE, S.UNITNOUN}, none={S.REST}, weak=True),
    _row(Intent.WHO, "asks who, of nothing named", {S.WHO, S.UNITNOUN}, {S.BARE}, weak=True),
    _row(Intent.DETAIL, "asks for details, of nothing named", {S.DETAIL}, {S.BARE}, weak=True),
    _row(Intent.DETAIL, "names an item only", {S.ITEM, S.POSITION}, weak=True),
    _row(
        Intent.DUE,
        "names a unit and a period only",
        {S.UNIT, S.OWN, S.WIDE},
        {S.PERIOD},
        none={S.REST},
        weak=True,
    ),
    _row(Intent.DOMAIN, "names a domain only", {S.DOMAIN}, none={S.SUBJECT, S.REST, S.UNIT}, weak=True),
    _row(
        Intent.LIST,
        "names a unit or subject only",
        {S.UNIT, S.SUBJECT, S.DOMAIN, S.SECTION},
        none={S.REST},
        weak=True,
    ),
    _row(Intent.DUE, "names a period only", {S.PERIOD}, {S.BARE}, weak=True),
    _row(Intent.LIST, "names whose tasks only", {S.OWN, S.WIDE, S.PLAN, S.TASK, S.LIST}, {S.BARE}, weak=True),
    _row(Intent.HELP, "greets", {S.GREETING}, none={S.REST}, weak=True),
)


def first_fit(rows: Collection[Row], bits: int) -> Row | None:
    """Return the first of `rows` that fits."""
    for row in rows:
        if row.fits(bits):
            return row
    return None


def facets(bits: int) -> tuple[Row, ...]:
    """Return every facet that is asked, one row for each intent."""
    fitting: dict[Intent, Row] = {}
    for row in FACETS:
        if row.fits(bits):
            fitting.setdefault(row.intent, row)
    return tuple(fitting.values())

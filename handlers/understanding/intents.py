"""The table of intents: which signs in a message mean what. The first row that fits wins.

A row fits when each of its `every` sets has a sign in the message and none of `none` is there. Rows that
stand side by side in `FACETS` ask different things about one task; of these the one said first wins.
"""

from collections.abc import Collection

from handlers.understanding.query import Intent
from handlers.understanding.rows import (
    DONE_WORDS,
    NAMED,
    ONE_TASK,
    REPEATING,
    ROLES,
    TARGET,
    Row,
    row_of,
)
from handlers.understanding.signs import Sign as S

QUESTIONS = (
    row_of(
        Intent.HELP,
        "asks what the bot can do",
        {S.HELP},
        none={S.ITEM, S.PERIOD, S.DOMAIN, S.OVERDUE, S.DUE, S.UNIT},
    ),
    row_of(
        Intent.HELP,
        "asks how something is reported",
        {S.HOW},
        {S.FINISH, S.FINISHED, S.STATE},
        {S.BARE},
        none={S.ITEM, S.SITUATION},
    ),
    row_of(Intent.PROGRESS, "asks for units without a chat", {S.CHATLESS}, none={S.ITEM, S.HOW}),
    row_of(
        Intent.PROGRESS,
        "asks what was put off",
        {S.EXTEND},
        {S.WHO, S.WHICH, S.WHICH_UNITS, S.COUNT, S.LIST, S.TASK, S.WHETHER_DONE, S.WIDE, S.SITUATION, S.ASK},
        none={S.ITEM, S.THIS, S.POSITION, S.HOW, S.ASKTIME, S.POLITE},
    ),
    row_of(Intent.PROGRESS, "asks for the assignments behind a figure", {S.EACH}),
    row_of(Intent.PHASE, "asks for the phase", {S.PHASE}, none={S.ITEM}),
    row_of(
        Intent.DOMAIN,
        "asks who leads a domain's guideline",
        {S.DOMAIN},
        {S.GUIDELINE},
        {S.ROLE_LEAD},
        {S.WHO, S.UNITNOUN},
        none={S.UNLED},
    ),
    row_of(Intent.GUIDELINE, "asks for a domain's guideline", {S.GUIDELINE}, {S.DOMAIN}, none={S.ITEM}),
    row_of(
        Intent.GUIDELINE,
        "asks for guidelines",
        {S.GUIDELINE},
        {S.LINK, S.WHICH, S.LIST, S.BARE},
        none={S.ITEM, S.SUBJECT, S.WHO, S.ASKTIME},
    ),
    row_of(
        Intent.GUIDELINE,
        "asks for a domain's document",
        {S.DOMAIN},
        {S.LINK},
        none={S.ITEM, S.WHO, S.UNITNOUN},
    ),
    row_of(
        Intent.NEXT,
        "asks for the last date",
        {S.LATEST},
        none={S.ITEM, S.SECTION, S.SUBJECT, S.DOMAIN, S.THIS, S.PHASE, S.WHO},
    ),
    row_of(
        Intent.NEXT,
        "asks for the next date",
        {S.NEXT},
        {S.TIMEPOINT, S.DUE, S.TASK, S.ASKTIME, S.MUST, S.WHICH, S.BARE, S.FINISH},
        none={S.ITEM, S.PHASE, S.WHO},
    ),
    row_of(
        Intent.DOMAIN,
        "asks who leads a domain",
        {S.DOMAIN},
        {S.WHO, S.UNITNOUN, S.CHARGE},
        none={S.SUBJECT, S.ITEM, S.ROLE_GUIDE, S.UNLED, *DONE_WORDS},
    ),
    row_of(
        Intent.DOMAIN,
        "asks for domains",
        {S.FIELD},
        {S.WHO, S.UNITNOUN, S.CHARGE, S.WHICH, S.LIST, S.COUNT, S.BARE, S.UNIT, S.OWN},
        none={S.ITEM, S.ROLE_GUIDE, S.SUBJECT, S.UNLED, *DONE_WORDS},
    ),
    row_of(
        Intent.PROGRESS,
        "asks which units have done it",
        {S.WHO, S.WHICH_UNITS},
        DONE_WORDS,
        none={S.OVERDUE},
    ),
    row_of(
        Intent.PROGRESS,
        "compares units",
        {S.RANK},
        {S.WHO, S.WHICH_UNITS, S.UNITNOUN, S.UNIT, S.WIDE, S.LIST, S.BARE, S.RATE},
        {S.OVERDUE, S.RATE, S.STATE, S.SITUATION, S.BARE, *DONE_WORDS, S.FINISH},
        none={S.ITEM, S.ASKTIME},
    ),
    row_of(Intent.PROGRESS, "asks for the share that is overdue", {S.RATE}, {S.OVERDUE}),
    row_of(Intent.DUE, "asks for what is late and what is due", {S.LATE_TOO}, {S.DUE, S.MUST}, none={S.ITEM}),
    row_of(Intent.OVERDUE, "asks for what is overdue", {S.OVERDUE}),
    row_of(Intent.SUMMARY, "asks for the weekly summary", {S.WEEKLY}, none={S.ITEM}),
    row_of(
        Intent.SUMMARY,
        "asks for a summary",
        {S.SUMMARY},
        none={S.ITEM, S.SUBJECT, S.WHO, S.ASKTIME, S.UNITNOUN},
    ),
    row_of(
        Intent.SUMMARY,
        "asks how the period went",
        {S.SITUATION},
        {S.PERIOD},
        none={S.UNIT, S.OWN, S.ITEM, S.SUBJECT, S.REST, S.DUE, S.STATE, *DONE_WORDS},
    ),
    row_of(Intent.PROGRESS, "asks for the share that is done", {S.RATE}),
    row_of(
        Intent.PROGRESS,
        "counts what is done or open",
        {S.COUNT},
        DONE_WORDS | {S.FINISH, S.DOING},
        none={S.MUST, S.DUE},
    ),
    row_of(Intent.PROGRESS, "asks whether it is done", {S.WHETHER_DONE}),
    row_of(Intent.PROGRESS, "asks for what is done", {S.FINISHED_ONES}, none={S.ASKTIME, S.AHEAD}),
    row_of(
        Intent.PROGRESS,
        "asks for what is done",
        {S.FINISHED},
        {S.ASK, S.WHICH, S.LIST, S.COUNT, S.TASK},
        none={S.ASKTIME},
    ),
    row_of(Intent.PROGRESS, "asks how far it is", {S.STATE}),
    row_of(Intent.PROGRESS, "asks for what is open", {S.UNDONE}, none={S.PERIOD}),
    row_of(
        Intent.PROGRESS,
        "asks for what is under way",
        {S.DOING},
        {S.WHICH, S.LIST, S.ASK, S.TASK},
        none={S.ASKTIME},
    ),
    row_of(
        Intent.PROGRESS,
        "asks for what stands somewhere",
        {S.SUBMITTED, S.RETURNED, S.UNSTARTED},
        {S.WHICH, S.LIST, S.COUNT, S.ASK, S.TASK, S.WHO, S.BARE, S.UNIT, S.WIDE},
        none={S.ASKTIME, S.ITEM},
    ),
    row_of(
        Intent.PROGRESS,
        "asks how things are",
        {S.SITUATION},
        {S.UNIT, S.OWN, S.WIDE, S.ITEM, S.SUBJECT, S.TASK, S.BARE, S.POSITION, S.THIS},
        none={S.REST, S.ASKTIME, S.TIMEPOINT, S.WHO, S.DUE},
    ),
    row_of(
        Intent.ONGOING,
        "asks for what has no single date",
        REPEATING,
        none=ONE_TASK | {S.PERIOD},
    ),
    row_of(
        Intent.ONGOING,
        "asks for what has no single date in a period",
        REPEATING,
        none=ONE_TASK | {S.DUE},
    ),
    row_of(Intent.ONGOING, "asks for what has no date", {S.UNDATED}, none={S.ITEM}),
    row_of(
        Intent.LIST,
        "asks what a unit leads or oversees",
        NAMED,
        {S.WHICH, S.LIST},
        {S.TASK},
        {S.UNITNOUN, S.CHARGE},
        none={S.ITEM, S.WHO, S.PERIOD, S.ASKTIME},
    ),
)

FACETS = (
    row_of(Intent.WHO, "asks who does it", {S.WHO, S.UNITNOUN}, TARGET, none={S.NEXT}),
    row_of(
        Intent.WHO, "asks whether it concerns a unit", {S.UNIT, S.OWN}, {S.ITEM, S.THIS}, {S.ASK}, {S.RELATED}
    ),
    row_of(
        Intent.WHO, "asks for a role", ROLES, {S.CHARGE}, {S.ITEM, S.THIS}, none={S.WHICH, S.TASK, S.UNIT}
    ),
    row_of(
        Intent.WHO,
        "asks whether a unit does it",
        {S.CHARGE},
        {S.ITEM, S.THIS, S.POSITION},
        {S.ASK},
        none={S.TASK},
    ),
    row_of(Intent.WHEN, "asks when it is due", {S.ASKTIME, S.TIMEPOINT}, TARGET, none={S.NEXT}),
    row_of(
        Intent.WHEN,
        "asks when an item is due",
        {S.DUE},
        {S.ITEM, S.THIS, S.POSITION},
        none={S.NEXT, S.PERIOD},
    ),
    row_of(Intent.DETAIL, "asks for details", {S.DETAIL}, TARGET | {S.PLAN}),
    row_of(
        Intent.DETAIL,
        "asks what it is",
        {S.CONTENT},
        TARGET,
        none={S.WHO, S.UNITNOUN, S.ASKTIME, S.TIMEPOINT, S.TASK, S.DUE},
    ),
    row_of(
        Intent.DETAIL,
        "asks what an item is",
        {S.WHICH, S.HOW, S.MUST},
        {S.ITEM, S.POSITION, S.THIS},
        none={S.WHO, S.UNITNOUN, S.ASKTIME, S.TIMEPOINT, S.PERIOD},
    ),
)

LISTS = (
    row_of(
        Intent.DUE,
        "asks for what is due in a period",
        {S.PERIOD},
        {S.DUE, S.TIMEPOINT, S.MUST, S.UNDONE, S.TASK, S.COUNT, S.FINISH, S.FINISHED_ONES, S.LIST},
        none={S.ITEM},
    ),
    row_of(
        Intent.DUE, "asks what there is in a period", {S.PERIOD}, {S.WHICH, S.ASKTIME}, none={S.ITEM, S.REST}
    ),
    row_of(Intent.DUE, "asks for what is due", {S.DUE}, none={S.ITEM, S.ASKTIME}),
    row_of(
        Intent.WHO,
        "asks who does something unknown",
        {S.WHO, S.UNITNOUN},
        {S.CHARGE, S.UNITNOUN},
        {S.REST},
        none={S.UNIT, S.PERIOD},
    ),
    row_of(
        Intent.WHEN, "asks when something unknown is due", {S.TIMEPOINT}, {S.REST}, none={S.UNIT, S.PERIOD}
    ),
    row_of(
        Intent.WHEN,
        "asks when something unknown is due",
        {S.ASKTIME},
        {S.FINISH, S.MUST, S.DUE},
        {S.REST},
        none={S.UNIT, S.PERIOD},
    ),
    row_of(
        Intent.NEXT,
        "asks when something is due",
        {S.ASKTIME, S.TIMEPOINT},
        {S.TIMEPOINT, S.DUE, S.MUST, S.FINISH, S.TASK, S.UNIT, S.OWN},
        none={S.REST, S.WHO},
    ),
    row_of(Intent.DETAIL, "asks for something unknown", {S.DETAIL}, {S.REST}, none={S.UNIT, S.PERIOD}),
    row_of(Intent.LIST, "asks what there is to do", {S.MUST}, {S.WHICH, S.TASK, S.LIST}),
    row_of(
        Intent.LIST,
        "asks for tasks",
        {S.WHICH, S.LIST, S.TASK, S.RELATED, S.CHARGE, S.COUNT},
        {S.UNIT, S.OWN, S.SUBJECT, S.WIDE, S.PLAN, S.DOMAIN, S.SECTION},
        none={S.ITEM},
    ),
    row_of(
        Intent.LIST,
        "asks for tasks about something",
        {S.WHICH, S.LIST, S.RELATED, S.ASK},
        {S.TASK},
        none={S.ITEM},
    ),
)

WEAK = (
    row_of(
        Intent.WHO, "asks who, of nothing named", {S.WHO}, {S.CHARGE, S.UNITNOUN}, none={S.REST}, weak=True
    ),
    row_of(Intent.WHO, "asks who, of nothing named", {S.WHO, S.UNITNOUN}, {S.BARE}, weak=True),
    row_of(Intent.DETAIL, "asks for details, of nothing named", {S.DETAIL}, {S.BARE}, weak=True),
    row_of(Intent.DETAIL, "names an item only", {S.ITEM, S.POSITION}, weak=True),
    row_of(
        Intent.DUE,
        "names a unit and a period only",
        {S.UNIT, S.OWN, S.WIDE},
        {S.PERIOD},
        none={S.REST},
        weak=True,
    ),
    row_of(Intent.DOMAIN, "names a domain only", {S.DOMAIN}, none={S.SUBJECT, S.REST, S.UNIT}, weak=True),
    row_of(
        Intent.LIST,
        "names a unit or subject only",
        {S.UNIT, S.SUBJECT, S.DOMAIN, S.SECTION},
        none={S.REST},
        weak=True,
    ),
    row_of(Intent.DUE, "names a period only", {S.PERIOD}, {S.BARE}, weak=True),
    row_of(
        Intent.LIST, "names whose tasks only", {S.OWN, S.WIDE, S.PLAN, S.TASK, S.LIST}, {S.BARE}, weak=True
    ),
    row_of(Intent.HELP, "greets", {S.GREETING}, none={S.REST}, weak=True),
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

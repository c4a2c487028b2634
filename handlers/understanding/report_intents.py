"""The rows of the table of intents by which a message reports something, or tells the bot to remind."""

from handlers.understanding.query import ActionKind, Intent
from handlers.understanding.rows import (
    ASKING,
    report_of,
    row_of,
)
from handlers.understanding.signs import Sign as S

REPORTS = (
    row_of(
        Intent.HELP, "asks how a report is made", {S.HOW}, {S.EXTEND, S.REMIND, S.VOID}, none={S.WHICH, S.WHO}
    ),
    report_of(
        ActionKind.REMIND,
        "tells the bot to remind",
        {S.REMIND},
        none={S.WHO, S.WHICH, S.COUNT, S.ASKTIME, S.HOW, S.RATE, S.FINISHED},
    ),
    report_of(
        ActionKind.REMIND,
        "urges a unit",
        {S.URGE},
        {S.UNIT},
        none=ASKING | {S.RECEIVED, S.ACCEPTED, S.FINISHED, S.OWN},
    ),
    report_of(ActionKind.RECEIVED, "acknowledges", {S.RECEIVED}, none=ASKING - {S.THIS}),
    report_of(ActionKind.RECEIVED, "acknowledges with nothing else", {S.ACCEPTED}, {S.BARE}, none=ASKING),
    report_of(
        ActionKind.EXTEND,
        "asks for a later date",
        {S.EXTEND},
        {S.ITEM, S.PERIOD, S.REQUEST, S.POLITE, S.THIS, S.POSITION, S.OWN, S.BARE},
        none=ASKING - {S.TIMEPOINT, S.UNITNOUN, S.LIST, S.DETAIL, S.COUNT},
    ),
    report_of(
        ActionKind.EXTEND,
        "asks politely for a later date",
        {S.EXTEND},
        {S.REQUEST, S.POLITE},
        none={S.WHO, S.WHICH, S.HOW, S.ASKTIME, S.WHETHER_DONE},
    ),
    report_of(ActionKind.VOID, "says that it does not concern the unit", {S.VOID}, none=ASKING),
    report_of(
        ActionKind.APPLIES,
        "says that it concerns the unit",
        {S.APPLIES},
        {S.ITEM, S.THIS, S.POSITION, S.SUBJECT, S.BARE},
        none=ASKING,
    ),
    report_of(
        ActionKind.APPLIES,
        "says of an item only that it concerns",
        {S.CONCERNS},
        {S.ITEM, S.THIS, S.POSITION},
        {S.BARE},
        none=ASKING,
    ),
    report_of(
        ActionKind.REOPEN,
        "opens again",
        {S.REOPEN},
        {S.ITEM, S.THIS, S.POSITION, S.SUBJECT},
        none=ASKING - {S.ASK},
    ),
    report_of(
        ActionKind.PROGRESS,
        "says how far it is",
        {S.TELLS},
        {S.STATE, S.DOING, S.SITUATION},
        {S.ITEM, S.THIS, S.POSITION, S.OWN, S.SUBJECT, S.TELLS},
        none={S.ASK, S.WHO, S.WHICH},
    ),
    report_of(
        ActionKind.PROGRESS,
        "says that it is under way",
        {S.DOING, S.UNDONE},
        {S.ITEM, S.THIS, S.POSITION},
        none=ASKING | {S.OVERDUE, S.STATE, S.SITUATION, S.TASK},
    ),
    report_of(
        ActionKind.PROGRESS,
        "promises it",
        {S.PROMISE},
        {S.ITEM, S.THIS, S.POSITION},
        none=ASKING | {S.MUST},
    ),
    report_of(
        ActionKind.DONE,
        "says that it is done",
        {S.FINISHED},
        {S.ITEM, S.THIS, S.POSITION, S.OWN, S.SUBJECT, S.BARE},
        none=(ASKING - {S.DETAIL}) | {S.OVERDUE, S.UNDONE, S.STATE},
    ),
    report_of(
        ActionKind.DONE,
        "says of an item only that it is done",
        {S.FINISH},
        {S.ITEM, S.THIS},
        {S.BARE},
        none=ASKING | {S.MUST, S.DUE, S.STATE, S.SITUATION, S.PERIOD, S.TASK, S.OVERDUE},
    ),
)

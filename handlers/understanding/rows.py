"""A row of the table of intents, and the sets of signs that its rows share."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from handlers.understanding.query import ActionKind, Intent
from handlers.understanding.signs import Sign as S

TARGET = frozenset({S.ITEM, S.SECTION, S.SUBJECT, S.DOMAIN, S.POSITION, S.THIS})
ASKING = frozenset(
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
REPEATING = frozenset({S.CONTINUOUS, S.YEARLY, S.QUARTERLY, S.RECURRING, S.UNDATED})
# Words that ask for one thing about one task, or name it.
ONE_TASK = frozenset({S.WHO, S.UNITNOUN, S.ITEM, S.ASKTIME, S.DETAIL, S.TIMEPOINT})
ROLES = frozenset({S.ROLE_LEAD, S.ROLE_SUPERVISE, S.ROLE_GUIDE, S.ROLE_ASSIST})
DONE_WORDS = frozenset({S.UNDONE, S.FINISHED, S.WHETHER_DONE, S.FINISHED_ONES})
NAMED = frozenset({S.UNIT, S.OWN})


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


def row_of(
    intent: Intent,
    name: str,
    *every: Collection[S],
    none: Collection[S] = (),
    weak: bool = False,
    action: ActionKind | None = None,
) -> Row:
    """Write one row: `every` set must have a sign in the message, `none` may not."""
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


def report_of(action: ActionKind, name: str, *every: Collection[S], none: Collection[S] = ()) -> Row:
    """Write one row of a report or a 催办."""
    intent = Intent.REMIND if action is ActionKind.REMIND else Intent.REPORT
    return row_of(intent, name, *every, none=none, action=action)

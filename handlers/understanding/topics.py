"""The subject of a question: which of the words that are left over it is about."""

from handlers.understanding.query import Intent
from handlers.understanding.reading import Reading
from handlers.understanding.rows import Row
from handlers.understanding.signs import Sign
from handlers.understanding.subjects import Remainder, quoted
from handlers.understanding.words_zh_talk import EDGES

_ABOUT_TASKS = frozenset(
    {
        Intent.DUE,
        Intent.OVERDUE,
        Intent.LIST,
        Intent.NEXT,
        Intent.WHO,
        Intent.WHEN,
        Intent.DETAIL,
        Intent.ONGOING,
        Intent.PROGRESS,
        Intent.REPORT,
        Intent.REMIND,
    }
)
_MEANINGFUL = EDGES - frozenset(
    "的了是在把被将给和与跟及或以由归从到向对为于按就都也还再又才只请让啊吧呀哦哈嘛呗啦嗯么吗呢"
)
_EVEN_UNPRINTED = frozenset({Intent.WHO, Intent.WHEN, Intent.DETAIL})


def subject_of(part: Reading, row: Row | None) -> str | None:
    """Return what a question is about beside units, items and periods; None where that is nothing."""
    if row is None or row.intent not in _ABOUT_TASKS or part.numbers:
        return None
    said = quoted(part.text[slice(*part.span)])
    if said and row.intent is not Intent.REPORT:
        return said
    printed = [rest.text for rest in part.remainders if rest.printed]
    if len(printed) > 1:
        printed = [
            rest.text for rest in part.remainders if rest.printed and not _is_verb(rest, part)
        ] or printed
    words = " ".join(printed) or _unprinted(part, row)
    return None if not words or _is_title(words, part) else words


def _is_verb(rest: Remainder, part: Reading) -> bool:
    """Tell whether two characters right after 谁 or 什么时候 only say what is done: 由哪些单位建设."""
    asked = any(
        cue.end == rest.start and cue.signs & {Sign.WHO, Sign.ASKTIME, Sign.FILLER} for cue in part.cues
    )
    return len(rest.text) < 3 and asked


def _unprinted(part: Reading, row: Row) -> str:
    """Take words that no plan prints where nothing else says what the question is about."""
    signs = part.signs()
    alone = signs.isdisjoint({Sign.UNIT, Sign.OWN, Sign.DOMAIN, Sign.PERIOD, Sign.ITEM})
    wanted = row.intent in _EVEN_UNPRINTED or (row.intent is Intent.LIST and alone)
    words = (_stretched(rest, part) for rest in part.remainders if len(rest.text) > 1)
    return " ".join(words) if wanted else ""


def _stretched(rest: Remainder, part: Reading) -> str:
    """Give words that no plan prints as they were typed: 无人机巡查, not 人机巡."""
    spans = [(cue.start, cue.end) for cue in part.cues] + [(name.start, name.end) for name in part.names]
    spans += [period.span for period in part.periods]
    taken = {place for begin, stop in spans for place in range(begin, stop)}
    start, end = rest.start, rest.end
    while start > part.span[0] and start - 1 not in taken and part.text[start - 1] in _MEANINGFUL:
        start -= 1
    while end < part.span[1] and end not in taken and part.text[end] in _MEANINGFUL:
        end += 1
    return part.text[start:end] if (start, end) != (rest.start, rest.end) else rest.text


def _is_title(words: str, part: Reading) -> bool:
    """Tell whether the words only name the plan, beside a unit or period that is asked about."""
    if part.region is None or part.signs().isdisjoint({Sign.UNIT, Sign.OWN, Sign.PERIOD, Sign.WIDE}):
        return False
    return any(words in plan.title for plan in part.region.plans)

"""What stands around a point: 从…到…, …前, …起, …之间, by …, between … and …: a phrase becomes a period."""

import re
from dataclasses import dataclass, replace
from datetime import date

from data.dates.periods.english import ENGLISH
from data.dates.periods.months import LONE_MONTH
from data.dates.periods.numeric import NUMERIC
from data.dates.periods.points import (
    Choice,
    Missing,
    Point,
    add_days,
    choose,
    choose_range,
    earliest,
    fixed,
    latest,
    month_of,
)
from data.dates.periods.relative import COUNT, DURATIONS, RELATIVE, last_of
from data.dates.periods.rules import LazyPattern, Read, Reading, Table
from data.dates.periods.years import YEAR_PARTS, YEARS

POINTS = Table(
    (
        *NUMERIC.rules,
        *YEARS.rules,
        *ENGLISH.rules,
        *DURATIONS.rules,
        *RELATIVE.rules,
        *YEAR_PARTS.rules,
        *LONE_MONTH.rules,
    )
)
"""Every rule for a point, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that was read, up to `stop`: its days, or a rule of recurrence, or (`void`) no day at all.

    `first` is the first day of what X之后 names, where X is not itself in the period. `begin` is where one
    that is listed after another begins.
    """

    stop: int
    rule: str
    start: date | None = None
    end: date | None = None
    rrule: str | None = None
    before: bool = False
    grain: str = ""
    void: bool = False
    first: date | None = None
    begin: int = -1


OPENER = LazyPattern(
    "(?P<yet>自从)|(?P<since>从|自)"
    "|(?P<until>(?<![收达得提看遇做报接见想受签等直])(?:截止到?|截至到?|直到|直至|到|至))"
    "|(?P<before>不迟于|不晚于|不得迟于|不得晚于|最迟|最晚|赶在|早于)(?:在)?"
    "|(?P<after>晚于|迟于)"
    "|(?P<by>(?:by|until|till|up to|through|no[t]? later than|on or before|as of)(?![a-z]))"
    "|(?P<ere>(?:before|prior to)(?![a-z]))"
    "|(?P<ever>since(?![a-z]))"
    "|(?P<from>(?:from|starting(?: from| on)?|on or after)(?![a-z]))"
    "|(?P<later>after(?![a-z]))"
    "|(?P<between>between(?![a-z]))",
    re.IGNORECASE,
)
OPENING = frozenset("自从截直到至不最赶早晚迟buntpofsaBUNTPOFSA")
ARTICLE = LazyPattern(r"(?: *the(?![a-z]))? *", re.IGNORECASE)
NOW = LazyPattern(
    "(?:截[至止]到?|直?到|至|迄)(?:目前|现在|当前|今(?![年天日晚早儿明后]))(?:为止)?"
    "|目前为止|今(?=$)|as of now|so far|up to now",
    re.IGNORECASE,
)
NOW_POINT = LazyPattern(
    "目前|现在|当前|今(?![年天日晚早儿明后])|now(?![a-z])|present(?![a-z])", re.IGNORECASE
)
TO = LazyPattern(
    r" *(?:起|开始)?,? *(?:[-~]+|至|到|to(?![a-z])|until(?![a-z])|till(?![a-z])|through(?![a-z])) *", re.I
)
AND = LazyPattern(r" *(?:和|与|及|跟|、|,|，|and(?![a-z])) *(?:the )?", re.I)
BETWEEN = LazyPattern("之间|期间|间(?!隔)")
WEEKDAY_BESIDE = LazyPattern(r"[,，(（ ]*(?:周|星期|礼拜)[一二三四五六日天](?!至|到)[)）]?")
TIME = LazyPattern(
    r"(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|早|晚)?"
    r"(?:\d{1,2}(?:[:：]\d\d|[点时](?:半|\d{1,2}分?)?(?!间))|[一二三四五六七八九十两]{1,3}点(?:半|钟)?)"
    r"|凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|(?:下班|上班|收工)(?=[之以]?前)"
)
BEFORE = "前(?![往期景面台述夕瞻置沿]|任(?!务)|提(?![交供出请报前醒])|进(?![行展])|线(?!上))"
"""9月底前提交 has 前, a 前提 has none."""
CLOSER = LazyPattern(
    r" *(?:"
    r"(?P<around>前后|左右|上下|当天|期间|之间|当中|[之以]内|(?:以|之)?内(?![容部设]))"
    rf"|(?P<ere>[之以]前|{BEFORE})|(?P<before>(?:或|及|和)[之以]前|为?止(?!步)|(?:到期|结束)[之以]?前)"
    r"|(?P<yet>以来|至今)"
    r"|(?P<since>(?:或|及|和)(?:[之以])后|起(?![草诉源点床码因])|开始(?!时)|or later|onwards?)"
    r"|(?P<after>[之以]后|后(?![续勤面半来期台]))"
    r"|(?P<earlier>or earlier|or before)"
    r")",
    re.IGNORECASE,
)
REST = LazyPattern(
    "的?(?:剩下|剩余|余下)的?(?:时间|日子|时段|(?:这?几|[一二三四五六七八九十两0-9]{1,2})个?[天日周月])"
)
"""本月剩下的时间 begins today; 本月剩下的任务 are those of the whole month."""
LENGTH = LazyPattern(rf"的?{COUNT}(?:[之以]?内|里)?")
NOW_LEFT = LazyPattern(
    "(?:目前|现在|当前|now(?![a-z]))(?= *(?:[-~]|到|至|(?:to|until|till|through|and)(?![a-z])))",
    re.IGNORECASE,
)
RANGE_CLOSER = LazyPattern(r" *(?:[之以]?前|[之以]?内|之间|期间|为?止|间(?!隔))")


def read_frame(reading: Reading, at: int) -> Phrase | None:
    """Read the phrase that begins at `at`, with what stands around its points."""
    text = reading.text
    now = NOW.match(text, at)
    if now:
        return Phrase(now.end(), "now", None, reading.today, before=True)
    opener = OPENER.match(text, at) if text[at] in OPENING else None
    kind = (opener.lastgroup or "") if opener else ""
    begin = _after_article(text, opener.end()) if opener else at
    from_now = NOW_LEFT.match(text, begin)
    read = _read_left(reading, begin) if from_now is None else _now(reading, from_now.end())
    if read is None:
        return None
    left, end = read
    end = _after_time(text, left, end)
    ranged = _read_range(reading, left, end, kind)
    if ranged is not None:
        return ranged
    if kind == "between" or from_now is not None:
        return None
    return _read_single(reading, left, end, kind)


def _now(reading: Reading, end: int) -> Read:
    """Return today, named by words that end at `end`."""
    return fixed((reading.today, reading.today), "day", "now"), end


def _read_left(reading: Reading, at: int) -> Read | None:
    """Read a point, and 剩下的时间 behind it: what is left of it today."""
    read = POINTS.read(reading, at)
    rest = REST.match(reading.text, read[1]) if read and read[1] < len(reading.text) else None
    if read is None or rest is None:
        return read
    days = choose(read[0], reading.today, Choice.NEXT)
    if days is None or not days[0] <= reading.today <= days[1]:
        return read
    return fixed((reading.today, days[1]), "range", f"rest of {read[0].rule}"), rest.end()


def _after_article(text: str, at: int) -> int:
    found = ARTICLE.match(text, at)
    return found.end() if found else at


def _after_time(text: str, point: Point, at: int) -> int:
    """Return where a phrase ends with the weekday and the time of day that may stand beside a day."""
    if point.grain != "day" or at >= len(text):
        return at
    beside = WEEKDAY_BESIDE.match(text, at)
    if beside:
        at = beside.end()
    time = TIME.match(text, at)
    return time.end() if time else at


def _read_range(reading: Reading, left: Point, end: int, kind: str) -> Phrase | None:
    """Read the other side of a range, if there is one."""
    text = reading.text
    if end >= len(text):
        return None
    to = TO.match(text, end)
    if to is not None and kind not in ("between", "until", "before", "by", "ere"):
        right = _read_right(reading, to.end())
        if right is not None:
            return _ranged(reading, left, *right)
    beside = AND.match(text, end)
    if beside is None:
        return None
    right = _read_right(reading, beside.end())
    if right is None:
        return None
    closing = BETWEEN.match(text, right[1])
    if kind == "between" or closing:
        return _ranged(reading, left, right[0], closing.end() if closing else right[1])
    return None


def _read_right(reading: Reading, at: int) -> Read | None:
    """Read the right side of a range."""
    now = NOW_POINT.match(reading.text, at)
    if now:
        return _now(reading, now.end())
    at = _after_article(reading.text, at)
    read = POINTS.read(reading, at)
    return read and (read[0], _after_time(reading.text, *read))


def _ranged(reading: Reading, left: Point, right: Point, end: int) -> Phrase:
    days = choose_range(left, right, reading.today, Choice.LAST if reading.past else Choice.NEXT)
    closer = RANGE_CLOSER.match(reading.text, end)
    stop = closer.end() if closer else end
    rule = f"{left.rule} to {right.rule}"
    if days is None:
        return Phrase(stop, rule, void=True)
    return Phrase(stop, rule, *days, grain="range")


BEFORE_KINDS = frozenset({"until", "before", "by", "ere", "earlier"})
SINCE_KINDS = frozenset({"since", "from", "yet", "ever"})
BEGUN_KINDS = frozenset({"yet", "ever"})
AFTER_KINDS = frozenset({"after", "later"})


def _read_single(reading: Reading, point: Point, end: int, kind: str) -> Phrase:
    """Read what closes a phrase of one point, and choose the days that it means."""
    closer = CLOSER.match(reading.text, end) if end < len(reading.text) else None
    stop, said = end, "" if point.grain == "range" and kind in SINCE_KINDS else kind
    if closer is not None:
        closing = closer.lastgroup or ""
        stop = closer.end()
        if closing != "around":
            said = closing
    elif point.grain in ("until", "since"):
        said = {"until": "before", "since": "since"}[point.grain]
    rule = f"{point.rule} {'before' if said == 'ere' else said}".strip()
    before = said in BEFORE_KINDS
    choice = Choice.BEFORE if before else Choice.NEXT
    if reading.past and before:
        # 9月底前完成了哪些: the running month counts as begun.
        days = latest(point, month_of(reading.today.year, reading.today.month)[1])
    else:
        days = choose(point, reading.today, Choice.LAST if reading.past or said in BEGUN_KINDS else choice)
    if days is None:
        return Phrase(stop, rule, void=True)
    if before:
        # 国庆前 is over when the holiday begins, as in a deadline; 10月1日前 is not.
        last = add_days(days[0], -1) if said == "ere" and "feast" in point.rule else days[1]
        return Phrase(stop, rule, None, last, before=True, grain=point.grain)
    if said in SINCE_KINDS:
        length = LENGTH.match(reading.text, stop) if stop < len(reading.text) else None
        if length is not None:
            through = last_of(length, days[0], reading.today)
            return Phrase(length.end(), f"{rule} for", days[0], through, grain="range")
        return Phrase(stop, rule, days[0], None, grain=point.grain)
    if said in AFTER_KINDS:
        return Phrase(stop, rule, add_days(days[1], 1), None, grain=point.grain, first=days[0])
    return Phrase(stop, rule, *days, grain=point.grain)


def read_list(reading: Reading, phrase: Phrase) -> tuple[Phrase, ...]:
    """Return `phrase` with those listed after it; one that continues it makes it longer: 10号，11号，12号."""
    if phrase.stop >= len(reading.text):
        return (phrase,)
    phrases = [phrase]
    while (last := phrases[-1]).start and last.end and last.grain not in ("range", "soon", "span"):
        beside = AND.match(reading.text, last.stop)
        at = beside.end() if beside else 0
        read = POINTS.read(reading, at) if beside else None
        if read is None or TO.match(reading.text, read[1]):
            break
        point, end = read
        if point.missing is Missing.NOTHING:
            listed = _read_single(reading, point, end, "")
        else:
            # 2021年9月和11月: the second takes its year from the first.
            listed = _read_single(reading, fixed(earliest(point, last.end), point.grain, point.rule), end, "")
        if listed.void:
            break
        if listed.end and listed.start == add_days(last.end, 1):
            rule = f"{last.rule} and {listed.rule}"
            phrases[-1] = replace(last, stop=listed.stop, end=listed.end, rule=rule)
        else:
            phrases.append(replace(listed, begin=at))
    return tuple(phrases)

"""A deadline cell → its milestones, by an ordered table: at each place the first rule that fits wins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.dates.deadlines import events, lists, monthly, ongoing, ranges, recurring, relative, spans, yearly
from data.dates.deadlines.actions import Piece, actions_of
from data.dates.deadlines.cell import (
    Cell,
    Found,
    Match,
    NoSuchDayError,
    Read,
    UnknownHolidayError,
    UnknownYearError,
    compiled,
)
from data.dates.deadlines.leftovers import leftovers, undated
from data.dates.numerals import read_number
from data.dates.values import DeadlineReading, Milestone, Unread

NUMERALS = "0123456789〇零一二三四五六七八九十廿卅"
POINTS = NUMERALS + "今本当同明次翌来后第上下半年岁Qq"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the grammar: the characters it can begin with, its pattern, and what a match means."""

    name: str
    starts: str
    pattern: str
    read: Callable[[Match, Cell], Read | None]


# Order matters: what is longer or narrower stands before what would read a part of it.
RULES: tuple[Rule, ...] = (
    Rule(
        "bounds of a recurrence", "自从今明" + NUMERALS, recurring.BOUNDS_AHEAD, recurring.read_bounds_ahead
    ),
    Rule("afterwards", "以之此随其今", recurring.AFTERWARDS, recurring.read_afterwards),
    Rule("lunar", "农阴", relative.LUNAR, relative.read_lunar),
    Rule("every year, unfixed", "每", yearly.UNFIXED, yearly.read_unfixed),
    Rule("every year's holiday", "每", relative.EVERY_HOLIDAY, relative.read_every_holiday),
    Rule("every half year", "每按半", yearly.HALF_YEARLY, yearly.read_half_yearly),
    Rule("every half month", "每半", monthly.HALF_MONTHLY, monthly.read_half_monthly),
    Rule("every ten days", "每", monthly.TEN_DAILY, monthly.read_ten_daily),
    Rule("frequencies by name", "按日周旬月季半年", recurring.BY_NAME, recurring.read_by_name),
    Rule("every n", "每隔两" + NUMERALS, recurring.EVERY_N, recurring.read_every_n),
    Rule("every year", "每按", yearly.YEARLY, yearly.read_yearly),
    Rule("every quarter", "每逐按", yearly.QUARTERLY, yearly.read_quarterly),
    Rule("every month", "每逐按次", monthly.MONTHLY, monthly.read_monthly),
    Rule("every week", "每逐按", monthly.WEEKLY, monthly.read_weekly),
    Rule("every day", "每逐按", monthly.DAILY, monthly.read_daily),
    Rule("once a period", "一1", recurring.ONCE_A, recurring.read_once_a),
    Rule(
        "range to a holiday",
        "即现本此方通意文办印发下公" + POINTS,
        relative.RANGE_TO_HOLIDAY,
        relative.read_range_to_holiday,
    ),
    Rule(
        "from the issue to a date",
        "即现本此方通意文办印发下公",
        relative.SINCE_ISSUE,
        relative.read_since_issue,
    ),
    Rule("from the issue", "即本此方通意文办印发下公", relative.FROM_ISSUE, relative.read_from_issue),
    Rule(
        "holiday",
        NUMERALS + "今本当明次翌来春除元清“劳端中国教重建妇青儿",
        relative.HOLIDAY,
        relative.read_holiday,
    ),
    Rule("five-year plan", "“十", spans.FIVE_YEARS, spans.read_five_years),
    Rule("no such year", NUMERALS, spans.NO_YEAR, spans.read_no_year),
    Rule("digits", "2", spans.DIGITS, spans.read_digits),
    Rule("short range", NUMERALS, ranges.RANGE_SHORT, ranges.read_short_range),
    Rule("short range of months", "2", ranges.RANGE_SHORT_MONTHS, ranges.read_short_months),
    Rule("range of days", POINTS, ranges.RANGE_DAYS, ranges.read_day_range),
    Rule("range of months", POINTS, ranges.RANGE_MONTHS, ranges.read_month_range),
    Rule("range of quarters", POINTS, ranges.RANGE_QUARTERS, ranges.read_quarter_range),
    Rule("range of years", "2", ranges.RANGE_YEARS, ranges.read_year_range),
    Rule("range of parts", POINTS, ranges.RANGE_PARTS, ranges.read_part_range),
    Rule("range", POINTS, ranges.RANGE, ranges.read_range),
    Rule("every year too", NUMERALS + "次翌上", yearly.YEARLY_TOO, yearly.read_yearly_too),
    Rule("day of several months", POINTS, lists.DAY_OF_MONTHS, lists.read_month_list),
    Rule("list of years", "2", lists.YEAR_LIST, lists.read_year_list),
    Rule("list of months", POINTS, lists.MONTH_LIST, lists.read_month_list),
    Rule("list of quarters", POINTS, lists.QUARTER_LIST, lists.read_quarter_list),
    Rule("list of halves", POINTS, lists.HALF_LIST, lists.read_half_list),
    Rule("relative to the issue", "本当下", relative.RELATIVE, relative.read_relative),
    Rule("all year", "全贯" + NUMERALS + "今本当明次", spans.ALL_YEAR, spans.read_all_year),
    Rule("length from a date", POINTS, spans.LENGTH_FROM, spans.read_length_from),
    Rule("from a date for long", POINTS, spans.FOR_LONG, spans.read_for_long),
    Rule("date", POINTS, spans.POINT, spans.read_date),
    Rule("unfixed time of a year", POINTS, spans.YEAR_UNFIXED, spans.read_year_unfixed),
    Rule("year", NUMERALS + "今本当同明次翌来后", spans.BARE_YEAR, spans.read_bare_year),
    Rule("event", NUMERALS + "两半百", events.EVENT, events.read_event),
    Rule("day of the same month", NUMERALS, lists.DAY_ALONE, lists.read_day_alone),
    Rule("part of the same month", "月上中下", lists.PART_ALONE, lists.read_part_alone),
    Rule("every quarter's end", "季", yearly.QUARTER_END, yearly.read_quarter_end),
    Rule("ongoing", "长持常经日随实即动滚全贯", ongoing.ONGOING, ongoing.read_ongoing),
)


def _by_start(rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    """Give, for each character that a rule can begin with, the rules to try, in their order."""
    starts = sorted({char for rule in rules for char in rule.starts})
    return {char: tuple(rule for rule in rules if char in rule.starts) for char in starts}


_BY_START = _by_start(RULES)
# Most cells hold no range, and need not be tried for one.
_RANGE_MARK = "[至到~-]|[底末][^，。；]{1,3}[初上]"
_WITHOUT_RANGES = _by_start(tuple(rule for rule in RULES if "range" not in rule.name))
_CANDIDATE = f"[{''.join(_BY_START)}]"
_RUN = f"[0-9]+|[{NUMERALS[10:]}]+"
_BLANK = r"(?<![A-Za-z])[\s\u200b\ufeff]+|[\s\u200b\ufeff]+(?![A-Za-z])"
# A numbered line begins a new deliverable; any other line break may be a wrap inside a word.
_LIST = r"(?<=[^\s；;。：:])\s*\n\s*(?=\d{1,2}[.、．](?:\D|\d{1,2}月|\d{4}年)|[（(]\d{1,2}[)）]|[①-⑳])"
# Full-width forms and the many dashes are read as their plain twins; one character for one.
_PLAIN = str.maketrans("０１２３４５６７８９．／－–—―─～〜○Ｏ◯", "0123456789./-----~~〇〇〇")


# 2021年l2月3O日: a letter was typed for a digit.
_LETTERS = r"(?<=\d)[lI|oO](?=[\d年月日号])|(?<=[年月./-])[lI|](?=\d?[月日号])"
_NUMBERED = r"(?:(?<=[。；;：:])|^)(\d{1,2}|[一二三四五六七八九十]{1,2})、(?=\d{1,2}月|20\d\d年)"


def _digit(letter: Match) -> str:
    """Give the digit that a letter was typed for."""
    return "0" if letter[0] in "oO" else "1"


def _without_numbering(shown: str) -> str:
    """Write 1、4月底前…；2、9月底前… and 一、… as 1.4月底前…: the numbers are no months."""
    found = list(compiled(_NUMBERED).finditer(shown)) if "2、" in shown or "二、" in shown else []
    if len(found) < 2 or [read_number(match[1]) for match in found] != list(range(1, len(found) + 1)):
        return shown
    return compiled(_NUMBERED).sub(lambda match: f"{read_number(match[1])}.", shown)


LONGEST = 2000
"""How many characters of a cell are read; what is behind them is said to be unread."""


@dataclass(slots=True)
class _Hit:
    """A rule that fitted, and where."""

    rule: Rule
    start: int
    end: int
    read: Read


def read_deadline(
    text: str, *, year: int | None, issued: date | None = None, since: date | None = None
) -> DeadlineReading:
    """Read a deadline cell.

    `year` fills in missing years, `issued` is the plan's issue date (即日起), and `since` the day from which
    the first occurrence of a recurring milestone is sought: by default `issued`, else 1 January of `year`.
    """
    shown = compiled(_BLANK).sub("", compiled(_LIST).sub("；", text))
    shown, rest = _without_numbering(shown[:LONGEST]), shown[LONGEST:]
    plain = shown.translate(_PLAIN).replace("元月", "1月")
    if compiled("[lIoO|]").search(plain):
        plain = compiled(_LETTERS).sub(_digit, plain)
    cell = Cell(plain, year if year is not None or issued is None else issued.year, issued, since)
    hits = _scan(cell)
    milestones = _milestones(shown, plain, [hit for hit in hits if hit.read.found])
    unread = [Unread(shown[hit.start : hit.end], why) for hit in hits for why in hit.read.unread]
    unread += leftovers(shown, plain, [(hit.start, hit.end) for hit in hits])
    if not milestones and not unread:
        milestones, unread = undated(shown, plain)
    if rest:
        unread.append(Unread(rest, f"太长，只读了前{LONGEST}个字，后面的没有读"))
    return DeadlineReading(text, year, tuple(milestones), tuple(unread))


def _scan(cell: Cell) -> list[_Hit]:
    """Go through the cell from left to right; at each place the first rule that fits wins."""
    text, position, hits = cell.text, 0, list[_Hit]()
    table = _BY_START if compiled(_RANGE_MARK).search(text) else _WITHOUT_RANGES
    while candidate := compiled(_CANDIDATE).search(text, position):
        position = candidate.start()
        hit = _hit_at(cell, position, table.get(text[position], ()))
        if hit is None:
            run = compiled(_RUN).match(text, position)
            position = run.end() if run else position + 1
        else:
            hits.append(hit)
            position = max(hit.end, position + 1)
    return hits


def _hit_at(cell: Cell, position: int, rules: tuple[Rule, ...]) -> _Hit | None:
    """Return the first of `rules` that fits at `position`; a date that cannot be is read as a warning."""
    for rule in rules:
        match = compiled(rule.pattern).match(cell.text, position)
        if match is None or match.end() == position:
            continue
        try:
            read = rule.read(match, cell)
        except (UnknownYearError, NoSuchDayError, UnknownHolidayError) as error:
            read = Read([], [str(error)])
        if read is not None:
            read.unread += cell.notes
            cell.notes = []
            return _Hit(rule, position if read.start is None else read.start, match.end(), read)
    return None


_SOFT_BEFORE = "(?:(?:争取|力争|原则上)[^，,。；;]*|(?:拟|努力|尽量|尽可能)(?:于|在)?)$"
_SOFT_AFTER = "[，,]?(?:争取|力争|原则上)(?!提前|早日|尽早|尽快|率先)"
_CLAUSE_END = "[，,。；;]"


def _milestones(shown: str, plain: str, hits: list[_Hit]) -> list[Milestone]:
    """Give each hit's milestones their words."""
    if not hits:
        return []
    pieces = [Piece(hit.start, hit.end, hit.rule.name == "ongoing") for hit in hits]
    milestones: list[Milestone] = []
    previous = 0
    following = [hit.start for hit in hits[1:]] + [len(plain)]
    for hit, action, until in zip(hits, actions_of(shown, pieces), following, strict=True):
        soft = _is_soft(plain, previous, hit, until)
        previous = hit.end
        for found in hit.read.found:
            milestone = _milestone(found, hit, shown, action, soft=soft)
            if not _repeats(milestone, milestones):
                milestones.append(milestone)
    return milestones


def _is_soft(plain: str, previous: int, hit: _Hit, until: int) -> bool:
    """Whether 争取, 力争, 原则上 or 拟 stands beside the date and not the next: it is a target."""
    if compiled(_SOFT_BEFORE).search(plain, previous, hit.start):
        return True
    after = compiled(_SOFT_AFTER).match(plain, hit.end)
    if after is None:
        return False
    return until == len(plain) or compiled(_CLAUSE_END).search(plain, after.end(), until) is not None


def _milestone(found: Found, hit: _Hit, shown: str, action: str | None, *, soft: bool) -> Milestone:
    """Finish a milestone."""
    return Milestone(
        found.kind,
        found.start,
        found.due,
        found.rrule,
        found.event,
        found.offset,
        found.working,
        action,
        soft,
        shown[hit.start : hit.end],
        hit.rule.name,
    )


def _repeats(milestone: Milestone, milestones: list[Milestone]) -> bool:
    """Whether the same date was read already, and nothing is said anew (长期坚持，持续推进)."""
    return any(
        (other.kind, other.start, other.due, other.rrule, other.event, other.offset)
        == (
            milestone.kind,
            milestone.start,
            milestone.due,
            milestone.rrule,
            milestone.event,
            milestone.offset,
        )
        and milestone.action in (None, other.action)
        for other in milestones
    )

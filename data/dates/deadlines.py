"""A deadline cell → its milestones, by an ordered table: at each place the first rule that fits wins."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from data.dates import deadline_recurring as recurring
from data.dates import deadline_rules as rules
from data.dates.deadline_actions import Piece, actions_of
from data.dates.deadline_points import Cell, NoSuchDayError, UnknownYearError
from data.dates.deadline_rules import Found, Match, Read
from data.dates.values import DeadlineReading, Milestone, MilestoneKind, Unread

NUMERALS = "0123456789〇零一二三四五六七八九十廿卅"
POINTS = NUMERALS + "今本当同明次翌来后第上下年岁"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the grammar: the characters it can begin with, its pattern, and what a match means."""

    name: str
    starts: str
    pattern: str
    read: Callable[[Match, Cell], Read | None]


# Order matters: what is longer or narrower stands before what would read a part of it.
RULES: tuple[Rule, ...] = (
    Rule("years of a recurrence", "自从2", recurring.YEARS_AHEAD, recurring.read_years_ahead),
    Rule("every half year", "每按半", recurring.HALF_YEARLY, recurring.read_half_yearly),
    Rule("every half month", "每", recurring.HALF_MONTHLY, recurring.read_half_monthly),
    Rule("every ten days", "每", recurring.TEN_DAILY, recurring.read_ten_daily),
    Rule("every n", "每", recurring.EVERY_N, recurring.read_every_n),
    Rule("every year", "每", recurring.YEARLY, recurring.read_yearly),
    Rule("every quarter", "每逐按", recurring.QUARTERLY, recurring.read_quarterly),
    Rule("every month", "每逐按次", recurring.MONTHLY, recurring.read_monthly),
    Rule("every week", "每逐按", recurring.WEEKLY, recurring.read_weekly),
    Rule("every day", "每逐按", recurring.DAILY, recurring.read_daily),
    Rule("once a period", "一1", recurring.ONCE_A, recurring.read_once_a),
    Rule("next year of a recurrence", "次翌", recurring.NEXT_YEARLY, recurring.read_next_yearly),
    Rule("from the issue to a date", "即现本此方通意文办印发下公", rules.SINCE_ISSUE, rules.read_since_issue),
    Rule("from the issue", "即", rules.FROM_ISSUE, rules.read_from_issue),
    Rule(
        "holiday", NUMERALS + "今本当明次翌来春除元清五“劳端七八中国十教重", rules.HOLIDAY, rules.read_holiday
    ),
    Rule("range of days", POINTS, rules.RANGE_DAYS, rules.read_day_range),
    Rule("range of months", POINTS, rules.RANGE_MONTHS, rules.read_month_range),
    Rule("range of quarters", POINTS, rules.RANGE_QUARTERS, rules.read_quarter_range),
    Rule("range of years", "2", rules.RANGE_YEARS, rules.read_year_range),
    Rule("range", POINTS, rules.RANGE, rules.read_range),
    Rule("list of months", POINTS, rules.MONTH_LIST, rules.read_month_list),
    Rule("relative to the issue", "本当下", rules.RELATIVE, rules.read_relative),
    Rule("date", POINTS, rules.POINT, rules.read_date),
    Rule("year", NUMERALS + "今本当同明次翌来后", rules.BARE_YEAR, rules.read_bare_year),
    Rule("all year", "全", rules.ALL_YEAR, rules.read_all_year),
    Rule("event", NUMERALS + "两半百", rules.EVENT, rules.read_event),
    Rule("day of the same month", NUMERALS, rules.DAY_ALONE, rules.read_day_alone),
    Rule("part of the same month", "月上中下", rules.PART_ALONE, rules.read_part_alone),
    Rule("every quarter's end", "季", recurring.QUARTER_END, recurring.read_quarter_end),
    Rule("ongoing", "长持常经日随实即动滚全贯", rules.ONGOING, rules.read_ongoing),
)

_BY_START: dict[str, tuple[Rule, ...]] = {
    char: tuple(rule for rule in RULES if char in rule.starts)
    for char in sorted({char for rule in RULES for char in rule.starts})
}
_CANDIDATE = re.compile(f"[{''.join(_BY_START)}]")
_RUN = re.compile(f"[0-9]+|[{NUMERALS[10:]}]+")
_BLANK = re.compile(r"(?<![A-Za-z])[\s\u200b\ufeff]+|[\s\u200b\ufeff]+(?![A-Za-z])")
# Full-width forms and the many dashes are read as their plain twins; one character for one.
_PLAIN = str.maketrans("０１２３４５６７８９．／－–—―─～〜○Ｏ◯", "0123456789./-----~~〇〇〇")

# What looks like a deadline and has no rule, and why.
LEFTOVERS: tuple[tuple[str, str], ...] = (
    (
        r"(?:主?汛期?|入[春夏秋冬]|[春夏秋冬]季|春耕|秋收|开学|暑[假期]|寒假|高考|中考|换届|供暖|采暖期?|雨季|旱季|三夏|三秋|年)"
        r"(?:来临|到来|开始|结束)?(?:之|以)?前(?![期后])",
        "没有固定的日期，请写明日期",
    ),
    (r"年初", "没有确定的日期，请写明日期"),
    (r"前\d{1,3}个?(?:工作日|日|天|周|月)", "从某事之前倒算的期限，请写明日期"),
    (
        rf"(?:\d{{1,4}}年)?(?:\d{{1,3}}|[{rules.CN}]{{1,3}})月(?:\d+[日号])?|\d{{1,3}}[日号](?=前|$|[，。；])|\d+年\d+月?"
        rf"|第?[0-9{rules.CN}]+季度|(?:19|20)\d\d[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?|\d+年内",
        "像日期，没有读懂，请写明日期",
    ),
)
# Words of a cell that has no date at all, and why it has none.
VAGUE: tuple[tuple[str, str], ...] = (
    (r"立即|立刻|即刻|马上|尽快|尽早|抓紧|立行立改|限时|及时|第一时间|近期|即日", "没有写明日期，请写明日期"),
    (r"适时|择机|不定期|视情|根据工作需要|结合实际", "没有写明期限"),
    (r"定期", "没有写明周期"),
    (
        r"按.{0,8}(?:要求|进度|计划|规定|安排|部署|时限|通知|时间|节点)|待定|另行通知|按期|按时|如期|同步",
        "期限写在别处，请写明日期",
    ),
)
_ONGOING_ANYWHERE = re.compile("长期|持续|常态化|长年|常年|经常性")
_EMPTY = re.compile(r"[\s\-/\\.·、，。*×]*|无|暂无|空|不涉及|N/?A|n/?a|同上|〃|″")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: a cell needs a few of them."""
    return re.compile(pattern)


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

    `year` fills in missing years, `issued` is the plan's issue date (即日起), and `since` the day from which the
    first occurrence of a recurring milestone is sought: by default the issue date, else 1 January of `year`.
    """
    shown = _BLANK.sub("", text)
    plain = shown.translate(_PLAIN)
    cell = Cell(plain, year if year is not None or issued is None else issued.year, issued, since)
    hits = _scan(cell)
    milestones = _milestones(shown, plain, [hit for hit in hits if hit.read.found])
    unread = [Unread(shown[hit.start : hit.end], why) for hit in hits for why in hit.read.unread]
    unread += _leftovers(shown, plain, hits)
    if not milestones and not unread:
        milestones, unread = _undated(shown, plain)
    return DeadlineReading(text, year, tuple(milestones), tuple(unread))


def _scan(cell: Cell) -> list[_Hit]:
    """Go through the cell from left to right; at each place the first rule that fits wins."""
    text, position, hits = cell.text, 0, list[_Hit]()
    while candidate := _CANDIDATE.search(text, position):
        position = candidate.start()
        hit = _hit_at(cell, position)
        if hit is None:
            run = _RUN.match(text, position)
            position = run.end() if run else position + 1
        else:
            hits.append(hit)
            position = max(hit.end, position + 1)
    return hits


def _hit_at(cell: Cell, position: int) -> _Hit | None:
    """Return the first rule that fits at `position`; a date that cannot be is read as a warning."""
    for rule in _BY_START[cell.text[position]]:
        match = _compiled(rule.pattern).match(cell.text, position)
        if match is None or match.end() == position:
            continue
        try:
            read = rule.read(match, cell)
        except (UnknownYearError, NoSuchDayError) as error:
            read = Read([], [str(error)])
        if read is not None:
            read.unread += cell.notes
            cell.notes = []
            return _Hit(rule, position if read.start is None else read.start, match.end(), read)
    return None


_SOFT_BEFORE = re.compile("(?:(?:争取|力争|原则上)[^，,。；;]*|(?:拟|努力|尽量|尽可能)(?:于|在)?)$")
_SOFT_AFTER = re.compile("[，,]?(?:争取|力争|原则上)")


def _milestones(shown: str, plain: str, hits: list[_Hit]) -> list[Milestone]:
    """Give each hit's milestones their words."""
    if not hits:
        return []
    pieces = [Piece(hit.start, hit.end, hit.rule.name == "ongoing") for hit in hits]
    milestones: list[Milestone] = []
    previous = 0
    for hit, action in zip(hits, actions_of(shown, pieces), strict=True):
        soft = _is_soft(plain, previous, hit)
        previous = hit.end
        for found in hit.read.found:
            milestone = _milestone(found, hit, shown, action, soft=soft)
            if not _repeats(milestone, milestones):
                milestones.append(milestone)
    return milestones


def _is_soft(plain: str, previous: int, hit: _Hit) -> bool:
    """Whether 争取, 力争, 原则上 or 拟 stands beside the date: then it is a target."""
    return bool(_SOFT_BEFORE.search(plain, previous, hit.start) or _SOFT_AFTER.match(plain, hit.end))


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


_ANY_LEFTOVER = re.compile(
    r"[0-9一二三四五六七八九十][年月日号季./-]|[汛期季收耕学假考届暖春夏秋冬年夏秋][^，。]{0,2}前|年初|前\d"
)


def _leftovers(shown: str, plain: str, hits: list[_Hit]) -> list[Unread]:
    """Warn of what looks like a date outside of what was read."""
    unread, at = list[Unread](), 0
    for begin, end in [*((hit.start, hit.end) for hit in hits), (len(plain), len(plain))]:
        if at < begin and _ANY_LEFTOVER.search(plain, at, begin):
            for pattern, why in LEFTOVERS:
                unread += [
                    Unread(shown[match.start() : match.end()], why)
                    for match in _compiled(pattern).finditer(plain, at, begin)
                ]
        at = end
    return unread


def _undated(shown: str, plain: str) -> tuple[list[Milestone], list[Unread]]:
    """Read a cell in which no date was found: ongoing somewhere inside, or the reason why there is none."""
    if not shown:
        return [], []
    word = _ONGOING_ANYWHERE.search(plain)
    if word and not rules.is_compound(plain, word.end()):
        return [Milestone(MilestoneKind.ONGOING, action=shown, text=word[0], rule="ongoing")], []
    if _EMPTY.fullmatch(plain):
        return [], [Unread(shown, "没有期限")]
    for pattern, why in VAGUE:
        if _compiled(pattern).search(plain):
            return [], [Unread(shown, why)]
    return [], [Unread(shown, "没有读到期限")]

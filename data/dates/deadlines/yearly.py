"""Rules for what recurs by years, halves and quarters: 每年12月25日前, 每年1月、7月, 每季度."""

import re
from functools import cache

from data.dates.deadlines.cell import Cell, Match, NoSuchDayError, Read, compiled
from data.dates.deadlines.points import CN, SMALL, SUFFIX
from data.dates.deadlines.ranges import SEP
from data.dates.deadlines.recurring import (
    HALF_YEARLY_END,
    ONCE,
    ONE_OF_IT,
    PART_ENDS,
    QUARTERLY_END,
    YEARLY_END,
    day_number,
    recur,
)
from data.dates.numerals import last_day, read_number

_PARTS = r"(?:上旬|中旬|下旬|上半月|下半月|[初底末]|中(?=前|$|[，,。；;、]))"
ITEM = rf"(?:次年|翌年)?{SMALL}月份?(?:{SMALL}[日号]?(?![\d{CN}个])|{_PARTS})?"
MONTHS = rf"{SMALL}(?:[、和及]{SMALL})+月份?|(?:(?:次年|翌年)?{SMALL}月[、和及]*)+(?=的)"
QUARTERS = r"第?[1-4一二三四](?:[、和及]第?[1-4一二三四])*个?季度(?:[、和及]第?[1-4一二三四]个?季度)*[末底]?"

YEARLY = (
    r"(?:每一?年度?(?!度?结束)的?|按年度?(?!计划|任务|目标|工作))"
    rf"(?:(?:{ITEM}|{SMALL}){SEP}(?P<last>{ITEM})"
    rf"|(?P<months>{MONTHS})的?(?:(?P<shared>{SMALL})[日号]|(?P<part>{_PARTS}))?"
    rf"|(?P<items>{ITEM}(?:(?:[、和及与,，]|以及|前[、和及])(?:每年)?{ITEM})*)"
    rf"|(?P<quarters>{QUARTERS})"
    r"|(?P<halves>上半年[、和及]下半年|上、?下半年|上半年|下半年)[末底]?"
    rf"|(?:年?[底末终]|岁末|年内)?)(?!结束){SUFFIX}{ONCE}"
)


_BARE = rf"(?:每一?年度?|按年度?)的?{ONCE}"


def read_yearly(match: Match, cell: Cell) -> Read | None:
    """Read 每年 with months, days, quarters, halves, or alone: the year's last day."""
    read = recur(cell, *_yearly_rules(match))
    cell.yearly = True
    if compiled(_BARE).fullmatch(match[0]):
        cell.bare = match.start(), match.end(), read
    return read


def _yearly_rules(match: Match) -> list[str]:
    """Give the rules that the match says."""
    if match["months"]:
        return yearly_rule(_same_day_of(match))
    if match["last"] or match["items"]:
        return yearly_rule(month_days(match["last"] or match["items"]))
    if match["quarters"]:
        quarters = re.findall(r"[1-4一二三四]", match["quarters"])
        return yearly_rule([((read_number(quarter) or 0) * 3, -1) for quarter in quarters])
    if match["halves"]:
        return yearly_rule(
            [(month, -1) for word, month in (("上", 6), ("下", 12)) if word in match["halves"]]
        )
    return [YEARLY_END]


def _same_day_of(match: Match) -> list[tuple[int, int]]:
    """Read 1、4、7、10月10日 as (month, day) pairs."""
    day = f"{match['shared']}日" if match["shared"] else match["part"] or ""
    numbers = re.findall(SMALL, match["months"])
    return month_days("、".join(f"{number}月{day}" for number in numbers))


@cache
def _item() -> re.Pattern[str]:
    """Compile the pattern of one month with its day or part."""
    return re.compile(rf"(?P<m>{SMALL})月份?(?:(?P<d>{SMALL})[日号]?|(?P<p>{_PARTS}))?")


def month_days(printed: str) -> list[tuple[int, int]]:
    """Read 1月、7月10日 as (month, day) pairs; -1 is a month's last day."""
    days = []
    for match in _item().finditer(printed):
        month = read_number(match["m"]) or 0
        day = day_number(match["d"]) if match["d"] else PART_ENDS.get(match["p"] or "", -1)
        if not 1 <= month <= 12 or day > last_day(2000, month):
            raise NoSuchDayError(match[0])
        days.append((month, day))
    return days


def yearly_rule(days: list[tuple[int, int]]) -> list[str]:
    """Give as few rules as say the (month, day) pairs; beside others, 30 June is June's last day."""
    if len({day for _, day in days}) > 1:
        days = [(month, -1 if day == last_day(2001, month) else day) for month, day in days]
    by_day: dict[int, list[int]] = {}
    for month, day in days:
        by_day.setdefault(day, []).append(month)
    return [
        f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(set(months))))};BYMONTHDAY={day}"
        for day, months in by_day.items()
    ]


# 每年汛期前 is no 每年.
UNFIXED = (
    r"每年度?的?(?:主?汛期?|入[春夏秋冬]|[春夏秋冬]季|春耕|秋收|开学|暑[假期]|寒假|高考|中考|换届|供暖|采暖期?"
    r"|雨季|旱季|年初)(?:[^，,。；;]{0,4}?(?:之|以)?前)?"
    r"|每年度?的?[^\d，,。；;、一开举]{0,8}(?:节|假期|期间|[境念法传]日|宣传周|[传产]月)(?:前后|期间)?(?=$|[，,。；;、）)])"
)


def read_unfixed(match: Match, cell: Cell) -> Read | None:
    """Refuse a yearly time that falls on no fixed day."""
    return Read([], ["每年没有固定的日期，请写明日期"])


YEARLY_TOO = (
    rf"(?:[次翌]?年?(?P<items>{ITEM}(?:[、和及与]{ITEM})*)(?!{SEP})|(?P<halves>上、?下半年))"
    rf"{SUFFIX}(?:各[一1][次轮])?"
)
_ONLY_COUNTED = r"[度的共至最不少多于开展\d一二两三四次各，,、（(于在，分别]*"


def read_yearly_too(match: Match, cell: Cell) -> Read | None:
    """Read 次年1月10日前 or 7月底前 behind 每年… in the same sentence: it recurs as well.

    Where 每年 named no date (每年两次，6月底、12月底前), its date is this one.
    """
    bare = cell.bare
    is_count = bare is not None and compiled(_ONLY_COUNTED).fullmatch(cell.text, bare[1], match.start())
    if not (cell.yearly or is_count) or re.search(
        "[。；;]", cell.text[cell.text.rfind("每", 0, match.start()) : match.start()]
    ):
        return None
    rules = yearly_rule(month_days(match["items"])) if match["items"] else [HALF_YEARLY_END]
    read = recur(cell, *rules)
    if bare is not None:
        bare[2].found.clear()
        read.start = bare[0] if is_count else None
    cell.yearly = True
    return read


HALF_YEARLY = rf"(?:每个?半年度?[末底]?|按半年|半年(?={ONE_OF_IT})){SUFFIX}(?:{ONE_OF_IT})?"


def read_half_yearly(match: Match, cell: Cell) -> Read | None:
    """Read 每半年."""
    read = recur(cell, HALF_YEARLY_END)
    cell.bare = match.start(), match.end(), read
    return read


QUARTERLY = (
    r"(?:每一?个?季度?(?!度?结束后?[^，。]{0,4}工作日)|逐季度?|按季度?(?!计划|任务|目标))的?"
    r"(?:(?P<nth>首月|次月|第[一二三]个月|末月|最后一?个?月|末(?=\d))的?"
    rf"(?:(?P<d>{SMALL})[日号]|(?P<p>上旬|中旬|下旬|[初底末]))?"
    rf"|(?:结束)?后的?(?P<after>{SMALL})个?(?:自然)?[日天]内?|[末底初中])?(?:内(?![部容]))?(?!结束){SUFFIX}{ONCE}"
)


def read_quarterly(match: Match, cell: Cell) -> Read | None:
    """Read 每季度, 每季度首月10日前, 每季度结束后5日内."""
    if match["after"]:
        return recur(cell, f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={day_number(match['after'])}")
    if match["nth"]:
        first = {"首月": 1, "次月": 1, "第一个月": 1, "第二个月": 2}.get(match["nth"], 3)
        months = ",".join(str(month) for month in range(first, 13, 3))
        day = day_number(match["d"]) if match["d"] else PART_ENDS.get(match["p"] or "", -1)
        return recur(cell, f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}")
    return recur(cell, QUARTERLY_END)


QUARTER_END = rf"季度?[末底]{SUFFIX}"


def read_quarter_end(match: Match, cell: Cell) -> Read | None:
    """Read 季度末前 without 每 as every quarter's end, and say so."""
    read = recur(cell, QUARTERLY_END)
    read.unread.append("没有写明哪个季度，按每个季度读")
    return read

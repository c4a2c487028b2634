"""A point of the calendar in a deadline cell: how it is printed, and which days it covers.

The patterns are templates: `{i}` numbers the groups, so that a range can hold two points.
"""

from dataclasses import dataclass
from datetime import date

from data.dates.deadlines.cell import Cell, Match, NoSuchDayError
from data.dates.numerals import last_day, read_number

CN = "一二三四五六七八九十"
SMALL = rf"(?:\d{{1,2}}|[{CN}廿卅]{{1,3}})"

# 二〇二〇年, 2020年度, 20年10月
YEAR = (
    r"(?:(?P<y{i}>(?:19|20)\d\d|二[〇零O][〇零O一二三四五六七八九]{{2}})(?:年度?|(?=[底末](?:前|$)))"
    r"|(?P<r{i}>今年|本年|当年|同年|明年|次年|翌年|来年|后年)度?"
    r"|(?P<z{i}>[1-4]\d)年(?=\d{{1,2}}月|年?[底末]|[上下]半年|第?[1-4一二三四]季))的?"
)
# 低 is printed for 底 (9月低前); 9底前 lacks its 月; 10月31前 lacks its 日.
PART = (
    r"(?P<p{i}>上中旬|中下旬|上旬|中旬|下旬|上半月|下半月|初"
    r"|中(?=前|之前|完成|$|[，,。；;、）)至到\-~])|底|末|低(?=前))"
)
MONTH = (
    r"(?P<m{i}>{small})(?:月份?(?:(?P<d{i}>{small})(?:日|号|(?=(?:之|以)?前|$|[，,。；;]))|(?!{small}\d*[日号])"
    + PART
    + r"?)"
    r"|(?P<t{i}>[底末](?=前|$|[，,。；;])))"
)
QUARTER = (
    r"(?:第?(?=[1-4一二三四]个?季(?:度|[末底前]))|[Qq](?=[1-4]))(?P<q{i}>[1-4一二三四])"
    r"(?:个?季(?:度|(?=[末底前])))?[初末底内]?"
)
HALF = r"(?P<h{i}>上半年|下半年|(?<!每)半年(?=[末底]))[末底]?"
YEAR_END = (
    r"(?P<e{i}>年?(?:底|末|终|内(?![部容控设外])|中(?=前|之前|完成|$|[，,。；;、）)至到\-~]))|岁末|年度内)"
)
# 2020.10.31, 2020-10-31, 2020/10; 20.10.31; 10.31前
NUMERIC = (
    r"(?P<ny{i}>(?:19|20)\d\d|2\d(?=\.(?:0?[1-9]|1[0-2])\.\d{{1,2}}(?![\d.])))[./-](?P<nm{i}>\d{{1,2}})(?:[./-](?P<nd{i}>\d{{1,2}}))?(?![\d%]|[./]\d)[日号]?[底末]?"
    r"|(?P<sm{i}>\d{{1,2}})[./](?P<sd{i}>\d{{1,2}})(?=[日号]?(?:之|以)?前)[日号]?"
)
POINT = rf"(?:{NUMERIC}|(?:{YEAR})?(?:{MONTH}|{QUARTER}|{HALF}|{YEAR_END}))"
# 9月30日（星期三）24时前, 9月30日下班前
SUFFIX = (
    r"(?:[（(](?:星期|周)(?P<w>[一二三四五六日天])[）)])?"
    r"(?:[（(](?:含[^）)]{0,4}|[农阴]历[^）)]{1,9})[）)])?"
    r"(?:(?:\d{1,2}|零)(?:时|点|[:：]\d\d)(?:\d{1,2}分|[半整])?|下班|上午|中午|下午|晚上?)*"
    r"(?P<s>(?:之|以)?前(?![后期往提置沿])|(?:之|以)?内(?![部容控设外])|为?止|截止|左右|前后"
    r"|起(?![草诉点步底])|开始|以来|(?:之|以)?后(?![勤续期备]))?"
)
BEFORE = "(?:之|以)?(?:前|内)|为?止|截止|左右|前后"


def point(number: int) -> str:
    """Return the pattern of a point whose groups end in `number`."""
    return POINT.format(i=number, small=SMALL)


def year(number: int) -> str:
    """Return the pattern of a year whose groups end in `number`."""
    return YEAR.format(i=number)


@dataclass(frozen=True, slots=True)
class Point:
    """A point as printed; `year` is None where none is printed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    quarter: int | None = None
    half: str | None = None
    year_part: str | None = None


NAMED_YEARS = {"今": 0, "本": 0, "明": 1, "来": 1, "后": 2}


def named_year(word: str, cell: Cell) -> int:
    """Return the year that 今年, 当年 or 次年 stands for."""
    if word[0] in "当同":
        return cell.running_year()
    if word[0] in "次翌":
        return cell.running_year() + 1
    return cell.plan_year() + NAMED_YEARS[word[0]]


def read_year(match: Match, number: int, cell: Cell) -> int | None:
    """Return the year printed with the groups of `number`, or None."""
    printed = match[f"y{number}"]
    if printed:
        return read_number(printed.replace("O", "0"))
    if match[f"z{number}"]:
        return 2000 + int(match[f"z{number}"])
    return named_year(match[f"r{number}"], cell) if match[f"r{number}"] else None


def read_point(match: Match, number: int, cell: Cell) -> Point:
    """Return the point that the groups of `number` hold."""
    groups = match.groupdict()
    if groups[f"nm{number}"]:
        day = groups[f"nd{number}"]
        printed = int(groups[f"ny{number}"])
        full = printed if printed > 99 else 2000 + printed
        return Point(full, int(groups[f"nm{number}"]), int(day) if day else None)
    if groups[f"sm{number}"]:
        return Point(None, int(groups[f"sm{number}"]), int(groups[f"sd{number}"]))
    printed_year = read_year(match, number, cell)
    month, day, quarter = (groups[f"{name}{number}"] for name in "mdq")
    return Point(
        printed_year,
        read_number(month) if month else None,
        read_number(day) if day else None,
        groups[f"p{number}"] or groups[f"t{number}"],
        read_number(quarter) if quarter else None,
        groups[f"h{number}"],
        groups[f"e{number}"],
    )


PARTS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 0),
    "上中旬": (1, 20),
    "中下旬": (11, 0),
    "上半月": (1, 15),
    "下半月": (16, 0),
}


def bounds(point: Point, year: int) -> tuple[date, date]:
    """Return the first and the last day of `point` in `year`; 底 is its last day alone."""
    if point.month is not None:
        return _month_bounds(point, year, point.month)
    if point.quarter is not None:
        month = point.quarter * 3
        return date(year, month - 2, 1), date(year, month, last_day(year, month))
    if point.half is not None:
        return (
            (date(year, 1, 1), date(year, 6, 30))
            if point.half[0] in "上半"
            else (date(year, 7, 1), date(year, 12, 31))
        )
    if point.year_part is not None and point.year_part[-1] == "中":
        return date(year, 6, 30), date(year, 6, 30)
    first = date(year, 1, 1) if point.year_part is None or point.year_part[-1] == "内" else date(year, 12, 31)
    return first, date(year, 12, 31)


def _month_bounds(point: Point, year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month, of its part or of its day."""
    if not 1 <= month <= 12:
        raise NoSuchDayError(f"{month}月")
    last = last_day(year, month)
    if point.day is not None:
        if not 1 <= point.day <= last:
            raise NoSuchDayError(f"{year}年{month}月{point.day}日")
        day = date(year, month, point.day)
        return day, day
    if point.part is None:
        return date(year, month, 1), date(year, month, last)
    begin, end = PARTS.get(point.part, (last, last))
    return date(year, month, begin), date(year, month, end or last)


def locate(point: Point, cell: Cell) -> tuple[date, date]:
    """Return the first and the last day of `point`, its missing year filled in from the cell or the plan.

    A date far before the one printed ahead of it (12月底前…，2月底前) is the next year's, and noted as such.
    """
    if point.year is not None:
        return bounds(point, point.year)
    base = cell.running_year() if cell.printed else cell.plan_year()
    first, last = bounds(point, base)
    if cell.latest and cell.latest.year == base and cell.latest.month - last.month > 6:
        cell.notes.append(f"没有印年份，按前一个日期推为{base + 1}年")
        return bounds(point, base + 1)
    return first, last

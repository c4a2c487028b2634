"""What a document says about itself: title, year, issue date and number, and from what each was inferred."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from data.dates.numerals import read_number
from data.importers.document import Document, Paragraph
from data.importers.grid import compact, squeeze
from data.importers.regions import find_region
from data.importers.titles import read_title

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:第)?\s*[〔\[【（(]\s*((?:19|20)\d\d)\s*[〕\]】）)]\s*第?\d{1,5}号"
)
Doubts = list[tuple[str, str]]
"""What was inferred, as the text and the reason in Chinese."""

_DAY = re.compile(
    r"((?:19|20)\d\d|[二〇○Ｏ零一九][〇○Ｏ零一二三四五六七八九]{3})年(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_SIGNATURE = re.compile(
    r"(?:[\u4e00-\u9fff（）、 ]{2,30}(?:政府|办公室|办公厅|委员会|局|委|部|厅|院|小组|办|中心|会|处))?"
)
_YEAR = re.compile(r"(20\d\d)\s*(?:年|-20\d\d年)")
_YEARLESS = re.compile(r"(?<![\d年])(?<!年 )(?:1[0-2]|0?[1-9])月")
_YEARS = re.compile(r"20\d\d\s*年?\s*[-—–至到]\s*20\d\d")
_RECURRING = re.compile(r"每(?:年|季|月|半年|周)[^，,。；;]*")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a plan; `doubts` are the warnings that say what was inferred, as (text, why)."""

    title: str
    region: str
    year: int | None
    issued: date | None
    number: str | None
    doubts: tuple[tuple[str, str], ...] = ()


def read_facts(
    document: Document,
    deadlines: Sequence[str],
    units: Callable[[], Sequence[str]],
    caption: str | None,
    *,
    heads: Sequence[str] = (),
    region: str | None,
    year: int | None,
    issued: date | None,
) -> Facts:
    """Read the facts of a plan from `document`; what the operator states comes first."""
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    title = read_title(document, caption)
    number = read_number_of(lines)
    issued = issued or read_issued(lines)
    doubts: Doubts = []
    if year is None:
        year, doubt = _year(
            document.name, [caption or "", title, *_under_title(lines), *heads], number, issued, deadlines
        )
        if year is None:
            year, doubt = _year_of_prose(lines, doubt)
        doubts += doubt
    if region is None:
        region, doubt = find_region([title, caption or ""], lines, units)
        doubts += doubt
    return Facts(title, region, year, issued, number, tuple(doubts))


def _under_title(lines: Sequence[str]) -> list[str]:
    """Give the bracketed lines near the top: （2025年第7期）, （2025年度）."""
    return [words for line in lines[:6] if re.fullmatch(r"[（(]20\d\d年.{0,12}[）)]", words := squeeze(line))]


def read_number_of(lines: Sequence[str]) -> str | None:
    """Find the document's own 文号: it stands alone on a line near the top."""
    for line in lines[:15]:
        words = compact(line).replace("[", "〔").replace("]", "〕").replace("(", "〔").replace(")", "〕")
        if found := re.fullmatch(rf".{{0,6}}?({_NUMBER.pattern})", words):
            return found[1]
    return None


def read_issued(lines: Sequence[str]) -> date | None:
    """Find the issue date: a line that is a date, alone or after the signature; else the 印发 line."""
    printed: date | None = None
    for line in lines:
        words = squeeze(line).strip("（）() ")
        found = _DAY.search(words)
        if not found or len(words) > 50:
            continue
        day = _date(found)
        before, after = words[: found.start()], words[found.end() :].strip("）) ")
        if not after and _SIGNATURE.fullmatch(before) and day:
            return day
        if after == "印发" and day and printed is None:
            printed = day
    return printed


def _date(found: re.Match[str]) -> date | None:
    year, month, day = (read_number(part.replace("Ｏ", "〇")) for part in found.groups())
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _year(
    name: str, titles: Sequence[str], number: str | None, issued: date | None, deadlines: Sequence[str]
) -> tuple[int | None, Doubts]:
    """Find the plan's year: in a title, the issue date, the 文号, else by what the deadlines print."""
    for text in titles:
        if (found := _YEAR.search(text)) and not _YEARS.search(text):
            return int(found[1]), []
    if issued:
        return issued.year, []
    if number and (found := _NUMBER.search(number)):
        return int(found[1]), []
    return _year_of_deadlines(name, deadlines)


def _year_of_prose(lines: Sequence[str], doubt: Doubts) -> tuple[int | None, Doubts]:
    """Infer the year of an undated document from 2012年起, or from the first year in its text."""
    for pattern in (r"(20\d\d)年(?:起|以来第一年|度)", r"(?<![〔\[（(])(20\d\d)年(?!以来|前|以前)"):
        for line in lines:
            if found := re.search(pattern, line):
                why = f"文件没有印计划年份，按正文中的“{found[0]}”取{found[1]}年；如有误请用 --year 指明"
                return int(found[1]), [(found[0], why)]
    return None, doubt


def _year_of_deadlines(name: str, deadlines: Sequence[str]) -> tuple[int | None, Doubts]:
    """Infer the year: the earliest printed one, or the one before where only later dates print theirs."""
    printed = [int(year) for text in deadlines for year in _YEAR.findall(text)]
    yearless = [text for text in deadlines if _YEARLESS.search(_RECURRING.sub("", text))]
    if printed and not yearless:
        return min(printed), []
    if printed:
        return _year_beside(min(printed), deadlines, yearless[0])
    if found := _YEAR.search(name):
        return int(found[1]), [(name, f"文件内没有印年份，按文件名取{found[1]}年；如有误请用 --year 指明")]
    return None, [("", "文件没有印年份，无法推算完成时间，请用 --year 指明")]


def _year_beside(earliest: int, deadlines: Sequence[str], yearless: str) -> tuple[int, Doubts]:
    """Choose the year of dates without one: a plan that prints 2021年 only beside them is of the year before.

    Where the first date of the table prints the earliest year, the others go on from it.
    """
    first = next(
        text for text in deadlines if _YEAR.search(text) or _YEARLESS.search(_RECURRING.sub("", text))
    )
    if _YEAR.search(first) and str(earliest) in first:
        return earliest, [
            (yearless, f"部分完成时间没有印年份，按首个印出的{earliest}年读取；如有误请用 --year 指明")
        ]
    why = (
        f"文件没有印计划年份：有的完成时间印有{earliest}年，其余没有年份，"
        f"因此推定为{earliest - 1}年；如有误请用 --year 指明"
    )
    return earliest - 1, [(yearless, why)]

"""What a document says about itself: title, year, issue date, number and region, and from what each was inferred."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.dates.numerals import read_number
from data.importers.document import Document, Paragraph
from data.importers.grid import compact, squeeze
from data.importers.titles import read_title

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:第)?\s*[〔\[【（(]\s*((?:19|20)\d\d)\s*[〕\]】）)]\s*第?\d{1,5}号"
)
_DAY = re.compile(
    r"((?:19|20)\d\d|[二〇○Ｏ零一九][〇○Ｏ零一二三四五六七八九]{3})年(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_SIGNATURE = re.compile(
    r"(?:[\u4e00-\u9fff（）、 ]{2,30}(?:政府|办公室|办公厅|委员会|局|委|部|厅|院|小组|办|中心|会|处))?"
)
_YEAR = re.compile(r"(20\d\d)\s*(?:年|-20\d\d年)")
_YEARLESS = re.compile(r"(?<![\d年])(?<!年 )(?:1[0-2]|0?[1-9])月")
_RECURRING = re.compile(r"每(?:年|季|月|半年|周)[^，,。；;]*")

_LEVEL = "自治区|自治州|自治县|自治旗|特别行政区|经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新区|经开区|开发区|示范区|保税区|工业园区|管理区|新区|新城|园区|林区|矿区|省|市|地区|盟|州|县|旗|区|街道|镇|乡"
_REGION = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,8}}?(?:{_LEVEL}))+?(?=人民政府|政府|[\u4e00-\u9fff（《“‘]|\d|$)"
)
_CHAIN = re.compile(rf"[\u4e00-\u9fff]{{2,8}}?(?:{_LEVEL})")
_ISSUER = re.compile(rf"([\u4e00-\u9fff]{{2,16}}?(?:{_LEVEL}))(?:人民政府|政府|党委|委员会|管委会)")
_STATE = re.compile(r"(?:国务院|中共中央|全国人大|国家)")
_PREFIXES = {
    "省": "某省",
    "市": "某市",
    "州": "州",
    "盟": "某盟",
    "县": "某县",
    "区": "某区",
    "旗": "某旗",
    "镇": "某镇",
    "乡": "某乡",
}
# Words that only end like a region: 试点地区, 各区, 全市.
_NO_REGION = re.compile(
    r"^(?:各|全|本|我|该|有关|相关|试点|重点|示范|贫困|基层|关于|推进|加快|加强|建设|落实|进一步|深化|优化|印发|城乡|社区|小区|园区)|(?:城镇|乡镇|城乡|社区|小区|校区|灾区|地区)$"
)


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
    units: Sequence[str],
    caption: str | None,
    *,
    region: str | None,
    year: int | None,
    issued: date | None,
) -> Facts:
    """Read the facts of a plan from `document`; what the operator states comes first."""
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    title = read_title(document, caption)
    number = read_number_of(lines)
    issued = issued or read_issued(lines)
    doubts: list[tuple[str, str]] = []
    if year is None:
        year, doubt = _year(document.name, title, number, issued, deadlines, caption)
        doubts += doubt
    if region is None:
        region, doubt = _region(title, lines, units, caption)
        doubts += doubt
    return Facts(title, region, year, issued, number, tuple(doubts))


def read_number_of(lines: Sequence[str]) -> str | None:
    """Find the document's own 文号: it stands alone on a line near the top."""
    for line in lines[:15]:
        words = compact(line).replace("[", "〔").replace("]", "〕").replace("(", "〔").replace(")", "〕")
        if found := re.fullmatch(rf".{{0,6}}?({_NUMBER.pattern})", words):
            return found[1]
    return None


def read_issued(lines: Sequence[str]) -> date | None:
    """Find the issue date: a line that is a date, alone or after the signature; else the 印发 line at the end."""
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
    name: str,
    title: str,
    number: str | None,
    issued: date | None,
    deadlines: Sequence[str],
    caption: str | None,
) -> tuple[int | None, list[tuple[str, str]]]:
    """Find the plan's year: title, issue date, 文号, else what the deadlines print."""
    for text in filter(None, (caption, title)):
        if (found := _YEAR.search(text)) and not re.search(r"20\d\d\s*年?\s*[-—至到]\s*20\d\d", text):
            return int(found[1]), []
    if issued:
        return issued.year, []
    if number and (found := _NUMBER.search(number)):
        return int(found[1]), []
    return _year_of_deadlines(name, deadlines)


def _year_of_deadlines(name: str, deadlines: Sequence[str]) -> tuple[int | None, list[tuple[str, str]]]:
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


def _year_beside(earliest: int, deadlines: Sequence[str], yearless: str) -> tuple[int, list[tuple[str, str]]]:
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
    why = f"文件没有印计划年份：有的完成时间印有{earliest}年，其余没有年份，因此推定为{earliest - 1}年；如有误请用 --year 指明"
    return earliest - 1, [(yearless, why)]


def _region(
    title: str, lines: Sequence[str], units: Sequence[str], caption: str | None
) -> tuple[str, list[tuple[str, str]]]:
    """Find the region: in the title, in the caption, with the signature, else by how the units are called."""
    for text in filter(None, (title, caption)):
        if found := region_in(text):
            return found, []
    for line in lines:
        if len(line) < 40 and (issuer := _ISSUER.match(squeeze(line))) and (found := region_in(issuer[0])):
            return found, []
    if any(_STATE.match(text) for text in filter(None, (title, caption))):
        return "全国", [(title, "发文机关是中央机关，地区按“全国”处理；请用 --region 指明")]
    return _region_of_units(units)


def region_in(text: str) -> str | None:
    """Read the region that opens `text`: 东至县…, 永州市冷水滩区… gives the last of the chain."""
    words = re.sub(r"^(?:中共|共青团|关于|印发|[（《“]|20\d\d年度?)+", "", squeeze(text))
    found, place = None, 0
    while match := _CHAIN.match(words, place):
        if _NO_REGION.search(match[0]):
            break
        found, place = match[0], match.end()
    return found


def _region_of_units(units: Iterable[str]) -> tuple[str, list[tuple[str, str]]]:
    """Infer the region's level from the first character that the units share: 州发展改革委, 区政府."""
    heads = Counter(unit[0] for unit in units if unit and unit[0] in _PREFIXES)
    if heads:
        level = heads.most_common(1)[0][0]
        name = _PREFIXES[level]
        return name, [
            (level, f"文件没有印地区名称，责任单位多以“{level}”开头，地区暂记为“{name}”；请用 --region 指明")
        ]
    return "未知地区", [("", "文件没有印地区名称，也无法推断，请用 --region 指明")]

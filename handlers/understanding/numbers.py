"""Numbers of items, headings and chapters in a message, and the 第2个 of the answer before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data.dates.numerals import NUMBER, read_number
from handlers.understanding.query import ItemKind, ItemRef

_HAN_DIGITS = "〇一二三四五六七八九"
LONGEST_RANGE = 30
"""第3到50项 is no list of items that anybody asks about one by one."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Numbers found at a place of the message; `bracketed` Chinese numerals may be items or chapters.

    `several` says that a position stands for all up to it: 前三个.
    """

    start: int
    end: int
    refs: tuple[ItemRef, ...]
    rule: str
    position: int | None = None
    bracketed: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Numbering:
    """What the numbers of a region's plans look like: printed labels, and chapters such as 十二."""

    labels: frozenset[str] = frozenset()
    chapters: frozenset[str] = frozenset()


_N = f"{NUMBER}{{1,5}}"
_HAN_N = f"[{_HAN_DIGITS}十百]{{1,4}}"
_JOIN = r"\s*(?:、|,|和|与|及|跟|~|到|至|-|以及)\s*"
_SOME = f"{_N}(?:{_JOIN}第?{_N})*"
_NOUN = "(?:项|条|款|号|件|宗)"
_TASK = "(?:任务|事项|工作|具体事项|子项|小项|事)"
# What a number that stands first may be followed by, without a word for what it counts: 9什么时候截止.
_AFTER_BARE = (
    r"的?\s*$|[谁哪]|[由归]谁|什么时候|啥时候|何时|几号|的?(?:截止|责任|主管|牵头|完成时|具体|内容|详|进展)"
    r"|[.、:,)]?\s*(?:已经?|也|都|刚)*(?:完成|办[结完好妥]|搞定|弄好|做完|申请延期|延期|延到|不涉及|通过|退回)|who\b|when\b"
)
# A number before these dates or counts something: 第一时间, 工作3天.
_NO_ITEM = f"(?![\\d年月日号个家件点天周%.时批次阶季轮名位方线步期版]|{NUMBER})"
_LATIN_LIST = (
    r"\d{1,4}(?:\s*(?:,\s*and|,|and|&|to|-)\s*\(?#?\d{1,4}\)?"
    r"(?!\d|-\d|\s*(?:weeks?|days?|months?)\b))*"
)
_NO_MONTH = r"(?!\d|\s*(?:st|nd|rd|th)?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"

_DONE_BEHIND = r"(?:项|条|个)?(?:都|也|均|全|全部)*(?:已经?|刚刚?)?(?:完成|办|弄|做|搞|好了|交|报)"
_LIST = rf"{_N}(?:\s*[、,.和与及跟]\s*{_N})+"

_PATTERNS = (
    ("bare list", rf"^\s*({_LIST})(?=\s*{_DONE_BEHIND})"),
    (
        "bare list",
        rf"^\s*({_LATIN_LIST})(?=\s*(?:is|are|were)?\s*(?:all |both )?(?:done|finished|completed?)\b)",
    ),
    (
        "bare list",
        rf"(?:(?<=finished )|(?<=completed )|(?<=done with ))({_LATIN_LIST})(?!\s*(?:%|\.\d|[a-z]))",
    ),
    ("list with points", rf"第\s*({_N}(?:\.{_N})+)\s*{_NOUN}"),
    ("bare", rf"^\s*({_N}(?:\s*[、,和与及]\s*{_N})*)(?=\s*(?:{_AFTER_BARE}))"),
    ("that one", rf"^那么?\s*({_N})\s*项(?=\s*(?:呢|的|{_AFTER_BARE}))"),
    ("chapter", rf"方案的?(?:项目|章节)\s*\(?第?\s*({_N})\s*\)?(?:项|章|条|部分)?"),
    ("chapter", rf"(?:方案的?|项目|章节?)\s*\(\s*({_N})\s*\)"),
    ("chapter", rf"\(\s*({_N})\s*\)\s*(?:方案项目|章)"),
    ("printed chapter", rf"方案的?第\s*({_HAN_N})\s*(?:项|章|条|部分)"),
    ("heading", rf"第\s*({_N})\s*个?(?:大项|大类|大任务|大块|项大任务|部分|类){_TASK}?"),
    ("heading", r"(?:大项|工作任务)\s*\(?(\d+)\)?(?!项)"),
    (
        "section",
        rf"(?<![{_HAN_DIGITS}十\d])第?((?:{_HAN_N}|\d{{1,3}})(?:[-.]\d{{1,3}})+)(?:项|号|条)?(?![\d月日年])",
    ),
    ("brackets", rf"第?\(\s*({_N})\s*\)(?:\s*[、和,与]?\s*\(\s*{_N}\s*\))*(?:{_NOUN}{_TASK}?)?"),
    ("ordinal", rf"第\s*({_SOME})\s*(?:{_NOUN}{_TASK}?|{_TASK}(?!清单))(?!季)"),
    ("numbered task", rf"(?<![\d年月.])({_N})\s*号\s*(?:{_TASK}|项)"),
    ("task number", rf"(?:{_TASK}|项目)\s*(?:no\.?|#|:)?\s*\d{{1,3}}{_NO_ITEM}(?:项|条)?"),
    ("task number", rf"(?:序号|编号|第)\s*:?\s*{_SOME}{_NO_ITEM}(?:项|条)?"),
    (
        "english",
        r"(?<![a-z])(?:items?|tasks?|no\.?|nos\.?|number|entry|row|num)\s*(?:no\.?|number|#)?\s*\(?"
        rf"({_LATIN_LIST})\)?{_NO_MONTH}",
    ),
    (
        "english order",
        r"(?:(?<=\bextend )|(?<=\bpostpone )|(?<=\bapprove )|(?<=\baccept )|(?<=\breject )|(?<=\breturn ))"
        r"(\d{1,3})(?=\s*(?:$|[,.:;]|to\b|until\b|till\b|by\b|because\b))",
    ),
    ("hash", r"#\s*(\d{1,4})(?!\d)"),
    (
        "plain",
        rf"(?<![有共剩前后这几最近余缺欠差数\d.月年第哪某每各下上那了{_HAN_DIGITS}十百])({_SOME})\s*(?:项|条)"
        r"(?!任务|事项|工作|目|件|例|制)",
    ),
)
"""The ways of writing a number, the most particular first: the first one that fits at a place wins."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the table on first use: many messages hold no number."""
    return tuple((rule, re.compile(pattern)) for rule, pattern in _PATTERNS)


_POSITION = re.compile(
    rf"第\s*({NUMBER}{{1,4}})\s*个(?!月|季|星期|礼拜|周|工作日|大|阶段|方案)(?:任务|事项|工作)?|(最后一)(?:个(?!月|季|星期|礼拜|周|阶段|截止|到期|期限|时间|节点)|项(?!截止|到期)|条)"
    r"|(?:the\s+)?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
    r"\s+(?:one|task|item|entry)"
    r"|(?:the\s+)?(\d{1,3})(?:st|nd|rd|th)\s+(?:one|task|item|entry)"
    rf"|[前头](?P<first>{NUMBER}{{1,3}}|几)(?:个(?!月|季|星期|礼拜|周|工作日|小时|阶段)|[项条件])(?:任务|事项)?"
    rf"|\b(?:the\s+)?first\s+(?P<ones>two|three|four|five|\d{{1,2}})(?:\s+(?:ones|tasks|items|entries))?\b"
)
_ORDINALS = {
    word: place
    for place, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_SEVERAL = {"two": 2, "three": 3, "four": 4, "five": 5}
_ARABIC = re.compile("[0-9]")
_NUMBER = re.compile(f"{NUMBER}+")
_COUNTED = re.compile(
    r"(?:还有|共有|总共|一共|完成了?|剩下?|只有|至少|报了|办结了?|办了|做了|其中|余下|超过|不足|每|头|前|后|这|那|哪|近)$"
)
# 3项都完成了 counts; 7、9项都完成了 names.
_COUNTS_BEHIND = re.compile(r"\s*(?:都|全|均)(?:已|完成|办|做|弄|搞|好了)")
_SPLITS = re.compile(r"[、,和与及跟]|~|到|至|-")
_SPAN = re.compile(r"~|到|至|-|\bto\b")


def find_numbers(text: str, numbering: Numbering) -> tuple[Numbered, ...]:
    """Find the numbers of `text`, from left to right, none inside another."""
    if _TRIGGERS.isdisjoint(text) and not _SPELT.search(text):
        return ()
    found: list[Numbered] = []
    for numbered in _all(text, numbering):
        if not any(numbered.start < other.end and other.start < numbered.end for other in found):
            found.append(numbered)
    return tuple(sorted(found, key=lambda numbered: numbered.start))


_TRIGGERS = frozenset("0123456789〇零一二三四五六七八九十百廿卅壹贰叁肆伍陆柒捌玖")
_SPELT = re.compile(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\blast (?:one|task|item)|[前头][两几]"
)


def _all(text: str, numbering: Numbering) -> Iterator[Numbered]:
    """Read every pattern at every place, in the order of the table."""
    for match in _POSITION.finditer(text):
        yield _position(match)
    for rule, pattern in _patterns():
        for match in pattern.finditer(text):
            numbered = _read(rule, match, text, numbering)
            if numbered:
                yield numbered


def _position(match: re.Match[str]) -> Numbered:
    """Read 第2个, the second one; the last one is -1."""
    if match["first"] or match["ones"]:
        count = (
            read_number(match["first"] or "") or _SEVERAL.get(match["ones"] or "") or _digits(match["ones"])
        )
        return Numbered(match.start(), match.end(), (), "position", position=count or 3, several=True)
    word = match[3]
    if match[2] or word == "last":
        place = -1
    else:
        place = _ORDINALS[word] if word else read_number(match[1] or match[4]) or 0
    return Numbered(match.start(), match.end(), (), "position", position=place)


def _digits(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _read(rule: str, match: re.Match[str], text: str, numbering: Numbering) -> Numbered | None:
    """Read one match as numbers; None where it counts or dates something else."""
    if rule == "section":
        label = match[1]
        known = label in numbering.labels
        return Numbered(match.start(), match.end(), (ItemRef(label),), rule) if known else None
    if rule == "plain" and _COUNTED.search(text[: match.start()].rstrip()):
        return None
    if rule == "plain" and match[1] in ("一", "两"):
        return None
    if rule == "plain" and _COUNTS_BEHIND.match(text, match.end()) and not _SPLITS.search(match[0]):
        return None
    numbers = _numbers(match[0])
    if not numbers or max(numbers) > 999:
        return None
    if rule == "list with points" and match[1] in numbering.labels:
        return None
    if rule.startswith("bare") and numbering.labels and _plain(numbering).isdisjoint(map(str, numbers)):
        return None
    if rule == "printed chapter" and han_numeral(numbers[0]) not in numbering.chapters:
        return None
    if "chapter" in rule:
        return Numbered(match.start(), match.end(), tuple(_chapter(n) for n in numbers), rule)
    if rule == "heading":
        refs = tuple(ItemRef(str(n), ItemKind.HEADING) for n in numbers)
        return Numbered(match.start(), match.end(), refs, rule)
    refs = tuple(ItemRef(str(n)) for n in numbers)
    return Numbered(
        match.start(), match.end(), refs, rule, bracketed=_is_chapter(rule, match[0], numbers, numbering)
    )


def _plain(numbering: Numbering) -> frozenset[str]:
    """Give the printed labels with plain numbers: 九 is 9."""
    return numbering.labels | {str(read_number(label)) for label in numbering.labels}


def _is_chapter(rule: str, text: str, numbers: tuple[int, ...], numbering: Numbering) -> bool:
    """Tell whether a bracketed Chinese numeral may be a chapter of the region's plans."""
    if rule != "brackets" or _ARABIC.search(text) or "项" in text:
        return False
    return any(han_numeral(number) in numbering.chapters for number in numbers)


def _chapter(number: int) -> ItemRef:
    return ItemRef(han_numeral(number), ItemKind.CHAPTER)


def _numbers(text: str) -> tuple[int, ...]:
    """Read `3`, `3、5`, `3到5` inside a phrase as the numbers that it names."""
    numbers: list[int] = []
    last = 0
    for match in _NUMBER.finditer(text):
        value = read_number(match[0])
        if value is None:
            return ()
        if numbers and _SPAN.search(text[last : match.start()]) and 0 < value - numbers[-1] <= LONGEST_RANGE:
            numbers.extend(range(numbers[-1] + 1, value + 1))
        elif value not in numbers:
            numbers.append(value)
        last = match.end()
    return tuple(numbers)


def han_numeral(number: int) -> str:
    """Write a number below a hundred in Chinese, as chapters are printed: 十二."""
    tens, ones = divmod(number, 10)
    if number >= 100 or number <= 0:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN_DIGITS[tens]}十"
    return head + (_HAN_DIGITS[ones] if ones else "")

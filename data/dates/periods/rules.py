"""How a rule of the period grammar is declared, the text that it reads, and words that all rules share."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from data.dates.numerals import read_number
from data.dates.periods.points import Point

Match = re.Match[str]
Read = tuple[Point, int]
"""A point, and where its phrase ends."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text that is read and how.

    `points` are the rules for what may follow a word such as `end of`. `whole`: it is nothing but a period;
    `past`: it asks what was done; `due`: it asks what will be due.
    """

    text: str
    today: date
    points: "Table"
    whole: bool = False
    past: bool = False
    due: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that may begin with one of `starts`, and what it means: None if it is no date after all."""

    name: str
    starts: str
    pattern: str
    build: Callable[[Reading, Match], Read | Point | None]


class LazyPattern:
    """A regular expression that is compiled when it is first used: loading the grammar must cost little."""

    __slots__ = ("_flags", "_source", "fullmatch", "match", "search")
    match: Callable[..., Match | None]
    search: Callable[..., Match | None]
    fullmatch: Callable[..., Match | None]

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the `source` of the pattern."""
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Callable[..., Match | None]:
        """Compile the pattern: none of its methods is there before."""
        if name not in ("match", "search", "fullmatch"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.match, self.search, self.fullmatch = compiled.match, compiled.search, compiled.fullmatch
        return self.match if name == "match" else self.search if name == "search" else self.fullmatch


class Table:
    """Rules in their order: at each place the first one that fits wins."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Keep `rules`, by the characters with which they may begin."""
        self.rules = tuple(rules)
        self.starts = frozenset("".join(rule.starts for rule in rules))
        self._patterns: dict[str, LazyPattern] = {}
        self._fitting: dict[str, tuple[tuple[LazyPattern, Rule], ...]] = {}

    def read(self, reading: Reading, at: int) -> Read | None:
        """Return what stands at `at`, read by the first rule that fits."""
        text = reading.text
        if at >= len(text):
            return None
        fitting = self._fitting.get(text[at])
        if fitting is None:
            fitting = self._beginning_with(text[at])
        for pattern, rule in fitting:
            match = pattern.match(text, at)
            if match is not None:
                read = rule.build(reading, match)
                if read is not None:
                    return read if isinstance(read, tuple) else (read, match.end())
        return None

    def _beginning_with(self, first: str) -> tuple[tuple[LazyPattern, Rule], ...]:
        """Return the rules that may begin with `first`; only characters that begin one are remembered."""
        if first not in self.starts:
            return ()
        rules = [rule for rule in self.rules if first in rule.starts]
        for rule in rules:
            self._patterns.setdefault(rule.pattern, LazyPattern(rule.pattern, re.IGNORECASE))
        self._fitting[first] = tuple((self._patterns[rule.pattern], rule) for rule in rules)
        return self._fitting[first]


DIGITS = "0123456789"
HAN_DIGITS = "零〇一二两俩仨三四五六七八九十廿卅"
NUMERALS = DIGITS + HAN_DIGITS

SMALL = (
    r"(?:\d{1,3}(?!\d)|(?:[一二三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二两俩仨三四五六七八九]百?)"
    r"(?![零〇一二三四五六七八九十百]))"
)
"""A count: 3, 十五, 两."""
MONTH_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY_NUMBER = (
    r"(?:3[01]|[12]\d|0?[1-9]"
    "|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
)
TO = r"(?:[-~]+|至|到)"
WEEK = "(?:周|星期|礼拜)"
WEEKDAYS = {char: at for at, char in enumerate("一二三四五六日")} | {"天": 6}
WEEKDAYS |= {str(at + 1): at for at in range(7)}
NO_COUNT = (
    r"(?![\d〇一二三四五六七八九十年月周/项个件条类份家人次天起批款点度大小种期届岁元万亿%千百亩公分季旬.\-])"
)
"""What must not follow a bare number, or it would be a count: 12月5项任务."""
NO_NUMBER = "(?!文|楼|线|令|院|机|店|厂|馆|房|车|门|站|码|召|称)"
"""What must not follow 号: 1号文件, 2号线."""
DAY_SIGN = rf"(?:日(?![常均报志程本用])|号{NO_NUMBER})"


def number(text: str) -> int:
    """Return the number that a pattern has matched; 0 if it is none."""
    return read_number(text) or 0

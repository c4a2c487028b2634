"""Names in Latin letters: Housing Bureau, Yaodu Town, zjj."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from data.units.aliases import english_of
from data.units.anchors import Anchors
from data.units.english import english_unit
from data.units.mentions import Mention, is_free
from data.units.values import Unit, UnitKind

Forms = Callable[[], Iterator[tuple[str, tuple[Unit, ...]]]]

_INITIALS = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,6}(?![A-Za-z])")
_ENGLISH_TOWN = re.compile(r"\b([a-z]+'?[a-z]+) (?:town(?:ship)?|sub-?district|street)\b", re.IGNORECASE)
_INITIALS_END = "jwbzxdg"
# English words that end like the initials of a unit: w for 委, d for 队.
_ENGLISH = re.compile(
    "ab|ad|add|allow|and|aug|bad|bag|being|below|big|bind|biz|blog|blow|box|bring|bug|bulb|climb|club"
    "|could|dead|did|dog|doing|draw|during|end|feb|few|field|find|fix|flag|flow|follow|friend|fw|going"
    "|good|grab|ground|grow|had|head|hold|how|hub|hz|id|index|job|kind|know|lab|law|lead|led|load|log"
    "|long|low|max|mid|mob|mod|need|new|now|old|paid|prob|pub|quiz|raw|read|record|relax|review|reward"
    "|rib|road|rob|said|saw|second|send|should|show|six|slow|stand|sub|suburb|tab|tag|tax|thing|third"
    "|thumb|told|verb|view|vow|ward|web|wed|window|word|world|would|wow|wx|xx|yield"
)


class LatinNames:
    """The English names and the pinyin of a region's units."""

    def __init__(self, units: Sequence[Unit], forms: Forms, anchors: Anchors) -> None:
        self._units = units
        self._forms = forms
        self._anchors = anchors

    def find_in(self, text: str, plain: str) -> Iterator[Mention]:
        """Find English names and the initials of pinyin."""
        taken: list[tuple[int, int]] = []
        for match in english_unit().finditer(plain):
            if mention := self._english(text, match):
                taken.append((mention.start, mention.end))
                yield mention
        for match in _ENGLISH_TOWN.finditer(plain):
            if units := self._pinyin_towns.get(match[1].lower().replace("'", "")):
                taken.append(match.span())
                yield Mention(match.start(), match.end(), text[match.start() : match.end()], units)
        for match in _INITIALS.finditer(plain):
            word = match[0].lower()
            if _ENGLISH.fullmatch(word) or word[-1] not in _INITIALS_END or not is_free(taken, *match.span()):
                continue
            if units := self._initials.get(word):
                yield Mention(match.start(), match.end(), text[match.start() : match.end()], units)

    def _english(self, text: str, match: re.Match[str]) -> Mention | None:
        """Read `county finance bureau` or `Bureau of Finance`: the longest words that a unit has."""
        if match["of"]:
            words = match["of"].lower().split()
            for count in range(len(words), 0, -1):
                name = " ".join(words[:count]).rstrip(",")
                if units := self._english_names.get(name):
                    end = match.start("of") + len(name)
                    return Mention(match.start(), end, text[match.start() : end], units)
            return None
        words = match["words"].lower().split()
        for skip in range(len(words)):
            rest = " ".join(words[skip:])
            units = self._english_names.get(rest) or self._english_names.get(
                f"{rest} {match['last'].lower()}"
            )
            if units:
                start = match.start("words") + len(match["words"]) - len(rest)
                start = _with_level(text, match.start() if skip == 0 else start)
                return Mention(start, match.end(), text[start : match.end()], units)
        return None

    @cached_property
    def _english_names(self) -> dict[str, tuple[Unit, ...]]:
        """Index the units by their English names, without Bureau or Commission."""
        found: dict[str, dict[int, Unit]] = {}
        for unit in self._units:
            for name in english_of(self._anchors.bare(unit.name)):
                words = name.lower().removesuffix(" bureau").removesuffix(" commission")
                found.setdefault(words, {})[unit.id] = unit
        return {name: tuple(units.values()) for name, units in found.items()}

    @cached_property
    def _pinyin_towns(self) -> dict[str, tuple[Unit, ...]]:
        """Index the townships by the pinyin of their names: Yaodu Town."""
        from pypinyin import lazy_pinyin  # slow to import, and seldom needed

        found: dict[str, dict[int, Unit]] = {}
        for unit in self._units:
            if unit.kind is UnitKind.TOWNSHIP:
                stem = re.sub(r"(?<=..)(?:镇|乡|街).*$", "", unit.name)
                found.setdefault("".join(lazy_pinyin(stem)), {})[unit.id] = unit
        return {name: tuple(units.values()) for name, units in found.items()}

    @cached_property
    def _initials(self) -> dict[str, tuple[Unit, ...]]:
        """Index the units by the initials of their short names: zjj is 住建局, xzjj 县住建局."""
        from pypinyin import Style, lazy_pinyin  # slow to import, and seldom needed

        found: dict[str, dict[int, Unit]] = {}
        sign = "".join(lazy_pinyin(self._anchors.prefix, style=Style.FIRST_LETTER))
        for form, units in self._forms():
            if not 2 <= len(form) <= 6 or any(unit.kind is UnitKind.SUPERIOR for unit in units):
                continue
            letters = "".join(lazy_pinyin(form, style=Style.FIRST_LETTER))
            for key in (letters, sign + letters):
                found.setdefault(key, {}).update((unit.id, unit) for unit in units)
        return {letters: tuple(units.values()) for letters, units in found.items()}


def _with_level(text: str, start: int) -> int:
    """Step back over `the county` before an English name."""
    match = re.search(
        r"(?:\b(?:the|our|county|district|city|municipal|prefecture)\s+)+$", text[:start], re.IGNORECASE
    )
    return match.start() if match else start

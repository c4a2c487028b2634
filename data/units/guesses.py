"""What a text may mean by a name that is none letter by letter: a part of one, a slip, English, initials."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from data.domains import canonical_domain
from data.units.aliases import stems_of
from data.units.anchors import Anchors, goes_on
from data.units.kinds import kind_of
from data.units.latin import Forms, LatinNames
from data.units.mentions import Mention, is_free
from data.units.stems import is_stem
from data.units.values import Unit, UnitKind

_SUFFIX = re.compile(
    r"管委会|委员会|办公室|党校|中心|分局|街道办事处|街道办|街道|[局委办部馆镇乡居巨剧具据句菊]"
)
_SUFFIXES = (
    "管委会",
    "委员会",
    "办公室",
    "党校",
    "中心",
    "分局",
    "街道",
    "局",
    "委",
    "办",
    "部",
    "馆",
    "镇",
    "乡",
)
_PLACES = frozenset({UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.COUNTY})
_LONGEST = 14
_LATIN = re.compile(r"[A-Za-z]{2}")
_ALONE = re.compile(r"(?:那么?)?([\u4e00-\u9fff]{2,}?)(?:呢|的呢|的)?[?？。！!\s]*")
# 县财政剧: the sign that was meant sounds the same.
_SOUNDS_LIKE = str.maketrans("居巨剧具据句菊", "局局局局局局局")


class Guesses:
    """The ways to understand a name that a region's directory does not hold as it is written."""

    def __init__(self, units: Sequence[Unit], forms: Forms, anchors: Anchors) -> None:
        self._forms = forms
        self._anchors = anchors
        self._latin = LatinNames(units, forms, anchors)
        self._signs = re.compile(rf"(?<![全各本我该]){anchors.prefix or '(?!)'}")

    def find_in(self, text: str, plain: str, found: Sequence[Mention]) -> Iterator[Mention]:
        """Find the names that `found` leaves over."""
        taken = [(mention.start, mention.end) for mention in found]
        for match in sorted(_SUFFIX.finditer(plain), key=_is_misspelt):
            free = is_free(taken, match.start(), match.end())
            if free and (mention := self._at(text, plain, match, taken)):
                taken.append((mention.start, mention.end))
                yield mention
        yield from self._cut_short(text, plain, taken)
        if _LATIN.search(plain):
            yield from self._latin.find_in(text, plain)

    def strangers_in(self, text: str, plain: str, found: Sequence[Mention]) -> Iterator[Mention]:
        """Find what reads like a unit and is none of the region."""
        taken = [(mention.start, mention.end) for mention in found]
        for match in _SUFFIX.finditer(plain):
            end = match.end()
            if not is_free(taken, match.start(), end) or goes_on(plain, end, match[0]):
                continue
            for start in self._starts(plain, end, taken, foreign=True):
                if self._is_unit(plain, start, end):
                    begin = _other_place(plain, start)
                    yield Mention(begin, end, text[begin:end])
                    break

    def _at(
        self, text: str, plain: str, match: re.Match[str], taken: Sequence[tuple[int, int]]
    ) -> Mention | None:
        """Guess the name that ends where `match` does."""
        end = match.end()
        if goes_on(plain, end, match[0]):
            return None
        windows = [(start, plain[start:end]) for start in self._starts(plain, end, taken)]
        if any(_is_department(window) for _, window in windows):
            return None
        for start, window in windows:
            if units := self._parts.get(window):
                return self._mention(text, plain, start, end, units, mended=False)
        for start, window in windows:
            long_enough = len(window) > 2 or self._anchors.is_anchored(plain, start)
            if long_enough and (units := self._slip(window)):
                return self._mention(text, plain, start, end, units, mended=True)
        return None

    def _cut_short(self, text: str, plain: str, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """Find names that lost their last character: 县财政有哪些任务."""
        alone = _ALONE.fullmatch(plain)
        # 那公安呢 is a unit; 那扶贫呢 may as well go on with domains.
        named = alone and not taken and not canonical_domain(alone[1])
        if alone and named and (units := self._stems.get(alone[1])):
            yield Mention(alone.start(1), alone.end(1), text[alone.start(1) : alone.end(1)], units)
        for match in self._signs.finditer(plain):
            start = match.end()
            for end in range(min(len(plain), start + _LONGEST), start + 1, -1):
                units = self._stems.get(plain[start:end]) if is_free(taken, match.start(), end) else None
                if units and self._anchors.may_end(plain, end):
                    yield self._mention(text, plain, start, end, units, mended=True)
                    break
            else:
                yield from self._long_slip(text, plain, start, taken)

    def _long_slip(
        self, text: str, plain: str, start: int, taken: Sequence[tuple[int, int]]
    ) -> Iterator[Mention]:
        """Find a long name whose last characters are the misspelt ones: 县政务信息中新."""
        for length in sorted(self._by_length, reverse=True):
            end = start + length
            if (
                length < 3
                or not self._anchors.may_end(plain, end)
                or end > len(plain)
                or not is_free(taken, start - 1, end)
            ):
                continue
            window = plain[start:end]
            if units := self._slip(window) if length > 4 else self._homophone(window):
                yield self._mention(text, plain, start, end, units, mended=True)
                return

    def _mention(
        self, text: str, plain: str, start: int, end: int, units: tuple[Unit, ...], *, mended: bool
    ) -> Mention:
        """Make a mention with the region's name before it."""
        begin = self._anchors.start_before(plain, start)
        return Mention(begin, end, text[begin:end], units, mended)

    def _starts(
        self, plain: str, end: int, taken: Sequence[tuple[int, int]], *, foreign: bool = False
    ) -> list[int]:
        """Give where a name that ends at `end` may begin: after the region's name first, then the longest."""
        first = max([0, end - _LONGEST, *(stop for _, stop in taken if stop <= end)])
        places = range(first, end - 1)
        strange = [start for start in places if self._anchors.is_foreign(plain, start)]
        starts = [start for start in places if self._anchors.may_begin(plain, start) and start not in strange]
        if foreign:
            starts += strange
        else:
            starts = [start for start in starts if not self._anchors.is_other_level(plain[start:end])]
        return sorted(starts, key=lambda start: (not self._anchors.is_anchored(plain, start), start))

    def _is_unit(self, plain: str, start: int, end: int) -> bool:
        """Tell whether plain[start:end] reads like a unit that somebody means."""
        window = plain[start:end]
        if _is_department(window):
            return True
        known = kind_of(window) is not None and len(window) >= 3
        placed = self._anchors.is_anchored(plain, start) or self._anchors.is_foreign(plain, start)
        return known and (placed or kind_of(window) in _PLACES)

    @cached_property
    def _parts(self) -> dict[str, tuple[Unit, ...]]:
        """Index the parts of names that may stand for them: 资源局, 分局, 政务局."""
        ends: dict[str, dict[int, Unit]] = {}
        heads: dict[str, dict[int, Unit]] = {}
        for form, units in self._forms():
            suffix = next((suffix for suffix in _SUFFIXES if form.endswith(suffix)), "")
            stem = form.removesuffix(suffix)
            printed = form[0] == self._anchors.prefix and any(unit.name == form for unit in units)
            if not suffix or printed or any(unit.kind in (*_PLACES, UnitKind.SUPERIOR) for unit in units):
                continue
            for cut in range(1, len(stem) - 1):
                ends.setdefault(stem[cut:] + suffix, {}).update((unit.id, unit) for unit in units)
                heads.setdefault(stem[: cut + 1] + suffix, {}).update((unit.id, unit) for unit in units)
            if len(suffix) > 1:
                own = [unit for unit in units if unit.name.endswith(suffix)]
                ends.setdefault(suffix, {}).update((unit.id, unit) for unit in own)
        return {part: tuple(found.values()) for part, found in {**heads, **ends}.items() if found}

    @cached_property
    def _stems(self) -> dict[str, tuple[Unit, ...]]:
        """Index the names of departments without their last character."""
        found: dict[str, tuple[Unit, ...]] = {}
        for form, units in self._forms():
            stem = form.removesuffix("中心") if form.endswith("中心") else form[:-1]
            if len(stem) > 1 and form.endswith(("局", "委", "中心")) and form[0] != self._anchors.prefix:
                found[stem] = _together((found.get(stem, ()), units))
        return found

    @cached_property
    def _by_length(self) -> dict[int, dict[str, tuple[Unit, ...]]]:
        """Sort the forms by length, for slips."""
        found: dict[int, dict[str, tuple[Unit, ...]]] = {}
        for form, units in self._forms():
            if len(form) >= 3 and not any(unit.kind is UnitKind.SUPERIOR for unit in units):
                found.setdefault(len(form), {})[form] = units
        return found

    @cached_property
    def _by_head(self) -> dict[str, dict[str, tuple[Unit, ...]]]:
        """Sort the forms by what stands before their last character."""
        found: dict[str, dict[str, tuple[Unit, ...]]] = {}
        for forms in self._by_length.values():
            for form, units in forms.items():
                found.setdefault(form[:-1], {})[form] = units
        return found

    def _slip(self, window: str) -> tuple[Unit, ...]:
        """Find the units whose name `window` is but for one wrong, missing, doubled or swapped character."""
        if units := self._by_length.get(len(window), {}).get(window.translate(_SOUNDS_LIKE)):
            return units
        from rapidfuzz.distance import OSA  # a slip is rare, the import is not free
        from rapidfuzz.process import extract

        near: dict[str, tuple[Unit, ...]] = {}
        for length in (len(window), len(window) + 1, len(window) - 1):
            forms = self._by_length.get(length, {})
            for form, _, _ in extract(window, forms.keys(), scorer=OSA.distance, score_cutoff=1, limit=None):
                if _may_be_slip(window, form, forms[form]):
                    near[form] = forms[form]
        if not near:
            return self._shortened(window)
        alike = {form: units for form, units in near.items() if len(near) > 1 and _sounds_alike(window, form)}
        return _together((alike or near).values())

    def _homophone(self, window: str) -> tuple[Unit, ...]:
        """Find the units whose name `window` is but for a last character that sounds the same: 卫健伟."""
        forms = self._by_head.get(window[:-1], {})
        if window in forms:
            return ()
        return _together(units for form, units in forms.items() if _sounds_alike(window, form))

    def _shortened(self, window: str) -> tuple[Unit, ...]:
        """Find the one unit whose name `window` is with words left out: 自然规划局."""
        fits = [
            units
            for length, forms in self._by_length.items()
            for form, units in forms.items()
            if length > len(window) > 3 and units[0].kind not in _PLACES and _leaves_out(window, form)
        ]
        units = _together(fits)
        return units if len(units) == 1 else ()


def _is_misspelt(suffix: re.Match[str]) -> bool:
    """Tell whether a suffix only sounds like one, so that it is tried after the others."""
    return suffix[0] in "居巨剧具据句菊"


def _leaves_out(window: str, form: str) -> bool:
    """Tell whether `window` is `form` with some of its inner characters left out."""
    left = iter(form)
    return form[0] == window[0] and form[-1] == window[-1] and all(char in left for char in window)


def _is_department(window: str) -> bool:
    """Tell whether `window` is the name of a department that exists somewhere, so no slip for another."""
    return bool(stems_of(window)) and is_stem(window.removesuffix("分局").rstrip("局委办"))


def _may_be_slip(window: str, form: str, units: tuple[Unit, ...]) -> bool:
    """Refuse a slip that is as likely another place: of 龙泉镇 and 温泉镇 one is not the other misspelt."""
    if window.endswith(form):
        return False
    if not any(unit.kind in _PLACES for unit in units):
        return True
    return len(window) != len(form) or sorted(window) == sorted(form) or _sounds_alike(window, form)


def _sounds_alike(one: str, other: str) -> bool:
    """Tell whether two words are pronounced alike, tones aside."""
    from pypinyin import lazy_pinyin  # slow to import, and seldom needed

    return bool(lazy_pinyin(one) == lazy_pinyin(other))


def _together(found: Iterable[tuple[Unit, ...]]) -> tuple[Unit, ...]:
    """Put the units of several forms together, each once."""
    return tuple({unit.id: unit for units in found for unit in units}.values())


def _other_place(plain: str, start: int) -> int:
    """Give where the name of another place before `start` begins: 天河区 before 民政局."""
    match = re.search(r"[\u4e00-\u9fff]{0,3}[省市州盟县区旗]$", plain[:start])
    return match.start() if match else start

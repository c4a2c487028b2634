"""Which unit of a region a name means, alone or inside a running question."""

from collections.abc import Iterable, Iterator

from data.units.aliases import LEVELS, bare_name, forms_of
from data.units.anchors import Anchors, goes_on
from data.units.groups import GroupReading, find_groups, read_group
from data.units.guesses import Guesses
from data.units.mentions import Ambiguous as Ambiguous
from data.units.mentions import Found as Found
from data.units.mentions import Mention as Mention
from data.units.mentions import Unknown as Unknown
from data.units.spelling import same_length, tidy
from data.units.values import Unit, UnitKind

# By what right a form stands for a unit; the better one wins: as printed, given by the roster or as
# printed without the level's sign, made by rule, made by a loose rule.
_PRINTED, _GIVEN, _SURE, _LOOSE = range(4)


class UnitDirectory:
    """The units and groups of one region, by all of their names."""

    def __init__(self, region: str, units: Iterable[Unit], groups: Iterable[str] = ()) -> None:
        self.region = region
        self.units = tuple(units)
        self.anchors = Anchors(region, _prefix_of(region, self.units))
        self._ranks: dict[str, int] = {}
        self._forms: dict[str, tuple[Unit, ...]] = {}
        self._groups: dict[str, GroupReading | None] = {tidy(name): read_group(name) for name in groups}
        for unit in self.units:
            self._add(unit)
        self._lengths = _lengths((*self._forms, *self._groups))
        self._guesses = Guesses(self.units, self._sure_forms, self.anchors)

    def find(self, name: str) -> Found | Ambiguous | Unknown:
        """Say which unit `name` means: in full, short, by an alias, without its prefix, or misspelt."""
        text = tidy(name)
        if units := self._exact(text):
            return _outcome(units, None)
        for mention in self.find_in(text):
            if mention.candidates and mention.start == 0 and mention.end == len(text):
                return _outcome(mention.candidates, text if mention.mended else None)
        units = next((units for end in "局委办" if (units := self._exact(text + end))), ())
        return _outcome(units, None) if units else Unknown()

    def knows(self, name: str) -> bool:
        """Tell whether `name` is, letter by letter, a name of a unit or a registered group."""
        text = tidy(name)
        return text in self._groups or bool(self._exact(text))

    def find_in(self, text: str) -> tuple[Mention, ...]:
        """Find every unit and group that `text` names, in the order of the text."""
        plain = same_length(text)
        found = list(self._scan(text, plain))
        found.extend(self._guesses.find_in(text, plain, found))
        found.sort(key=lambda mention: mention.start)
        return tuple(found)

    def strangers_in(self, text: str) -> tuple[Mention, ...]:
        """Find what `text` names like a unit that the region does not have: 县水利局, 州财政局."""
        plain = same_length(text)
        return tuple(self._guesses.strangers_in(text, plain, self.find_in(text)))

    def _add(self, unit: Unit) -> None:
        """Index a unit by every form of its name."""
        name = tidy(unit.name)
        self._put(name, _PRINTED, unit)
        if unit.kind is UnitKind.SUPERIOR:
            for alias in unit.aliases:
                self._put(tidy(alias), _GIVEN, unit)
            return
        for alias in (name, *map(tidy, unit.aliases)):
            # 东至经开区管委会 stays whole: 经开区管委会 is 大渡口经开区管委会 as well.
            bare = alias if unit.kind is UnitKind.ZONE else self.anchors.bare(alias)
            self._put(alias, _GIVEN, unit)
            self._put(bare, _GIVEN, unit)
            sure, loose = forms_of(bare)
            for form in sure:
                self._put(form, _SURE, unit)
            for form in loose:
                self._put(form, _LOOSE, unit)

    def _put(self, form: str, rank: int, unit: Unit) -> None:
        """Let `form` stand for `unit`, unless it stands for another one by a better right."""
        held = self._ranks.get(form, _LOOSE + 1)
        if rank < held:
            self._ranks[form], self._forms[form] = rank, (unit,)
        elif rank == held and unit not in self._forms[form]:
            self._forms[form] = (*self._forms[form], unit)

    def _sure_forms(self) -> Iterator[tuple[str, tuple[Unit, ...]]]:
        """Give the forms that are no loose ones, with their units."""
        return ((form, units) for form, units in self._forms.items() if self._ranks[form] < _LOOSE)

    def _exact(self, text: str) -> tuple[Unit, ...]:
        """Look `text` up as it is, and without the region's name and its level's sign."""
        if units := self._forms.get(text):
            return units
        start = self.anchors.length_at(text)
        return self._forms.get(text[start:], ()) if start else ()

    def _scan(self, text: str, plain: str) -> Iterator[Mention]:
        """Go through the text once; at each place the longest name wins."""
        groups = {start: (end, reading) for start, end, reading in find_groups(text)}
        at, free = 0, 0
        while at < len(plain):
            end = self._longest(plain, at)
            group_end, reading = groups.get(at, (0, None))
            if reading and group_end >= end:
                yield Mention(at, group_end, text[at:group_end], group=reading)
            elif end:
                yield self._mention(text, plain, at, end, free)
            if end or reading:
                at = free = max(end, group_end)
            else:
                at += 1

    def _mention(self, text: str, plain: str, at: int, end: int, free: int) -> Mention:
        """Make the mention of what stands at [at, end), with the region's name before it."""
        if reading := self._groups.get(plain[at:end]):
            return Mention(at, end, text[at:end], group=reading)
        start = max(self.anchors.start_before(plain, self._after_sign(plain, at)), free)
        return Mention(start, end, text[start:end], self._forms[plain[at:end]])

    def _longest(self, plain: str, at: int) -> int:
        """Give the end of the longest name that stands at `at`; 0 if none does."""
        for length in self._lengths.get(plain[at], ()):
            end = at + length
            name = plain[at:end]
            if end > len(plain) or (name not in self._forms and name not in self._groups):
                continue
            if name in self._groups or self._stands(plain, at, end, name):
                return end
        return 0

    def _stands(self, plain: str, at: int, end: int, name: str) -> bool:
        """Tell whether a name is one here, not a part of another word or of another region's unit."""
        if goes_on(plain, end, name) or self.anchors.is_foreign(plain, self._after_sign(plain, at)):
            return False
        return self._ranks[name] < _LOOSE or self.anchors.may_begin(plain, at)

    def _after_sign(self, plain: str, at: int) -> int:
        """Step over the level's sign that a name printed with it begins with: 县住建局."""
        return at + 1 if plain[at] == self.anchors.prefix else at


def _outcome(units: tuple[Unit, ...], mended: str | None) -> Found | Ambiguous:
    """Say that one unit is found, or that several fit."""
    return Found(units[0], mended) if len(units) == 1 else Ambiguous(units)


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Give for each first character the lengths of the names that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[0], set()).add(len(name))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}


def _prefix_of(region: str, units: tuple[Unit, ...]) -> str:
    """Give the sign of the region's level: 县 of 东至县; where its name has none, the units' usual one."""
    if region and region[-1] in LEVELS:
        return region[-1]
    signs = [unit.name[0] for unit in units if bare_name(unit.name) != unit.name]
    return max(set(signs), key=signs.count) if signs else ""

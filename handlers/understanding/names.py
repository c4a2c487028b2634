"""Which units a message names, in the chat's region or, where none is known, in any."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.units.directory import Mention
from data.units.groups import Selector
from data.units.spelling import tidy
from handlers.understanding.query import Option, UnitRef
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or group at [start, end) of the message; `options` where several units fit the name."""

    start: int
    end: int
    text: str
    rule: str
    unit: UnitRef | None = None
    options: tuple[Option, ...] = ()
    everyone: bool = False
    elsewhere: str | None = None


def name_units(text: str, region: RegionVocabulary, vocabulary: Vocabulary) -> tuple[Named, ...]:
    """Find the units and groups of `region` in `text`, and names that only another region has."""
    own = [_named(mention, region) for mention in region.directory.find_in(text)]
    strangers = region.directory.strangers_in(text)
    foreign = [_stranger(mention, region, vocabulary) for mention in strangers]
    return tuple(sorted((*own, *filter(None, foreign)), key=lambda named: named.start))


def _named(mention: Mention, region: RegionVocabulary) -> Named:
    """Say what a mention stands for: one unit, a group, everyone, or several units to be asked about."""
    start, end, text = mention.start, mention.end, mention.text
    if mention.group:
        everyone = Selector.ALL_UNITS in mention.group.selectors
        ref = None if everyone else UnitRef(tidy(mention.group.name))
        return Named(start, end, text, "unit group", ref, everyone=everyone)
    if len(mention.candidates) == 1:
        unit = mention.candidates[0]
        ref = UnitRef(unit.name, unit.id, mended=text if mention.mended else None)
        return Named(start, end, text, "mended name" if mention.mended else "name in the roster", ref)
    options = tuple(Option(unit.name, region.name, unit.name) for unit in mention.candidates)
    return Named(start, end, text, "name that several units have", options=options)


def _stranger(mention: Mention, region: RegionVocabulary, vocabulary: Vocabulary) -> Named | None:
    """Take a stranger for a unit of elsewhere unless the region's own documents print these words."""
    others = (other for other in vocabulary.regions if other is not region)
    known = any(other.directory.knows(mention.text) for other in others)
    if not known and _prints(region, mention.text):
        return None
    rule = "unit of another region" if known else "no unit of this region"
    return Named(mention.start, mention.end, mention.text, rule, elsewhere=mention.text)


def _prints(region: RegionVocabulary, text: str) -> bool:
    return all(text[place : place + 2] in region.grams for place in range(len(text) - 1))


def regions_naming(text: str, regions: Iterable[RegionVocabulary]) -> tuple[RegionVocabulary, ...]:
    """Return the regions that have a unit named in `text`, those with the longest name for it."""
    reach = [(max(map(_length, region.directory.find_in(text)), default=0), region) for region in regions]
    longest = max((length for length, _ in reach), default=0)
    return tuple(region for length, region in reach if length == longest and longest > 0)


def _length(mention: Mention) -> int:
    """Give how much of the text a mention covers; a guess is worth less than a name, a group nothing."""
    if not mention.candidates:
        return 0
    return (mention.end - mention.start) * 2 - mention.mended

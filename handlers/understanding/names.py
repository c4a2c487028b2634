"""Which units a message names, in the chat's region or, where none is known, in any."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from data.units.directory import Found, Mention
from data.units.groups import Selector
from data.units.spelling import tidy
from handlers.understanding.cues import find_cues
from handlers.understanding.query import Option, UnitRef
from handlers.understanding.subjects import Remainder
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
    own = [named for named in own if not _begins_a_title(named, text, region)]
    if region.parts:
        own = list(with_parts(text, own, region))
    found = [*own, *_plain_groups(text, own)]
    found += _region_named(text, found, region)
    for mention in region.directory.strangers_in(text) if _may_name_strangers(text, found) else ():
        stranger = _stranger(mention, region, vocabulary)
        if stranger and not _overlaps(stranger, found):
            found.append(stranger)
    return tuple(sorted(found, key=lambda named: named.start))


def _begins_a_title(named: Named, text: str, region: RegionVocabulary) -> bool:
    """Tell whether a group is only the first word of what a plan prints: 县直部门示范点创建."""
    if named.unit is None or named.unit.unit_id is not None or named.text.startswith(_EVERY):
        return False
    after = text[named.end - 1 : named.end + 3]
    return len(after) == 4 and all(after[place : place + 2] in region.grams for place in range(3))


_EVERY = ("各", "所有", "全", "每个")
# Looking for strangers reads the text anew: only where a unit's last word is left over.
_SUFFIX = re.compile("[局委办部馆镇乡厅院]|中心|街道")
LONGEST_STEM = 5
LONG_PART = 4  # a shorter part is also a word of its own: 宣传
_DATED = re.compile("[年月日周季度底前后初末]")
_PLAIN_GROUP = re.compile(
    r"(?<![一-鿿])(?:全县|全区|全州|全市)?(乡镇街道|乡镇|镇街|街镇|村委会|居委会|村居|村社区|县市区|县市)"
    r"(?=的|都|要|还|有|本|这|下|今|明|年|月|近|最|逾|完成|\d|在|到底|[干该报]|$|\ue000| |,)"
    r"|(?<!each )(?<!every )(?<!all )(?<!which )(?<!what )(?:the )?\b(townships|villages|counties)\b"
)


def _region_named(text: str, found: Sequence[Named], region: RegionVocabulary) -> list[Named]:
    """Take the region's own name for all of it: 东至县有哪些逾期."""
    for name in region.spoken_names:
        start = text.find(name) if len(name) > 1 else -1
        whole = Named(start, start + len(name), name, "name of the region", everyone=True)
        if start >= 0 and not _overlaps(whole, found):
            return [whole]
    return []


def with_parts(text: str, found: Sequence[Named], region: RegionVocabulary) -> Iterator[Named]:
    """Take the part of a unit that is said behind it, 区工管办（宣传）, or that is said alone."""
    own = [_with_part(text, named, region) for named in found]
    yield from own
    for part, units in region.parts.items():
        start = text.find(part) if len(part) >= LONG_PART and len(units) == 1 else -1
        alone = Named(start, start + len(part), part, "part that one unit has")
        unit = next((unit for unit in region.directory.units if unit.id == units[0]), None)
        if start >= 0 and unit and not _overlaps(alone, own) and not _prints(region, part):
            yield replace(alone, unit=UnitRef(unit.name, unit.id, part=part))


def _with_part(text: str, named: Named, region: RegionVocabulary) -> Named:
    """Stretch a mention over the part of the unit that stands behind it."""
    unit = named.unit
    if unit is None or unit.unit_id is None:
        return named
    alias = next((part for part in region.parts if named.text in (part, f"{unit.name[0]}{part}")), None)
    if alias and unit.unit_id in region.parts[alias] and alias not in unit.name:
        return replace(named, rule="part of a unit", unit=replace(unit, part=alias))
    for part in sorted(region.parts, key=len, reverse=True):
        said = re.compile(rf"\s*(?:的)?[(（]?{re.escape(part)}[)）]?").match(text, named.end)
        if said and unit.unit_id in region.parts[part]:
            return replace(
                named,
                end=said.end(),
                text=text[named.start : said.end()],
                rule="unit with its part",
                unit=replace(unit, part=part),
            )
    return named


def _may_name_strangers(text: str, found: Sequence[Named]) -> bool:
    """Tell whether a word that ends units' names stands outside of what is found."""
    return any(
        not any(named.start <= match.start() < named.end for named in found)
        for match in _SUFFIX.finditer(text)
    )


def _plain_groups(text: str, found: Sequence[Named]) -> Iterator[Named]:
    """Find 乡镇 and townships where no 各 or all is said."""
    for match in _PLAIN_GROUP.finditer(text):
        name = f"各{match[1]}" if match[1] else f"all {match[2]}"
        group = Named(match.start(), match.end(), match[0], "plain group", UnitRef(name))
        if not _overlaps(group, found):
            yield group


def name_stem(text: str, words: Remainder, region: RegionVocabulary) -> Named | None:
    """Take words for a unit without its last sign: 住建有哪些任务, 发改10月到期."""
    # 发 is taken off as an empty word (发一下).
    start = words.start - text.startswith("发", words.start - 1) if words.start else 0
    stem = text[start : words.end]
    if not 2 <= len(stem) <= LONGEST_STEM:
        return None
    for sign in "局委":
        found = region.directory.find(stem + sign)
        if isinstance(found, Found) and not found.mended:
            ref = UnitRef(found.unit.name, found.unit.id)
            return Named(start, words.end, stem, "name without its last sign", ref)
    return None


def _overlaps(named: Named, found: Sequence[Named]) -> bool:
    return any(other.start < named.end and named.start < other.end for other in found)


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
    if not known and (
        _prints(region, mention.text) or _DATED.search(mention.text) or find_cues(mention.text)
    ):
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

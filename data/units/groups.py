"""A printed group (各乡镇人民政府, 县直有关部门 …): which units of the region it means, and how certainly."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from data.units.group_words import STARTS, Atom, chain
from data.units.group_words import Selector as Selector
from data.units.spelling import same_length, tidy
from data.units.values import Certainty, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class GroupReading:
    """A group as printed: which sorts of units it names, how certainly, and the X of X等…部门."""

    name: str
    selectors: tuple[Selector, ...]
    certainty: Certainty
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A unit of a group."""

    unit: Unit
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Membership:
    """The units that a group means in a region; the certain ones come first."""

    members: tuple[Member, ...] = ()

    @property
    def definite(self) -> tuple[Unit, ...]:
        """The units that the group surely means."""
        return tuple(member.unit for member in self.members if member.certainty is Certainty.DEFINITE)

    @property
    def possible(self) -> tuple[Unit, ...]:
        """The units that the group may mean."""
        return tuple(member.unit for member in self.members if member.certainty is Certainty.POSSIBLE)

    def certainty_of(self, unit_id: int) -> Certainty | None:
        """Say how certainly the unit `unit_id` is meant; None if it is not."""
        return next((member.certainty for member in self.members if member.unit.id == unit_id), None)


_COUNTED = re.compile(r"^(?:\d+|[一二三四五六七八九十]+)(?:个|家)(?!试点|领域)")
_OTHERS = re.compile(
    r"各[\u4e00-\u9fff]{0,10}(?:学校|医院|医疗机构|卫生机构|幼儿园|企业|银行|公司|场馆|站所|协会)"
    r"|[市县区州旗](?:属|直)各?(?:国有)?(?:企业|国企|学校|医院|医疗机构)"
    r"|驻[省市县区州旗]各?(?:企事业|部门|中央|中省)*(?:单位|部门|企业)|(?:中|中央|省|市|部){2,3}[直属]+(?:驻[市县区州旗])?各?(?:单位|部门|企业)"
)
_BODIES = re.compile("[全各]?[省市州盟县区旗]直属?各?(?:级)?机关(?:单位)?")
_UNITLIKE = re.compile(r"[局委办部厅署会院校所站馆社队行台中心府镇乡街道区县市州司处室）]$")
_ENGLISH = {
    "town": Selector.TOWNSHIPS,
    "township": Selector.TOWNSHIPS,
    "subdistrict": Selector.TOWNSHIPS,
    "department": Selector.DEPARTMENTS,
    "bureau": Selector.DEPARTMENTS,
    "agency": Selector.DEPARTMENTS,
    "county": Selector.COUNTIES,
    "village": Selector.VILLAGES,
    "unit": Selector.ALL_UNITS,
}
_PLURALS = {"counties": "county", "agencies": "agency", "bureaux": "bureau"}


@cache
def _english() -> re.Pattern[str]:
    """Compile `each township`, `all departments` on first use."""
    nouns = "|".join((*_PLURALS, *(f"{noun}s?" for noun in _ENGLISH)))
    return re.compile(rf"\b(?:each|every|all(?: of)?(?: the| our)?) ({nouns})\b", re.IGNORECASE)


def read_group(name: str) -> GroupReading | None:
    """Read `name` as a name that stands for several units; None if it is no such name."""
    text = tidy(name)
    if not text:
        return None
    reading = _read_listed(name, text) or _read_nouns(name, text) or _read_english(name, text)
    if not reading and _BODIES.fullmatch(text):
        return GroupReading(name, (Selector.DIRECT_UNITS,), Certainty.DEFINITE)
    if not reading and _OTHERS.fullmatch(text):
        return GroupReading(name, (Selector.OTHERS,), Certainty.DEFINITE)
    return reading


def is_group(name: str) -> bool:
    """Tell whether `name` stands for several units."""
    return read_group(name) is not None


@lru_cache(maxsize=8)
def find_groups(text: str) -> tuple[tuple[int, int, GroupReading], ...]:
    """Find the groups that running text names with 各, 所有, 有关 …, as (start, end, reading).

    Each region's directory asks this of the same message.
    """
    return tuple(_groups_in(text))


def _groups_in(text: str) -> Iterator[tuple[int, int, GroupReading]]:
    plain = same_length(text)
    start = 0
    while start < len(plain):
        atoms = chain(plain, start) if plain[start] in STARTS else ()
        if atoms and any(atom.marked for atom in atoms):
            end = atoms[-1].end
            yield start, end, _reading(text[start:end], atoms)
            start = end
        else:
            start += 1
    for match in _english().finditer(text) if any("a" <= char <= "z" for char in text) else ():
        if reading := _read_english(match[0], match[0]):
            yield match.start(), match.end(), reading


def _read_nouns(name: str, text: str) -> GroupReading | None:
    """Read `text` as nouns in a row: 各乡镇各部门."""
    if not (STARTS.intersection(text[:6]) or re.search("领域|部门|单位", text)):
        return None
    atoms = chain(text, 0, bare=True)
    return _reading(name, atoms) if atoms and atoms[-1].end == len(text) else None


def _reading(name: str, atoms: tuple[Atom, ...]) -> GroupReading:
    """Put the nouns of one group together; one uncertain noun makes it uncertain."""
    possible = any(atom.certainty is Certainty.POSSIBLE for atom in atoms)
    selectors = tuple(dict.fromkeys(atom.selector for atom in atoms))
    return GroupReading(name, selectors, Certainty.POSSIBLE if possible else Certainty.DEFINITE)


def _read_listed(name: str, text: str) -> GroupReading | None:
    """Read `X、Y等…部门`: X and Y are meant for sure."""
    head, found, tail = text.partition("等")
    if not found or not head or len(text) > 80 or head.endswith(("各", "同", "对", "相", "平")):
        return None
    named = tuple(part for part in re.split(r"[、，,]", head) if part)
    if not named or not (_UNITLIKE.search(named[-1]) or re.search(r"部门|单位", tail)):
        return None
    rest = _COUNTED.sub("", tail)
    return _listed(name, named, rest) if rest or not tail else None


def _listed(name: str, named: tuple[str, ...], rest: str) -> GroupReading | None:
    """Read the words after 等; they may be left out (县教育局等)."""
    if rest and not re.search(
        r"(?:部门|单位|机构|镇|乡|街道|县|市|区|局|委|办|村|社区|政府)(?:（单位）)?$", rest
    ):
        return None
    selectors = _rest_selectors(rest)
    certain = Selector.DOMAIN_LEADS in selectors
    return GroupReading(name, selectors, Certainty.DEFINITE if certain else Certainty.POSSIBLE, named)


def _rest_selectors(rest: str) -> tuple[Selector, ...]:
    """Say which sort of units the words after 等 name."""
    if "领域" in rest and "其他" not in rest:
        return (Selector.DOMAIN_LEADS,)
    reading = _read_nouns(rest, rest) or _read_nouns(rest, f"各{rest}") if rest else None
    return reading.selectors if reading else (Selector.DEPARTMENTS,)


def _read_english(name: str, text: str) -> GroupReading | None:
    """Read `each township`, `all departments`."""
    match = _english().fullmatch(" ".join(text.split())) if text.isascii() else None
    if not match:
        return None
    noun = match[1].lower()
    noun = _PLURALS.get(noun, noun.removesuffix("s"))
    return GroupReading(name, (_ENGLISH[noun],), Certainty.DEFINITE)


_KINDS: dict[Selector, frozenset[UnitKind]] = {
    Selector.TOWNSHIPS: frozenset({UnitKind.TOWNSHIP}),
    Selector.DEPARTMENTS: frozenset({UnitKind.DEPARTMENT}),
    Selector.COUNTIES: frozenset({UnitKind.COUNTY}),
    Selector.VILLAGES: frozenset({UnitKind.VILLAGE}),
    Selector.ZONES: frozenset({UnitKind.ZONE}),
    Selector.INSTITUTIONS: frozenset({UnitKind.INSTITUTION}),
    Selector.DIRECT_UNITS: frozenset(
        {UnitKind.DEPARTMENT, UnitKind.OFFICE, UnitKind.INSTITUTION, UnitKind.PARTY}
    ),
    Selector.ALL_UNITS: frozenset(UnitKind) - {UnitKind.SUPERIOR},
    Selector.MEMBERS: frozenset(UnitKind) - {UnitKind.SUPERIOR, UnitKind.VILLAGE},
    Selector.PROVINCES: frozenset(),
    Selector.OTHERS: frozenset(),
    Selector.GOVERNMENTS: frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP}),
}


def members(
    reading: GroupReading,
    units: Iterable[Unit],
    domain_leads: Collection[int] = (),
    *,
    named_ids: Collection[int] = (),
    listed_ids: Collection[int] | None = None,
) -> Membership:
    """Say which of the region's `units` the group means.

    `domain_leads` are the lead units of the region's domains, `named_ids` the units that the X of X等…部门
    stand for; `listed_ids`, where the roster lists the group's members, overrides what the words say.
    """
    region = tuple(units)
    if listed_ids is not None:
        return Membership(tuple(Member(unit, Certainty.DEFINITE) for unit in region if unit.id in listed_ids))
    named = [Member(unit, Certainty.DEFINITE) for unit in region if unit.id in named_ids]
    meant = [
        Member(unit, certainty)
        for unit in region
        if unit.id not in named_ids and (certainty := _meant(reading, unit, region, domain_leads))
    ]
    return Membership((*named, *sorted(meant, key=lambda member: member.certainty is Certainty.POSSIBLE)))


def _meant(
    reading: GroupReading, unit: Unit, region: tuple[Unit, ...], domain_leads: Collection[int]
) -> Certainty | None:
    """Say how certainly the group means `unit`."""
    for selector in reading.selectors:
        if selector is Selector.DOMAIN_LEADS and domain_leads:
            if unit.id in domain_leads:
                return reading.certainty
        elif selector is Selector.DOMAIN_LEADS:
            if unit.kind is UnitKind.DEPARTMENT:
                return Certainty.POSSIBLE
        elif unit.kind in _kinds_of(selector, region):
            return reading.certainty
    return None


def _kinds_of(selector: Selector, region: tuple[Unit, ...]) -> frozenset[UnitKind]:
    """Say which kinds a selector takes; 各地 are the counties of a prefecture, the townships of a county."""
    if selector is not Selector.PLACES:
        return _KINDS[selector]
    has_counties = any(unit.kind is UnitKind.COUNTY for unit in region)
    return frozenset({UnitKind.COUNTY if has_counties else UnitKind.TOWNSHIP, UnitKind.ZONE})

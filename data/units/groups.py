"""A printed group (各乡镇人民政府, 县直有关部门 …): which units of the region it means, and how certainly."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from data.units.spelling import same_length, tidy
from data.units.values import Certainty, Unit, UnitKind


class Selector(StrEnum):
    """Which sort of units a group names."""

    TOWNSHIPS = "townships"  # 各乡镇、各镇街
    DEPARTMENTS = "departments"  # 县政府各部门
    COUNTIES = "counties"  # 各县市
    VILLAGES = "villages"  # 各村（居）民委员会
    ZONES = "zones"  # 各开发区管委会
    DOMAIN_LEADS = "domain_leads"  # 26个领域涉及的县直单位
    DIRECT_UNITS = "direct_units"  # 县直各单位
    ALL_UNITS = "all_units"  # 各单位
    PLACES = "places"  # 各地
    GOVERNMENTS = "governments"  # 各级政府
    INSTITUTIONS = "institutions"  # 各直属机构
    MEMBERS = "members"  # 各成员单位、各责任单位: only its list says who they are
    PROVINCES = "provinces"  # 各省级人民政府


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


_PLACE = (
    r"(?P<place>(?:[^各所每全有相社、，和（）\W\d]{2,4}(?=[县区市州旗盟]))?(?:全|本|我)?[省市州盟县区旗]"
    r"(?:委(?:、|和)?[省市州盟县区旗](?:人民)?政府|(?:人民)?政府|委|直属|直|级|属|内|域|辖)?"
    r"|(?:本级|人民)?政府|本级|机关|辖区内?|所辖|下辖|所属|全体)?"
)
_EVERY = r"(?P<every>各级各|各级|各|所有的?|全部的?|全体|每一?个|每一?)?"
_SOME = r"(?P<some>有关|相关|涉及的?)?"
_TOWN = (
    r"(?:乡|镇|街道?|苏木)"
    r"(?:乡|镇|街道|街|处|场|办事处|办|人民政府|政府|党委|党工委|园区|开发区|农场|林场|苏木"
    r"|（[^（）]{1,14}）|[、/和与及](?=(?:乡|镇|街|场|处|办事处|农场|园区)))*"
)
_COUNTY = (
    r"(?:设区的?)?(?:县级市|[县市区州旗])"
    r"(?:县级市|[县市区州旗]|（[县市区州旗、/]+）|[、/和与及](?=[县市区州旗]))*"
    r"(?:级)?(?:人民政府|政府|党委政府)?(?![级直委属内域])"
)
_VILLAGE = (
    r"(?:行政)?(?:村|社区|居(?=[民委]))(?:民|村|居|社区|（[村居民社区、/]+）|[、/和与及](?=[村居社]))*"
    r"(?:委员会|委会|委|两委)?(?:、?居?(?:民)?委员会)?"
)
_ZONE = (
    r"(?:国家级|省级)?(?:经济技术|经济|高新技术|高新|工业|产业)*"
    r"(?:开发区|园区|功能区|产业园|经开区|高新区|管委会|管理委员会)"
    r"(?:、?(?:园区|管委会|管理委员会|党工委))*"
)
_DEPARTMENT = (
    r"(?:公共|企事业单位|政府|职能|工作|业务|行业|主管|责任|监管|执法|组成|党政|领域|牵头|配合|成员|涉农|审批|专业|业务)*"
    r"(?:部门|委办局|局委办|部委办局)(?:（单位）|（中心）|[、和与及]?(?:各)?(?:直属)?(?:单位|机构))?"
)
_INSTITUTION = r"(?:直属机构|直属事业单位|事业单位|派出机构|直属单位|企事业单位|公共企事业单位)"
_MEMBER = r"(?:领导小组|委员会|联席会议)?(?:项目)?(?:责任|成员|牵头|配合|参与|实施|承办|协办|主办|主管|主体责任)单位"
_UNIT = r"单位(?:[、和与及]部门|部门)?"
_DOMAIN = (
    r"(?:其他|其它)?(?:涉及|承担|负责)?(?:的)?(?:\d+|[二三四五六七八九十]+|几|多)?个?"
    r"(?:国务院部门)?(?:试点|公开|重点|各|有关|相关)*领域[^、，；。]{0,10}?(?:单位|部门)"
)
_PROVINCE = r"(?:省份|省(?:级)?(?:（[区市、自治直辖]+）|、自治区、直辖市)*(?:人民政府|政府)?)"

_NOUNS: tuple[tuple[Selector, str], ...] = (
    (Selector.DOMAIN_LEADS, _DOMAIN),
    (Selector.TOWNSHIPS, _TOWN),
    (Selector.VILLAGES, _VILLAGE),
    (Selector.ZONES, _ZONE),
    (Selector.INSTITUTIONS, _INSTITUTION),
    (Selector.DEPARTMENTS, _DEPARTMENT),
    (Selector.MEMBERS, _MEMBER),
    (Selector.ALL_UNITS, _UNIT),
    (Selector.PLACES, r"地(?:区)?(?!方|域|点)"),
    (Selector.PROVINCES, _PROVINCE),
    (Selector.GOVERNMENTS, r"(?<=各级)(?:党委(?:和|、)?)?(?:人民)?政府"),
    (Selector.COUNTIES, _COUNTY),
)

# Nouns that stand for all of their sort although no 各 is printed before them.
_PLAIN = {
    Selector.TOWNSHIPS: (
        r"(?:乡镇|镇乡|镇街|街镇|乡街|乡（镇）|镇（街）|镇（街道）|乡（街道）).*"
        r"|(?:乡|镇)(?:、|和)?(?:镇|街道?)(?:人民)?政府|街道办事处|(?:乡|镇)[、和].*(?:政府|办事处)"
    ),
    Selector.VILLAGES: r"村(?:（[居民社区、]+）|[、和]?居|[、和]?社区).*|村（社区）|村民委员会|居民委员会",
    Selector.COUNTIES: r"(?:县（[市区州旗、/]+）|[县市区州]（[县市区州旗、/]+）|[县市区]{2,3}).*政府|县（市、区）",
    Selector.DEPARTMENTS: r"(?:行业|业务|职能|工作)(?:主管|监管)?部门|(?:行业|业务)?主管部门",
    Selector.DOMAIN_LEADS: r".*\d.*|.*试点.*|.*涉及.*|其[他它].*",
}
_AND = re.compile(r"[、，,和与及/]|以及")
_COUNTED = re.compile(r"^(?:\d+|[一二三四五六七八九十]+)(?:个|家)(?!试点|领域)")
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
def _atoms() -> tuple[tuple[Selector, re.Pattern[str]], ...]:
    """Compile the nouns on first use: many questions name no group."""
    return tuple(
        (selector, re.compile(f"{_PLACE}{_EVERY}{_SOME}(?P<noun>{noun})")) for selector, noun in _NOUNS
    )


@cache
def _plain(selector: Selector) -> re.Pattern[str]:
    """Compile what `selector` may look like without 各."""
    return re.compile(_PLAIN.get(selector, r"(?!)"))


@cache
def _english() -> re.Pattern[str]:
    """Compile `each township`, `all departments` on first use."""
    nouns = "|".join((*_PLURALS, *(f"{noun}s?" for noun in _ENGLISH)))
    return re.compile(rf"\b(?:each|every|all(?: of)?(?: the| our)?) ({nouns})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Atom:
    """One noun of a group, up to `end`."""

    end: int
    selector: Selector
    certainty: Certainty
    marked: bool


def read_group(name: str) -> GroupReading | None:
    """Read `name` as a name that stands for several units; None if it is no such name."""
    text = tidy(name)
    if not text:
        return None
    return _read_listed(name, text) or _read_nouns(name, text) or _read_english(name, text)


def is_group(name: str) -> bool:
    """Tell whether `name` stands for several units."""
    return read_group(name) is not None


def find_groups(text: str) -> Iterator[tuple[int, int, GroupReading]]:
    """Find the groups that running text names with 各, 所有, 有关 …, as (start, end, reading)."""
    plain = same_length(text)
    start = 0
    while start < len(plain):
        atoms = _chain(plain, start) if plain[start] in _STARTS else ()
        if atoms and any(atom.marked for atom in atoms):
            end = atoms[-1].end
            yield start, end, _reading(text[start:end], atoms)
            start = end
        else:
            start += 1
    for match in _english().finditer(text) if any("a" <= char <= "z" for char in text) else ():
        if reading := _read_english(match[0], match[0]):
            yield match.start(), match.end(), reading


_STARTS = frozenset("各所全每有相本我县区市州省旗盟政机乡镇街村辖下")


def _read_nouns(name: str, text: str) -> GroupReading | None:
    """Read `text` as nouns in a row: 各乡镇各部门."""
    if not (_STARTS.intersection(text[:6]) or "领域" in text or "部门" in text):
        return None
    atoms = _chain(text, 0, bare=True)
    return _reading(name, atoms) if atoms and atoms[-1].end == len(text) else None


def _reading(name: str, atoms: tuple[_Atom, ...]) -> GroupReading:
    """Put the nouns of one group together; one uncertain noun makes it uncertain."""
    possible = any(atom.certainty is Certainty.POSSIBLE for atom in atoms)
    selectors = tuple(dict.fromkeys(atom.selector for atom in atoms))
    return GroupReading(name, selectors, Certainty.POSSIBLE if possible else Certainty.DEFINITE)


def _chain(text: str, start: int, *, bare: bool = False) -> tuple[_Atom, ...]:
    """Read noun after noun from `start` on, with what joins them."""
    atoms: list[_Atom] = []
    place = start
    while place < len(text) and (atom := _atom(text, place, bare=bare)):
        atoms.append(atom)
        joined = _AND.match(text, atom.end)
        place = joined.end() if joined else atom.end
    return tuple(atoms)


def _atom(text: str, start: int, *, bare: bool) -> _Atom | None:
    """Read the longest noun of a group at `start`; `bare` lets a plain 乡镇 stand for all of them."""
    best: _Atom | None = None
    for selector, pattern in _atoms():
        match = pattern.match(text, start)
        if (
            match
            and (best is None or match.end() > best.end)
            and (atom := _judge(match, selector, bare=bare))
        ):
            best = atom
    return best


def _judge(match: re.Match[str], selector: Selector, *, bare: bool) -> _Atom | None:
    """Say what a matched noun stands for; None where it is only a word."""
    place, every, some, noun = match["place"] or "", match["every"], match["some"], match["noun"]
    direct = bool(re.search(r"[直级属]$|政府$|^机关|^本级|^全|委$", place))
    office_word = selector in (Selector.DEPARTMENTS, Selector.ALL_UNITS, Selector.INSTITUTIONS)
    marked = bool(every or some) or (direct and office_word)
    if not marked and not (_plain(selector).fullmatch(noun) and (bare or noun.endswith(("政府", "办事处")))):
        return None
    if selector is Selector.DOMAIN_LEADS:
        return _domain_atom(match, noun)
    if selector is Selector.ALL_UNITS and re.search(r"[直级]$|^机关|^本级|政府$", place):
        selector = Selector.DIRECT_UNITS
    certain = not some and selector is not Selector.MEMBERS and (bool(every) or not _vague(selector, noun))
    return _Atom(match.end(), selector, Certainty.DEFINITE if certain else Certainty.POSSIBLE, marked)


def _vague(selector: Selector, noun: str) -> bool:
    """Tell whether a noun without 各 leaves open which units it means: 行业主管部门."""
    return selector is Selector.DEPARTMENTS and "主管" in noun


def _domain_atom(match: re.Match[str], noun: str) -> _Atom:
    """Judge a noun with 领域: other domains than the pilot ones have no lead units yet."""
    if noun.startswith(("其他", "其它")) or "其他领域" in noun:
        return _Atom(match.end(), Selector.DEPARTMENTS, Certainty.POSSIBLE, marked=True)
    return _Atom(match.end(), Selector.DOMAIN_LEADS, Certainty.DEFINITE, marked=True)


def _read_listed(name: str, text: str) -> GroupReading | None:
    """Read `X、Y等…部门`: X and Y are meant for sure."""
    head, found, tail = text.partition("等")
    if not found or not head or len(text) > 80 or head.endswith(("各", "同", "对", "相", "平")):
        return None
    named = tuple(part for part in re.split(r"[、，,]", head) if part)
    if not named or not _UNITLIKE.search(named[-1]) and not re.search(r"部门|单位", tail):
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

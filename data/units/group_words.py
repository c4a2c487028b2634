"""The words that groups of units are named with: a place, 各 or 有关, and a noun."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from data.units.values import Certainty


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
    OTHERS = "others"  # 各中小学校: no unit of a roster is of this sort


_PLACE = (
    r"(?P<place>(?:[^各所每全有相社、，和（）\W\d]{2,4}(?=[县区市州旗盟]))?(?:全|本|我)?[省市州盟县区旗]"
    r"(?:委(?:、|和)?[省市州盟县区旗](?:人民)?政府|(?:人民)?政府|委|直属|直机关|直|级|属|内|域|辖)?"
    r"|(?:本级|人民)?政府|本级|机关|辖区内?|所辖|下辖|所属|全体)?"
)
_EVERY = r"(?P<every>各级各|各级|各|所有的?|全部的?|全体|每一?个|每一?)?"
_AHEAD = r"(?P<ahead>(?:各|所有|全部)(?=[省市州盟县区旗][级直属]))?"
_SOME = r"(?P<some>(?:其他|其它)?(?:有关|相关|涉及的?)|其[他它])?"
_TOWN = (
    r"(?:乡|镇|街道?|苏木)"
    r"(?:乡|镇|街道|街|处|场|办事处|办(?![理结完事好成公])|人民政府|政府|党委|党工委|园区|开发区|农场|林场|苏木"
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
    r"(?:公共|企事业单位|政府|行政|综合|执法|职能|工作|业务|行业|主管|责任|监管|执法|组成|党政|领域|牵头|配合|成员|涉农|审批|专业)*"
    r"(?:部门|委办局|局委办|部委办局)(?:（单位）|（中心）|[、和与及]?(?:各)?(?:直属)?(?:单位|机构))?"
)
_INSTITUTION = r"(?:直属机构|直属事业单位|事业单位|派出机构|直属单位|企事业单位|公共企事业单位)"
_MEMBER = (
    r"(?:领导小组|委员会|联席会议)?(?:项目)?"
    r"(?:责任|成员|试点|牵头|配合|参与|实施|承办|协办|主办|主管|主体责任)单位"
    r"|[\u4e00-\u9fff]{1,12}?(?:领导小组|委员会|联席会议|指挥部|专班|委会|委)各?成员单位"
)
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
    Selector.COUNTIES: r"(?:[县市区州]（[县市区州旗、/]+）|[县市区]{2,3}).*政府|县（市、区）",
    Selector.DEPARTMENTS: r"(?:行业|业务|职能|工作)(?:主管|监管)?部门|(?:行业|业务)?主管部门",
    Selector.MEMBERS: r".*(?:指挥部|专班|委).*成员单位|.*(?:领导小组|委员会|联席会议).*",
    Selector.DOMAIN_LEADS: r".*\d.*|.*试点.*|.*涉及.*|其[他它].*",
}
_AND = re.compile(r"[、，,和与及/]|以及")
STARTS = frozenset("各所全每有相本我县区市州省旗盟政机乡镇街村辖下")
"""What a group in running text begins with."""


@cache
def _atoms() -> tuple[tuple[Selector, re.Pattern[str]], ...]:
    """Compile the nouns on first use: many questions name no group."""
    return tuple(
        (selector, re.compile(f"{_AHEAD}{_PLACE}{_EVERY}{_SOME}(?P<noun>{noun})"))
        for selector, noun in _NOUNS
    )


@cache
def _plain(selector: Selector) -> re.Pattern[str]:
    """Compile what `selector` may look like without 各."""
    return re.compile(_PLAIN.get(selector, r"(?!)"))


@dataclass(frozen=True, slots=True)
class Atom:
    """One noun of a group, up to `end`."""

    end: int
    selector: Selector
    certainty: Certainty
    marked: bool


def chain(text: str, start: int, *, bare: bool = False) -> tuple[Atom, ...]:
    """Read noun after noun from `start` on, with what joins them."""
    atoms: list[Atom] = []
    place = start
    while place < len(text) and (atom := _atom(text, place, bare=bare)):
        atoms.append(atom)
        joined = _AND.match(text, atom.end)
        place = joined.end() if joined else atom.end
    return tuple(atoms)


def _atom(text: str, start: int, *, bare: bool) -> Atom | None:
    """Read the longest noun of a group at `start`; `bare` lets a plain 乡镇 stand for all of them."""
    best: Atom | None = None
    for selector, pattern in _atoms():
        match = pattern.match(text, start)
        if (
            match
            and (best is None or match.end() > best.end)
            and (atom := _judge(match, selector, bare=bare))
        ):
            best = atom
    return best


def _judge(match: re.Match[str], selector: Selector, *, bare: bool) -> Atom | None:
    """Say what a matched noun stands for; None where it is only a word."""
    place, some, noun = match["place"] or "", match["some"], match["noun"]
    every = match["ahead"] or match["every"]
    if some and some[0] == "其" and not bare:
        # 其他单位 in a question is no group of the roster.
        return None
    direct = bool(re.search(r"[直级属]$|政府$|机关$|^本级|^全|委$", place))
    office_word = selector in (Selector.DEPARTMENTS, Selector.ALL_UNITS, Selector.INSTITUTIONS)
    marked = bool(every or some) or (direct and office_word)
    if not marked and not (_plain(selector).fullmatch(noun) and (bare or noun.endswith(("政府", "办事处")))):
        return None
    if selector is Selector.DOMAIN_LEADS:
        return _domain_atom(match, (some or "") + noun)
    if selector is Selector.ALL_UNITS and re.search(r"[直级属]$|机关$|^本级|政府$", place):
        selector = Selector.DIRECT_UNITS
    certain = not some and selector is not Selector.MEMBERS and (bool(every) or not _vague(selector, noun))
    return Atom(match.end(), selector, Certainty.DEFINITE if certain else Certainty.POSSIBLE, marked)


def _vague(selector: Selector, noun: str) -> bool:
    """Tell whether a noun without 各 leaves open which units it means: 行业主管部门."""
    return selector is Selector.DEPARTMENTS and "主管" in noun


def _domain_atom(match: re.Match[str], noun: str) -> Atom:
    """Judge a noun with 领域: other domains than the pilot ones have no lead units yet."""
    if noun.startswith(("其他", "其它")) or "其他领域" in noun:
        return Atom(match.end(), Selector.DEPARTMENTS, Certainty.POSSIBLE, marked=True)
    return Atom(match.end(), Selector.DOMAIN_LEADS, Certainty.DEFINITE, marked=True)

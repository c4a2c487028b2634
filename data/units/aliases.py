"""The other names of a unit, made by rule from its canonical name."""

import re
from functools import lru_cache

from data.units.english import english_names, english_office
from data.units.spelling import HAN, tidy
from data.units.stems import families_of

LEVELS = "省市州盟县区旗"
"""The signs of a government's level that a unit's name begins with: 县住建局."""

_SUFFIXES = ("委员会", "办公室", "分局", "局", "委", "办", "部")
_NO_PREFIX = re.compile(r"^(?:市场|市政|市容|市域|市民|区划|区块|区域|州际|省级|县域|县级|市级|区级)")
_SAME_SUFFIX: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "局": (("局",), ("委", "委员会", "分局", "部门")),
    "分局": (("分局", "局"), ("部门",)),
    "委": (("委", "委员会", "局"), ("部门",)),
    "委员会": (("委员会", "委", "局"), ("部门",)),
    "办": (("办", "办公室"), ("局",)),
    "办公室": (("办公室", "办"), ("局",)),
    "部": (("部",), ()),
}
# Departments that are a 局 in one county and a 办 in the next.
_WORKING = re.compile("扶贫|信访|金融|移民|人防|外事|侨务|民宗|乡村振兴|大数据|招商|口岸|法制|地震|粮食")
_WORKING_ENDS = ("办", "办公室")
_TOWN = re.compile(rf"^({HAN}{{2,}})(镇|乡)(?:人民政府|政府)?$")
_STREET = re.compile(rf"^({HAN}{{2,}}?)街(?:道(?:办事处|办)?|办事处|办)$")
_VILLAGE = re.compile(rf"^({HAN}{{2,}}?)(村|社区)(?:村?民委员会|居民委员会|村委会|居委会|委会)?$")
_GOVERNMENT = re.compile(rf"^({HAN}{{2,}})([县市区旗州])(?:人民政府|政府)?$")
_ZONE = re.compile(r"^(.{2,})(?:管委会|管理委员会)$")


def bare_name(name: str, prefix: str | None = None) -> str:
    """Take the level's sign off a name: 县住建局 → 住建局; with `prefix` only that sign."""
    signs = prefix if prefix is not None else LEVELS
    if len(name) >= 3 and name[0] in signs and not _NO_PREFIX.match(name):
        return name[1:]
    return name


@lru_cache(maxsize=4096)
def forms_of(bare: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make the names of a unit without its level's sign: those that mean it, and looser ones."""
    text = tidy(bare)
    sure, loose = _place_forms(text) or _office_forms(text)
    names = dict.fromkeys((text, *sure))
    return tuple(names), tuple(name for name in dict.fromkeys(loose) if name not in names)


def aliases_of(name: str, *, region: str | None = None, prefix: str | None = None) -> tuple[str, ...]:
    """Make the other names of `name`: without its level, long and short, English, with the region's name."""
    text = tidy(name)
    bare = bare_name(text, prefix)
    sign = text[: len(text) - len(bare)]
    sure, loose = forms_of(bare)
    names = [*sure, *loose, *english_of(bare)]
    if sign:
        names += [sign + form for form in (*sure, *loose)]
    if region and not text.startswith(region[:-1]):
        names += [region + form for form in sure]
    return tuple(dict.fromkeys(other for other in names if other not in (name, text) and other[0] != "委"))


def english_of(bare: str) -> tuple[str, ...]:
    """Make the English names of a department: Housing Bureau, Bureau of Housing stands for the same."""
    stem, suffix = _cut(bare)
    words = [english for form in _stems(stem) for english in english_names(form)]
    kind = "Commission" if suffix in ("委", "委员会") else "Bureau"
    names = [f"{word} {kind}".title() for word in words] if suffix else []
    return (*names, *(name.title() for name in english_office(bare)))


def stems_of(bare: str) -> tuple[str, ...]:
    """Give the words that mean the same department as `bare` does; none if it is no department."""
    stem, suffix = _cut(bare)
    return _stems(stem) if suffix else ()


def _stems(stem: str) -> tuple[str, ...]:
    """Give a stem with its family."""
    return tuple(dict.fromkeys((stem, *(form for family in families_of(stem) for form in family.forms))))


def _cut(bare: str) -> tuple[str, str]:
    """Cut a department's name into its stem and its suffix."""
    suffix = next((suffix for suffix in _SUFFIXES if bare.endswith(suffix) and bare != suffix), "")
    return bare.removesuffix(suffix), suffix


def _place_forms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Make the names of a township, village, county or zone; None for an office."""
    if match := _TOWN.match(text):
        stem, sort = match[1], match[2]
        return tuple(f"{stem}{sort}{end}" for end in ("", "政府", "人民政府")), (stem,)
    if match := _STREET.match(text):
        return tuple(f"{match[1]}街{end}" for end in ("", "道", "道办", "道办事处", "办", "办事处")), (
            match[1],
        )
    if match := _VILLAGE.match(text):
        ends = ("", "委会", "民委员会") if match[2] == "村" else ("", "居委会", "居民委员会")
        return tuple(f"{match[1]}{match[2]}{end}" for end in ends), ()
    if match := _GOVERNMENT.match(text):
        return tuple(f"{match[1]}{match[2]}{end}" for end in ("", "政府", "人民政府")), (match[1],)
    if match := _ZONE.match(text):
        return tuple(f"{match[1]}{end}" for end in ("", "管委会", "管理委员会")), ()
    return None


def _office_forms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make the names of a department, party body, office or institution."""
    owned = _owned_forms(text)
    stem, suffix = _cut(text)
    if not suffix:
        return (*owned, *_institution_forms(text)), ()
    same, other = _SAME_SUFFIX[suffix]
    families = families_of(_plain_stem(stem))
    stems = tuple(dict.fromkeys((stem, _plain_stem(stem), *_stems(_plain_stem(stem)))))
    loose = [word for family in families for word in family.loose]
    known = bool(families)
    return (
        (*owned, *(word + end for word in (*stems, *_short_stems(stem)) for end in same)),
        (
            *(word + end for word in stems for end in (other if known else ())),
            *(word + end for word in stems for end in (_WORKING_ENDS if _WORKING.fullmatch(stem) else ())),
            *(word + end for word in loose for end in same),
        ),
    )


def _plain_stem(stem: str) -> str:
    """Write a stem without its brackets: 城市管理（综合执法） → 城市管理综合执法, or the word before them."""
    if "（" not in stem:
        return stem
    joined = stem.replace("（", "").replace("）", "")
    return joined if families_of(joined) else stem.partition("（")[0]


def _short_stems(stem: str) -> tuple[str, ...]:
    """Shorten a stem that no family knows: 林业管理局 is 林业局 as well."""
    return tuple(stem.removesuffix(end) for end in ("管理", "事务") if stem.endswith(end) and len(stem) > 3)


def _owned_forms(text: str) -> tuple[str, ...]:
    """Make the names of a body that its owner's name stands before: 县委组织部, 县政府办公室."""
    match = re.match(r"^(委|委员会|政府|人民政府|府)?(.{2,}|办)$", text)
    if not match or not match[1]:
        return ()
    rest = match[2]
    if rest in ("办", "办公室"):
        if match[1] in ("委", "委员会"):
            return ("委办", "委办公室")
        return ("政府办", "政府办公室", "府办", "府办公室", "人民政府办公室", "政办")
    owner = "委" if match[1].startswith("委") else "政府"
    return (rest, owner + rest)


def _institution_forms(text: str) -> tuple[str, ...]:
    """Make the short names of a centre: 融媒体中心 is 融媒中心."""
    pairs = (("融媒体", "融媒"), ("公共资源交易", "公资交易"), ("政务服务", "政务"), ("行政服务", "行政"))
    return tuple(text.replace(long, short) for long, short in pairs if text.startswith(long))

"""Which plan a message names: by its document number, title words, short name or year."""

import re
from dataclasses import dataclass

from handlers.understanding.vocabulary import PlanWords, RegionVocabulary

_NUMBER = re.compile(r"([一-鿿]{0,8})\[?(20\d\d)\]?\s*(?:年)?第?(\d{1,4})号(?:文件|文)?|(\d{1,4})号文件?")
_YEAR = re.compile(
    r"(20\d\d)\s*年(?:度)?(?:的)?(?:那个|那份)?(?:实施方案|工作方案|方案|工作计划|计划|任务分工表|任务分工|分工表|任务表|文件|要点)"
)
_GENERIC = re.compile(
    r"(?:任务分工及?进度安排表?|任务分工表?|任务清单|工作任务|实施方案|工作方案|分工方案|进度安排表?|的通知|关于印发)"
)
_PLAN_NOUN = re.compile(
    r"(?:的)?(?:实施方案|工作方案|方案|计划|任务分工表|分工表|任务表|文件|通知|要点|清单)?(?:里面|里|中|上|的)?"
)
_TITLE = re.compile(r"《([^《》]{4,60})》")
_SAID_PLAN = re.compile(
    r"([一-鿿]{2,12}?)的?(?:[那这][个份])?"
    r"(?:实施方案|工作方案|方案|计划|任务分工表|分工表|任务表|文件|文|通知|意见|措施|要点)"
    r"(?:里面|里边|里|中|的|上)*(?=\ue000)"
)
SHORTEST = 4
"""So many characters of a title must be said."""


@dataclass(frozen=True, slots=True)
class PlanNamed:
    """A plan named at [start, end) of the message."""

    start: int
    end: int
    key: str
    rule: str


def find_plan(text: str, region: RegionVocabulary) -> PlanNamed | None:
    """Find the plan that `text` names, None where it names none or several fit."""
    return (
        _by_number(text, region)
        or _by_short_name(text, region)
        or _by_title(text, region)
        or (_by_words(text, region) or _by_noun(text, region) if len(region.plans) > 1 else None)
        or _by_year(text, region)
    )


def _by_number(text: str, region: RegionVocabulary) -> PlanNamed | None:
    """Read 东政办秘[2020]64号, [2020]64号, 64号文."""
    if "号" not in text:
        return None
    for match in _NUMBER.finditer(text):
        digits = (match[2], match[3]) if match[3] else (None, match[4])
        plans = [plan for plan in region.plans if _has_number(plan, digits)]
        if len(plans) == 1:
            return PlanNamed(match.start(), match.end(), plans[0].key, "document number")
    return None


def _has_number(plan: PlanWords, digits: tuple[str | None, str]) -> bool:
    """Tell whether a plan's number has this year, where one is said, and this count."""
    printed = re.findall(r"\d+", plan.number or "")
    year, count = digits
    return len(printed) >= 2 and printed[-1] == count and year in (None, printed[-2])


def _by_short_name(text: str, region: RegionVocabulary) -> PlanNamed | None:
    """Find a plan's short name or key as it is."""
    for plan in region.plans:
        for name in (plan.short_name, plan.key):
            start = text.find(name.lower()) if name and len(name) >= SHORTEST else -1
            if name and start >= 0:
                return PlanNamed(start, _with_noun(text, start + len(name)), plan.key, "short name")
    return None


def _by_title(text: str, region: RegionVocabulary) -> PlanNamed | None:
    """Find a title in 《》, or its part."""
    match = _TITLE.search(text)
    plans = [plan for plan in region.plans if match and match[1] in plan.title.lower()]
    if match and len(plans) == 1:
        return PlanNamed(match.start(), match.end(), plans[0].key, "title")
    return None


def _by_words(text: str, region: RegionVocabulary) -> PlanNamed | None:
    """Find words of one title only, with the noun of a plan behind them (优化营商环境方案里第3项)."""
    best: PlanNamed | None = None
    start = 0
    while start <= len(text) - SHORTEST:
        keys = region.title_grams.get(text[start : start + SHORTEST], frozenset())
        if len(keys) != 1:
            start += 1
            continue
        end = _run_end(text, start, region, keys)
        if _with_noun(text, end) > end or text[end : end + 1] == "\ue000":
            best = PlanNamed(start, _with_noun(text, end), next(iter(keys)), "words of the title")
        start = end
    return best


def _by_noun(text: str, region: RegionVocabulary) -> PlanNamed | None:
    """Find few words of one title only, where the word for a document and an item stand behind them."""
    for match in _SAID_PLAN.finditer(text):
        for start in range(match.start(1), match.end(1) - 1):
            plans = [plan for plan in region.plans if text[start : match.end(1)] in plan.title.lower()]
            if len(plans) == 1:
                return PlanNamed(start, match.end(), plans[0].key, "words of the title")
    return None


def _run_end(text: str, start: int, region: RegionVocabulary, keys: frozenset[str]) -> int:
    """Go on while the text prints words of the same title."""
    place = start + 1
    while keys <= region.title_grams.get(text[place : place + SHORTEST], frozenset()):
        place += 1
    return place + SHORTEST - 1


def _with_noun(text: str, end: int) -> int:
    """Take in the noun behind a plan's name: 方案里."""
    match = _PLAN_NOUN.match(text, end)
    return match.end() if match else end


def _by_year(text: str, region: RegionVocabulary) -> PlanNamed | None:
    """Read 2020年的方案."""
    match = _YEAR.search(text) if "20" in text else None
    plans = [plan for plan in region.plans if match and plan.year == int(match[1])]
    if match and len(plans) == 1:
        return PlanNamed(match.start(), match.end(), plans[0].key, "year")
    return None

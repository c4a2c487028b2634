"""A message and everything that was found in it, before anything is concluded."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.dates.periods import find_periods
from data.dates.values import Period
from data.domains import DomainMention, find_domains
from handlers.understanding.conditions import Excluded, find_excluded
from handlers.understanding.cues import find_cues
from handlers.understanding.names import Named, name_stem, name_units
from handlers.understanding.numbers import Numbered, Numbering, find_numbers
from handlers.understanding.plan_names import PlanNamed, find_plan
from handlers.understanding.query import Finding, ItemKind
from handlers.understanding.signs import Cue, Sign
from handlers.understanding.subjects import Remainder, printed_runs, remainders, without_printed
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary, grams_of

BLANK = "\ue000"
"""Stands in the masked text for what is explained already."""

_PAST = frozenset(
    {
        Sign.FINISHED,
        Sign.FINISHED_ONES,
        Sign.WHETHER_DONE,
        Sign.RATE,
        Sign.SUMMARY,
        Sign.WEEKLY,
        Sign.STATE,
        Sign.SITUATION,
        Sign.OVERDUE,
    }
)
# With these, printed words are a subject and no unit's short name: 信访谁负责.
_ONE_TASK = frozenset(
    {Sign.WHO, Sign.UNITNOUN, Sign.ASKTIME, Sign.TIMEPOINT, Sign.DETAIL, Sign.RELATED, Sign.FINISHED}
)
_TELLS = re.compile(
    r"(?:进展|进度|情况|状态|progress|status|update)[^:,，?]{0,14}:\s*\S|^[^:]{0,12}(?:进展|进度)\s*(?:是|为)\S"
)
_YES = frozenset({"好", "行", "嗯", "可以", "成", "中", "妥"})
_ADDRESSED = re.compile(r"(?:请|提请|报请|恳请|呈|麻烦|报)\s*$")
_TO_DECIDE = re.compile(
    r"\s*(?:的?(?:领导|同志|老师)|予以|给予|帮忙|尽快|及时)*(?:审核|审批|审定|审阅|批准|批复|核实|核验|确认|同意|阅示|知悉|查收|备案|通过)"
)
_PARTLY = re.compile(
    r"(?:完成|办结|推进).{0,4}(?:\d\s*%|百分之|[\d一二三四五六七八九]成|一半|大半|过半|大部分)"
    r"|\d\s*% (?:done|complete)"
)
_DOMAIN_WORDS = re.compile(
    r"(?:的)?(?:基层)?(?:政务)?(?:公开)?(?:事项)?(?:标准)?(?:目录|清单|公开|工作|业务|政务公开|方面|这块)(?:编制|贯彻落实|落实)?"
)


@dataclass(frozen=True)
class Reading:
    """What stands where in a message. `cues` say what is wanted; `excluded` is what it leaves out."""

    text: str
    region: RegionVocabulary | None
    names: tuple[Named, ...]
    numbers: tuple[Numbered, ...]
    domains: tuple[DomainMention, ...]
    plan: PlanNamed | None
    periods: tuple[Period, ...]
    cues: tuple[Cue, ...]
    remainders: tuple[Remainder, ...]
    span: tuple[int, int]
    today: date = date.min
    excluded: tuple[Excluded, ...] = ()

    def part(self, start: int, end: int) -> "Reading":
        """Return what stands at [start, end) of the message."""

        def inside(hit: Named | Numbered | DomainMention | PlanNamed | Cue | Remainder) -> bool:
            return start <= hit.start and hit.end <= end

        return replace(
            self,
            span=(start, end),
            names=tuple(filter(inside, self.names)),
            numbers=tuple(filter(inside, self.numbers)),
            domains=tuple(filter(inside, self.domains)),
            plan=self.plan if self.plan and inside(self.plan) else None,
            periods=tuple(found for found in self.periods if start <= found.span[0] and found.span[1] <= end),
            cues=tuple(filter(inside, self.cues)),
            remainders=tuple(filter(inside, self.remainders)),
        )

    def names_anything(self) -> bool:
        """Tell whether the message names any unit, number, domain, plan, period or subject."""
        own = any(Sign.OWN in cue.signs or Sign.WIDE in cue.signs for cue in self.cues)
        named = self.names or self.numbers or self.domains or self.plan or self.periods
        return bool(named or own or any(rest.printed for rest in self.remainders))

    def signs(self) -> frozenset[Sign]:
        """Give every sign of the message."""
        return self.entity_signs() | cue_signs(self.cues)

    def entity_signs(self) -> frozenset[Sign]:
        """Give the signs of what the message names, and whether anything else is said at all."""
        signs = set(self._named_signs())
        if self.remainders:
            signs.add(Sign.SUBJECT if any(rest.printed for rest in self.remainders) else Sign.REST)
        elif not (signs & {Sign.UNIT, Sign.DOMAIN}) or Sign.ITEM in signs:
            signs.add(Sign.BARE)
        if _TELLS.search(self.text[slice(*self.span)]):
            signs.add(Sign.TELLS)
        if _PARTLY.search(self.text[slice(*self.span)]):
            signs.add(Sign.DOING)
        if self.text.strip(" .。!~") in _YES:
            signs |= {Sign.ACCEPTED, Sign.BARE}
        return frozenset(signs)

    def _named_signs(self) -> Iterable[Sign]:
        """Give the signs of units, numbers, domains, plan and periods."""
        for named in self.names:
            if self.addresses(named):
                continue
            yield Sign.WIDE if named.everyone or self.leaves_out(named) else Sign.UNIT
        for numbered in self.numbers:
            if not self.leaves_out(numbered):
                yield _counted(numbered)
        if self.domains:
            yield Sign.DOMAIN
            if self.region and not any(is_led(domain.name, self.region) for domain in self.domains):
                yield Sign.UNLED
        if self.plan:
            yield Sign.PLAN
        for period in self.periods:
            yield _repeating(period.rrule) if period.rrule else Sign.PERIOD
            if period.start is None and period.end is not None and period.end >= self.today:
                yield Sign.AHEAD

    def leaves_out(self, hit: Named | Numbered) -> bool:
        """Tell whether a unit or number is named only to be left out: 除县住建局外."""
        return any(one.what[0] <= hit.start and hit.end <= one.what[1] for one in self.excluded)

    def addresses(self, named: Named) -> bool:
        """Tell whether a unit is only asked to look at what is said: 请县政府办公室审核."""
        before, after = self.text[: named.start], self.text[named.end :]
        return bool(_ADDRESSED.search(before) and _TO_DECIDE.match(after))

    def unnamed(self) -> str:
        """Return the message with its names and subject blanked out: the words around them."""
        plan = (self.plan,) if self.plan else ()
        return _blank(self.text, (*self.names, *self.domains, *plan, *self.remainders))

    def findings(self) -> tuple[Finding, ...]:
        """List what was found where and by which rule, in the order of the text."""
        return tuple(sorted(self._findings(), key=lambda finding: finding.span))

    def _findings(self) -> Iterable[Finding]:
        for named in self.names:
            yield self._finding(named.start, named.end, "unit", named.rule)
        for numbered in self.numbers:
            yield self._finding(numbered.start, numbered.end, "number", numbered.rule)
        for domain in self.domains:
            yield self._finding(domain.start, domain.end, f"domain {domain.name}", "list of domains")
        if self.plan:
            yield self._finding(self.plan.start, self.plan.end, f"plan {self.plan.key}", self.plan.rule)
        for period in self.periods:
            yield self._finding(*period.span, f"period {period.start}..{period.end}", period.rule)
        for cue in self.cues:
            yield self._finding(cue.start, cue.end, "/".join(sorted(cue.signs)), "list of words")
        for rest in self.remainders:
            rule = "printed in the plans" if rest.printed else "in no plan"
            yield self._finding(rest.start, rest.end, "remainder", rule)

    def _finding(self, start: int, end: int, what: str, rule: str) -> Finding:
        return Finding((start, end), self.text[start:end], what, rule)


def cue_signs(cues: Iterable[Cue]) -> frozenset[Sign]:
    """Give all signs of `cues`."""
    return frozenset(sign for cue in cues for sign in cue.signs)


def _counted(numbered: Numbered) -> Sign:
    """Say what a number counts."""
    if numbered.position:
        return Sign.POSITION
    return Sign.ITEM if numbered.refs[0].kind is ItemKind.ITEM else Sign.SECTION


def _repeating(rrule: str) -> Sign:
    """Say how often a period comes back: 每年9月."""
    if "FREQ=YEARLY" in rrule:
        return Sign.QUARTERLY if "3,6,9,12" in rrule else Sign.YEARLY
    return Sign.RECURRING


def is_led(domain: str, region: RegionVocabulary) -> bool:
    """Tell whether a domain is to be answered with its lead unit.

    Where the region's documents print the domain as a scope of a task but no lead unit for it, the task says
    who does it.
    """
    return domain in region.domains_led or not all(gram in region.grams for gram in grams_of(domain))


def read(text: str, region: RegionVocabulary | None, vocabulary: Vocabulary, today: date) -> Reading:
    """Find everything that `text`, which is clean already, names or says."""
    excluded = find_excluded(text) if region else ()
    if excluded:
        reading = _read(text, _without_words(text, excluded), region, vocabulary, today, excluded)
        hits: tuple[Named | Numbered, ...] = (*reading.names, *reading.numbers)
        if any(map(reading.leaves_out, hits)):
            return reading
    return _read(text, text, region, vocabulary, today)


def _without_words(text: str, excluded: Iterable[Excluded]) -> str:
    """Blank out the words that say that something is left out."""
    spans = [span for one in excluded for span in one.words]
    return _blank_spans(text, spans)


def _read(
    text: str,
    shown: str,
    region: RegionVocabulary | None,
    vocabulary: Vocabulary,
    today: date,
    excluded: tuple[Excluded, ...] = (),
) -> Reading:
    """Find everything in `shown`, which is `text` with some words blanked out."""
    names = name_units(shown, region, vocabulary) if region else ()
    masked = _blank(shown, names)
    numbers = find_numbers(masked, region.numbering if region else Numbering())
    masked = _blank(masked, numbers)
    plan = find_plan(masked, region) if region else None
    masked = _blank(masked, (plan,) if plan else ())
    domains = find_domains(masked)
    masked = _blank(masked, domains)
    cues = find_cues(masked)
    periods = _periods(masked, cues, today)
    if periods:
        masked = _blank_spans(masked, [period.span for period in periods])
        cues = (*find_cues(masked), *(cue for cue in cues if _runs_into(cue, periods)))
    reading = _with_words(text, masked, region, names, numbers, domains, plan, periods, cues, today)
    return replace(reading, excluded=excluded) if excluded else reading


def _with_words(
    text: str,
    masked: str,
    region: RegionVocabulary | None,
    names: tuple[Named, ...],
    numbers: tuple[Numbered, ...],
    domains: tuple[DomainMention, ...],
    plan: PlanNamed | None,
    periods: tuple[Period, ...],
    cues: tuple[Cue, ...],
    today: date,
) -> Reading:
    """Tell the words that ask from those that the plans print, and keep what is left over."""
    grams = region.grams if region else frozenset[str]()
    cues = without_printed(text, cues, printed_runs(masked, grams)) if grams else cues
    rest = remainders(text, _blank(masked, cues), grams)
    if domains:
        rest = tuple(words for words in rest if not _DOMAIN_WORDS.fullmatch(words.text))
    one_task = not cue_signs(cues).isdisjoint(_ONE_TASK)
    maybe = () if region is None else (words for words in rest if not (words.printed and one_task))
    stems = tuple(filter(None, (name_stem(text, words, region) for words in maybe))) if region else ()
    if stems:
        names = (*names, *stems)
        rest = tuple(words for words in rest if all(stem.end != words.end for stem in stems))
    return Reading(text, region, names, numbers, domains, plan, periods, cues, rest, (0, len(text)), today)


def _periods(masked: str, cues: Sequence[Cue], today: date) -> tuple[Period, ...]:
    """Read the periods; a longer phrase that holds a period's words has its own meaning (最近的截止日期)."""
    signs = cue_signs(cues)
    past = not signs.isdisjoint(_PAST) and Sign.EXTEND not in signs  # A later date lies ahead.
    found = find_periods(masked, today, past=past)
    return tuple(period for period in found if not any(_holds(cue, period) for cue in cues))


def _runs_into(cue: Cue, periods: Sequence[Period]) -> bool:
    """Tell whether a cue's last character begins a period: 延到11月20日."""
    return Sign.EXTEND in cue.signs and any(cue.start < period.span[0] < cue.end for period in periods)


def _holds(cue: Cue, period: Period) -> bool:
    start, end = period.span
    longer = cue.end - cue.start > end - start
    same = (cue.start, cue.end) == (start, end)
    return cue.start <= start and end <= cue.end and (longer or same)


def _blank(text: str, found: Iterable[Named | Numbered | DomainMention | PlanNamed | Cue | Remainder]) -> str:
    """Blank out what is found, every other character staying at its place."""
    for hit in found:
        text = text[: hit.start] + BLANK * (hit.end - hit.start) + text[hit.end :]
    return text


def _blank_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text

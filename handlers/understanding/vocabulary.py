"""What is known of each region before a message is read: its units, plans, domains and printed words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.units.directory import UnitDirectory
from handlers.understanding.numbers import Numbering


@dataclass(frozen=True, slots=True)
class PlanWords:
    """How a plan may be named, and the item labels and chapters (十二) that it prints."""

    key: str
    title: str
    short_name: str | None = None
    number: str | None = None
    year: int | None = None
    state: str = "open"
    items: frozenset[str] = frozenset()
    chapters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RegionVocabulary:
    """The words of one region.

    `grams` are the pairs of characters that its headings, details and scopes print (`printed_grams`);
    `domains_led` the canonical names of the domains whose lead unit the region's documents print; `parts` the
    parts that they print behind units in brackets, with the ids of these units.
    """

    region_id: int
    name: str
    directory: UnitDirectory
    key: str | None = None
    plans: tuple[PlanWords, ...] = ()
    office_id: int | None = None
    domains_led: frozenset[str] = frozenset()
    grams: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def numbering(self) -> Numbering:
        """What numbers look like in the region's plans."""
        labels = frozenset(label for plan in self.plans for label in plan.items)
        return Numbering(labels, frozenset(chapter for plan in self.plans for chapter in plan.chapters))

    @cached_property
    def title_grams(self) -> Mapping[str, frozenset[str]]:
        """The groups of four characters in titles and short names → the keys of the plans that have them."""
        keys: dict[str, set[str]] = {}
        for plan in self.plans:
            for name in (plan.title, plan.short_name or ""):
                for start in range(len(name) - 3):
                    keys.setdefault(name[start : start + 4].lower(), set()).add(plan.key)
        return {gram: frozenset(found) for gram, found in keys.items()}

    @cached_property
    def spoken_names(self) -> tuple[str, ...]:
        """The region's name as people say it: 东至县 and 东至."""
        short = self.name.rstrip("县区市州") if len(self.name) > 2 else self.name
        return (self.name, short) if len(short) > 1 else (self.name,)


@dataclass(frozen=True)
class Vocabulary:
    """The words of every region."""

    regions: tuple[RegionVocabulary, ...] = ()
    _by_name: dict[str, RegionVocabulary] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {region.name: region for region in self.regions})

    def region(self, name: str | None) -> RegionVocabulary | None:
        """Return the region called `name`, None where there is none."""
        return self._by_name.get(name) if name else None


def printed_grams(texts: Iterable[str]) -> frozenset[str]:
    """Collect the pairs of neighbouring characters in `texts`; brackets and quotes are passed over."""
    return frozenset(gram for text in texts for gram in grams_of(text))


def grams_of(text: str) -> Iterable[str]:
    """Give the pairs of neighbouring characters of `text`, brackets and quotes passed over."""
    plain = text.translate(_PASSED_OVER).lower()
    return (
        plain[place : place + 2]
        for place in range(len(plain) - 1)
        if plain[place].isalnum() and plain[place + 1].isalnum()
    )


_PASSED_OVER = str.maketrans("", "", "（）()“”\"'《》〈〉「」『』‘’")

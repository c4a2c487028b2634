"""Understanding alone: a question → what it asks for, with a thousand units known."""

from functools import partial
from statistics import median

from bench.figures import Figure, Goal, times_of
from bench.names import DOMAINS, GROUPS, HEADINGS, OBJECTS, PLANS, REGIONS, SCOPES, VERBS, unit_names
from bench.questions import MIX, Asked
from bench.today import TODAY
from bench.workshop import Workshop
from data.units.directory import UnitDirectory
from data.units.kinds import kind_of
from data.units.values import Unit, UnitKind
from handlers.understanding.understand import understand
from handlers.understanding.vocabulary import PlanWords, RegionVocabulary, Vocabulary, printed_grams

UNITS = 1_000
REPEATS = 15
LABELS = frozenset(map(str, range(1, 36)))


def run(workshop: Workshop) -> list[Figure]:
    """Measure the questions of the mix."""
    known = _vocabulary(UNITS)
    found = [seconds * 1e6 for asked in MIX for seconds in times_of(partial(_read, asked, known), REPEATS)]
    what = f"understanding, {UNITS:,} units known, median"
    return [Figure(what, median(found), "µs", goal=Goal(300, of_ratio=False))]


def _read(asked: Asked, known: Vocabulary) -> object:
    return understand(
        asked.text,
        vocabulary=known,
        region=known.regions[0].name,
        unit=asked.unit,
        today=TODAY.date(),
        wide_chat=asked.leaders,
    )


def _vocabulary(count: int) -> Vocabulary:
    """Make what is known of one region with `count` units."""
    units = [
        Unit(number, name, kind_of(name, "县") or UnitKind.DEPARTMENT)
        for number, name in enumerate(unit_names(count), 1)
    ]
    plans = tuple(
        PlanWords(f"plan-{place}", f"2020年{name}任务分工表", f"2020年{name}任务分工表", items=LABELS)
        for place, name in enumerate(PLANS)
    )
    region = RegionVocabulary(
        region_id=1,
        name=REGIONS[0],
        directory=UnitDirectory(REGIONS[0], units, GROUPS),
        plans=plans,
        domains_led=frozenset(DOMAINS),
        grams=printed_grams([*OBJECTS, *VERBS, *SCOPES, *HEADINGS]),
    )
    return Vocabulary((region,))

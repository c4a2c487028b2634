"""Reading a deadline cell, beside one search with a compiled regex, and beside dateparser."""

import re
import warnings
from collections.abc import Callable
from functools import partial
from statistics import median

from bench.figures import Figure, Goal, median_time
from bench.today import TODAY
from bench.workshop import Workshop
from data.dates.deadlines import read_deadline
from data.importers.plans import read_plans
from data.importers.reading import read_document
from data.samples import SAMPLES, sample_document

REPEATS = 7
NUMBER = 20
SLOW_REPEATS = 1
YEAR = 2020
PATTERN = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|底|[上中下]旬)?(?:前|底前)?")


def run(workshop: Workshop) -> list[Figure]:
    """Measure every deadline cell of the samples, one by one."""
    cells = deadline_cells()
    issued = TODAY.date()
    ours = _medians(cells, lambda cell: read_deadline(cell, year=YEAR, issued=issued), NUMBER)
    return [
        Figure(
            f"deadline cell, median of {len(cells)}",
            ours,
            "µs",
            _medians(cells, PATTERN.search, NUMBER),
            "one regex search",
            Goal(30, of_ratio=False),
        ),
        Figure("deadline cell, median", ours, "µs", _dateparser(cells), "dateparser", Goal(1)),
    ]


def deadline_cells() -> list[str]:
    """Return each row's deadline as the sample documents print it."""
    drafts = (
        read_plans(read_document(sample_document(sample)), region=sample.region, year=sample.year)
        for sample in SAMPLES
    )
    return [
        row.deadline
        for draft in drafts
        for plan in draft.plans
        for row in plan.rows
        if row.deadline and not row.inherited
    ]


def _medians(cells: list[str], read: Callable[[str], object], number: int, repeats: int = REPEATS) -> float:
    """Return the median over the cells of their median times, in µs."""
    return median(median_time(partial(read, cell), repeats, number) for cell in cells) * 1e6


def _dateparser(cells: list[str]) -> float:
    with warnings.catch_warnings():
        # It warns of its own regular expressions and of naive times.
        warnings.simplefilter("ignore")
        import dateparser

        base = TODAY.replace(tzinfo=None)
        settings = {"RELATIVE_BASE": base}
        return _medians(
            cells,
            lambda cell: dateparser.parse(cell, languages=["zh"], settings=settings),
            1,
            SLOW_REPEATS,
        )

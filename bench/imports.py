"""Reading a plan document, beside python-docx merely opening and walking it."""

from pathlib import Path

import docx

from bench.figures import Figure, Goal, median_time
from bench.workshop import Workshop
from data.importers.plans import read_plans
from data.importers.reading import read_document
from data.samples import SAMPLES, Sample, sample_document

REPEATS = 9
GOAL = Goal(2)


def run(workshop: Workshop) -> list[Figure]:
    """Measure each sample document, and all of them together."""
    pairs = [(sample.key, *_measure(sample)) for sample in SAMPLES]
    ours, theirs = sum(pair[1] for pair in pairs), sum(pair[2] for pair in pairs)
    return [_figure(key, *times) for key, *times in (*pairs, ("all five", ours, theirs))]


def _figure(what: str, ours: float, theirs: float) -> Figure:
    return Figure(f"import {what}", ours * 1e3, "ms", theirs * 1e3, "python-docx walking it", GOAL)


def _measure(sample: Sample) -> tuple[float, float]:
    path = sample_document(sample, ".docx")
    ours = median_time(
        lambda: read_plans(read_document(path), region=sample.region, year=sample.year), REPEATS
    )
    return ours, median_time(lambda: _walk(path), REPEATS)


def _walk(path: Path) -> int:
    """Touch the text of every cell."""
    tables = docx.Document(str(path)).tables
    return sum(len(cell.text) for table in tables for row in table.rows for cell in row.cells)

"""Period phrases: ours beside JioNLP's `parse_time`, in a process of its own each."""

import json
import subprocess
import sys
from dataclasses import dataclass
from statistics import median

from bench.figures import Figure, Goal, median_time
from bench.phrases import PHRASES, Phrase
from bench.today import TODAY
from bench.workshop import ROOT, Workshop
from data.dates.periods import read_period

REPEATS = 15
LIBRARY = ROOT / "build" / "bench"
"""Where `make bench` puts JioNLP, apart from what the program itself needs."""


@dataclass(frozen=True, slots=True)
class Read:
    """How one phrase was read, and in how many seconds."""

    start: str | None
    end: str | None
    seconds: float


def run(workshop: Workshop) -> list[Figure]:
    """Measure speed and how often each is right."""
    ours = [read_ours(phrase) for phrase in PHRASES]
    theirs = _theirs()
    if theirs is None:
        workshop.told(f"JioNLP is not in {LIBRARY}: `make bench` installs it. Its baseline is left out.")
    else:
        for phrase, mine, other in zip(PHRASES, ours, theirs, strict=True):
            if not (phrase.fits(mine.start, mine.end) and phrase.fits(other.start, other.end)):
                workshop.told(f"  {phrase.text}: {mine.start}..{mine.end}, JioNLP {other.start}..{other.end}")
    return [
        _figure(
            "median", "µs", _microseconds(ours), None if theirs is None else _microseconds(theirs), Goal(0.25)
        ),
        _figure(
            "right", "%", _right(ours), None if theirs is None else _right(theirs), Goal(1.001, above=True)
        ),
    ]


def _figure(what: str, unit: str, ours: float, theirs: float | None, goal: Goal) -> Figure:
    return Figure(f"period phrases ({len(PHRASES)}), {what}", ours, unit, theirs, "JioNLP parse_time", goal)


def read_ours(phrase: Phrase) -> Read:
    """Read one phrase with the program's own rules."""
    period = read_period(phrase.text, TODAY.date())
    seconds = median_time(lambda: read_period(phrase.text, TODAY.date()), REPEATS)
    start = period.start.isoformat() if period and period.start else None
    return Read(start, period.end.isoformat() if period and period.end else None, seconds)


def _theirs() -> list[Read] | None:
    """Ask JioNLP for each phrase; None where it is not installed."""
    if not (LIBRARY / "jionlp").exists():
        return None
    asked = json.dumps([phrase.text for phrase in PHRASES])
    done = subprocess.run(
        [sys.executable, "-m", "bench.jionlp_times", str(LIBRARY), TODAY.date().isoformat()],
        cwd=ROOT,
        check=True,
        capture_output=True,
        input=asked,
        text=True,
        encoding="utf-8",
    )
    return [Read(*read) for read in json.loads(done.stdout.splitlines()[-1])]


def _microseconds(reads: list[Read]) -> float:
    return median(read.seconds for read in reads) * 1e6


def _right(reads: list[Read]) -> float:
    pairs = zip(PHRASES, reads, strict=True)
    return 100 * sum(phrase.fits(read.start, read.end) for phrase, read in pairs) / len(PHRASES)

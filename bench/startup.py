"""The cold start of a question on the command line, beside importing SQLAlchemy alone."""

import os
import subprocess
import sys
from time import perf_counter

from bench.figures import Figure, Goal
from bench.workshop import ROOT, Workshop

RUNS = 9
QUESTION = "县住建局本月有哪些任务到期"


def run(workshop: Workshop) -> list[Figure]:
    """Measure both in turn, so that a busy moment of the machine meets both."""
    asking = ("-m", "bot", "ask", QUESTION, "--db", workshop.samples(), "--now", "2020-09-10")
    importing = ("-c", "import sqlalchemy")
    pairs = [(_seconds(asking), _seconds(importing)) for _ in range(RUNS + 1)][1:]
    ours, theirs = (min(times) for times in zip(*pairs, strict=True))
    what = f"duban ask from cold, best of {RUNS}"
    return [Figure(what, ours * 1e3, "ms", theirs * 1e3, "import sqlalchemy", Goal(3))]


def _seconds(arguments: tuple[str, ...]) -> float:
    # As an installed program starts: its modules are compiled already, like SQLAlchemy's.
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, env=settings)
    return perf_counter() - begun

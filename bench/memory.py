"""The memory of a process that opens the largest database and answers the mix."""

import subprocess
import sys

from bench.figures import Figure, Goal
from bench.workshop import ROOT, Workshop


def run(workshop: Workshop) -> list[Figure]:
    """Measure the largest resident size that a fresh process reaches."""
    size = workshop.largest
    ours, theirs = resident(workshop.url(size)), resident()
    goal = Goal(150, of_ratio=False)
    return [Figure(f"memory at {size:,}", ours, "MB", theirs, "import sqlalchemy.orm", goal)]


def resident(*arguments: str) -> float:
    """Return the peak memory of a fresh process, in MB."""
    command = (sys.executable, "-m", "bench.resident", *arguments)
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
    return float(done.stdout.split()[0])

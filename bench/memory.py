"""The memory of a process that opens the largest database and answers the mix."""

import subprocess
import sys

from bench.figures import Figure, Goal
from bench.workshop import ROOT, Workshop


def run(workshop: Workshop) -> list[Figure]:
    """Measure the largest resident size that a fresh process reaches."""
    size = workshop.largest
    ours = _megabytes("-m", "bench.resident", workshop.url(size))
    theirs = _megabytes("-c", f"import sqlalchemy.orm\n{PRINT_PEAK}")
    goal = Goal(150, of_ratio=False)
    return [Figure(f"memory at {size:,}", ours, "MB", theirs, "import sqlalchemy.orm", goal)]


PRINT_PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def _megabytes(*arguments: str) -> float:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    kilobytes = int(done.stdout.split()[-1])
    # macOS counts in bytes, Linux in kilobytes.
    return kilobytes / (1e6 if sys.platform == "darwin" else 1e3)

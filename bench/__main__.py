"""`python -m bench [NAME…] [--size N]` runs the benches and prints their table."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from bench import (
    answers,
    deadlines,
    delivery,
    imports,
    memory,
    peers,
    planning,
    reports,
    startup,
    summary,
    telegram_rate,
    understanding,
)
from bench.figures import Figure, table_of
from bench.workshop import SIZES, Workshop
from bot.__main__ import spare_collector

BENCHES: dict[str, Callable[[Workshop], list[Figure]]] = {
    "imports": imports.run,
    "deadlines": deadlines.run,
    "startup": startup.run,
    "peers": peers.run,
    "understanding": understanding.run,
    "answers": answers.run,
    "summary": summary.run,
    "memory": memory.run,
    "planning": planning.run,
    "delivery": delivery.run,
    "telegram": telegram_rate.run,
    "reports": reports.run,
}
"""Every bench by its name, in the order in which they run."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benches that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(BENCHES)}; all without")
    parser.add_argument("--size", type=int, metavar="N", help="assignments, instead of 10^4, 10^5 and 10^6")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in BENCHES]:
        parser.error(f"no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    sizes = (asked.size,) if asked.size else SIZES
    spare_collector()
    workshop = Workshop(Path(tempfile.mkdtemp(prefix="duban-bench-")), sizes)
    try:
        figures = [figure for name in asked.names or BENCHES for figure in _run(name, workshop)]
    finally:
        workshop.clear()
    print(f"\n{table_of(figures)}")
    return 0


def _run(name: str, workshop: Workshop) -> list[Figure]:
    """Run one bench, and say how long it took."""
    begun = perf_counter()
    figures = BENCHES[name](workshop)
    print(f"{name}: {perf_counter() - begun:.0f} s")
    return figures


if __name__ == "__main__":
    sys.exit(main())

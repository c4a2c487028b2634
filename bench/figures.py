"""What a bench hands back, and how it is measured and printed."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from unicodedata import east_asian_width

Task = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure, or its ratio to the baseline, has to stay below or above."""

    bound: float
    of_ratio: bool = True
    above: bool = False

    def is_met(self, figure: "Figure") -> bool:
        """Say whether `figure` reaches the goal."""
        found = figure.ratio if self.of_ratio else figure.value
        if found is None:
            return False
        return found >= self.bound if self.above else found < self.bound

    def __str__(self) -> str:
        side = "≥" if self.above else "<"
        return f"{'ratio ' if self.of_ratio else ''}{side} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, and beside it the same for something well known."""

    what: str
    value: float
    unit: str
    baseline: float | None = None
    against: str = ""
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the baseline it is."""
        return self.value / self.baseline if self.baseline else None


def times_of(task: Task, repeats: int, number: int = 1) -> list[float]:
    """Time `task` in seconds, `repeats` times after a first run, each time over `number` runs."""
    task()
    found: list[float] = []
    for _ in range(repeats):
        begun = perf_counter()
        for _ in range(number):
            task()
        found.append((perf_counter() - begun) / number)
    return found


def median_time(task: Task, repeats: int, number: int = 1) -> float:
    """Return the median time of `task` in seconds."""
    return median(times_of(task, repeats, number))


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value below which `share` of the values lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


HEADS = ("what", "figure", "baseline", "ratio", "goal", "")


def table_of(figures: Sequence[Figure]) -> str:
    """Lay the figures out in columns."""
    rows = [HEADS, *map(_cells, figures)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([lines[0], "-" * (sum(widths) + 10), *lines[1:]])


def _cells(figure: Figure) -> tuple[str, ...]:
    ratio = figure.ratio
    return (
        figure.what,
        _said(figure.value, figure.unit),
        f"{_said(figure.baseline, figure.unit)} {figure.against}"
        if figure.baseline is not None
        else figure.against,
        f"{ratio:.3g}" if ratio is not None else "",
        str(figure.goal) if figure.goal else "",
        ("met" if figure.goal.is_met(figure) else "MISSED") if figure.goal else "",
    )


def _against(figure: Figure) -> str:
    """Say the baseline, and what it is."""
    if figure.baseline is None:
        return figure.against
    return f"{_said(figure.baseline, figure.unit)} {figure.against}"


def _said(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def _width(text: str) -> int:
    """Count columns: a Chinese character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))

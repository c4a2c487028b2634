"""What a directory answers: one unit, several or none, and where a text names them."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.units.groups import GroupReading
from data.units.values import Unit


@dataclass(frozen=True, slots=True)
class Found:
    """One unit; `mended` is the misspelt text that was taken for it."""

    unit: Unit
    mended: str | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several units that a name fits: ask back, never guess."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No unit of the region."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit or group that a text names, at [start, end).

    One candidate is sure, several are to be asked back. A group has `group` and no candidates.
    A stranger has neither: it reads like a unit and is none of the region.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Unit, ...] = ()
    mended: bool = False
    group: GroupReading | None = None


def is_free(taken: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether no mention covers [start, end)."""
    return all(end <= first or start >= last for first, last in taken)

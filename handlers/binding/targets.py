"""From the words of a command to what a chat may be bound to."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.units.mentions import Ambiguous, Found
from data.units.values import Unit
from handlers.understanding.vocabulary import RegionVocabulary

LEADERS = frozenset({"领导", "leaders"})
LEADERS_NAME = "领导"


@dataclass(frozen=True, slots=True)
class Target:
    """What a chat may be bound to: a unit of a region, or its leaders where `unit_id` is None."""

    region_id: int
    region: str
    unit_id: int | None
    unit: str

    @property
    def name(self) -> str:
        """Return the region and unit as a command takes them."""
        return f"{self.region} {self.unit}"


def region_of(
    words: Sequence[str], regions: Sequence[RegionVocabulary]
) -> tuple[RegionVocabulary | None, tuple[str, ...]]:
    """Take the region off the front, where the first word names one; return it and the words left."""
    for region in regions:
        if words and words[0] in region.spoken_names:
            return region, tuple(words[1:])
    return None, tuple(words)


def find_targets(words: Sequence[str], regions: Sequence[RegionVocabulary]) -> list[Target]:
    """Return everything that the words may mean; nothing where they name no unit."""
    region, rest = region_of(words, regions)
    name = "".join(rest) if not "".join(rest).isascii() else " ".join(rest)
    fitting = regions if region is None else (region,)
    if not name:
        return []
    if name.casefold() in LEADERS:
        return [Target(place.region_id, place.name, None, LEADERS_NAME) for place in fitting]
    return [
        Target(place.region_id, place.name, unit.id, unit.name)
        for place in fitting
        for unit in _units(place, name)
    ]


def _units(region: RegionVocabulary, name: str) -> tuple[Unit, ...]:
    """Return the units that `name` surely means: binding is a change, so a slip is not mended."""
    match region.directory.find(name):
        case Found(unit=unit, mended=None):
            return (unit,)
        case Ambiguous(units=units):
            return units
        case _:
            return ()

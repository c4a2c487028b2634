"""In which region a message is to be understood."""

from dataclasses import dataclass

from handlers.understanding.names import regions_naming
from handlers.understanding.query import Option, Query
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary


@dataclass(frozen=True, slots=True)
class Place:
    """The region that is meant; None with `options` where several may be."""

    region: RegionVocabulary | None
    options: tuple[Option, ...] = ()


def settle_region(
    text: str, vocabulary: Vocabulary, region: RegionVocabulary | None, before: Query | None
) -> Place:
    """Take the chat's region, else the one named, the only one, or the only one with the unit named."""
    if region is not None:
        return Place(region)
    if len(vocabulary.regions) == 1:
        return Place(vocabulary.regions[0])
    if said := region_named(text, vocabulary):
        return Place(said)
    naming = regions_naming(text, vocabulary.regions)
    if len(naming) == 1:
        return Place(naming[0])
    if not naming and before and (kept := vocabulary.region(before.region)):
        return Place(kept)
    return Place(None, tuple(_options(text, naming or vocabulary.regions)))


def region_named(text: str, vocabulary: Vocabulary) -> RegionVocabulary | None:
    """Return the one region that `text` names; None where it names none or several."""
    said = [other for other in vocabulary.regions if any(name in text for name in _names(other))]
    return said[0] if len(said) == 1 else None


def _names(region: RegionVocabulary) -> tuple[str, ...]:
    return tuple(name for name in region.spoken_names if len(name) > 1)


def _options(text: str, regions: tuple[RegionVocabulary, ...]) -> list[Option]:
    """Offer each region, with its units that the message may name."""
    options: list[Option] = []
    for region in regions:
        units = [unit for mention in region.directory.find_in(text) for unit in mention.candidates]
        options.extend(Option(f"{region.name} {unit.name}", region.name, unit.name) for unit in units)
        if not units:
            options.append(Option(region.name, region.name))
    return options

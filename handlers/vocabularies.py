"""What is known of each region before a message is read, kept until the region changes."""

import re
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy.orm import Session

from data.repositories.plans import PlanFact, PlanRepository, region_versions
from data.repositories.units import UnitRepository
from data.repositories.vocabulary import Labels, VocabularyRepository
from data.units.directory import UnitDirectory
from handlers.understanding.vocabulary import PlanWords, RegionVocabulary, Vocabulary

_CHAPTER = re.compile(r"[（(]([^（()）]+)[）)]")
NO_LABELS = Labels(frozenset(), frozenset())


@dataclass(frozen=True)
class Known:
    """What is kept of a region while its name and version, the `mark`, stay as they are."""

    mark: tuple[str, int]
    words: RegionVocabulary
    plans: tuple[PlanFact, ...]


@dataclass
class Vocabularies:
    """The vocabulary of all regions; only a region whose version grew is built again."""

    _kept: dict[int, Known] = field(default_factory=dict)
    _whole: Vocabulary = field(default_factory=Vocabulary)
    _lock: Lock = field(default_factory=Lock)

    def current(self, session: Session) -> Vocabulary:
        """Return the vocabulary as the database stands now."""
        versions = region_versions(session)
        with self._lock:
            if {key: known.mark for key, known in self._kept.items()} != versions:
                self._kept = {key: self._region(session, key, mark) for key, mark in versions.items()}
                self._whole = Vocabulary(tuple(known.words for known in self._kept.values()))
            return self._whole

    def plans(self, region_id: int | None) -> tuple[PlanFact, ...]:
        """Return the plans of a region, as they were when its vocabulary was last asked for."""
        known = self._kept.get(region_id) if region_id is not None else None
        return known.plans if known is not None else ()

    def _region(self, session: Session, region_id: int, mark: tuple[str, int]) -> Known:
        known = self._kept.get(region_id)
        return known if known is not None and known.mark == mark else load_region(session, region_id, mark)


def load_region(session: Session, region_id: int, mark: tuple[str, int]) -> Known:
    """Read what is to be known of one region, whose name and version are the `mark`."""
    words = VocabularyRepository(session, region_id)
    units = UnitRepository(session, region_id)
    known, labels = units.all(), words.labels()
    plans = PlanRepository(session, region_id).all()
    offices = {plan.office for plan in plans if plan.office is not None}
    vocabulary = RegionVocabulary(
        region_id=region_id,
        name=mark[0],
        directory=UnitDirectory(mark[0], known, [group for _, group in units.groups()]),
        plans=tuple(_plan_words(plan, labels.get(plan.id, NO_LABELS)) for plan in plans),
        office_id=next((unit.id for unit in known if unit.name in offices), None),
        domains_led=words.domains_led(),
        grams=words.terms(),
        parts=words.parts(),
    )
    return Known(mark, vocabulary, plans)


def _plan_words(plan: PlanFact, labels: Labels) -> PlanWords:
    """Say how a plan may be named; a chapter cell such as （十三）、（二十一） names two chapters."""
    chapters = (chapter for cell in labels.chapters for chapter in _CHAPTER.findall(cell) or [cell])
    return PlanWords(
        key=plan.key,
        title=plan.title,
        short_name=plan.short_name,
        number=plan.number,
        year=plan.year,
        state=plan.state.value,
        items=labels.items,
        chapters=frozenset(chapters),
    )

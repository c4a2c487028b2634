"""What one process has in its head: numbers set aside, what is not written down yet, what was said last."""

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from handlers.memory.place import Place
from handlers.memory.recent import Recent
from handlers.memory.said import Said

CONVERSATIONS = 1_000
"""Of how many people in how many places it is known what they said last."""

UNSENT = 1_000
"""How many answers may be under way; an older one was never sent."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was said between a person and the bot, with its number, and not written down yet."""

    place: Place
    person: int
    said: Said


@dataclass(frozen=True, slots=True)
class Lately:
    """What a person said last: anything that offered something, and the last question."""

    latest: Said | None = None
    question: Said | None = None


@dataclass(frozen=True, slots=True)
class Notebook:
    """Shared by the threads of a process."""

    lately: Recent[Lately] = field(default_factory=lambda: Recent(CONVERSATIONS))
    _numbers: deque[int] = field(default_factory=deque)
    _drafts: OrderedDict[int, Draft] = field(default_factory=OrderedDict)
    _ready: deque[Draft] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    @property
    def is_behind(self) -> bool:
        """Tell whether something waits to be written down."""
        return bool(self._ready)

    def take_number(self) -> int | None:
        """Return a number that was set aside, None where they are used up."""
        with self._lock:
            return self._numbers.popleft() if self._numbers else None

    def set_aside(self, numbers: Sequence[int]) -> None:
        """Have these numbers ready."""
        with self._lock:
            self._numbers.extend(numbers)

    def forget_numbers(self) -> None:
        """Use none of the numbers that are left."""
        with self._lock:
            self._numbers.clear()

    def draft(self, draft: Draft, number: int) -> None:
        """Note what is about to be sent."""
        with self._lock:
            self._drafts[number] = draft
            while len(self._drafts) > UNSENT:
                self._drafts.popitem(last=False)

    def settle(self, number: int, message: int | None) -> Draft | None:
        """Let what was drafted be written down next, with the message that it stands in; None if unknown."""
        with self._lock:
            draft = self._drafts.pop(number, None)
            if draft is not None:
                draft = replace(draft, said=replace(draft.said, message=message))
                self._ready.append(draft)
            return draft

    def take_ready(self) -> list[Draft]:
        """Return what is to be written down, and forget it."""
        with self._lock:
            ready = list(self._ready)
            self._ready.clear()
            return ready

    def note_last(self, draft: Draft) -> None:
        """Note what a person said last, once it is certain what was before it."""
        key = (draft.place, draft.person)
        known = self.lately.get(key)
        if known is not None:
            said = draft.said
            self.lately.put(key, Lately(said, said if said.query is not None else known.question))

    def since(self, place: Place, person: int, at: datetime) -> Lately | None:
        """Return what a person said last, as far as that was not before `at`; None where it is not known."""
        known = self.lately.get((place, person))
        if known is None:
            return None
        return Lately(_since(known.latest, at), _since(known.question, at))


def _since(said: Said | None, at: datetime) -> Said | None:
    return said if said is not None and said.at >= at else None

"""What is owed on a day, put into one message for each chat (DESIGN.md §6); pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from data.nudges import DayMessage, Naming, Nudge, NudgeKind, OngoingPrompt, Review, summary_key
from data.nudging import ChatFact, DayFacts
from scheduler.deciding import Deciding


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The messages of one region's day, and what is owed and has no chat to go to."""

    day: date
    messages: tuple[DayMessage, ...] = ()
    nobodys: DayMessage | None = None

    @property
    def nudges(self) -> tuple[Nudge, ...]:
        """Return every nudge of the day, chat by chat, then those that reach nobody."""
        all_of = (*self.messages, *((self.nobodys,) if self.nobodys else ()))
        return tuple(nudge for message in all_of for nudge in message.nudges)


@dataclass(slots=True)
class Sections:
    """The message of one chat while it is put together."""

    chat: ChatFact | None
    late: list[Nudge] = field(default_factory=list)
    standing: list[Nudge] = field(default_factory=list)
    own: list[Nudge] = field(default_factory=list)
    ongoing: list[OngoingPrompt] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    escalated: list[Nudge] = field(default_factory=list)
    without_chat: list[Nudge] = field(default_factory=list)
    naming: list[Naming] = field(default_factory=list)

    def section(self, nudge: Nudge) -> list[Nudge]:
        """Return the section in which a nudge stands."""
        if nudge.late:
            return self.late
        if nudge.kind is NudgeKind.ESCALATION:
            return self.escalated
        if nudge.stands_in:
            return self.without_chat
        return self.standing if nudge.kind is NudgeKind.STANDING else self.own

    def message(self, day: date, facts: DayFacts, summary: date | None) -> DayMessage:
        """Return the message, the most urgent first in each section."""
        return DayMessage(
            day=day,
            region=facts.region,
            chat=self.chat,
            many_plans=facts.plans_open > 1,
            summary=summary,
            late=_sorted(self.late),
            standing=_sorted(self.standing),
            own=_sorted(self.own),
            ongoing=tuple(self.ongoing),
            reviews=tuple(self.reviews),
            escalated=_sorted(self.escalated),
            without_chat=_sorted(self.without_chat),
            naming=tuple(self.naming),
        )


class Writer:
    """Puts what is owed into one message for each chat."""

    def __init__(self, deciding: Deciding) -> None:
        self._deciding = deciding
        self._chats: dict[int | None, Sections] = {}

    def add_nudges(self, nudges: Iterable[Nudge]) -> None:
        """Add nudges, each to the section of its chat in which it stands."""
        for nudge in nudges:
            self._of(nudge.chat).section(nudge).append(nudge)

    def add_reviews(self, reviews: Iterable[Review]) -> None:
        """Add what waits for a decision."""
        for review in reviews:
            self._of(review.chat).reviews.append(review)

    def add_namings(self, namings: Iterable[Naming]) -> None:
        """Add groups whose units are to be named."""
        for naming in namings:
            self._of(naming.chat).naming.append(naming)

    def add_prompts(self, prompts: Iterable[OngoingPrompt]) -> None:
        """Add what is asked about 持续推进 tasks."""
        for prompt in prompts:
            self._of(prompt.chat).ongoing.append(prompt)

    def plan(self) -> DayPlan:
        """Return the messages that leave, in the order of the chats."""
        deciding = self._deciding
        monday = self._summary()
        summarised = self._summarised(monday) if monday is not None else []
        for chat in summarised:
            self._of(chat)
        told = [
            one.message(deciding.day, deciding.facts, monday if one.chat in summarised else None)
            for _, one in sorted(self._chats.items(), key=lambda pair: pair[0] or 0)
        ]
        return DayPlan(
            deciding.day,
            tuple(message for message in told if message.chat is not None and message.leaves),
            next((message for message in told if message.chat is None), None),
        )

    def _of(self, chat: ChatFact | None) -> Sections:
        key = chat.id if chat else None
        return self._chats.setdefault(key, Sections(chat))

    def _summary(self) -> date | None:
        """Return the Monday of the week whose summary is owed: on its first working day, or since then."""
        day = self._deciding.day
        monday = day - timedelta(days=day.weekday())
        first = self._deciding.calendar.on_or_after(monday)
        return monday if self._deciding.floor <= first <= day else None

    def _summarised(self, monday: date) -> list[ChatFact]:
        """Return the office's and leaders' chats that were bound by then and do not have it yet."""
        facts, settled = self._deciding.facts, self._deciding.settled
        offices = [chat for unit, chat in facts.chats.items() if unit in facts.offices]
        first = self._deciding.calendar.on_or_after(monday)
        return [
            chat
            for chat in (*facts.leaders, *offices)
            if chat.since <= first and summary_key(chat, monday) not in settled.keys
        ]


def _sorted(nudges: list[Nudge]) -> tuple[Nudge, ...]:
    return tuple(sorted(nudges, key=lambda nudge: nudge.order))

"""Who speaks where, and a command as it was given."""

from dataclasses import dataclass, field
from datetime import datetime

from data.wording.language import Language, pick
from handlers.access import NOWHERE, Person
from handlers.memory.place import Place
from handlers.message import ChatRole, Given, Seat


@dataclass(frozen=True, slots=True)
class Account:
    """The bot as its transport knows it; `reads_all` is None where there is no privacy mode."""

    username: str | None = None
    reads_all: bool | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks where.

    `number` is the person's, or that of the group or channel which speaks as itself: then `known` is False.
    `language` is that of the person's program, where it is one of ours and not Chinese.
    """

    place: Place
    number: int
    name: str = ""
    known: bool = True
    private: bool = False
    operator: bool = False
    title: str | None = None
    language: Language | None = None

    @property
    def by(self) -> str:
        """Return the speaker as registers name them."""
        return f"{self.name}（{self.number}）" if self.name else str(self.number)


@dataclass(frozen=True, slots=True)
class Request:
    """A command: the words behind its name, and who gave it where.

    `given` are files that came with it, `behind` the assignments that the message replied to shows. It is
    answered in the `language`.
    """

    name: str
    words: tuple[str, ...]
    speaker: Speaker
    now: datetime
    seat: Seat = NOWHERE
    account: Account = field(default_factory=Account)
    given: tuple[Given, ...] = ()
    behind: tuple[int, ...] = ()
    language: Language = Language.ZH

    @property
    def person(self) -> Person:
        """Return who gave it, as far as rights go."""
        return Person(self.seat, operator=self.speaker.operator, known=self.speaker.known)

    @property
    def region_hint(self) -> str:
        """Say what an operator of no certain region may have left out; nothing to others."""
        if self.seat.role is not ChatRole.OPERATOR or self.seat.region:
            return ""
        return pick(self.language, "；请把地区也写上", "; please name the region as well")

    @property
    def text(self) -> str:
        """Return the command as it can be sent again."""
        return " ".join((f"/{self.name}", *self.words))

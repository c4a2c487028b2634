"""What is done and what comes of it: the values that the deeds of both sides share."""

from collections.abc import Callable
from dataclasses import dataclass

from data.reporting import Duty
from data.wording.language import pick
from handlers.message import Choice
from handlers.reporting.scene import Scene, Side
from handlers.reporting.told import Told

PROGRESS, VOID, APPLIES, RECEIVED = "进展", "不涉及", "涉及", "收到"
CLOSE, REOPEN, WITHDRAW, WITHDRAW_REQUEST, PROOF = "销号", "重新办理", "撤回申报", "撤回延期", "佐证"
CANCEL = "取消"
"""The verbs of buttons besides those of data/offers.py."""

UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Done:
    """What was recorded: in words, and the rows of history that can be taken back."""

    text: str
    history: tuple[int, ...] = ()
    reaction: str | None = None


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is still to be said before anything is recorded; `told` is what is known already, if it grew."""

    question: str
    told: Told | None = None


Deed = Callable[[Scene, Duty, Told], Done | Wanting]


@dataclass(frozen=True, slots=True)
class Doing:
    """A verb: who may, which assignments it fits, what it does, and how it is read back (zh, en)."""

    verb: str
    side: Side
    fits: Callable[[Scene, Duty], bool]
    do: Deed
    zh: str
    en: str

    def say(self, told: Told) -> str:
        """Say what would be done."""
        return pick(told.language, self.zh, self.en)


def undo_choice(scene: Scene, history: tuple[int, ...]) -> Choice:
    """Offer to take back what was just recorded."""
    label = pick(scene.language, "撤回", "Undo")
    return Choice(label, f"/{UNDO} {','.join(map(str, history))}")

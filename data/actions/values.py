"""What actions take, give back, and refuse; pure."""

from dataclasses import dataclass

from data.errors import UsageError
from data.models import ProofKind
from data.statuses import Status


class Refused(UsageError):
    """A refusal in both languages: the message is Chinese, `english` says the same."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)


class Gone(Refused):
    """The assignment, request or event is not there any more, or is another region's."""

    def __init__(self) -> None:
        super().__init__("这一项已经不在了。", "This item is no longer there.")


class Stale(Refused):
    """Somebody was faster: the message says what it is now, by whom, when."""


class NotAllowed(Refused):
    """The move is not allowed; the message says which moves would be."""


class AlreadyRecorded(NotAllowed):
    """The same person has recorded the same already: nothing to do; `history_id` is what stands."""

    def __init__(self, chinese: str, english: str, history_id: int) -> None:
        super().__init__(chinese, english)
        self.history_id = history_id


class NeedsProof(Refused):
    """A report needs a link, a file or a photo."""

    def __init__(self, item: str) -> None:
        super().__init__(
            f"（{item}）报办结要附佐证：请发来链接、文件或照片，再报一次。",
            f"({item}) needs proof: please send a link, a file or a photo with the report.",
        )


@dataclass(frozen=True, slots=True)
class ProofDraft:
    """Proof as it was sent: `value` is the link, the words or Telegram's file id, `kept` our copy."""

    kind: ProofKind
    value: str
    name: str | None = None
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: `history[0]` is what `take_back` takes, `reviewed` that it waits for a review."""

    assignment_id: int
    before: Status
    after: Status
    history: tuple[int, ...]
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class ReportRules:
    """How reports are taken (`[reports]` of config.toml)."""

    review: bool = True
    require_proof: bool = False
    keep_proof: bool = False

"""A message as the blocks that it is made of, and how things stand that it shows; pure.

What was sent is kept as blocks, so that a line can be marked once people have acted on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from data.owing import Offer
from data.statuses import Status

BLOCKS = "blocks"
"""Under which name the blocks of a message are kept beside its letter."""


class BlockKind(StrEnum):
    """What a block is about, and so how it is marked."""

    TEXT = "text"  # 说明
    HEAD = "head"  # 开头：给谁的、有多少
    ADVICE = "advice"  # 怎么办结
    TASK = "task"  # 本单位的任务
    TOLD = "told"  # 其他单位的任务
    REVIEW = "review"  # 待审核
    NAMING = "naming"  # 待指定单位


@dataclass(frozen=True, slots=True)
class Shown:
    """An assignment as it stood when a block was written."""

    id: int
    unit: str
    status: Status
    due: date | None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stay together in one message.

    `head` stands above the first block of a section, `title` is the item with its short title (of a HEAD its
    first line), `text` what is said of it. `request`, `report` and `responsibility` are the numbers of a
    request for a later date, of the report that waits for its review and of the row whose units are to be
    named.
    """

    text: str
    kind: BlockKind = BlockKind.TEXT
    head: str = ""
    title: str = ""
    number: int | None = None
    shown: tuple[Shown, ...] = ()
    request: int | None = None
    report: int | None = None
    responsibility: int | None = None
    offers: tuple[Offer, ...] = ()

    @property
    def assignments(self) -> tuple[int, ...]:
        """Return the assignments that the block shows, in order."""
        return tuple(one.id for one in self.shown)


@dataclass(frozen=True, slots=True)
class AssignmentState:
    """How an assignment stands, and the number of its last report, where it has one.

    `void` says that it reports 不涉及. `asked_until` is the date that its unit asks for and nobody granted
    yet.
    """

    status: Status
    due: date | None
    asked_until: date | None = None
    report: int | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class RequestState:
    """What became of a request for a later date: `decision` as data.models names it."""

    decision: str
    until: date


@dataclass(frozen=True, slots=True)
class Present:
    """How things stand that a message shows; what is not named here is as it was."""

    day: date
    assignments: Mapping[int, AssignmentState] = field(default_factory=dict)
    requests: Mapping[int, RequestState] = field(default_factory=dict)
    named: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def write_blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Turn blocks into what the database keeps as JSON."""
    return [
        asdict(replace(block, shown=()))
        | {
            "kind": block.kind.value,
            "shown": [
                [one.id, one.unit, one.status.value, one.due.isoformat() if one.due else None]
                for one in block.shown
            ],
        }
        for block in blocks
    ]


def read_blocks(written: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Read what `write_blocks` wrote."""
    return tuple(_read_block(dict(one)) for one in written)


def _read_block(given: dict[str, Any]) -> Block:
    shown = tuple(
        Shown(key, unit, Status(status), date.fromisoformat(due) if due else None)
        for key, unit, status, due in given.pop("shown")
    )
    offers = tuple(Offer(**offer) for offer in given.pop("offers"))
    return Block(**{**given, "kind": BlockKind(given["kind"])}, shown=shown, offers=offers)

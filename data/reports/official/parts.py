"""What an official document is made of, before it is a file; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """Which place a paragraph has in the document."""

    NUMBER = "发文字号"
    TITLE = "标题"
    ADDRESSEES = "主送机关"
    FIRST = "一级标题"
    BODY = "正文"
    CAPTION = "表题"
    ATTACHMENT = "附件说明"
    SIGNATURE = "发文机关署名"
    DATE = "成文日期"


class Voice(Enum):
    """How a piece of a paragraph is set."""

    TEXT = "仿宋"
    SECOND = "楷体"
    THIRD = "仿宋加粗"
    BLANK = "请填写"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph in one voice."""

    text: str
    voice: Voice = Voice.TEXT


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `indent` is its distance from the right edge, in signs."""

    kind: Kind
    runs: tuple[Run, ...]
    indent: float = 0

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its width in millimetres, whether its cells are centred."""

    head: str
    width: float
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head comes again on each page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document, from its number to its date."""

    title: str
    parts: tuple[Part, ...]

    def texts(self) -> tuple[str, ...]:
        """Return what its paragraphs say, in order."""
        return tuple(part.text for part in self.parts if isinstance(part, Paragraph))


def body(*said: str | Run) -> Paragraph:
    """Make a paragraph of text."""
    return Paragraph(Kind.BODY, tuple(_run(one) for one in said))


def line(kind: Kind, *said: str | Run) -> Paragraph:
    """Make a paragraph of another kind."""
    return Paragraph(kind, tuple(_run(one) for one in said))


def second(number: int, head: str) -> Run:
    """Number a head of the second level: （一）."""
    return Run(f"（{say_ordinal(number)}）{head}", Voice.SECOND)


def blank(what: str) -> Run:
    """Mark a place that only a person can fill in."""
    return Run(f"（请填写：{what}）", Voice.BLANK)


def say_ordinal(number: int) -> str:
    """Say a number from 1 to 10 as heads are numbered."""
    return "一二三四五六七八九十"[number - 1]


def listing(names: Sequence[str], most: int) -> str:
    """List `names`; beyond `most` they are counted."""
    said = "、".join(names[:most])
    return said if len(names) <= most else f"{said}等{len(names)}个单位"


def _run(said: str | Run) -> Run:
    return said if isinstance(said, Run) else Run(said)

"""A document as blocks: paragraphs, and tables whose merged cells keep their extent."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its first row and column; `text` keeps its line breaks. Spans count grid positions."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `grid[r][c]` is the cell that covers the position, the same object all over a merged extent.

    A position that no cell covers (a short row) holds None. `name` is the sheet's name in a workbook.
    """

    grid: tuple[tuple[Cell | None, ...], ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose outside tables, its line breaks kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a file in their order; `notes` names what was left out (a hidden sheet), in Chinese."""

    name: str
    blocks: tuple[Paragraph | Table, ...]
    margins: tuple[str, ...] = field(default=(), kw_only=True)
    """Lines of the page headers: no part of the text, but a marking of secrecy may stand there."""
    notes: tuple[str, ...] = field(default=())

"""A Word document → blocks, read from its XML: walking it with python-docx takes many times as long."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import DocumentError
from data.importers.document import Cell, Document, Paragraph, Table
from data.importers.grid import WIDEST, lay_out

if TYPE_CHECKING:
    from lxml.etree import _Element

    from data.importers.numbering import Numbering

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _TBL, _TR, _TC, _SDT = (_WORD + name for name in ("p", "tbl", "tr", "tc", "sdt"))
_TEXT, _TAB, _BREAK, _RETURN, _DASH = (_WORD + name for name in ("t", "tab", "br", "cr", "noBreakHyphen"))
_BOX, _PROPERTIES = _WORD + "txbxContent", _WORD + "pPr"
_VALUE = _WORD + "val"
_HEADER = re.compile(r"word/header\d*\.xml")
# Text that was struck out by a revision, instructions of fields, and what Word shows elsewhere.
_UNSEEN = frozenset(
    _WORD + name
    for name in (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "rPr",
        "pPr",
        "footnoteReference",
        "endnoteReference",
    )
) | {_FALLBACK}
_CONTAINERS = frozenset(
    _WORD + name
    for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "hyperlink")
)


def read_docx(path: Path) -> Document:
    """Read a Word document as paragraphs and tables, with merges, boxes, lists and accepted revisions."""
    from lxml import etree  # a cold start need not load it

    from data.importers.numbering import Numbering

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(path) as package:
            main = _main_part(package)
            root = etree.fromstring(_transitional(package.read(main)), parser)
            lists = posixpath.join(posixpath.dirname(main), "numbering.xml")
            styles = posixpath.join(posixpath.dirname(main), "styles.xml")
            names = set(package.namelist())
            headers = [
                etree.fromstring(_transitional(package.read(name)), parser)
                for name in sorted(names)
                if _HEADER.fullmatch(name)
            ]
            parts = [
                etree.fromstring(_transitional(package.read(part)), parser) if part in names else None
                for part in (lists, styles)
            ]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError):
        raise DocumentError(
            f"{path.name} 已损坏，无法打开。请用 WPS 或 Word 另存为 .docx 后再导入。"
        ) from None
    body = root.find(_WORD + "body")
    reader = _Reader(Numbering(parts[0], parts[1]))
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    margins = [line for header in headers for line in reader.cell(header).splitlines() if line.strip()]
    return Document(path.stem, blocks, margins=tuple(margins))


def _main_part(package: zipfile.ZipFile) -> str:
    """Find the document's main part; some writers call it other than word/document.xml."""
    names = package.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    named = [name for name in names if name.startswith("word/document") and name.endswith(".xml")]
    if not named:
        raise KeyError("word/document.xml")
    return named[0]


def _transitional(content: bytes) -> bytes:
    """Turn the names of a strict document into the usual ones."""
    return content.replace(_STRICT.encode(), _TRANSITIONAL.encode())


class _Reader:
    """Turns elements into blocks; `numbering` counts the lists on the way."""

    def __init__(self, numbering: "Numbering") -> None:
        self._numbering = numbering

    def blocks(self, parent: "_Element") -> Iterator[Paragraph | Table]:
        """Give the paragraphs and tables under `parent`, content controls looked into."""
        for element in parent:
            if element.tag == _P:
                text = self.paragraph(element)
                yield from (Paragraph(line) for line in [text.strip()] if line)
                for box in _boxes(element):
                    yield from self.blocks(box)
            elif element.tag == _TBL:
                if table := self.table(element):
                    yield table
            elif element.tag in _CONTAINERS:
                yield from self.blocks(element)

    def paragraph(self, element: "_Element") -> str:
        """Give the text that a reader sees in a paragraph, with the number of its list."""
        text = "".join(_pieces(element))
        return self._numbering.label(element, has_text=bool(text.strip())) + text

    def table(self, element: "_Element") -> Table | None:
        """Lay a table out with its merges; rows may begin and end with missing cells."""
        cells: list[Cell] = []
        open_merges: dict[int, int] = {}
        rows = list(_rows(element))
        for number, row in enumerate(rows):
            column = _grid_number(row, "trPr", "gridBefore", 0)
            for cell in _cells(row):
                span = min(_grid_number(cell, "tcPr", "gridSpan", 1), WIDEST)
                merge = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
                text = self.cell(cell)
                if (
                    merge is not None
                    and merge.get(_VALUE) != "restart"
                    and column in open_merges
                    and not text
                ):
                    _extend(cells, open_merges[column], number)
                else:
                    open_merges.pop(column, None)
                    if merge is not None:
                        open_merges[column] = len(cells)
                    cells.append(Cell(text, number, column, colspan=span))
                column += span
        return lay_out(cells, len(rows)) if cells else None

    def cell(self, element: "_Element") -> str:
        """Give the text of a cell; a table inside it is read as its lines."""
        lines: list[str] = []
        for block in self.blocks(element):
            if isinstance(block, Paragraph):
                lines.append(block.text)
            else:
                for number in range(len(block.grid)):
                    row = {id(cell): cell.text for cell in block.grid[number] if cell and cell.row == number}
                    lines.append(" ".join(filter(None, row.values())))
        return "\n".join(filter(None, lines))


def _extend(cells: list[Cell], index: int, row: int) -> None:
    over = cells[index]
    cells[index] = Cell(over.text, over.row, over.column, row - over.row + 1, over.colspan)


def _rows(table: "_Element") -> Iterator["_Element"]:
    """Give the rows of a table that were not deleted, those in content controls too."""
    for element in table:
        if element.tag == _TR:
            if element.find(f"{_WORD}trPr/{_WORD}del") is None:
                yield element
        elif element.tag in _CONTAINERS:
            yield from _rows(element)


def _cells(row: "_Element") -> Iterator["_Element"]:
    for element in row:
        if element.tag == _TC:
            yield element
        elif element.tag in _CONTAINERS:
            yield from _cells(element)


def _grid_number(element: "_Element", properties: str, name: str, default: int) -> int:
    found = element.find(f"{_WORD}{properties}/{_WORD}{name}")
    value = found.get(_VALUE, "") if found is not None else ""
    return int(value) if value.isdigit() else default


def _pieces(element: "_Element") -> Iterator[str]:
    """Give the visible text under `element`, without that of boxes, which stands in their own blocks."""
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            yield child.text or ""
        elif tag == _TAB:
            yield "\t"
        elif tag in (_BREAK, _RETURN):
            yield "\n"
        elif tag == _DASH:
            yield "-"
        elif tag not in _UNSEEN and tag != _BOX:
            yield from _pieces(child)


def _boxes(element: "_Element") -> Iterator["_Element"]:
    """Give the text boxes that hang on a paragraph, once each though Word writes them twice."""
    for box in element.iter(_BOX):
        if all(above.tag != _FALLBACK for above in box.iterancestors()):
            yield box

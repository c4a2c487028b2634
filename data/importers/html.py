"""A web page → blocks: data tables with their merges, and paragraphs; layout tables are looked through."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import DocumentError
from data.importers.document import Cell, Document, Paragraph, Table
from data.importers.grid import WIDEST, lay_out

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "nav", "select", "button", "iframe", "svg"}
)
_BREAKS = frozenset(
    {
        "p",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "ul",
        "ol",
        "dl",
        "dd",
        "dt",
    }
    | {
        "td",
        "th",
        "center",
        "blockquote",
        "table",
        "caption",
        "body",
        "form",
        "header",
        "footer",
        "main",
        "pre",
    }
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"})
_DEEPEST = 200
_PAGE_PARAGRAPHS, _PAGE_LENGTH = 8, 1000


def read_html(path: Path) -> Document:
    """Read a web page, or what Word and Excel save as one, as paragraphs and tables."""
    from lxml import etree  # a cold start need not load it
    from lxml.html import HTMLParser, document_fromstring

    text = _decode(path.read_bytes())
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise DocumentError(f"{path.name} 中没有文字。请检查网页是否保存完整。") from None
    return Document(path.stem, tuple(_Page().blocks(root)))


def _decode(content: bytes) -> str:
    """Decode a page by its mark, the charset that it names, or what fits."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    named = _CHARSET.search(content[:4096])
    name = named[1].decode("ascii").lower() if named else ""
    for encoding in ("gb18030" if name in _CHINESE else name, "utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding) if encoding else _utf8(content)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("gb18030", errors="replace")


def _utf8(content: bytes) -> str:
    return content.decode("utf-8-sig")


class _Page:
    """Collects the text between blocks into paragraphs."""

    def __init__(self) -> None:
        self._line: list[str] = []

    def blocks(self, root: "HtmlElement") -> Iterator[Paragraph | Table]:
        """Give the paragraphs and tables of a page in order."""
        yield from self._walk(root, 0)
        yield from self._flush()

    def _walk(self, element: "HtmlElement", depth: int) -> Iterator[Paragraph | Table]:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN or _hidden(element) or depth > _DEEPEST:
            yield from self._tail(element)
            return
        if element.tag == "table" and not _lays_out(element):
            yield from self._flush()
            for caption in element.iterchildren("caption"):
                if words := _spaces(caption.text_content()):
                    yield Paragraph(words)
            if table := _table(element):
                yield table
            yield from self._tail(element)
            return
        breaks = element.tag in _BREAKS or element.tag == "br"
        if breaks:
            yield from self._flush()
        self._line.append(element.text or "")
        for child in element:
            yield from self._walk(child, depth + 1)
        if breaks:
            yield from self._flush()
        yield from self._tail(element)

    def _tail(self, element: "HtmlElement") -> Iterator[Paragraph]:
        self._line.append(element.tail or "")
        yield from ()

    def _flush(self) -> Iterator[Paragraph]:
        text = _spaces("".join(self._line))
        self._line = []
        if text:
            yield Paragraph(text)


def _spaces(text: str) -> str:
    return re.sub(r"[\s\u3000]+", " ", text).strip()


def _hidden(element: "HtmlElement") -> bool:
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    return "display:none" in style or "mso-element:field" in style or element.get("hidden") is not None


def _lays_out(table: "HtmlElement") -> bool:
    """Whether a table only lays out the page: it holds other tables, one cell, or a whole text in a cell."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    cells = list(_cells_of(table))
    return len(cells) <= 1 or any(_is_text(cell) for cell in cells)


def _is_text(cell: "HtmlElement") -> bool:
    """Whether a cell holds so many paragraphs that it is the page's text, not a cell of a plan."""
    return (
        sum(1 for _ in cell.iter("p", "div")) >= _PAGE_PARAGRAPHS and len(cell.text_content()) > _PAGE_LENGTH
    )


def _cells_of(table: "HtmlElement") -> Iterator["HtmlElement"]:
    for row in _rows(table):
        yield from (cell for cell in row if cell.tag in ("td", "th"))


def _rows(table: "HtmlElement") -> Iterator["HtmlElement"]:
    for child in table:
        if child.tag == "tr":
            if not _hidden(child):
                yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _table(element: "HtmlElement") -> Table | None:
    """Lay a table out: a rowspan of 0 reaches to the end, a span beyond the table is cut."""
    rows = list(_rows(element))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (number, column) in taken:
                column += 1
            wide = min(_span(cell, "colspan") or 1, WIDEST)
            high = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            taken.update((r, c) for r in range(number, number + high) for c in range(column, column + wide))
            cells.append(Cell(_text(cell), number, column, high, wide))
            column += wide
    return lay_out(cells, len(rows)) if cells else None


def _span(cell: "HtmlElement", name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdigit() and len(value) < 6 else 1


def _text(cell: "HtmlElement") -> str:
    """Give the text of a cell with its line breaks."""
    page = _Page()
    lines = [block.text for child in [cell] for block in page.blocks(child) if isinstance(block, Paragraph)]
    return "\n".join(lines)

"""A text file → blocks: tables flattened as DESIGN.md §2 says, tables with tabs or bars, and prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import DocumentError
from data.importers.aligned import aligned_table
from data.importers.broken_rows import BREAK, whole_rows
from data.importers.document import Cell, Document, Paragraph, Table
from data.importers.flat import table_of
from data.importers.grid import compact, lay_out

_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_LONGEST_TAIL = 3
"""A broken cell goes on for no more lines than this before its row goes on."""
_BLOCK_START = re.compile(
    r"\s*(?:附件|附表|附录|注|备注|抄送|主送|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+)"
)


def read_text(path: Path) -> Document:
    """Read a text file, whatever its encoding, as paragraphs and tables."""
    return Document(path.stem, tuple(blocks_of(decode(path.read_bytes(), path.name))))


def decode(content: bytes, name: str) -> str:
    """Decode UTF-8, UTF-16 with its mark, or GB 18030; raise DocumentError for anything else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030", "big5"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{name} 的文字编码无法识别。请用记事本打开，另存为 UTF-8 编码后再导入。")


def blocks_of(text: str) -> list[Paragraph | Table]:
    """Part `text` into paragraphs and tables."""
    lines = _BOOKMARK.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if _is_flat(lines):
        return _Flat(lines).read()
    return _grids(lines)


def _is_flat(lines: Sequence[str]) -> bool:
    """Whether the cells stand one to a line, each behind a tab."""
    tabbed = [line for line in lines if "\t" in line]
    return bool(tabbed) and sum(line.startswith("\t") and "\t" not in line[1:] for line in tabbed) * 2 > len(
        tabbed
    )


@dataclass
class _Flat:
    """Walks the lines of a flattened document; `rows` is the table that is being read."""

    lines: Sequence[str]
    blocks: list[Paragraph | Table] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def read(self) -> list[Paragraph | Table]:
        """Give the blocks in order."""
        blanks = 0
        for number, line in enumerate(self.lines):
            if line.startswith("\t"):
                self._cell(line[1:].strip(), after_blank=blanks > 0)
                blanks = 0
            elif not line.strip():
                blanks += 1
            else:
                self._words(line, number, blanks)
                blanks = 0
        self._close()
        return self.blocks

    def _cell(self, text: str, *, after_blank: bool) -> None:
        if after_blank or not self.rows:
            self.rows.append([])
        self.rows[-1].append(text)

    def _words(self, line: str, number: int, blanks: int) -> None:
        """Take a line without a tab: it goes on with the cell above, or the table has ended."""
        if self.rows and (blanks == 0 or self._goes_on(number, blanks)):
            self.rows[-1][-1] = f"{self.rows[-1][-1]}\n{line.strip()}".strip()
            return
        self._close()
        self.blocks.append(Paragraph(line.strip()))

    def _goes_on(self, number: int, blanks: int) -> bool:
        """Whether the line after an empty one still belongs to the cell (各县市人民⏎⏎政府)."""
        line = self.lines[number]
        if _BLOCK_START.match(line):
            return False
        whole = len(self.rows[-1]) >= max(len(row) for row in self.rows)
        ahead = self.lines[number + 1 : number + 1 + 2 * _LONGEST_TAIL]
        following = next((index for index, other in enumerate(ahead) if other.startswith("\t")), None)
        if following is None:
            return False
        if not whole:
            return True
        # A whole row may still end in a broken cell: then its end is short and another row follows.
        next_row = compact(ahead[following])
        return blanks == 1 and following == 1 and len(line.strip()) <= 12 and next_row not in ("序号", "")

    def _close(self) -> None:
        if self.rows:
            self.blocks.append(table_of(self.rows))
            self.rows = []


def _grids(lines: Sequence[str]) -> list[Paragraph | Table]:
    """Read lines whose cells are parted by tabs or bars as tables, the others as paragraphs."""
    lines = whole_rows(lines)
    blocks: list[Paragraph | Table] = []
    rows: list[list[str]] = []
    after = 0
    for number, line in enumerate([*lines, ""]):
        if number < after:
            continue
        if not rows and (aligned := aligned_table(lines[number:])) is not None:
            blocks.append(aligned[0])
            after = number + aligned[1]
            continue
        cells = _split(line)
        if cells is not None:
            rows.append(cells)
            continue
        if rows:
            blocks.extend(_grid(_between_rulers(rows)))
            rows = []
        if line.strip():
            blocks.append(Paragraph(_HEADING_MARK.sub("", line.strip())))
    return blocks


def _between_rulers(rows: list[list[str]]) -> list[list[str]]:
    """Take the rulers out; where they part the rows, the lines between two of them are one row."""
    rulers = [number for number, row in enumerate(rows) if not row]
    if len(rulers) < 3:
        return [row for row in rows if row]
    joined: list[list[str]] = []
    opens = True
    for row in rows:
        if row and not opens and len(row) == len(joined[-1]):
            joined[-1] = [f"{above}\n{below}".strip() for above, below in zip(joined[-1], row, strict=True)]
        elif row:
            joined.append(row)
        opens = not row
    return joined


def _split(line: str) -> list[str] | None:
    """Split a line of a table at its tabs or bars; a ruler gives no cells, prose gives None."""
    bare = line.strip()
    if bare and re.fullmatch(r"[|+:\-=\s─│┼━├┤┌┐└┘┬┴]+", bare) and re.search(r"[|+─━]", bare):
        return []
    if bare.startswith(("|", "│")) and len(re.findall(r"[|│]", bare)) >= 3:
        inner = re.sub(r"^[|│]|[|│]$", "", bare)
        return [
            re.sub(r"<br\s*/?>", "\n", cell).replace("**", "").strip() for cell in re.split(r"[|│]", inner)
        ]
    if "\t" in line and bare:
        return [cell.replace(BREAK, "\n").strip() for cell in line.split("\t")]
    return None


def _grid(rows: list[list[str]]) -> list[Paragraph | Table]:
    """Lay rows of cells out as a table; a single line of them is prose with tabs in it."""
    if len(rows) < 2:
        return [Paragraph(" ".join(cell for cell in row if cell)) for row in rows]
    cells = [Cell(text, number, column) for number, row in enumerate(rows) for column, text in enumerate(row)]
    return [lay_out(cells, len(rows))]

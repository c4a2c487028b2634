"""A document as numbered lines: which paragraph carries which number, and what its title sentence is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.importers.document import Document, Paragraph, Table
from data.importers.prose.labels import is_label

_NUMERAL = "[一二三四五六七八九十百零〇]{1,5}"

RANKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(rf"第({_NUMERAL}|\d{{1,3}})(?:部分|章|节|阶段)[、：:．.，,\s]*")),
    (1, re.compile(rf"({_NUMERAL})\s*[、．.](?!\d)\s*")),
    (1, re.compile(rf"(?:任务|事项|第)({_NUMERAL}|\d{{1,3}})(?:条|项|件)?(?:[、：:．.，,]|\s)\s*")),
    (2, re.compile(rf"[（(]\s*({_NUMERAL})\s*[）)][、．.，,]?\s*")),
    (3, re.compile(r"(\d{1,3})\s*[．.、](?!\d)\s*")),
    (4, re.compile(r"[（(]\s*(\d{1,3})\s*[）)][、．.，,]?\s*")),
    (4, re.compile(r"(\d{1,3})\s*[）)]\s*")),
    (5, re.compile(r"([①-⑳])\s*")),
)
"""The numbers that open a paragraph, with their rank: 一、 stands over （一）, that over 1. and （1）."""

LOWEST = 9
_GLUED = re.compile(r"(\d{1,3})[．.](?=\d)")
"""`11.121人才梯队项目` and `1.2020年底前…` open with a number that goes on counting; `1.5亿元…` does not."""
_LEAP = 10
_COUNTED = 3
_DECIMAL = re.compile(r"\d+[．.]\d+ ?(?:[亿万千百%％倍个米公吨亩平元度]|[前日底起—–-])")
_OUTLINE = re.compile(r"(\d{1,2}(?:[．.]\d{1,2}){1,2})(?!\d)\s*(?![亿万千百%倍个米公])")
_BULLET = re.compile(r"^[◆●■▲▶►★☆•○◎□◇※➢✓√\uf000-\uf0ff]+ ?|^[—–-]{1,2} ?(?=[\u4e00-\u9fff])")
_TITLE = re.compile(r"([^。！？；!?;：:]{2,45}?)[。！!]\s*(?=\S)")
_COLON_TITLE = re.compile(r"([^。！？；!?;：:，,]{2,20}?)[：:]\s*(?=\S)")
_SENTENCE_END = "。！？；!?;：:"
_WRAPPED = 26


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as printed: its number without brackets, the rank of that number, the words after it."""

    text: str
    number: str | None
    rank: int
    body: str


def read_lines(document: Document) -> list[Line]:
    """Give the paragraphs of `document`, wrapped ones joined, label tables as `label：value` lines."""
    lines: list[Line] = []
    last = 0
    for text in _join(_texts(document)):
        line = _number(text)
        if line.number is None:
            line = _glued(line, last)
        if line.rank == _COUNTED and line.number:
            last = int(line.number)
        elif line.rank < _COUNTED - 1:
            last = 0
        lines.append(line)
    return lines


def _glued(line: Line, last: int) -> Line:
    """Part a number from the digits right after it, if it goes on counting from `last`: 1.2020年底前…."""
    text = line.text
    found = None if _DECIMAL.match(text) else _GLUED.match(text)
    if found and last < int(found[1]) <= last + _LEAP:
        return Line(text, found[1], _COUNTED, text[found.end() :].strip())
    outline = _OUTLINE.match(text) if found else None
    return Line(text, outline[1], _COUNTED + 1, text[outline.end() :].strip()) if outline else line


def split_title(body: str) -> tuple[str | None, str]:
    """Part the title sentence from the words after it: 完善体系。加强…… → 完善体系, 加强……."""
    found = _TITLE.match(body) or _COLON_TITLE.match(body)
    if found and body[found.end() :].strip() and not found[1].startswith(("（", "(", "由")):
        return found[1].strip(), body[found.end() :]
    return None, body


def is_title(body: str) -> bool:
    """Whether a numbered line is nothing but a title: short, with at most one mark at its end."""
    bare = body.rstrip("。：: ")
    return 0 < len(bare) <= 60 and not re.search(r"[。；;]", bare)


def _number(text: str) -> Line:
    """Part the number that opens `text` from its words."""
    for rank, pattern in RANKS:
        found = pattern.match(text)
        if found:
            number = found[1]
            if "①" <= number <= "⑳":
                number = str(ord(number) - ord("①") + 1)
            return Line(text, number, rank, text[found.end() :].strip())
    return Line(text, None, LOWEST, text)


def _texts(document: Document) -> Iterator[str]:
    """Give the non-empty lines outside of tables, and those of a table that only lays out the page."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from _clean(block.text)
        else:
            yield from _layout(block)


def _clean(text: str) -> Iterator[str]:
    for line in text.splitlines():
        bare = _BULLET.sub("", re.sub(r"[\s　\xa0]+", " ", line).strip())
        if bare:
            yield bare


def _layout(table: Table) -> Iterator[str]:
    """Read a one-cell or one-column table as paragraphs, a card of labels and values as label lines."""
    rows = [list({id(cell): cell for cell in row if cell}.values()) for row in table.grid]
    if all(len(row) <= 1 for row in rows):
        seen = {id(cell): cell for row in rows for cell in row}
        for cell in seen.values():
            yield from _clean(cell.text)
        return
    pairs = [row for row in rows if len(row) in (2, 4) and all(is_label(cell.text) for cell in row[::2])]
    if len(pairs) * 3 < len(rows) * 2:
        return
    for row in rows:
        if row in pairs:
            for label, value in zip(row[::2], row[1::2], strict=True):
                yield f"{''.join(label.text.split()).rstrip('：:')}：{' '.join(value.text.split())}"
        else:
            for cell in row:
                yield from _clean(cell.text)


def _join(lines: Iterator[str]) -> Iterator[str]:
    """Join a line to the next where the break fell inside a sentence or an open bracket."""
    held = ""
    for line in lines:
        if held and _runs_on(held, line):
            held += line
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _runs_on(held: str, line: str) -> bool:
    """Whether `line` goes on with `held`: in a bracket, in a list, or after a long line without a stop."""
    if _number(line).number is not None or line.startswith(("附件", "（此件")):
        return False
    opened = sum(held.count(mark) for mark in "（(【")
    if opened > sum(held.count(mark) for mark in "）)】") and held[-1] not in _SENTENCE_END:
        return True
    if held[-1] in "、，,":
        return True
    is_heading = _number(held).rank <= 2 and "。" not in held
    return (
        len(held) >= _WRAPPED
        and held[-1] not in _SENTENCE_END + "）)】”》"
        and not (is_heading or "：" in line[:10])
    )

"""The titles of a document and of its tables, joined over the lines on which they are broken."""

import re

from data.importers.document import Document, Paragraph, Table
from data.importers.grid import compact, squeeze

_ATTACHMENT = re.compile(r"\s*(?:附\s*件|附\s*表|附\s*录|附)\s*[\d一二三四五六七八九十]*\s*[：:.．、]?\s*")
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|办法|决定|公告|通报|规定|要点|计划|安排|清单|一览表|安排表|分工表|分解表|任务表|台账|措施|函|汇总|表|规划|纲要|细则|责任书|分工|进度安排|方法|批复|报告|决议|目录|任务)(?:（.{1,12}）|\(.{1,12}\))?$"
)
_SENTENCE = re.compile(r"[。；;：:]|^(?:各|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")
_OFFICIAL = re.compile(r"(?:关于|印发).*(?:通知|意见|决定|办法|方案|函|通报|措施|公告|批复)$")
_NUMBER = re.compile(r"[〔\[【（(]\s*20\d\d\s*[〕\]】）)]\s*第?\d+号\s*$")
_LONGEST = 120
_MOST_LINES = 5


def is_attachment(text: str) -> bool:
    """Whether a line is only 附件1, 附件2：."""
    return bool(_ATTACHMENT.fullmatch(text)) and bool(text.strip())


def read_title(document: Document, caption: str | None) -> str:
    """Read the document's title: that of the notice in front, else the caption of its task table.

    The title of a notice (…关于印发…的通知) is kept whole, as printed; the file's name is the last resort.
    """
    lines = [block.text for block in document.blocks[:40] if isinstance(block, Paragraph)]
    return _official(lines) or caption or _first(lines) or document.name


def _official(lines: list[str]) -> str | None:
    """Find a title with 关于 or 印发 among the first lines, joined over at most five."""
    for start in range(min(len(lines), 12)):
        if is_attachment(lines[start]):
            break
        if _NUMBER.search(lines[start]):
            continue
        joined = ""
        for line in lines[start : start + _MOST_LINES]:
            if _SENTENCE.search(squeeze(line)) and not _OFFICIAL.search(joined + squeeze(line)):
                break
            joined += squeeze(line)
            if len(joined) > _LONGEST:
                break
            if _OFFICIAL.search(joined):
                return joined
    return None


def _first(lines: list[str]) -> str | None:
    """Take the first lines up to one that ends like a title."""
    joined = ""
    for line in lines[:8]:
        words = squeeze(line)
        if is_attachment(line) or re.search(r"〔\d{4}〕", line):
            continue
        if _SENTENCE.search(words):
            break
        joined += words
        if _TITLE_END.search(joined) and len(joined) <= _LONGEST:
            return joined
    return None


def caption_of(document: Document, index: int) -> str | None:
    """Read the caption of the table at block `index`: the short lines before it, back to 附件N."""
    lines: list[str] = []
    for block in reversed(document.blocks[:index]):
        if isinstance(block, Table) or is_attachment(block.text) or len(lines) == _MOST_LINES - 1:
            break
        words = squeeze(
            re.sub(rf"^{_ATTACHMENT.pattern}", "", block.text) if block.text.startswith("附") else block.text
        )
        if len(words) > 60 or re.search(r"[。；]$", words) or (lines and _TITLE_END.search(words)):
            break
        if re.match(r"(?:单位|填报|填表|制表|日期|时间)[：:（]|\d{4}年\d+月\d+日$|（.*）$", words):
            continue
        lines.append(words)
        if block.text.startswith("附"):
            break
    title = "".join(reversed(lines))
    return title or _title_row(document.blocks[index])


def _title_row(table: Paragraph | Table) -> str | None:
    """Read a title that stands in the table itself, merged over its whole width above the heads."""
    if isinstance(table, Paragraph):
        return None
    for row in table.grid[:4]:
        filled = {id(cell): cell for cell in row if cell and compact(cell.text)}
        if len(filled) == 1:
            text = squeeze(next(iter(filled.values())).text)
            if len(text) >= 6 and not is_attachment(text) and not re.match(r"单位[：:]", text):
                return text
        elif filled:
            break
    return None

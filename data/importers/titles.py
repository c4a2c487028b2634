"""The titles of a document and of its tables, joined over the lines on which they are broken."""

import re

from data.importers.document import Document, Paragraph, Table
from data.importers.grid import compact, squeeze
from data.importers.secrecy import is_marking

_ATTACHMENT = re.compile(r"\s*(?:附\s*件|附\s*表|附\s*录|附)\s*[\d一二三四五六七八九十]*\s*[：:.．、]?\s*")
_ANNEX = re.compile(r"\s*附\s*[件表录]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?![年月\d])")
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|办法|决定|公告|通报|规定|要点|计划|安排|清单|一览表|安排表|分工表|分解表|任务表|台账|措施|函|汇总|表|规划|纲要|细则|责任书|分工|进度安排|方法|批复|报告|决议|目录|任务|督办单|交办单|任务单|督办函|通知书|督办卡)(?:（.{1,12}）|\(.{1,12}\))?$"
)
_SENTENCE = re.compile(r"[。；;：:]|^(?:各|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")
_OFFICIAL = re.compile(r"(?:关于|印发).*(?:通知|意见|决定|办法|方案|函|通报|措施|公告|批复)$")
_SECTION = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十\d]+[部章类]"
)
_RED_HEAD = re.compile(r"(?:政府|委员会|办公室|办公厅|局|委|部|厅|院|小组|公司|大学|学院)文件$")
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
    texts = (block.text for block in document.blocks[:40] if isinstance(block, Paragraph))
    lines = [text for text in texts if not is_marking(text)]
    named = None if caption and _SECTION.match(caption) else caption
    annex = next((number for number, line in enumerate(lines) if _ANNEX.match(line)), 0)
    found = _official(lines) or _first(lines[:annex]) or named or _first(lines) or caption
    return found or _opening(lines) or document.name


def _opening(lines: list[str]) -> str | None:
    """Take a short first line, where no line ends like a title: 平山县重点工作督办单."""
    words = squeeze(lines[0]) if lines else ""
    plain = 4 <= len(words) <= 40 and not _SENTENCE.search(words) and not is_attachment(words)
    return words if plain and not _NUMBER.search(words) else None


def _official(lines: list[str]) -> str | None:
    """Find a title with 关于 or 印发 among the first lines, joined over at most five."""
    for start in range(min(len(lines), 12)):
        if is_attachment(lines[start]):
            break
        if _NUMBER.search(lines[start]) or _RED_HEAD.search(squeeze(lines[start])):
            continue
        joined = ""
        for line in lines[start : start + _MOST_LINES]:
            if _NUMBER.search(line):
                break
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
        if is_marking(words):
            continue
        if re.match(
            r"(?:填报|填表|制表|报送|编制|审核|联系)?(?:单位|部门|人|日期|时间)?[：:（]|\d{4}年\d+月\d+日$|（.*）$",
            words,
        ):
            continue
        lines.append(words)
        if block.text.startswith("附"):
            break
    title = "".join(reversed(lines))
    return title or _title_row(document.blocks[index])


def annex_of(document: Document, index: int) -> str | None:
    """Read which annex the table at block `index` is: 附件2 stands above its caption, or opens it."""
    for block in reversed(document.blocks[max(0, index - _MOST_LINES) : index]):
        if isinstance(block, Table):
            return None
        if found := _ANNEX.match(block.text):
            return squeeze(found[0])
    return None


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

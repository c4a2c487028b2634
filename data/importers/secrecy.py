"""Markings of secrecy at the head of a document: what bears one must not be stored."""

import re
import unicodedata
from collections.abc import Iterator

from data.errors import DocumentError
from data.importers.document import Document, Paragraph

HEAD_LINES = 15
_STAR = "★☆✩✭⭐*·•▲◆"
_LEVEL = "(绝密|机密|秘密)"
_URGENCY = "(特急|加急|急件|特提|平急)?"
_STARRED = re.compile(rf"{_LEVEL}级?[{re.escape(_STAR)}]")
_ALONE = re.compile(
    rf"((份号|编号|no\.?):?)?\d*{_URGENCY}((密级|保密等级|涉密等级|秘密等级):?)?[\[【(<]?{_LEVEL}[\]】)>]?"
    rf"(级|件|文件|材料|资料)?(\(?\d+(年|个?月|天|日)\)?|半年|长期|启用前)?{_URGENCY}"
)
_KEEP = "(请?注意保(存|密|管)|(请勿|不得|严禁)外传)"
_INNER = re.compile(
    rf"[\[【(<]?(内部(资料|文件|材料|使用|刊物|传阅|掌握|参考)?|工作秘密|仅供内部\w{{0,4}}|{_KEEP})"
    rf"([{re.escape(_STAR)}\d]\w*)?[,.;!]?{_KEEP}?[\]】)>]?"
)
_PLAIN_MARKING = re.compile(
    r"(?:份号|编号)?:?\d{3,8}|特急|加急|急件|特提|平急|明电|发电|[\[(]?此件(?:公开发布|主动公开)[\])]?|公开(?:方式|属性):.{2,6}"
)
_UNPUBLISHED = re.compile(r"[\[(]?此件(不予?公开(发布)?|依申请公开|不对外公开|限内部使用)[\])]?")


def check_text(document: Document) -> tuple[str, ...]:
    """Refuse a document with a marking of secrecy at its head; return notes on 内部 and 此件不公开."""
    notes: list[str] = []
    for line in document.margins:
        if _is_secret(line):
            raise _refused(line)
    for number, line in enumerate(_lines(document)):
        if number < HEAD_LINES and _is_secret(line):
            raise _refused(line)
        inner = number < HEAD_LINES and _INNER.fullmatch(_compact(line))
        if inner or (len(line) < 30 and _UNPUBLISHED.fullmatch(_compact(line))):
            notes.append(f"文件标有“{line.strip()[:20]}”，请确认可以在群里使用。")
    return tuple(dict.fromkeys(notes))


def is_marking(line: str) -> bool:
    """Whether a line is only a marking that is no part of a title: 内部资料, 特急, 此件公开发布."""
    words = _compact(line)
    return bool(_INNER.fullmatch(words) or _UNPUBLISHED.fullmatch(words) or _PLAIN_MARKING.fullmatch(words))


def _refused(line: str) -> DocumentError:
    shown = " ".join(line.split())[:20]
    return DocumentError(
        f"文件首页标有密级（{shown}）。涉密文件不得导入，请立即删除发送的副本，并按保密规定处理。"
    )


def _is_secret(line: str) -> bool:
    """Whether a line at the head is a marking: 机密★10年, 秘　密, 密级：秘密, 000012 机密 特急."""
    compact = _compact(line)
    if len(compact) > 60:
        return False
    if _STARRED.search(compact) or _ALONE.fullmatch(compact):
        return True
    words = [_compact(word) for word in re.split(r"[ \u3000]{2,}|\t", line.strip())]
    return len(words) > 1 and any(_ALONE.fullmatch(word) for word in words)


def _compact(line: str) -> str:
    """Write `line` in half width and without any space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", line)).lower()


def _lines(document: Document) -> Iterator[str]:
    """Give the non-empty lines of a document in order, those of cells too."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            texts = [block.text]
        else:
            cells = {(cell.row, cell.column): cell.text for row in block.grid for cell in row if cell}
            texts = list(cells.values())
        for text in texts:
            yield from (line for line in text.splitlines() if line.strip())

"""A file → a document: checked first, told by its content, and read by the importer of its format."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from data.errors import DocumentError
from data.importers import guard
from data.importers.convert import to_readable
from data.importers.document import Document
from data.importers.docx import read_docx
from data.importers.guard import FileKind
from data.importers.html import read_html
from data.importers.txt import read_text
from data.importers.xlsx import read_xlsx

_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What a damaged or hostile file may raise in the libraries that read it."""
_log = logging.getLogger(__name__)

READERS: dict[FileKind, Callable[[Path], Document]] = {
    FileKind.WORD: read_docx,
    FileKind.SHEET: read_xlsx,
    FileKind.HTML: read_html,
    FileKind.TEXT: read_text,
}


def read_document(path: Path) -> Document:
    """Read the document at `path`; raise DocumentError where it is refused or cannot be read."""
    guard.check(path)
    converted = to_readable(path)
    if converted is None:
        document = _read(path)
    else:
        try:
            guard.check(converted)
            document = replace(_read(converted), name=path.stem)
        finally:
            shutil.rmtree(converted.parent, ignore_errors=True)
    notes = (*document.notes, *guard.remarks(path), *guard.check_text(document))
    return replace(document, notes=tuple(dict.fromkeys(notes)))


def _read(path: Path) -> Document:
    try:
        return READERS[guard.sniff(path)](path)
    except _BROKEN:
        _log.warning("could not read %s", path.name, exc_info=True)
        raise DocumentError(
            f"{path.name} 的内容有异常，无法读取。请用 WPS 或 Word 打开，另存为 .docx 后再导入。"
        ) from None

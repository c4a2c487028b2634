"""A workbook without its empty cells: a format painted over a million rows costs nothing to read."""

import io
import re
import zipfile
from pathlib import Path

from data.importers.grid import WIDEST

MOST_ROWS = 20_000
_LARGE = 1_000_000
"""Sheets below this size are read as they are, unless a merge runs to the end of the sheet."""
_PREFIX = rb"(?:\w+:)?"
# Only what says where it stands: a cell or row without r="…" is counted, so none may be taken out before it.
_EMPTY_CELL = re.compile(rb"<%bc\s(?=[^<>]*\br=\")[^<>]*(?:/>|>\s*</%bc>)".replace(b"%b", _PREFIX))
_EMPTY_ROW = re.compile(rb"<%brow\s(?=[^<>]*\br=\")[^<>]*(?:/>|>\s*</%brow>)".replace(b"%b", _PREFIX))
_MERGE = re.compile(
    rb"(<%bmergeCell\s[^<>]*?ref=\")([A-Z]+)(\d+):([A-Z]+)(\d+)(?=\")".replace(b"%b", _PREFIX)
)
_FORMULA = re.compile(
    rb"<%bf(?:\s[^<>]*)?>[^<]*</%bf>\s*(?:<%bv\s*/>|<%bv></%bv>)?\s*</%bc>".replace(b"%b", _PREFIX)
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def slim(path: Path) -> Path | io.BytesIO:
    """Give the workbook at `path`, in memory without what is empty where one of its sheets is large."""
    with zipfile.ZipFile(path) as package:
        sheets = [part.filename for part in package.infolist() if _SHEET.fullmatch(part.filename)]
        changed = {}
        for name in sheets:
            content = package.read(name)
            slimmed = _without_empty(content) if len(content) > _LARGE else content
            slimmed = _MERGE.sub(_within, slimmed)
            if slimmed != content:
                changed[name] = slimmed
        if not changed:
            return path
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
            for part in package.infolist():
                copy.writestr(part.filename, changed.get(part.filename) or package.read(part.filename))
    target.seek(0)
    return target


def uncalculated(path: Path) -> int:
    """Count the formulas that a program wrote without their values."""
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(name) for name in package.namelist() if _SHEET.fullmatch(name)]
    return sum(len(_FORMULA.findall(content)) for content in sheets)


def _without_empty(content: bytes) -> bytes:
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content))


def _within(merge: re.Match[bytes]) -> bytes:
    """Cut a merge that runs to the end of the sheet: every cell under it would be built."""
    opening, left, top, right, bottom = merge.groups()
    if int(bottom) <= MOST_ROWS and _number(right) <= WIDEST:
        return merge[0]
    last = str(max(int(top), min(int(bottom), int(top) + WIDEST))).encode()
    column = right if _number(right) <= WIDEST else _letters(max(_number(left), WIDEST))
    return opening + left + top + b":" + column + last


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _letters(number: int) -> bytes:
    letters = b""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes([ord("A") + rest]) + letters
    return letters

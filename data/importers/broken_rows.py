"""Rows parted by tabs that a line break inside a cell has broken in two, made whole again."""

import re
from collections.abc import Sequence

from data.importers.columns import read_head
from data.importers.ranks import rank_of

BREAK = "\v"
"""Stands for the line break inside a cell."""
_QUOTED = re.compile(r'(?:(?<=\t)|(?<![^\n]))"((?:[^"\t]|"")*\n(?:[^"\t]|"")*)"(?=\t|\n|$)')
_MOST_PARTS = 8


def whole_rows(lines: Sequence[str]) -> list[str]:
    """Join the lines that make one row: those of a quoted cell, and those that add up to the heads' width."""
    if not any("\t" in line for line in lines):
        return list(lines)
    text = _QUOTED.sub(lambda cell: cell[1].replace('""', '"').replace("\n", BREAK), "\n".join(lines))
    whole: list[str] = []
    rest, width, number = text.split("\n"), 0, 0
    while number < len(rest):
        line = rest[number]
        if _are_heads(line):
            width = _count(line)
        parts = _parts(rest[number : number + _MOST_PARTS], width) if "\t" in line else 1
        whole.append(BREAK.join(rest[number : number + parts]))
        number += parts
    return whole


def _parts(lines: Sequence[str], width: int) -> int:
    """Tell how many of `lines` make one row of `width` cells; 1 where they do not add up."""
    total = _count(lines[0])
    for number, line in enumerate(lines[1:], 1):
        if total >= width or not line.strip() or rank_of(line.split("\t")[0]) is not None:
            break
        total += _count(line) - 1
        if total == width:
            return number + 1
    return 1


def _count(line: str) -> int:
    return line.count("\t") + 1


def _are_heads(line: str) -> bool:
    cells = line.split("\t")
    return len(cells) > 2 and sum(read_head(cell) is not None for cell in cells) * 2 > len(cells)

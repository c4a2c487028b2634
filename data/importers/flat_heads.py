"""The head rows of a flattened table: which head covers which of the heads in the row below it."""

from collections.abc import Sequence
from functools import cache

from data.importers.columns import Column, Field, read_head

Spans = tuple[int, ...]
_NEVER = -1000


def spread(rows: Sequence[Sequence[str]], width: int) -> dict[int, Spans]:
    """Give for each short head row the columns that its cells cover, read from the row below upwards."""
    found: dict[int, Spans] = {}
    for number in range(min(len(rows), 12) - 2, -1, -1):
        above, below = rows[number], rows[number + 1]
        spans = found.get(number + 1) or ((1,) * len(below) if len(below) == width else None)
        if spans is None or len(above) >= len(below) or not _are_heads(above) or not _divides(below):
            continue
        groups = _grouped(above, below)
        if groups is not None:
            starts = [sum(groups[:place]) for place in range(len(groups))]
            found[number] = tuple(
                sum(spans[start : start + count]) for start, count in zip(starts, groups, strict=True)
            )
    return found


def _are_heads(row: Sequence[str]) -> bool:
    filled = [text for text in row if text.strip()]
    return sum(read_head(text) is not None for text in filled) * 2 > len(filled)


def _divides(row: Sequence[str]) -> bool:
    """Whether a row only divides heads above it: it is empty under some, and heads elsewhere."""
    filled = [text for text in row if text.strip()]
    heads = sum(read_head(text) is not None for text in filled)
    return bool(filled) and len(filled) < len(row) and heads * 2 >= len(filled)


def _grouped(above: Sequence[str], below: Sequence[str]) -> Spans | None:
    """Tell how many cells of `below` stand under each head of `above`: one that is empty, or some heads."""

    @cache
    def best(head: int, cell: int) -> tuple[int, Spans]:
        if head == len(above):
            return (0, ()) if cell == len(below) else (_NEVER, ())
        choices = []
        if cell < len(below) and not below[cell].strip():
            score, rest = best(head + 1, cell + 1)
            choices.append((score, (1, *rest)))
        end = cell
        while end < len(below) and below[end].strip():
            end += 1
            score, rest = best(head + 1, end)
            fits = sum(_fits(above[head], below[place]) for place in range(cell, end))
            choices.append((score + fits - (end - cell == 1), (end - cell, *rest)))
        return max(choices, default=(_NEVER, ()))

    score, groups = best(0, 0)
    return groups if score > _NEVER // 2 else None


def _fits(parent: str, child: str) -> int:
    """Whether a head belongs under another by its meaning: 牵头单位 under 责任分工, 一季度 under 时间节点."""
    above, below = read_head(parent), read_head(child)
    if above is None or below is None:
        return 0
    return 1 if _family(above) == _family(below) else -1


def _family(column: Column) -> str:
    """Put what stands together under one head together: units with persons, dates with quarters."""
    if column.field in (Field.UNITS, Field.EXTRA):
        return "who"
    return "when" if column.field in (Field.DEADLINE, Field.QUARTER) else "what"

"""Which item label a row has: the printed one, else its ordinal; repeated ones are told apart."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from data.importers.grid import compact
from data.importers.rows import PrintedRow

_BRACKETED = re.compile(r"[（(]\s*(\d{1,3})\s*[）)]\s*")
_DOTTED = re.compile(r"(\d{1,3})\s*[.．、](?!\d)\s*")
_CHINESE = re.compile(r"[（(]\s*([一二三四五六七八九十]{1,4})\s*[）)]\s*|([一二三四五六七八九十]{1,4})、\s*")
_ORDINAL_OF_SECTION = re.compile(
    r"\s*(?:第([一二三四五六七八九十\d]+)|[（(]([一二三四五六七八九十\d]+)[）)]|([一二三四五六七八九十]+|[\dA-Z]{1,2}|[IVXⅠ-Ⅹ]+)[、.．])"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row with its item label, the detail without that label, and what makes it one task with others."""

    row: PrintedRow
    item: str
    detail: str
    identity: tuple[int, int]


def label_rows(rows: Sequence[PrintedRow], table: int) -> list[Labelled]:
    """Give each row of one table its item label."""
    for pattern in (_BRACKETED, None, _DOTTED, _CHINESE):
        if pattern is None:
            if _numbers_are_items(rows):
                return [_by_number(row, table) for row in rows]
        elif _labels_are_items(rows, pattern):
            return [_by_label(row, table, pattern) for row in rows]
    return [Labelled(row, str(row.ordinal), row.detail, (table, row.detail_cell)) for row in rows]


def _labels_are_items(rows: Sequence[PrintedRow], pattern: re.Pattern[str]) -> bool:
    """Whether most details begin with a label of their own, no two alike under one heading."""
    details = {row.detail_cell: row for row in rows}
    found = [(row.section, row.heading, m[0]) for row in details.values() if (m := pattern.match(row.detail))]
    lists = sum(
        len(re.findall(rf"(?:^|\n|[。；;])(?:{pattern.pattern})", row.detail)) > 1 for row in details.values()
    )
    return (
        bool(found)
        and len(found) * 2 >= len(details)
        and len(set(found)) == len(found)
        and lists * 2 < len(found)
    )


def _numbers_are_items(rows: Sequence[PrintedRow]) -> bool:
    """Whether the number column numbers the rows, not the headings that are merged over several of them."""
    if sum(bool(compact(row.number)) for row in rows) * 2 <= len(rows):
        return False
    shared: dict[int, set[tuple[str | None, int]]] = defaultdict(set)
    for row in rows:
        shared[row.number_cell].add((row.heading, row.detail_cell))
    return not any(
        heading is not None and sum(other == heading for other, _ in group) > 1
        for group in shared.values()
        for heading, _ in group
    )


def plain_number(text: str) -> str:
    """Take brackets and stops off a printed number: （7） → 7, 3. → 3, 一、 → 一, 1.2 stays."""
    words = re.sub(r"^(?:任务|事项|项目|工作)(?=[\d一二三四五六七八九十])", "", compact(text))
    plain = re.sub(r"[()\[\]【】、,，。第项]", "", unicodedata.normalize("NFKC", words))
    return plain.strip(".")


def _by_number(row: PrintedRow, table: int) -> Labelled:
    number = plain_number(row.number)
    identity = row.number_cell if number else row.detail_cell
    return Labelled(row, number or str(row.ordinal), row.detail, (table, identity))


def _by_label(row: PrintedRow, table: int, pattern: re.Pattern[str]) -> Labelled:
    found = pattern.match(row.detail)
    identity = (table, row.detail_cell)
    if not found:
        return Labelled(row, plain_number(row.number) or str(row.ordinal), row.detail, identity)
    label = next(group for group in found.groups() if group)
    return Labelled(row, label.lstrip("0") or label, row.detail[found.end() :], identity)


def tell_apart(rows: Sequence[Labelled], places: Sequence[str | None]) -> list[str]:
    """Give the items; a number that comes again has its section, sheet or heading in front: 二-3."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        groups[row.item].append(index)
    items = [row.item for row in rows]
    for item, group in groups.items():
        if len({rows[index].identity for index in group}) < 2:
            continue
        for prefix in _prefixes(rows, places, group):
            for index, front in zip(group, prefix, strict=True):
                items[index] = f"{front}-{item}" if front else item
            break
    return items


def _prefixes(
    rows: Sequence[Labelled], places: Sequence[str | None], group: Sequence[int]
) -> list[list[str | None]]:
    """Give the ways to tell the rows of `group` apart, best first, that do tell every task apart."""
    ways = (
        [_short(rows[index].row.section) for index in group],
        [_short(places[index]) for index in group],
        [
            "-".join(filter(None, (_short(places[index]), _short(rows[index].row.section)))) or None
            for index in group
        ],
        [plain_number(rows[index].row.number) or None for index in group],
        [
            "-".join(filter(None, (_short(rows[index].row.section), plain_number(rows[index].row.number))))
            or None
            for index in group
        ],
    )
    tasks = len({rows[index].identity for index in group})
    apart = [way for way in ways if len(set(way)) == tasks]
    return sorted(apart, key=lambda way: None in way)


def _short(section: str | None) -> str | None:
    """Shorten a section to what it is called by: 二、优化环境 → 二."""
    if not section:
        return None
    found = _ORDINAL_OF_SECTION.match(section)
    return next(group for group in found.groups() if group) if found else section[:12]

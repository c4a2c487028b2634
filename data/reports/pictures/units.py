"""The middle of the picture: each unit's light and bar, the worst first; pure."""

from collections.abc import Iterator, Sequence

from data.reports.figures import UnitRow
from data.reports.glyphs import Glyphs
from data.reports.pictures import shapes
from data.reports.pictures.headline import stack
from data.reports.pictures.lettering import wrap
from data.reports.pictures.shapes import (
    LARGE,
    MARGIN,
    PLAIN,
    RIGHT,
    SMALL,
    Align,
    Box,
    Colour,
    Lamp,
    LampKind,
    Section,
    Shape,
    Text,
)

ROOMY = 5
"""Up to so many units have a line of their own for the name."""

SHOWN = 20
"""More units than that do not fit on a phone: the worst are shown, the others counted."""

NAME_X = MARGIN + 52
NAME_WIDTH = 13 * PLAIN


def lay_units(units: Sequence[UnitRow], top: float, glyphs: Glyphs) -> Section:
    """Lay a row for each unit that has assignments, in the order given, and count those that do not fit."""
    busy = [row for row in units if row.total]
    if not busy:
        return Section((), top)
    shown = busy if len(busy) <= SHOWN else busy[: SHOWN - 2]
    found: list[Shape] = [
        Text(MARGIN, top + 34, "各单位", LARGE, bold=True),
        *_lights(shown, top + 34, glyphs),
    ]
    section = _roomy_rows(shown, top + 76, glyphs) if len(shown) <= ROOMY else _table(shown, top + 68, glyphs)
    found += section.shapes
    y = section.bottom
    for line in _rest(busy[len(shown) :], len(units) - len(busy)):
        found.append(Text(NAME_X, y + 28, line, SMALL, Colour.GREY))
        y += 48
    return Section(tuple(found), y)


def lamp_of(row: UnitRow) -> LampKind:
    """Choose a unit's light."""
    if row.overdue:
        return LampKind.OVERDUE
    if row.done == row.total:
        return LampKind.ALL_DONE
    return LampKind.NOT_BEGUN if row.pending == row.total else LampKind.UNDER_WAY


def _lights(rows: Sequence[UnitRow], y: float, glyphs: Glyphs) -> Iterator[Shape]:
    """Explain the lights that are on, from the right end."""
    on = {lamp_of(row) for row in rows}
    x = float(RIGHT)
    for kind in reversed([kind for kind in LampKind if kind in on]):
        x -= glyphs.width(kind.value, SMALL)
        yield Text(x, y, kind.value, SMALL, Colour.GREY)
        yield Lamp(x - 24, y, kind, 14)
        x -= 66


def _roomy_rows(rows: Sequence[UnitRow], y: float, glyphs: Glyphs) -> Section:
    found: list[Shape] = []
    for row in rows:
        section = _roomy(row, y, glyphs)
        found += section.shapes
        y = section.bottom
    return Section(tuple(found), y)


def _roomy(row: UnitRow, y: float, glyphs: Glyphs) -> Section:
    """Lay a unit in two lines: its name above its bar."""
    names = wrap(row.unit, RIGHT - NAME_X - (190 if row.overdue else 0), LARGE - 2, glyphs)
    found: list[Shape] = [Lamp(MARGIN + 20, y + 28, lamp_of(row), 20)]
    if row.overdue:
        found.append(Text(RIGHT, y + 28, f"逾期 {row.overdue}", LARGE, Colour.RED, True, Align.RIGHT))
    for at, line in enumerate(names):
        found.append(Text(NAME_X, y + 28 + at * LARGE * 1.2, line, LARGE - 2))
    y += 62 + (len(names) - 1) * LARGE * 1.2
    found += _bar(row, Box(NAME_X, y, RIGHT - NAME_X - 170, 38))
    found.append(Text(RIGHT, y + 19, _counted(row), LARGE, align=Align.RIGHT))
    return Section(tuple(found), y + 38 + 22)


def _table(rows: Sequence[UnitRow], y: float, glyphs: Glyphs) -> Section:
    """Lay the units in columns that are as wide as their largest figures need."""
    heads = ("办结/应办", "逾期")
    late = _widest([str(row.overdue) for row in rows], glyphs, heads[1])
    counted = _widest([_counted(row) for row in rows], glyphs, heads[0])
    count_x = RIGHT - late - 28
    bar_x = NAME_X + min(NAME_WIDTH, _widest([row.unit for row in rows], glyphs)) + 20
    bar = Box(bar_x, 0, count_x - counted - 18 - bar_x, 30)
    found: list[Shape] = [
        Text(x, y + 18, head, SMALL, Colour.GREY, align=Align.RIGHT)
        for head, x in zip(heads, (count_x, RIGHT), strict=True)
    ]
    y += 42
    for row in rows:
        section = _compact(row, y, count_x, bar, glyphs)
        found += section.shapes
        y = section.bottom
    return Section(tuple(found), y)


def _widest(texts: Sequence[str], glyphs: Glyphs, head: str = "") -> float:
    return max(glyphs.width(head, SMALL), *(glyphs.width(text, PLAIN) for text in texts))


def _counted(row: UnitRow) -> str:
    return f"{row.done}/{row.total}"


def _compact(row: UnitRow, y: float, count_x: float, bar: Box, glyphs: Glyphs) -> Section:
    """Lay a unit in one line; a long name takes two."""
    names = wrap(row.unit, NAME_WIDTH, PLAIN, glyphs)
    height = 52 + (len(names) - 1) * 38
    middle = y + height / 2
    found: list[Shape] = [Lamp(MARGIN + 18, middle, lamp_of(row), 17)]
    for at, line in enumerate(names):
        found.append(Text(NAME_X, middle + (at - (len(names) - 1) / 2) * 38, line, PLAIN))
    found += _bar(row, Box(bar.x, middle - bar.height / 2, bar.width, bar.height))
    found.append(Text(count_x, middle, _counted(row), PLAIN, align=Align.RIGHT))
    if row.overdue:
        found.append(Text(RIGHT, middle, str(row.overdue), PLAIN, Colour.RED, True, Align.RIGHT))
    return Section(tuple(found), y + height)


def _bar(row: UnitRow, box: Box) -> Iterator[Shape]:
    parts = [
        (row.done, shapes.DONE),
        (row.submitted, shapes.SUBMITTED),
        (row.doing, shapes.DOING),
        (row.returned, shapes.RETURNED),
        (row.pending, shapes.PENDING),
    ]
    yield from stack(box, parts, gap=2)


def _rest(rows: Sequence[UnitRow], idle: int) -> Iterator[str]:
    """Count the units that are not shown, and those that have nothing to do."""
    if rows:
        done, total = sum(row.done for row in rows), sum(row.total for row in rows)
        late = [row.overdue for row in rows if row.overdue]
        said = f"另有{len(rows)}个单位，办结{done}/{total}项次，"
        yield said + (f"其中{len(late)}个单位逾期{sum(late)}项次" if late else "均无逾期")
    if idle:
        yield f"{idle}个单位暂无应办事项"

"""The foot of the picture: how the plan moved from week to week; pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from data.reports.figures import WeekPoint
from data.reports.glyphs import Glyphs
from data.reports.pictures import shapes
from data.reports.pictures.shapes import (
    INNER,
    LARGE,
    MARGIN,
    RIGHT,
    SMALL,
    Align,
    Block,
    Box,
    Colour,
    Fill,
    Section,
    Shape,
    Text,
)

SHOWN = 26
"""So many weeks are shown at most, the last ones: half a year."""

HEIGHT = 210
WIDEST = 110
OTHERS = Fill(Colour.PALE, edge=Colour.EDGE)


def lay_weeks(weeks: Sequence[WeekPoint], top: float, glyphs: Glyphs) -> Section:
    """Lay a column for each week: finished, unfinished and overdue ones make the whole."""
    shown = [week for week in weeks if week.total][-SHOWN:]
    if not shown:
        return Section((), top)
    found: list[Shape] = [Text(MARGIN, top + 34, "每周进展（项次）", LARGE, bold=True)]
    found += _legend(top + 34, glyphs)
    floor = top + 84 + 34 + HEIGHT
    highest = max(week.total for week in shown)
    step = INNER / len(shown)
    width = min(WIDEST, step * 0.72)
    labelled = _labelled(shown, step, glyphs)
    for at, week in enumerate(shown):
        left = MARGIN + step * at + (step - width) / 2
        found += _column(week, left, floor, width, HEIGHT / highest)
        if at in labelled:
            found += _labels(week, left + width / 2, floor, HEIGHT / highest, glyphs)
            found += _inner_label(week, Box(left, floor, width, week.done * HEIGHT / highest), glyphs)
    found.append(Block(Box(MARGIN, floor, INNER, 3), Fill(Colour.EDGE)))
    return Section(tuple(found), floor + 60)


def _legend(y: float, glyphs: Glyphs) -> Iterator[Shape]:
    x = float(RIGHT)
    for name, fill in (("逾期", shapes.OVERDUE), ("未办结", OTHERS), ("已办结", shapes.DONE)):
        x -= glyphs.width(name, SMALL)
        yield Text(x, y, name, SMALL, Colour.GREY)
        yield Block(Box(x - 38, y - 14, 28, 28), fill, radius=4)
        x -= 66


def _column(week: WeekPoint, left: float, floor: float, width: float, scale: float) -> Iterator[Shape]:
    """Pile up finished ones, the others and, where they catch the eye, the overdue ones."""
    others = max(0, week.total - week.done - week.overdue)
    y = floor
    for count, fill in ((week.done, shapes.DONE), (others, OTHERS), (week.overdue, shapes.OVERDUE)):
        height = count * scale
        y -= height
        yield Block(Box(left, y, width, height), fill)


def _labels(week: WeekPoint, middle: float, floor: float, scale: float, glyphs: Glyphs) -> Iterator[Shape]:
    top = floor - week.total * scale
    yield Text(middle, floor + 30, _say_day(week.end), SMALL, Colour.GREY, align=Align.MIDDLE)
    if week.overdue:
        said = str(week.overdue)
        inside = min(middle, RIGHT - glyphs.width(said, SMALL) / 2)
        yield Text(inside, top - 22, said, SMALL, Colour.RED, True, Align.MIDDLE)


def _inner_label(week: WeekPoint, pile: Box, glyphs: Glyphs) -> Iterator[Shape]:
    """Write the finished ones into their pile, where they fit."""
    said, middle = str(week.done), pile.x + pile.width / 2
    if week.done and pile.height >= SMALL * 1.2 and glyphs.width(said, SMALL) <= pile.width:
        yield Text(middle, pile.y - pile.height / 2, said, SMALL, Colour.PAPER, True, Align.MIDDLE)


def _labelled(weeks: Sequence[WeekPoint], step: float, glyphs: Glyphs) -> set[int]:
    """Choose the weeks with figures: as many as there is room for, counted from the last one."""
    widest = max(
        max(glyphs.width(said, SMALL) for said in (_say_day(week.end), str(week.done), str(week.overdue)))
        for week in weeks
    )
    every = -(-(widest + 16) // step)
    return set(range(len(weeks) - 1, -1, -int(every)))


def _say_day(day: date) -> str:
    return f"{day.month}/{day.day}"

"""The head of the picture: whose it is, the rate, what is overdue, and the statuses' shares; pure."""

from collections.abc import Iterator

from data.reports.figures import Summary
from data.reports.glyphs import Glyphs
from data.reports.pictures import shapes
from data.reports.pictures.lettering import fitting_size, wrap
from data.reports.pictures.shapes import (
    INNER,
    LARGE,
    MARGIN,
    RIGHT,
    SMALL,
    TITLE,
    Align,
    Block,
    Box,
    Colour,
    Fill,
    Lamp,
    LampKind,
    Section,
    Shape,
    Text,
)
from data.reports.terms import say_next, say_points, say_share, say_when, terms_of

RATE_SIZE = 148
COUNT_SIZE = 62
COUNT_X = MARGIN + 500
BAND_HEIGHT = 92
BAR_HEIGHT = 56
SWATCH = 30
NOTHING = "暂无应统计的任务"


def lay_headline(summary: Summary, title: str, glyphs: Glyphs) -> Section:
    """Lay the title, the figures, the overdue band and the bar of all assignments below each other."""
    lines = wrap(title, INNER, TITLE, glyphs)
    found: list[Shape] = []
    y = 66.0
    for line in lines:
        found.append(Text(MARGIN, y, line, TITLE, bold=True))
        y += TITLE * 1.3
    found.append(Text(MARGIN, y - 4, say_when(summary), SMALL, Colour.GREY))
    if not summary.counts.total:
        found += _band(summary, y + 40, glyphs)
        return Section(tuple(found), y + 40 + BAND_HEIGHT)
    found += _figures(summary, y + 32, glyphs)
    found += _band(summary, y + 260, glyphs)
    section = _shares(summary, y + 260 + BAND_HEIGHT + 28, glyphs)
    return Section((*found, *section.shapes), section.bottom)


def _figures(summary: Summary, y: float, glyphs: Glyphs) -> Iterator[Shape]:
    counts = summary.counts
    rate = say_share(counts.items_done, counts.items_total)
    yield Text(MARGIN - 6, y + 80, rate, RATE_SIZE, Colour.BLUE, bold=True)
    for said, size, below in (
        (f"{counts.items_done} / {counts.items_total} 件", COUNT_SIZE, 48),
        (f"{counts.done} / {counts.total} 项次（{say_share(counts.done, counts.total)}）", LARGE + 6, 118),
    ):
        yield Text(
            COUNT_X, y + below, said, fitting_size(said, RIGHT - COUNT_X, size, glyphs), bold=below < 100
        )
    said = _moved(summary)
    yield Text(MARGIN, y + 180, said, fitting_size(said, INNER, SMALL, glyphs), Colour.GREY)


def _moved(summary: Summary) -> str:
    """Say of what the large rate is one, how the other moved, and what was finished in the period."""
    terms, change = terms_of(summary), summary.change
    rate = "按件办结率"
    if change is not None and change.rate is not None:
        rate = f"{rate}；按项次{say_points(change.rate, terms)}"
    finished = f"新办结{summary.newly_done}项次" if summary.newly_done else "无新办结"
    return f"{rate}；{terms.this}{finished}"


def _band(summary: Summary, y: float, glyphs: Glyphs) -> Iterator[Shape]:
    """Say what is overdue so that nobody overlooks it, and what comes next."""
    box = Box(MARGIN, y, INNER, BAND_HEIGHT)
    overdue = summary.counts.overdue
    fill = Fill(Colour.PALE_RED, edge=Colour.RED) if overdue else Fill(Colour.PANEL)
    yield Block(box, fill, radius=14)
    middle = y + BAND_HEIGHT / 2
    if overdue:
        said = f"逾期 {overdue} 项次"
        yield Lamp(MARGIN + 44, middle, LampKind.OVERDUE, 24)
        yield Text(MARGIN + 84, middle, said, LARGE + 8, Colour.RED, bold=True)
    else:
        said = "无逾期" if summary.counts.total else NOTHING
        if summary.counts.total:
            yield Lamp(MARGIN + 44, middle, LampKind.ALL_DONE, 24)
        yield Text(MARGIN + (84 if summary.counts.total else 32), middle, said, LARGE + 8, bold=True)
    for beside in _beside(summary):
        if MARGIN + 84 + glyphs.width(said, LARGE + 8) + 40 + glyphs.width(beside, SMALL) < RIGHT - 24:
            yield Text(RIGHT - 24, middle, beside, SMALL, align=Align.RIGHT)
            break


def _beside(summary: Summary) -> Iterator[str]:
    """Say what belongs to the overdue, longest first: the place decides how much is shown."""
    units = sum(row.overdue > 0 for row in summary.units)
    when = say_next(summary)
    where = [f"涉及{units}个单位"] if units and summary.counts.overdue else []
    due = f"到期{summary.due_next}项次" if summary.due_next else "无到期"
    coming = [f"{when}{due}"] if summary.counts.total else []
    for said in (where + coming, where, coming):
        if said:
            yield "，".join(said)


def _shares(summary: Summary, y: float, glyphs: Glyphs) -> Section:
    """Lay the bar of all assignments by status, with the legend that explains every bar."""
    counts = summary.counts
    parts = [
        ("已办结", counts.done, shapes.DONE),
        ("待审核", counts.submitted, shapes.SUBMITTED),
        ("进行中", counts.doing, shapes.DOING),
        ("未开始", counts.pending, shapes.PENDING),
    ]
    if counts.returned:
        parts.insert(3, ("已退回", counts.returned, shapes.RETURNED))
    found: list[Shape] = [
        *stack(Box(MARGIN, y, INNER, BAR_HEIGHT), [(count, fill) for _, count, fill in parts])
    ]
    y += BAR_HEIGHT + 44
    entries = [(f"{name} {count}", fill) for name, count, fill in parts]
    widths = [SWATCH + 10 + glyphs.width(said, SMALL) for said, _ in entries]
    gap = max(14.0, min(36.0, (INNER - sum(widths)) / (len(widths) - 1)))
    x = float(MARGIN)
    for (said, fill), width in zip(entries, widths, strict=True):
        if x + width > RIGHT + 1:
            x, y = float(MARGIN), y + 48
        found.append(Block(Box(x, y - SWATCH / 2, SWATCH, SWATCH), fill, radius=4))
        found.append(Text(x + SWATCH + 10, y, said, SMALL))
        x += width + gap
    return Section(tuple(found), y + 26)


def stack(box: Box, parts: list[tuple[int, Fill]], *, gap: int = 3) -> Iterator[Block]:
    """Divide `box` among the counts of `parts`; one that is there at all stays visible."""
    total = sum(count for count, _ in parts)
    if not total:
        yield Block(box, Fill(Colour.PANEL), radius=6)
        return
    shown = [(count, fill) for count, fill in parts if count]
    room, least = box.width - gap * (len(shown) - 1), 6.0
    widths = [max(least, room * count / total) for count, _ in shown]
    spare = sum(widths) - room
    widths[widths.index(max(widths))] -= spare
    x = box.x
    for width, (_, fill) in zip(widths, shown, strict=True):
        yield Block(Box(x, box.y, width, box.height), fill, radius=4)
        x += width + gap

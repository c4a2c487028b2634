"""The picture of a summary: one PNG that is understood on a phone in five seconds."""

from math import ceil

from data.reports.figures import Summary
from data.reports.glyphs import Glyphs
from data.reports.pictures.headline import lay_headline
from data.reports.pictures.lettering import wrap
from data.reports.pictures.painter import paint
from data.reports.pictures.shapes import (
    INNER,
    MARGIN,
    SMALL,
    WIDTH,
    Block,
    Box,
    Colour,
    Fill,
    Layout,
    Section,
    Shape,
    Text,
)
from data.reports.pictures.units import lay_units
from data.reports.pictures.weeks import lay_weeks
from data.reports.terms import terms_of

GAP = 40


def draw_summary(summary: Summary, *, title: str | None = None) -> bytes:
    """Draw `summary` as PNG, 1080 pixels wide; without a `title` it is named after its region and period."""
    glyphs = Glyphs()
    return paint(lay_out(summary, title or title_of(summary), glyphs), glyphs)


def title_of(summary: Summary) -> str:
    """Name the picture after what it is about."""
    scope = summary.scope
    plan = f"“{scope.plan}”" if scope.plan else None
    whose = "".join(filter(None, (scope.region, scope.unit, plan)))
    return f"{whose}督办{terms_of(summary).report}"


def lay_out(summary: Summary, title: str, glyphs: Glyphs) -> Layout:
    """Say what stands where: the figures, the units, the weeks and what is still to be settled."""
    head = lay_headline(summary, title, glyphs)
    units = _ruled(lay_units(summary.units, head.bottom + GAP, glyphs), head.bottom)
    weeks = _ruled(lay_weeks(summary.weeks, units.bottom + GAP, glyphs), units.bottom)
    foot = _lay_foot(summary, weeks.bottom, glyphs)
    shapes = (*head.shapes, *units.shapes, *weeks.shapes, *foot.shapes)
    return Layout(WIDTH, ceil(foot.bottom + 36), shapes)


def _ruled(section: Section, before: float) -> Section:
    """Draw a line between a section and what ends at `before`; an empty section takes no room."""
    if not section.shapes:
        return Section((), before)
    rule = Block(Box(MARGIN, before + GAP / 2, INNER, 2), Fill(Colour.LINE))
    return Section((rule, *section.shapes), section.bottom)


def _lay_foot(summary: Summary, top: float, glyphs: Glyphs) -> Section:
    """Say what the figures leave out, where there is anything of it."""
    waiting = []
    if summary.without_chat:
        waiting.append(f"{len(summary.without_chat)}个单位未绑定群")
    if summary.unnamed:
        waiting.append(f"{summary.unnamed}项待指定单位（未计入）")
    found: list[Shape] = []
    y = top
    for line in wrap("，".join(waiting), INNER, SMALL, glyphs) if waiting else ():
        found.append(Text(MARGIN, y + 24, line, SMALL, Colour.GREY))
        y += 42
    return Section(tuple(found), y)

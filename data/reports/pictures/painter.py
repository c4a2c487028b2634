"""Paints a layout as PNG."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, assert_never

from data.reports.glyphs import Glyphs, font_of
from data.reports.pictures.shapes import Align, Block, Box, Colour, Fill, Hatch, Lamp, LampKind, Layout, Text

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

FINER = 2
"""Shapes are drawn this much larger and then made smaller, which smooths their edges."""

HATCH_STEP = 11
BASELINE = 0.37  # of the size: so far below its middle stands the foot of a Chinese sign
BOLDER = 0.018  # of the size: the font has one weight, so its strokes are widened


def paint(layout: Layout, glyphs: Glyphs) -> bytes:
    """Paint `layout` as PNG."""
    # Only here, because drawing is rare and the program's start is not.
    from PIL import Image, ImageDraw

    picture = _paint_shapes(layout)
    pen = ImageDraw.Draw(picture)
    for text in layout.texts():
        _paint_text(pen, text, glyphs)
    page = BytesIO()
    few = picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(page, "PNG")
    return page.getvalue()


def _paint_shapes(layout: Layout) -> Image:
    """Paint all but the letters: those come last, since the font smooths them itself."""
    from PIL import Image, ImageDraw

    large = Image.new("RGB", (layout.width * FINER, layout.height * FINER), Colour.PAPER)
    brush = ImageDraw.Draw(large)
    for shape in layout.shapes:
        match shape:
            case Block():
                _paint_block(brush, shape)
            case Lamp():
                _paint_lamp(brush, shape)
            case Text():
                pass
            case _:
                assert_never(shape)
    return large.reduce(FINER)


def _paint_block(brush: ImageDraw, block: Block) -> None:
    box, fill = block.box, block.fill
    corners = (box.x * FINER, box.y * FINER, box.right * FINER - 1, box.bottom * FINER - 1)
    if box.width * FINER < 2 or box.height * FINER < 2:
        return
    brush.rounded_rectangle(corners, block.radius * FINER, fill.colour)
    _paint_hatch(brush, box, fill)
    if fill.edge:
        brush.rounded_rectangle(corners, block.radius * FINER, outline=fill.edge, width=2 * FINER)


def _paint_hatch(brush: ImageDraw, box: Box, fill: Fill) -> None:
    if fill.hatch is Hatch.NONE:
        return
    left, top, right, bottom = (round(at * FINER) for at in (box.x, box.y, box.right, box.bottom))
    for reach in range(left + top, right + bottom, HATCH_STEP * FINER):
        start, end = max(left, reach - bottom), min(right, reach - top)
        brush.line((start, reach - start, end, reach - end), fill.lines, width=2 * FINER)
        if fill.hatch is Hatch.CROSSED:
            # The same line, mirrored in the middle of the box.
            brush.line(
                (left + right - start, reach - start, left + right - end, reach - end), fill.lines, 2 * FINER
            )


def _paint_lamp(brush: ImageDraw, lamp: Lamp) -> None:
    x, y, reach = lamp.x * FINER, lamp.y * FINER, lamp.radius * FINER
    around = (x - reach, y - reach, x + reach, y + reach)
    match lamp.kind:
        case LampKind.OVERDUE:
            brush.polygon(
                [(x, y - reach), (x + reach * 1.1, y + reach * 0.9), (x - reach * 1.1, y + reach * 0.9)],
                Colour.RED,
            )
            brush.line((x, y - reach * 0.35, x, y + reach * 0.3), Colour.PAPER, width=round(reach * 0.24))
            brush.ellipse(_around(x, y + reach * 0.62, reach * 0.13), Colour.PAPER)
        case LampKind.UNDER_WAY:
            brush.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], Colour.AMBER)
        case LampKind.NOT_BEGUN:
            brush.ellipse(around, Colour.PAPER, Colour.EDGE, width=4 * FINER)
        case LampKind.ALL_DONE:
            brush.ellipse(around, Colour.BLUE)
            tick = [
                (x - reach * 0.5, y),
                (x - reach * 0.12, y + reach * 0.4),
                (x + reach * 0.52, y - reach * 0.38),
            ]
            brush.line(tick, Colour.PAPER, width=round(reach * 0.24), joint="curve")
        case _:
            assert_never(lamp.kind)


def _around(x: float, y: float, reach: float) -> tuple[float, float, float, float]:
    return x - reach, y - reach, x + reach, y + reach


def _paint_text(pen: ImageDraw, text: Text, glyphs: Glyphs) -> None:
    width = glyphs.width(text.text, text.size)
    x = text.x - {Align.LEFT: 0, Align.MIDDLE: width / 2, Align.RIGHT: width}[text.align]
    foot = text.y + text.size * BASELINE
    bolder = text.size * BOLDER if text.bold else 0
    for face, run in glyphs.runs(text.text):
        font = font_of(face, text.size)
        pen.text((x, foot), run, text.colour, font, anchor="ls", stroke_width=bolder)
        x += font.getlength(run)

"""Writes a paper as .docx in the page layout of official documents."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from data.reports.official.page import (
    FANGSONG,
    HEITI,
    KAITI,
    LINE_PITCH,
    SIGN_PITCH,
    SIZE_2,
    SIZE_5,
    TWIPS,
    XIAOBIAOSONG,
    Typeface,
    set_page,
    set_typeface,
)
from data.reports.official.parts import Kind, Paper, Paragraph, Run, Table, Voice

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Written

TITLE_PITCH = 34.0
"""Points between the lines of the title."""

FACES = {Kind.TITLE: XIAOBIAOSONG, Kind.FIRST: HEITI, Kind.CAPTION: HEITI}
VOICES = {Voice.SECOND: KAITI}
NOT_IN_XML = re.compile(r"[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CENTRED = frozenset({Kind.NUMBER, Kind.TITLE, Kind.CAPTION})
INDENTED = frozenset({Kind.FIRST, Kind.BODY, Kind.ATTACHMENT})
TO_THE_RIGHT = frozenset({Kind.SIGNATURE, Kind.DATE})
EMPTY_LINE_AFTER = frozenset({Kind.NUMBER, Kind.TITLE})
EMPTY_LINE_BEFORE = frozenset({Kind.ATTACHMENT, Kind.SIGNATURE})
WITH_THE_NEXT = frozenset({Kind.FIRST, Kind.CAPTION, Kind.ATTACHMENT, Kind.SIGNATURE})


def write(paper: Paper, author: str, issued: date) -> bytes:
    """Write `paper` as .docx."""
    # Documents are written now and then; every start of the program would pay for this import.
    from docx import Document
    from docx.shared import Pt

    document = Document()
    set_page(document)
    _describe(document, paper.title, author, issued)
    for before, part, after in zip((None, *paper.parts), paper.parts, (*paper.parts[1:], None), strict=False):
        if isinstance(part, Table):
            _add_table(document, part)
            continue
        written = _add_paragraph(document, part)
        if isinstance(before, Table):
            written.paragraph_format.space_before = Pt(LINE_PITCH / 40)
        if part.kind in WITH_THE_NEXT or (isinstance(after, Paragraph) and after.kind is Kind.ATTACHMENT):
            written.paragraph_format.keep_with_next = True  # nor does a signature stand alone on a page
    page = BytesIO()
    document.save(page)
    return page.getvalue()


def _describe(document: Document, title: str, author: str, issued: date) -> None:
    about = document.core_properties
    about.title, about.comments = title.replace("\n", ""), ""
    about.author = about.last_modified_by = author
    about.created = about.modified = datetime.combine(issued, time())


def _add_paragraph(document: Document, part: Paragraph) -> Written:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, Twips

    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    if part.kind in CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif part.kind in TO_THE_RIGHT:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.right_indent = Twips(round(part.indent * SIGN_PITCH))
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if part.kind in INDENTED:
        form.first_line_indent = Twips(round(2 * SIGN_PITCH))
    if part.kind is Kind.TITLE:
        form.line_spacing = Pt(TITLE_PITCH)
    pitch = Pt(LINE_PITCH / 20)
    form.space_after = pitch if part.kind in EMPTY_LINE_AFTER else None
    form.space_before = pitch if part.kind in EMPTY_LINE_BEFORE else None
    for run in part.runs:
        _add_run(paragraph, part.kind, run)
    return paragraph


def _add_run(paragraph: Written, kind: Kind, run: Run) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    written = paragraph.add_run(_clean(run.text))  # a line break in it becomes one in the document
    if kind is Kind.TITLE:
        written.font.size = Pt(SIZE_2)
    if face := FACES.get(kind) or VOICES.get(run.voice):
        set_typeface(written._r.get_or_add_rPr(), face)
    if run.voice is Voice.THIRD:
        written.font.bold = True
    if run.voice is Voice.BLANK:
        written.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _add_table(document: Document, table: Table) -> None:
    """Add a table of fixed widths: its head comes again on each page, and no row is torn apart."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    # Cell by cell python-docx takes seconds for a few hundred rows.
    widths = [round(column.width * TWIPS) for column in table.columns]
    centred = [column.centred for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = tuple(column.head for column in table.columns)
    rows = _row_xml(heads, widths, [True] * len(widths), HEITI, head=True)
    rows += "".join(_row_xml(row, widths, centred, FANGSONG) for row in table.rows)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    page = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_side_xml('left')}{_side_xml('right')}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    document.element.body.insert_element_before(parse_xml(page), "w:sectPr")


def _side_xml(side: str) -> str:
    return f'<w:{side} w:w="57" w:type="dxa"/>'


def _row_xml(
    cells: tuple[str, ...], widths: list[int], centred: list[bool], face: Typeface, *, head: bool = False
) -> str:
    written = "".join(
        _cell_xml(text, width, face, centred=middle)
        for text, width, middle in zip(cells, widths, centred, strict=True)
    )
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{written}</w:tr>"


def _cell_xml(text: str, width: int, face: Typeface, *, centred: bool) -> str:
    from xml.sax.saxutils import escape

    side = "center" if centred else "left"
    size = round(SIZE_5 * 2)
    fonts = " ".join(f'w:{which}="{face.name}"' for which in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        '<w:spacing w:before="40" w:after="40" w:line="300" w:lineRule="exact"/>'
        f'<w:jc w:val="{side}"/></w:pPr><w:r><w:rPr><w:rFonts {fonts} w:hint="eastAsia"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_clean(text))}</w:t></w:r></w:p></w:tc>'
    )


def _clean(text: str) -> str:
    """Leave out the signs that XML cannot hold."""
    return NOT_IN_XML.sub("", text)

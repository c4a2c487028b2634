"""The page layout of official documents, GB/T 9704-2012, on a python-docx document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.font import CT_RPr
    from docx.oxml.text.parfmt import CT_PPr
    from docx.oxml.text.run import CT_R
    from docx.section import Section

PAGE = (210.0, 297.0)
TYPE_AREA = (156.0, 225.0)
TOP, INNER = 37.0, 28.0
"""Millimetres: page, area of the text, margins at the top and the inner side (GB/T 9704 5.1, 5.2.1)."""

LINES, SIGNS = 22, 28
"""Lines on a page and signs in a line (GB/T 9704 5.2.3)."""

TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""

LINE_PITCH = int(TYPE_AREA[1] * TWIPS / LINES)
SIGN_PITCH = TYPE_AREA[0] * TWIPS / SIGNS
FOOTER = 25.0
"""Millimetres from the page's lower edge: the dash stands 7 mm below the text (GB/T 9704 7.5)."""

SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 22.0, 16.0, 14.0, 10.5
"""Points of 二号, 三号, 四号 and 五号."""

CLOSER = -5
"""Twentieths of a point by which signs stand closer: 28 of 16 points are wider than 156 mm."""

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font that offices use, and near ones for machines without it."""

    name: str
    near: tuple[str, ...]
    family: str = "roman"


XIAOBIAOSONG = Typeface(
    "方正小标宋简体", ("方正小标宋_GBK", "小标宋", "华文中宋", "宋体", "SimSun", "Noto Serif CJK SC")
)
FANGSONG = Typeface(
    "仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "STFangsong", "方正仿宋_GBK", "Noto Serif CJK SC")
)
KAITI = Typeface(
    "楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "STKaiti", "方正楷体_GBK", "Noto Serif CJK SC"), "script"
)
HEITI = Typeface("黑体", ("SimHei", "华文黑体", "STHeiti", "微软雅黑", "Noto Sans CJK SC"), "swiss")
SONGTI = Typeface("宋体", ("SimSun", "华文宋体", "STSong", "Noto Serif CJK SC"))
TYPEFACES = (XIAOBIAOSONG, FANGSONG, KAITI, HEITI, SONGTI)


def set_page(document: Document) -> None:
    """Give `document` the paper, margins, grid, text style, page numbers and fonts of the standard."""
    # Documents are written now and then; every start of the program would pay for this import.
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.left_margin = Mm(TOP), Mm(INNER)
    section.right_margin = Mm(PAGE[0] - INNER - TYPE_AREA[0])
    section.bottom_margin = Mm(PAGE[1] - TOP - TYPE_AREA[1])
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOTER)
    _set_grid(section)
    _set_text_style(document)
    _number_pages(document, section)
    _name_fonts(document)


def _set_grid(section: Section) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    properties = section._sectPr  # python-docx has no door to the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    # In 4096ths of a point, what is added to the width of a sign of the text style.
    grid.set(qn("w:charSpace"), str(round((SIGN_PITCH / 20 - SIZE_3) * 4096)))
    properties.append(grid)


def _set_text_style(document: Document) -> None:
    """Set the text style: the grid counts from it."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.size = Pt(SIZE_3)
    properties = style.element.get_or_add_rPr()
    set_typeface(properties, FANGSONG)
    _speak_chinese(document, properties)
    _add_value(properties, "w:spacing", CLOSER, before=("w:sz",))
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE_PITCH / 20)
    form.widow_control = False  # a page has its 22 lines
    # Pitch and distance are exact already: LibreOffice would stretch lines to the cells of the grid.
    for name in ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"):
        _add_value(style.element.get_or_add_pPr(), name, 0, before=("w:spacing", "w:ind", "w:jc"))


def _speak_chinese(document: Document, properties: CT_RPr) -> None:
    """Name the language: a machine without the fonts chooses others by it."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    for theme in document.settings.element.findall(qn("w:themeFontLang")):
        theme.set(qn("w:eastAsia"), "zh-CN")


def _add_value(properties: CT_PPr | CT_RPr, name: str, value: int, *, before: tuple[str, ...]) -> None:
    """Add a property at the place that the schema gives it."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    properties.insert_element_before(parse_xml(f'<{name} {nsdecls("w")} w:val="{value}"/>'), *before)


def set_typeface(properties: CT_RPr, face: Typeface) -> None:
    """Set the font of run properties for Chinese and Latin signs alike."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for which in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{which}"), face.name)
        fonts.attrib.pop(qn(f"w:{which}Theme"), "")
    fonts.set(qn("w:hint"), "eastAsia")


def _number_pages(document: Document, section: Section) -> None:
    """Put — 1 — outside: to the right on odd pages and to the left on even ones, one sign from the edge."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(SIZE_4)
        paragraph.paragraph_format.line_spacing = Pt(SIZE_4 * 1.2)
        for piece in ("— ", None, " —"):
            run = paragraph.add_run(piece or "")
            run.font.size = Pt(SIZE_4)
            set_typeface(run._r.get_or_add_rPr(), SONGTI)
            if piece is None:
                _add_page_field(run._r)


def _add_page_field(run: CT_R) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for kind in ("begin", None, "separate", "1", "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            element.text = " PAGE "
        elif kind == "1":
            element = OxmlElement("w:t")
            element.text = kind
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run.append(element)


def _name_fonts(document: Document) -> None:
    """Say in the font table which fonts stand in where a machine lacks one."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    links = document.part.rels
    for key in [key for key, link in links.items() if link.reltype == RELATIONSHIP_TYPE.FONT_TABLE]:
        del links[key]
    table = "".join(map(_font_entry, TYPEFACES))
    page = f'{XML_HEAD}<w:fonts xmlns:w="{MAIN_NAMESPACE}">{table}</w:fonts>'
    place = PackURI("/word/fontTable.xml")
    part = Part(place, CONTENT_TYPE.WML_FONT_TABLE, page.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _font_entry(face: Typeface) -> str:
    near = quoteattr(",".join(face.near))
    return (
        f"<w:font w:name={quoteattr(face.name)}><w:altName w:val={near}/>"
        f'<w:charset w:val="86"/><w:family w:val="{face.family}"/><w:pitch w:val="variable"/></w:font>'
    )

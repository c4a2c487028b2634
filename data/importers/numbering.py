"""The numbers that Word counts by itself: 1. or （一） before the paragraphs of a list."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = _WORD + "val"
_LEVELS = 9
_CHINESE = "零一二三四五六七八九"
_COUNTING = (
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
)


class Numbering:
    """Counts the lists of one document, in its order."""

    def __init__(self, numbering: "_Element | None", styles: "_Element | None") -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._abstract: dict[str, str] = {}
        self._styled: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None and numbering is not None:
            self._read_styles(styles)

    def label(self, paragraph: "_Element", *, has_text: bool) -> str:
        """Count `paragraph` and give its number as Word prints it; "" where it is in no numbered list."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, level = place
        formats = self._levels.get(number, {})
        if level not in formats:
            return ""
        counts = self._counts.setdefault(self._abstract.get(number, number), [0] * _LEVELS)
        start = formats[level][2]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        text = _fill(formats, level, counts)
        return f"{text} " if text and has_text and text[-1].isalnum() else text

    def _place(self, paragraph: "_Element") -> tuple[str, int] | None:
        properties = paragraph.find(f"{_WORD}pPr")
        if properties is None:
            return None
        found = properties.find(f"{_WORD}numPr")
        if found is None:
            style = properties.find(f"{_WORD}pStyle")
            return self._styled.get(style.get(_VALUE, "")) if style is not None else None
        number = _value(found, "numId")
        return (number, _integer(_value(found, "ilvl"))) if number and number != "0" else None

    def _read(self, numbering: "_Element") -> None:
        """Take the formats of the levels, with what a list changes of them."""
        abstract = {
            element.get(_WORD + "abstractNumId", ""): _formats(element)
            for element in numbering.findall(f"{_WORD}abstractNum")
        }
        for element in numbering.findall(f"{_WORD}num"):
            number, base = element.get(_WORD + "numId", ""), _value(element, "abstractNumId")
            formats = dict(abstract.get(base, {}))
            overrides = element.findall(f"{_WORD}lvlOverride")
            for override in overrides:
                level = _integer(override.get(_WORD + "ilvl", "0"))
                formats.update(_formats(override))
                if (start := _value(override, "startOverride")) and level in formats:
                    formats[level] = (*formats[level][:2], _integer(start))
            self._levels[number] = formats
            self._abstract[number] = number if overrides else f"abstract {base}"

    def _read_styles(self, styles: "_Element") -> None:
        for style in styles.findall(f"{_WORD}style"):
            found = style.find(f"{_WORD}pPr/{_WORD}numPr")
            if found is not None and (number := _value(found, "numId")) not in ("", "0"):
                self._styled[style.get(_WORD + "styleId", "")] = (number, _integer(_value(found, "ilvl")))


def _formats(parent: "_Element") -> dict[int, tuple[str, str, int]]:
    return {
        _integer(level.get(_WORD + "ilvl", "0")): (
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            _integer(_value(level, "start") or "1"),
        )
        for level in parent.findall(f"{_WORD}lvl")
    }


def _value(parent: "_Element", name: str) -> str:
    found = parent.find(_WORD + name)
    return found.get(_VALUE, "") if found is not None else ""


def _integer(text: str) -> int:
    return min(int(text), _LEVELS * 1000) if text.isdigit() else 0


def _fill(formats: dict[int, tuple[str, str, int]], level: int, counts: list[int]) -> str:
    """Put the counts into the level's text: （%1） → （三）."""
    text = formats[level][1]
    if formats[level][0] in ("bullet", "none"):
        return ""
    for place in range(level + 1):
        kind = formats.get(place, ("decimal", "", 1))[0]
        text = text.replace(f"%{place + 1}", _written(counts[place] or 1, kind))
    return text


def _written(count: int, kind: str) -> str:
    if kind in _COUNTING:
        return _chinese(count)
    if kind in ("lowerLetter", "upperLetter") and count <= 26:
        return chr((ord("a") if kind == "lowerLetter" else ord("A")) + count - 1)
    if kind.startswith("decimalEnclosedCircle") and count <= 20:
        return chr(ord("①") + count - 1)
    return str(count)


def _chinese(count: int) -> str:
    """Write a number below a hundred: 十一, 二十三."""
    if count >= 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones or not head else "")

"""Which font draws which sign: the carried one, else one of the machine's, else the sign in other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

CARRIED = Path(__file__).parent / "fonts" / "NotoSansCJKsc-Regular-GB2312.otf"
"""The font that comes with the program; it has ASCII and GB 2312."""

PLACES = (
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Where machines keep their fonts."""

NEAR = (
    "notosanscjk",
    "notosanssc",
    "sourcehansans",
    "msyh",
    "pingfang",
    "hiragino",
    "wqy",
    "simhei",
    "deng",
    "droidsansfallback",
    "notoserifcjk",
    "sourcehanserif",
    "simsun",
    "songti",
    "hanazono",
    "hanamin",
    "babelstone",
    "dejavusans",
    "symbola",
)
"""Beginnings of the names of fonts with many Chinese signs, the nearest in looks first."""

BLANKS = re.compile(r"lastresort|adobeblank|notdef|emoji", re.IGNORECASE)
"""Fonts that claim every sign and draw a box or nothing, or that only draw in colours."""

TRIED = 200
"""How many of the machine's font files are opened at most for one sign."""

GETA = "〓"
"""What printers set for a sign that they have no type for."""

PROBE_SIZE = 24
PROBES = ("县", "㠇", "\U0002cc5f")  # the last two, in names of places, are not in GB 2312


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, and which of the faces in it."""

    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class GlyphCheck:
    """Whether the carried font can be read, and the machine's font for rare signs, where it has one."""

    carried: bool
    fallback: str | None


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Sets text in `carried`, and in the fonts under `places` what it lacks."""

    carried: Path = CARRIED
    places: tuple[Path, ...] = field(default=tuple(Path(place).expanduser() for place in PLACES))

    def runs(self, text: str) -> list[tuple[Face, str]]:
        """Split `text` into pieces of one face each; what no font has is said otherwise: no box is drawn."""
        found: list[tuple[Face, str]] = []
        for sign in text:
            face, drawn = _drawn(self, sign)
            if found and found[-1][0] == face:
                found[-1] = (face, found[-1][1] + drawn)
            elif drawn:
                found.append((face, drawn))
        return found

    def width(self, text: str, size: int) -> float:
        """Return how many pixels wide `text` is at `size`."""
        return sum(font_of(face, size).getlength(run) for face, run in self.runs(text))


def check(glyphs: Glyphs | None = None) -> GlyphCheck:
    """Look whether the carried font can be read, and which font of the machine has a rare sign."""
    glyphs = glyphs or Glyphs()
    try:
        whole = _has(Face(glyphs.carried), PROBES[0])
    except OSError:
        return GlyphCheck(carried=False, fallback=None)
    faces = [_face_with(glyphs, sign) for sign in PROBES[1:]]
    return GlyphCheck(whole, faces[0].path.name if faces[0] and all(faces) else None)


@lru_cache(maxsize=256)
def font_of(face: Face, size: int) -> "FreeTypeFont":
    """Open a face at `size` pixels; raises OSError where the file is no font."""
    # Pillow is only needed by what draws, not by every question.
    from PIL import ImageFont

    return ImageFont.truetype(face.path, size, face.index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def _drawn(glyphs: Glyphs, sign: str) -> tuple[Face, str]:
    """Choose the face of a `sign`, and what is drawn for it."""
    own = Face(glyphs.carried)
    if sign.isspace():
        return own, " " if sign != "\u3000" else "　"
    if category(sign) in ("Cc", "Cf", "Mn"):
        return own, ""
    if _has(own, sign):
        return own, sign
    if found := _face_with(glyphs, sign):
        return found, sign
    return own, _in_other_words(own, sign)


def _in_other_words(own: Face, sign: str) -> str:
    """Spell a Chinese sign by its sound, as identity papers do; anything else is marked as left out."""
    # Loaded for the rare sign only: its dictionary takes a tenth of a second.
    from pypinyin import pinyin

    sound = pinyin(sign)[0][0]
    return f"({sound})" if sound != sign and all(_has(own, letter) for letter in sound) else GETA


def _face_with(glyphs: Glyphs, sign: str) -> Face | None:
    faces = (_opened(path) for path in _files_under(glyphs.places))
    return next((face for face in faces if face and _has(face, sign)), None)


def _has(face: Face, sign: str) -> bool:
    return bytes(font_of(face, PROBE_SIZE).getmask(sign)) != _missing(face)


@cache
def _missing(face: Face) -> bytes:
    """Draw what the font shows for a sign that it lacks: U+10FFFF never is one."""
    return bytes(font_of(face, PROBE_SIZE).getmask("\U0010ffff"))


@cache
def _files_under(places: tuple[Path, ...]) -> tuple[Path, ...]:
    """List the machine's font files, those nearest to the carried font first."""
    files = sorted({path for place in places for path in _files(place)}, key=_farness)
    return tuple(files[:TRIED])


def _files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from (
            path
            for path in place.rglob("*")
            if path.suffix.lower() in (".ttf", ".otf", ".ttc") and not BLANKS.search(path.name)
        )


def _farness(path: Path) -> tuple[int, bool, str]:
    name = re.sub(r"[^a-z0-9]", "", path.stem.lower())
    rank = next((at for at, known in enumerate(NEAR) if name.startswith(known)), len(NEAR))
    return rank, "regular" not in name and rank < len(NEAR), name


@cache
def _opened(path: Path) -> Face | None:
    """Open a file; in a collection the face for simplified Chinese is taken."""
    for index in range(10):
        try:
            family = font_of(Face(path, index), PROBE_SIZE).getname()[0] or ""
        except (OSError, ValueError):
            break
        if path.suffix.lower() != ".ttc" or family.endswith(" SC"):
            return Face(path, index)
    return Face(path) if index else None

"""What a picture is made of, and in which colours; pure."""

from dataclasses import dataclass
from enum import Enum, StrEnum

WIDTH = 1080
MARGIN = 48
RIGHT = WIDTH - MARGIN
INNER = RIGHT - MARGIN

SMALL, PLAIN, LARGE, TITLE = 30, 34, 40, 54
"""Sizes of letters in pixels; on a phone 400 points wide the smallest are 11 points high."""


class Colour(StrEnum):
    """Blue, amber and red stay apart for the colour-blind: they differ in lightness as well."""

    PAPER = "#FFFFFF"
    INK = "#1B1F24"
    GREY = "#56606B"
    LINE = "#D3D9DF"
    PANEL = "#F3F5F8"
    BLUE = "#0B5CAD"
    PALE_BLUE = "#CFE3F7"
    AMBER = "#F2B134"
    BROWN = "#7A4F00"
    PALE = "#E9EDF1"
    EDGE = "#98A3AE"
    RED = "#C42B1C"
    PALE_RED = "#FCEBE8"


class Hatch(Enum):
    """Lines over a colour, for who sees no colours."""

    NONE = "none"
    RISING = "rising"
    CROSSED = "crossed"


class Align(Enum):
    """Which end of a text stands at its x."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class LampKind(Enum):
    """How a unit stands; each light has its own shape."""

    OVERDUE = "有逾期"
    UNDER_WAY = "办理中"
    NOT_BEGUN = "未开始"
    ALL_DONE = "全部办结"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x behind it."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y below it."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Text:
    """One line of letters; `y` is the middle of its height."""

    x: float
    y: float
    text: str
    size: int = PLAIN
    colour: Colour = Colour.INK
    bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Fill:
    """How a rectangle is filled."""

    colour: Colour
    hatch: Hatch = Hatch.NONE
    lines: Colour = Colour.INK
    edge: Colour | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle."""

    box: Box
    fill: Fill
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Lamp:
    """The light of a unit, around its centre."""

    x: float
    y: float
    kind: LampKind
    radius: int = 17


Shape = Text | Block | Lamp


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the picture that ends at `bottom`."""

    shapes: tuple[Shape, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture before it is painted."""

    width: int
    height: int
    shapes: tuple[Shape, ...]

    def texts(self) -> tuple[Text, ...]:
        """Return what can be read in it."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Text))


DONE = Fill(Colour.BLUE)
SUBMITTED = Fill(Colour.PALE_BLUE, Hatch.RISING, Colour.BLUE, Colour.BLUE)
DOING = Fill(Colour.AMBER)
RETURNED = Fill(Colour.AMBER, Hatch.CROSSED, Colour.BROWN)
PENDING = Fill(Colour.PALE, edge=Colour.EDGE)
OVERDUE = Fill(Colour.RED)
"""The fills of the statuses, the same in every part of the picture."""

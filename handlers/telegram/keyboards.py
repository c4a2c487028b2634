"""Choices as inline buttons, and callback data both ways: a version and two numbers, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.message import Choice

VERSION = "2"
ROW_WIDTH = 24
"""How many characters of label stand side by side before a new row begins."""

LABEL_LENGTH = 60
"""A longer label is cut off by every client."""

DIGITS = 18
"""No number of ours has more; a longer one is forged and would not fit the database."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the `number` under which its message is remembered, and its place among the choices."""

    number: int
    index: int


def keyboard(choices: Sequence[Choice], number: int | None) -> InlineKeyboardMarkup | None:
    """Return the buttons for `choices`, short labels side by side; None where nothing can be pressed.

    Labels that begin with a number (1 通过, 1 退回, 2 通过) stand in a row of that number.
    """
    if not choices or number is None:
        return None
    rows: list[list[InlineKeyboardButton]] = []
    width, about = ROW_WIDTH, ""
    for index, choice in enumerate(choices):
        begins = choice.label.partition(" ")[0]
        about, before = begins if begins.isdecimal() else "", about
        if width + len(choice.label) > ROW_WIDTH or about != before:
            rows.append([])
            width = 0
        label = choice.label[:LABEL_LENGTH]
        rows[-1].append(InlineKeyboardButton(label, callback_data=f"{VERSION}:{number}:{index}"))
        width += len(label) + 4
    return InlineKeyboardMarkup(rows)


def pressed(data: str | None) -> Pressed | None:
    """Return what a button stands for; None for a foreign or outdated one."""
    version, *numbers = (data or "").split(":")
    if version != VERSION or len(numbers) != 2 or not all(_is_number(number) for number in numbers):
        return None
    return Pressed(int(numbers[0]), int(numbers[1]))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS

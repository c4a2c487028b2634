"""Choices as inline buttons, and callback data both ways: a version and the choice's number, nothing else."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.message import Choice

VERSION = "1"
ROW_WIDTH = 24
"""How many characters of label stand side by side before a new row begins."""


def keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """Return the buttons for `choices`, short labels side by side; None where there are none."""
    if not choices:
        return None
    rows: list[list[InlineKeyboardButton]] = []
    width = ROW_WIDTH
    for index, choice in enumerate(choices):
        if width + len(choice.label) > ROW_WIDTH:
            rows.append([])
            width = 0
        rows[-1].append(InlineKeyboardButton(choice.label, callback_data=f"{VERSION}:{index}"))
        width += len(choice.label) + 4
    return InlineKeyboardMarkup(rows)


def pressed(data: str | None) -> int | None:
    """Return the number of the choice that a button stands for; None for a foreign or outdated one."""
    version, _, index = (data or "").partition(":")
    return int(index) if version == VERSION and index.isdecimal() else None

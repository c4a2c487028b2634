"""A printed name with its widths, brackets and spaces made equal."""

import re

_SAME = str.maketrans(
    {
        "(": "（",
        ")": "）",
        "[": "（",
        "]": "）",
        "〔": "（",
        "〕": "）",
        "【": "（",
        "】": "）",
        "\u3000": " ",
        "\xa0": " ",
        "\u200b": None,
        "\ufeff": None,
        "／": "/",
        **{chr(code): chr(code - 0xFEE0) for code in range(ord("０"), ord("９") + 1)},
        **{chr(code): chr(code - 0xFEE0) for code in range(ord("Ａ"), ord("Ｚ") + 1)},
        **{chr(code): chr(code - 0xFEE0) for code in range(ord("ａ"), ord("ｚ") + 1)},
    }
)
_SPACES = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")

HAN = "[\u4e00-\u9fff]"
"""A character class for regular expressions: any Chinese character."""


def tidy(name: str) -> str:
    """Give `name` full-width brackets and narrow digits, without the spaces that no Latin words need."""
    return _SPACES.sub("", name.strip().translate(_SAME))


def same_length(text: str) -> str:
    """Make widths and brackets of `text` equal, every character staying at its place."""
    return "".join(char.translate(_SAME) or " " for char in text) if _odd(text) else text


def _odd(text: str) -> bool:
    """Tell whether `text` holds any character that another one stands for."""
    return any(ord(char) in _SAME for char in text)

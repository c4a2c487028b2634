"""Chinese and Arabic numbers as officials write them."""

DIGITS = {
    **{char: value for value, char in enumerate("0123456789")},
    **{char: value for value, char in enumerate("０１２３４５６７８９")},
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
    "○": 0,
    "Ｏ": 0,
}
PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卅": 30}

NUMBER = "[" + "".join(DIGITS) + "".join(PLACES) + "".join(TENS) + "]"
"""A character class for regular expressions: any character of a number."""


def read_number(text: str) -> int | None:
    """Read `text` as a whole number: `十二`, `廿五`, `二〇二〇`, `一百零五`, `２５`; None if it is none."""
    if not text:
        return None
    if any(char in PLACES or char in TENS for char in text):
        return _read_places(text)
    value = 0
    for char in text:
        if char not in DIGITS:
            return None
        value = value * 10 + DIGITS[char]
    return value


def _read_places(text: str) -> int | None:
    """Read a number that is written with place names; `十` without a digit in front is ten."""
    total, digit, last = 0, None, 10_000
    for char in text:
        if char in TENS:
            total, last = total + TENS[char], 10
        elif char in PLACES:
            place = PLACES[char]
            if place >= last:
                return None
            total, digit, last = total + (1 if digit is None else digit) * place, None, place
        elif char in DIGITS:
            digit = (digit or 0) * 10 + DIGITS[char]
        else:
            return None
    return total + (digit or 0)


def last_day(year: int, month: int) -> int:
    """Return the number of the last day of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31

"""Names for the sheets of a workbook: cleaned, unique, and no longer than a sheet's name may be; pure."""

import re

LONGEST = 31
"""How many UTF-16 units a sheet's name may have."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff\ud800-\udfff]")
_RESERVED = frozenset({"history"})


class SheetNames:
    """The names that a workbook has given so far."""

    def __init__(self) -> None:
        self._taken = set(_RESERVED)

    def take(self, wanted: str) -> str:
        """Return a name as near to `wanted` as a workbook allows."""
        plain = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("' ") or "台账"
        number = 1
        while True:
            ending = f"（{number}）" if number > 1 else ""
            name = f"{_fitting(plain, LONGEST - len(ending)).strip(chr(39) + ' ')}{ending}"
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
            number += 1


def _fitting(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore")

"""`python -m bench.jionlp_times FOLDER DAY < PHRASES`: read phrases with the JioNLP in FOLDER, as JSON."""

import importlib
import json
import logging
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from time import mktime
from typing import Any

from bench.figures import median_time

REPEATS = 5
OPEN = ("inf", "-inf")


def main(folder: str, day: str) -> None:
    """Print [start, end, seconds] of each phrase."""
    sys.path.append(folder)
    parse: Callable[..., dict[str, Any]] = importlib.import_module("jionlp").parse_time
    logging.disable()
    # From midnight on, its 未来7天 would end a day early.
    noon = datetime.combine(date.fromisoformat(day), time(12))
    base = mktime(noon.timetuple())

    def read(text: str) -> tuple[str | None, str | None]:
        # It raises ValueError, and others by accident, for what it cannot read.
        try:
            return _days(parse(text, time_base=base))
        except Exception:
            return None, None

    phrases = json.load(sys.stdin)
    print(json.dumps([[*read(text), median_time(partial(read, text), REPEATS)] for text in phrases]))


def _days(found: dict[str, Any]) -> tuple[str | None, str | None]:
    """Give the first and last day; an end at midnight belongs to the day before."""
    said = found["time"]
    if found["type"] not in ("time_span", "time_point") or not isinstance(said, list):
        return None, None
    start, end = (None if instant in OPEN else datetime.fromisoformat(instant) for instant in said[:2])
    if end is not None and start is not None and end > start and end.time() == datetime.min.time():
        end -= timedelta(seconds=1)
    return _day(start), _day(end)


def _day(instant: datetime | None) -> str | None:
    return instant.date().isoformat() if instant else None


if __name__ == "__main__":
    main(*sys.argv[1:3])

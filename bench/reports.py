"""Chart, bulletin and calendar of a summary: time and memory, each in a fresh process.

`python -m bench.reports WHAT` does one of them and prints its milliseconds and its peak memory in MB.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from time import perf_counter

from bench.figures import Figure, Goal
from bench.resident import peak_megabytes
from bench.workshop import ROOT, Workshop
from data.progress import Counts
from data.reports.bulletin import write_bulletin
from data.reports.calendar import entries_of, write_calendar
from data.reports.chart import draw_summary
from data.reports.figures import Change, ListedAssignment, Scope, Summary, UnitRow, WeekPoint

RUNS = 5
UNITS, WEEKS, LATE = 80, 12, 240
MOST_MILLISECONDS, MOST_MEGABYTES = 1000, 150
DAY = date(2020, 9, 10)
MONDAY = date(2020, 9, 7)


def run(workshop: Workshop) -> list[Figure]:
    """Measure each in turn with the same for an empty picture, document and calendar."""
    return [figure for what, (against, words) in PAIRS.items() for figure in _measure(what, against, words)]


def _measure(what: str, against: str, words: str) -> list[Figure]:
    ours, theirs = zip(*((_child(what), _child(against)) for _ in range(RUNS)), strict=True)
    (time, memory), (plain_time, plain_memory) = map(_best, (ours, theirs))
    named = f"{what}, {UNITS} units, from cold, best of {RUNS}"
    return [
        Figure(named, time, "ms", plain_time, words, Goal(MOST_MILLISECONDS, of_ratio=False)),
        Figure(f"{what}, memory", memory, "MB", plain_memory, words, Goal(MOST_MEGABYTES, of_ratio=False)),
    ]


def _best(pairs: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    times, memories = zip(*pairs, strict=True)
    return min(times), max(memories)


def _child(what: str) -> tuple[float, float]:
    command = (sys.executable, "-m", "bench.reports", what)
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
    time, memory = map(float, done.stdout.split())
    return time, memory


def busy_summary() -> Summary:
    """Make the summary of a region with many units, weeks and overdue assignments."""
    units = tuple(
        UnitRow(f"县第{at:02}办公室及其直属单位", 20, 8, 2, 4, 1, 5, LATE // UNITS, 0.4)
        for at in range(UNITS)
    )
    late = tuple(_listed(at, -1 - at % 40) for at in range(LATE))
    coming = tuple(_listed(LATE + at, 4 + at % 7) for at in range(40))
    total = 20 * UNITS
    return Summary(
        scope=Scope("东至县"),
        start=MONDAY,
        end=MONDAY + timedelta(days=6),
        as_of=DAY,
        counts=Counts(120, 40, total, 8 * UNITS, 2 * UNITS, 4 * UNITS, 5 * UNITS, UNITS, 0.4, LATE, 60),
        change=Change(3, 40, -12, 0.025),
        newly_done=40,
        newly_done_items=3,
        due=60,
        due_open=20,
        due_next=40,
        due_next_open=40,
        unnamed=5,
        overdue=late,
        next_due=coming,
        units=units,
        weeks=tuple(
            WeekPoint(DAY - timedelta(weeks=WEEKS - at), total, 50 * at, 20 * at)
            for at in range(1, WEEKS + 1)
        ),
        plans=("基层政务公开标准化规范化试点工作方案",),
    )


def _listed(at: int, days_left: int) -> ListedAssignment:
    due = DAY + timedelta(days=days_left)
    detail = f"编制完成第{at}个领域的基层政务公开标准目录，并在县政府门户网站公开。"
    unit = f"县第{at % UNITS:02}办公室及其直属单位"
    return ListedAssignment(
        at, unit, "dongzhi-2020", "试点工作方案", str(at), None, detail, "编制目录", due, days_left, "doing"
    )


def _chart() -> bytes:
    return draw_summary(busy_summary())


def _bulletin() -> bytes:
    return write_bulletin(busy_summary(), issuer="东至县人民政府办公室", issued=DAY)


def _calendar() -> bytes:
    summary = busy_summary()
    entries = entries_of((*summary.overdue, *summary.next_due), "东至县")
    return write_calendar("东至县", entries, stamp=datetime(2020, 9, 10, tzinfo=UTC))


def _empty_picture() -> bytes:
    from PIL import Image

    page = BytesIO()
    Image.new("RGB", (1080, 2200), "white").save(page, "PNG")
    return page.getvalue()


def _empty_document() -> bytes:
    import docx

    page = BytesIO()
    docx.Document().save(page)
    return page.getvalue()


def _empty_calendar() -> bytes:
    from icalendar import Calendar

    page: bytes = Calendar().to_ical()
    return page


TASKS: dict[str, Callable[[], bytes]] = {
    "chart": _chart,
    "bulletin": _bulletin,
    "calendar": _calendar,
    "empty-picture": _empty_picture,
    "empty-document": _empty_document,
    "empty-calendar": _empty_calendar,
}
PAIRS = {
    "chart": ("empty-picture", "an empty PNG by Pillow"),
    "bulletin": ("empty-document", "an empty .docx by python-docx"),
    "calendar": ("empty-calendar", "an empty .ics by icalendar"),
}
"""What is measured, with the least that its library can do."""


def main(what: str) -> None:
    """Do one of the tasks; what it imports belongs to its time."""
    begun = perf_counter()
    TASKS[what]()
    print((perf_counter() - begun) * 1000, peak_megabytes())


if __name__ == "__main__":
    main(sys.argv[1])

"""The last resort: a full date in another language or an unusual form, read by dateparser."""

from datetime import date, datetime, time

from data.dates.periods.rules import LazyPattern

_FULL_DATE = LazyPattern(
    r"(?=[^\u3400-\u9fff]{8,40}$)(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*[^\W\d_]{3})(?=.*(?<!\d)\d\d?(?!\d))"
)
"""A year, a day and a word that may name a month; no Chinese, which dateparser misreads (9月底前)."""


def read_full_date(text: str, today: date) -> date | None:
    """Return the day that `text` names with day, month and year, such as 15 octobre 2020."""
    if not _FULL_DATE.match(text.strip()):
        return None
    # Loaded here: it takes longer to load than everything else, and almost no text gets this far.
    import dateparser

    found: datetime | None = dateparser.parse(
        text.strip(),
        settings={
            "RELATIVE_BASE": datetime.combine(today, time()),
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
        },
    )
    return found.date() if found else None

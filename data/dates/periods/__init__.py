"""本月, 9月底前, next 14 days → a period, by ordered tables of rules."""

from data.dates.periods.reading import find_periods, read_period

__all__ = ["find_periods", "read_period"]

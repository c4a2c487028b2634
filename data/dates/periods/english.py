"""Points in English."""

from data.dates.periods.rules import Table

ENGLISH = Table(())

"""The pictures that letters name, drawn when they leave."""

from dataclasses import dataclass
from datetime import date, tzinfo

from data.clock import Clock
from data.database import Database


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws a picture by its name: `week:REGION:START:END` is the chart of a region's period."""

    database: Database
    clock: Clock
    zone: tzinfo

    def __call__(self, name: str) -> bytes:
        """Return the picture as PNG; ValueError where the name says nothing."""
        # Loaded here: drawing takes libraries that nothing else needs.
        from data.reports.chart import draw_summary
        from data.reports.summaries import summarise

        kind, region, start, end = name.split(":")
        if kind != "week":
            raise ValueError(f"no picture is called {name}")
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        with self.database.read() as session:
            summary = summarise(session, int(region), first, last, self.clock.today(), zone=self.zone)
        return draw_summary(summary)

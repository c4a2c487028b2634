"""The instant at which everything is asked."""

from datetime import datetime

from data.clock import ZONE

TODAY = datetime(2020, 9, 10, 12, tzinfo=ZONE)

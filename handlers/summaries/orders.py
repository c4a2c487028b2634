"""What a button under a summary asks for, as the hidden command /figures; pure."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from data.repositories.weekly import Listing

COMMAND = "figures"
NOTHING = "-"
"""Stands for a plan or unit that is not named."""


class Shown(StrEnum):
    """What else than assignments is shown."""

    UNITS = "units"  # 各单位
    UNBOUND = "unbound"  # 未绑定
    UNNAMED = "unnamed"  # 待指定
    PICTURE = "picture"  # 图
    LEDGER = "ledger"  # 台账
    BULLETIN = "bulletin"  # 通报
    CALENDAR = "calendar"  # 日历


WHOLE = frozenset({Shown.UNITS, Shown.UNBOUND, Shown.LEDGER, Shown.BULLETIN})
"""What is about a whole region, and for those who may see all of it."""
BY_NAME: dict[str, Listing | Shown] = {one.value: one for one in (*Listing, *Shown)}


@dataclass(frozen=True, slots=True)
class Order:
    """What is shown of which summary: its days, and `today`, the day on which it was told.

    `plan` is a key, `unit` a canonical name, None where the summary is not narrowed.
    """

    what: Listing | Shown
    region: str
    start: date
    end: date
    today: date
    plan: str | None = None
    unit: str | None = None
    page: int = 1
    english: bool = False

    @property
    def next(self) -> "Order":
        """The same on its next page."""
        return replace(self, page=self.page + 1)


def say_order(order: Order) -> str:
    """Write an order as the command that it is."""
    days = (order.start, order.end, order.today)
    return " ".join(
        (
            f"/{COMMAND}",
            order.what.value,
            *(day.isoformat() for day in days),
            str(order.page),
            "en" if order.english else "zh",
            order.region,
            order.plan or NOTHING,
            order.unit or NOTHING,
        )
    )


def read_order(words: tuple[str, ...]) -> Order | None:
    """Read the words of the command; None where they are no order."""
    if len(words) < 9:
        return None
    what, start, end, today, page, language, region, plan, *unit = words
    try:
        return Order(
            what=BY_NAME[what],
            region=region,
            start=date.fromisoformat(start),
            end=date.fromisoformat(end),
            today=date.fromisoformat(today),
            plan=None if plan == NOTHING else plan,
            unit=None if unit == [NOTHING] else " ".join(unit),
            page=max(1, int(page)),
            english=language == "en",
        )
    except (KeyError, ValueError):
        return None

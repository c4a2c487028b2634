"""What the operator reads every morning: what was owed the day before, and what became of it; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.offers import offer_resend
from data.owing import Offer
from data.wording.dates import say_date, say_day
from data.wording.tasks import shorten

MOST_LISTED = 10
NO_CALENDAR = "还没有{year}年的节假日安排，先按周末算。请升级 Duban，或在 config.toml 的 [calendar] 里写明。"
RESEND = "重发会注明“可能重复”；不重发就不用管。"


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What became of the messages of a day: planned = sent + unknown + failed + carried + waiting.

    `late` are of those that were sent. `carried` did not leave on their day: what they say is told anew.
    """

    day: date
    sent: int = 0
    late: int = 0
    unknown: int = 0
    failed: int = 0
    carried: int = 0
    waiting: int = 0

    @property
    def planned(self) -> int:
        """Return how many should have left."""
        return self.sent + self.unknown + self.failed + self.carried + self.waiting


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A message that did not arrive, or of which that is not known."""

    id: int
    day: date
    chat: str
    begins: str
    why: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """When the program stood still, in the office's zone, as far as is known.

    `since` is its last sign, `until` when it ran again, `late` how many messages of today catch up already.
    """

    since: datetime | None
    until: datetime
    late: int = 0


@dataclass(frozen=True, slots=True)
class Morning:
    """All that the operator is told in the morning of `today`.

    `nobodys` counts by region the nudges of today that reach no chat; `stop` is where mornings have passed
    without a report.
    """

    today: date
    figures: DayFigures
    listed: tuple[ListedNotice, ...] = ()
    gone: tuple[str, ...] = ()
    nobodys: tuple[tuple[str, int], ...] = ()
    missing_year: int | None = None
    stop: Stop | None = None


def say_morning(morning: Morning) -> tuple[str, tuple[Offer, ...]]:
    """Say it all, and offer to send again what may not have arrived."""
    lines = [_say_stop(morning.stop)] if morning.stop is not None else []
    if morning.stop is None or morning.figures.planned:
        lines.append(_say_figures(morning.figures, morning.today))
    lines += _say_listed(morning.listed, morning.today)
    if morning.gone:
        lines.append(f"发不进去的群（催办已改发督办机构）：{'、'.join(morning.gone)}。")
    lines += [
        f"{region}今天有{count}项提醒没有群可发：单位和督办机构都没有绑定群。"
        for region, count in morning.nobodys
    ]
    if morning.missing_year is not None:
        lines.append(NO_CALENDAR.format(year=morning.missing_year))
    return "\n".join(lines), _offer(morning.listed)


def _say_stop(stop: Stop) -> str:
    """Say from when to when nothing was sent, and that it is caught up."""
    until = f"今天{stop.until:%H:%M}"
    if stop.since is not None:
        since = f"{say_date(stop.since.date(), stop.until.date())}{stop.since:%H:%M}之后"
        said = f"程序停过：{since}没有运行过的记录，{until}恢复。"
    else:
        said = f"程序停过，{until}恢复。"
    caught = f"今天已补发{stop.late}条" if stop.late else "应发而没发的，下一次发送时补发"
    return f"{said}{caught}，每个群一条，注明“补发”。"


def _say_figures(figures: DayFigures, today: date) -> str:
    day = f"昨天（{say_date(figures.day, today)}）"
    if not figures.planned:
        return f"{day}没有应发的消息。"
    said = [f"{day}应发{figures.planned}条，已发{figures.sent}条"]
    if figures.late:
        said[0] += f"（其中{figures.late}条晚发）"
    counts = (
        (figures.unknown, "条不知是否送达"),
        (figures.failed, "条未能送达"),
        (figures.carried, "条没能发出、内容今天补发"),
        (figures.waiting, "条还在等待发送"),
    )
    return "，".join([*said, *(f"{count}{what}" for count, what in counts if count)]) + "。"


def _say_listed(listed: Sequence[ListedNotice], today: date) -> Iterator[str]:
    for unknown, head in ((True, "不知是否送达："), (False, "未能送达：")):
        some = [(at, one) for at, one in enumerate(listed, 1) if one.unknown is unknown]
        if some:
            yield head
            yield from (f"{at}. {_say_one(one, today)}" for at, one in some if at <= MOST_LISTED)
    if len(listed) > MOST_LISTED:
        yield f"另有{len(listed) - MOST_LISTED}条，见 /status。"
    if any(one.unknown for one in listed):
        yield RESEND


def _say_one(one: ListedNotice, today: date) -> str:
    return f"{one.chat}，{say_day(one.day, today)}：{shorten(one.begins, 20)}（{shorten(one.why, 30)}）"


def _offer(listed: Sequence[ListedNotice]) -> tuple[Offer, ...]:
    some = list(enumerate(listed[:MOST_LISTED], 1))
    return tuple(offer_resend(one.id, f"{at} 重发" if len(listed) > 1 else "重发") for at, one in some)


def say_set_back(planned: date, today: date, *, far: bool) -> str:
    """Say that the clock had run ahead to the day `planned`, and what was done about it."""
    lines = [
        f"服务器的时钟被拨回过：消息已经安排到{say_date(planned, today)}，今天是{say_date(today, today)}。",
        "已从真正发过消息的那天接着安排，期间该发的会补发。",
    ]
    if far:
        lines.append("时钟走快时发出的消息，天数是错的；到了日子会照常再发。")
    lines.append("请打开系统的时间同步（timedatectl set-ntp true），并用 duban doctor 核对。")
    return "\n".join(lines)

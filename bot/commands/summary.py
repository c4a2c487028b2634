"""`duban summary`: the figures of a week or a month, their picture and documents; nothing is stored."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.app import House, open_house
from bot.commands.options import CALENDAR, AsJson, ConfigFile, DatabaseUrl, Now, clock_for
from bot.seats import asking_seat
from bot.summary_payload import summary_payload
from data.errors import UsageError
from data.reports.figures import Summary
from data.reports.spans import Span, month_of, week_of
from data.reports.summaries import Request, ask_for, first_day, sum_up
from data.units.mentions import Found
from data.wording.weekly import say_summary
from handlers.summaries.files import make_file
from handlers.summaries.orders import Shown
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary

FILES = (Shown.PICTURE, Shown.BULLETIN, Shown.LEDGER, Shown.CALENDAR)
HOW_WEEK = "--week 要写成这一周里的一天（2020-09-07）或 2020-W37，读不懂：{text}"
HOW_MONTH = "--month 要写成 2020-09，读不懂：{text}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for; `days` is None for all the time so far."""

    days: Span | None
    plan: str | None
    unit: str | None


def command(
    week: Annotated[
        str | None, typer.Option(metavar="DAY", help="The week of this day, or 2020-W37; this week without.")
    ] = None,
    month: Annotated[str | None, typer.Option(metavar="MONTH", help="A month: 2020-09.")] = None,
    so_far: Annotated[bool, typer.Option("--so-far", help="All the time since the plans began.")] = False,
    region: Annotated[str | None, typer.Option(help="Only this region; each one without.")] = None,
    plan: Annotated[str | None, typer.Option(help="Only this plan, by its key or short name.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only this unit.")] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the picture and the documents there.")
    ] = None,
    as_json: AsJson = False,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Sum up a week for leaders, for example: duban summary --week 2020-09-07 --region 东至县."""
    with open_house(config, db) as house:
        instant = clock_for(now, house.config.tzinfo()).now()
        asked = Asked(_days(week, month, instant.date(), so_far=so_far), plan, unit)
        told = _sum_up(house, asked, region, instant, to, limited=not as_json)
    if as_json:
        shown = [summary_payload(summary, text) for summary, text, _ in told]
        one = region is not None or len(shown) == 1
        typer.echo(json.dumps(shown[0] if one else {"summaries": shown}, ensure_ascii=False))
        return
    for at, (_, text, files) in enumerate(told):
        typer.echo(("\n" if at else "") + text)
        for file in files:
            typer.echo(f"已写入：{file}")


def _days(week: str | None, month: str | None, today: date, *, so_far: bool) -> Span | None:
    if sum((week is not None, month is not None, so_far)) > 1:
        raise UsageError("--week、--month 和 --so-far 只能给一个。")
    if so_far:
        return None
    return _month(month) if month is not None else week_of(today if week is None else _day_of_week(week))


def _day_of_week(text: str) -> date:
    try:
        # A week without a day (2020-W37) is named by its Monday.
        day = date.fromisoformat(f"{text}-1" if "W" in text.upper() and text.count("-") == 1 else text)
    except ValueError:
        raise UsageError(HOW_WEEK.format(text=text)) from None
    return _checked(day, HOW_WEEK, text)


def _month(text: str) -> Span:
    try:
        day = date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")
    except ValueError:
        raise UsageError(HOW_MONTH.format(text=text)) from None
    return month_of(_checked(day, HOW_MONTH, text))


def _checked(day: date, how: str, text: str) -> date:
    if day.year not in CALENDAR:
        raise UsageError(how.format(text=text))
    return day


def _sum_up(
    house: House, asked: Asked, region: str | None, now: datetime, to: Path | None, *, limited: bool
) -> list[tuple[Summary, str, list[Path]]]:
    """Sum up each region that is asked for: the summary, its words, and the files that were written."""
    asking_seat(region, None, house.services)
    with house.database.read() as session:
        vocabulary = house.services.vocabulary(session)
        requests = _requests(session, house, vocabulary, asked, region, now)
        told = []
        for request in requests:
            summary = sum_up(session, request) if limited else sum_up(session, request, None)
            files = _write(session, request, now, to) if to is not None else []
            told.append((summary, say_summary(summary, now.date()), files))
    return told


def _requests(
    session: Session,
    house: House,
    vocabulary: Vocabulary,
    asked: Asked,
    region: str | None,
    now: datetime,
) -> list[Request]:
    """Find the regions that have the plan and the unit; UsageError where there is none."""
    regions = [one for one in vocabulary.regions if region in (None, one.name)]
    if not regions:
        raise UsageError("还没有导入任何文件，没有可以汇总的。先 duban import。")
    found = []
    for one in regions:
        plan, unit = _plan(house, one, asked.plan), _unit(one, asked.unit)
        if (asked.plan is not None and plan is None) or (asked.unit is not None and unit is None):
            continue
        today, zone = now.date(), house.config.tzinfo()
        days = asked.days or (first_day(session, one.region_id, today, zone), today)
        found.append(ask_for(session, one.region_id, *days, today, plan=plan, unit=unit, zone=zone))
    if not found:
        where = region or "任何地区"
        raise UsageError(f"{where}没有“{asked.plan or asked.unit}”，或者不止一个，请写全称。")
    return found


def _plan(house: House, region: RegionVocabulary, name: str | None) -> str | None:
    plans = house.services.plans(region.region_id)
    fits = [plan.key for plan in plans if name in (plan.key, plan.short_name, plan.title)]
    return fits[0] if len(fits) == 1 else None


def _unit(region: RegionVocabulary, name: str | None) -> str | None:
    found = region.directory.find(name) if name is not None else None
    return found.unit.name if isinstance(found, Found) else None


def _write(session: Session, request: Request, now: datetime, folder: Path) -> list[Path]:
    """Write the picture and the documents; those about whole regions not where a unit is asked about."""
    shown = FILES if request.scope.unit is None else (Shown.PICTURE, Shown.CALENDAR)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for what in shown:
            file = make_file(session, request, what, now)
            path = folder / file.name
            path.write_bytes(file.content)
            written.append(path)
    except OSError as error:
        raise UsageError(f"写不进 {folder}：{error.strerror or error}") from None
    return written

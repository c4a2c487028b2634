"""`duban nudges`: who is told of what on a day, and why; nothing is sent or stored."""

import json
from datetime import date
from typing import Annotated

import typer

from bot.app import open_house
from bot.commands.options import AsJson, ConfigFile, DatabaseUrl, Now, clock_for
from bot.nudge_table import say_day_messages, say_day_table
from bot.policies import policies_for
from data.errors import UsageError
from scheduler.preview import preview_days

NO_CALENDAR = (
    "注意：还没有{year}年的节假日安排，只按周末算。升级 Duban，或在 config.toml 的 [calendar] 里写明。"
)
MOST_DAYS = 3660
"""How many days can be asked for at once."""


def command(
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day; today where it is not given.")
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="DATE", help="Each day up to this one.")] = None,
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    messages: Annotated[
        bool, typer.Option("--messages", help="The messages as the chats read them.")
    ] = False,
    as_json: AsJson = False,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Show the nudges that are due on a day, to whom and why: duban nudges --date 2020-09-23."""
    with open_house(config, db) as house:
        zone = house.config.tzinfo()
        today = clock_for(now, zone).today()
        first = _day("--date", day) if day else today
        last = _day("--to", to) if to else first
        if not 0 <= (last - first).days <= MOST_DAYS:
            raise UsageError(f"--to 不能早于 --date，也不能晚于它 {MOST_DAYS} 天。")
        days = preview_days(
            house.database,
            lambda one: policies_for(house.config, one.name, one.policies),
            first,
            last,
            zone,
            region,
        )
        missing = policies_for(house.config, "", {}).calendar.missing_year(today)
    if missing is not None:
        typer.echo(NO_CALENDAR.format(year=missing), err=True)
    if as_json:
        # Loaded here: the shapes of all other commands come with it.
        from bot import payloads

        shown = [payloads.nudges(one) for one in days]
        typer.echo(json.dumps(shown if to else shown[0], ensure_ascii=False))
        return
    say = say_day_messages if messages else say_day_table
    for one in days:
        for line in say(one):
            typer.echo(line)


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} 要写成 2020-09-23，读不懂：{text}") from None

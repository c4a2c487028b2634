"""`duban chat`: the conversations of the group, in the terminal."""

from typing import Annotated

import typer

from bot.app import open_house
from bot.commands.options import ConfigFile, DatabaseUrl, Now, clock_for
from bot.console import Talk, open_talk
from bot.seats import read_seat

EXAMPLES = "东至县/县住建局, 东至县/领导, 东至县"


def command(
    as_: Annotated[
        str | None,
        typer.Option("--as", metavar="CHAT", help=f"Whose chat: {EXAMPLES}; nothing for the operator's."),
    ] = None,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Talk to the bot in the terminal, without Telegram."""
    with open_house(config, db) as house:
        seat = read_seat(as_, house.services)
        clock = clock_for(now, house.config.tzinfo())
        open_talk(Talk(house.services, seat, clock), write=typer.echo)

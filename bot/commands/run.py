"""`duban run`: the bot on Telegram."""

from typing import Annotated

import typer

from bot.app import open_house
from bot.commands.demo import command as show_demo
from bot.commands.options import ConfigFile, DatabaseUrl, Now, running_clock
from bot.config import load_config
from bot.log import start_logging


def command(
    or_demo: Annotated[
        bool, typer.Option("--or-demo", help="Show the demonstration where no token is set.")
    ] = False,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Run the bot on Telegram."""
    if or_demo and not load_config(config).token:
        typer.echo("没有设置 token（config.toml 的 [telegram] token 或 DUBAN_TELEGRAM__TOKEN），先看演示。\n")
        show_demo()
        return
    # The Telegram library takes half a second to import; the demonstration does without it.
    from bot import telegram
    from handlers.telegram.context import House

    start_logging()
    with open_house(config, db) as opened:
        clock = running_clock(now, opened.config.tzinfo())
        house = House(opened.services, clock, frozenset(opened.config.operators))
        telegram.run(opened.config, telegram.build(opened.config, house))

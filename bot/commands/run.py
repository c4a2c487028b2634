"""`duban run`: the bot on Telegram."""

import gc
from typing import Annotated

import typer

from bot.app import open_house, open_scheduler
from bot.commands.demo import command as show_demo
from bot.commands.options import ConfigFile, DatabaseUrl, Now, running_clock
from bot.config import load_config
from bot.log import start_logging
from bot.watchdog import Pulse, Signs, Watch

COLLECT_AFTER = 2_000
"""So many objects are made before circles are looked for: a process that runs for months drops them."""


HEARTBEAT = "heartbeat"
"""The file that shows when Telegram was last heard."""


def collect_often() -> None:
    """Set aside what is loaded by now, and collect what comes after it as it comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 10, 10)


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
        show_demo(now=now, config=config)
        return
    # The Telegram library takes half a second to import; the demonstration does without it.
    from bot import telegram
    from handlers.telegram.context import House

    with open_house(config, db) as opened:
        start_logging(secrets=opened.config.secrets())
        clock = running_clock(now, opened.config.tzinfo())
        leaders = {name: frozenset(region.leaders) for name, region in opened.config.regions.items()}
        house = House(opened.services, clock, frozenset(opened.config.operators), leaders)
        signs = Signs(opened.database.state / HEARTBEAT)
        collect_often()
        telegram.run(
            opened.config,
            house,
            Watch(Pulse(signs)),
            lambda application, pace: open_scheduler(
                opened.config, opened.database, clock, application, pace
            ),
        )

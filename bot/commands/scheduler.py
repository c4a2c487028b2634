"""`duban scheduler`: the scheduler alone, beside processes that only answer."""

from bot.app import open_house, open_scheduler
from bot.commands.options import ConfigFile, DatabaseUrl, Now, running_clock
from bot.commands.run import HEARTBEAT, collect_often
from bot.log import start_logging
from bot.watchdog import Pulse, Signs, Watch


def command(now: Now = None, db: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Run the scheduler alone: it plans and sends, and answers nobody."""
    # The Telegram library takes half a second to import: other commands do without it.
    from bot import telegram
    from handlers.telegram.context import House

    with open_house(config, db) as opened:
        start_logging(secrets=opened.config.secrets())
        clock = running_clock(now, opened.config.tzinfo())
        house = House(opened.services, clock, frozenset(opened.config.operators))
        place = opened.database.state / f"{HEARTBEAT}-scheduler"
        collect_often()
        telegram.run_alone(
            opened.config,
            house,
            Watch(Pulse(Signs(place))),
            lambda application, pace: open_scheduler(
                opened.config, opened.database, clock, application, pace
            ),
        )

"""`python -m bench.resident URL`: answer the mix in a process of its own, and print its peak memory."""

import resource
import sys

from bench.questions import MIX, incoming
from bench.today import TODAY
from data.database import open_database
from handlers.conversation import respond
from handlers.services import Services


def main(url: str) -> None:
    """Answer every question of the mix once."""
    services = Services(open_database(url))
    for asked in MIX:
        respond(incoming(asked, TODAY), services)
    services.database.close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main(sys.argv[1])

"""The peak memory of a process; `python -m bench.resident [URL]` answers the mix first.

Without a URL only what a database session needs is imported.
"""

import resource
import sys
from pathlib import Path

import sqlalchemy.orm as sqlalchemy_orm

STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """Return the largest resident size of this process so far.

    On Linux `ru_maxrss` begins with the size of the process that started this one; the file does not.
    """
    if STATUS.exists():
        lines = STATUS.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def answer_mix(url: str) -> None:
    """Answer every question of the mix once."""
    # Imported here: the other run is to be without them.
    from bench.questions import MIX, incoming
    from bench.today import TODAY
    from bot.__main__ import spare_collector
    from data.database import open_database
    from handlers.conversation import respond
    from handlers.services import Services

    spare_collector()
    services = Services(open_database(url))
    for asked in MIX:
        respond(incoming(asked, TODAY), services)
    services.database.close()


if __name__ == "__main__":
    if sys.argv[1:]:
        answer_mix(sys.argv[1])
    print(peak_megabytes(), sqlalchemy_orm.__name__)

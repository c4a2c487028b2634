"""`python -m data.migrations revision MESSAGE`: writes the step from the last one to the models."""

import sys

from sqlalchemy import create_engine

from data.migrations.steps import upgrade, write_step
from data.migrations.versions import LATEST


def main(arguments: list[str]) -> None:
    """Write a step; what must then be edited by hand is the number in `versions/__init__.py`."""
    match arguments:
        case ["revision", message] if message:
            with create_engine("sqlite://").begin() as connection:
                if LATEST:
                    upgrade(connection)
                write_step(connection, f"{LATEST + 1:04d}", message)
        case _:
            sys.exit('usage: make migration name="what changes"')


if __name__ == "__main__":
    main(sys.argv[1:])

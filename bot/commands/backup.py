"""`duban backup`: the whole database in one file."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_house
from bot.commands.options import ConfigFile, DatabaseUrl
from data.backup import backup


def command(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Write the whole database into one file."""
    with open_house(config, db) as house:
        backup(house.database, file)
    typer.echo(f"已备份到 {file}")

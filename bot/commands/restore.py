"""`duban restore`: the whole database from a backup."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import ConfigFile, DatabaseUrl
from bot.config import absolute_url, load_config
from data.backup import restore
from data.database import connect


def command(
    file: Annotated[Path, typer.Argument(help="The backup to read.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what the database holds.")] = False,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Make the database what a backup holds; what was there before is backed up first."""
    settings = load_config(config)
    url = absolute_url(db, Path.cwd()) if db else settings.database_url()
    database = connect(url, settings.state_folder(url))
    try:
        kept = restore(database, file, overwrite=overwrite, backups=database.state)
    finally:
        database.close()
    typer.echo(f"已从 {file} 恢复。" + (f"原来的内容备份在 {kept}" if kept else ""))

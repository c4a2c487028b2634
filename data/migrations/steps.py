"""Running and writing the steps; imports Alembic, so it is imported only where a step must run."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

FOLDER = str(Path(__file__).parent)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the database behind `connection` to the revision `to`, in its running transaction."""
    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Take the database behind `connection` back to the revision `to`, in its running transaction."""
    command.downgrade(_config(connection), to)


def write_step(connection: Connection, revision: str, message: str) -> None:
    """Write a new step that turns the schema behind `connection` into that of the models."""
    command.revision(_config(connection), message=message, autogenerate=True, rev_id=revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", FOLDER)
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "step_%%(rev)s")
    config.attributes["connection"] = connection
    return config

"""Where copies of what people sent as proof lie."""

from pathlib import Path

from data.database import Database

FOLDER = "proofs"


def copies_of(database: Database) -> Path:
    """Return the folder of the copies that belong to a database."""
    return database.state / FOLDER


def copy_of(kept: str | None, database: Database) -> Path | None:
    """Return where the copy lies that is stored as `kept`; None where there is none."""
    path = copies_of(database) / Path(kept).name if kept else None
    return path if path is not None and path.is_file() else None

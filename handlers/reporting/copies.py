"""Where copies of what people sent as proof lie."""

from pathlib import Path

from data.database import Database

FOLDER = "proofs"


def copies_beside(database: Database) -> Path:
    """Return the folder of the copies: beside the database's file; in `var` where it is none."""
    place = database.url.database
    is_file = database.url.get_backend_name() == "sqlite" and place and place != ":memory:"
    return (Path(place).parent if is_file and place else Path("var")) / FOLDER


def copy_of(kept: str | None, database: Database) -> Path | None:
    """Return where the copy lies that is stored as `kept`; None where there is none."""
    path = copies_beside(database) / Path(kept).name if kept else None
    return path if path is not None and path.is_file() else None

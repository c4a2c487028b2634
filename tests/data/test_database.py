import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from factories import make_plan, make_region, make_unit
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from data.database import SCHEMA, Database, open_database
from data.errors import DatabaseError
from data.models import History, Lease, Plan, Region, Responsibility, Task, Unit
from data.models.history import Change
from data.units.values import Role

NOON = datetime(2020, 9, 10, 12, tzinfo=timezone(timedelta(hours=8)))


def test_a_transaction_is_committed(database: Database):
    with database.transaction() as session:
        make_region(session)
    with database.read() as session:
        assert session.scalars(select(Region.name)).all() == ["东至县"]


def test_a_transaction_with_an_error_leaves_nothing(database: Database):
    def fail() -> None:
        with database.transaction() as session:
            make_region(session)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with database.read() as session:
        assert session.scalars(select(Region)).all() == []


def test_reading_stores_nothing(database: Database):
    with database.read() as session:
        make_region(session)
    with database.read() as session:
        assert session.scalars(select(Region)).all() == []


def test_an_instant_comes_back_aware_and_equal(database: Database):
    with database.transaction() as session:
        session.add(Lease(name="deliver", holder="a", until=NOON, beat_at=NOON))
    with database.read() as session:
        lease = session.scalars(select(Lease)).one()
    assert lease.until == NOON
    assert lease.until.utcoffset() == timedelta()


def test_a_naive_instant_is_refused(database: Database):
    naive = NOON.replace(tzinfo=None)
    with (
        database.read() as session,
        pytest.raises(StatementError, match="time zone"),
    ):
        session.execute(select(Lease).where(Lease.until < naive))


def test_an_enumeration_comes_back_as_itself(database: Database):
    with database.transaction() as session:
        make_unit(session, make_region(session), "县政府办公室")
    with database.read() as session:
        assert session.scalars(select(Unit)).one().kind.name == "OFFICE"


def test_foreign_keys_are_guarded(database: Database):
    with database.read() as session:
        session.add(Unit(region_id=77, name="县住建局", kind="department"))
        with pytest.raises(IntegrityError):
            session.flush()


def test_a_responsibility_is_of_a_unit_or_of_a_group(database: Database):
    with database.read() as session:
        region = make_region(session)
        task = Task(plan_id=make_plan(session, region).id, position=1, item="1", detail="任务")
        session.add(task)
        session.flush()
        session.add(Responsibility(task_id=task.id, role=Role.LEAD, position=1, printed="？"))
        with pytest.raises(IntegrityError):
            session.flush()


def test_history_is_only_added_to(database: Database):
    with database.read() as session:
        row = History(at=NOON, change=Change.STATUS, by="张三")
        session.add(row)
        session.flush()
        row.why = "改了"
        with pytest.raises(ValueError, match="only ever added"):
            session.flush()


def test_relationships_are_not_loaded_by_accident(database: Database):
    with database.read() as session:
        plan = make_plan(session, make_region(session))
        session.expire_all()
        with pytest.raises(Exception, match="lazy='raise'"):
            _ = session.get_one(Plan, plan.id).tasks


def test_two_writers_wait_for_each_other(database: Database):
    with database.transaction() as session:
        make_region(session)
    both = threading.Barrier(2)

    def bump() -> None:
        both.wait()
        for _ in range(10):
            with database.transaction() as session:
                region = session.scalars(select(Region).with_for_update()).one()
                region.version += 1

    threads = [threading.Thread(target=bump) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.scalars(select(Region.version)).one() == 21


def test_sqlite_keeps_a_log_beside_the_file(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    with database.read() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA busy_timeout")) >= 10_000
    database.close()


def test_a_new_database_gets_the_present_schema(database: Database):
    assert database.schema_version() == SCHEMA


def test_a_folder_for_a_new_file_is_made(tmp_path: Path):
    open_database(f"sqlite:///{tmp_path / 'var' / 'duban.db'}").close()
    assert (tmp_path / "var" / "duban.db").is_file()


def test_a_database_newer_than_the_program_is_refused(database: Database):
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match=r"版本 9999.*新.*升级"):
        open_database(database.url.render_as_string(hide_password=False))


def test_a_database_of_another_program_is_refused(database_url: str):
    database = open_database(database_url)
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'ae1027a6acf'"))
    database.close()
    with pytest.raises(DatabaseError, match="不是 Duban 的数据库"):
        open_database(database_url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    path = tmp_path / "plan.docx"
    path.write_bytes(b"PK\x03\x04 no database at all" * 100)
    with pytest.raises(DatabaseError, match="不是数据库"):
        open_database(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("url", ["duban.db", "oracle+nothing://x", "mysql://u@h/d"])
def test_an_address_that_means_nothing_is_explained(url: str):
    with pytest.raises(DatabaseError, match=r"sqlite:///var/duban\.db"):
        open_database(url)


def test_a_server_that_is_not_there_is_explained(tmp_path: Path):
    with pytest.raises(DatabaseError, match="检查地址"):
        open_database(f"postgresql://nobody@/nothing?host={tmp_path}")


def test_an_existing_database_is_opened_without_alembic(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'duban.db'}"
    open_database(url).close()
    program = (
        "import sys\n"
        "from sqlalchemy import select\n"
        "from data.database import open_database\n"
        "from data.models import Region\n"
        f"with open_database({url!r}).read() as session:\n"
        "    session.scalars(select(Region)).all()\n"
        "print([name for name in ('alembic', 'mako', 'psycopg', 'dateutil') if name in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_utc_is_what_is_stored(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    with database.transaction() as session:
        session.add(Lease(name="deliver", holder="a", until=NOON, beat_at=NOON))
    with database.read() as session:
        stored = session.scalar(text("SELECT until FROM lease"))
    assert datetime.fromisoformat(stored).replace(tzinfo=UTC) == NOON
    database.close()

import sqlite3
from pathlib import Path

import pytest
from factories import make_milestone, make_plan, make_region, make_task, make_unit
from sqlalchemy import select
from test_store import dump

from data.backup import backup, restore
from data.database import SCHEMA, Database, connect, open_database
from data.errors import DatabaseError, UsageError
from data.models import Region, Task


def fill(database: Database, name: str = "东至县") -> None:
    with database.transaction() as session:
        region = make_region(session, name)
        task = make_task(
            session, make_plan(session, region), make_unit(session, region), extra={"责任人": "张"}
        )
        make_milestone(session, task)


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as session:
        return dump(session)


def test_a_backup_holds_everything_on_either_engine(database: Database, tmp_path: Path):
    fill(database)
    backup(database, tmp_path / "backup.db")
    copy = open_database(f"sqlite:///{tmp_path / 'backup.db'}")
    assert contents(copy) == contents(database)
    copy.close()


def test_a_backup_is_restored_on_either_engine(database: Database, tmp_path: Path):
    origin = open_database(f"sqlite:///{tmp_path / 'origin.db'}")
    fill(origin)
    backup(origin, tmp_path / "backup.db")
    assert restore(database, tmp_path / "backup.db") is None
    assert contents(database) == contents(origin)
    origin.close()


def test_new_rows_are_numbered_on_after_restoring(database: Database, tmp_path: Path):
    origin = open_database(f"sqlite:///{tmp_path / 'origin.db'}")
    fill(origin)
    backup(origin, tmp_path / "backup.db")
    restore(database, tmp_path / "backup.db")
    fill(database, "从化区")
    with database.read() as session:
        assert len(session.scalars(select(Region)).all()) == 2
    origin.close()


def test_restoring_over_something_must_be_said(database: Database, tmp_path: Path):
    fill(database)
    backup(database, tmp_path / "backup.db")
    fill(database, "从化区")
    with pytest.raises(UsageError, match="已有内容"):
        restore(database, tmp_path / "backup.db")
    kept = restore(database, tmp_path / "backup.db", overwrite=True, backups=tmp_path)
    with database.read() as session:
        assert session.scalars(select(Region.name)).all() == ["东至县"]
    assert kept is not None
    former = open_database(f"sqlite:///{kept}")
    with former.read() as session:
        assert session.scalars(select(Region.name).order_by(Region.id)).all() == ["东至县", "从化区"]
    former.close()


def test_a_backup_does_not_overwrite_a_file(database: Database, tmp_path: Path):
    (tmp_path / "plan.docx").write_text("文件")
    with pytest.raises(UsageError, match="不覆盖"):
        backup(database, tmp_path / "plan.docx")
    assert (tmp_path / "plan.docx").read_text() == "文件"


def test_a_folder_that_is_not_there_is_said(database: Database, tmp_path: Path):
    with pytest.raises(UsageError, match="没有这个文件夹"):
        backup(database, tmp_path / "nowhere" / "backup.db")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_no_backup_is_refused(database: Database, tmp_path: Path, content: bytes):
    (tmp_path / "some.db").write_bytes(content)
    with pytest.raises(DatabaseError, match="不是 Duban 的备份"):
        restore(database, tmp_path / "some.db")


def test_a_database_of_another_program_is_no_backup(database: Database, tmp_path: Path):
    file = sqlite3.connect(tmp_path / "other.db")
    file.execute("CREATE TABLE note (text TEXT)")
    file.close()
    with pytest.raises(DatabaseError, match="不是 Duban 的备份"):
        restore(database, tmp_path / "other.db")


def test_a_backup_of_a_newer_program_is_refused_and_changes_nothing(database: Database, tmp_path: Path):
    fill(database)
    backup(database, tmp_path / "backup.db")
    file = sqlite3.connect(tmp_path / "backup.db")
    file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.commit()
    file.close()
    before = contents(database)
    with pytest.raises(DatabaseError, match=r"版本 9999.*先升级"):
        restore(database, tmp_path / "backup.db", overwrite=True)
    assert contents(database) == before


def test_a_missing_file_is_said(database: Database, tmp_path: Path):
    with pytest.raises(UsageError, match="没有这个文件"):
        restore(database, tmp_path / "nothing.db")


def test_the_backup_before_a_change_lies_beside_the_file(tmp_path: Path):
    from data.backup import backup_before

    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    fill(database)
    first = backup_before(f"step-{SCHEMA}", database, Path("nowhere"))
    second = backup_before(f"step-{SCHEMA}", database, Path("nowhere"))
    assert [first, second] == [
        tmp_path / f"duban.before-step-{SCHEMA}.db",
        tmp_path / f"duban.before-step-{SCHEMA}-2.db",
    ]
    copy = connect(f"sqlite:///{first}")
    with copy.read() as session:
        assert len(session.scalars(select(Task)).all()) == 1
    copy.close()
    database.close()

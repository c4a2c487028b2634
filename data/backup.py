"""The whole database as one SQLite file, whatever database it comes from or goes to."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, create_engine, func, select, text
from sqlalchemy.orm import Session

from data.database import SCHEMA, Database, connect, prepare, told, unguarded
from data.errors import DatabaseError, UsageError
from data.models import Chat, Plan, Region

CHUNK = 1_000
"""How many rows are copied at a time."""

VERSION_TABLE = "alembic_version"


def backup(database: Database, path: Path) -> None:
    """Write the whole `database` into the file `path`, which must not exist yet."""
    if path.exists():
        raise UsageError(f"{path} 已经存在，不覆盖：请换一个文件名。")
    if not path.parent.is_dir():
        raise UsageError(f"没有这个文件夹：{path.parent}")
    version = database.schema_version()
    if version is None:
        raise DatabaseError("数据库还是空的，没有可以备份的内容。")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        _write(database, part, version)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def backup_before(what: str, database: Database, folder: Path) -> Path | None:
    """Back up `database` beside itself, or in `folder`, before `what` changes it; None if it has no file."""
    name = database.url.database or ""
    if database.url.get_backend_name() == "sqlite":
        if name in ("", ":memory:"):
            return None
        folder = Path(name).parent
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{Path(name).stem}.before-{what}"
    count = 1
    while (path := folder / f"{stem}{f'-{count}' if count > 1 else ''}.db").exists():
        count += 1
    backup(database, path)
    return path


def restore(
    database: Database, path: Path, *, overwrite: bool = False, backups: Path = Path("var")
) -> Path | None:
    """Make `database` what the backup at `path` holds; return the backup of what was there before, if any.

    Without `overwrite` a database that holds anything is refused. An older backup is brought up to date.
    """
    version = _check(path)
    kept = None
    if database.schema_version() is not None and _holds_anything(database):
        if not overwrite:
            raise UsageError("数据库里已有内容，恢复会覆盖它：确定要覆盖时请加 --overwrite（会先自动备份）。")
        kept = backup_before("restore", database, backups)
    if database.url.get_backend_name() == "sqlite":
        _restore_file(database, path)
    else:
        _restore_tables(database, path, version)
    prepare(database, backups)
    return kept


def _write(database: Database, path: Path, version: str) -> None:
    """Write the backup itself: SQLite copies itself, other databases are copied table by table."""
    with told():
        if database.url.get_backend_name() == "sqlite":
            with closing(sqlite3.connect(path)) as file, closing(database.engine.raw_connection()) as source:
                driver: Any = source.driver_connection
                driver.backup(file)
        else:
            _write_tables(database, path, version)
        # One file is easier to carry than a file and its log.
        with closing(sqlite3.connect(path)) as file:
            file.execute("PRAGMA journal_mode = DELETE")


def _write_tables(database: Database, path: Path, version: str) -> None:
    target = connect(f"sqlite:///{path}")
    try:
        with (
            database.engine.connect().execution_options(isolation_level="REPEATABLE READ") as source,
            unguarded(target.engine) as file,
            file.begin(),
        ):
            _build(file, version)
            _copy(source, file)
    finally:
        target.close()


def _build(connection: Connection, version: str) -> None:
    """Make the tables of the schema `version`."""
    # Loaded here: Alembic is needed only where tables are made.
    from data.migrations.steps import upgrade

    upgrade(connection, version)


def _copy(source: Connection, target: Connection) -> None:
    """Copy every row of every table that `target` has."""
    theirs, ours = MetaData(), MetaData()
    theirs.reflect(source)
    ours.reflect(target)
    for table in ours.sorted_tables:
        if table.name != VERSION_TABLE and table.name in theirs.tables:
            _copy_table(source, theirs.tables[table.name], target, table)


def _copy_table(source: Connection, theirs: Table, target: Connection, ours: Table) -> None:
    aware = target.dialect.name != "sqlite"
    rows = source.execution_options(yield_per=CHUNK).execute(select(theirs)).mappings()
    for part in rows.partitions(CHUNK):
        values = [{name: _instant(value, aware=aware) for name, value in row.items()} for row in part]
        target.execute(ours.insert(), values)


def _instant(value: object, *, aware: bool) -> object:
    """Give an instant the zone that the target keeps it with: SQLite keeps none, and means UTC."""
    if not isinstance(value, datetime):
        return value
    utc = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return utc if aware else utc.replace(tzinfo=None)


def _check(path: Path) -> str:
    """Return the schema version of the backup at `path`, or refuse it."""
    if not path.is_file():
        raise UsageError(f"没有这个文件：{path}")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            (sound,) = file.execute("PRAGMA quick_check").fetchone()
            (version,) = file.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608 - a constant
    except (sqlite3.DatabaseError, TypeError):
        raise DatabaseError(f"{path} 不是 Duban 的备份，或者已经损坏。") from None
    if sound != "ok" or not version.isdecimal():
        raise DatabaseError(f"{path} 不是 Duban 的备份，或者已经损坏。")
    if version > SCHEMA:
        raise DatabaseError(f"这个备份（版本 {version}）比程序（版本 {SCHEMA}）新：请先升级 Duban，再恢复。")
    return str(version)


def _holds_anything(database: Database) -> bool:
    with database.read() as session:
        return any(_count(session, model) for model in (Region, Plan, Chat))


def _count(session: Session, model: type[Region | Plan | Chat]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def _restore_file(database: Database, path: Path) -> None:
    with (
        told(),
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file,
        closing(database.engine.raw_connection()) as target,
    ):
        driver: Any = target.driver_connection
        file.backup(driver)
    database.engine.dispose()


def _restore_tables(database: Database, path: Path, version: str) -> None:
    """Build the backup's tables anew and fill them, all in one transaction."""
    source = create_engine(f"sqlite:///{path}")
    try:
        with told(), source.connect() as file, database.engine.begin() as target:
            found = MetaData()
            found.reflect(target)
            found.drop_all(target)
            _build(target, version)
            _copy(file, target)
            _renumber(target)
    finally:
        source.dispose()


def _renumber(target: Connection) -> None:
    """Let new rows be numbered after those that were copied."""
    found = MetaData()
    found.reflect(target)
    for table in found.sorted_tables:
        if "id" in table.c:
            target.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), (:last))"),
                {"name": table.name, "last": (target.scalar(select(func.max(table.c.id))) or 0) + 1},
            )

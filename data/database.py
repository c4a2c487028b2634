"""The database: its engine, its sessions, and whether its schema is the one that the program expects.

Nothing is opened at import. Alembic is imported only where a step must run, since `duban ask` has to start
fast: the schema's version is read by plain SQL.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session, sessionmaker

from data.errors import DatabaseError
from data.migrations.versions import LATEST

BUSY_SECONDS = 30
"""How long a writer waits for another one to end (SQLite)."""

SCHEMA = f"{LATEST:04d}"
"""The version of the schema that the program expects."""

FOREIGN = "这个数据库里有别的程序的表，不是 Duban 的数据库：请用 --db 指定另一个。"


def _run_steps(connection: Connection) -> None:
    # Loaded here: Alembic takes longer to import than a question to answer.
    from data.migrations.steps import upgrade

    upgrade(connection)


@dataclass(frozen=True, slots=True)
class Schema:
    """A version of the schema, and what brings an older database up to it."""

    version: str
    upgrade: Callable[[Connection], None]


PRESENT = Schema(SCHEMA, _run_steps)
"""The schema that the program expects."""


class Database:
    """An open database: `read()` and `transaction()` give sessions.

    `state` is the folder of what belongs to it and is kept outside: copies of proof, documents on their way.
    """

    def __init__(self, engine: Engine, state: Path | None = None) -> None:
        self.engine = engine
        self.state = state or folder_of(engine.url) or Path("var")
        self._readers = sessionmaker(engine, expire_on_commit=False)
        self._writers = sessionmaker(
            engine.execution_options(duban_writes=True), expire_on_commit=False, autoflush=True
        )

    @property
    def url(self) -> URL:
        """Return where the database is."""
        return self.engine.url

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that only reads: whatever it changes is rolled back."""
        with told(), self._readers() as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session that writes: committed at the end, rolled back after an error."""
        with told(), self._writers.begin() as session:
            yield session

    def schema_version(self) -> str | None:
        """Read the version of the database's schema; None where there is no table yet."""
        with told(), self.engine.connect() as connection:
            return _schema_version(connection)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str, state: Path | None = None) -> Database:
    """Open the database at `url`, and bring its schema up to date, after a backup, where it is older.

    The backup lies beside an SQLite file, that of another database in the folder `state`. Raises
    DatabaseError where it cannot be reached, is newer than the program, or is no database of Duban.
    """
    database = connect(url, state)
    try:
        prepare(database, database.state)
    except BaseException:
        database.close()
        raise
    return database


def folder_of(place: URL) -> Path | None:
    """Return the folder of a database's file; None where it is none."""
    name = place.database
    if place.get_backend_name() != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name).resolve().parent


def connect(url: str, state: Path | None = None) -> Database:
    """Return the database at `url` without a look at its schema."""
    try:
        place = make_url(url)
        return Database(_engine(place), state)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
        raise DatabaseError(
            "数据库地址读不懂。SQLite 写作 sqlite:///var/duban.db，"
            "PostgreSQL 写作 postgresql+psycopg://用户:密码@主机/库名。"
        ) from None


def prepare(database: Database, backups: Path = Path("var"), schema: Schema = PRESENT) -> None:
    """Make the schema of `database` the one that the program expects, or refuse."""
    found = database.schema_version()
    if found == schema.version:
        return
    if found is not None and not found.isdecimal():
        raise DatabaseError(FOREIGN)
    if found is not None and found > schema.version:
        raise DatabaseError(
            f"数据库的结构（版本 {found}）比程序（版本 {schema.version}）新：请升级 Duban，"
            "或者用 --db 指定另一个数据库，或者用 duban restore 恢复旧版本的备份。"
        )
    if found is not None:
        # Loaded here: it is needed only where something is about to change.
        from data.backup import backup_before

        backup_before(f"step-{schema.version}", database, backups)
    _migrate(database, found, schema)


def _migrate(database: Database, found: str | None, schema: Schema) -> None:
    """Run the steps from `found` on, unless another process has been faster."""
    with told(), unguarded(database.engine) as connection, connection.begin():
        _wait_for_others(connection)
        if _schema_version(connection) == found:
            schema.upgrade(connection)


@contextmanager
def unguarded(engine: Engine) -> Iterator[Connection]:
    """Give a connection for steps: SQLite rebuilds a table to alter it, so it must not guard foreign keys."""
    with engine.connect().execution_options(duban_writes=True) as connection:
        if engine.dialect.name != "sqlite":
            yield connection
            return
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _wait_for_others(connection: Connection) -> None:
    """Let one process at a time run steps; on SQLite the transaction itself sees to that."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7328)"))


def _schema_version(connection: Connection) -> str | None:
    if connection.dialect.has_table(connection, "alembic_version"):
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version
    if connection.dialect.has_table(connection, "region") or connection.dialect.has_table(connection, "plan"):
        raise DatabaseError(FOREIGN)
    return None


def _engine(place: URL) -> Engine:
    if place.get_backend_name() == "sqlite":
        return _sqlite(place)
    if place.drivername == "postgresql":
        place = place.set(drivername="postgresql+psycopg")
    return create_engine(place, pool_pre_ping=True)


def _sqlite(place: URL) -> Engine:
    options: dict[str, Any] = {}
    if place.database and place.database != ":memory:" and not place.database.startswith("file:"):
        _make_folder(Path(place.database).parent)
        # The connection that was used last is used next: each keeps pages in memory, and five keep them all.
        options["pool_use_lifo"] = True
    engine = create_engine(place, connect_args={"timeout": BUSY_SECONDS}, **options)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"数据库的文件夹 {folder} 建不了（{error.strerror}）：请检查地址和权限。"
        ) from None


def _set_up(connection: Any, record: object) -> None:  # noqa: ANN401 - sqlite3's own connection
    """Set what SQLite keeps for each connection; the driver no longer begins transactions by itself."""
    connection.isolation_level = None
    # Two that open a new file at once both want to be the one that changes it: the loser need not wait.
    with suppress(OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the lock now, so that it never fails half-way."""
    if connection.get_execution_options().get("duban_writes"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # Straight to the driver: this takes no lock, so it cannot fail, and each question begins with it.
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN")


@contextmanager
def told() -> Iterator[None]:
    """Say in words what the driver says in codes."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).strip()
        if "locked" in reason:
            raise DatabaseError("数据库正被另一个程序占用，请稍后再试。") from error
        if "not a database" in reason or "malformed" in reason:
            raise DatabaseError("这个文件不是数据库，或者已经损坏：请用 duban restore 恢复备份。") from error
        if error.connection_invalidated or type(error.orig).__name__ == "OperationalError":
            raise DatabaseError(f"数据库用不了，请检查地址、权限和磁盘空间：{reason}") from error
        raise

"""Documents that were handed in and are not stored yet: files beside the database, over a restart."""

import json
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from data.database import Database

KEPT = timedelta(days=31)
"""How long it is remembered what became of a document; its buttons last no longer."""

CLAIM_LASTS = timedelta(minutes=10)
"""After this a claim is one of a process that died."""

LONGEST_NAME = 60
MOST_BYTES = 180
"""A name with what is put before and behind it may have 255."""
NAMELESS = "文件"
SETTLING = "state.json"
AWAITING = "awaiting.json"


class Stage(StrEnum):
    """What became of a document."""

    WAITING = "waiting"  # 待确认
    STORED = "stored"  # 已存入
    DROPPED = "dropped"  # 已取消


class Field(StrEnum):
    """What an operator may state of a plan."""

    REGION = "region"  # 地区
    YEAR = "year"  # 年份
    ISSUED = "issued"  # 印发日期
    OFFICE = "office"  # 督办机构


@dataclass(frozen=True, slots=True)
class Stated:
    """What the operator states in place of what a document prints."""

    region: str | None = None
    year: int | None = None
    issued: date | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A document on somebody's desk; `batch` is the one under which it was stored."""

    number: int
    folder: Path
    name: str
    stated: Stated
    received: datetime
    stage: Stage = Stage.WAITING
    batch: int | None = None

    @property
    def path(self) -> Path:
        """Return where the document itself lies."""
        return self.folder / "document" / self.name


@dataclass(frozen=True, slots=True)
class Awaited:
    """The value that somebody was asked for."""

    number: int
    field: Field
    at: datetime


class Desk:
    """One person's documents; nobody else's are ever found here."""

    def __init__(self, database: Database, person: int) -> None:
        self._folder = _root(database) / str(person)

    def put(self, name: str, content: bytes, now: datetime) -> Pending:
        """Lay a document down under a name of its own, and clear away what is long settled."""
        self._tidy(now)
        number = int(now.timestamp())
        while True:
            folder = self._folder / str(number)
            try:
                folder.mkdir(mode=0o700, parents=True)
                break
            except FileExistsError:
                number += 1
        pending = Pending(number, folder, plain_name(name), Stated(), now)
        pending.path.parent.mkdir(mode=0o700)
        pending.path.write_bytes(content)
        self.keep(pending)
        return pending

    def keep(self, pending: Pending) -> None:
        """Write down how a document stands; the file itself goes once it is settled."""
        if pending.stage is not Stage.WAITING:
            shutil.rmtree(pending.path.parent, ignore_errors=True)
        stated = asdict(pending.stated)
        stated["issued"] = pending.stated.issued and pending.stated.issued.isoformat()
        _write(
            pending.folder / SETTLING,
            {
                "name": pending.name,
                "stated": stated,
                "received": pending.received.isoformat(),
                "stage": pending.stage.value,
                "batch": pending.batch,
            },
        )

    def find(self, number: int) -> Pending | None:
        """Return the document `number`, None where nothing is known of it any more."""
        folder = self._folder / str(number)
        kept = _read(folder / SETTLING)
        if kept is None:
            return None
        stated = dict(kept["stated"])
        stated["issued"] = date.fromisoformat(stated["issued"]) if stated["issued"] else None
        pending = Pending(
            number,
            folder,
            kept["name"],
            Stated(**stated),
            datetime.fromisoformat(kept["received"]),
            Stage(kept["stage"]),
            kept["batch"],
        )
        return pending if pending.stage is not Stage.WAITING or pending.path.is_file() else None

    def waiting(self) -> list[Pending]:
        """Return the documents that wait to be stored, in the order of their coming."""
        found = (self.find(number) for number in self._numbers())
        return [pending for pending in found if pending is not None and pending.stage is Stage.WAITING]

    def drop(self, pending: Pending) -> None:
        """Put a document away without storing it."""
        self.keep(replace(pending, stage=Stage.DROPPED))

    @contextmanager
    def claim(self, pending: Pending, now: datetime) -> Iterator[bool]:
        """Tell whether this call is the one that may store the document: of two presses, one is."""
        claim = pending.folder / "claim"
        since = _read(claim)
        if since is not None and now - datetime.fromisoformat(since["at"]) > CLAIM_LASTS:
            claim.unlink(missing_ok=True)
        try:
            with claim.open("x", encoding="utf-8") as file:
                json.dump({"at": now.isoformat()}, file)
        except (FileExistsError, FileNotFoundError):
            yield False
            return
        try:
            yield True
        finally:
            claim.unlink(missing_ok=True)

    def ask(self, awaited: Awaited) -> None:
        """Remember which value the next message is to be."""
        at = awaited.at.isoformat()
        _write(self._folder / AWAITING, {"number": awaited.number, "field": awaited.field.value, "at": at})

    def awaited(self) -> Awaited | None:
        """Return the value that was asked for last, None where none is waited for."""
        kept = _read(self._folder / AWAITING)
        if kept is None:
            return None
        return Awaited(kept["number"], Field(kept["field"]), datetime.fromisoformat(kept["at"]))

    def ask_no_more(self) -> None:
        """Forget that a value was asked for."""
        (self._folder / AWAITING).unlink(missing_ok=True)

    def _numbers(self) -> list[int]:
        if not self._folder.is_dir():
            return []
        return sorted(int(folder.name) for folder in self._folder.iterdir() if folder.name.isdecimal())

    def _tidy(self, now: datetime) -> None:
        for number in self._numbers():
            if number < (now - KEPT).timestamp():
                shutil.rmtree(self._folder / str(number), ignore_errors=True)


def plain_name(name: str | None) -> str:
    """Return a file's `name` without folders, unseen signs and whatever a file system takes amiss."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] not in "CZ" or sign == " ")
    safe = "".join("_" if sign in '<>:"|?*' else sign for sign in seen).strip(" .")
    stem, dot, suffix = safe.rpartition(".")
    if not dot or len(suffix) > 8:
        return _cut(safe, LONGEST_NAME) or NAMELESS
    return f"{_cut(stem, LONGEST_NAME - len(suffix)) or NAMELESS}.{suffix}"


def _cut(text: str, length: int) -> str:
    """Cut a name to `length` characters, and to what a file system takes in bytes."""
    return text[:length].encode()[:MOST_BYTES].decode(errors="ignore")


def _root(database: Database) -> Path:
    """Return the folder of all desks."""
    return database.state / "incoming"


def _write(path: Path, value: dict[str, Any]) -> None:
    """Write a small file whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    """Read what `_write` wrote; None where there is nothing, or nothing that can be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None

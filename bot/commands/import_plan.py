"""`duban import`: plan documents, rosters and the samples into the database."""

import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy.orm import Session

from bot import payloads
from bot.app import House, open_house
from bot.commands.import_ledger import import_ledger
from bot.commands.options import AsJson, ConfigFile, DatabaseUrl, Now, clock_for
from bot.preview import show_changes, show_draft
from data.clock import Clock
from data.errors import DocumentError, UsageError
from data.importers.draft import ImportDraft, nothing_found
from data.importers.plans import read_plans
from data.importers.reading import read_document
from data.importers.rosters import store_roster
from data.importers.source import source_of
from data.importers.store import compare, store_draft, undo_import
from data.repositories.imports import last_batch
from data.samples import import_samples
from data.units.roster import read_roster

BY = "命令行"
UNCHANGED = "内容和库里的一样，没有改动。"
STORED = "已存入。要撤销请用 duban import --undo"
NOT_STORED = "没有存入：这里不能提问，确认无误后请加 --yes。"


@dataclass(frozen=True, slots=True)
class Stated:
    """What the operator states where a document does not print it."""

    region: str | None
    year: int | None
    issued: date | None
    office: str | None


def command(
    files: Annotated[list[Path] | None, typer.Argument(help="Plan documents.")] = None,
    region: Annotated[str | None, typer.Option(help="The region, where the document prints none.")] = None,
    year: Annotated[int | None, typer.Option(help="The plan's year, where the document prints none.")] = None,
    issued: Annotated[str | None, typer.Option(metavar="DATE", help="The day of its issue.")] = None,
    office: Annotated[str | None, typer.Option(help="The unit that keeps watch over the plan.")] = None,
    roster: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Units and groups, as a TOML file.")
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A ledger (.xlsx) that was exported and edited.")
    ] = None,
    samples: Annotated[bool, typer.Option("--samples", help="The five sample plans.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Store without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be stored.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last import back.")] = False,
    as_json: AsJson = False,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Read plan documents, show what would be stored, and store it."""
    files, rosters = files or [], roster or []
    if ledger is not None:
        if files or rosters or samples or undo:
            raise UsageError("--ledger 请单独用：duban import --ledger 台账.xlsx")
        with open_house(config, db) as house:
            clock = clock_for(now, house.config.tzinfo())
            import_ledger(house, clock, ledger, yes=yes, dry_run=dry_run, as_json=as_json)
        return
    if not (files or rosters or samples or undo):
        raise UsageError("请给出文件，例如：duban import 任务分工表.docx；五份样例：duban import --samples")
    drafts = _read_all(files, Stated(region, year, _day(issued), office))
    if not as_json:
        for draft in drafts.values():
            show_draft(draft, Console())
    if dry_run:
        if as_json:
            typer.echo(json.dumps(payloads.imported(_joined(drafts)), ensure_ascii=False))
        return
    with open_house(config, db) as house:
        clock = clock_for(now, house.config.tzinfo())
        stored = True
        if undo:
            _undo(house, clock)
        if samples:
            _store_samples(house, clock)
        for path in rosters:
            _store_roster(house, clock, path)
        if drafts:
            stored = _store(house, clock, drafts, yes=yes, quiet=as_json)
    if as_json:
        payload = payloads.imported(_joined(drafts)) | {"stored": stored}
        typer.echo(json.dumps(payload, ensure_ascii=False))


def _read_all(files: list[Path], stated: Stated) -> dict[Path, ImportDraft]:
    """Read each file; refuse one in which there is no task."""
    drafts = {}
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for path in progress.track(files, description="读取"):
            draft = read_plans(
                read_document(path),
                region=stated.region,
                year=stated.year,
                issued=stated.issued,
                office=stated.office,
            )
            if not any(plan.rows for plan in draft.plans):
                raise DocumentError(nothing_found(path.name, draft))
            drafts[path] = draft
    return drafts


def _joined(drafts: dict[Path, ImportDraft]) -> ImportDraft:
    """Return everything that the documents hold, as one."""
    return ImportDraft(
        plans=tuple(plan for draft in drafts.values() for plan in draft.plans),
        domains=tuple(domain for draft in drafts.values() for domain in draft.domains),
        phases=tuple(phase for draft in drafts.values() for phase in draft.phases),
    )


def _store(house: House, clock: Clock, drafts: dict[Path, ImportDraft], *, yes: bool, quiet: bool) -> bool:
    """Show what would change, ask where there is a terminal, and store all in one transaction."""
    with house.database.read() as session:
        known = [change for draft in drafts.values() for change in compare(session, draft) if change.known]
    if known and not quiet:
        show_changes(known, Console())
    if not yes and not _confirmed():
        return False
    with house.database.transaction() as session:
        unchanged = _store_each(session, clock, drafts)
    typer.echo(
        "内容和库里的一样，没有改动。" if unchanged else "已存入。撤销请用 duban import --undo", err=quiet
    )
    return True


def _store_each(session: Session, clock: Clock, drafts: dict[Path, ImportDraft]) -> bool:
    """Store each draft, with a progress bar; tell whether the database held all of it already."""
    unchanged = True
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for path, draft in progress.track(drafts.items(), description="存入"):
            result = store_draft(session, draft, source=source_of(path), by=BY, now=clock.now())
            unchanged = unchanged and result.batch_id is None
    return unchanged


def _confirmed() -> bool:
    """Ask in a terminal; without one say that nothing is stored."""
    if not sys.stdin.isatty():
        typer.echo(NOT_STORED, err=True)
        return False
    if typer.confirm("存入数据库吗？", default=False):
        return True
    typer.echo("没有存入。")
    return False


def _store_samples(house: House, clock: Clock) -> None:
    keys: list[str] = []
    with house.database.transaction() as session:
        import_samples(session, now=clock.now(), by=BY, done=keys.append)
    typer.echo(f"已存入样例：{'、'.join(keys)}", err=True)


def _store_roster(house: House, clock: Clock, path: Path) -> None:
    found = read_roster(path)
    with house.database.transaction() as session:
        result = store_roster(session, found, source=source_of(path), by=BY, now=clock.now())
    same = "，和库里的一样" if result.batch_id is None else ""
    typer.echo(f"名单 {path.name}：{result.units} 个单位，{result.groups} 个集合{same}", err=True)


def _undo(house: House, clock: Clock) -> None:
    with house.database.transaction() as session:
        batch = last_batch(session)
        if batch is None:
            raise UsageError("没有可以撤销的导入。")
        name = batch.file_name
        undo_import(session, batch.id, by=BY, now=clock.now())
    typer.echo(f"已撤销 {name} 的导入。", err=True)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"--issued 要写成 2020-08-14，读不懂：{text}") from None

"""`duban import --ledger`: a ledger that was edited, shown as differences, then applied."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import typer

from bot.app import House
from data.clock import Clock
from data.ledger.applying import apply_edits, author_of
from data.ledger.reading import read_ledger
from data.ledger.telling import tell_units
from data.ledger.values import LedgerRead, LedgerWarning, Outcome, RowChange
from data.ledger.wording import say_change, say_warning

NOT_STORED = "没有存入：这里不能提问，确认无误后请加 --yes。"
UNCHANGED = "台账里没有改动，什么也没存。"
SHOWN = 200
"""How many lines of differences are shown; --json has all."""


def import_ledger(house: House, clock: Clock, path: Path, *, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Show what an edited ledger changes, ask where there is a terminal, and apply it in one transaction."""
    found = read_ledger(path)
    author, now = author_of(path.name), clock.now()
    # Tried out in a session that keeps nothing: what is shown is what would happen.
    with house.database.read() as session:
        outcome = apply_edits(session, found.edits, author, now)
    if not as_json:
        _show(found, outcome, now.date())
    stored = False
    if outcome.changes and not dry_run and (yes or _confirmed(quiet=as_json)):
        with house.database.transaction() as session:
            done = apply_edits(session, found.edits, author, now)
            chats = tell_units(session, done.changes, now)
        stored = True
        if not as_json:
            _tell(outcome, done, chats)
        outcome = done
    if as_json:
        typer.echo(json.dumps(_payload(path, found, outcome, stored=stored), ensure_ascii=False))


def _confirmed(*, quiet: bool) -> bool:
    """Ask in a terminal; without one say that nothing is stored."""
    if quiet or not sys.stdin.isatty():
        typer.echo(NOT_STORED, err=True)
        return False
    if typer.confirm("按台账修改吗？", default=False):
        return True
    typer.echo("没有存入。")
    return False


def _show(found: LedgerRead, outcome: Outcome, today: date) -> None:
    for warning in (*found.warnings, *outcome.warnings):
        typer.echo(f"注意：{say_warning(warning)}", err=True)
    if not outcome.changes:
        typer.echo(UNCHANGED)
        return
    typer.echo(f"台账共{found.rows}行，有改动的{len(outcome.changes)}行：")
    for change in outcome.changes[:SHOWN]:
        typer.echo(f"  {say_change(change, today)}")
    if len(outcome.changes) > SHOWN:
        typer.echo(f"  …… 另有{len(outcome.changes) - SHOWN}行，全部差异请加 --json 查看")


def _tell(shown: Outcome, done: Outcome, chats: int) -> None:
    """Say what was stored, and what somebody else changed between the question and the answer."""
    known = set(shown.warnings)
    for warning in done.warnings:
        if warning not in known:
            typer.echo(f"注意：{say_warning(warning)}", err=True)
    told = f"状态或期限有变化的，会告知{chats}个单位的群。" if chats else ""
    typer.echo(f"已按台账修改{len(done.changes)}行。{told}")


def _payload(path: Path, found: LedgerRead, outcome: Outcome, *, stored: bool) -> dict[str, Any]:
    warnings = (*found.warnings, *outcome.warnings)
    return {
        "ledger": path.name,
        "rows": found.rows,
        "changes": [_change(change) for change in outcome.changes],
        "warnings": [_warning(warning) for warning in warnings],
        "stored": stored,
    }


def _change(change: RowChange) -> dict[str, Any]:
    moved, extended = change.before is not change.after, change.due_before != change.due_after
    return {
        "sheet": change.sheet,
        "row": change.row,
        "plan": change.plan,
        "item": change.item,
        "scope": change.scope,
        "unit": change.unit,
        "status": {"from": change.before.value, "to": change.after.value} if moved else None,
        "due": {"from": _iso(change.due_before), "to": _iso(change.due_after)} if extended else None,
        "proofs": list(change.proofs),
        "remark": change.remark,
    }


def _warning(warning: LedgerWarning) -> dict[str, Any]:
    return {"sheet": warning.sheet, "row": warning.row, "text": warning.text, "why": warning.why}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

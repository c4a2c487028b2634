"""`duban deadline`: how a deadline cell is read."""

import json
from datetime import date
from typing import Annotated, Any

import typer

from bot import payloads
from bot.commands.batch import Line, run_batch, string_of, text_of
from bot.commands.options import YEARS, AsJson, Batch, ConfigFile, DatabaseUrl, Explain, Now
from data.dates.deadlines import read_deadline
from data.dates.values import DeadlineReading, Milestone
from data.errors import UsageError


def command(
    text: Annotated[str | None, typer.Argument(help="The text of the cell.")] = None,
    year: Annotated[int | None, typer.Option(help="The plan's year, for dates that print none.")] = None,
    issued: Annotated[
        str | None, typer.Option(metavar="DATE", help="The plan's issue date: 即日起 starts on it.")
    ] = None,
    batch: Batch = None,
    explain: Explain = False,
    as_json: AsJson = False,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Show how a deadline cell is read (9月底前, 每年12月25日前, X出台2个月内 …)."""
    if batch is not None:
        run_batch(batch, lambda line: _answer(line, year, issued))
        return
    if text is None:
        raise UsageError('请给出要读的文字，例如：duban deadline "9月底前" --year 2020')
    reading = read_deadline(text, year=_year(year), issued=_day(issued))
    if as_json:
        payload = payloads.deadline(reading)
        if explain:
            payload["explain"] = _rules(reading)
        typer.echo(json.dumps(payload, ensure_ascii=False))
        return
    for line in _words(reading, explain):
        typer.echo(line)


def _answer(line: Line, year: int | None, issued: str | None) -> Line:
    own_year = _year(line.get("year", year))
    day = _day(string_of(line, "issued") or issued)
    return payloads.deadline(read_deadline(text_of(line, "text"), year=own_year, issued=day))


def _year(said: object) -> int | None:
    if said is None:
        return None
    if not isinstance(said, int) or isinstance(said, bool):
        raise UsageError(f"year 要写成整数：{said!r}")
    if said not in YEARS:
        raise UsageError(f"year 要在 {YEARS[0]} 到 {YEARS[-1]} 之间：{said}")
    return said


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"日期要写成 2020-08-14，读不懂：{text}") from None


def _rules(reading: DeadlineReading) -> list[dict[str, Any]]:
    return [{"text": value.text, "rule": value.rule} for value in reading.milestones]


def _words(reading: DeadlineReading, explain: bool) -> list[str]:
    lines = [
        _milestone_words(value) + (f"  ← 「{value.text}」 {value.rule}" if explain else "")
        for value in reading.milestones
    ]
    lines += [f"没有读懂「{unread.text}」：{unread.why}" for unread in reading.unread]
    return lines or ["没有读到时间。"]


def _milestone_words(value: Milestone) -> str:
    parts = [value.kind.value]
    if value.start:
        parts.append(f"起 {value.start}")
    if value.due:
        parts.append(f"{'首次' if value.rrule else '止'} {value.due}")
    if value.rrule:
        parts.append(value.rrule)
    if value.event:
        parts.append(f"{value.event} +{value.offset or ''}{'（工作日）' if value.working else ''}")
    if value.soft:
        parts.append("争取")
    if value.action:
        parts.append(f"「{value.action}」")
    return "  ".join(parts)

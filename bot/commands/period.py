"""`duban period`: how a period in a question is read."""

import json
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import payloads
from bot.commands.batch import Line, run_batch, string_of, text_of
from bot.commands.options import AsJson, Batch, ConfigFile, DatabaseUrl, Explain, Now, read_instant
from bot.config import load_config
from data.clock import SystemClock
from data.dates.periods import read_period
from data.errors import UsageError


def command(
    text: Annotated[str | None, typer.Argument(help="The phrase, such as 本月 or 9月底前.")] = None,
    batch: Batch = None,
    explain: Explain = False,
    as_json: AsJson = False,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Show how a period in a question is read (本月, 9月底前, next 10 days …)."""
    zone = load_config(config).tzinfo()
    said = now or SystemClock(zone).now().isoformat(timespec="minutes")
    if batch is not None:
        run_batch(
            batch, lambda line: _answer(text_of(line, "text"), string_of(line, "now") or said, zone, explain)
        )
        return
    if text is None:
        raise UsageError('请给出要读的文字，例如：duban period "9月底前"')
    payload = _answer(text, said, zone, explain)
    typer.echo(json.dumps(payload, ensure_ascii=False) if as_json else _words(payload))


def _answer(text: str, said: str, zone: ZoneInfo, explain: bool) -> Line:
    reading = read_period(text, read_instant(said, zone).date())
    payload = payloads.period(text, said, reading)
    if explain:
        payload["explain"] = [{"text": reading.text, "rule": reading.rule}] if reading else []
    return payload


def _words(payload: Line) -> str:
    if payload["rrule"]:
        words = str(payload["rrule"])
    elif payload["start"] is None and payload["end"] is None:
        words = "没有读到时间。"
    else:
        words = f"{payload['start'] or '…'} 至 {payload['end'] or '…'}"
    rules = "".join(f"  ← 「{rule['text']}」 {rule['rule']}" for rule in payload.get("explain", []))
    return words + rules

"""`duban ask`: one question, which changes nothing."""

import json
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.app import House, open_house
from bot.commands.batch import Line, run_batch, string_of, text_of
from bot.commands.options import AsJson, Batch, ConfigFile, DatabaseUrl, Explain, Now, read_instant
from bot.seats import asking_seat
from data.clock import SystemClock
from data.errors import UsageError
from handlers.conversation import respond
from handlers.message import Incoming, Reply


def command(
    question: Annotated[str | None, typer.Argument(help="The question, as typed in a group.")] = None,
    region: Annotated[str | None, typer.Option(help="The region of the chat that it is asked from.")] = None,
    unit: Annotated[str | None, typer.Option(help="The unit that the chat is bound to.")] = None,
    batch: Batch = None,
    explain: Explain = False,
    as_json: AsJson = False,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Ask one question, for example: duban ask 县住建局本月有哪些任务到期 --now 2020-09-10."""
    with open_house(config, db) as house:
        zone = house.config.tzinfo()
        asking = {"region": region, "unit": unit, "now": now}
        if batch is not None:
            run_batch(batch, lambda line: _payload(_ask(house, zone, asking | _given(line)), explain=explain))
            return
        if question is None:
            raise UsageError('请给出问题，例如：duban ask "县住建局本月有哪些任务到期"')
        reply = _ask(house, zone, asking | {"question": question})
        if as_json:
            typer.echo(json.dumps(_payload(reply, explain=explain), ensure_ascii=False))
            return
        typer.echo(reply.text)
        if explain:
            _print_findings(reply)


def _given(line: Line) -> Line:
    """Return what a batch line says, without what it leaves open."""
    names = ("region", "unit", "now", "follows")
    given: Line = {name: value for name in names if (value := string_of(line, name)) is not None}
    return given | {"question": text_of(line, "question", "text")}


def _ask(house: House, zone: ZoneInfo, asked: dict[str, Any]) -> Reply:
    now = read_instant(asked["now"], zone) if asked["now"] else SystemClock(zone).now()
    seat = asking_seat(asked["region"], asked["unit"], house.services)
    incoming = Incoming(text=asked["question"], seat=seat, now=now, follows=asked.get("follows"))
    return respond(incoming, house.services)


def _payload(reply: Reply, *, explain: bool) -> Line:
    if reply.answer is None:
        raise UsageError(reply.text)
    # Loaded here: a question that is answered in words needs no JSON.
    from bot import payloads

    payload = payloads.answer(reply.answer, reply.text)
    if explain:
        payload["explain"] = payloads.findings(reply.answer.query.findings)
    return payload


def _print_findings(reply: Reply) -> None:
    if reply.answer is None:
        return
    typer.echo("")
    for found in reply.answer.query.findings:
        typer.echo(f"「{found.text}」 → {found.what}  ← {found.rule}")

"""`duban doctor`: what is right, what is wrong, and how to mend it."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import typer

from bot.checks.finding import Finding, Grade
from bot.commands.options import AsJson, ConfigFile, DatabaseUrl, Now, clock_for
from bot.config import Config, absolute_url, load_config
from data.clock import SystemClock
from data.errors import DubanError


def command(
    as_json: AsJson = False, now: Now = None, db: DatabaseUrl = None, config: ConfigFile = None
) -> None:
    """Check token, network, people, database, notices, fonts, calendar and clock; say how to mend them."""
    settings = load_config(config)
    url = absolute_url(db, Path.cwd()) if db else settings.database_url()
    findings = list(_examine(settings, url, clock_for(now, settings.tzinfo()).now()))
    if as_json:
        typer.echo(json.dumps({"findings": [_payload(found) for found in findings]}, ensure_ascii=False))
    else:
        for found in findings:
            advice = f" → {found.advice}" if found.advice else ""
            typer.echo(f"[{found.grade}] {found.what}：{found.says}{advice}")
    if any(found.grade is Grade.BAD for found in findings):
        raise typer.Exit(1)


def _payload(found: Finding) -> dict[str, str]:
    return {"what": found.what, "grade": found.grade.name.lower(), "says": found.says, "advice": found.advice}


def _examine(settings: Config, url: str, now: datetime) -> Iterator[Finding]:
    # Loaded here and below: what looks is needed by nothing else, and starting takes time.
    from bot.checks.machine import check_fonts
    from bot.checks.network import check_network
    from bot.checks.people import check_settings

    yield from check_network(settings, SystemClock().now())
    yield from check_settings(settings)
    yield from _database(settings, url, now)
    yield from _calendars(settings, now)
    yield check_fonts()
    yield Finding("时钟", Grade.GOOD, f"现在是 {now:%Y-%m-%d %H:%M}（{settings.zone}）")


def _database(settings: Config, url: str, now: datetime) -> Iterator[Finding]:
    from bot.checks.machine import check_backups, check_disk
    from bot.checks.office import check_chats, check_notices, check_planned, check_plans, check_scheduler
    from bot.checks.people import check_people
    from bot.checks.policies import check_policies
    from data.database import open_database
    from handlers.reporting.copies import copies_of

    try:
        database = open_database(url, settings.state_folder(url))
    except DubanError as error:
        advice = "检查 [database] url、文件权限和数据库服务"
        yield Finding("数据库", Grade.BAD, str(error), advice)
        return
    try:
        place = database.url.render_as_string(hide_password=True)
        yield Finding("数据库", Grade.GOOD, f"{place}，结构版本 {database.schema_version()}")
        with database.read() as session:
            yield from check_plans(session, now.date())
            yield from check_people(session, settings)
            yield from check_chats(session)
            yield from check_planned(session, now.date())
            yield check_scheduler(session, SystemClock().now())
            yield from check_notices(session, now)
            yield from check_policies(session, settings, copies_of(database))
        yield check_disk(database.url, database.state)
        yield from check_backups(database.url, database.state, now)
    finally:
        database.close()


def _calendars(settings: Config, now: datetime) -> Iterator[Finding]:
    """Look at the calendar of all, and at each region's own."""
    from bot.checks.machine import check_calendar
    from bot.policies import policies_for

    try:
        yield check_calendar(policies_for(settings, "", {}).calendar, now.date())
        for name, region in settings.regions.items():
            if region.calendar is not None:
                found = check_calendar(policies_for(settings, name, {}).calendar, now.date())
                yield Finding(f"{found.what} {name}", found.grade, found.says, found.advice)
    except DubanError as error:
        yield Finding("日历", Grade.BAD, str(error), "改正 config.toml 的 [calendar]")

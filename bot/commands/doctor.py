"""`duban doctor`: what is right, what is wrong, and how to mend it."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import typer

from bot.commands.options import AsJson, ConfigFile, DatabaseUrl, Now, clock_for
from bot.config import Config, absolute_url, load_config
from data.dates.workdays import last_known_year
from data.errors import DubanError

CALENDAR_WARNING_FROM = (11, 1)
"""From 1 November on, the next year's holidays should be known: the State Council announces them then."""


class Grade(StrEnum):
    """How good a finding is."""

    GOOD = "好"
    DOUBT = "注意"
    BAD = "不行"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked; `advice` says how to mend it."""

    what: str
    grade: Grade
    says: str
    advice: str = ""


def command(
    as_json: AsJson = False, now: Now = None, db: DatabaseUrl = None, config: ConfigFile = None
) -> None:
    """Check settings, network, database, calendar and clock, and say how to mend what is wrong."""
    settings = load_config(config)
    url = absolute_url(db, Path.cwd()) if db else settings.database_url()
    today = clock_for(now, settings.tzinfo()).today()
    findings = list(_examine(settings, url, today))
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


def _examine(settings: Config, url: str, today: date) -> Iterator[Finding]:
    yield _telegram(settings)
    yield _operators(settings)
    yield from _database(url)
    yield _calendar(today)
    yield Finding("时钟", Grade.GOOD, f"今天是 {today}（{settings.zone}）")


def _telegram(settings: Config) -> Finding:
    if not settings.token:
        return Finding(
            "Telegram",
            Grade.DOUBT,
            "没有 token，只能在终端里用",
            "向 @BotFather 申请，写进 config.toml 的 [telegram] token",
        )
    # The Telegram library takes half a second to import; without a token it is not needed.
    from bot.telegram import TelegramUnreachable, who_am_i

    try:
        account = asyncio.run(who_am_i(settings))
    except TelegramUnreachable as error:
        return Finding("Telegram", Grade.BAD, str(error), "检查 token、网络和 [telegram] proxy")
    if account.can_read_all_group_messages:
        return Finding(
            "Telegram",
            Grade.DOUBT,
            f"@{account.username}，隐私模式已关闭",
            "向 @BotFather 用 /setprivacy 打开：机器人不需要看群里的其他消息",
        )
    return Finding("Telegram", Grade.GOOD, f"@{account.username}")


def _operators(settings: Config) -> Finding:
    if not settings.operators:
        return Finding(
            "管理员", Grade.DOUBT, "没有设置，谁也不能绑定群", "把您的 Telegram 数字编号写进 operators"
        )
    return Finding("管理员", Grade.GOOD, f"{len(settings.operators)} 人")


def _database(url: str) -> Iterator[Finding]:
    # What the database layer needs is not needed where the settings are wrong already.
    from data.database import open_database
    from data.repositories.plans import plans_everywhere

    try:
        database = open_database(url)
    except DubanError as error:
        yield Finding("数据库", Grade.BAD, str(error))
        return
    try:
        place = database.url.render_as_string(hide_password=True)
        yield Finding("数据库", Grade.GOOD, f"{place}，结构版本 {database.schema_version()}")
        with database.read() as session:
            plans = plans_everywhere(session)
    finally:
        database.close()
    if not plans:
        yield Finding("方案", Grade.DOUBT, "还没有导入任何文件", "duban import 文件.docx")
    for plan in plans:
        if plan.office is None:
            yield Finding(f"方案 {plan.key}", Grade.DOUBT, "没有督办机构", "重新导入并加上 --office 单位名")


def _calendar(today: date) -> Finding:
    last = last_known_year()
    soon = (today.month, today.day) >= CALENDAR_WARNING_FROM
    if last < today.year + soon:
        says = f"节假日安排只到 {last} 年，之后只按周末算"
        return Finding("日历", Grade.DOUBT, says, "升级 Duban，或在 config.toml 的 [calendar] 里写明")
    return Finding("日历", Grade.GOOD, f"节假日到 {last} 年")

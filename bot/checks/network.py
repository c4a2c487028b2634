"""Telegram: the token, the way there, and whether both clocks agree."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from bot.checks.finding import Finding, Grade
from bot.config import Config
from bot.log import blot

PATIENCE = 5.0
"""Seconds that a proxy and Telegram are waited for."""

SKEW = timedelta(seconds=60)
"""By so much the machine's clock may be wrong: what is late or due is judged by it."""


def check_network(settings: Config, now: datetime) -> Iterator[Finding]:
    """Look at the token, the proxy and Telegram; `now` is by the machine's clock."""
    if not settings.token:
        yield Finding(
            "Telegram",
            Grade.DOUBT,
            "没有 token，只能在终端里用",
            "向 @BotFather 申请，写进 config.toml 的 [telegram] token",
        )
        return
    if settings.telegram.proxy:
        yield check_proxy(settings.telegram.proxy, settings.secrets())
    yield _telegram(settings)
    found = _time_there(settings)
    if found is not None:
        yield check_skew(now, found)


def check_proxy(proxy: str, secrets: tuple[str, ...]) -> Finding:
    """Look whether anybody listens at the proxy's address."""
    place = urlsplit(proxy)
    shown = blot(proxy, secrets)
    try:
        with socket.create_connection((place.hostname or "", place.port or 1080), PATIENCE):
            return Finding("代理", Grade.GOOD, shown)
    except (OSError, ValueError) as error:
        advice = "检查代理程序是否在运行，以及 [telegram] proxy 的地址和端口"
        return Finding("代理", Grade.BAD, f"{shown} 连不上（{error}）", advice)


def check_skew(here: datetime, there: datetime) -> Finding:
    """Compare the machine's clock with Telegram's."""
    skew = here - there
    if abs(skew) <= SKEW:
        return Finding("时钟误差", Grade.GOOD, "与 Telegram 一致")
    way = "快" if skew > timedelta() else "慢"
    says = f"本机时钟比 Telegram {way} {abs(round(skew.total_seconds()))} 秒"
    return Finding("时钟误差", Grade.BAD, says, "打开系统的时间同步（timedatectl set-ntp true）")


def _telegram(settings: Config) -> Finding:
    # The Telegram library takes half a second to import; without a token it is not needed.
    from bot.telegram import who_am_i
    from bot.updates import TelegramUnreachable

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


def _time_there(settings: Config) -> datetime | None:
    """Return the time that Telegram's server tells; None where it tells none."""
    # Loaded here: only this asks for it, and only with a token.
    import httpx

    place = urlsplit(settings.telegram.base_url)
    try:
        answer = httpx.head(
            f"{place.scheme}://{place.netloc}/", proxy=settings.telegram.proxy, timeout=PATIENCE
        )
        told = parsedate_to_datetime(answer.headers["date"])
    except (httpx.HTTPError, httpx.InvalidURL, ImportError, KeyError, ValueError):
        return None
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)

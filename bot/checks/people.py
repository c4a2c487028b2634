"""Operators and leaders: whether the bot may write to them; it cannot be the first to write."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.checks.finding import Finding, Grade
from bot.config import Config
from data.repositories.checkup import acquaintances, region_names

START = "请本人私聊机器人，按“开始”（/start）"


def check_settings(settings: Config) -> Iterator[Finding]:
    """Look whether there is an operator at all."""
    if not settings.operators:
        advice = "把您的 Telegram 数字编号写进 config.toml 的 operators"
        yield Finding("管理员", Grade.DOUBT, "没有设置，谁也不能绑定群", advice)


def check_people(session: Session, settings: Config) -> Iterator[Finding]:
    """Look who of the operators and the named leaders has not started the bot."""
    if settings.operators:
        yield _started(session, "管理员", settings.operators)
    known = region_names(session)
    for name, region in settings.regions.items():
        if name not in known:
            advice = "核对 config.toml 的表名，要与导入时的地区一字不差"
            yield Finding(f"地区 {name}", Grade.DOUBT, "设置里有，数据库里没有", advice)
        elif region.leaders:
            yield _started(session, f"{name}领导", region.leaders)


def _started(session: Session, what: str, people: tuple[int, ...]) -> Finding:
    missing = [str(one) for one in acquaintances(session, people) if not one.started]
    if not missing:
        return Finding(what, Grade.GOOD, f"{len(people)} 人，都已开始使用")
    says = f"{len(people)} 人，其中 {len(missing)} 人还没有开始使用，收不到私聊：{'、'.join(missing)}"
    return Finding(what, Grade.DOUBT, says, START)

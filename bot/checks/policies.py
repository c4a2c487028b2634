"""The policies of each region: whether what is stored fits, and where copies of proof go."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from bot.checks.finding import Finding, Grade
from bot.config import Config
from bot.policies import policies_for, report_rules
from data.errors import ConfigError
from data.repositories.checkup import region_names
from data.repositories.regions import stored_policies


def check_policies(session: Session, settings: Config, folder: Path) -> Iterator[Finding]:
    """Look at what is stored for each region; copies of proof, where a region wants them, go to `folder`."""
    wanted = report_rules(settings, "", {}).keep_proof
    for name in sorted(region_names(session)):
        stored = stored_policies(session, name)
        try:
            policies_for(settings, name, stored)
            wanted |= report_rules(settings, name, stored).keep_proof
        except ConfigError as error:
            says = f"存在数据库里的设置读不懂：{error}"
            yield Finding(f"设置 {name}", Grade.BAD, says, "改正之前，这个地区不会安排催办")
    if wanted:
        yield check_folder(folder)


def check_folder(folder: Path) -> Finding:
    """Look whether copies of proof can be laid into a folder, which need not be there yet."""
    nearest = folder
    while not os.access(nearest, os.F_OK):
        nearest = nearest.parent
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Finding("佐证副本", Grade.GOOD, f"存到 {folder}")
    advice = '在 config.toml 里写 state = "/var/lib/duban"（服务能写的文件夹），或改正文件夹的权限'
    return Finding("佐证副本", Grade.BAD, f"写不进 {folder}，keep_proof 的副本存不下", advice)

"""The machine: fonts, calendar, room on the disk, and how old the last backup is."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import URL

from bot.checks.finding import Finding, Grade
from data.dates.workdays import WorkCalendar, last_known_year

SCARCE, SCANT = 200_000_000, 1_000_000_000
"""Free bytes below which nothing is safe, and below which somebody should look."""

BACKUP_LASTS = timedelta(days=7)
BACKUP_PLACES = (".", "backup", "backups", "备份")
BACKUP_SUFFIXES = frozenset({".db", ".sqlite", ".bak", ".backup"})
"""Where beside the database a backup is looked for, and how it may be called."""


def check_calendar(calendar: WorkCalendar, today: date) -> Finding:
    """Look whether the holidays are known, this year's and from November on the next one's."""
    missing = calendar.missing_year(today)
    if missing is not None:
        says = f"不知道 {missing} 年的节假日安排，只按周末算，催办可能落在放假或调休的日子"
        advice = (
            f"升级 Duban，或把国务院办公厅公布的 {missing} 年放假和调休日期写进 config.toml 的 [calendar]"
        )
        return Finding("日历", Grade.DOUBT, says, advice)
    own = len(calendar.days_off) + len(calendar.working_days)
    set_here = f"，另有自设日期 {own} 天" if own else ""
    return Finding("日历", Grade.GOOD, f"节假日到 {last_known_year()} 年{set_here}")


def check_fonts() -> Finding:
    """Look whether Chinese can be drawn."""
    # Loaded here: the library that draws takes a moment to import.
    from data.reports.glyphs import check

    found = check()
    if not found.carried:
        return Finding("字体", Grade.BAD, "自带的中文字体读不了，图表画不出汉字", "重新安装 Duban")
    if found.fallback is None:
        return Finding("字体", Grade.GOOD, "自带中文字体；个别生僻字画不出（装 fonts-noto-cjk 可补上）")
    return Finding("字体", Grade.GOOD, f"自带中文字体，生僻字用 {found.fallback}")


def check_disk(place: URL, otherwise: Path) -> Finding:
    """Look how much room the folder of the database has."""
    folder = folder_of(place, otherwise)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    says = f"{folder} 还有 {free / 1e9:.1f} GB"
    if free >= SCANT:
        return Finding("磁盘", Grade.GOOD, says)
    advice = "清理磁盘，或把数据库移到别处：写满后什么都存不下"
    return Finding("磁盘", Grade.BAD if free < SCARCE else Grade.DOUBT, says, advice)


def check_backups(place: URL, otherwise: Path, now: datetime) -> Iterator[Finding]:
    """Look for the last backup beside the database; one that is kept elsewhere cannot be seen."""
    advice = "duban backup 文件；放在别处的备份这里看不到，请自己核对"
    made = [path.stat().st_mtime for path in _backups(place, otherwise)]
    if not made:
        yield Finding("备份", Grade.DOUBT, "数据库旁边没有找到备份", advice)
        return
    age = now - datetime.fromtimestamp(max(made), tz=now.tzinfo)
    says = f"最近一份是 {max(age.days, 0)} 天前的" if age.days > 0 else "最近一份是今天的"
    fresh = age <= BACKUP_LASTS
    yield Finding("备份", Grade.GOOD if fresh else Grade.DOUBT, says, "" if fresh else advice)


def folder_of(place: URL, otherwise: Path) -> Path:
    """Return the folder of a database's file, `otherwise` where it is none."""
    name = place.database
    if place.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return otherwise
    return Path(name).resolve().parent


def _backups(place: URL, otherwise: Path) -> Iterator[Path]:
    own = Path(place.database or "").name
    folder = folder_of(place, otherwise)
    for name in BACKUP_PLACES:
        if not (folder / name).is_dir():
            continue
        for path in (folder / name).iterdir():
            if path.suffix in BACKUP_SUFFIXES and path.name != own and path.is_file():
                yield path

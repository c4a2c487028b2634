"""`duban export`: the ledger (台账) as a workbook."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.app import open_house
from bot.commands.options import ConfigFile, DatabaseUrl, Now, clock_for
from data.errors import UsageError
from data.ledger.writing import write_ledger
from data.repositories.plans import region_versions


def command(
    ledger: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The workbook to write, for example 台账.xlsx.")
    ] = None,
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Paused and closed plans too.")] = False,
    now: Now = None,
    db: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Write the ledger: duban export --ledger 台账.xlsx --region 东至县."""
    if ledger is None:
        raise UsageError("请写明导出到哪个文件，例如：duban export --ledger 台账.xlsx")
    if ledger.suffix.lower() != ".xlsx":
        raise UsageError(f"台账是 .xlsx 文件，请把 {ledger.name} 改成 {ledger.stem}.xlsx")
    with open_house(config, db) as house:
        clock = clock_for(now, house.config.tzinfo())
        with house.database.read() as session:
            content = write_ledger(
                session, now=clock.now(), region_id=_region(session, region), closed=everything
            )
    try:
        ledger.write_bytes(content)
    except OSError as error:
        raise UsageError(f"写不了 {ledger}：{error.strerror}。文件若正在表格软件里打开，请先关闭。") from None
    typer.echo(f"台账已写入 {ledger}")


def _region(session: Session, name: str | None) -> int | None:
    """Return the region that is named; refuse one that is not there."""
    if name is None:
        return None
    known = {its_name: key for key, (its_name, _) in region_versions(session).items()}
    if name not in known:
        raise UsageError(f"没有“{name}”这个地区；已有：{'、'.join(known) or '（还没有导入）'}")
    return known[name]

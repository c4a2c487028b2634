"""Storing a document that was confirmed, and what is said of it."""

from dataclasses import dataclass

from sqlalchemy import select

from data.importers.source import SourceFile, source_of
from data.models import Plan, Region
from data.repositories.naming import NamingRepository
from handlers.importing.desk import Pending
from handlers.importing.reading import read_pending
from handlers.importing.undoing import UNDO, UNDO_IMPORT
from handlers.importing.wording import count_changes
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services

NAME_UNITS = "指定单位"
UNCHANGED = "内容和库里的一样，没有改动。"
NO_OFFICE = "这份计划还没有督办机构：审核和逾期汇报没有着落，请重新发送文件，用“改督办机构”指明。"


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a document: its batch, None where the database held all of it, and what is said."""

    batch_id: int | None
    reply: Reply


def store(pending: Pending, request: Request, services: Services) -> Stored:
    """Store a document in one transaction."""
    # Loaded here: what writes imports is needed for nothing else that is said in a chat.
    from data.importers.store import store_draft

    draft = read_pending(pending)
    source = SourceFile(pending.name, source_of(pending.path).sha256)
    lines: list[str] = []
    choices: list[Choice] = []
    with services.database.transaction() as session:
        result = store_draft(session, draft, source=source, by=request.speaker.by, now=request.now)
        for change in result.plans:
            query = select(Plan, Region.name).join(Region, Region.id == Plan.region_id)
            plan, region = session.execute(query.where(Plan.key == change.key)).one()
            lines.append(f"{region} {plan.short_name}：{count_changes(change)}。")
            if plan.office_id is None:
                lines.append(NO_OFFICE)
            waiting = NamingRepository(session, plan.region_id).waiting(request.now.date(), plan.id)
            if waiting:
                lines.append(f"有 {len(waiting)} 处只写了“有关部门”，指定单位以后才会统计和提醒。")
                choices.append(Choice(f"{NAME_UNITS}（{len(waiting)}）", f"/name 计划 {plan.id}"))
    if result.batch_id is None:
        return Stored(None, Reply("\n".join([UNCHANGED, *lines[1:]]), tuple(choices), replaces=True))
    lines = ["已存入。", *lines, "存错了可以撤销，以后也可以说“撤销导入”。"]
    choices.append(Choice(UNDO_IMPORT, f"/import {UNDO} {result.batch_id}"))
    return Stored(result.batch_id, Reply("\n".join(lines), tuple(choices), replaces=True))

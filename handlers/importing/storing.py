"""Storing a document that was confirmed, and what is said of it."""

from dataclasses import dataclass

from sqlalchemy import select

from data.importers.source import SourceFile, source_of
from data.models import Plan, Region
from data.repositories.naming import NamingRepository
from data.wording.language import Phrase, pick
from handlers.importing.desk import Pending
from handlers.importing.reading import read_pending
from handlers.importing.undoing import UNDO, UNDO_IMPORT
from handlers.importing.wording import count_changes
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services

NAME_UNITS = Phrase("指定单位（{count}）", "Name units ({count})")
STORED = Phrase("已存入。", "Stored.")
MAY_UNDO = Phrase(
    "存错了可以撤销，以后也可以说“撤销导入”。",
    "If that was wrong you can undo it, now or later by saying “undo import”.",
)
UNCHANGED = Phrase(
    "内容和库里的一样，没有改动。", "It is the same as what is stored already; nothing was changed."
)
NO_OFFICE = Phrase(
    "这份计划还没有督办机构：审核和逾期汇报没有着落，请重新发送文件，用“改督办机构”指明。",
    "This plan has no office yet, so nobody reviews reports or hears of what is overdue: "
    "please send the file again and name one with “Change office”.",
)
SOME_ONLY = Phrase(
    "有 {count} 处只写了“有关部门”，指定单位以后才会统计和提醒。",
    "{count} entries only say “有关部门”: they are counted and reminded once their units are named.",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a document: its batch, None where the database held all of it, and what is said."""

    batch_id: int | None
    reply: Reply


def store(pending: Pending, request: Request, services: Services) -> Stored:
    """Store a document in one transaction."""
    # Loaded here: what writes imports is needed for nothing else that is said in a chat.
    from data.importers.store import store_draft

    draft, language = read_pending(pending), request.language
    source = SourceFile(pending.name, source_of(pending.path).sha256)
    lines: list[str] = []
    choices: list[Choice] = []
    with services.database.transaction() as session:
        result = store_draft(session, draft, source=source, by=request.speaker.by, now=request.now)
        for change in result.plans:
            query = select(Plan, Region.name).join(Region, Region.id == Plan.region_id)
            plan, region = session.execute(query.where(Plan.key == change.key)).one()
            counted = count_changes(change, language)
            lines.append(
                pick(
                    language,
                    f"{region} {plan.short_name}：{counted}。",
                    f"{region} {plan.short_name}: {counted}.",
                )
            )
            if plan.office_id is None:
                lines.append(NO_OFFICE.say(language))
            waiting = NamingRepository(session, plan.region_id).waiting(request.now.date(), plan.id)
            if waiting:
                count = len(waiting)
                lines.append(SOME_ONLY.say(language, count=count))
                choices.append(Choice(NAME_UNITS.say(language, count=count), f"/name 计划 {plan.id}"))
    if result.batch_id is None:
        return Stored(
            None, Reply("\n".join([UNCHANGED.say(language), *lines[1:]]), tuple(choices), replaces=True)
        )
    lines = [STORED.say(language), *lines, MAY_UNDO.say(language)]
    choices.append(Choice(UNDO_IMPORT.say(language), f"/import {UNDO} {result.batch_id}"))
    return Stored(result.batch_id, Reply("\n".join(lines), tuple(choices), replaces=True))

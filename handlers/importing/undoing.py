"""Taking an import back: the one that was stored just now, or later, in words, the last one."""

from data.clock import ZONE
from data.errors import UsageError
from data.models import ImportBatch
from data.repositories.imports import last_batch
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services

UNDO = "撤销"
UNDO_IMPORT = "撤销导入"
KEEP = "不撤销"
NONE_LEFT = "没有可以撤销的导入。"
KEPT = "没有撤销，什么都没改。"


def undo(request: Request, services: Services) -> Reply:
    """Take back the import that the words name; the last one is offered first, to be confirmed."""
    words = request.words[1:]
    if not words:
        return _offer_last(services)
    if words[0] == KEEP:
        return Reply(KEPT, replaces=True)
    if not (words[0].isascii() and words[0].isdecimal() and len(words[0]) < 10):
        return Reply(NONE_LEFT)
    # Loaded here: what writes imports is needed for nothing else that is said in a chat.
    from data.importers.store import undo_import

    try:
        with services.database.transaction() as session:
            batch = session.get(ImportBatch, int(words[0]))
            name = batch.file_name if batch is not None else ""
            undo_import(session, int(words[0]), by=request.speaker.by, now=request.now)
    except UsageError as refused:
        return Reply(str(refused))
    return Reply(f"已撤销 {name} 的导入，数据库回到导入以前。已有人登记过情况的任务仍保留记录。")


def _offer_last(services: Services) -> Reply:
    """Name the last import and ask whether it is to be taken back."""
    with services.database.read() as session:
        batch = last_batch(session)
    if batch is None:
        return Reply(NONE_LEFT)
    day = batch.at.astimezone(ZONE)
    text = f"最近一次导入：{batch.file_name}，{day:%Y-%m-%d %H:%M} 由 {batch.by} 存入。要撤销吗？"
    choices = (Choice(UNDO, f"/import {UNDO} {batch.id}"), Choice(KEEP, f"/import {UNDO} {KEEP}"))
    return Reply(text, choices)

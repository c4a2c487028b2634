"""Taking an import back: the one that was stored just now, or later, in words, the last one."""

from data.clock import ZONE
from data.errors import UsageError
from data.models import ImportBatch
from data.repositories.imports import last_batch
from data.wording.language import Language, Phrase
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services

UNDO = "撤销"
KEEP = "不撤销"
"""The verbs of buttons."""

NONE_LEFT = Phrase("没有可以撤销的导入。", "There is no import to undo.")
KEPT = Phrase("没有撤销，什么都没改。", "Not undone; nothing was changed.")
UNDONE = Phrase(
    "已撤销 {name} 的导入，数据库回到导入以前。已有人登记过情况的任务仍保留记录。",
    "The import of {name} is undone; the database is as it was before. "
    "Tasks on which somebody has already reported keep their records.",
)
LAST = Phrase(
    "最近一次导入：{name}，{at} 由 {by} 存入。要撤销吗？",
    "Last import: {name}, stored on {at} by {by}. Undo it?",
)
BUTTONS = {UNDO: Phrase("撤销", "Undo"), KEEP: Phrase("不撤销", "Keep it")}
UNDO_IMPORT = Phrase("撤销导入", "Undo import")


def undo(request: Request, services: Services) -> Reply:
    """Take back the import that the words name; the last one is offered first, to be confirmed."""
    words = request.words[1:]
    if not words:
        return _offer_last(services, request.language)
    if words[0] == KEEP:
        return Reply(KEPT.say(request.language), replaces=True)
    if not (words[0].isascii() and words[0].isdecimal() and len(words[0]) < 10):
        return Reply(NONE_LEFT.say(request.language))
    # Loaded here: what writes imports is needed for nothing else that is said in a chat.
    from data.importers.store import undo_import

    try:
        with services.database.transaction() as session:
            batch = session.get(ImportBatch, int(words[0]))
            name = batch.file_name if batch is not None else ""
            undo_import(session, int(words[0]), by=request.speaker.by, now=request.now)
    except UsageError as refused:
        return Reply(refused.say(request.language))
    return Reply(UNDONE.say(request.language, name=name))


def _offer_last(services: Services, language: Language) -> Reply:
    """Name the last import and ask whether it is to be taken back."""
    with services.database.read() as session:
        batch = last_batch(session)
    if batch is None:
        return Reply(NONE_LEFT.say(language))
    day = batch.at.astimezone(ZONE)
    text = LAST.say(language, name=batch.file_name, at=f"{day:%Y-%m-%d %H:%M}", by=batch.by)
    says = {UNDO: f"/import {UNDO} {batch.id}", KEEP: f"/import {UNDO} {KEEP}"}
    return Reply(text, tuple(Choice(BUTTONS[verb].say(language), said) for verb, said in says.items()))

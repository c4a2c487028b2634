"""/import: what is said and done about a document that somebody handed in, verb by verb."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from data.errors import DocumentError
from data.importers.draft import ImportDraft
from data.repositories.imports import is_stored
from handlers.importing.corrections import LABELS, SET, Known, Wrong, state, word_question
from handlers.importing.desk import Awaited, Desk, Field, Pending, Stage
from handlers.importing.preview import (
    BACK,
    CANCEL,
    CHANGES,
    STORE,
    TASKS,
    WARNINGS,
    Shown,
    say,
    word_list,
    word_preview,
)
from handlers.importing.reading import forget_documents, read_pending
from handlers.importing.storing import store
from handlers.importing.undoing import UNDO, undo
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services

HOW = (
    "请把任务分工表作为文件发给我：.docx、.xlsx、.html、.txt，不超过 20 MB。\n"
    "我先给您看读出来的内容，按“存入”才写进数据库；存入之后也可以说“撤销导入”。\n"
    "更大的文件请在服务器上用 duban import 导入。"
)
IN_PRIVATE = "导入请在私聊里进行：把文件直接发给我。"
GONE = "这份文件已经不在了（可能重启时清理过），请重新发送。"
SETTLED = {
    Stage.STORED: "这份文件已经存入了。",
    Stage.DROPPED: "这份文件已经取消，没有存入。要导入请重新发送。",
}
BUSY = "正在存入，请稍候。"
NO_REGION = "文件里看不出是哪个地区，存入前请先说明。"
CANCELLED = "已取消，没有存入任何内容。"


@dataclass(frozen=True, slots=True)
class Work:
    """One step of an import: who asks for it, and the document on that person's desk."""

    request: Request
    services: Services
    desk: Desk
    pending: Pending


def import_document(request: Request, services: Services) -> Reply:
    """Do what a /import command says; every button of a preview stands for such a command."""
    if not request.speaker.private:
        return Reply(IN_PRIVATE)
    desk = Desk(services.database, request.speaker.number)
    desk.ask_no_more()
    if request.words and request.words[0] == UNDO:
        return undo(request, services)
    pending = _meant(desk, request.words)
    if isinstance(pending, Reply):
        return pending
    verb, words = (request.words[1], request.words[2:]) if len(request.words) > 1 else (BACK, ())
    try:
        return VERBS.get(verb, _preview)(Work(request, services, desk, pending), words)
    except DocumentError as refused:
        desk.drop(pending)
        return Reply(str(refused), _offer_next(desk), replaces=True)


def _meant(desk: Desk, words: Sequence[str]) -> Pending | Reply:
    """Return the document that the words name by its number, else the first one that waits."""
    if not words:
        waiting = desk.waiting()
        return waiting[0] if waiting else Reply(HOW)
    number = words[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 18):
        return Reply(HOW)
    pending = desk.find(int(number))
    if pending is None:
        return Reply(GONE, _offer_next(desk))
    if pending.stage is not Stage.WAITING:
        return Reply(SETTLED[pending.stage], _offer_next(desk))
    return pending


def _preview(work: Work, words: Sequence[str]) -> Reply:
    return word_preview(_shown(work))


def _shown(work: Work) -> Shown:
    # Loaded here: what writes imports is needed for nothing else that is said in a chat.
    from data.importers.store import compare

    draft = read_pending(work.pending)
    with work.services.database.read() as session:
        changes = compare(session, draft)
        new = [change for change in changes if not change.known]
        twins = tuple(change.title for change in new if is_stored(session, change.region, change.title))
    return Shown(work.pending, draft, changes, twins, len(work.desk.waiting()) - 1)


def _list(label: str) -> Callable[[Work, Sequence[str]], Reply]:
    """Return what shows one page of the list that a button names."""

    def show(work: Work, words: Sequence[str]) -> Reply:
        page = int(words[0]) if words and words[0].isdecimal() and len(words[0]) < 6 else 1
        shown = _shown(work) if label == CHANGES else Shown(work.pending, read_pending(work.pending))
        return word_list(shown, label, page)

    return show


def _ask(field: Field) -> Callable[[Work, Sequence[str]], Reply]:
    """Return what asks for the value of a field."""

    def ask(work: Work, words: Sequence[str]) -> Reply:
        return _asked(work, field, _known(work, read_pending(work.pending)))

    return ask


def _asked(work: Work, field: Field, known: Known, wrong: Wrong | None = None) -> Reply:
    """Ask for a value, and take the person's next message for it."""
    work.desk.ask(Awaited(work.pending.number, field, work.request.now))
    return word_question(work.pending, field, known, wrong)


def _set(work: Work, words: Sequence[str]) -> Reply:
    """Take a value, read the document again, and show the preview anew."""
    if len(words) < 2 or words[0] not in set(Field):
        return _preview(work, ())
    field, text = Field(words[0]), " ".join(words[1:])
    known = _known(work, read_pending(work.pending))
    stated = state(work.pending.stated, field, text, known)
    if isinstance(stated, Wrong):
        return _asked(work, field, known, stated)
    pending = replace(work.pending, stated=stated)
    work.desk.keep(pending)
    return _preview(replace(work, pending=pending), ())


def _known(work: Work, draft: ImportDraft) -> Known:
    with work.services.database.read() as session:
        vocabulary = work.services.vocabulary(session)
    return Known(draft, vocabulary, work.request.now.date())


def _store(work: Work, words: Sequence[str]) -> Reply:
    """Store the document, once its region is known; of two presses the second one stores nothing."""
    # Loaded here: it has large patterns, and a chat needs it only now.
    from data.importers.regions import UNKNOWN

    draft = read_pending(work.pending)
    if any(plan.region == UNKNOWN for plan in draft.plans):
        return _asked(work, Field.REGION, _known(work, draft), Wrong(NO_REGION))
    with work.desk.claim(work.pending, work.request.now) as mine:
        if not mine:
            return Reply(BUSY)
        pending = work.desk.find(work.pending.number)
        if pending is None or pending.stage is not Stage.WAITING:
            return Reply(SETTLED[pending.stage] if pending else GONE)
        stored = store(pending, work.request, work.services)
        work.desk.keep(replace(pending, stage=Stage.STORED, batch=stored.batch_id))
        forget_documents()
    return replace(stored.reply, choices=(*stored.reply.choices, *_offer_next(work.desk)))


def _cancel(work: Work, words: Sequence[str]) -> Reply:
    work.desk.drop(work.pending)
    forget_documents()
    return Reply(f"{work.pending.name}：{CANCELLED}", _offer_next(work.desk), replaces=True)


def _offer_next(desk: Desk) -> tuple[Choice, ...]:
    """Offer the next document that waits on the desk."""
    waiting = desk.waiting()
    return (Choice(f"看下一份：{waiting[0].name}", say(waiting[0].number)),) if waiting else ()


VERBS: dict[str, Callable[[Work, Sequence[str]], Reply]] = {
    BACK: _preview,
    STORE: _store,
    CANCEL: _cancel,
    SET: _set,
    TASKS: _list(TASKS),
    WARNINGS: _list(WARNINGS),
    CHANGES: _list(CHANGES),
    **{label: _ask(field) for label, field in LABELS.items()},
}
"""What a button about a document does, by the word on it."""

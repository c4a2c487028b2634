"""/import: what is said and done about a document that somebody handed in, verb by verb."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from data.errors import DocumentError
from data.importers.draft import ImportDraft
from data.repositories.imports import is_stored
from data.wording.language import Language, Phrase
from handlers.importing.corrections import FIELDS, SET, Known, Wrong, state, word_question
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

HOW = Phrase(
    "请把任务分工表作为文件发给我：.docx、.xlsx、.html、.txt，不超过 20 MB。\n"
    "我先给您看读出来的内容，按“存入”才写进数据库；存入之后也可以说“撤销导入”。\n"
    "更大的文件请在服务器上用 duban import 导入。",
    "Please send me the task table as a file: .docx, .xlsx, .html or .txt, up to 20 MB.\n"
    "I show you what I read first; nothing is stored until you press “Store”, "
    "and you can still say “undo import” afterwards.\n"
    "For bigger files, run duban import on the server.",
)
IN_PRIVATE = Phrase(
    "导入请在私聊里进行：把文件直接发给我。",
    "Please import in our private chat: send the file to me there.",
)
GONE = Phrase(
    "这份文件已经不在了（可能重启时清理过），请重新发送。",
    "This file is no longer here (perhaps cleared at a restart). Please send it again.",
)
SETTLED = {
    Stage.STORED: Phrase("这份文件已经存入了。", "This file is stored already."),
    Stage.DROPPED: Phrase(
        "这份文件已经取消，没有存入。要导入请重新发送。",
        "This file was cancelled and not stored. To import it, please send it again.",
    ),
}
BUSY = Phrase("正在存入，请稍候。", "It is being stored, please wait a moment.")
NO_REGION = Phrase(
    "文件里看不出是哪个地区，存入前请先说明。",
    "The file does not show which region it is for. Please say so before it is stored.",
)
CANCELLED = Phrase("{name}：已取消，没有存入任何内容。", "{name}: cancelled, nothing was stored.")
NEXT_ONE = Phrase("看下一份：{name}", "Next file: {name}")


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
        return Reply(IN_PRIVATE.say(request.language))
    desk = Desk(services.database, request.speaker.number)
    desk.ask_no_more()
    if request.words and request.words[0] == UNDO:
        return undo(request, services)
    pending = _meant(desk, request.words, request.language)
    if isinstance(pending, Reply):
        return pending
    verb, words = (request.words[1], request.words[2:]) if len(request.words) > 1 else (BACK, ())
    try:
        return VERBS.get(verb, _preview)(Work(request, services, desk, pending), words)
    except DocumentError as refused:
        desk.drop(pending)
        return Reply(refused.say(request.language), _offer_next(desk, request.language), replaces=True)


def _meant(desk: Desk, words: Sequence[str], language: Language) -> Pending | Reply:
    """Return the document that the words name by its number, else the first one that waits."""
    if not words:
        waiting = desk.waiting()
        return waiting[0] if waiting else Reply(HOW.say(language))
    number = words[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 18):
        return Reply(HOW.say(language))
    pending = desk.find(int(number))
    if pending is None:
        return Reply(GONE.say(language), _offer_next(desk, language))
    if pending.stage is not Stage.WAITING:
        return Reply(SETTLED[pending.stage].say(language), _offer_next(desk, language))
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
    waiting = len(work.desk.waiting()) - 1
    return Shown(work.pending, draft, changes, twins, waiting, work.request.language)


def _list(label: str) -> Callable[[Work, Sequence[str]], Reply]:
    """Return what shows one page of the list that a button names."""

    def show(work: Work, words: Sequence[str]) -> Reply:
        page = int(words[0]) if words and words[0].isdecimal() and len(words[0]) < 6 else 1
        if label == CHANGES:
            return word_list(_shown(work), label, page)
        draft = read_pending(work.pending)
        return word_list(Shown(work.pending, draft, language=work.request.language), label, page)

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
    return Known(draft, vocabulary, work.request.now.date(), work.request.language)


def _store(work: Work, words: Sequence[str]) -> Reply:
    """Store the document, once its region is known; of two presses the second one stores nothing."""
    # Loaded here: it has large patterns, and a chat needs it only now.
    from data.importers.regions import UNKNOWN

    draft, language = read_pending(work.pending), work.request.language
    if any(plan.region == UNKNOWN for plan in draft.plans):
        return _asked(work, Field.REGION, _known(work, draft), Wrong(NO_REGION.say(work.request.language)))
    with work.desk.claim(work.pending, work.request.now) as mine:
        if not mine:
            return Reply(BUSY.say(language))
        pending = work.desk.find(work.pending.number)
        if pending is None or pending.stage is not Stage.WAITING:
            return Reply((SETTLED[pending.stage] if pending else GONE).say(language))
        stored = store(pending, work.request, work.services)
        work.desk.keep(replace(pending, stage=Stage.STORED, batch=stored.batch_id))
        forget_documents()
    return replace(stored.reply, choices=(*stored.reply.choices, *_offer_next(work.desk, language)))


def _cancel(work: Work, words: Sequence[str]) -> Reply:
    work.desk.drop(work.pending)
    forget_documents()
    language = work.request.language
    said = CANCELLED.say(language, name=work.pending.name)
    return Reply(said, _offer_next(work.desk, language), replaces=True)


def _offer_next(desk: Desk, language: Language) -> tuple[Choice, ...]:
    """Offer the next document that waits on the desk."""
    waiting = desk.waiting()
    if not waiting:
        return ()
    return (Choice(NEXT_ONE.say(language, name=waiting[0].name), say(waiting[0].number)),)


VERBS: dict[str, Callable[[Work, Sequence[str]], Reply]] = {
    BACK: _preview,
    STORE: _store,
    CANCEL: _cancel,
    SET: _set,
    TASKS: _list(TASKS),
    WARNINGS: _list(WARNINGS),
    CHANGES: _list(CHANGES),
    **{verb: _ask(field) for verb, field in FIELDS.items()},
}
"""What a button about a document does, by its verb."""

"""What goes to Telegram for a reply: files, reactions and answers to presses, before a strict server."""

import asyncio
import struct
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from botapi.errors import bad
from botapi.server import BotApi, Fault
from botapi.stage import CLERK, GROUP
from telegram import Bot, CallbackQuery, User

from data.database import Database
from handlers.memory.place import Place
from handlers.message import Attachment, FileKind, Given, Reply
from handlers.telegram.keeping import Keeping
from handlers.telegram.pressing import Press
from handlers.telegram.sending import edit_text, react, send_files, send_text

HERE = Place(GROUP, 5)
Deed = Callable[[Bot], Awaitable[Any]]


@pytest.fixture
def said(api: BotApi) -> dict[str, Any]:
    """A message of somebody's, in a topic of a forum."""
    with api.scene() as world:
        group = world.group(GROUP, "住建局工作群", forum=True)
        group.topics = {1, 5}
        return world.written(group, "@duban_bot 本周汇总", CLERK, topic=5)


def does(api: BotApi, deed: Deed) -> Any:
    """Let a bot do something before the server."""

    async def run() -> Any:
        async with Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url) as bot:
            return await deed(bot)

    return asyncio.run(run())


def picture(width: int = 40, height: int = 30) -> bytes:
    """Return a black PNG."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_files_follow_as_answers_in_the_same_topic(api: BotApi, said: dict[str, Any]) -> None:
    files = (Attachment("图.png", picture(), FileKind.PHOTO), Attachment("台账.xlsx", b"PK"))
    numbers = does(api, lambda bot: send_files(bot, HERE, said["message_id"], files))
    photo, document = api.sent(GROUP)
    assert [photo["message_id"], document["message_id"]] == numbers
    assert "photo" in photo
    assert document["document"]["file_name"] == "台账.xlsx"
    for sent in (photo, document):
        assert sent["message_thread_id"] == 5
        assert sent["reply_to_message"]["message_id"] == said["message_id"]


def test_a_picture_that_telegram_does_not_take_goes_as_a_document(api: BotApi, said: dict[str, Any]) -> None:
    file = Attachment("长图.png", picture(10, 300), FileKind.PHOTO)
    does(api, lambda bot: send_files(bot, HERE, said["message_id"], (file,)))
    assert [sent["document"]["file_name"] for sent in api.sent(GROUP)] == ["长图.png"]


def test_the_chat_sees_that_something_is_uploaded(api: BotApi, said: dict[str, Any]) -> None:
    api.faults.append(Fault("sendDocument", delay=0.2))
    does(api, lambda bot: send_files(bot, HERE, said["message_id"], (Attachment("台账.xlsx", b"PK"),)))
    assert [call.fields["action"] for call in api.made("sendChatAction")] == ["upload_document"]


def test_a_reaction_stands_on_the_message(api: BotApi, said: dict[str, Any]) -> None:
    assert does(api, lambda bot: react(bot, HERE, said["message_id"], "👌"))
    assert api.made("setMessageReaction")[0].fields["reaction"] == [{"type": "emoji", "emoji": "👌"}]


def test_a_reaction_that_is_refused_or_does_not_exist_says_so(api: BotApi, said: dict[str, Any]) -> None:
    api.faults.append(Fault("setMessageReaction", bad("REACTION_INVALID")))
    assert not does(api, lambda bot: react(bot, HERE, said["message_id"], "👌"))
    assert not does(api, lambda bot: react(bot, HERE, said["message_id"], "收到"))
    assert len(api.made("setMessageReaction")) == 1


def test_an_edit_to_the_same_is_done_and_one_of_a_lost_message_is_not(
    api: BotApi, said: dict[str, Any]
) -> None:
    number = does(api, lambda bot: send_text(bot, HERE, said["message_id"], Reply("好"), None))
    assert does(api, lambda bot: edit_text(bot, HERE, number, Reply("好"), None))
    assert not does(api, lambda bot: edit_text(bot, HERE, 999, Reply("好"), None))


def pressed(api: BotApi, bot: Bot, said: dict[str, Any], age: float = 0) -> CallbackQuery:
    with api.scene() as world:
        number = world.pressed(CLERK, said, "2:1:0", age=age)
    query = CallbackQuery(number, User(CLERK, "某某", False), "1", data="2:1:0")
    query.set_bot(bot)
    return query


def test_a_press_is_answered_once(api: BotApi, said: dict[str, Any]) -> None:
    async def twice(bot: Bot) -> list[bool]:
        press = Press(pressed(api, bot, said))
        return [await press.answer("没有权限", alert=True), await press.answer("又一次")]

    assert does(api, twice) == [True, False]
    (call,) = api.made("answerCallbackQuery")
    assert call.fields["text"] == "没有权限"
    assert call.fields["show_alert"] is True


def test_a_long_aside_is_cut_to_what_telegram_shows(api: BotApi, said: dict[str, Any]) -> None:
    assert does(api, lambda bot: Press(pressed(api, bot, said)).answer("县" * 300))
    (call,) = api.made("answerCallbackQuery")
    assert len(call.fields["text"]) == 200
    assert call.fields["text"].endswith("…")


def test_a_press_of_long_ago_cannot_be_answered(api: BotApi, said: dict[str, Any]) -> None:
    assert not does(api, lambda bot: Press(pressed(api, bot, said, age=600)).answer())


def test_a_press_waits_for_what_comes_of_it_but_not_long(api: BotApi, said: dict[str, Any]) -> None:
    async def work(done: asyncio.Event) -> str:
        await done.wait()
        return "好"

    async def presses(bot: Bot, patience: float) -> bool:
        done = asyncio.Event()
        press = Press(pressed(api, bot, said), patience)
        if patience:
            done.set()
        else:
            asyncio.get_running_loop().call_later(0.1, done.set)
        assert await press.meanwhile(asyncio.create_task(work(done))) == "好"
        return await press.answer("只有您看到")

    assert does(api, lambda bot: presses(bot, 5.0))
    assert not does(api, lambda bot: presses(bot, 0.0))


def test_a_proof_is_kept_beside_the_database_under_a_safe_name(
    api: BotApi, sample_database: Database
) -> None:
    with api.scene() as world:
        world.files["one"] = b"content"
    keeping = Keeping.beside(sample_database)
    place = keeping.keep(Given(FileKind.DOCUMENT, "one", "../../验收 单?.pdf", 7))
    assert keeping.keep(Given(FileKind.PHOTO, "two", size=21 * 1024 * 1024)) is None
    does(api, keeping.fetch)
    assert place is not None
    kept = Path(sample_database.url.database or "").parent / place
    assert kept.read_bytes() == b"content"
    assert kept.name.endswith("-验收 单_.pdf")
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


@pytest.mark.parametrize("name", ["𠮷" * 100 + ".pdf", "验" * 100, "." * 300, "a/../../.ssh/authorized_keys"])
def test_whatever_a_proof_is_called_its_copy_can_be_written(
    api: BotApi, sample_database: Database, name: str
) -> None:
    with api.scene() as world:
        world.files["one"] = b"content"
    keeping = Keeping.beside(sample_database)
    keeping.keep(Given(FileKind.DOCUMENT, "one", name, 7))
    does(api, keeping.fetch)
    (kept,) = (sample_database.state / "proofs").iterdir()
    assert kept.read_bytes() == b"content"


def test_a_proof_that_cannot_be_written_stops_nothing(api: BotApi, tmp_path: Path) -> None:
    with api.scene() as world:
        world.files["one"] = b"content"
    (tmp_path / "file").touch()
    keeping = Keeping(tmp_path / "file", pauses=(0.0, 0.0))
    keeping.keep(Given(FileKind.DOCUMENT, "one", "总结.pdf", 7))
    does(api, keeping.fetch)
    assert len(api.made("getFile")) == 2


def test_a_proof_that_telegram_does_not_give_is_not_tried_for_ever(
    api: BotApi, sample_database: Database
) -> None:
    keeping = Keeping.beside(sample_database)
    keeping.keep(Given(FileKind.PHOTO, "gone"))
    does(api, keeping.fetch)
    assert len(api.made("getFile")) == 1


def test_what_telegram_holds_is_sent_by_its_number(api: BotApi, said: dict[str, Any]) -> None:
    with api.scene() as world:
        world.files |= {"photo-1": picture(), "file-1": b"PK"}
    files = (
        Attachment("照片.jpg", kind=FileKind.PHOTO, file_id="photo-1"),
        Attachment("总结.pdf", file_id="file-1"),
    )
    does(api, lambda bot: send_files(bot, HERE, said["message_id"], files))
    assert [call.fields["photo"] for call in api.made("sendPhoto")] == ["photo-1"]
    assert [call.fields["document"] for call in api.made("sendDocument")] == ["file-1"]


def test_where_telegram_holds_it_no_more_the_copy_is_sent(
    api: BotApi, said: dict[str, Any], tmp_path: Path
) -> None:
    copy = tmp_path / "1-照片.jpg"
    copy.write_bytes(picture())
    file = Attachment("照片.png", kind=FileKind.PHOTO, file_id="gone", copy=copy, lost="取不到了")
    does(api, lambda bot: send_files(bot, HERE, said["message_id"], (file,)))
    (photo,) = api.sent(GROUP)
    assert "photo" in photo


@pytest.mark.parametrize("kind", list(FileKind))
def test_without_a_copy_it_says_who_gave_it(
    api: BotApi, said: dict[str, Any], tmp_path: Path, kind: FileKind
) -> None:
    file = Attachment(
        "总结.pdf", kind=kind, file_id="gone", copy=tmp_path / "none", lost="取不到了，某某给的"
    )
    numbers = does(api, lambda bot: send_files(bot, HERE, said["message_id"], (file,)))
    (told,) = api.sent(GROUP)
    assert (told["text"], [told["message_id"]]) == ("取不到了，某某给的", numbers)
    assert told["message_thread_id"] == 5

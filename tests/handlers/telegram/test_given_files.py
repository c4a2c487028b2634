"""Photos and files in groups and in private: proof of a report, or nothing of the bot's business."""

from typing import Any

import pytest
from botapi.stage import CLERK, GROUP, OPERATOR, OTHER, Stage
from sqlalchemy import select

from data.models import Proof
from handlers.telegram import attachments, documents

PHOTO = [{"file_id": "small", "file_unique_id": "s", "width": 9, "height": 9}]
LARGE = {"file_id": "large", "file_unique_id": "l", "width": 900, "height": 900, "file_size": 12}
DOCUMENT = {"file_id": "doc", "file_unique_id": "d", "file_name": "验收单.pdf", "file_size": 9}
REPORT = "@duban_bot 第2项已办结"


def photo(number: str = "large") -> dict[str, Any]:
    return {"photo": [*PHOTO, LARGE | {"file_id": number}]}


def proofs(stage: Stage) -> list[str | None]:
    with stage.house.services.database.read() as session:
        return list(session.scalars(select(Proof.value).order_by(Proof.id)))


def test_a_photo_whose_caption_names_the_bot_is_proof(bound: Stage) -> None:
    assert "办结" in bound.says("", caption=REPORT, **photo())
    assert proofs(bound) == ["large"]


def test_a_document_in_reply_to_the_bot_is_heard(bound: Stage) -> None:
    answer = bound.answer("@duban_bot 第2项具体内容")
    assert "办结" in bound.says("", caption="第2项已办结", document=DOCUMENT, to=answer)
    assert proofs(bound) == ["doc"]


def test_an_album_is_one_message(bound: Stage) -> None:
    bound.chat().bot = "administrator"
    before = len(bound.api.sent(GROUP))
    with bound.api.scene() as world:
        for number in range(4):
            caption = {"caption": REPORT} if number == 0 else {}
            world.written(bound.chat(), "", CLERK, media_group_id="a", **caption, **photo(f"p{number}"))
        world.written(bound.chat(), "", OTHER, media_group_id="b", **photo("other"))
    bound.api.wait(lambda: len(bound.api.sent(GROUP)) > before)
    bound.says("@duban_bot 帮助")
    assert len(bound.api.sent(GROUP)) == before + 2
    assert proofs(bound) == ["p0", "p1", "p2", "p3"]


@pytest.mark.parametrize("media", [photo(), {"document": DOCUMENT}, {"voice": {}}], ids=str)
def test_what_is_sent_to_others_is_left_alone(bound: Stage, media: dict[str, Any]) -> None:
    bound.chat().bot = "administrator"
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    media = {kind: value or voice for kind, value in media.items()}
    assert bound.is_silent_to("", CLERK, GROUP, **media)


def test_a_voice_in_reply_to_the_bot_is_answered_kindly(bound: Stage) -> None:
    answer = bound.answer("@duban_bot 帮助")
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    assert bound.says("", to=answer, voice=voice) == attachments.UNREADABLE.zh


def test_a_changed_caption_reports_nothing(bound: Stage) -> None:
    bound.says("", caption=REPORT, **photo())
    before = len(bound.api.sent(GROUP))
    message = next(
        message for message in reversed(bound.api.world.messages.values()) if message.get("caption")
    )
    with bound.api.scene() as world:
        world.recaptioned(message, "@duban_bot 第3项已办结")
    bound.api.wait(lambda: len(bound.api.sent(GROUP)) > before)
    assert bound.api.sent(GROUP)[-1]["text"] == attachments.EDITED.zh


def test_a_photo_by_itself_in_private_is_told_how_it_becomes_proof(stage: Stage) -> None:
    assert stage.says("", CLERK, CLERK, **photo()) == documents.NO_REPORT.zh


def test_an_operators_document_with_a_plain_caption_is_a_plan(stage: Stage) -> None:
    with stage.api.scene() as world:
        world.files["doc"] = b"PK"
    stage.says("", OPERATOR, OPERATOR, caption="今年的分工表", document=DOCUMENT)
    assert "正在读取" in stage.api.made("sendMessage")[-1].fields["text"]


def test_an_operators_document_whose_caption_reports_is_no_plan(stage: Stage) -> None:
    stage.says("", OPERATOR, OPERATOR, caption="县住建局第2项已办结", document=DOCUMENT)
    assert not stage.api.made("getFile")


@pytest.mark.parametrize(
    ("said", "expected"),
    [("/dew", "/due"), ("/overdu", "/overdue"), ("/qqqqqq", "没有 /qqqqqq 这个命令。可以用")],
)
def test_a_mistyped_command_is_answered_in_private(stage: Stage, said: str, expected: str) -> None:
    assert expected in stage.says(said, CLERK, CLERK)


def test_a_mistyped_command_with_english_words_is_answered_in_english(stage: Stage) -> None:
    said = stage.says("/overdu for housing", CLERK, CLERK)
    assert said.startswith("There is no command /overdu. Did you mean /overdue (What is overdue)?")


def test_a_mistyped_command_in_a_group_is_answered_where_the_bot_is_meant(bound: Stage) -> None:
    assert "是不是 /due" in bound.says("/dew@duban_bot 本月")
    assert bound.is_silent_to("/dew")
    assert bound.is_silent_to("/dew@other_bot")

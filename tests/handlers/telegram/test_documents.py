"""Documents by chat, through the whole application and a loopback Telegram with its files."""

from pathlib import Path
from typing import Any

import pytest
from botapi.server import BotApi, Fault
from botapi.stage import CLERK, GROUP, OPERATOR, Stage
from sqlalchemy import func, select

from data.models import ImportBatch, NamedUnit
from data.samples import FOLDER

QU = FOLDER / "documents" / "004.docx"
LARGE = 21 * 1024 * 1024


class Sender:
    """An operator, or somebody else, who sends documents to the bot in private."""

    def __init__(self, stage: Stage, who: int = OPERATOR) -> None:
        self.stage = stage
        self.api = stage.api
        self.who = who

    def sends(
        self,
        content: bytes,
        name: str | None = "分工表.docx",
        origin: dict[str, Any] | None = None,
        **about: Any,
    ) -> None:
        """Send a document, or forward it; `about` is what its message says of it beside its name."""
        more = {} if origin is None else {"forward_origin": origin}
        with self.api.scene() as world:
            number = f"sent{len(world.messages)}"
            world.files[number] = content
            if "said_size" in about:
                world.sizes[number] = about.pop("said_size")
            document = {"file_id": number, "file_unique_id": number, "file_size": 1000, **about}
            if name is not None:
                document["file_name"] = name
            world.written(world.chats[self.who], "", self.who, document=document, **more)

    def waits(self, text: str) -> dict[str, Any]:
        """Wait until the bot's last message says `text`, sent so or edited, and return it."""

        def said() -> dict[str, Any] | None:
            sent = self.api.sent(self.who)
            return sent[-1] if sent and text in sent[-1]["text"] else None

        return dict(self.api.wait(said))

    def presses(self, message: dict[str, Any], label: str) -> None:
        """Press a button, and let the press be answered."""
        (data,) = (
            key["callback_data"]
            for row in message["reply_markup"]["inline_keyboard"]
            for key in row
            if key["text"].startswith(label)
        )
        with self.api.scene() as world:
            press = world.presses[world.pressed(self.who, message, data)]
        self.api.wait(lambda: press.answered)


@pytest.fixture
def operator(stage: Stage) -> Sender:
    return Sender(stage)


def count(stage: Stage, model: type) -> int:
    with stage.house.services.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_progress_becomes_the_preview_and_then_what_was_stored(operator: Sender) -> None:
    operator.api.faults.append(Fault("getFile", delay=0.2))
    operator.sends(QU.read_bytes())
    operator.waits("正在读取 分工表.docx…")
    preview = operator.waits("预览：分工表.docx")
    assert len(operator.api.sent(OPERATOR)) == 1
    assert operator.api.made("sendChatAction")
    before = count(operator.stage, ImportBatch)
    operator.presses(preview, "存入")
    operator.waits("已存入")
    assert len(operator.api.sent(OPERATOR)) == 1
    assert count(operator.stage, ImportBatch) == before + 1


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "hidden_user", "sender_user_name": "张三"},
        {"type": "channel", "chat": {"id": -100_77, "type": "channel", "title": "通知"}, "message_id": 5},
    ],
    ids=lambda origin: origin["type"],
)
def test_a_forwarded_document_is_read_like_one_that_was_sent(
    operator: Sender, origin: dict[str, Any]
) -> None:
    operator.sends(QU.read_bytes(), origin=origin | {"date": 1_600_000_000})
    operator.presses(operator.waits("预览：分工表.docx"), "存入")
    operator.waits("已存入")


def test_two_documents_at_once_have_a_preview_each(operator: Sender) -> None:
    operator.sends(QU.read_bytes(), "甲.docx")
    operator.sends((QU.parent / "002.docx").read_bytes(), "乙.docx")
    shown = operator.api.wait(
        lambda: (
            {
                name
                for one in operator.api.sent(OPERATOR)
                for name in "甲乙"
                if f"预览：{name}.docx" in one["text"]
            }
            == {"甲", "乙"}
        )
    )
    assert shown


def test_a_press_on_the_former_preview_stores_nothing_more(operator: Sender) -> None:
    operator.sends(QU.read_bytes())
    preview = operator.waits("预览")
    operator.presses(preview, "存入")
    stored = operator.waits("已存入")
    before = count(operator.stage, ImportBatch)
    operator.presses(preview, "存入")
    operator.waits("这份文件已经存入了。")
    assert count(operator.stage, ImportBatch) == before
    operator.presses(stored, "撤销导入")
    operator.waits("已撤销")


def test_a_correction_is_the_next_message(operator: Sender) -> None:
    operator.sends(QU.read_bytes())
    operator.presses(operator.waits("预览"), "改地区")
    operator.waits("是哪个地区的")
    assert "贵池区 ·" in operator.stage.says("贵池区", OPERATOR, OPERATOR)


def test_a_large_file_is_refused_at_once(operator: Sender) -> None:
    operator.sends(b"x", "全部附件.docx", file_size=LARGE)
    operator.waits("全部附件.docx 太大：机器人最多只能接收 20 MB 的文件。")
    assert "duban import" in operator.api.sent(OPERATOR)[-1]["text"]
    assert not operator.api.made("getFile")


def test_a_file_whose_size_was_not_told_is_refused_by_telegram(operator: Sender) -> None:
    operator.sends(b"x", said_size=LARGE)
    operator.waits("最多只能接收 20 MB")


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"PK\x03\x04broken"], ids=["a picture", "a damaged file"]
)
def test_what_is_no_document_is_refused_in_its_place(operator: Sender, content: bytes) -> None:
    operator.sends(content, "../<b>计划</b>.docx")
    refused = operator.waits("b_.docx ")
    assert "正在读取" not in refused["text"]
    assert "reply_markup" not in refused


def test_a_document_without_a_name_is_one_too(operator: Sender) -> None:
    operator.sends(QU.read_bytes(), None)
    operator.waits("预览：文件")


def test_the_token_of_a_files_address_is_never_shown(
    operator: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    with operator.api.scene() as world:
        # Telegram knows the file, and its address leads nowhere.
        world.files["lost"], world.sizes["lost"] = None, 5
    operator.sends(b"x", file_id="lost")
    told = operator.waits("没能从 Telegram 取到 分工表.docx，请再发一次。")
    assert operator.api.token not in told["text"]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("handlers")]
    assert len(ours) == 1
    assert operator.api.token not in ours[0]


def test_others_are_told_whom_to_turn_to(stage: Stage) -> None:
    clerk = Sender(stage, CLERK)
    clerk.sends(QU.read_bytes())
    clerk.waits("导入文件由管理员来做")
    assert not stage.api.made("getFile")


def test_a_document_in_a_group_is_none_of_the_bots_business(stage: Stage) -> None:
    with stage.api.scene() as world:
        world.chats[GROUP].bot = "administrator"
        document = {"file_id": "x", "file_unique_id": "x", "file_name": "分工表.docx"}
        world.written(world.chats[GROUP], "", OPERATOR, document=document)
    assert stage.is_silent_to("大家好", OPERATOR, GROUP)
    assert not stage.api.made("getFile")


def test_a_picture_is_answered_with_what_can_be_read(operator: Sender) -> None:
    with operator.api.scene() as world:
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
        world.written(world.chats[OPERATOR], "", OPERATOR, photo=photo)
    operator.waits("图片、音频和视频读不了")


def test_units_are_named_by_toggles_that_stay_in_one_message(operator: Sender) -> None:
    operator.stage.says("指定单位", OPERATOR, OPERATOR)
    shown = operator.waits("责任单位写的是")
    sent = len(operator.api.sent(OPERATOR))
    first = shown["reply_markup"]["inline_keyboard"][0][0]["text"]
    operator.presses(shown, first)
    operator.presses(operator.waits(f"已选：{first}"), "完成（1）")
    operator.waits("已指定：")
    assert len(operator.api.sent(OPERATOR)) == sent
    assert count(operator.stage, NamedUnit) == 1


def test_somebody_else_cannot_press_an_operators_button(operator: Sender, api: BotApi) -> None:
    before = count(operator.stage, ImportBatch)
    operator.sends(QU.read_bytes())
    preview = operator.waits("预览")
    data = preview["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    with api.scene() as world:
        press = world.presses[world.pressed(CLERK, preview, data)]
    api.wait(lambda: press.answered)
    assert press.answered["text"]
    assert "预览" in operator.waits("预览")["text"]
    assert count(operator.stage, ImportBatch) == before


def test_desks_lie_beside_the_database(operator: Sender, tmp_path: Path) -> None:
    operator.sends(QU.read_bytes())
    operator.presses(operator.waits("预览"), "取消")
    operator.waits("没有存入任何内容")
    assert not list((tmp_path / "incoming").rglob("*.docx"))

"""A document is imported in the terminal as it is on Telegram."""

from pathlib import Path

import pytest

from bot.console import Talk
from data.clock import FixedClock
from data.database import Database
from data.samples import FOLDER
from handlers.message import ChatRole, Seat
from handlers.services import Services


@pytest.fixture
def talk(sample_database: Database, clock: FixedClock) -> Talk:
    return Talk(Services(sample_database), Seat(ChatRole.OPERATOR), clock)


def test_a_file_is_previewed_corrected_and_stored_by_numbers(talk: Talk) -> None:
    preview = talk.say(f'/import "{FOLDER / "documents" / "004.docx"}"')
    assert preview.startswith("预览：004.docx")
    assert "[4] 改年份" in preview
    assert "请点选" in talk.say("4")
    assert "2019年" in talk.say("2019")
    assert talk.say("1").startswith("已存入")


def test_a_file_that_is_not_there_is_said_to_be_missing(talk: Talk, tmp_path: Path) -> None:
    assert "找不到文件" in talk.say(f"/import {tmp_path / 'weg.docx'}")


def test_only_the_operator_of_the_terminal_imports(sample_database: Database, clock: FixedClock) -> None:
    clerk = Talk(Services(sample_database), Seat(ChatRole.UNIT, "东至县", "县住建局"), clock)
    assert "只有管理员" in clerk.say(f"/import {FOLDER / 'documents' / '004.docx'}")

"""Answers that bring files, through the whole application and real HTTP."""

import pytest
from botapi.stage import CLERK, GROUP, OPERATOR, Stage


@pytest.fixture
def leaders(stage: Stage) -> Stage:
    stage.says("/bind 东至县 领导", OPERATOR)
    return stage


@pytest.mark.parametrize(("label", "method"), [("图", "sendPhoto"), ("台账", "sendDocument")])
def test_a_button_brings_a_file_after_its_text(leaders: Stage, label: str, method: str) -> None:
    summary = leaders.answer("/weekly")
    leaders.presses(summary, label)
    (call,) = leaders.api.wait(lambda: leaders.api.made(method))
    assert call.refused is None
    assert call.result["reply_to_message"]["message_id"] == summary["message_id"]
    assert len(leaders.api.made("answerCallbackQuery")) == 1


def test_a_reply_to_a_file_continues_what_it_belongs_to(leaders: Stage) -> None:
    summary = leaders.answer("/weekly")
    before = len(leaders.api.sent(GROUP))
    leaders.presses(summary, "图")
    photo = leaders.api.wait(lambda: [m for m in leaders.api.sent(GROUP)[before:] if "photo" in m])[0]
    leaders.says("@duban_bot 县财政局有哪些任务")
    assert "县财政局" not in leaders.says("上周呢", CLERK, to=photo)

"""Updates of one chat are handled in their order; another chat does not wait for them."""

from botapi.errors import Refused
from botapi.server import Fault
from botapi.stage import CLERK, GROUP, OPERATOR, Stage


def test_what_follows_at_once_is_understood_in_its_order(stage: Stage) -> None:
    with stage.api.scene() as world:
        group = world.chats[GROUP]
        for words, who in (
            ("/bind 东至县 县住建局", OPERATOR),
            ("@duban_bot 县财政局本月有哪些任务到期", CLERK),
            ("@duban_bot 那下个月呢", CLERK),
        ):
            world.written(group, words, who)
    stage.api.wait(lambda: len(stage.api.sent(GROUP)) == 3)
    bound, first, second = (sent["text"] for sent in stage.api.sent(GROUP))
    assert "已绑定" in bound
    assert first.startswith("县财政局")
    assert "10月" in second


def test_many_messages_of_a_chat_that_waits_hold_up_no_other(bound: Stage) -> None:
    bound.api.faults.append(Fault("sendMessage", Refused(429, "Too Many Requests", retry_after=2)))
    with bound.api.scene() as world:
        for _ in range(25):
            world.written(world.chats[GROUP], "@duban_bot 帮助", CLERK)
    bound.api.wait(lambda: any(call.refused for call in bound.api.calls))
    before = len(bound.api.sent(GROUP))
    bound.says("/help", OPERATOR, OPERATOR)
    assert len(bound.api.sent(GROUP)) == before

"""Conversations through the whole application and real HTTP, in groups, topics and private chats."""

from botapi.stage import CLERK, GROUP, OPERATOR, OTHER, Stage


def test_a_mention_is_answered_as_a_reply(bound: Stage) -> None:
    answer = bound.answer("@duban_bot 本月有哪些任务到期")
    assert "第2项" in answer["text"]
    assert answer["reply_to_message"]["text"] == "@duban_bot 本月有哪些任务到期"


def test_a_mention_that_touches_chinese_is_none(bound: Stage) -> None:
    assert bound.is_silent_to("@duban_bot本月有哪些任务到期")


def test_the_talk_of_others_is_not_even_shown(bound: Stage) -> None:
    assert bound.is_silent_to("本月有哪些任务到期")
    assert bound.is_silent_to("/due@other_bot")


def test_the_talk_of_others_is_left_alone_where_the_bot_is_an_administrator(bound: Stage) -> None:
    bound.chat().bot = "administrator"
    assert bound.is_silent_to("本月有哪些任务到期")


def test_a_reply_goes_on_without_a_mention(bound: Stage) -> None:
    answer = bound.answer("@duban_bot 县财政局本月有哪些任务到期")
    assert bound.says("那下个月呢", OTHER, to=answer).startswith("县财政局")


def test_a_forum_is_answered_in_its_topic(bound: Stage) -> None:
    with bound.api.scene() as world:
        world.group(-1002, "论坛群", forum=True).topics = {1, 5, 6}
    bound.says("/bind 东至县 县财政局", OPERATOR, -1002, topic=5)
    answer = bound.answer("@duban_bot 本月有哪些任务到期", CLERK, -1002, topic=5)
    assert answer["message_thread_id"] == 5
    assert "县财政局" in answer["text"]
    assert "绑定" in bound.says("@duban_bot 本月有哪些任务到期", CLERK, -1002, topic=6)


def test_an_operator_asks_in_private(stage: Stage) -> None:
    assert "第2项" in stage.says("县住建局本月有哪些任务到期", OPERATOR, OPERATOR)


def test_an_anonymous_administrator_changes_nothing(stage: Stage) -> None:
    as_group = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "住建局工作群"}}
    assert "匿名" in stage.says("/bind 东至县 县住建局", OPERATOR, **as_group)
    assert "绑定" in stage.says("@duban_bot 本月有哪些任务到期")


def test_a_button_shows_more_and_is_answered_once(bound: Stage) -> None:
    answer = bound.answer("@duban_bot 我们有哪些任务")
    assert bound.presses(answer, "更多", OTHER) != answer["text"]
    assert len(bound.api.made("answerCallbackQuery")) == 1


def test_forged_presses_give_nothing_away(bound: Stage) -> None:
    answer = bound.answer("@duban_bot 我们有哪些任务")
    with bound.api.scene() as world:
        stranger = world.group(-1003, "别的群")
        foreign = world.said(stranger, {}, text=answer["text"])
    for data in ("1:99", "1:-1", "9:0", "0", "x" * 64, "1:0:0", "１:０"):
        assert "第" not in bound.forges(answer, data)
    assert "第" not in bound.forges(foreign, "1:0", OTHER)


def test_the_menu_of_commands_is_set(stage: Stage) -> None:
    stage.says("/help", OPERATOR, OPERATOR)
    assert stage.api.world.commands
    assert all(call.refused is None for call in stage.api.calls)


def test_long_questions_and_markup_are_plain_text(bound: Stage) -> None:
    assert bound.says("@duban_bot <b>本月*_[`</b> " + "县" * 3000)
    assert all("parse_mode" not in call.fields for call in bound.api.made("sendMessage"))

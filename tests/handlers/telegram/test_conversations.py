"""Conversations through the whole Telegram application, with the network cut at its HTTP clients."""

import pytest
from town import CLERK, GROUP, OPERATOR, Town


def test_a_mention_in_a_bound_group_is_answered(housing: Town) -> None:
    (answer,) = housing.says("@duban_bot 本月有哪些任务到期")
    assert answer.startswith("县住建局")
    assert "第2项" in answer


def test_a_mention_may_stand_anywhere(housing: Town) -> None:
    assert "第2项" in housing.says("😀本月有哪些任务到期 @duban_bot")[0]


def test_what_is_said_to_others_is_left_alone(housing: Town) -> None:
    assert housing.says("本月有哪些任务到期") == []
    assert housing.says("@somebody_else 本月有哪些任务到期") == []


def test_a_group_that_is_not_bound_gets_no_data(town: Town) -> None:
    (answer,) = town.says("@duban_bot 县住建局本月有哪些任务到期")
    assert "绑定" in answer
    assert "第2项" not in answer


def test_only_an_operator_binds(town: Town) -> None:
    assert "管理员" in town.says("/bind 东至县 县住建局")[0]
    assert "绑定" in town.says("@duban_bot 本月有哪些任务到期")[0]


def test_a_command_sent_as_the_group_changes_nothing(town: Town) -> None:
    as_group = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "住建局工作群"}}
    assert "匿名" in town.says("/bind 东至县 县住建局", person=OPERATOR, **as_group)[0]
    assert "绑定" in town.says("@duban_bot 本月有哪些任务到期")[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("/bind", "写法"),
        ("/bind 东至县", "写法"),
        ("/bind 东至县 县水产局", "没有找到单位"),
        ("/bind 东至县 县住建菊", "没有找到单位"),
        ("/bind 东至县 资源局", "县自然资源和规划局"),
        ("/bind 东至县 领导", "已绑定：东至县 领导"),
        ("/bind 县住建局", "已绑定：东至县 县住建局"),
        ("/bind 住建局", "几种可能"),
    ],
)
def test_binding_says_what_it_understood(town: Town, said: str, expected: str) -> None:
    assert expected in town.says(said, person=OPERATOR)[0]


def test_a_unit_is_handed_to_another_chat(housing: Town) -> None:
    answer = housing.says("/bind 东至县 县住建局", person=OPERATOR, chat=-200)[0]
    assert "住建局工作群" in answer
    assert "绑定" in housing.says("@duban_bot 本月有哪些任务到期", chat=GROUP)[0]
    assert "第2项" in housing.says("@duban_bot 本月有哪些任务到期", chat=-200)[0]


def test_unbinding_ends_the_answers(housing: Town) -> None:
    assert "已解除" in housing.says("/unbind", person=OPERATOR)[0]
    assert "第2项" not in housing.says("@duban_bot 本月有哪些任务到期")[0]


def test_a_forum_is_bound_topic_by_topic(town: Town) -> None:
    town.says("/bind 东至县 县住建局", person=OPERATOR, topic=5)
    assert "第2项" in town.says("@duban_bot 本月有哪些任务到期", topic=5)[0]
    assert "绑定" in town.says("@duban_bot 本月有哪些任务到期", topic=6)[0]


def test_a_reply_to_the_bot_continues_its_answer(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期")
    (answer,) = housing.says("那下个月呢", person=3, **housing.replying())
    assert answer.startswith("县财政局")
    assert "10月" in answer


def test_a_follow_up_continues_the_same_persons_question(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期")
    assert housing.says("@duban_bot 那下个月呢")[0].startswith("县财政局")


def test_commands_ask_what_their_name_says(housing: Town) -> None:
    assert "到期" in housing.says("/due")[0]
    assert "第2项" in housing.says("/due 县财政局 本月")[0]
    assert "逾期" in housing.says("/overdue")[0]
    assert "截止" in housing.says("/next")[0]
    assert "任务" in housing.says("/list 示范点")[0]


def test_an_operator_asks_in_private(town: Town) -> None:
    assert "第2项" in town.says("县住建局本月有哪些任务到期", person=OPERATOR, chat=OPERATOR)[0]


def test_anybody_else_gets_only_help_in_private(town: Town) -> None:
    assert "第2项" not in town.says("县住建局本月有哪些任务到期", person=CLERK, chat=CLERK)[0]


def test_more_is_shown_by_button_and_by_word(housing: Town) -> None:
    first = housing.says("@duban_bot 我们有哪些任务")[0]
    assert "更多" in str(housing.network.said[-1]["reply_markup"])
    second = housing.presses(0)[0]
    assert second != first
    housing.says("@duban_bot 我们有哪些任务")
    assert housing.says("@duban_bot 更多")[0] == second


def test_a_forgotten_button_answers_kindly(housing: Town) -> None:
    housing.says("@duban_bot 我们有哪些任务")
    housing.network.said.append(housing.network.said[-1] | {"text": "另一条"})
    assert housing.presses(0) == []
    assert "再问一次" in housing.network.pressed[-1]["text"]


def test_answers_carry_no_markup(housing: Town) -> None:
    housing.says("@duban_bot <b>本月</b>有哪些任务到期 *_[`")
    assert "parse_mode" not in housing.network.said[-1]


def test_help_in_a_group_shows_the_mention_with_its_space(housing: Town) -> None:
    assert "@duban_bot 我们本月有哪些任务到期" in housing.says("/help")[0]
    assert "@duban_bot" not in housing.says("/help", person=OPERATOR, chat=OPERATOR)[0]


def test_the_weekly_summary_of_a_unit_is_about_that_unit(housing: Town) -> None:
    assert housing.says("/weekly")[0].startswith("县住建局")
    assert housing.says("@duban_bot 全县本周汇总")[0].startswith("县住建局")
    assert "8月31日" in housing.says("/weekly last")[0]
    housing.says("/bind 东至县 领导", person=OPERATOR)
    assert housing.says("/weekly")[0].startswith("东至县")
    housing.says("/bind 东至县 县政府办公室", person=OPERATOR)
    assert housing.says("/weekly")[0].startswith("东至县")

"""Buttons and follow-ups: over a restart, after a rebinding, pressed by others, forged, old."""

import re

from town import CLERK, OPERATOR, OTHER_GROUP, STRANGER, Town, buttons, labels

from data.models import Asked

LONG = "@duban_bot 我们有哪些任务"
FORGOTTEN = "再问一次"


def presses_nothing(town: Town, **press) -> bool:
    """Press; tell whether the presser alone was told that the button is old, and nothing was said."""
    before = len(town.network.pressed)
    said = town.presses(**press)
    return said == [] and FORGOTTEN in town.network.pressed[before]["text"]


def test_callback_data_holds_a_version_and_two_numbers(housing: Town) -> None:
    housing.says(LONG)
    for button in buttons(housing.network.said[-1]):
        version, *numbers = button["callback_data"].split(":")
        assert version == "2"
        assert len(numbers) == 2
        assert all(number.isdecimal() for number in numbers)


def test_every_page_is_reached_by_pressing_on(housing: Town) -> None:
    pages = housing.says(LONG)
    while "更多" in labels(housing.network.said[-1]):
        pages += housing.presses(labels(housing.network.said[-1]).index("更多"))
        assert len(pages) < 20
    assert len(pages) == len(set(pages)) > 1
    assert not re.search(r"还有\d+项", pages[-1])


def test_the_buttons_of_an_earlier_answer_still_belong_to_it(housing: Town) -> None:
    housing.says(LONG)
    first = housing.network.said[-1]
    second = housing.presses()[0]
    housing.says("@duban_bot 县财政局有哪些任务")
    assert housing.presses(said=first)[0] == second


def test_buttons_outlive_a_restart(housing: Town) -> None:
    housing.says(LONG)
    last = housing.network.said[-1]
    housing.restart()
    assert "第" in housing.presses(said=last)[0]


def test_follow_ups_outlive_a_restart(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期")
    housing.restart()
    assert housing.says("@duban_bot 那下个月呢")[0].startswith("县财政局")


def test_replies_carry_their_context_over_a_restart_whoever_replies(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期")
    reply = housing.replying()
    housing.restart()
    housing.clock.wait(days=2)
    assert housing.says("那下个月呢", person=STRANGER, **reply)[0].startswith("县财政局")


def test_a_follow_up_is_one_for_ten_minutes(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期")
    housing.clock.wait(minutes=10)
    assert housing.says("@duban_bot 那下个月呢")[0].startswith("县财政局")
    housing.clock.wait(minutes=10, seconds=1)
    assert not housing.says("@duban_bot 那下个月呢")[0].startswith("县财政局")


def test_each_persons_context_is_their_own(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期")
    assert not housing.says("@duban_bot 那下个月呢", person=STRANGER)[0].startswith("县财政局")


def test_context_does_not_cross_topics(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期", topic=5)
    assert not housing.says("@duban_bot 那下个月呢", topic=6)[0].startswith("县财政局")


def test_a_register_in_between_does_not_end_a_conversation(housing: Town) -> None:
    housing.says("县财政局本月有哪些任务到期", person=OPERATOR, chat=OPERATOR)
    housing.says("/units", person=OPERATOR, chat=OPERATOR)
    assert housing.says("那下个月呢", person=OPERATOR, chat=OPERATOR)[0].startswith("县财政局")


FORGED = (
    *(" ", "更多", "1:0", "2:1", "2:1:99", "2:x:0", "2:-1:0", "2:1:-1", "3:1:0", "2:999999:0", "2:1:0:0"),
    *("９:1:0", "2:²:0", "2:" + "9" * 40 + ":0", "2:1:" + "9" * 40),
)


def test_forged_and_outdated_data_is_answered_kindly(housing: Town) -> None:
    housing.says(LONG)
    assert [data for data in FORGED if not presses_nothing(housing, data=data)] == []


def test_a_button_of_another_message_is_no_button(housing: Town) -> None:
    housing.says(LONG)
    data = buttons(housing.network.said[-1])[0]["callback_data"]
    housing.says("@duban_bot 县财政局有哪些任务")
    assert presses_nothing(housing, data=data)


def test_a_button_of_another_chat_is_no_button(housing: Town) -> None:
    housing.says("/bind 东至县 县财政局", person=OPERATOR, chat=OTHER_GROUP)
    housing.says(LONG)
    assert presses_nothing(housing, chat=OTHER_GROUP)
    assert presses_nothing(housing, chat=CLERK)


def test_a_button_from_before_a_rebinding_is_an_old_one(housing: Town) -> None:
    housing.says(LONG)
    last = housing.network.said[-1]
    housing.says("/bind 东至县 县财政局", person=OPERATOR)
    assert presses_nothing(housing, said=last)
    assert not housing.says("@duban_bot 那下个月呢")[0].startswith("县住建局")


def test_a_button_after_the_binding_ended_is_an_old_one(housing: Town) -> None:
    housing.says(LONG)
    last = housing.network.said[-1]
    housing.says("/unbind", person=OPERATOR)
    assert presses_nothing(housing, said=last)


def test_a_row_of_an_older_program_is_forgotten_kindly(housing: Town) -> None:
    housing.says(LONG)
    with housing.database.transaction() as session:
        row = session.query(Asked).filter(Asked.person > 0).order_by(Asked.id.desc()).first()
        assert row is not None
        row.query = {**row.query, "query": {"text": "?", "intent": "no-such-intent"}}
    assert presses_nothing(housing)
    assert housing.says("@duban_bot 那下个月呢")


def test_a_row_with_fields_of_a_newer_program_is_read(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期")
    with housing.database.transaction() as session:
        row = session.query(Asked).filter(Asked.person > 0).order_by(Asked.id.desc()).first()
        assert row is not None
        row.query = {**row.query, "mood": "good", "query": {**row.query["query"], "mood": "good"}}
    assert housing.says("@duban_bot 那下个月呢")[0].startswith("县财政局")


def test_an_edited_question_edits_its_answer(housing: Town) -> None:
    housing.says("@duban_bot 县财政局本月有哪些任务到期")
    number, answer = housing.last_number, housing.number_of(housing.network.said[-1])
    assert housing.edits(number, "@duban_bot 县教体局本月有哪些任务到期") == []
    edited = housing.network.edited[-1]
    assert edited["message_id"] == answer
    assert edited["text"].startswith("县教体局")
    assert housing.says("@duban_bot 那下个月呢")[0].startswith("县教体局")


def test_an_edited_command_is_not_obeyed(town: Town) -> None:
    town.says("你好", person=OPERATOR)
    assert town.edits(town.last_number, "/bind 东至县 县住建局", person=OPERATOR) == []
    assert "第2项" not in town.says("@duban_bot 本月有哪些任务到期")[0]


def test_a_message_that_was_edited_to_name_the_bot_is_answered(housing: Town) -> None:
    assert housing.says("本月有哪些任务到期") == []
    assert "第2项" in housing.edits(housing.last_number, "@duban_bot 本月有哪些任务到期")[0]

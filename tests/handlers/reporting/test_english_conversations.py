"""Conversations in English: whatever is said or pressed in English is answered in English."""

import re

import pytest
from county import DATA, FINANCE, HOUSING, LEADERS, OFFICE, PLACES, County
from town import OPERATOR, STRANGER, buttons, labels

CHINESE = re.compile("[。，；：？！]")


def in_english(said: str) -> str:
    """Return what was said, once it is no Chinese sentence; names and titles may be Chinese."""
    assert said, "nothing was said"
    assert not CHINESE.search(said), said
    return said


def from_abroad(person: int) -> dict[str, object]:
    """Return what makes somebody write from a Telegram that speaks English."""
    return {"from": {"id": person, "is_bot": False, "first_name": "Ann", "language_code": "en-GB"}}


def test_a_report_and_its_review(county: County) -> None:
    assert "Recorded" in in_english(county.tell(HOUSING, "item 7 is done, see https://x.cn/a"))
    assert labels(county.network.said[-1]) == ["Undo"]
    assert "on record already" in in_english(county.tell(HOUSING, "item 7 is done, see https://x.cn/a"))
    assert "history" in in_english(county.tell(HOUSING, "history of item 7"))
    assert "https://x.cn/a" in in_english(county.tell(OFFICE, "proof of item 7"))
    in_english(county.tell(HOUSING, "approve item 7"))
    county.tell(DATA, "return item 7 of 县住建局: the link does not open")
    assert county.status(7) == "returned"
    assert "退回了办结" in county.letters()[-1][1]


def test_the_decider_hears_in_english_that_the_unit_was_told(county: County) -> None:
    county.tell(HOUSING, "item 7 is done")
    said = in_english(county.tell(OFFICE, "accept item 7 of 县住建局"))
    assert said.startswith("Accepted: 县住建局 item 7")
    assert "县住建局 has been told." in said
    assert "Taken back." in in_english(county.press(OFFICE, "Undo"))


def test_an_extension_is_asked_for_word_by_word(county: County) -> None:
    assert "please say" in in_english(county.tell(HOUSING, "item 9 needs an extension"))
    assert labels(county.network.said[-1]) == ["Cancel"]
    said = in_english(county.answer(HOUSING, "until 15 November because the equipment is late"))
    assert "extension to Sun 15 Nov requested" in said
    in_english(county.tell(OFFICE, "grant item 9"))


def test_what_was_asked_for_can_be_dropped_or_cancelled(county: County) -> None:
    county.tell(HOUSING, "item 9 needs an extension")
    assert in_english(county.tell(HOUSING, "cancel")) == "All right, nothing was recorded."
    county.tell(HOUSING, "item 9 needs an extension")
    assert in_english(county.press(HOUSING, "Cancel")) == "All right, nothing was recorded."


@pytest.mark.parametrize(
    ("person", "said", "answer"),
    [
        (HOUSING, "item 99 is done", "There is no item 99"),
        (HOUSING, "except item 7 everything is done", "please name the items"),
        (HOUSING, "remind 县财政局", "none was sent"),
        (HOUSING, "/status please", "Only an operator"),
        (HOUSING, "/event guidelines issued 1 September", "Only an operator or the office"),
        (HOUSING, "/bind finance", "Only an operator can bind"),
        (LEADERS, "item 7 is done", "nothing was changed"),
        (OFFICE, "/correct item 7", "Usage: /correct"),
        (OFFICE, "/correct item 7 date 15 November", "Please confirm the correction"),
        (OFFICE, "/event something else entirely 1 September", "event"),
        (OFFICE, "/pause item 7 15 October", "Paused"),
        (OFFICE, "/plans list", "Plans: "),
        (OFFICE, "name units", "to go"),
        (OFFICE, "do not remind 县财政局", "no reminder was sent"),
    ],
)
def test_what_cannot_be_done_or_has_to_be_asked_is_said_in_english(
    county: County, person: int, said: str, answer: str
) -> None:
    assert answer in in_english(county.tell(person, said))


def test_a_reminder_is_shown_and_sent(county: County) -> None:
    shown = in_english(county.tell(OFFICE, "remind 县财政局"))
    assert "Send a reminder to 县财政局's group?" in shown
    assert labels(county.network.said[-1]) == ["Send reminder", "Cancel"]
    assert "Reminder sent to 县财政局" in in_english(county.press(OFFICE, "Send reminder"))
    assert "催办" in county.letters()[-1][1]
    assert "already reminded" in in_english(county.tell(OFFICE, "remind 县财政局"))


def test_a_correction_is_made_in_english(county: County) -> None:
    county.tell(OFFICE, "/correct item 7 date 15 November")
    assert "The due date is now Sun 15 Nov" in in_english(county.press(OFFICE, "Confirm the correction"))
    assert county.due(7) == "2020-11-15"


def test_one_with_an_english_telegram_is_answered_in_english_where_no_words_tell(county: County) -> None:
    abroad = {"chat": PLACES[HOUSING], "person": HOUSING, **from_abroad(HOUSING)}
    assert "Recorded" in in_english("\n".join(county.says("/done 7", **abroad)))
    assert "已登记" in "\n".join(county.says("/extend 9 11月15日 设备没到", **abroad))


def test_a_command_goes_on_in_the_language_of_what_was_said_before(county: County) -> None:
    county.tell(FINANCE, "what is due this month?")
    assert "Only the unit" in in_english(county.tell(FINANCE, "/history 9"))
    county.clock.wait(hours=1)
    assert "只给承办单位" in county.tell(FINANCE, "/history 9")


def test_english_beside_chinese_names_is_english_and_chinese_beside_latin_is_chinese(county: County) -> None:
    in_english(county.tell(OFFICE, "history of item 9 of 县财政局"))
    assert "没有" in county.tell(HOUSING, "第99项已完成，见 OA 系统")


def test_a_binding_code_in_english(county: County) -> None:
    said = in_english(county.says("/code 东至县 Finance Bureau please", person=OPERATOR, chat=OPERATOR)[0])
    assert "I found no unit" in said
    abroad = {"person": OPERATOR, "chat": OPERATOR}
    english = {"from": from_abroad(OPERATOR)["from"]}
    assert "Usage: /code" in in_english(county.says("/code", **abroad, **english)[0])


def test_a_stranger_in_private_is_told_in_english_how_to_come_in(county: County) -> None:
    said = in_english(county.says("what is due this month?", person=STRANGER, chat=STRANGER)[0])
    assert "In private I only answer people I have seen" in said


def test_an_anonymous_administrator_is_asked_in_english_who_it_was(county: County) -> None:
    chat = PLACES[HOUSING]
    hidden = {"sender_chat": {"id": chat, "type": "supergroup", "title": "住建局工作群"}}
    said = "\n".join(county.says("@duban_bot item 7 is done", person=HOUSING, chat=chat, **hidden))
    assert "press the button" in in_english(said)
    assert labels(county.network.said[-1]) == ["It was me"]
    data = buttons(county.network.said[-1])[0]["callback_data"]
    assert "Recorded" in in_english("\n".join(county.presses(person=HOUSING, data=data)))

"""A second region in the same database cannot be read from the first: asked, pressed, replied or forged."""

import re

import pytest
from town import CLERK, FAR_GROUP, GROUP, LEADER, OPERATOR, STRANGER, Town, buttons

HERE, THERE = "东至县", "从化区"
FAR_UNIT = "区教育局"
# What only the plan of 从化区 prints; a name that the asker typed may come back.
SECRETS = ("区政务公开办", "区司法局", "区规划资源分局", "conghua", "方案项目")

QUESTIONS = [
    f"{FAR_UNIT}有哪些任务",
    f"{THERE}本月有哪些任务到期",
    f"{THERE}{FAR_UNIT}有没有逾期的",
    "所有地区有哪些逾期的",
    "全区有哪些任务",
    "区政务公开办主管哪些任务",
    "方案项目（十二）谁负责",
    "conghua-2020第3项谁负责",
    f"{THERE}现在是哪个阶段",
    f"{THERE}义务教育谁牵头",
    f"{THERE}本周汇总",
    f"{THERE}完成率",
    f"What does {FAR_UNIT} have due this month?",
    f"/due {THERE}",
    f"/list {FAR_UNIT}",
    f"/weekly {THERE}",
    f"/help {THERE}",
    f"/start {THERE}",
    "/start conghua-2020",
    "/start 2:1:0",
    f"/chats {THERE}",
    f"/units {THERE}",
    f"/plans {THERE}",
    f"/status {THERE}",
]


@pytest.fixture
def two(housing: Town) -> Town:
    """Two bound groups of two regions, each with somebody who was seen there."""
    assert "已绑定" in housing.says(f"/bind {THERE} {FAR_UNIT}", person=OPERATOR, chat=FAR_GROUP)[0]
    housing.says("@duban_bot 帮助")
    housing.says("@duban_bot 帮助", chat=FAR_GROUP, person=STRANGER)
    return housing


def leaks(said: list[str], question: str = "") -> list[str]:
    """Return what was said of the other region beyond what the question itself named."""
    return [secret for text in said for secret in SECRETS if secret in text and secret not in question]


def far_titles(town: Town) -> set[str]:
    """Return pieces of task titles that only the other region's answers hold."""
    said = town.says("@duban_bot 全区有哪些任务", chat=FAR_GROUP, person=STRANGER)
    titles = {line for text in said for line in re.findall(r"[一-鿿]{8,}", text)}
    ours = town.says("@duban_bot 全县有哪些任务")
    return {title for title in titles if not any(title in text for text in ours)}


def test_the_other_region_itself_reads_what_is_kept_from_here(two: Town) -> None:
    said = [
        text
        for question in ("区司法局有哪些任务", "第3项谁负责", "全区主管单位有哪些")
        for text in two.says(f"@duban_bot {question}", chat=FAR_GROUP, person=STRANGER)
    ]
    assert leaks(said)


def ask_all(town: Town, *, chat: int, person: int) -> dict[str, list[str]]:
    """Ask every question; return the answers."""
    mention = "@duban_bot " if chat < 0 else ""
    said = [(asked, asked if asked.startswith("/") else f"{mention}{asked}") for asked in QUESTIONS]
    answers = {asked: town.says(text, chat=chat, person=person) for asked, text in said}
    assert all(answers.values())
    return answers


@pytest.mark.parametrize(
    ("chat", "person"),
    [(GROUP, CLERK), (GROUP, OPERATOR), (CLERK, CLERK), (LEADER, LEADER), (-999, CLERK), (-999, OPERATOR)],
    ids=[
        "a member in the group",
        "an operator in the group",
        "a member in private",
        "a leader in private",
        "a member in an unbound group",
        "an operator in an unbound group",
    ],
)
def test_no_question_reads_the_other_region(two: Town, chat: int, person: int) -> None:
    answers = ask_all(two, chat=chat, person=person)
    assert {asked: found for asked, said in answers.items() if (found := leaks(said, asked))} == {}
    if chat == -999:
        assert not any("第" in text and "项" in text for said in answers.values() for text in said)


def test_the_other_regions_titles_are_not_found_by_their_words(two: Town) -> None:
    titles = far_titles(two)
    assert titles
    for title in titles:
        said = two.says(f"@duban_bot 与“{title[:6]}”有关的任务有哪些")
        assert not any(line != title[:6] and line in text for text in said for line in titles), title


@pytest.mark.parametrize("chat", [GROUP, CLERK], ids=["in a group", "in private"])
def test_every_button_of_the_other_region_is_refused_here(two: Town, chat: int) -> None:
    two.says("@duban_bot 全区有哪些任务", chat=FAR_GROUP, person=STRANGER)
    last = two.network.said[-1]
    assert buttons(last)
    for button in buttons(last):
        for message in (two.number_of(last), 1001, 1):
            said = two.presses(data=button["callback_data"], said=last, chat=chat, message=message)
            assert said == []


def test_every_number_that_can_be_forged_is_refused_here(two: Town) -> None:
    two.says("@duban_bot 全区有哪些任务", chat=FAR_GROUP, person=STRANGER)
    last = two.network.said[-1]
    said = [
        text
        for number in range(1, 12)
        for index in range(3)
        for text in two.presses(data=f"2:{number}:{index}", said=last, chat=GROUP)
    ]
    assert leaks(said) == []


def test_a_reply_to_a_message_of_the_other_region_carries_nothing_over(two: Town) -> None:
    two.says("@duban_bot 全区有哪些任务", chat=FAR_GROUP, person=STRANGER)
    replied = two.replying()
    # Telegram gives the message's own text along: only what the bot says is looked at.
    said = two.says("那下个月呢", **replied) + two.says("第1个详细说说", **replied)
    assert leaks(said) == []


def test_nothing_of_the_former_region_is_left_in_a_group_that_changes_regions(two: Town) -> None:
    two.says("@duban_bot 全区有哪些任务", chat=FAR_GROUP, person=STRANGER)
    last, reply = two.network.said[-1], two.replying()
    two.says(f"/bind {HERE} 县财政局", person=OPERATOR, chat=FAR_GROUP)
    said = [
        *two.presses(said=last, person=STRANGER),
        *two.says("@duban_bot 更多", chat=FAR_GROUP, person=STRANGER),
        *two.says("更多", chat=FAR_GROUP, person=STRANGER, **reply),
        *two.says("第1个详细说说", chat=FAR_GROUP, person=STRANGER, **reply),
        *two.says("@duban_bot 那下个月呢", chat=FAR_GROUP, person=STRANGER),
    ]
    assert len(said) >= 4
    assert leaks(said) == []


def test_a_code_tells_nothing_to_whoever_tries_others(two: Town) -> None:
    said = two.says("/bind AAAAA-AAAAA") + two.says("/start AAAAA-AAAAA")
    assert leaks(said) == []


def test_the_register_in_a_group_holds_its_own_region(two: Town) -> None:
    (answer,) = two.says("/chats", person=OPERATOR)
    assert HERE in answer
    assert THERE not in answer
    assert "私聊" in two.says("/chats", person=OPERATOR, chat=-999)[0]


def test_a_name_that_fits_units_of_both_regions_means_the_groups_own(two: Town) -> None:
    said = two.says("/code 司法局", person=OPERATOR) + two.says("/bind 司法局", person=OPERATOR)
    assert leaks(said) == []
    assert "已绑定：东至县 县司法局" in said[1]

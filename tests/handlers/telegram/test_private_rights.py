"""What a person may ask in private: what the chats allow that the bot has seen them in."""

from datetime import timedelta

import pytest
from town import CLERK, FAR_GROUP, GROUP, LEADER, OPERATOR, OTHER_GROUP, STRANGER, Town, labels

QUESTION = "本月有哪些任务到期"


@pytest.fixture
def seen(housing: Town) -> Town:
    """A town whose clerk has spoken to the bot in the housing bureau's group."""
    housing.says("@duban_bot 帮助")
    return housing


def test_a_person_seen_in_a_bound_group_asks_for_its_unit_in_private(seen: Town) -> None:
    answer = seen.says(QUESTION, chat=CLERK)[0]
    assert answer.startswith("县住建局")
    assert "第2项" in answer


@pytest.mark.parametrize(
    "said", [QUESTION, "县住建局有哪些任务", "/list", "/due 县住建局", "/weekly", "/units"]
)
def test_a_stranger_gets_no_data(seen: Town, said: str) -> None:
    answer = seen.says(said, person=STRANGER, chat=STRANGER)[0]
    assert "第2项" not in answer
    assert "东至县 县住建局：" not in answer


@pytest.mark.parametrize("status", ["left", "kicked"])
def test_whoever_left_the_group_has_no_rights_any_more(seen: Town, status: str) -> None:
    seen.network.statuses[(GROUP, CLERK)] = status
    assert "第2项" not in seen.says(QUESTION, chat=CLERK)[0]


def test_telegrams_word_is_asked_for_again_after_a_while(seen: Town) -> None:
    assert "第2项" in seen.says(QUESTION, chat=CLERK)[0]
    seen.network.statuses[(GROUP, CLERK)] = "left"
    seen.clock.wait(minutes=10)
    assert "第2项" not in seen.says(QUESTION, chat=CLERK)[0]


def test_rights_end_thirty_days_after_the_last_sighting(seen: Town) -> None:
    seen.clock.wait(days=30)
    assert seen.says("县住建局有哪些任务", chat=CLERK)[0].startswith("县住建局")
    seen.clock.wait(seconds=1)
    assert "县住建局" not in seen.says("县住建局有哪些任务", chat=CLERK)[0]
    seen.says("@duban_bot 帮助")
    assert seen.says("县住建局有哪些任务", chat=CLERK)[0].startswith("县住建局")


def test_rights_end_with_the_binding_and_when_the_bot_leaves(seen: Town) -> None:
    seen.is_put("kicked", before="member")
    assert "第2项" not in seen.says(QUESTION, chat=CLERK)[0]
    seen.is_put("member")
    assert "第2项" in seen.says(QUESTION, chat=CLERK)[0]
    seen.says("/unbind", person=OPERATOR)
    assert "第2项" not in seen.says(QUESTION, chat=CLERK)[0]


def test_what_was_said_in_a_group_that_is_not_bound_gives_no_rights(town: Town) -> None:
    town.says("@duban_bot 帮助")
    assert "第2项" not in town.says(QUESTION, chat=CLERK)[0]


def test_an_anonymous_administrator_is_not_taken_for_a_person(housing: Town) -> None:
    as_group = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "住建局工作群"}}
    housing.says("@duban_bot 帮助", person=STRANGER, **as_group)
    assert "第2项" not in housing.says(QUESTION, person=STRANGER, chat=STRANGER)[0]


def test_a_member_of_one_topic_has_no_rights_of_another(town: Town) -> None:
    town.says("/bind 东至县 县住建局", person=OPERATOR, topic=5)
    town.says("/bind 东至县 县财政局", person=OPERATOR, topic=6)
    town.says("@duban_bot 帮助", topic=6)
    assert town.says(QUESTION, chat=CLERK)[0].startswith("县财政局")


def test_a_named_leader_asks_about_the_region(town: Town) -> None:
    answer = town.says("全县有哪些逾期的任务", person=LEADER, chat=LEADER)[0]
    assert answer.startswith("东至县")
    assert "不在" in town.says("区教育局有哪些任务", person=LEADER, chat=LEADER)[0]


def test_a_member_of_several_chats_is_asked_for_which(seen: Town) -> None:
    seen.says("/bind 从化区 区教育局", person=OPERATOR, chat=FAR_GROUP)
    seen.says("@duban_bot 帮助", chat=FAR_GROUP)
    (asked,) = seen.says(QUESTION, chat=CLERK)
    assert "哪一个" in asked
    last = seen.network.said[-1]
    assert sorted(labels(last)) == ["东至县 县住建局", "从化区 区教育局"]
    here, there = (labels(last).index(name) for name in ("东至县 县住建局", "从化区 区教育局"))
    assert seen.presses(here, said=last)[0].startswith("县住建局")
    # The next question stays there for ten minutes, unless it names the other place.
    assert seen.says("有没有逾期的", chat=CLERK)[0].startswith("县住建局")
    assert seen.says("从化区下个月有哪些任务到期", chat=CLERK)[0].startswith("从化区")
    assert seen.presses(there, said=last)[0].startswith("区教育局")
    seen.clock.wait(minutes=11)
    assert "哪一个" in seen.says(QUESTION, chat=CLERK)[0]


def test_a_choice_of_place_is_gone_with_the_rights_there(seen: Town) -> None:
    seen.says("/bind 东至县 县财政局", person=OPERATOR, chat=OTHER_GROUP)
    seen.says("@duban_bot 帮助", chat=OTHER_GROUP)
    seen.says(QUESTION, chat=CLERK)
    at = labels(seen.network.said[-1]).index("东至县 县财政局")
    seen.network.statuses[(OTHER_GROUP, CLERK)] = "left"
    seen.clock.wait(minutes=10)
    assert seen.presses(at) == []
    assert "再问一次" in seen.network.pressed[-1]["text"]


def test_an_operator_in_private_needs_no_chat(town: Town) -> None:
    assert "第2项" in town.says("县住建局本月有哪些任务到期", person=OPERATOR, chat=OPERATOR)[0]


def test_whoever_blocks_the_bot_is_noted(town: Town) -> None:
    town.says("/start", chat=CLERK)
    assert _started(town)
    town.is_put("kicked", before="member", chat=CLERK)
    assert not _started(town)


def _started(town: Town) -> bool:
    from data.models import Person

    with town.database.read() as session:
        person = session.get(Person, CLERK)
        return person is not None and person.started_at is not None


def test_sightings_are_written_down_once_an_hour(seen: Town) -> None:
    from data.models import Sighting

    def last() -> timedelta:
        with seen.database.read() as session:
            return seen.clock.now() - session.query(Sighting).filter_by(person=CLERK).one().seen_at

    seen.clock.wait(minutes=59)
    seen.says("@duban_bot 帮助")
    assert last() == timedelta(minutes=59)
    seen.clock.wait(minutes=1)
    seen.says("@duban_bot 帮助")
    assert last() == timedelta()

"""Putting chats to units: codes, hand-over, the register, and what happens to groups."""

import re

import pytest
from town import CLERK, FAR_GROUP, GROUP, OPERATOR, OTHER_GROUP, STRANGER, Town, buttons, labels

QUESTION = "@duban_bot 本月有哪些任务到期"
AS_GROUP = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "住建局工作群"}}


def code_for(town: Town, what: str = "东至县 县住建局", *, chat: int = OPERATOR) -> str:
    (answer,) = town.says(f"/code {what}", person=OPERATOR, chat=chat)
    found = re.search(r"绑定码：(\S+)", answer)
    assert found, answer
    return found[1]


def is_bound(town: Town, chat: int = GROUP) -> bool:
    return "第2项" in town.says(QUESTION, chat=chat)[0]


def test_anyone_in_the_group_binds_it_with_a_code(town: Town) -> None:
    code = code_for(town)
    assert "已绑定：东至县 县住建局" in town.says(f"/bind {code}", person=STRANGER)[0]
    assert is_bound(town)


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_is_read_however_it_is_typed(town: Town, typed) -> None:
    assert "已绑定" in town.says(f"/bind {typed(code_for(town))}")[0]


def test_the_link_of_a_code_binds_the_group_that_it_opens(town: Town) -> None:
    town.says("/code 东至县 县住建局", person=OPERATOR, chat=OPERATOR)
    link = re.search(r"https://t\.me/duban_bot\?startgroup=(\S+)", town.network.said[-1]["text"])
    assert link
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", link[1])
    assert "已绑定" in town.says(f"/start@duban_bot {link[1]}")[0]


def test_a_code_makes_a_leaders_chat(town: Town) -> None:
    assert "已绑定：东至县 领导" in town.says(f"/bind {code_for(town, '东至县 领导')}")[0]


def test_a_code_is_good_once(town: Town) -> None:
    code = code_for(town)
    town.says(f"/bind {code}")
    assert "用过" in town.says(f"/bind {code}", chat=OTHER_GROUP)[0]
    assert not is_bound(town, OTHER_GROUP)


def test_a_code_is_good_for_a_day(town: Town) -> None:
    code = code_for(town)
    town.clock.wait(hours=24)
    assert "过期" in town.says(f"/bind {code}")[0]
    assert not is_bound(town)


def test_guessing_codes_ends_soon_even_with_the_right_one(town: Town) -> None:
    code = code_for(town)
    answers = [town.says(f"/bind AAAAA-AAAA{sign}")[0] for sign in "BCDEFG"]
    assert ["没有这个绑定码" in answer for answer in answers] == [True] * 5 + [False]
    assert "一小时" in town.says(f"/bind {code}")[0]
    town.clock.wait(hours=1)
    assert "已绑定" in town.says(f"/bind {code}")[0]


def test_codes_do_not_repeat_and_hold_no_sign_that_is_taken_for_another(town: Town) -> None:
    codes = {code_for(town) for _ in range(20)}
    assert len(codes) == 20
    assert not set("".join(codes)) & set("01OILU")


def test_a_code_is_kept_so_that_nobody_can_read_it_in_the_database(town: Town) -> None:
    code = code_for(town)
    connection = town.database.engine.raw_connection()
    try:
        stored = str(connection.cursor().execute("SELECT * FROM binding_code").fetchall())
    finally:
        connection.close()
    assert "县住建局" not in stored
    assert code not in stored


def test_a_code_is_of_no_use_in_private(town: Town) -> None:
    code = code_for(town)
    assert "群里" in town.says(f"/bind {code}", chat=CLERK)[0]
    assert "已绑定" in town.says(f"/bind {code}")[0]


def test_only_an_operator_makes_codes(town: Town) -> None:
    answers = town.says("/code 东至县 县住建局") + town.says("/code 东至县 县住建局", chat=CLERK)
    assert all("只有管理员" in answer for answer in answers)


@pytest.mark.parametrize("said", ["/code", "/code 东至县", "/code 东至县 县水产局", "/code 东至县 县住建菊"])
def test_a_code_is_made_for_a_unit_that_exists(town: Town, said: str) -> None:
    answer = town.says(said, person=OPERATOR, chat=OPERATOR)[0]
    assert "绑定码：" not in answer


def test_an_unclear_unit_is_asked_back_by_button(town: Town) -> None:
    town.says("/bind 东至县 资源局", person=OPERATOR)
    last = town.network.said[-1]
    assert "东至县 县自然资源和规划局" in labels(last)
    at = labels(last).index("东至县 县自然资源和规划局")
    assert town.presses(at, person=CLERK) == []
    assert "管理员" in town.network.pressed[-1]["text"]
    assert "已绑定：东至县 县自然资源和规划局" in town.presses(at, person=OPERATOR, said=last)[0]


def test_a_handed_over_unit_leaves_its_former_group_without_answers(housing: Town) -> None:
    code = code_for(housing)
    answer = housing.says(f"/bind {code}", chat=OTHER_GROUP)[0]
    assert "住建局工作群" in answer
    assert is_bound(housing, OTHER_GROUP)
    assert not is_bound(housing)


def test_a_whole_group_binding_is_not_ended_from_a_topic(housing: Town) -> None:
    assert "General" in housing.says("/unbind", person=OPERATOR, topic=9)[0]
    assert is_bound(housing)


def test_an_anonymous_command_is_made_certain_by_a_press(town: Town) -> None:
    (answer,) = town.says("/bind 东至县 县住建局", person=1087968824, **AS_GROUP)
    assert "匿名" in answer
    last = town.network.said[-1]
    assert town.presses(person=STRANGER) == []
    assert town.network.pressed[-1]["show_alert"]
    assert not is_bound(town)
    assert "已绑定" in town.presses(person=OPERATOR, said=last)[0]
    assert is_bound(town)


def test_an_anonymous_code_is_made_certain_by_a_press(town: Town) -> None:
    town.says(f"/bind {code_for(town)}", person=1087968824, **AS_GROUP)
    assert "已绑定" in town.presses(person=CLERK)[0]


def test_the_register_names_chat_unit_binder_and_day(housing: Town) -> None:
    (answer,) = housing.says("/chats", person=OPERATOR, chat=OPERATOR)
    assert "东至县 县住建局：住建局工作群，某某（1） 绑定，2020-09-10 起" in answer


def test_the_register_is_shown_page_by_page(town: Town) -> None:
    units = town.says("/units 东至县", person=OPERATOR, chat=OPERATOR)[0].split("\n")
    names = [line.split("：")[0] for line in units[1:]]
    for at, name in enumerate([*names, "东流镇人民政府"]):
        assert "已绑定" in town.says(f"/bind 东至县 {name}", person=OPERATOR, chat=-1000 - at)[0]
    first = town.says("/chats", person=OPERATOR, chat=OPERATOR)[0]
    second = town.presses(person=OPERATOR)[0]
    assert "（第 1/2 页）" in first
    assert "（第 2/2 页）" in second
    assert not set(first.split("\n")) & set(second.split("\n"))
    assert buttons(town.network.said[-1]) == []


@pytest.mark.parametrize("said", ["/chats", "/units", "/plans", "/status", "/unbind", "/pause 第7项"])
def test_members_without_the_right_are_told_who_has_it(housing: Town, said: str) -> None:
    assert "管理员" in housing.says(said)[0]


def test_the_office_sees_units_and_plans_of_its_region(town: Town) -> None:
    town.says("/bind 东至县 县政府办公室", person=OPERATOR)
    assert "县住建局" in town.says("/units")[0]
    (plans,) = town.says("/plans")
    assert "dongzhi-2020" in plans
    assert "conghua" not in plans


def test_a_plan_without_an_office_says_so(town: Town) -> None:
    (plans,) = town.says("/plans 某区", person=OPERATOR, chat=OPERATOR)
    assert "没有督办机构" in plans


def test_status_says_privacy_binding_database_and_doubts(housing: Town) -> None:
    here = housing.says("/status", person=OPERATOR)[0]
    assert "隐私模式：打开" in here
    assert "东至县 县住建局" in here
    assert "samples.db" not in here
    private = housing.says("/status", person=OPERATOR, chat=OPERATOR)[0]
    assert "samples.db" in private
    assert "没有督办机构" in private


def test_a_new_group_is_greeted_in_three_lines_that_show_the_space(town: Town) -> None:
    (greeting,) = town.is_put("member")
    lines = greeting.split("\n")
    assert len(lines) == 3
    assert "/bind" in lines[1]
    assert "@duban_bot 本月有哪些任务到期" in lines[2]


def test_a_group_that_was_bound_before_is_told_so(housing: Town) -> None:
    housing.is_put("kicked", before="member")
    (greeting,) = housing.is_put("member", before="kicked")
    assert "仍绑定：东至县 县住建局" in greeting


def test_promotion_and_private_chats_are_not_greeted(town: Town) -> None:
    assert town.is_put("administrator", before="member") == []
    assert town.is_put("member", before="kicked", chat=CLERK) == []


def test_a_left_group_stays_in_the_register_marked(housing: Town) -> None:
    housing.is_put("left", before="member")
    assert "已不在群里" in housing.says("/chats", person=OPERATOR, chat=OPERATOR)[0]
    assert "已不在这些群里" in housing.says("/status", person=OPERATOR, chat=OPERATOR)[0]
    housing.is_put("member")
    assert "已不在群里" not in housing.says("/chats", person=OPERATOR, chat=OPERATOR)[0]


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0,), (1,)], ids=str)
@pytest.mark.parametrize("greeted_first", [False, True])
def test_a_supergroup_keeps_its_binding_whoever_tells_of_it(
    housing: Town, order: tuple[int, ...], greeted_first: bool
) -> None:
    housing.says(QUESTION)
    if greeted_first:
        housing.is_put("member", chat=FAR_GROUP)
    told = [(GROUP, {"migrate_to_chat_id": FAR_GROUP}), (FAR_GROUP, {"migrate_from_chat_id": GROUP})]
    for at in order:
        chat, what = told[at]
        assert housing.is_told(chat, **what) == []
    assert is_bound(housing, FAR_GROUP)
    assert housing.says("@duban_bot 那下个月呢", chat=FAR_GROUP)[0].startswith("县住建局")
    assert not is_bound(housing, GROUP)


def test_a_forum_topic_is_answered_in_its_topic(town: Town) -> None:
    town.says("/bind 东至县 县住建局", person=OPERATOR, topic=5)
    town.says("@duban_bot 我们有哪些任务", topic=5)
    town.presses()
    assert {said.get("message_thread_id") for said in town.network.said} == {5}

"""Conversations through the whole Telegram application, with the network cut at its HTTP clients."""

import asyncio
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from fakes import BOT, CutNetwork
from telegram import Update

from bot.config import Config, Telegram
from bot.telegram import Clients, build
from data.clock import FixedClock
from data.database import Database
from handlers.services import Services
from handlers.telegram.context import House

OPERATOR, CLERK = 1, 2
GROUP = -100


class Town:
    """People who write to the bot, and what it says back."""

    def __init__(self, database: Database, clock: FixedClock) -> None:
        self.network = CutNetwork()
        config = Config(folder="/", telegram=Telegram(token="123456:AAAA"), operators=(OPERATOR,))
        house = House(Services(database), clock, frozenset(config.operators))
        self.application = build(config, house, Clients(self.network, self.network))
        self._numbers = count(1)
        # One event loop for the whole conversation, as in a running bot.
        self._runner = asyncio.Runner()
        self._runner.run(self.application.initialize())

    def leave(self) -> None:
        """Let the bot go to sleep."""
        self._runner.run(self.application.shutdown())
        self._runner.close()

    def says(
        self, text: str, *, person: int = CLERK, chat: int = GROUP, topic: int | None = None, **more: Any
    ) -> list[str]:
        """Let somebody write `text`; return what the bot says to it."""
        message: dict[str, Any] = {
            "message_id": next(self._numbers),
            "date": 1_600_000_000,
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "住建局工作群"},
            "from": {"id": person, "is_bot": False, "first_name": "某某"},
            "text": text,
            "entities": entities(text),
            **more,
        }
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        return self._take({"message": message})

    def presses(self, index: int, *, person: int = CLERK) -> list[str]:
        """Let somebody press a button of the bot's last message."""
        last = self.network.said[-1]
        button = [key for row in last["reply_markup"]["inline_keyboard"] for key in row][index]
        press = {
            "id": "1",
            "from": {"id": person, "is_bot": False, "first_name": "某某"},
            "chat_instance": "1",
            "data": button["callback_data"],
            "message": self._bot_message(last),
        }
        return self._take({"callback_query": press})

    def replying(self) -> dict[str, Any]:
        """Return what makes a message a reply to the bot's last one."""
        return {"reply_to_message": self._bot_message(self.network.said[-1])}

    def _bot_message(self, said: dict[str, Any]) -> dict[str, Any]:
        number = 1000 + len(self.network.said)
        chat = {"id": said["chat_id"], "type": "supergroup", "title": "住建局工作群"}
        return {"message_id": number, "date": 1_600_000_000, "chat": chat, "from": BOT, "text": said["text"]}

    def _take(self, update: dict[str, Any]) -> list[str]:
        before = len(self.network.said)
        given = Update.de_json({"update_id": next(self._numbers), **update}, self.application.bot)
        self._runner.run(self.application.process_update(given))
        return [said["text"] for said in self.network.said[before:]]


def entities(text: str) -> list[dict[str, Any]]:
    """Mark a mention of the bot and a command, as Telegram does; offsets count UTF-16 units."""
    found = []
    at = text.find("@duban_bot")
    if at >= 0:
        offset = len(text[:at].encode("utf-16-le")) // 2
        found.append({"type": "mention", "offset": offset, "length": len("@duban_bot")})
    if text.startswith("/"):
        found.append({"type": "bot_command", "offset": 0, "length": len(text.split()[0])})
    return found


@pytest.fixture
def town(sample_database: Database, clock: FixedClock) -> Iterator[Town]:
    town = Town(sample_database, clock)
    yield town
    town.leave()


@pytest.fixture
def bound(town: Town) -> Town:
    assert "已绑定：东至县 县住建局" in town.says("/bind 东至县 县住建局", person=OPERATOR)[0]
    return town


def test_a_mention_in_a_bound_group_is_answered(bound: Town) -> None:
    (answer,) = bound.says("@duban_bot 本月有哪些任务到期")
    assert answer.startswith("县住建局")
    assert "第2项" in answer


def test_a_mention_may_stand_anywhere(bound: Town) -> None:
    assert "第2项" in bound.says("😀本月有哪些任务到期 @duban_bot")[0]


def test_what_is_said_to_others_is_left_alone(bound: Town) -> None:
    assert bound.says("本月有哪些任务到期") == []
    assert bound.says("@somebody_else 本月有哪些任务到期") == []


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


def test_a_unit_is_handed_to_another_chat(bound: Town) -> None:
    answer = bound.says("/bind 东至县 县住建局", person=OPERATOR, chat=-200)[0]
    assert "住建局工作群" in answer
    assert "绑定" in bound.says("@duban_bot 本月有哪些任务到期", chat=GROUP)[0]
    assert "第2项" in bound.says("@duban_bot 本月有哪些任务到期", chat=-200)[0]


def test_unbinding_ends_the_answers(bound: Town) -> None:
    assert "已解除" in bound.says("/unbind", person=OPERATOR)[0]
    assert "第2项" not in bound.says("@duban_bot 本月有哪些任务到期")[0]


def test_a_forum_is_bound_topic_by_topic(town: Town) -> None:
    town.says("/bind 东至县 县住建局", person=OPERATOR, topic=5)
    assert "第2项" in town.says("@duban_bot 本月有哪些任务到期", topic=5)[0]
    assert "绑定" in town.says("@duban_bot 本月有哪些任务到期", topic=6)[0]


def test_a_reply_to_the_bot_continues_its_answer(bound: Town) -> None:
    bound.says("@duban_bot 县财政局本月有哪些任务到期")
    (answer,) = bound.says("那下个月呢", person=3, **bound.replying())
    assert answer.startswith("县财政局")
    assert "10月" in answer


def test_a_follow_up_continues_the_same_persons_question(bound: Town) -> None:
    bound.says("@duban_bot 县财政局本月有哪些任务到期")
    assert bound.says("@duban_bot 那下个月呢")[0].startswith("县财政局")


def test_commands_ask_what_their_name_says(bound: Town) -> None:
    assert "到期" in bound.says("/due")[0]
    assert "第2项" in bound.says("/due 县财政局 本月")[0]
    assert "逾期" in bound.says("/overdue")[0]
    assert "截止" in bound.says("/next")[0]
    assert "任务" in bound.says("/list 示范点")[0]


def test_an_operator_asks_in_private(town: Town) -> None:
    assert "第2项" in town.says("县住建局本月有哪些任务到期", person=OPERATOR, chat=OPERATOR)[0]


def test_anybody_else_gets_only_help_in_private(town: Town) -> None:
    assert "第2项" not in town.says("县住建局本月有哪些任务到期", person=CLERK, chat=CLERK)[0]


def test_more_is_shown_by_button_and_by_word(bound: Town) -> None:
    first = bound.says("@duban_bot 我们有哪些任务")[0]
    assert "更多" in str(bound.network.said[-1]["reply_markup"])
    second = bound.presses(0)[0]
    assert second != first
    bound.says("@duban_bot 我们有哪些任务")
    assert bound.says("@duban_bot 更多")[0] == second


def test_a_forgotten_button_answers_kindly(bound: Town) -> None:
    bound.says("@duban_bot 我们有哪些任务")
    bound.network.said.append(bound.network.said[-1] | {"text": "另一条"})
    assert bound.presses(0) == []
    assert "再问一次" in bound.network.pressed[-1]["text"]


def test_answers_carry_no_markup(bound: Town) -> None:
    bound.says("@duban_bot <b>本月</b>有哪些任务到期 *_[`")
    assert "parse_mode" not in bound.network.said[-1]

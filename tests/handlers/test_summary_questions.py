"""Summaries asked for in a chat, what is behind each of their figures, and who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from data.clock import ZONE, FixedClock
from data.database import open_database
from handlers.conversation import respond
from handlers.dialogue import Exchange, Turn, converse
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.message import ChatRole, FileKind, Incoming, Reply, Seat
from handlers.request import Speaker
from handlers.services import Services
from handlers.summaries.orders import read_order
from handlers.understanding.query import Intent

NOW = datetime(2020, 9, 30, 12, tzinfo=ZONE)
LEADERS = Seat(ChatRole.LEADERS, "东至县")
FINANCE = Seat(ChatRole.UNIT, "东至县", "县财政局")
OFFICE = Seat(ChatRole.UNIT, "东至县", "县政府办公室", office=True)
KINDS = {"图": b"\x89PNG", "台账": b"PK", "通报": b"PK", "日历": b"BEGIN:VCALENDAR"}


@pytest.fixture(scope="module")
def services(sample_file: Path) -> Iterator[Services]:
    database = open_database(f"sqlite:///{sample_file}")
    yield Services(database, FixedClock(NOW))
    database.close()


@dataclass
class Chat:
    """A chat that keeps what was said last."""

    seat: Seat
    services: Services
    memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        self.memory = Memory(self.services.database)

    def say(self, text: str) -> Reply:
        speaker = Speaker(Place(-7), 7)
        exchange: Exchange = converse(Turn(text, speaker, (self.seat,), NOW), self.services, self.memory)
        return exchange.reply

    def press(self, reply: Reply, label: str) -> Reply:
        (choice,) = [one for one in reply.choices if one.label.startswith(label)]
        return self.say(choice.says)


def days(reply: Reply) -> tuple[str, str]:
    assert reply.answer is not None
    assert reply.answer.query.intent is Intent.SUMMARY
    assert reply.answer.summary is not None
    return reply.answer.summary.start.isoformat(), reply.answer.summary.end.isoformat()


WEEK = ("2020-09-28", "2020-10-04")
MONTH = ("2020-09-01", "2020-09-30")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本周汇总", WEEK),
        ("周报", WEEK),
        ("weekly summary", WEEK),
        ("上周情况", ("2020-09-21", "2020-09-27")),
        ("月通报", MONTH),
        ("9月通报", MONTH),
        ("本月通报", MONTH),
        ("monthly report", MONTH),
        ("上月汇总", ("2020-08-01", "2020-08-31")),
        ("截至目前汇总", ("2020-08-14", "2020-09-30")),
    ],
)
def test_the_period_is_the_one_meant(text: str, expected: tuple[str, str], services: Services) -> None:
    assert days(respond(Incoming(text, LEADERS, NOW), services)) == expected


def test_leaders_ask_back_in_the_same_words(services: Services) -> None:
    chat = Chat(LEADERS, services)
    chat.say("本周汇总")
    assert days(chat.say("上周呢")) == ("2020-09-21", "2020-09-27")
    unit = chat.say("县财政局呢")
    assert unit.text.startswith("县财政局上周督办（9月21日至9月27日）")
    assert chat.say("本周呢").text.startswith("县财政局本周督办（截至9月30日）")
    assert chat.say("各单位").text.startswith("东至县各单位")


@pytest.mark.parametrize("text", ["本周汇总", "本月汇总", "截至目前汇总", "县财政局本周汇总"])
def test_every_button_lists_as_many_as_its_figure(text: str, services: Services) -> None:
    chat = Chat(LEADERS, services)
    reply = chat.say(text)
    counted = [choice for choice in reply.choices if choice.label.rpartition(" ")[2].isdecimal()]
    assert counted
    for choice in counted:
        order = read_order(tuple(choice.says.split()[1:]))
        assert order is not None
        page, seen = chat.say(choice.says), 0
        while True:
            entries = [line for line in page.text.split("\n")[1:] if line.partition(". ")[0].isdecimal()]
            seen += len(entries)
            more = [one for one in page.choices if one.label == "更多"]
            if not more:
                break
            page = chat.say(more[0].says)
        assert seen == int(choice.label.rpartition(" ")[2])


def test_what_a_button_showed_can_be_asked_on(services: Services) -> None:
    chat = Chat(LEADERS, services)
    chat.press(chat.say("上周汇总"), "看逾期")
    assert chat.say("县财政局呢").text.startswith("县财政局上周督办")


def test_a_reply_to_a_list_knows_its_assignments(services: Services) -> None:
    chat = Chat(LEADERS, services)
    listed = chat.press(chat.say("本周汇总"), "看逾期")
    assert len(listed.assignments) == len(set(listed.assignments)) == 10


@pytest.mark.parametrize("what", KINDS)
def test_a_file_comes_with_the_reply(what: str, services: Services) -> None:
    chat = Chat(LEADERS, services)
    (file,) = chat.press(chat.say("本周汇总"), what).files
    assert file.content.startswith(KINDS[what])
    assert file.name.startswith("东至县_督办")
    assert (file.kind is FileKind.PHOTO) == (what == "图")


@pytest.mark.parametrize("text", ["台账", "发一份台账", "来张图", "出一份通报", "给我本月的通报", "chart"])
def test_a_file_is_asked_for_in_words(text: str, services: Services) -> None:
    assert len(Chat(OFFICE, services).say(text).files) == 1


def test_the_bulletin_in_words_is_the_summary(services: Services) -> None:
    reply = Chat(LEADERS, services).say("本月通报")
    assert reply.files == ()
    assert reply.text.startswith("东至县本月督办")


def test_a_unit_reads_of_itself_and_of_no_other(services: Services) -> None:
    chat = Chat(FINANCE, services)
    own = chat.say("本周汇总")
    assert own.text.startswith("县财政局本周督办")
    assert "各单位" not in {choice.label for choice in own.choices}
    assert chat.say("县住建局本周汇总").text.startswith("县财政局本周督办")
    assert len(chat.say("图").files) == 1
    whole = Chat(LEADERS, services).say("本周汇总")
    for choice in whole.choices:
        refused = chat.say(choice.says)
        assert refused.text == "全地区的汇总和排名只给督办机构和领导看。"
        assert refused.files == ()
    for text in ("各单位", "台账", "出通报"):
        chat.say("本周汇总")
        assert chat.say(text).text == "全地区的汇总和排名只给督办机构和领导看。"


def test_another_region_is_not_shown(services: Services) -> None:
    whole = Chat(LEADERS, services).say("本周汇总")
    foreign = Chat(Seat(ChatRole.LEADERS, "从化区"), services)
    assert {foreign.say(choice.says).text for choice in whole.choices} == {
        "全地区的汇总和排名只给督办机构和领导看。"
    }


@pytest.mark.parametrize("text", ["/figures", "/figures overdue x y z 1 zh 东至县 - -", "/figures a b"])
def test_a_forged_button_changes_and_shows_nothing(text: str, services: Services) -> None:
    assert Chat(LEADERS, services).say(text).text == "这个按钮已经失效，请重新要一份汇总。"

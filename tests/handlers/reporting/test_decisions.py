"""Decisions in words and by button: who decides, who is told, and what comes too late; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from county import DATA, FAR, FINANCE, HOUSING, LEADERS, OFFICE, PLACES, County
from sqlalchemy import select
from town import OPERATOR

from data.models import ExtensionRequest
from data.offers import ACCEPT, RETURN
from handlers.access import NOWHERE
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.memory.said import Kept, Said
from handlers.message import ChatRole, Choice, Seat
from handlers.reporting.buttons import review
from handlers.request import Request, Speaker
from handlers.services import Services
from handlers.telegram.keyboards import VERSION

OFFICE_SEAT = Seat(ChatRole.UNIT, "东至县", "县政府办公室", office=True)
DATA_SEAT = Seat(ChatRole.UNIT, "东至县", "县数据资源管理局")


@pytest.fixture
def reported(county: County) -> County:
    """Housing has reported item 7 and asked for a later date of item 9."""
    county.tell(HOUSING, "第7项已办结，链接https://a.cn")
    county.tell(HOUSING, "（9）申请延期到11月15日，因为材料没到齐")
    return county


@pytest.mark.parametrize("who", [DATA, OFFICE])
@pytest.mark.parametrize("said", ["第7项县住建局的通过", "通过县住建局第7项", "县住建局第7项审核通过"])
def test_a_report_is_accepted(reported: County, who: int, said: str) -> None:
    assert reported.tell(who, said) == "已通过：县住建局 第7项 办结。已通知县住建局。"
    assert reported.status(7) == "done"
    ((chat, letter),) = reported.letters()
    assert chat == "县住建局"
    assert "已通过办结" in letter


def test_sending_back_asks_for_the_reason(reported: County) -> None:
    assert "为什么退回" in reported.tell(DATA, "退回第7项")
    assert "已退回" in reported.answer(DATA, "佐证打不开")
    assert reported.status(7) == "returned"
    assert "佐证打不开" in reported.letters()[0][1]


def test_sending_back_with_the_reason_is_done_at_once(reported: County) -> None:
    assert "理由：佐证不全" in reported.tell(DATA, "退回第7项，佐证不全")
    assert reported.status(7) == "returned"


def test_an_extension_is_granted_and_the_unit_is_told_its_new_date(reported: County) -> None:
    assert "延期到11月15日周日" in reported.tell(OFFICE, "同意县住建局第9项延期")
    assert reported.due(9) == "2020-11-15"
    assert "新的期限：11月15日周日（原来是10月31日）" in reported.letters()[0][1]


def test_an_extension_is_granted_until_another_day(reported: County) -> None:
    assert "请说明改到哪天" in _press_review(reported, OFFICE, "改期")
    assert "延期到11月10日周二" in reported.answer(OFFICE, "11月10日")
    assert reported.due(9) == "2020-11-10"
    assert "您申请的是11月15日" in reported.letters()[0][1]


def test_an_extension_is_refused_with_a_reason(reported: County) -> None:
    assert "理由：时间太长" in reported.tell(OFFICE, "不同意县住建局第9项延期，时间太长")
    assert reported.due(9) == "2020-10-31"
    assert "期限仍是10月31日周六" in reported.letters()[0][1]


def test_what_is_done_is_opened_again_with_a_reason(reported: County) -> None:
    reported.tell(DATA, "第7项县住建局的通过")
    assert "已要求重新办理" in reported.tell(OFFICE, "第7项县住建局重新办理，抽查发现没有公开")
    assert reported.status(7) == "doing"


@pytest.mark.parametrize("who", [HOUSING, FINANCE, LEADERS, FAR])
def test_nobody_else_decides(reported: County, who: int) -> None:
    for said in ("第7项县住建局的通过", "退回第7项，佐证不全", "同意县住建局第9项延期"):
        reported.tell(who, said)
    assert reported.status(7) == "submitted"
    assert reported.due(9) == "2020-10-31"


def test_a_supervisor_decides_on_its_own_items_only(reported: County) -> None:
    reported.tell(DATA, "同意县住建局第9项延期")
    assert reported.due(9) == "2020-10-31"


def test_no_unit_decides_on_its_own_report(county: County) -> None:
    county.tell(DATA, "第12项已办结")
    assert "不能审核本单位自己的申报" in county.tell(DATA, "第12项县数据资源管理局的通过")
    assert "已通过" in county.tell(OFFICE, "第12项县数据资源管理局的通过")
    assert "等管理员审核" in county.tell(OFFICE, "第1项已办结")
    county.tell(OFFICE, "第1项县政府办公室的通过")
    assert county.status(1, "县政府办公室") == "submitted"
    county.says("东至县第1项县政府办公室的通过", person=OPERATOR, chat=OPERATOR)
    assert county.status(1, "县政府办公室") == "done"


def test_the_first_decision_counts_and_the_others_are_told(reported: County) -> None:
    reported.tell(DATA, "第7项县住建局的通过")
    assert "现在是“已办结”" in reported.tell(OFFICE, "第7项县住建局的通过")
    assert reported.status(7) == "done"


def test_a_decision_can_be_taken_back_and_the_unit_hears_of_it(reported: County) -> None:
    reported.tell(DATA, "第7项县住建局的通过")
    assert "待审核" in reported.press(DATA, "撤回")
    assert reported.status(7) == "submitted"
    assert "撤回了刚才" in reported.letters()[-1][1]


def test_a_press_by_somebody_without_the_right_changes_nothing(reported: County) -> None:
    assert "审核" in _press_review(reported, HOUSING, ACCEPT)
    assert reported.status(7) == "submitted"


@pytest.mark.parametrize("who", [FAR, LEADERS])
def test_a_forged_press_from_elsewhere_changes_nothing(reported: County, who: int) -> None:
    _press_review(reported, who, ACCEPT)
    assert reported.status(7) == "submitted"


def test_a_replayed_button_says_what_it_is_now(reported: County) -> None:
    assert "已通过" in _press_review(reported, DATA, ACCEPT)
    assert "已办结" in _press_review(reported, OFFICE, RETURN)
    assert "已办结" in _press_review(reported, OFFICE, ACCEPT)
    assert reported.status(7) == "done"


NONSENSE = (
    ("0", "通过"),
    ("999999999", "通过"),
    ("r99", "同意"),
    ("x", "通过"),
    ("1,999", "通过"),
    ("-1", "通过"),
    (),
)


def test_nonsense_in_a_button_is_kindly_refused(reported: County) -> None:
    speaker = Speaker(Place(-500), OFFICE, "某某")
    for words in NONSENSE:
        request = Request("review", words, speaker, reported.clock.now(), OFFICE_SEAT)
        assert review(request, Services(reported.database)).text
    assert reported.status(7) == "submitted"


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(reported: County) -> None:
    key, barrier = str(reported.assignment(7)), Barrier(2)

    def decide(seat: Seat, person: int, *words: str) -> str:
        request = Request("review", (key, *words), Speaker(Place(-9), person), reported.clock.now(), seat)
        barrier.wait()
        return review(request, Services(reported.database)).text

    with ThreadPoolExecutor() as both:
        first = both.submit(decide, OFFICE_SEAT, OFFICE, ACCEPT)
        second = both.submit(decide, DATA_SEAT, DATA, RETURN, "佐证不全")
        said = [first.result(), second.result()]
    assert sum(one.startswith(("已通过", "已退回")) for one in said) == 1
    assert sum("现在是" in one or "刚刚" in one for one in said) == 1
    assert reported.status(7) in ("done", "returned")


def test_a_stranger_in_private_decides_nothing(reported: County) -> None:
    request = Request(
        "review",
        (str(reported.assignment(7)), ACCEPT),
        Speaker(Place(5), 5, private=True),
        reported.clock.now(),
        NOWHERE,
    )
    review(request, Services(reported.database))
    assert reported.status(7) == "submitted"


def _press_review(county: County, who: int, verb: str) -> str:
    """Let somebody press a button that stands in a message of their own group."""
    target = f"r{_request(county)}" if verb == "改期" else str(county.assignment(7))
    chat = PLACES[who]
    county.tell(who, "帮助")
    said = county.network.said[-1]
    memory = Memory(county.database)
    kept = Kept(choices=(Choice(verb, f"/review {target} {verb}"),))
    number = memory.keep(Place(chat), 0, Said(kept, county.clock.now())).number
    edits, presses, new = len(county.network.edited), len(county.network.pressed), len(county.network.said)
    county.presses(person=who, said=said, data=f"{VERSION}:{number}:0")
    return "\n".join(
        [one["text"] for one in county.network.said[new:]]
        + [one["text"] for one in county.network.edited[edits:]]
        + [one["text"] for one in county.network.pressed[presses:] if one.get("text")]
    )


def _request(county: County) -> int:
    with county.database.read() as session:
        return session.scalars(select(ExtensionRequest.id)).first()


def test_sending_back_what_was_just_accepted_is_read_back(county: County) -> None:
    county.tell(HOUSING, "第9项已办结")
    county.tell(OFFICE, "县住建局第9项通过")
    said = county.tell(OFFICE, "退回县住建局第9项，佐证不全")
    assert "现在是“已办结”" in said
    assert county.status(9) == "done"
    assert "已要求重新办理" in county.press(OFFICE, "确认要求重新办理")
    assert county.status(9) == "doing"

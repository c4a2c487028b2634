import pytest
from action_stage import Desk

from data.actions.decisions import accept, close, reopen, send_back
from data.actions.reports import report_done
from data.actions.values import AlreadyRecorded, Refused, ReportRules, Stale
from data.authors import Author
from data.statuses import Status

RULES = ReportRules()
OTHER = Author("赵六", person=4)


def test_a_report_is_sent_back_with_a_reason(desk: Desk):
    desk.do(report_done, rules=RULES)
    with pytest.raises(Refused, match="写明原因"):
        desk.do(send_back, " ", author=desk.boss)
    assert desk.do(send_back, "佐证不全", author=desk.boss).after is Status.RETURNED
    assert desk.lines()[-1] == "9月10日 12:00 李四 退回（待审核 → 已退回）：佐证不全"
    assert desk.row().moved_at == desk.now


def test_of_two_decisions_the_first_counts_and_the_other_is_told(desk: Desk):
    desk.do(report_done, rules=RULES)
    desk.do(accept, author=desk.boss)
    with pytest.raises(Stale, match="现在是已办结：9月10日 12:00 李四 通过（已办结）"):
        desk.do(send_back, "佐证不全", author=OTHER)
    with pytest.raises(Stale):
        desk.do(accept, author=OTHER)
    assert desk.row().status is Status.DONE


def test_accepting_twice_is_told_as_recorded(desk: Desk):
    desk.do(report_done, rules=RULES)
    desk.do(accept, author=desk.boss)
    with pytest.raises(AlreadyRecorded, match="已经登记过了"):
        desk.do(accept, author=desk.boss)


def test_the_button_of_an_earlier_report_does_not_decide_on_a_later_one(desk: Desk):
    first = desk.do(report_done, rules=RULES)
    desk.do(send_back, "佐证不全", author=desk.boss)
    second = desk.do(report_done, rules=RULES)
    with pytest.raises(Stale):
        desk.do(accept, report=first.history[0], author=OTHER)
    assert desk.do(accept, report=second.history[0], author=OTHER).after is Status.DONE


def test_what_was_done_is_opened_again(desk: Desk):
    desk.do(close, words="会议纪要已印发", author=desk.boss)
    assert desk.row().done_at is not None
    with pytest.raises(Refused, match="写明原因"):
        desk.do(reopen, "", author=desk.boss)
    assert desk.do(reopen, "链接失效", author=desk.boss).after is Status.DOING
    assert desk.row().done_at is None
    assert desk.lines() == [
        "9月10日 12:00 李四 销号（已办结）：会议纪要已印发",
        "9月10日 12:00 李四 回头看，重新办理（已办结 → 进行中）：链接失效",
    ]


def test_a_report_is_closed_over(desk: Desk):
    desk.do(report_done, rules=RULES)
    assert desk.do(close, author=desk.boss).after is Status.DONE

from datetime import date

import pytest
from action_stage import NOON, Desk, set_desk

from data.actions.corrections import correct_assignment_due
from data.actions.extensions import (
    ask_extension,
    extend,
    grant,
    refuse,
    request_history,
    withdraw_request,
)
from data.actions.reports import report_done
from data.actions.undoing import take_back
from data.actions.values import AlreadyRecorded, Gone, NotAllowed, Refused, ReportRules, Stale
from data.assignments import refresh
from data.authors import Author
from data.database import Database
from data.dates.values import MilestoneKind
from data.models import Assignment, Event, ExtensionRequest, Milestone

DUE, UNTIL = date(2020, 9, 30), date(2020, 11, 15)
OTHER = Author("赵六", person=4)


def dates(desk: Desk) -> tuple[date | None, date | None, bool]:
    row = desk.row()
    return row.due, row.printed_due, row.extended


def test_a_request_waits_and_moves_the_date_once_granted(desk: Desk):
    request = desk.do(ask_extension, UNTIL, "招标推迟")
    assert (request.late, request.former_due, request.decision) == (False, DUE, "open")
    assert dates(desk) == (DUE, DUE, False)
    desk.run(grant, request.id, author=desk.boss)
    assert dates(desk) == (UNTIL, DUE, True)
    assert desk.lines() == [
        "9月10日 12:00 张三 申请延期（9月30日 → 11月15日）：招标推迟",
        "9月10日 12:00 李四 同意延期（9月30日 → 11月15日）：招标推迟",
    ]


def test_another_date_may_be_granted(desk: Desk):
    request = desk.do(ask_extension, UNTIL, "招标推迟")
    desk.run(grant, request.id, until=date(2020, 10, 31), why="国庆后即可开标", author=desk.boss)
    assert dates(desk) == (date(2020, 10, 31), DUE, True)
    assert desk.lines()[-1] == (
        "9月10日 12:00 李四 同意延期（9月30日 → 10月31日，申请的是11月15日）：国庆后即可开标"
    )


def test_an_extension_is_kept_when_assignments_are_kept_up(desk: Desk):
    desk.do(extend, UNTIL, "上级推迟", author=desk.boss)
    with desk.database.transaction() as session:
        assert not refresh(session, desk.region, NOON.date()).anything
    assert dates(desk) == (UNTIL, DUE, True)


@pytest.mark.parametrize("until", [DUE, date(2020, 9, 10), date(2020, 8, 1), date(2020, 9, 29)])
def test_a_date_that_is_no_extension_is_refused(desk: Desk, until: date):
    with pytest.raises(Refused, match="9月30日以后"):
        desk.do(ask_extension, until, "招标推迟")
    assert desk.rows(ExtensionRequest) == []


def test_after_the_due_date_a_request_is_late_and_has_to_come_after_today(desk: Desk):
    desk.later(days=30)
    with pytest.raises(Refused, match="10月10日以后（现在的期限是9月30日）"):
        desk.do(ask_extension, date(2020, 10, 10), "招标推迟")
    assert desk.do(ask_extension, date(2020, 10, 11), "招标推迟").late
    assert desk.lines()[0] == "10月10日 12:00 张三 申请延期（已逾期）（9月30日 → 10月11日）：招标推迟"


def test_a_request_without_a_reason_is_refused(desk: Desk):
    with pytest.raises(Refused, match="写明原因"):
        desk.do(ask_extension, UNTIL, " ")


def test_a_second_request_replaces_the_first(desk: Desk):
    first = desk.do(ask_extension, UNTIL, "招标推迟")
    with pytest.raises(AlreadyRecorded):
        desk.do(ask_extension, UNTIL, "招标推迟")
    second = desk.do(ask_extension, date(2020, 12, 1), "招标推迟")
    assert [one.decision for one in desk.rows(ExtensionRequest)] == ["withdrawn", "open"]
    with pytest.raises(AlreadyRecorded):
        desk.run(withdraw_request, first.id)
    with pytest.raises(Stale):
        desk.run(grant, first.id, author=desk.boss)
    desk.run(grant, second.id, author=desk.boss)


def test_a_request_is_refused_with_a_reason(desk: Desk):
    request = desk.do(ask_extension, UNTIL, "招标推迟")
    with pytest.raises(Refused, match="写明原因"):
        desk.run(refuse, request.id, "", author=desk.boss)
    desk.run(refuse, request.id, "省里有考核", author=desk.boss)
    assert dates(desk) == (DUE, DUE, False)
    assert desk.lines()[-1] == "9月10日 12:00 李四 不同意延期（11月15日）：省里有考核"
    with pytest.raises(Stale, match="延期申请已经处理：9月10日 12:00 李四 不同意延期"):
        desk.run(grant, request.id, author=OTHER)


def test_a_request_whose_date_has_passed_needs_another(desk: Desk):
    request = desk.do(ask_extension, date(2020, 10, 11), "招标推迟")
    desk.later(days=40)
    with pytest.raises(Refused, match="10月20日以后"):
        desk.run(grant, request.id, author=desk.boss)
    desk.run(grant, request.id, until=UNTIL, author=desk.boss)
    assert dates(desk)[0] == UNTIL


def test_an_extension_without_a_request_settles_the_one_that_is_open(desk: Desk):
    desk.do(ask_extension, UNTIL, "招标推迟")
    desk.do(extend, date(2020, 12, 31), "全县统一推迟", author=desk.boss)
    assert [one.decision for one in desk.rows(ExtensionRequest)] == ["granted"]
    assert dates(desk) == (date(2020, 12, 31), DUE, True)


def test_while_a_report_waits_no_extension_is_asked_for(desk: Desk):
    desk.do(report_done, rules=ReportRules())
    with pytest.raises(NotAllowed, match="可以通过、退回或撤回报告"):
        desk.do(ask_extension, UNTIL, "招标推迟")


def test_what_has_no_date_is_refused_with_what_to_do(database: Database):
    desk = set_desk(database, due=None, kind=MilestoneKind.ONGOING)
    with pytest.raises(Refused, match="没有期限，不用申请延期"):
        desk.do(ask_extension, UNTIL, "招标推迟")
    with pytest.raises(Refused, match="没有期限"):
        desk.do(extend, UNTIL, "招标推迟")


def test_what_waits_for_an_event_says_which(database: Database):
    desk = set_desk(database, due=None, kind=MilestoneKind.EVENT, offset="P2M")
    with database.transaction() as session:
        event = Event(region_id=desk.region, text="省级标准出台")
        session.add(event)
        session.flush()
        session.query(Milestone).one().event_id = event.id
    with pytest.raises(Refused, match="要等“省级标准出台”后"):
        desk.do(ask_extension, UNTIL, "招标推迟")


def test_one_occurrence_of_what_recurs_is_extended_alone(database: Database):
    rule = "FREQ=YEARLY;BYMONTH=9,12;BYMONTHDAY=-1"
    desk = set_desk(database, kind=MilestoneKind.RECURRING, rrule=rule)
    desk.do(extend, date(2020, 10, 20), "系统升级", author=desk.boss)
    dues = [one.due for one in desk.rows(Assignment)][:2]
    assert dues == [date(2020, 10, 20), date(2020, 12, 31)]


def test_one_occurrence_is_corrected_alone_and_back_again(database: Database):
    rule = "FREQ=YEARLY;BYMONTH=9,12;BYMONTHDAY=-1"
    desk = set_desk(database, kind=MilestoneKind.RECURRING, rrule=rule)
    desk.do(correct_assignment_due, date(2020, 9, 25), why="文件笔误", author=desk.boss)
    assert dates(desk) == (date(2020, 9, 25), DUE, True)
    desk.do(correct_assignment_due, DUE, why="原文无误", author=desk.boss)
    assert dates(desk) == (DUE, DUE, False)


def test_a_soft_target_is_extended_as_well(database: Database):
    desk = set_desk(database, soft=True)
    request = desk.do(ask_extension, UNTIL, "招标推迟")
    desk.run(grant, request.id, author=desk.boss)
    assert dates(desk) == (UNTIL, DUE, True)


def test_a_request_that_is_not_there_is_refused(desk: Desk):
    with pytest.raises(Gone):
        desk.run(grant, 99, author=desk.boss)
    request = desk.do(ask_extension, UNTIL, "招标推迟")
    with pytest.raises(Gone):
        desk.run(grant, request.id, author=desk.boss, region_id=desk.region + 1)


def test_a_request_is_taken_back_and_the_one_before_it_is_open_again(desk: Desk):
    first = desk.do(ask_extension, UNTIL, "招标推迟")
    second = desk.do(ask_extension, date(2020, 12, 1), "招标推迟")
    with desk.database.read() as session:
        key = request_history(session, second.id)
    desk.run(take_back, key)
    assert [one.decision for one in desk.rows(ExtensionRequest)] == ["open", "withdrawn"]
    desk.run(grant, first.id, author=desk.boss)
    assert dates(desk)[0] == UNTIL

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from action_stage import Desk

from data.actions.corrections import correct_assignment_due, correct_due, correct_status
from data.actions.decisions import accept, close, reopen, send_back
from data.actions.extensions import ask_extension, extend, grant, refuse, withdraw_request
from data.actions.reminders import note_reminder
from data.actions.reports import add_proof, receive, report_done, report_void, tell_progress, withdraw_report
from data.actions.undoing import TAKEN_BACK_WITHIN, take_back
from data.actions.values import AlreadyRecorded, Gone, NotAllowed, ProofDraft, Recorded, Refused, ReportRules
from data.authors import Author
from data.models import Assignment, ExtensionRequest, History, Milestone, ProofKind
from data.repositories.proofs import valid_proofs
from data.statuses import Status

RULES, UNTIL = ReportRules(), date(2020, 11, 15)
CLOSING = ReportRules(review=False)
LINK, NOTE = ProofDraft(ProofKind.LINK, "https://example.cn/a"), ProofDraft(ProofKind.TEXT, "见附件")
Step = Callable[[Desk], Any]


def state(desk: Desk) -> tuple[Any, ...]:
    """All that figures are made from."""
    row = desk.row()
    requests = [(one.id, one.decision, one.decided_by, one.decided_at) for one in desk.rows(ExtensionRequest)]
    with desk.database.read() as session:
        proofs = [one.value for one in valid_proofs(session, [desk.assignment]).get(desk.assignment, [])]
    kept = [one for one in requests if one[1] != "withdrawn"]
    return (row.status, row.due, row.printed_due, row.extended, row.done_at, row.moved_at, kept, proofs)


def ask(desk: Desk) -> ExtensionRequest:
    return desk.do(ask_extension, UNTIL, "招标推迟")


def asked(desk: Desk) -> int:
    return desk.rows(ExtensionRequest)[-1].id


ACTIONS: dict[str, tuple[list[Step], Step]] = {
    "收到": ([], lambda desk: desk.do(receive)),
    "进展": ([], lambda desk: desk.do(tell_progress, "初稿已成")),
    "再报进展": (
        [lambda desk: desk.do(tell_progress, "初稿已成")],
        lambda desk: desk.do(tell_progress, "已送审"),
    ),
    "办结": ([], lambda desk: desk.do(report_done, rules=RULES, proofs=(LINK, NOTE))),
    "办结而不审核": ([ask], lambda desk: desk.do(report_done, rules=CLOSING, proofs=(LINK,))),
    "不涉及": ([], lambda desk: desk.do(report_void, "没有这项职能", rules=CLOSING)),
    "佐证": ([], lambda desk: desk.do(add_proof, LINK)),
    "撤回报告": (
        [lambda desk: desk.do(report_done, rules=RULES, proofs=(LINK,))],
        lambda desk: desk.do(withdraw_report),
    ),
    "通过": ([ask, lambda desk: desk.do(report_done, rules=RULES)], lambda desk: desk.do(accept)),
    "退回": ([lambda desk: desk.do(report_done, rules=RULES)], lambda desk: desk.do(send_back, "不全")),
    "销号": ([ask], lambda desk: desk.do(close)),
    "回头看": ([lambda desk: desk.do(close)], lambda desk: desk.do(reopen, "链接失效")),
    "同意延期": ([ask], lambda desk: desk.run(grant, asked(desk))),
    "不同意延期": ([ask], lambda desk: desk.run(refuse, asked(desk), "省里有考核")),
    "撤回申请": ([ask], lambda desk: desk.run(withdraw_request, asked(desk))),
    "直接延期": ([ask], lambda desk: desk.do(extend, UNTIL, "上级推迟")),
    "再次延期": (
        [lambda desk: desk.do(extend, UNTIL, "上级推迟")],
        lambda desk: desk.do(extend, date(2020, 12, 31), "上级再推迟"),
    ),
    "更正期限": ([], lambda desk: desk.do(correct_assignment_due, date(2020, 9, 25), why="笔误")),
    "更正状态": ([], lambda desk: desk.do(correct_status, Status.DONE, why="台账")),
}


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_taking_back_leaves_all_as_it_was(desk: Desk, name: str):
    before, action = ACTIONS[name]
    for step in before:
        step(desk)
        desk.later(minutes=1)
    was, rows = state(desk), len(desk.history())
    done: Recorded = action(desk)
    desk.later(minutes=9)
    undone = desk.run(take_back, done.history[0])
    assert state(desk) == was
    assert (undone.before, undone.after) == (done.after, done.before)
    assert len(desk.history()) > rows + len(done.history) - 1
    assert desk.lines()[rows].endswith("（已撤销）")


def test_the_line_of_what_was_taken_back_reads_well(desk: Desk):
    done = desk.do(report_done, rules=RULES, proofs=(LINK,))
    desk.run(take_back, done.history[0])
    assert desk.lines() == [
        "9月10日 12:00 张三 报办结（待审核）（已撤销）",
        "9月10日 12:00 张三 提交佐证（链接 https://example.cn/a）（已撤销）",
        "9月10日 12:00 张三 撤销刚才的“报办结”（待审核 → 未开始）",
        "9月10日 12:00 张三 佐证一并撤回",
    ]


def test_ten_minutes_are_inclusive(desk: Desk):
    first = desk.do(receive)
    desk.now += TAKEN_BACK_WITHIN + timedelta(seconds=1)
    with pytest.raises(Refused, match="已经过了10分钟"):
        desk.run(take_back, first.history[0])
    second = desk.do(tell_progress, "初稿已成")
    desk.now += TAKEN_BACK_WITHIN
    assert desk.run(take_back, second.history[0]).after is Status.PENDING


def test_only_the_same_person_takes_back(desk: Desk):
    done = desk.do(report_done, rules=RULES)
    with pytest.raises(NotAllowed, match="只有本人能撤销：9月10日 12:00 张三 报办结"):
        desk.run(take_back, done.history[0], author=desk.boss)
    # Another of the same name is another person; the same one under another name is not.
    with pytest.raises(NotAllowed):
        desk.run(take_back, done.history[0], author=Author("张三", person=9))
    desk.run(take_back, done.history[0], author=Author("张三丰", person=1))


def test_the_command_line_knows_its_people_by_name(desk: Desk):
    done = desk.do(close, author=Author("命令行"))
    with pytest.raises(NotAllowed):
        desk.run(take_back, done.history[0], author=Author("命令行", person=1))
    assert desk.run(take_back, done.history[0], author=Author("命令行")).after is Status.PENDING


def test_what_somebody_built_upon_stays(desk: Desk):
    done = desk.do(report_done, rules=RULES)
    desk.do(accept, author=desk.boss)
    with pytest.raises(NotAllowed, match="之后又有变动，不能撤销了：9月10日 12:00 李四 通过"):
        desk.run(take_back, done.history[0])


def test_a_receipt_or_a_reminder_since_is_no_change(desk: Desk):
    done = desk.do(report_done, rules=RULES)
    desk.do(receive, author=desk.boss)
    desk.run(note_reminder, [desk.assignment], unit_id=None, author=desk.boss)
    assert desk.run(take_back, done.history[0]).after is Status.PENDING


def test_two_actions_are_taken_back_one_after_the_other(desk: Desk):
    first = desk.do(tell_progress, "初稿已成")
    second = desk.do(report_done, rules=RULES)
    with pytest.raises(NotAllowed):
        desk.run(take_back, first.history[0])
    desk.run(take_back, second.history[0])
    desk.run(take_back, first.history[0])
    assert desk.row().status is Status.PENDING
    with pytest.raises(AlreadyRecorded, match="已经撤销过了"):
        desk.run(take_back, second.history[0])


def test_taking_back_is_not_taken_back(desk: Desk):
    undone = desk.run(take_back, desk.do(receive).history[0])
    with pytest.raises(NotAllowed, match="不能撤销"):
        desk.run(take_back, undone.history[0])


def test_any_row_of_an_action_names_it(desk: Desk):
    done = desk.do(report_done, rules=RULES, proofs=(LINK,))
    assert desk.run(take_back, done.history[1]).after is Status.PENDING


def test_what_is_not_there_cannot_be_taken_back(desk: Desk):
    with pytest.raises(Gone):
        desk.run(take_back, 99)
    done = desk.do(receive)
    with pytest.raises(Gone):
        desk.run(take_back, done.history[0], region_id=desk.region + 1)


def test_a_granted_extension_taken_back_after_a_correction_gives_the_corrected_date(desk: Desk):
    done = desk.do(extend, UNTIL, "上级推迟")
    desk.run(correct_due, desk.rows(Milestone)[0].id, date(2020, 10, 10), why="笔误", author=desk.boss)
    desk.run(take_back, done.history[0])
    row = desk.row()
    assert (row.due, row.printed_due, row.extended) == (date(2020, 10, 10), date(2020, 9, 30), False)


def test_nothing_is_deleted(desk: Desk):
    done = desk.do(report_done, rules=RULES, proofs=(LINK,))
    kept = {one.id for one in desk.rows(History)}
    desk.run(take_back, done.history[0])
    assert kept < {one.id for one in desk.rows(History)}
    assert len(desk.rows(Assignment)) == 1

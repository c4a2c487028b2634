from dataclasses import replace
from datetime import date

import pytest
from action_stage import Desk
from factories import make_milestone
from sqlalchemy import select

from data.actions.decisions import accept, close, reopen, send_back
from data.actions.extensions import ask_extension, extend
from data.actions.reports import add_proof, receive, report_done, report_void, tell_progress, withdraw_report
from data.actions.values import (
    AlreadyRecorded,
    Gone,
    NeedsProof,
    NotAllowed,
    ProofDraft,
    Refused,
    ReportRules,
    Stale,
)
from data.assignments import refresh
from data.authors import Author
from data.models import Assignment, ExtensionRequest, History, Plan, Proof, ProofKind, Task, Watch
from data.repositories.proofs import valid_proofs
from data.statuses import ACTS, MOVES, OFFERED, Act, Status, may_move

LINK = ProofDraft(ProofKind.LINK, "https://example.cn/a")
UNTIL = date(2020, 11, 15)
RULES = ReportRules()

TRIED = {
    Act.REPORT_DONE: lambda desk: desk.do(report_done, rules=RULES),
    Act.PROGRESS: lambda desk: desk.do(tell_progress, "初稿已成"),
    Act.ASK_EXTENSION: lambda desk: desk.do(ask_extension, UNTIL, "人手不足"),
    Act.REPORT_VOID: lambda desk: desk.do(report_void, "本单位没有这项职能", rules=RULES),
    Act.ACCEPT: lambda desk: desk.do(accept, seen=None),
    Act.SEND_BACK: lambda desk: desk.do(send_back, "佐证不全", seen=None),
    Act.WITHDRAW: lambda desk: desk.do(withdraw_report),
    Act.REOPEN: lambda desk: desk.do(reopen, "链接失效"),
    Act.CLOSE: lambda desk: desk.do(close),
    Act.EXTEND: lambda desk: desk.do(extend, UNTIL, "上级推迟"),
    Act.ADD_PROOF: lambda desk: desk.do(add_proof, LINK),
    Act.RECEIVE: lambda desk: desk.do(receive),
}


def put(desk: Desk, status: Status) -> None:
    with desk.database.transaction() as session:
        session.get_one(Assignment, desk.assignment).status = status


def fresh(desk: Desk, status: Status) -> Desk:
    """Give item 9 another assignment, of that status."""
    with desk.database.transaction() as session:
        task = session.query(Task).one()
        key = make_milestone(session, task).id
        refresh(session, desk.region, desk.now.date())
        row = session.scalars(select(Assignment).where(Assignment.milestone_id == key)).one()
        row.status = status
        return replace(desk, assignment=row.id)


@pytest.mark.parametrize("status", list(Status))
def test_every_act_is_allowed_or_refused_as_the_table_says(desk: Desk, status: Status):
    for act, tried in TRIED.items():
        own = fresh(desk, status)
        if act in ACTS[status]:
            tried(own)
            after = own.row().status
            assert after is status or may_move(status, after)
            assert own.history() != []
            continue
        with pytest.raises(NotAllowed, match=r"^（9）.*可以") as refused:
            tried(own)
        assert "you can" in refused.value.english
        assert own.row().status is status
        assert own.history() == []


def test_what_is_offered_instead_is_allowed():
    assert all(set(OFFERED[status]) <= ACTS[status] for status in Status)
    assert set(ACTS) == set(MOVES)


def test_a_report_waits_for_its_review_and_is_accepted(desk: Desk):
    done = desk.do(report_done, rules=RULES, proofs=(LINK,), words="已上线")
    assert (done.before, done.after, done.reviewed) == (Status.PENDING, Status.SUBMITTED, True)
    assert desk.do(accept, author=desk.boss).after is Status.DONE
    assert desk.row().done_at == desk.now
    assert desk.lines() == [
        "9月10日 12:00 张三 报办结（待审核）：已上线",
        "9月10日 12:00 张三 提交佐证（链接 https://example.cn/a）",
        "9月10日 12:00 李四 通过（已办结）",
    ]


def test_without_a_review_a_report_closes_at_once(desk: Desk):
    done = desk.do(report_done, rules=ReportRules(review=False))
    assert (done.after, done.reviewed) == (Status.DONE, False)
    assert desk.row().done_at == desk.now


def test_a_refusal_says_what_would_be_allowed(desk: Desk):
    desk.do(close)
    with pytest.raises(NotAllowed) as refused:
        desk.do(report_done, rules=RULES, author=desk.boss)
    assert str(refused.value) == (
        "（9）已办结（9月10日 12:00 张三 销号（已办结）），不能再报办结；可以回头看（重新办理）。"
    )


def test_the_same_report_twice_stands_once(desk: Desk):
    first = desk.do(report_done, rules=RULES)
    with pytest.raises(
        AlreadyRecorded, match="（9）已经登记过了：9月10日 12:00 张三 报办结（待审核）"
    ) as refused:
        desk.do(report_done, rules=RULES)
    assert refused.value.history_id == first.history[0]
    assert len(desk.history()) == 1


def test_a_colleague_reporting_it_again_is_told_who_did(desk: Desk):
    desk.do(report_done, rules=RULES)
    with pytest.raises(NotAllowed, match="张三 报办结") as refused:
        desk.do(report_done, rules=RULES, author=Author("王五", person=3))
    assert not isinstance(refused.value, AlreadyRecorded)


def test_who_saw_another_status_is_told_what_it_is_now(desk: Desk):
    desk.do(tell_progress, "初稿已成")
    with pytest.raises(Stale) as refused:
        desk.do(report_done, rules=RULES, seen=Status.PENDING, author=desk.boss)
    assert str(refused.value) == (
        "（9）刚刚变过，现在是进行中：9月10日 12:00 张三 报进展（未开始 → 进行中）：初稿已成。"
    )


def test_receipt_is_history_only(desk: Desk):
    done = desk.do(receive)
    assert (done.before, done.after) == (Status.PENDING, Status.PENDING)
    assert desk.row().touched
    with pytest.raises(AlreadyRecorded):
        desk.do(receive)
    desk.later(minutes=2)
    desk.do(receive)
    assert len(desk.history()) == 2


def test_progress_without_words_is_refused(desk: Desk):
    with pytest.raises(Refused, match="说明进展"):
        desk.do(tell_progress, "  ")


def test_progress_goes_on_telling_without_a_move(desk: Desk):
    desk.do(tell_progress, "初稿已成")
    done = desk.do(tell_progress, "正在征求意见")
    assert (done.before, done.after) == (Status.DOING, Status.DOING)
    assert desk.lines()[1] == "9月10日 12:00 张三 报进展：正在征求意见"


def test_not_applicable_needs_a_reason_and_is_void_once_accepted(desk: Desk):
    with pytest.raises(Refused, match="写明原因"):
        desk.do(report_void, "", rules=RULES)
    assert desk.do(report_void, "没有这项职能", rules=RULES).after is Status.SUBMITTED
    done = desk.do(accept, author=desk.boss)
    assert done.after is Status.VOID
    assert desk.row().done_at is None


def test_a_report_of_done_after_a_returned_one_of_void_is_done(desk: Desk):
    desk.do(report_void, "没有这项职能", rules=RULES)
    desk.do(send_back, "有这项职能", author=desk.boss)
    desk.do(report_done, rules=RULES)
    assert desk.do(accept, author=desk.boss).after is Status.DONE


@pytest.mark.parametrize("status", [Status.PENDING, Status.DOING, Status.RETURNED])
def test_a_withdrawn_report_leaves_all_as_it_was(desk: Desk, status: Status):
    put(desk, status)
    desk.do(report_done, rules=RULES, proofs=(LINK,))
    done = desk.do(withdraw_report)
    assert done.after is status
    with desk.database.read() as session:
        assert valid_proofs(session, [desk.assignment]) == {}
        assert session.query(Proof).count() == 1


def test_required_proof_may_come_before_the_report(desk: Desk):
    strict = ReportRules(require_proof=True)
    with pytest.raises(NeedsProof, match="（9）报办结要附佐证"):
        desk.do(report_done, rules=strict)
    assert desk.row().status is Status.PENDING
    desk.do(add_proof, LINK)
    desk.do(report_done, rules=strict)
    desk.do(send_back, "链接打不开", author=desk.boss)
    with pytest.raises(NeedsProof):
        desk.do(report_done, rules=strict)
    desk.do(report_done, rules=strict, proofs=(ProofDraft(ProofKind.PHOTO, "file-id", kept="proofs/1.jpg"),))
    kept = desk.rows(Proof)[-1]
    assert (kept.kept, kept.given_by, kept.person) == ("proofs/1.jpg", "张三", 1)


def test_the_same_proof_twice_counts_once(desk: Desk):
    desk.do(add_proof, LINK)
    with pytest.raises(AlreadyRecorded, match="提交佐证"):
        desk.do(add_proof, LINK)
    desk.do(report_done, rules=RULES, proofs=(LINK,))
    assert len(desk.rows(Proof)) == 1


def test_empty_proof_is_refused_and_nothing_is_recorded(desk: Desk):
    with pytest.raises(Refused, match="佐证是空的"):
        desk.do(report_done, rules=RULES, proofs=(ProofDraft(ProofKind.LINK, " "),))
    assert desk.row().status is Status.PENDING


def test_what_is_not_there_or_elsewhere_is_refused(desk: Desk):
    with pytest.raises(Gone, match="这一项已经不在了"):
        desk.run(report_done, 999, rules=RULES)
    with pytest.raises(Gone):
        desk.do(report_done, rules=RULES, region_id=desk.region + 1)
    desk.do(report_done, rules=RULES, region_id=desk.region)


def test_what_is_closed_or_no_longer_printed_takes_no_report(desk: Desk):
    with desk.database.transaction() as session:
        session.query(Plan).one().state = Watch.CLOSED
    with pytest.raises(Refused, match="已经归档"):
        desk.do(report_done, rules=RULES)
    with desk.database.transaction() as session:
        session.query(Plan).one().state = Watch.PAUSED
        session.query(Task).one().position = None
    with pytest.raises(Refused, match="已经没有（9）"):
        desk.do(report_done, rules=RULES)


def test_history_says_who_where_and_about_what(desk: Desk):
    desk.do(receive, author=Author("张三", person=7))
    row = desk.rows(History)[0]
    told = (row.region_id, row.assignment_id, row.person, row.by, row.details["act"])
    assert told == (desk.region, desk.assignment, 7, "张三", "receive")
    assert row.unit_id is not None
    assert row.task_id is not None


def test_a_request_that_is_open_ends_with_the_assignment(desk: Desk):
    desk.do(ask_extension, UNTIL, "人手不足")
    desk.do(close, author=desk.boss)
    assert [one.decision for one in desk.rows(ExtensionRequest)] == ["withdrawn"]
    assert desk.lines()[-1] == "9月10日 12:00 李四 撤回延期申请（11月15日）：已办结，不再需要延期"

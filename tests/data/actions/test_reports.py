"""What units report."""


from action_stage import Desk

from data.actions.decisions import accept
from data.actions.reports import (
    report_done,
)
from data.actions.values import ProofDraft, ReportRules
from data.models import ProofKind
from data.statuses import Status

LINK = ProofDraft(ProofKind.LINK, "https://example.cn/a")


def test_a_report_waits_for_its_review_and_is_accepted(desk: Desk):
    done = desk.do(report_done, rules=ReportRules(), proofs=(LINK,))
    assert (done.before, done.after, done.reviewed) == (Status.PENDING, Status.SUBMITTED, True)
    assert desk.do(accept, author=desk.boss).after is Status.DONE
    assert desk.row().done_at == desk.now
    assert desk.lines() == [
        "9月10日 12:00 张三 报办结（待审核）",
        "9月10日 12:00 张三 提交佐证（链接 https://example.cn/a）",
        "9月10日 12:00 李四 通过（已办结）",
    ]

"""The status of an assignment: the moves allowed, what people may do, and overdue as derived; pure."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far an assignment is."""

    PENDING = "pending"  # 未开始
    DOING = "doing"  # 进行中
    SUBMITTED = "submitted"  # 待审核
    DONE = "done"  # 已办结
    RETURNED = "returned"  # 已退回
    VOID = "void"  # 不涉及


FINISHED = frozenset({Status.DONE, Status.VOID})
"""The statuses in which nothing is owed any more."""

MOVES: dict[Status, frozenset[Status]] = {
    # Without a review 办结 and 不涉及 close at once.
    Status.PENDING: frozenset({Status.DOING, Status.SUBMITTED, Status.DONE, Status.VOID}),
    Status.DOING: frozenset({Status.SUBMITTED, Status.DONE, Status.VOID}),
    # 通过 closes, 退回 returns; a unit that takes its report back stands where it stood before.
    Status.SUBMITTED: frozenset({Status.DONE, Status.VOID, Status.RETURNED, Status.DOING, Status.PENDING}),
    Status.RETURNED: frozenset({Status.DOING, Status.SUBMITTED, Status.DONE, Status.VOID}),
    # What was closed by mistake is opened again.
    Status.DONE: frozenset({Status.DOING, Status.RETURNED}),
    Status.VOID: frozenset({Status.PENDING, Status.DOING}),
}
"""Which statuses an assignment may take next."""


class Act(StrEnum):
    """What a person does to an assignment, or to what it comes from."""

    REPORT_DONE = "report_done"  # 报办结
    PROGRESS = "progress"  # 报进展
    ASK_EXTENSION = "ask_extension"  # 申请延期
    REPORT_VOID = "report_void"  # 报不涉及
    ACCEPT = "accept"  # 通过
    SEND_BACK = "send_back"  # 退回
    WITHDRAW = "withdraw"  # 撤回报告
    REOPEN = "reopen"  # 回头看
    CLOSE = "close"  # 销号
    EXTEND = "extend"  # 延期，未经申请
    GRANT = "grant"  # 同意延期
    REFUSE = "refuse"  # 不同意延期
    WITHDRAW_REQUEST = "withdraw_request"  # 撤回延期申请
    ADD_PROOF = "add_proof"  # 补充佐证
    RECEIVE = "receive"  # 收到
    REMIND = "remind"  # 催办
    TAKE_BACK = "take_back"  # 撤回刚才的操作
    CLAIM = "claim"  # 自认涉及、不涉及
    RECORD_EVENT = "record_event"  # 登记事件
    CORRECT_DUE = "correct_due"  # 更正期限
    CORRECT_UNIT = "correct_unit"  # 更正单位
    CORRECT_ROLE = "correct_role"  # 更正责任类型
    CORRECT_STATUS = "correct_status"  # 更正状态


_WORKING = frozenset(
    {
        Act.REPORT_DONE,
        Act.PROGRESS,
        Act.ASK_EXTENSION,
        Act.REPORT_VOID,
        Act.CLOSE,
        Act.EXTEND,
        Act.GRANT,
        Act.ADD_PROOF,
        Act.RECEIVE,
    }
)

ACTS: dict[Status, frozenset[Act]] = {
    Status.PENDING: _WORKING,
    Status.DOING: _WORKING,
    Status.RETURNED: _WORKING,
    Status.SUBMITTED: frozenset(
        {
            Act.ACCEPT,
            Act.SEND_BACK,
            Act.WITHDRAW,
            Act.CLOSE,
            Act.PROGRESS,
            Act.EXTEND,
            Act.GRANT,
            Act.ADD_PROOF,
            Act.RECEIVE,
        }
    ),
    Status.DONE: frozenset({Act.REOPEN, Act.ADD_PROOF, Act.RECEIVE}),
    Status.VOID: frozenset({Act.REOPEN, Act.RECEIVE}),
}
"""What may be done in each status; what is not here is never refused because of a status."""

OFFERED: dict[Status, tuple[Act, ...]] = {
    Status.PENDING: (Act.REPORT_DONE, Act.PROGRESS, Act.ASK_EXTENSION, Act.REPORT_VOID),
    Status.DOING: (Act.REPORT_DONE, Act.PROGRESS, Act.ASK_EXTENSION, Act.REPORT_VOID),
    Status.RETURNED: (Act.REPORT_DONE, Act.PROGRESS, Act.ASK_EXTENSION, Act.REPORT_VOID),
    Status.SUBMITTED: (Act.ACCEPT, Act.SEND_BACK, Act.WITHDRAW),
    Status.DONE: (Act.REOPEN,),
    Status.VOID: (Act.REOPEN,),
}
"""What somebody is told that may be done instead, in this order."""


def may_move(start: Status, to: Status) -> bool:
    """Whether an assignment may go from `start` to `to`."""
    return to in MOVES[start]


def read_status(word: object) -> Status | None:
    """Return the status that is stored as `word`, None where it is none."""
    return _STATUSES.get(word)


def read_act(word: object) -> Act | None:
    """Return the act that is stored as `word`, None where it is none."""
    return _ACTS.get(word)


_STATUSES: dict[object, Status] = {status.value: status for status in Status}
_ACTS: dict[object, Act] = {act.value: act for act in Act}


def may_act(status: Status, act: Act) -> bool:
    """Whether a person may do `act` to an assignment of that `status`."""
    return act in ACTS[status]


def is_overdue(due: date | None, status: str, today: date, *, soft: bool = False) -> bool:
    """Whether an assignment is unfinished after its due date; a soft target (争取) never is."""
    return due is not None and due < today and status not in FINISHED and not soft

"""Which actions bring an assignment from one status to the one that a ledger states; pure."""

from enum import StrEnum

from data.statuses import Status
from data.wording.tasks import say_status


class Step(StrEnum):
    """One action of a person (data/actions)."""

    PROGRESS = "progress"  # 报进展
    REPORT = "report"  # 报办结
    VOID = "void"  # 报不涉及，直接认可
    CLOSE = "close"  # 销号
    SEND_BACK = "send_back"  # 退回
    WITHDRAW = "withdraw"  # 撤回报告
    REOPEN = "reopen"  # 回头看


_WORKING: dict[Status, tuple[Step, ...]] = {
    Status.SUBMITTED: (Step.REPORT,),
    Status.DONE: (Step.CLOSE,),
    Status.VOID: (Step.VOID,),
}
_PATHS: dict[Status, dict[Status, tuple[Step, ...]]] = {
    Status.PENDING: {Status.DOING: (Step.PROGRESS,), **_WORKING},
    Status.DOING: _WORKING,
    Status.RETURNED: {Status.DOING: (Step.PROGRESS,), **_WORKING},
    Status.SUBMITTED: {
        Status.DONE: (Step.CLOSE,),
        Status.RETURNED: (Step.SEND_BACK,),
        # A report that is withdrawn leaves what was before it.
        Status.PENDING: (Step.WITHDRAW,),
        Status.DOING: (Step.WITHDRAW, Step.PROGRESS),
        Status.VOID: (Step.WITHDRAW, Step.VOID),
    },
    Status.DONE: {Status.DOING: (Step.REOPEN,)},
    Status.VOID: {Status.PENDING: (Step.REOPEN,), Status.DOING: (Step.REOPEN, Step.PROGRESS)},
}


def steps_to(start: Status, to: Status) -> tuple[Step, ...] | None:
    """Return the actions from `start` to `to`, none where it is there, None where no way leads there."""
    return () if start is to else _PATHS[start].get(to)


def say_ways(start: Status) -> str:
    """Say which statuses may follow `start`."""
    return "、".join(say_status(status) for status in _PATHS[start])

"""The first sheet of the ledger: a row of figures for each plan, their sums, and how to read them; pure."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from data.models import Watch
from data.progress import Counts
from data.repositories.ledger import LedgerPlan

if TYPE_CHECKING:
    from data.ledger.figures import Tally
    from data.ledger.writing import PlanFigures

HEADS: tuple[tuple[str, float], ...] = (
    ("地区", 12),
    ("任务分工表", 24),
    ("督办机构", 16),
    ("件数", 7),
    ("已办结件", 7),
    ("项次", 7),
    ("已办结", 7),
    ("待审核", 7),
    ("进行中", 7),
    ("已退回", 7),
    ("未开始", 7),
    ("完成率", 8),
    ("逾期", 7),
    ("14天内到期", 9),
    ("不涉及", 7),
    ("无期限", 7),
    ("以后各期", 7),
    ("待指定单位", 8),
    ("不计入", 7),
    ("台账行数", 8),
)
"""The heads of the figures with their widths."""

STATES = {Watch.OPEN: "", Watch.PAUSED: "（已暂停）", Watch.CLOSED: "（已归档）"}
Figure = str | float | None
Cells = list[tuple[Figure, tuple[str, float]]]

HOW_TO = (
    "怎么数的：一个单位的一个时间节点是1项次；一件事项的各单位都办结，才算办结1件。",
    "项次＝已办结＋待审核＋进行中＋已退回＋未开始；完成率＝已办结÷项次；逾期、14天内到期是其中的一部分。",
    "台账行数＝项次＋不涉及＋无期限＋以后各期＋待指定单位＋不计入；每行归在哪一类，看该行的“统计”列。",
    "不计入：已暂停、已归档的事项，新文件里已删去的事项或期限，已撤销单位没有办结的。",
    "怎么改：黄色表头的列（现定期限、状态、佐证、备注）可以改；"
    "改后用 duban import --ledger 文件名 导回，先看差异再确认。",
    "排序、筛选、移动列、加列都不影响导回；隐藏的两列请不要删改。改期限即延期，备注写明原因。",
)


def figure_rows(figures: "Sequence[PlanFigures]") -> Iterator[tuple[Cells, bool]]:
    """Yield a row for each plan, then the sum of the open ones; the second says whether it is a sum."""
    shown = [(one, one.tally.counts()) for one in figures]
    for one, counts in shown:
        plan = one.plan
        names: list[Figure] = [plan.region, plan.short_name + STATES[plan.state], plan.office or "（没有）"]
        yield _cells(names, counts, [one.tally]), False
    counted = [(one, counts) for one, counts in shown if one.plan.state is Watch.OPEN]
    if len(shown) > 1 and counted:
        label = "合计" if len(counted) == len(shown) else "合计（在办的）"
        yield (
            _cells(
                [label, f"{len(counted)}份", None],
                _added([counts for _, counts in counted]),
                [one.tally for one, _ in counted],
            ),
            True,
        )


def notes(left_out: Sequence[LedgerPlan]) -> list[str]:
    """Say how to read and to edit the ledger, and which plans are not in it."""
    missing = [f"{plan.short_name}{STATES[plan.state]}" for plan in left_out]
    rest = [f"未列入：{'、'.join(missing)}。导出时加 --all 可一并列出。"] if missing else []
    return [*rest, *HOW_TO]


def _cells(names: list[Figure], counts: Counts, tallies: "Sequence[Tally]") -> Cells:
    figures: list[Figure] = [
        *names,
        counts.items_total,
        counts.items_done,
        counts.total,
        counts.done,
        counts.submitted,
        counts.doing,
        counts.returned,
        counts.pending,
        counts.rate,
        counts.overdue,
        counts.due_soon,
        counts.void,
        counts.undated,
        sum(tally.later for tally in tallies),
        sum(tally.unnamed for tally in tallies),
        sum(tally.apart for tally in tallies),
        sum(tally.rows for tally in tallies),
    ]
    return list(zip(figures, HEADS, strict=True))


def _added(all_counts: Sequence[Counts]) -> Counts:
    """Add up the counts of plans, which share no assignment."""
    names = [name for name in Counts.__slots__ if name != "rate"]
    sums = {name: sum(getattr(counts, name) for counts in all_counts) for name in names}
    rate = round(sums["done"] / sums["total"], 4) if sums["total"] else None
    return Counts(rate=rate, **sums)

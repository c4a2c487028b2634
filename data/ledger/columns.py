"""The columns of a ledger sheet: their heads, their widths, and what a person may change in them."""

from dataclasses import dataclass
from enum import StrEnum

from data.statuses import Status
from data.wording.tasks import say_status


class Field(StrEnum):
    """What a column holds; the value is its printed head."""

    NUMBER = "序号"
    PLAN = "任务分工表"
    ITEM = "项号"
    SCOPE = "领域"
    HEADING = "工作任务"
    DETAIL = "具体事项"
    UNIT = "责任单位"
    ROLE = "责任类型"
    SUPERVISOR = "主管单位"
    DEADLINE = "完成时间（原文）"
    PRINTED_DUE = "原定期限"
    DUE = "现定期限"
    CYCLE = "周期"
    STATUS = "状态"
    LATE = "逾期天数"
    DONE_AT = "办结时间"
    PROOF = "佐证"
    LAST = "最近变动"
    REMARK = "备注"
    COUNTED = "统计"
    KEY = "行标识（勿改）"
    STATE = "导出时（勿改）"


class Shape(StrEnum):
    """How the cells of a column are shown."""

    TEXT = "text"  # 文字，左对齐
    SHORT = "short"  # 短字，居中
    DATE = "date"  # 日期
    DAYS = "days"  # 天数


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its width in digits of the sheet's font; `editable` ones come back with an import."""

    field: Field
    width: float
    shape: Shape = Shape.TEXT
    editable: bool = False
    hidden: bool = False


COLUMNS = (
    Column(Field.NUMBER, 4.5, Shape.SHORT),
    Column(Field.PLAN, 9),
    Column(Field.ITEM, 5, Shape.SHORT),
    Column(Field.SCOPE, 8),
    Column(Field.HEADING, 12),
    Column(Field.DETAIL, 34),
    Column(Field.UNIT, 13),
    Column(Field.ROLE, 10),
    Column(Field.SUPERVISOR, 11),
    Column(Field.DEADLINE, 16.5),
    Column(Field.PRINTED_DUE, 10.5, Shape.DATE),
    Column(Field.DUE, 10.5, Shape.DATE, editable=True),
    Column(Field.CYCLE, 7, Shape.SHORT),
    Column(Field.STATUS, 7.5, Shape.SHORT, editable=True),
    Column(Field.LATE, 8.5, Shape.DAYS),
    Column(Field.DONE_AT, 10.5, Shape.DATE),
    Column(Field.PROOF, 14, editable=True),
    Column(Field.LAST, 15),
    Column(Field.REMARK, 15, editable=True),
    Column(Field.COUNTED, 7, Shape.SHORT),
    Column(Field.KEY, 18, hidden=True),
    Column(Field.STATE, 34, hidden=True),
)
"""The columns from left to right."""

STATUSES = tuple(say_status(status) for status in Status)
"""The words that the status column offers."""

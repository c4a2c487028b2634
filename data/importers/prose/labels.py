"""The labels that stand before a colon in an assignment: 牵头单位：, 完成时限：, 责任人：."""

import re
from enum import StrEnum

from data.units.values import Role


class Field(StrEnum):
    """What the words after a label are, where they are no units."""

    DEADLINE = "deadline"  # 时限
    HEADING = "heading"  # 工作任务
    DETAIL = "detail"  # 工作内容
    NUMBER = "number"  # 序号
    EXTRA = "extra"  # 责任人、目标、进展……


_OFFICE = "(?:单位|部门|主体|机构|科室|股室|处室|乡镇|镇街|街道)"
_JOIN = "(?:[（(]?(?:及|和|与|、|/|或)?(?:牵头|责任|主责|主要|具体|配合|落实|实施|负责)[）)]?)*"
_SHORT = "(?:工作|任务|主要|具体|总|第一|共同|市级|县级|区级|州级|省级|县直|区直|市直|本级|乡镇)?"
_ROLES: tuple[tuple[str, Role], ...] = (
    ("配合|协办|协助|协同|参与|参加|支持|会办|会同", Role.ASSIST),
    ("指导", Role.GUIDE),
    ("主管|监管|监督|督办|督导|督查|督促|督查督办", Role.SUPERVISE),
    (
        "牵头|责任|主责|负责|主办|承办|主体|实施|落实|执行|完成|推进|承担|整改|包保|组织|办理|经办|主要",
        Role.LEAD,
    ),
)
_UNITS = tuple(
    (
        re.compile(
            rf"{_SHORT}(?:{words})(?:责任|实施|落实|负责|管理)?{_JOIN}{_OFFICE}(?:[（(][^）)]{{1,12}}[）)])?(?:名称|[及和、](?:责任人|负责人))?"
        ),
        role,
    )
    for words, role in _ROLES
)
_BARE = {"牵头": Role.LEAD, "责任": Role.LEAD, "主责": Role.LEAD, "承办": Role.LEAD, "负责": Role.LEAD} | {
    "主办": Role.LEAD,
    "配合": Role.ASSIST,
    "参与": Role.ASSIST,
    "协办": Role.ASSIST,
    "指导": Role.GUIDE,
    "主管": Role.SUPERVISE,
    "监管": Role.SUPERVISE,
    "督办": Role.SUPERVISE,
}
_DEADLINE = re.compile(
    r"(?:任务|工作|计划|拟|预计|整改|办理|办结|完成|落实|推进|实施|责任|目标|序时)*"
    r"(?:时限|期限|时间|时间节点|节点|进度|日期|序时进度)(?:要求|安排|节点|进度|及要求|和要求)?"
)
_HEADING = re.compile(
    r"(?:重点|主要|具体|督办|督查|年度|目标|整改)?(?:任务名称|工作任务|重点任务|任务|事项名称|事项|工作事项|项目名称|"
    r"工作名称|名称|重点工作|存在问题|问题|反馈问题|议定事项|目标任务)"
)
_DETAIL = re.compile(
    r"(?:任务|工作|主要|具体|整改|事项|建设|项目|办理)?(?:内容|措施|举措|要求)(?:及要求|和要求|及目标|及措施)?|工作任务及要求"
)
_NUMBER = re.compile(r"(?:任务|督办|事项)?(?:序号|编号)")
_EXTRA = re.compile(
    r"(?:\w{0,6})?(?:责任人|负责人|领导|联系人|联络员|经办人|电话|手机|联系方式|目标|标准|成果|形式|范围|备注|进展|情况|"
    r"资金来源|资金|投资|依据|来源|地点|方式|频次|年度目标|验收)(?:姓名|及联系方式|及电话|要求)?"
)
LABEL = re.compile(
    r"([^\s：:，,；;。、（()）【】]{2,14}(?:[（(][^）)]{1,8}[）)])?[^\s：:，,；;。、（()）【】]{0,6})\s*[：:]"
)
"""Words that may be a label, with their colon."""


def read_label(words: str) -> Role | Field | None:
    """Tell what stands after a label: units with a role, or a field; None if it is no label."""
    label = re.sub(r"\s", "", words).strip("：:【】[]")
    if label in _BARE:
        return _BARE[label]
    for pattern, role in _UNITS:
        if pattern.fullmatch(label):
            return role
    for pattern, field in (
        (_DEADLINE, Field.DEADLINE),
        (_NUMBER, Field.NUMBER),
        (_HEADING, Field.HEADING),
        (_DETAIL, Field.DETAIL),
        (_EXTRA, Field.EXTRA),
    ):
        if pattern.fullmatch(label):
            return field
    return None


def is_label(words: str) -> bool:
    """Whether a cell or a piece of text is one of the labels of an assignment."""
    return read_label(words) is not None

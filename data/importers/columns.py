"""Which printed head is which field, by its meaning: 责任单位, 牵头单位, 完成时限, 时间进度, 一季度 …"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from data.dates.numerals import read_number
from data.importers.grid import compact, squeeze
from data.units.values import Role


class Field(StrEnum):
    """What a column holds."""

    NUMBER = "number"  # 序号
    SECTION = "section"  # 类别
    HEADING = "heading"  # 工作任务
    DETAIL = "detail"  # 具体事项
    MEASURE = "measure"  # 工作措施: the detail where no other column is
    SCOPE = "scope"  # 领域
    CHAPTER = "chapter"  # 方案项目
    UNITS = "units"  # 责任单位
    DEADLINE = "deadline"  # 完成时间
    QUARTER = "quarter"  # 一季度, 6月: what is done until then
    INDICATOR = "indicator"  # 指标, 分值: marks a table that assigns nothing
    EXTRA = "extra"  # 责任人, 电话, 进展 …


@dataclass(frozen=True, slots=True)
class Column:
    """A head as printed and what stands under it; `month` is the last one of a QUARTER column."""

    field: Field
    head: str
    role: Role | None = None
    month: int | None = None
    year: int | None = None
    bare: bool = False


_NUMERAL = "[一二三四五六七八九十]{1,2}|[0-9]{1,2}"
_QUARTER = re.compile(
    r"(?:(?P<year>20\d\d)年?)?(?:第?(?P<quarter>[一二三四1-4])(?:季度|季)|Q(?P<q>[1-4]))"
    r"(?:末|底|前|内)?(?:工作|目标|任务|进度|计划|安排|节点|完成|要求|内容)*(?:\(.{1,12}\))?",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"(?:(?P<year>20\d\d)年?)?(?:(?:{_NUMERAL})[-~—至](?=.{{1,3}}月))?(?P<month>{_NUMERAL})月份?"
    r"(?:末|底|前|底前|份)?(?:工作|目标|任务|进度|计划|安排|节点|完成|要求|内容)*"
)
_STAGE = re.compile(
    r"第?[一二三四五六1-6](?:阶段|步|批|期).{0,6}\((?:.{2,8}?[-~—至])?(?:(?P<year>20\d\d)年)?"
    rf"(?P<month>{_NUMERAL})月(?:底|末)?(?:之?前|以前)?\)"
)
_HALF = re.compile(r"(?:(?P<year>20\d\d)年?)?(?P<half>[上下])半年(?:工作|目标|任务|进度|计划|安排|完成)*")

_UNIT_NOUN = r"(?:单位|部门|主体|机构|科室|股室|处室|乡镇|镇街|街道|地区|责任方)"
_PEOPLE = r"(?:责任人|负责人|领导|联系人|联络员|经办人|承办人|分管|包保人|具体人员|人员|姓名)"
_ROLES: tuple[tuple[str, Role], ...] = (
    (r"配合|协办|协助|协同|参与|参加|支持|会办|会同|协作", Role.ASSIST),
    (r"指导", Role.GUIDE),
    (r"主管|监管|监督|督办|督导|督查|督促|监测", Role.SUPERVISE),
    (
        r"牵头|责任|主责|承办|主办|主体|实施|落实|执行|负责|完成|承担|推进|整改|包保|组织|办理|建设|主要|分工",
        Role.LEAD,
    ),
)
_ROLE_WORD = "|".join(words for words, _ in _ROLES)
_BARE_ROLE = re.compile(
    r"(?:牵头|责任|主责|承办|主办|配合|参与|参加|协办|协同|协助|指导|主管|监管|督办|落实)(?:方)?"
)
_BARE_UNITS = re.compile(
    r"(?:具体|工作|任务|有关|相关|本级)?(?:单位|部门|科室|处室|股室|乡镇|镇街|街道|乡镇街道)(?:名称|和部门|、部门|及部门)?"
)
_OTHER_UNITS = re.compile(
    rf".*(?:报送|填报|上报|申报|编制|审核|审批|验收|考核|评估|交办|来源|发文|联系|制发|印发|下达|接收|抄送).*{_UNIT_NOUN}.*"
)

# Order matters: the first row whose pattern fits the whole head wins.
_MEANINGS: tuple[tuple[Field, str], ...] = (
    (Field.NUMBER, r"(?:任务|事项|项目|工作|总)?(?:序号|编号|序|项次|序次|号|项号|NO\.?|排序)"),
    (
        Field.EXTRA,
        r".*(?:开工|开始|启动|起始|交办|下达|收文|发文|立项|更新|填报|上报|报送|销号|实际完成|反馈|接收|印发)(?:时间|日期)",
    ),
    (
        Field.EXTRA,
        r"下一步.*|.*(?:进展|进展情况|完成情况|落实情况|推进情况|工作情况|办理情况|办结情况|进度情况|整改情况|存在困难|状态|结果|成效)(?:说明|.*情况)?",
    ),
    (
        Field.INDICATOR,
        r".*(?:分值|权重|得分|扣分|评分|计分|赋分|自评分|分数|满分).*|.*指标.*|考核(?:内容|项目|要点|标准)|评价.*|指标",
    ),
    (
        Field.DEADLINE,
        r".*(?:时限|期限|截止|时间节点|时间进度|时间要求|时间安排|完成时间|完成日期|(?:竣工|完工|结束|终止|投产|验收)(?:时间|日期)|办结日期|办结时间|时间表|工期|节点|时序).*"
        r"|进度(?:安排|要求|计划)|(?:完成|计划|序时|推进|工作|时间)进度(?:安排|要求|计划)?|(?:进度)?(?:时间|日期|年限)"
        r"|(?:整改|实施|推进|落实|计划|要求|办理|起止|工作|目标|拟|预计|任务|达标|计划完成)(?:时间|日期)(?:及.*|和.*)?"
        r"|(?:完成|办理|报送)?时间(?:及|和|与|、).*",
    ),
    (
        Field.CHAPTER,
        r"(?:对应|所属|方案|依据|文件)*(?:方案项目|章节|条款|方案条目|方案章节|条目|方案内容)(?:号)?",
    ),
    (Field.SCOPE, r"(?:试点|公开|重点|涉及|所属|政务公开|检查|整治|行业|工作|任务|创建)*领域(?:名称)?"),
    (
        Field.SECTION,
        r"(?!单位|企业|责任|公开|资金|人员).{0,4}(?:类别|分类|大类|种类)|(?:任务|工作|事项|项目|问题|所属)?(?:类型|板块|条线|维度|方面)",
    ),
    (
        Field.DETAIL,
        r"(?:具体|细化|分解|主要工作|主要|工作|任务|重点|任务分解|细分|建设|整改)?"
        r"(?:具体|细化|分解)(?:事项|任务|内容|工作|工作任务|工作内容|目标任务|项目|措施|举措|要求)(?:及.*|和.*)?"
        r"|(?:主要|工作|任务|重点|建设|整改|事项|项目|创新|改革)?(?:工作)?内容(?:及.*|和.*)?|(?:测评|创建|督查|检查|整治|推进|实施|服务|目标|责任|治理|攻坚|提升).{0,2}内容|任务分解|工作分解|子任务|二级任务|三级任务|小项",
    ),
    (
        Field.EXTRA,
        r".*(?:任务来源|任务依据|来源|依据|备注|说明|成果|形式|方式|标准|目标值|范围|地点|电话|手机|联系方式|资金|投资|频次|职务|附注)",
    ),
    (
        Field.HEADING,
        r"(?:年度|重点|主要|工作|督办|督查|目标|整改|改革|具体|牵头|分工|一级|总体|核心|.{0,6})?"
        r"(?:任务名称|工作任务|重点任务|目标任务|任务目标|任务事项|任务清单|任务分工|任务|事项名称|事项|项目名称|项目|工作名称|重点工作"
        r"|.{0,4}问题(?:描述|表现|表述|内容|清单|事项)?|举措名称|改革举措|推广举措|任务要点|工作要点|要点|议题|工作|大项)(?:和.{1,6}|及.{1,6})?",
    ),
    (Field.MEASURE, r".{0,8}(?:措施|举措|要求|做法|安排|计划|打算|行动|路径)"),
    (Field.EXTRA, r".*(?:目标|预期|指引|名称).*"),
)
LONGEST_HEAD = 24


@lru_cache(maxsize=4096)
def read_head(text: str) -> Column | None:
    """Tell what stands under the head `text`; None if it is no head that a plan has."""
    whole = compact(text).strip(":*★")
    bare = re.sub(r"\([^()]*\)", "", whole) or whole
    if not bare or len(bare) > LONGEST_HEAD or re.search(r"[。;]", bare):
        return None
    column = _read_period(whole, bare) or _read_units(whole, bare) or _read_other(whole, bare)
    return column and _renamed(column, squeeze(text).strip("：:*★"))


def combine(parent: str, child: str) -> Column | None:
    """Read a head of two rows: 责任单位 over 牵头, 完成时限 over 一季度, 责任领导 over 单位."""
    above, below = read_head(parent), read_head(child)
    whole = squeeze(parent) + squeeze(child)
    if below is None:
        below = read_head(whole) if parent else None
        return below or (above and _renamed(above, whole))
    if above is None or below.field is not Field.UNITS:
        return _renamed(below, whole) if below.field is Field.EXTRA else below
    if above.field in (Field.EXTRA, Field.INDICATOR):
        return _renamed(above, whole)
    if above.field is Field.UNITS and below.bare and not _BARE_ROLE.fullmatch(compact(child)):
        return _renamed(above, whole)
    return below


def _renamed(column: Column, head: str) -> Column:
    return replace(column, head=head)


def _read_period(head: str, bare: str) -> Column | None:
    """Read 一季度, 2021年第2季度, Q3, 1-3月, 6月底 and 上半年 as the months of a QUARTER column."""
    if found := _QUARTER.fullmatch(head) or _QUARTER.fullmatch(bare):
        month = 3 * (read_number(found["quarter"] or found["q"]) or 0)
    elif found := _HALF.fullmatch(bare):
        month = 6 if found["half"] == "上" else 12
    elif found := _MONTH.fullmatch(bare) or _STAGE.fullmatch(head):
        month = read_number(found["month"]) or 0
    else:
        return None
    if not 1 <= month <= 12:
        return None
    return Column(Field.QUARTER, head, month=month, year=int(found["year"]) if found["year"] else None)


def _read_units(head: str, bare: str) -> Column | None:
    """Read a head of units with the role that its words give."""
    if bare.startswith("各") or re.search(r"政府|委员会$", bare):
        return None
    if _BARE_ROLE.fullmatch(bare):
        return Column(Field.UNITS, head, _role(bare), bare=True)
    if _BARE_UNITS.fullmatch(bare):
        return Column(Field.UNITS, head, Role.LEAD, bare=True)
    noun = re.search(rf"{_UNIT_NOUN}", bare)
    if _OTHER_UNITS.fullmatch(bare) and not re.search("牵头|责任|配合", bare):
        return Column(Field.EXTRA, head)
    if noun and re.search(_ROLE_WORD, bare) and len(bare) <= 16:
        return Column(Field.UNITS, head, _role(bare[: noun.start()] or bare))
    if re.search(_PEOPLE, bare):
        return Column(Field.EXTRA, head)
    return None


def _role(words: str) -> Role:
    """Tell the role in a head; 主管责任单位 supervises, 主体责任单位 leads, 牵头及配合单位 leads."""
    found = [role for pattern, role in _ROLES if re.search(pattern, words)]
    if Role.ASSIST in found and re.search("牵头|责任|主办|承办|主责", words):
        return Role.LEAD
    return found[0] if found else Role.LEAD


def _read_other(head: str, bare: str) -> Column | None:
    for field, pattern in _MEANINGS:
        if re.fullmatch(pattern, bare, re.IGNORECASE):
            return Column(field, head)
    return None

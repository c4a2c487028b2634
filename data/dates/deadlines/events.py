"""Rules for deadlines that hang on an event (X出台2个月内)."""

from data.dates.deadlines.cell import Cell, Found, Match, Read, clause_before, compiled
from data.dates.deadlines.points import CN
from data.dates.events import due_after
from data.dates.numerals import read_number
from data.dates.values import MilestoneKind
from data.dates.workdays import is_workday

NUMBER = rf"(?:\d{{1,4}}|[{CN}两百]{{1,4}}|半)"
EVENT = (
    rf"(?P<n>{NUMBER})个?(?P<and>半(?=月))?(?P<unit>工作日|日|天|周|星期|月|季度|年|小时)(?P<more>(?<=年)半)?"
    r"(?:(?:之|以)?内|(?=[，,。；;]|$))"
)
_EVENT_END = (
    "(?:之日起?|之时起?|(?<![最今])[以之]?后的?|以来|起的?|出台|完成|印发|发布|下发|公布|颁布|结束|召开|通过|批复|批准|启动"
    "|到位|实施|施行|成立|验收|审定|生效|发生|受理|立项|开工|竣工|闭幕|发文|收文|形成|确定|同意|办结|移交|上线|到期|发现|反馈"
    "|下达|拨付|签订|签约|签署|出具|取得|交付|交办|转办|移送|摘牌|挂牌|投产|建成|中标|开标|公示|公告|届满|期满|备案|审批|审核"
    "|核准|核定|认定|评审|送达|签收|明确|转发|修订|换届|变更|申请|登记|报到|入库|封顶|通车|提出"
    "|接到.*|收到.*)(?:的|，|,)?$"
)
_EVENT_TAIL = "(?:之日起?|之时起?|(?<!最)[之以]?后的?|以来|起的?|的|，|,)+$"
_EVENT_HEAD = (
    "^(?:并|且)?(?:自(?!然|治|查|主|愿|来|建|行)|从|在(?!线|建|册)|于|待|原则上|争取|力争|应|须|要)+"
)
# 方案印发 may be any plan's: 制定实施方案，方案印发后1个月内培训.
_THE_ISSUE = (
    "(?:[本此][^，,]{0,12}|通知|文件)?(?:印发|发布|下发|发文|公布|出台)"
    "|本(?:方案|通知|意见|文件)(?:实施|施行)"
)


def read_event(match: Match, cell: Cell) -> Read | None:
    """Read X出台2个月内: the event stands before the number, from the start of its clause."""
    before = _words_before(match, cell)
    offset, working = offset_of(match)
    found = Found(MilestoneKind.EVENT, event="印发", offset=offset, working=working)
    if compiled(_EVENT_END).search(before):
        event = compiled(_EVENT_HEAD).sub("", compiled(_EVENT_TAIL).sub("", before))
        # 会后一周内: 会 alone would say nothing.
        found.event = event if len(event) != 1 else compiled(_EVENT_HEAD).sub("", before).rstrip("，,")
        found.event = found.event or "印发"
        return _event(match, cell, found, len(before))
    if not match[0].endswith("内"):
        return None
    if compiled(_EVENT_HEAD).sub("", before) and before[-1] not in "，,":
        return None if cell.latest else Read([], ["没有写明从哪一天算起"])
    read = _event(match, cell, found, 0)
    if read.found:
        read.unread.append("没有写明从哪一天算起，按方案印发之日算")
    return read


def _words_before(match: Match, cell: Cell) -> str:
    """Return the clause before the number, over a comma (接到通知后，3个工作日内), not over another date."""
    text, begin = cell.text, match.start()
    comma = begin > 0 and text[begin - 1] in "，,"
    before = clause_before(text, begin - comma)
    at = begin - comma - len(before)
    while at > 0 and text[at - 1] in "“”":
        # “十四五”规划印发后: quotes end no clause.
        quoted = clause_before(text, at - 1)
        before, at = quoted + text[at - 1] + before, at - 1 - len(quoted)
    before += text[begin - comma : begin]
    return before[max(0, len(before) - (begin - max(cell.latest_end, 0))) :]


def _event(match: Match, cell: Cell, found: Found, length: int) -> Read:
    """Give the event; where it is the plan's own issue and that day is known, its date is known too."""
    if cell.issued and compiled(_THE_ISSUE).fullmatch(found.event or ""):
        try:
            found.due = due_after(
                cell.issued, found.offset or "", working=found.working, is_workday=is_workday
            )
        except (ValueError, OverflowError):
            return Read([], ["期限超出了日历，请核对"], match.start() - length)
        cell.settle(found.due, match.end())
    cell.latest_end = match.end()
    return Read([found], [], match.start() - length)


def offset_of(match: Match) -> tuple[str, bool]:
    """Return the ISO 8601 duration, and whether it counts working days."""
    unit = match["unit"]
    if match["and"] or match["more"]:
        whole = read_number(match["n"]) or 0
        return f"P{whole}M15D" if match["and"] else f"P{whole}Y6M", False
    if match["n"] == "半":
        return {"年": ("P6M", False), "月": ("P15D", False)}.get(unit, ("P1D", False))
    number = read_number(match["n"]) or 0
    if unit == "季度":
        return f"P{number * 3}M", False
    if unit == "小时":
        return f"PT{number}H", False
    letter = {"工作日": "D", "日": "D", "天": "D", "周": "W", "星期": "W", "月": "M", "年": "Y"}[unit]
    return f"P{number}{letter}", unit == "工作日"

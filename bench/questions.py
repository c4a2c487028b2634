"""A mix of questions of every intent, as people of a made county type them."""

from dataclasses import dataclass
from datetime import datetime

from bench.names import REGIONS
from handlers.message import ChatRole, Incoming, Seat


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the unit in whose chat it is typed; None is the operator's or the leaders' seat."""

    text: str
    unit: str | None = None
    leaders: bool = False


MIX: tuple[Asked, ...] = (
    Asked("县住建局本月有哪些任务到期？"),
    Asked("县财政局 has which tasks due this month"),
    Asked("9月底前要完成什么", unit="县教体局"),
    Asked("我们下周有哪些任务到期", unit="云溪镇人民政府"),
    Asked("县民政局未来30天到期的任务"),
    Asked("10月15日前各乡镇要完成哪些"),
    Asked("县财政局有没有逾期的"),
    Asked("我镇还有哪些逾期没完成", unit="云溪镇人民政府"),
    Asked("县水利局有哪些任务"),
    Asked("政务新媒体相关的任务"),
    Asked("县司法局牵头的有哪些任务"),
    Asked("下一个截止日期是什么时候", unit="县交通局"),
    Asked("县审计局下一个要交的是什么"),
    Asked("信息公开目录谁负责"),
    Asked("《2020年营商环境任务分工表一》第3项的主管单位是谁"),
    Asked("办事指南什么时候完成"),
    Asked("《2020年营商环境任务分工表一》第5项截止时间"),
    Asked("《2020年安全生产任务分工表二》第12项具体内容"),
    Asked("哪些任务是持续推进的", unit="县林业局"),
    Asked("县农业农村局每季度都要做的"),
    Asked("养老服务领域谁牵头"),
    Asked("县民政局负责哪些领域"),
    Asked("义务教育的标准指引在哪"),
    Asked("县住建局本月完成率"),
    Asked("还有几项没办结", unit="县市场监管局"),
    Asked("哪些单位没完成《2020年安全生产任务分工表二》第9项", leaders=True),
    Asked("本周汇总", leaders=True),
    Asked("现在是哪个阶段", unit="县发展改革委"),
    Asked("《2020年安全生产任务分工表二》第7项已完成", unit="县卫生健康委"),
    Asked("催一下县财政局", leaders=True),
    Asked("管理局本月有什么任务"),
    Asked("你能做什么", unit="县文旅局"),
    Asked("今天中午吃什么"),
)


def incoming(asked: Asked, now: datetime, region: str = REGIONS[0]) -> Incoming:
    """Put a question to the seat from which it is asked."""
    role = ChatRole.LEADERS if asked.leaders else ChatRole.UNIT if asked.unit else ChatRole.OPERATOR
    return Incoming(text=asked.text, seat=Seat(role, region=region, unit=asked.unit), now=now)

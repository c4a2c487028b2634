"""The signs by which a message shows what it wants: one enum for words and for the entities found."""

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """One thing that stands in a message; rows of the intent table are written in these."""

    # entities
    UNIT = "unit"  # 县财政局, 各乡镇
    OWN = "own"  # 我们、本单位
    WIDE = "wide"  # 全县、所有单位
    ITEM = "item"  # 第12项
    SECTION = "section"  # 第3大项、方案项目（十二）
    POSITION = "position"  # 第2个
    PERIOD = "period"  # 本月
    AHEAD = "ahead"  # 年底前, while that is still to come
    DOMAIN = "domain"  # 养老服务
    UNLED = "unled"  # a domain that the region's documents print without a lead unit
    PLAN = "plan"  # 〔2020〕64号
    SUBJECT = "subject"  # 办事一本通
    REST = "rest"  # words that no rule explains
    THIS = "this"  # 这项
    ROLE_LEAD = "lead"  # 牵头
    ROLE_SUPERVISE = "supervise"  # 主管
    ROLE_GUIDE = "guide"  # 指导
    ROLE_ASSIST = "assist"  # 配合
    # questions
    ASK = "ask"  # 吗、?
    POLITE = "polite"  # 能不能…吗: a request in the shape of a question
    ASKTIME = "asktime"  # 什么时候
    TIMEPOINT = "timepoint"  # 截止时间
    NEXT = "next"  # 下一个
    DUE = "due"  # 到期
    NOT_YET = "not yet"  # 还没到期
    MUST = "must"  # 要完成、要报
    OVERDUE = "overdue"  # 逾期
    LATE_TOO = "late too"  # 逾期和…
    LATEST = "latest"  # 最晚、最后一个
    WHO = "who"  # 谁、哪个单位
    WHICH_UNITS = "which units"  # 哪些单位
    UNITNOUN = "unit noun"  # 责任单位
    CHARGE = "charge"  # 负责
    DETAIL = "detail"  # 具体内容
    CONTENT = "content"  # 是什么、内容
    CONTINUOUS = "continuous"  # 持续、长期
    YEARLY = "yearly"  # 每年
    QUARTERLY = "quarterly"  # 每季度
    RECURRING = "recurring"  # 定期
    UNDATED = "undated"  # 没有明确期限
    FIELD = "field"  # 领域
    GUIDELINE = "guideline"  # 指引
    LINK = "link"  # 链接、在哪
    RATE = "rate"  # 完成率
    COUNT = "count"  # 几项、多少
    STATE = "state"  # 进展、进度
    SITUATION = "situation"  # 情况、怎么样
    RANK = "rank"  # 最多、排名
    EACH = "each"  # 项次
    SUBMITTED = "submitted"  # 待审核的
    RETURNED = "returned"  # 退回的
    UNSTARTED = "unstarted"  # 未开始的
    UNREPORTED = "unreported"  # 没报
    CHATLESS = "chatless"  # 没有群
    FINISH = "finish"  # 完成
    FINISHED = "finished"  # 已完成
    FINISHED_ONES = "finished ones"  # 已完成的
    WHETHER_DONE = "whether done"  # 完成了吗
    UNDONE = "undone"  # 没完成
    SUMMARY = "summary"  # 汇总
    WEEKLY = "weekly"  # 周报
    PHASE = "phase"  # 阶段
    TASK = "task"  # 任务
    WHICH = "which"  # 哪些、什么
    LIST = "list"  # 列出、清单
    RELATED = "related"  # 相关
    POSSIBLE = "possible"  # 可能涉及的
    HOW = "how"  # 怎么
    HELP = "help"  # 你能做什么
    GREETING = "greeting"  # 你好
    # reports
    REMIND = "remind"  # 催一下
    URGE = "urge"  # 抓紧报
    RECEIVED = "received"  # 收到
    ACCEPTED = "accepted"  # 好的
    EXTEND = "extend"  # 延期
    REQUEST = "request"  # 申请
    VOID = "void"  # 不涉及
    APPLIES = "applies"  # 涉及我单位
    REOPEN = "reopen"  # 重新打开
    CONCERNS = "concerns"  # 涉及 by itself
    PROMISE = "promise"  # 一定完成
    DOING = "doing"  # 正在办理
    # the shape of the message
    TELLS = "tells"  # a colon with text behind it: 进展：…
    BARE = "bare"  # nothing but entities and filler
    FOLLOWING = "following"  # 那…呢, what about
    ONLY = "only"  # 只看
    FILLER = "filler"  # 麻烦、谢谢


@dataclass(frozen=True, slots=True)
class Cue:
    """Words found in a message: the phrase at `span`, and the signs that it gives."""

    start: int
    end: int
    phrase: str
    signs: frozenset[Sign]

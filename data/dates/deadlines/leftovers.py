"""What of a deadline cell no rule has read: a warning each, with its reason."""

import re
from collections.abc import Sequence
from functools import cache

from data.dates.deadlines.cell import compiled
from data.dates.deadlines.ongoing import is_compound
from data.dates.deadlines.points import CN
from data.dates.values import Milestone, MilestoneKind, Unread

# What looks like a deadline and has no rule, and why.
LEFTOVERS: tuple[tuple[str, str], ...] = (
    (
        r"(?:主?汛期?|入[春夏秋冬]|[春夏秋冬]季|春耕|秋收|开学|暑[假期]|寒假|高考|中考|换届|供暖|采暖期?|雨季|旱季|三夏|三秋)"
        r"(?:来临|到来|开始|结束)?(?:之|以)?前(?![期后])|(?<![0-9半一二三四五六七八九十几多近])年前",
        "没有固定的日期，请写明日期",
    ),
    (r"(?:(?:19|20)\d\d|[今明次])?年?年初", "没有确定的日期，请写明日期"),
    (r"前\d{1,3}个?(?:工作日|日|天|周|月)", "从某事之前倒算的期限，请写明日期"),
    (
        r"第[一二三四五]个?(?:周(?![年边])|星期|工作日)|最后一?个?(?:周(?![年边])|星期|工作日|天)[一二三四五六日]?",
        "月内的第几周或第几个工作日没有读，请写明日期",
    ),
    (
        rf"(?:\d{{1,4}}年)?(?:\d{{1,3}}|[{CN}]{{1,3}})月(?:\d+[日号])?"
        rf"|\d{{1,3}}日(?=前|$|[，。；])|\d+号(?=前)|第?[0-9{CN}]+季度|(?:19|20)\d\d[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?"
        r"|\d+年内|\d{1,2}[./]\d{1,2}(?=[日号]?(?:之|以)?前)",
        "像日期，没有读懂，请写明日期",
    ),
)
# Words of a cell that has no date at all, and why it has none.
VAGUE: tuple[tuple[str, str], ...] = (
    (r"立即|立刻|即刻|马上|尽快|尽早|抓紧|立行立改|限时|及时|第一时间|近期|即日", "没有写明日期，请写明日期"),
    (r"适时|择机|不定期|视情|根据工作需要|结合实际", "没有写明期限"),
    (r"定期", "没有写明周期"),
    (r"后(?:即.*)?$|之日起", "只写了从何时起，没有写明多少时间内"),
    (
        r"按.{0,8}(?:要求|进度|计划|规定|安排|部署|时限|通知|时间|节点)|待定|另行通知|按期|按时|如期|同步",
        "期限写在别处，请写明日期",
    ),
)
_ONGOING_ANYWHERE = "长期|持续|常态化|长年|常年|经常性|不断|常抓不懈|持之以恒|久久为功|始终坚持"
_EMPTY = r"[\s\-/\\.·、，。*×]*|无|暂无|空|不涉及|N/?A|n/?a|同上|〃|″"


# A cheap look before the patterns above are tried at all.
_HINT = (
    r"[0-9一二三四五六七八九十][年月日号季./-]|[汛春夏秋冬耕收学假期考届暖季年]\S{0,4}前"
    r"|年初|前\d|第\S个|最后|周"
)


@cache
def _compiled(patterns: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Compile a table when it is first needed, a group for each of its rows."""
    return re.compile("|".join(f"({pattern})" for pattern, _ in patterns))


def _rows(
    patterns: tuple[tuple[str, str], ...], shown: str, plain: str, begin: int, end: int
) -> list[Unread]:
    """Give a warning for each place of `plain[begin:end]` that a row of the table fits."""
    return [
        Unread(shown[match.start() : match.end()], patterns[(match.lastindex or 1) - 1][1])
        for match in _compiled(patterns).finditer(plain, begin, end)
    ]


def leftovers(shown: str, plain: str, spans: Sequence[tuple[int, int]]) -> list[Unread]:
    """Warn of what looks like a date outside of the `spans` that were read."""
    unread, at = list[Unread](), 0
    for begin, end in [*spans, (len(plain), len(plain))]:
        if at < begin and compiled(_HINT).search(plain, at, begin):
            unread += _rows(LEFTOVERS, shown, plain, at, begin)
        at = end
    return unread


def undated(shown: str, plain: str) -> tuple[list[Milestone], list[Unread]]:
    """Read a cell in which no date was found: ongoing somewhere inside, or the reason why there is none."""
    if not shown:
        return [], []
    word = compiled(_ONGOING_ANYWHERE).search(plain)
    if word and not is_compound(plain, word.end()):
        return [Milestone(MilestoneKind.ONGOING, action=shown, text=word[0], rule="ongoing")], []
    if compiled(_EMPTY).fullmatch(plain):
        return [], [Unread(shown, "没有期限")]
    vague = _rows(VAGUE, shown, plain, 0, len(plain))
    return [], [Unread(shown, vague[0].why if vague else "没有读到期限")]

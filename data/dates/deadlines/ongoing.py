"""Rules for what never ends: 持续推进, 长期."""

from data.dates.deadlines.cell import Cell, Found, Match, Read, compiled
from data.dates.values import MilestoneKind

ONGOING = (
    r"(?:全年(?:度|内)?(?=持续|常态|坚持))?(?:长期|持续|常态化?|长年|常年|经常性?|日常|坚持(?<=全年坚持)|随时|实时|即时|动态|滚动|全过程|贯穿始终)(?:性|化|地)?(?:有序|不断|深入|扎实|稳步)?"
    r"(?:坚持|推进|推动|开展|实施|落实|进行|保持|更新|调整|做好|抓好|抓实|任务|工作|有效|执行|运行|巩固|深化|长期|持续|常态化?|不断|不懈)*"
)
_GLUE = "(?:^|[并且后和及需要须应、，,。；;：:（(）)/]|确保|实行|做到|[后今]续|[今此以]后|转入|进入|实现)$"
_NOT_ONGOING = "(?:机制|稳定|的|性|规划|制度|监测|目标|平台|体系|办公|长效)"


def read_ongoing(match: Match, cell: Cell) -> Read | None:
    """Read 持续推进, 长期 where the clause says so; 建立常态化机制 is a deliverable."""
    text, begin, end = cell.text, match.start(), match.end()
    # 2023年底前长期坚持: two things without a comma.
    is_second = text.startswith("长期", begin) and text[begin - 1] == "前"
    if not (is_second or compiled(_GLUE).search(text[max(0, begin - 2) : begin])) or compiled(
        _NOT_ONGOING
    ).match(text, end):
        return None
    return Read([Found(MilestoneKind.ONGOING)])


def is_compound(text: str, end: int) -> bool:
    """Whether the word that ends here is part of a name (常态化机制, 长期规划)."""
    return bool(compiled(_NOT_ONGOING).match(text, end))

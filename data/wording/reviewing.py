"""What a report says, as whoever decides on it reads it: done or not, the unit's words, the proof; pure."""

import re

from data.nudging import ReportFact
from data.wording.tasks import shorten

LINKS_SHOWN = 2
WORDS_SHOWN = 60  # in Chinese characters: about three lines of a phone

_LINK = re.compile(r"https?://[^\s，。；、]+", re.IGNORECASE)
_LEADS_TO_LINK = re.compile(
    r"[，,。；;]?\s*(?:清单|材料|佐证|链接|附件|文件|详情|内容)?(?:请)?(?:见|如下|在)[:：\s]*$"
)
"""What stood before a link that is shown by itself: 清单见."""

_MERE = re.compile(
    r"第\s*[\d一二三四五六七八九十百、,，和至到-]+\s*(?:大?项|条)|[（(]\d+[)）]"
    r"|(?:都|均|全部|已经|已|也)*(?:报)?(?:办理?完毕?|办理?结(?:束)?|完成|做完|落实)(?:了)?"
    r"|我们(?:单位)?|本单位|我局|我单位|佐证|材料|链接|附件|照片|文件|截图|如下|请?见|附上?|是|在|的|了"
    r"|\b(?:item|is|are|done|finished|completed|proof|link|here|see)\b|[\W_\d]+",
    re.IGNORECASE,
)


def say_what(report: ReportFact | None) -> str:
    """Say what was reported."""
    return "已报不涉及" if report is not None and report.void else "已报办结"


def say_report(report: ReportFact) -> list[str]:
    """Say the unit's words and its proof, a line each; links in full, since they are what is checked."""
    words = _LEADS_TO_LINK.sub("", _LINK.sub(" ", report.words or "")).strip(" ，,。：:；;")
    said = []
    if report.void and words:
        said.append(f"理由：{shorten(words, WORDS_SHOWN)}")
    elif len(_MERE.sub("", words)) > 1:
        said.append(f"原话：{shorten(words, WORDS_SHOWN)}")
    return [*said, *_say_proof(report)]


def _say_proof(report: ReportFact) -> list[str]:
    shown = report.links[:LINKS_SHOWN]
    notes = [shorten(note, WORDS_SHOWN) for note in report.notes[:1]]
    lines = [*notes, *shown]
    rest = _count_rest(report)
    if rest:
        lines.append(f"还有{rest}" if lines else rest)
    if not lines:
        return [] if report.void else ["没有附佐证"]
    return [f"佐证：{lines[0]}", *lines[1:]]


def _count_rest(report: ReportFact) -> str:
    counts = (
        (len(report.notes) - 1, "条说明"),
        (len(report.links) - LINKS_SHOWN, "个链接"),
        (report.files, "个文件"),
        (report.photos, "张照片"),
    )
    return "、".join(f"{count}{what}" for count, what in counts if count > 0)

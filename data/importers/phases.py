"""The phases (阶段) that the prose of a document sets, with their days."""

import re
from datetime import date

from data.dates.deadlines import read_deadline
from data.importers.document import Document, Paragraph
from data.importers.draft import PhaseDraft

_NUMBER = r"[（(]?[一二三四五六七八九十\d]*[）)]?[、.．]?\s*"
_TITLE = rf"{_NUMBER}((?:第[一二三四五六七八九十\d]+阶段[：:、\s]*)?[^（）()：:。，,；;]{{0,20}}?(?:阶段)?)"
_PHASE = re.compile(rf"\s*{_TITLE}\s*[（(]([^（）()]{{4,40}})[）)]\s*(.*)", re.DOTALL)
_SPOKEN = re.compile(rf"\s*{_TITLE}\s*[：:]\s*([^，,。；;：:]{{4,30}})[，,。；;]\s*(.*)", re.DOTALL)


def read_phases(document: Document, *, year: int | None, issued: date | None) -> tuple[PhaseDraft, ...]:
    """Read （一）基础搭建阶段（即日起至2020年10月底）and 第一阶段：动员部署（2020年9月—10月）."""
    phases = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and "阶段" in block.text[:40]:
            phase = _read(block.text, year, issued)
            if phase:
                phases.append(phase)
    return tuple(phases)


def _read(text: str, year: int | None, issued: date | None) -> PhaseDraft | None:
    """Read one paragraph as a phase; a sentence that only speaks of phases is none."""
    for pattern in (_PHASE, _SPOKEN):
        found = pattern.match(text)
        if not found or "阶段" not in found[1]:
            continue
        dated = [
            milestone
            for milestone in read_deadline(found[2], year=year, issued=issued).milestones
            if milestone.start or milestone.due
        ]
        if dated:
            name = re.sub(r"[：:、\s]+$", "", found[1]).strip()
            return PhaseDraft(name, dated[0].start, dated[-1].due, found[3].strip())
    return None

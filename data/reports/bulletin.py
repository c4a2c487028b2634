"""The bulletin (通报) of a summary as .docx, in the page layout of GB/T 9704-2012."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations, pairwise
from math import ceil

from data.reports.figures import Summary
from data.reports.official import sentences
from data.reports.official.parts import Kind, Paper, Paragraph, Part, blank, line, say_ordinal
from data.reports.terms import say_full

TITLE_SIGNS = 20
"""So many signs of the title's size stand in a line."""

TITLE_PAUSES = re.compile(
    r"(?<=[》、市县区州])|(?<=工作)|(?<=方案)|(?<=试点)|(?=落实情况)|(?=督办)|(?<=标准化)|(?<=规范化)"
)
"""Where a title may go on in the next line: at the end of a word's meaning (GB/T 9704 7.3.1)."""

KINDS = ("方案", "工作", "任务", "分工", "计划", "规划", "意见", "办法", "通知", "要点", "清单", "表", "行动")
"""How the name of a plan ends that needs no word behind it."""

SECTIONS: tuple[tuple[str, Callable[[Summary], Iterator[Part]]], ...] = (
    ("总体进展", sentences.say_progress),
    ("逾期情况", sentences.say_overdue),
    ("各单位情况", sentences.say_units),
    ("下一步到期事项", sentences.say_coming),
    ("有关要求", sentences.ask_people),
)
"""The sections in their order; one that only people can write leaves marked places."""


def write_bulletin(
    summary: Summary,
    *,
    issuer: str | None,
    issued: date,
    number: str | None = None,
    title: str | None = None,
    addressees: str | None = None,
) -> bytes:
    """Write the bulletin as .docx; what is None is left to people, in a marked place or not at all."""
    # The writer needs python-docx, which nothing else at the program's start does.
    from data.reports.official.writer import write

    paper = compose(summary, issuer=issuer, issued=issued, number=number, title=title, addressees=addressees)
    return write(paper, issuer or "", issued)


def compose(
    summary: Summary,
    *,
    issuer: str | None,
    issued: date,
    number: str | None = None,
    title: str | None = None,
    addressees: str | None = None,
) -> Paper:
    """Say what stands in the bulletin, from its number to its date."""
    headed = break_title(title or title_of(summary))
    parts: list[Part] = [line(Kind.NUMBER, number)] if number else []
    parts += [
        line(Kind.TITLE, headed),
        line(Kind.ADDRESSEES, f"{(addressees or '各有关单位').rstrip('：:')}："),
        sentences.open_with(summary, subject_of(summary)),
    ]
    for at, (head, say) in enumerate(SECTIONS, 1):
        parts += [line(Kind.FIRST, f"{say_ordinal(at)}、{head}"), *say(summary)]
    parts.append(line(Kind.ATTACHMENT, f"附件：督办台账（截至{say_full(summary.as_of)}）"))
    return Paper(headed, (*parts, *_sign(issuer, issued)))


def subject_of(summary: Summary) -> str:
    """Name what the bulletin is about: a unit, else the plan where it is one only."""
    scope = summary.scope
    if scope.unit:
        return f"{scope.unit}督办事项"
    plan = scope.plan or (summary.plans[0] if len(summary.plans) == 1 else None)
    if not plan:
        return f"{scope.region}督办事项"
    name = plan.strip("《》")
    return name if name.endswith(KINDS) else f"{name}工作"  # short names end before 工作方案


def title_of(summary: Summary) -> str:
    """Title the bulletin after what it is about."""
    return f"关于{subject_of(summary)}落实情况的通报"


def break_title(title: str) -> str:
    """Break a long title into lines of about equal length, at the end of a word's meaning."""
    flat = " ".join(title.split())
    pauses = [found.start() for found in TITLE_PAUSES.finditer(flat) if 2 < found.start() < len(flat)]
    fewest = ceil(_width(flat) / TITLE_SIGNS)
    for lines in range(fewest, fewest + 2):
        ways = [_parted(flat, cuts) for cuts in combinations(pauses, lines - 1)]
        fitting = [way for way in ways if max(map(_width, way)) <= TITLE_SIGNS]
        if fitting:
            return "\n".join(min(fitting, key=lambda way: max(map(_width, way)) - min(map(_width, way))))
    return flat


def _parted(text: str, cuts: tuple[int, ...]) -> list[str]:
    ends = (0, *cuts, len(text))
    return [text[start:end] for start, end in pairwise(ends)]


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _sign(issuer: str | None, issued: date) -> Iterator[Part]:
    """Centre the shorter of signature and date under or over the longer one (GB/T 9704 7.3.5.1)."""
    name = issuer if issuer else blank("发文机关")
    day = say_full(issued)
    signed, dated = line(Kind.SIGNATURE, name), line(Kind.DATE, day)
    longer = _width(signed.text) - _width(day)
    right = (2.0, 2.0 + longer / 2) if longer > 4 else (4.0 - longer / 2, 4.0)
    for part, indent in zip((signed, dated), right, strict=True):
        yield Paragraph(part.kind, part.runs, indent)

"""Dates inside running text: where a printed deadline stands, before `data.dates.deadlines` reads it."""

import re

_YEAR = r"(?:[12]\d{3}\s*年度?|[二〇○Ｏ零一三四五六七八九]{4}年|今年|明年|当年|次年|每年)"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月份?"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*[日号]"
_PART = r"(?:上旬|中旬|下旬|底|末|中|初)"
_SPAN = (
    r"(?:上半年|下半年|年底|年末|年内|年中|月底|季度末|全年|第?[一二三四1-4]季度末?|"
    r"每(?:个)?(?:季度|月|周|半年|日|旬))"
)
_POINT = (
    rf"(?:{_YEAR}\s*(?:{_MONTH}\s*(?:{_DAY}|{_PART})?|{_SPAN}|底|末|中|初)?|"
    rf"{_MONTH}\s*(?:{_DAY}|{_PART})?|{_SPAN}|月底|{_DAY})"
)
_AFTER = r"(?:个)?(?:工作日|月|日|天|周|年)"
_WITHIN = rf"[^，,；;。、]{{0,20}}?(?:\d+|[一二三四五六七八九十两]+)\s*{_AFTER}(?:之)?内"
DATE = re.compile(
    r"(?:力争|争取|确保|原则上|计划|预计)?(?:于|在|至|到|自|从)?"
    rf"(?:{_POINT}\s*(?:[-—–~～至到]+\s*{_POINT})?\s*(?:之前|以前|前|内|起|止|开始)?|{_WITHIN})"
)
"""A date or period as a deadline prints it."""

LASTING = re.compile(
    r"(?:并|且)?(?:长期(?:坚持|推进|任务|工作|实施|抓好|落实)?|持续(?:推进|开展|实施|抓好|进行|落实|坚持)?|常态化(?:推进|开展|实施|坚持)?|"
    r"常年(?:坚持|推进)?|全年(?:推进|坚持)?|贯穿全年|贯穿始终|常抓不懈|立行立改|即知即改|即时|立即(?:整改|完成|办理)?|"
    r"全程|适时|按(?:上级|时间)要求(?:完成)?|按时完成|定期)"
)
"""Words that say that a task has no end."""

_DONE = re.compile(
    r"(?<=[前底日月内年末旬号])(?:全部|全面|基本)?(?:完成|办结|整改|落实|实施|到位|销号|整改到位|完成整改)+(?:任务|工作)?$"
)
BEFORE = re.compile(
    rf"(?:{_POINT})\s*(?:之前|以前|前)(?!期)|"
    r"(?:自)?本(?:意见|通知|方案|办法|规划|文件|细则)?(?:印发|发布|下发|实施)(?:之日)?(?:起|后)"
    r"(?:\d+|[一二三四五六七八九十两]+)个?(?:工作日|日|天|月)(?:之)?内"
)
"""A printed date that is a deadline even in running text: 2019年6月底前."""


def dated_pieces(sentence: str) -> list[str]:
    """Part a sentence with several dates at the clauses that bring the next one."""
    later = [match.start() for match in BEFORE.finditer(sentence)][1:]
    starts = [0, *(max(sentence.rfind(mark, 0, at) for mark in "，,、") + 1 for at in later)]
    return [sentence[start:end] for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True)]


def trim_deadline(clause: str) -> str:
    """Leave out the 于 before and the 完成 after a deadline: 于9月底前完成 → 9月底前."""
    return _DONE.sub("", re.sub(r"^(?:并|须|要|应|需)*(?:于|在)", "", clause)).strip()

"""What words say of a report or a request that waits: 通过, 退回, 同意, 不同意, 改期, 撤回; pure."""

import re
from dataclasses import dataclass

from data.offers import ACCEPT, GRANT, OTHER_DATE, REFUSE, RETURN
from handlers.reporting.deeds import WITHDRAW, WITHDRAW_REQUEST

LONGEST = 120
_QUESTION = re.compile(
    r"[?？]|什么|谁|哪|吗|怎么|如何|多少|几项|是否|有没有|能不能|可不可以|为何|为啥|\b(?:who|what|which|when|how|why)\b",
    re.I,
)
_EXTENSION = re.compile(r"延期|延长|延后|推迟|改期|延到|延至|\bexten(?:d|sion)|\bpostpone", re.I)
_OTHER = re.compile(r"(?:改期|改到|只能?延(?:期)?到|最多延(?:期)?到|延到)")
_REFUSED = re.compile(r"不同意|不予同意|不准|不批准|不予|驳回|拒绝|\b(?:refuse|reject|decline)d?\b", re.I)
_RETURNED = re.compile(
    r"退回|驳回|打回|不通过|未通过|审核不通过|\b(?:send (?:it )?back|return(?:ed)?|reject(?:ed)?)\b", re.I
)
_GRANTED = re.compile(r"同意|批准|准予|准许|可以延|\b(?:grant|approve|agree|allow)(?:ed)?\b", re.I)
_ACCEPTED = re.compile(
    r"(?:审核)?通过|同意(?:办结|销号|审核)?|准予办结|审核无误|\b(?:accept|approve)(?:ed|d)?\b", re.I
)
_WITHDRAWN = re.compile(r"^(?:请|帮我|我们?|本单位)?(?:撤回|撤销|收回|取消)|^withdraw\b|^take back\b", re.I)
_REPORTED = re.compile(
    r"申请|申报|办结|报告|上报|延期|request|report|extension|第\s*[\d一二三四五六七八九十]+\s*项|^\S{2}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision in words: its verb, and the words without those that say it.

    `bare` says that nothing else tells what it is about (通过, 同意).
    """

    verb: str
    rest: str
    bare: bool = False


def read_verdict(text: str) -> Verdict | None:
    """Read a decision; None where the words are none, or ask something."""
    said = text.strip()
    if not said or len(said) > LONGEST or said.startswith("/") or _QUESTION.search(said):
        return None
    for verb, pattern in _patterns(said):
        match = pattern.search(said)
        if match is not None:
            rest = f"{said[: match.start()]} {said[match.end() :]}".strip()
            return Verdict(verb, rest, bare=len(rest.strip(" 了的。.!！,，吧")) < 2)
    return None


def _patterns(said: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return what may be meant, the strongest word first."""
    extension = _EXTENSION.search(said) is not None
    if _WITHDRAWN.search(said) and _REPORTED.search(said):
        return [(WITHDRAW_REQUEST if extension else WITHDRAW, _WITHDRAWN)]
    if extension:
        granted: list[tuple[str, re.Pattern[str]]] = [(REFUSE, _REFUSED), (REFUSE, _RETURNED)]
        if _GRANTED.search(said) or _ACCEPTED.search(said):
            granted += [(GRANT, _GRANTED), (GRANT, _ACCEPTED)]
        return [*granted, (OTHER_DATE, _OTHER)] if _begins(said, _OTHER) else granted
    return [(REFUSE, re.compile(r"不同意|不予同意|不批准")), (RETURN, _RETURNED), (ACCEPT, _ACCEPTED)]


def _begins(said: str, pattern: re.Pattern[str]) -> bool:
    return pattern.match(said) is not None

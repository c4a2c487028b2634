"""What words say of a report or a request that waits: 通过, 退回, 同意, 不同意, 改期, 撤回; pure."""

import re
from dataclasses import dataclass

from data.offers import ACCEPT, GRANT, OTHER_DATE, REFUSE, RETURN
from data.text import normalise
from handlers.reporting.deeds import WITHDRAW, WITHDRAW_REQUEST

LONGEST = 120
_QUESTION = re.compile(
    r"[?？]|什么|谁|哪|吗|怎么|如何|多少|几项|是否|有没有|可不可以|为何|为啥|([要该同通批退驳行能可])不\1|(?:通过|同意|批准|退回|审核|审批|办结|完成|批)了?(?:没有?|否|没啊|没呀)|\b(?:who|what|which|when|how|why)\b",
    re.I,
)
_EXTENSION = re.compile(r"延期|延长|延后|推迟|改期|延到|延至|\bexten(?:d|sion)|\bpostpone|\bgrant", re.I)
_OTHER = re.compile(r"(?:改期|改到|改为|改成|(?:只能|最多)(?:再)?延(?:期|长|后)?[到至]?|延到)")
_DATED = re.compile(r"改(?:到|为|成|期到)\s*(?:\d|明年|年底|月底|下个?月|[一二三四五六七八九十])")
_REFUSED = re.compile(
    r"不同意|不批(?!评)|不行|不可以|不得|不能再?延|不予同意|不准|不批准|不予|驳回|拒绝|\b(?:refuse|reject|decline)d?\b",
    re.I,
)
_RETURNED = re.compile(
    r"退回|驳回|打回|审核不通过|(?:不予?|未予?|没有?|不能|不得|不准)(?:审核|批准)?(?:通过|办结|销号)"
    r"|\b(?:send (?:it )?back|return(?:ed)?|reject(?:ed)?)\b",
    re.I,
)
_GRANTED = re.compile(r"同意|批准|准予|准许|可以延|\b(?:grant|approve|agree|allow)(?:ed)?\b", re.I)
_ACCEPTED = re.compile(
    r"(?:审核)?通过|同意(?:办结|销号|审核)?|(?:准予|予以|可以)(?:办结|销号)|审核无误|(?<![请望待盼予])批准"
    r"|\b(?:accept|approve)(?:ed|d)?\b",
    re.I,
)
_WITHDRAWN = re.compile(
    r"^(?:请|帮我|我们?|本单位)?(?:撤回|撤销|收回|取消)|(?:撤回|撤销|收回|作废)[了吧。.!！\s]*$"
    r"|(?:报|点|弄|发|搞|填)错了[。.!！\s]*$"
    r"|(?:不|先不|暂不)(?:再|用|需要?)?(?:申请)?延期了?[吧。.!！\s]*$|^withdraw\b|^take back\b",
    re.I,
)
_WAVERING = re.compile(
    r"暂|先[别不放]|再说|再定|等.{0,10}(?:看|定|研究|回来)|如果|要是|假如|若|的话|应该|可能|大概|好像|\bif\b|\bmaybe\b",
    re.I,
)
_FAULT = re.compile(
    r"不行|不合格|不符合|不达标|[不没](?:齐|全|完整|规范)|打不开|看不清|缺(?:少|附件|材料|照片|佐证|盖章|签字|链接)"
    r"|没有?(?:附件|佐证|照片|材料|盖章|签字|链接)|补充|补[报齐交全]|重[新]?(?:报|做|上传|提交|填)|\b(?:missing|incomplete|redo)\b",
    re.I,
)
"""What an overseer says of a report instead of 退回."""

_FAVOUR = re.compile(
    r"(?:没有?|无)问题[了的。.!！\s]*$"
    r"|(?:^|[\s，,项的])(?:可以?|行|好的?|合格|符合要求|ok|okay|fine|looks good)[了的。.!！\s]*$",
    re.I,
)
"""What an overseer says of a report instead of 通过."""

_REPORTED = re.compile(
    r"错了|申请|申报|办结|报告|上报|延期|request|report|extension|第\s*[\d一二三四五六七八九十]+\s*项|^\S{2}$",
    re.I,
)


_NAMELESS = re.compile(
    r"全部|全都|都|所有|全|延期|延长|延后|延[到至]|推迟|顺延|改[到期]|申请|办结|销号|审核|这些|这几项|上述|以上|到|至|为|了|的|吧|予以?|请|本|各|单位|项"
    r"|\d{1,4}[年月日号./-]|\d{1,2}|月?底|明年|年底|下个?月|extension|until|all|to|the|of|them|it|[\s，,。.!！]",
    re.I,
)
_REASON_NEXT = re.compile(r"(?:的?延期(?:申请)?|办结|了|吧)*\s*(?:$|[，,。.!！：:；;\s])")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision in words: its verb, and the words without those that say it.

    `bare` says that nothing else tells what it is about (通过, 同意); `all` that it may be about whatever
    waits (全部通过, 不同意，佐证不全). A `weak` one is a decision only where something waits for it; an
    `unsure` one (暂不通过, 链接打不开) is read back.
    """

    verb: str
    rest: str
    bare: bool = False
    all: bool = False
    weak: bool = False
    unsure: bool = False


def read_verdict(text: str) -> Verdict | None:
    """Read a decision; None where the words are none, or ask something."""
    said = normalise(text.strip())
    if not said or len(said) > LONGEST or said.startswith("/") or _QUESTION.search(said):
        return None
    for verb, pattern in _patterns(said):
        match = pattern.search(said)
        if match is not None:
            rest = f"{said[: match.start()]} {said[match.end() :]}".strip()
            return Verdict(
                verb,
                rest,
                bare=len(rest.strip(" 了的。.!！,，吧")) < 2,
                all=_is_of_all(verb, said, match),
                weak=verb == OTHER_DATE and match.start() > 0,
                unsure=_WAVERING.search(said) is not None,
            )
    return _hinted(said)


def _hinted(said: str) -> Verdict | None:
    """Read what is said of a report without the word for it: 第7项缺附件, 没问题."""
    for verb, pattern in ((RETURN, _FAULT), (ACCEPT, _FAVOUR)):
        if pattern.search(said):
            return Verdict(verb, said, weak=True, unsure=True)
    return None


def _is_of_all(verb: str, said: str, match: re.Match[str]) -> bool:
    """Tell whether the words name nothing but the decision; a refusal may have its reason behind it."""
    before, behind = said[: match.start()], said[match.end() :]
    if verb in (REFUSE, RETURN):
        return not _NAMELESS.sub("", before) and _REASON_NEXT.match(behind) is not None
    return not _NAMELESS.sub("", before + behind)


def _patterns(said: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return what may be meant, the strongest word first."""
    extension = _EXTENSION.search(said) is not None
    if _WITHDRAWN.search(said) and _REPORTED.search(said):
        return [(WITHDRAW_REQUEST if extension else WITHDRAW, _WITHDRAWN)]
    if extension:
        granted: list[tuple[str, re.Pattern[str]]] = [(REFUSE, _REFUSED), (REFUSE, _RETURNED)]
        if _GRANTED.search(said) or _ACCEPTED.search(said):
            granted += [(GRANT, _GRANTED), (GRANT, _ACCEPTED)]
        return [*granted, (OTHER_DATE, _OTHER)]
    other = [(OTHER_DATE, _OTHER)] if _DATED.search(said) else []
    return [*other, (REFUSE, re.compile(r"不同意|不予同意|不批准")), (RETURN, _RETURNED), (ACCEPT, _ACCEPTED)]

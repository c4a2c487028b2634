"""An assignment in words: 县发改局牵头，县财政局配合，9月底前完成 → units with roles, a deadline."""

import re
from dataclasses import dataclass, field

from data.importers.draft import ResponsibilityDraft
from data.importers.prose.dates import DATE, LASTING, trim_deadline
from data.importers.prose.labels import LABEL, Field, read_label
from data.units.groups import is_group
from data.units.kinds import is_unit
from data.units.names import split_units
from data.units.values import Role


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a bracket, a label line or a closing sentence assigns; `unread` is what it says beside that."""

    units: tuple[ResponsibilityDraft, ...] = ()
    deadlines: tuple[str, ...] = ()
    heading: str | None = None
    detail: str | None = None
    number: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    text: str = ""

    def __add__(self, other: "Assignment") -> "Assignment":
        """Join two assignments of one task, such as brackets that follow each other."""
        return Assignment(
            units=tuple(dict.fromkeys(self.units + other.units)),
            deadlines=tuple(dict.fromkeys(self.deadlines + other.deadlines)),
            heading=self.heading or other.heading,
            detail=self.detail or other.detail,
            number=self.number or other.number,
            extra=self.extra | other.extra,
            unread=self.unread + other.unread,
            text=self.text + other.text,
        )


_CORE = (
    "牵头负责|负责牵头|牵头抓总|牵头|组织实施|组织落实|推进落实|负责|主办|承办|主责|主抓|落实|实施|完成|推进|办理|执行|承担|"
    "配合|协办|协助|协同|参与|参加|支持|指导|主管|监管|监督|督办|督导|督促|督查"
)
_DUTY = (
    r"(?:(?:按照?|依照?|依据|根据|结合|围绕)(?:各自|部门|有关|相关|本部门|自身|职能|所属|照)*(?:的)?"
    r"(?:职责|职能|权限|分工|任务|责任|要求|规定|程序)+(?:权限|分工|范围内?|范围)?(?:要求)?|职责分工|依职责|按职责|分工|在各自职责范围内|各自)"
)
_MANNER = (
    "(?:分别|共同|具体|分头|联合|统一|全面|一并|密切|积极|主动|全力|抓好|做好|切实|持续|组织|指导|统筹|协调|"
    "直接|牵头|监督|负责|会商|研究|认真|各负其责|立即|即时)"
)
_VERB = re.compile(
    rf"(?P<adverb>(?:[，,]?{_DUTY}[，,]?|{_MANNER})*)(?P<core>{_CORE})(?P<tail>(?:{_CORE}|落地|到位|抓好|做好|有关|相关|工作)*)"
    r"(?=$|[，,；;。、]|会同|和|与|协同|配合)"
)
_NOTE = re.compile(
    r"下同|[排列]在?(?:第一|首)位|^以下|^下列|^上述|^其余|^其他(?:工作|任务|各项)|不再(?:列出|重复|一一)"
)
_LEADING = re.compile(
    r"^(?:此项|该项|上述|以上|本项|各项|具体)?(?:工作|任务|事项)?(?:均|由|请|会同|联合|协同|以及|以|并|且|同|和|与|及|、|，)+"
)
_WITH = re.compile(r"会同|联合(?=.{2,})|(?<=.)协同(?=.{2,})")
_PLAIN = re.compile(r"[^\s，,；;。！？!?：:]{1,30}")
_CERTAIN = re.compile(
    r"(?:局|委|办|部|厅|署|院|中心|站|馆|队|处|社|会|组|公司|集团|银行|人行|政府|街道|镇|乡|区|县|市|州|省|旗|村|社区|学校|医院|单位|部门|"
    r"机关|科|室|台|工会|妇联|工商联|科协|残联|文联|社联|侨联|总社|党委|党工委|工委|法院|检察院|企业|主体|镇街|所|校|园|场|厂|"
    r"组委|中央|军|武警|消防|支部|联社|总工会|法制办|地区|各地|地方|大队|支队|总队|电视台|报社|专班|指挥部|小组|管委会|团县委|团区委)"
    r"(?:[（(][^）)]*[）)])?$"
)
_MEANT_AS_DUE = re.compile(r"前|底|末|内|完成|办结|长期|持续|常态|坚持|立即|即知即改|立行立改|每")
_NOT_A_UNIT = re.compile(
    r"[了把被]|^全部|^部分|的|应(?!急|县|城)|须|将(?!乐)|(?<![主重])要|可(?!持续)|对(?!外|口)|是|不得|根据|按照|进行|包括|除外|"
    r"以下|简称|以上|例如|其中|万元|%"
)


def read_assignment(content: str, *, closing: bool) -> Assignment | None:
    """Read the words of a bracket or line as an assignment, or None if they are none.

    `closing` says that they stand after a sentence's end: only there may a bare list of units, or a bare
    date, be an assignment.
    """
    text = content.strip(" 　，,；;。")
    labelled = _read_labels(text)
    if labelled is not None:
        return labelled
    assignment = _read_clauses(text)
    if assignment is None:
        return None
    clauses = re.split(r"[，,；;。]", text)
    spoken = any(verb.start() for clause in clauses for verb in _VERB.finditer(clause))
    if assignment.units and (spoken or (closing and _has_real_unit(assignment))):
        return assignment
    bare = not assignment.units and not assignment.unread and _MEANT_AS_DUE.search(text)
    return assignment if closing and bare else None


def _has_real_unit(assignment: Assignment) -> bool:
    """Whether a bare list names a unit: （县教育局、团委）, but not （督办）, （内部） or （游园）."""
    names = [duty.unit for duty in assignment.units]
    return any(is_unit(name) or is_group(name) for name in names)


def _read_labels(text: str) -> Assignment | None:
    """Read `牵头单位：…，配合单位：…；时限：…`; None if `text` does not say a unit or a deadline by label."""
    found = [(match, kind) for match in LABEL.finditer(text) if (kind := read_label(match[1])) is not None]
    if not found or not any(isinstance(kind, Role) or kind is Field.DEADLINE for _, kind in found):
        return None
    result = Assignment(text=text)
    before = text[: found[0][0].start()].strip("，,；;。 ")
    if before:
        front = _read_clauses(before)
        result += front if front is not None else Assignment(unread=(before,))
    for number, (match, kind) in enumerate(found):
        end = found[number + 1][0].start() if number + 1 < len(found) else len(text)
        result += _labelled(match[1], kind, text[match.end() : end].strip(" 　，,；;。、"))
    return Assignment(
        units=result.units,
        deadlines=result.deadlines,
        heading=result.heading,
        detail=result.detail,
        number=result.number,
        extra=result.extra,
        unread=result.unread,
        text=text,
    )


def _labelled(label: str, kind: Role | Field, value: str) -> Assignment:
    """Read the value that stands after one label."""
    if not value or value in "无／/—-":
        return Assignment()
    match kind:
        case Role():
            units = _units_of(value, kind)
            return _without_persons(units) if re.search("责任人|负责人", label) else units
        case Field.DEADLINE:
            return Assignment(deadlines=(value,))
        case Field.HEADING:
            return Assignment(heading=value)
        case Field.DETAIL:
            return Assignment(detail=value)
        case Field.NUMBER:
            return Assignment(number=value)
        case _:
            return Assignment(extra={label: value})


def _units_of(value: str, role: Role) -> Assignment:
    """Read the value of 责任单位：, which may say roles of its own: 县发改局（牵头）、县财政局配合."""
    spoken = _read_clauses(value)
    if spoken is not None and spoken.units and _VERB.search(value):
        return spoken
    return Assignment(units=_mentions(value, role))


def _without_persons(read: Assignment) -> Assignment:
    """Keep what stands beside the units under 责任单位及责任人 as persons: 县水利局 张伟."""
    named = [unit for unit in read.units if unit.part]
    several = len(named) > 1
    persons = "、".join(f"{unit.unit} {unit.part}" if several else str(unit.part) for unit in named)
    units = tuple(ResponsibilityDraft(unit.unit, None, unit.role) for unit in read.units)
    return Assignment(units=units, extra={"责任人": persons} if persons else {})


def _mentions(text: str, role: Role) -> tuple[ResponsibilityDraft, ...]:
    """Split a list of units that share `role`; 甲、乙等 says no more than 甲、乙."""
    names = re.sub(r"等(?:$|(?:以及|和|与|及|[、，,]))", "、", text).strip("、")
    return tuple(ResponsibilityDraft(unit.name, unit.part, role) for unit in split_units(names) if unit.name)


def _read_clauses(text: str) -> Assignment | None:
    """Read `甲、乙牵头，丙配合，9月底前完成`; None if a clause is neither units, deadline nor note."""
    units: list[ResponsibilityDraft] = []
    deadlines: list[str] = []
    unread: list[str] = []
    held = ""
    last: Role | None = None
    bare = True
    for clause in _clauses(text):
        if _NOTE.search(clause):
            if not re.search(r"下同|[排列]在?(?:第一|首)位", clause):
                unread.append(clause)
            continue
        deadline, rest = _take_deadline(clause)
        if deadline and rest and not _assigns(held + rest):
            names, deadline = _deliverable(clause)
            if names and not _looks_like_units(names):
                return None
            units += _mentions(names, Role.LEAD)
            rest, bare = "", False
        if deadline:
            deadlines.append(deadline)
        if not rest:
            continue
        read = _read_clause(held + rest)
        if read is not None:
            units += read[0]
            last, held = read[1], ""
        elif _looks_like_units(rest):
            held += rest + "、"
        else:
            return None
    if held:
        units += _mentions(held.rstrip("、"), last or Role.LEAD)
    if not units and not (deadlines and bare):
        return None
    if units and not any(_CERTAIN.search(unit.unit) for unit in units):
        return None
    return Assignment(tuple(dict.fromkeys(units)), tuple(deadlines), unread=tuple(unread), text=text)


def _clauses(text: str) -> list[str]:
    """Part an assignment at ，；。 outside of brackets."""
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        depth += (char in "（(") - (char in "）)")
        if depth <= 0 and char in "，,；;。":
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _take_deadline(clause: str) -> tuple[str | None, str]:
    """Part the date or 长期坚持 of a clause from the rest: 县发改局9月底前完成 → 9月底前, 县发改局完成."""
    lasting = LASTING.fullmatch(clause)
    if lasting:
        return clause, ""
    found = DATE.search(clause)
    if not found:
        return None, clause
    rest = clause[: found.start()] + clause[found.end() :]
    bare = re.sub(
        rf"^(?:{_CORE}|{_MANNER}|办结|到位|任务|工作|整改|并|报送|销号|底|前|于|在|须|要|应|需|力争|争取|确保|之|均|，|、)*$",
        "",
        rest,
    )
    if not bare:
        return trim_deadline(clause), ""
    return found[0], rest


def _assigns(clause: str) -> bool:
    """Whether a clause without its date names units."""
    return _read_clause(clause) is not None or _looks_like_units(clause)


def _deliverable(clause: str) -> tuple[str, str]:
    """Part the units in front of a date from the date with what is due: 县住建局|10月底前编制完成规划."""
    found = DATE.search(clause)
    start = found.start() if found else 0
    return clause[:start].removeprefix("由"), clause[start:]


def _read_clause(clause: str) -> tuple[list[ResponsibilityDraft], Role] | None:
    """Read `甲、乙牵头会同丙落实` as units with roles, and the last role; None if no verb closes it."""
    units: list[ResponsibilityDraft] = []
    role: Role | None = None
    start = 0
    for verb in _verbs(clause):
        names, role = clause[start : verb.start()], _role(verb)
        start = verb.end()
        joined = names.startswith(("会同", "联合", "协同")) and bool(units)
        names = _LEADING.sub("", names)
        if not names:
            continue
        first, *others = _WITH.split(names, maxsplit=1)
        if not _looks_like_units(first):
            return None
        units += _mentions(first, Role.ASSIST if joined and role is Role.LEAD else role)
        for other in others:
            units += _mentions(other, Role.ASSIST)
    if role is None or not units or clause[start:].strip("、，等"):
        return None
    return units, role


def _verbs(clause: str) -> list[re.Match[str]]:
    """Find the verbs of a clause, leaving those inside a name (市场监管局, 就业指导中心) alone."""
    found: list[re.Match[str]] = []
    for verb in _VERB.finditer(clause):
        if verb.start() == 0 and not found and verb.end() < len(clause):
            continue
        found.append(verb)
    return found


def _role(verb: re.Match[str]) -> Role:
    """Tell the role that a verb gives: 牵头 负责 lead, 配合 参与 assist, 指导 guides, 监管 督办 supervise."""
    words = verb["core"] + verb["tail"]
    if "牵头" in words:
        return Role.LEAD
    if re.search("配合|协办|协助|协同|参与|参加|支持", words):
        return Role.ASSIST
    if "指导" in words:
        return Role.GUIDE
    if re.search("主管|监管|监督|督办|督导|督促|督查", words):
        return Role.SUPERVISE
    return Role.LEAD


def _looks_like_units(text: str) -> bool:
    """Whether `text` reads as a list of names, and not as part of a sentence."""
    names = [name for name in re.split(r"[、/]", text) if name]
    plain = [re.sub(r"[（(][^）)]*[）)]", "", name) for name in names]
    if not plain or not all(_PLAIN.fullmatch(name) for name in plain):
        return False
    if any(_NOT_A_UNIT.search(name) for name in plain):
        return False
    certain = sum(bool(_CERTAIN.search(name)) or is_group(name) or is_unit(name) for name in names)
    return certain * 2 >= len(names)

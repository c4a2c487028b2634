"""A list cell → the units and groups that it names, each with its part in brackets."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from data.units.groups import is_group
from data.units.kinds import is_unit
from data.units.spelling import HAN, tidy
from data.units.values import Role, UnitMention

Known = Callable[[str], bool]

_PERSON = re.compile(
    r"[赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁马方任袁柳鲍史唐薛雷贺倪汤罗毕安常"
    r"傅齐康伍余顾孟黄穆萧尹姚邵汪毛戴宋熊纪舒项祝董梁杜阮蓝季贾江郭梅林钟徐邱骆高夏蔡田胡凌霍万柯卢莫丁邓石崔龚程"
    r"邢裴陆翁段侯宁武符刘景詹叶黎白赖卓屠池谭申冉温庄柴瞿阎连习艾易廖耿匡文关曾游辛简饶]"
    + HAN
    + r"{1,2}|1\d{10}|\d{7,8}"
)
# A name is not broken more often: 县 人 力 资 源 和 社 会 保 障 局.
_MOST_PIECES = 24
_EMPTY = re.compile(r"[-—－–/\\无略空\s]*")
_NUMBERED = re.compile(r"^(?:（?\d{1,2}）|\d{1,2}[.．]|[①-⑳])")
# 1、县财政局；2、县教育局, （1）县财政局（2）县教育局: the numbers are no names.
_NUMBERS = re.compile(
    rf"(?:^|(?<=[；;。，,、\s]))\d{{1,2}}[、.．](?=\s*{HAN})|[（(]\d{{1,2}}[)）](?=\s*{HAN})|[①-⑳]"
)
_END = re.compile(r"[。.;；:：]+$")
# Words after which a new name cannot begin: the name goes on over the line break.
_BARE_TAIL = re.compile(
    r"(?:街道|乡|镇|街|场|处|社区|村|居|县级市|区|市|县|农场|园区|单位|街道办事处)+"
    r"(?:人民政府|政府|办事处|办|（[^（）]*）)*(?=$|[、，,；;。\s])"
)
_OWNER = re.compile(r"(?:[市县区州旗]委|[市县区州旗省](?:人民)?政府|国务院|[县区市州旗省])$")
_LEVEL = re.compile(r"^(?:[省市州盟县区旗]|各|全|国家|有关|相关|" + HAN + r"{2,4}[省市县区州镇乡])")
_ROLE_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.SUPERVISE, "主管|监管|监督|督导"),
    (Role.GUIDE, "指导"),
    (Role.ASSIST, "配合|参与|协办|协助|协同|参加|支持"),
    (Role.LEAD, "牵头|主体|责任|主责|承办|实施|主办|负责|落实|执行"),
)
_ANY_ROLE = "|".join(words for _, words in _ROLE_WORDS)


def split_units(cell: str, *, known: Known | None = None) -> tuple[UnitMention, ...]:
    """Split `cell` into the names that it lists; `known` tells names that the region has registered."""
    complete = _complete(known)
    names: list[str] = []
    for chunk in _chunks(_without_numbers(cell)):
        names.extend(_split_soft(chunk, complete))
    return tuple(_mention(name) for name in _rejoin(names, complete) if not _EMPTY.fullmatch(name))


def split_roles(
    cell: str, *, known: Known | None = None
) -> tuple[tuple[Role | None, tuple[UnitMention, ...]], ...]:
    """Split a cell that carries roles inside: `县发改局牵头，县财政局配合`; None where no role is printed."""
    found: list[tuple[Role | None, UnitMention]] = []
    for label, text in _labelled(_without_numbers(_unwrapped(cell))):
        for role, mention in _spoken(text, known):
            found.append((role or label, mention))
    return _by_role(found)


def _without_numbers(cell: str) -> str:
    """Let a mark that separates stand for each number of a numbered list."""
    return _NUMBERS.sub("；", cell) if any(char.isdigit() for char in cell) else cell


def read_role(words: str) -> Role | None:
    """Read a role as a column or a label prints it: 主体责任单位, 牵头, 配合部门."""
    return next((role for role, pattern in _ROLE_WORDS if re.search(pattern, words)), None)


def _complete(known: Known | None) -> Known:
    """Make the test for a complete name: a unit, a group, or one that the region knows."""

    def test(text: str) -> bool:
        name = tidy(text)
        return bool(name) and (bool(known and known(name)) or is_group(name) or is_unit(name))

    return test


def _mention(name: str) -> UnitMention:
    """Take the part in brackets off a name: 区工管办（行政服务中心）, but not 各镇（街）."""
    name = _END.sub("", _NUMBERED.sub("", name))
    name = name[:-1] if name.endswith("等") and is_group(name[:-1]) else name
    head, bracket, rest = name.partition("（")
    if not bracket or not head or not rest.endswith("）") or _belongs(head, rest):
        return UnitMention(name)
    return UnitMention(head, rest[:-1].strip())


def _belongs(head: str, rest: str) -> bool:
    """Tell whether a bracket at the end is part of the name: 各乡（街道）, not 各镇处（便民服务中心）."""
    inside = rest[:-1]
    if "（" in rest:
        return True
    if head.startswith("各") and re.fullmatch(
        r"党组|党委|单位|部门|科室|处室|企业|公司|院系?|所|中心", inside
    ):
        return True
    alternatives = re.fullmatch(
        r"(?:[、/和]?(?:乡|镇|街道?|街道办(?:事处)?|办事处|场|处|社区|村|居|市|区|县|旗|州|园区|开发区|管委会|单位|农场"
        r"|经开区|高新区|区管委会|直属机构|机构))+",
        inside,
    )
    return bool(alternatives) and is_group(f"{head}（{rest}")


def _chunks(cell: str) -> list[str]:
    """Cut at the signs that always separate, outside brackets; line breaks and spaces stay."""
    text = cell.replace("(", "（").replace(")", "）").replace("\r", "")
    chunks, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth += (char == "（") - (char == "）" and depth > 0)
        if depth == 0 and char in "、，,；;/／。|" and not _inside_name(text, place):
            chunks.append(text[start:place])
            start = place + 1
    chunks.append(text[start:])
    return [chunk.strip() for chunk in chunks if chunk.strip()]


def _inside_name(text: str, place: int) -> bool:
    """Tell whether a sign stands inside one printed name: 各乡、镇人民政府, 各区、县级市."""
    if text[place] not in "、/":
        return False
    before = re.search(
        r"各(?:有关|相关)?(?:[乡镇区县市街州旗村]|乡镇|镇街|县市|行政村)$",
        text[max(0, place - 12) : place].rstrip(),
    )
    after = _BARE_TAIL.match(text[place + 1 :].lstrip())
    return bool(before and after)


def _split_soft(chunk: str, complete: Known) -> list[str]:
    """Split `chunk` at line breaks, spaces and 和 where every piece is a complete name."""
    pieces = [bare for piece in re.split(r"\s+", chunk) if (bare := _NUMBERED.sub("", piece))]
    lines = _partition(_with_persons(pieces, complete), _joined, complete, wraps=True)
    return [name for line in lines for name in _split_words(line, complete)]


def _with_persons(pieces: list[str], complete: Known) -> list[str]:
    """Put a person or a number that follows a complete name into brackets: 县教体局 张三."""
    result: list[str] = []
    for piece in pieces:
        if result and _PERSON.fullmatch(piece) and complete(result[-1]) and not complete(piece):
            result[-1] = f"{result[-1]}（{piece}）"
        else:
            result.append(piece)
    return result


def _split_words(text: str, complete: Known) -> list[str]:
    """Split `text` at 和, 与, 及, 以及, 会同 where both sides are complete names."""
    words = re.split(r"(牵头会同|会同|以及|和|与|及|暨)(?![^（]*）)", text)
    if len(words) == 1:
        return [text]
    pieces = [words[0], *(words[at] + words[at + 1] for at in range(1, len(words), 2))]
    names = _partition(pieces, "".join, lambda name: complete(_unconnected(name)), wraps=False)
    return [names[0], *(_unconnected(name) for name in names[1:])]


def _unconnected(name: str) -> str:
    """Take the word that connects it off the front of a name."""
    return re.sub(r"^(?:牵头会同|会同|以及|和|与|及|暨)", "", name)


def _partition(
    pieces: Sequence[str], join: Callable[[Sequence[str]], str], complete: Known, *, wraps: bool
) -> list[str]:
    """Join neighbours so that as many complete names as possible result; all into one if none fits."""
    best: list[list[str] | None] = [[], *([None] * len(pieces))]
    for end in range(1, len(pieces) + 1):
        for start in range(max(0, end - _MOST_PIECES), end):
            before = best[start]
            if before is None:
                continue
            name = join(pieces[start:end])
            if not complete(name) or (wraps and before and _continues(before[-1], name)):
                continue
            here = best[end]
            if here is None or len(before) + 1 > len(here):
                best[end] = [*before, name]
    return best[-1] or [join(pieces)]


def _joined(pieces: Sequence[str]) -> str:
    """Join the pieces of a wrapped name; Latin words keep their space."""
    return tidy(" ".join(pieces))


def _continues(left: str, right: str) -> bool:
    """Tell whether `right` only goes on with `left`: 县政府⏎办公室, 区工管办⏎（宣传）."""
    if right.startswith("（") or left.endswith("等"):
        return True
    return bool(_OWNER.search(left)) and not _LEVEL.match(right) and not is_group(left)


def _rejoin(names: Sequence[str], complete: Known) -> list[str]:
    """Give short names their 等部门 back: 发改、财政、住建等部门 is one group."""
    result: list[str] = []
    for name in map(tidy, names):
        if re.search(r"等(?:\d+个|有关|相关)?(?:部门|单位)", name):
            while result and not complete(result[-1]) and is_group(f"{result[-1]}、{name}"):
                name = f"{result.pop()}、{name}"
        result.append(name)
    return result


def _unwrapped(cell: str) -> str:
    """Take brackets around the whole cell away: （县发改局牵头，县财政局配合）."""
    text = cell.strip().replace("(", "（").replace(")", "）")
    inside = text[1:-1]
    balanced = "）" not in inside or -1 < inside.find("（") < inside.find("）")
    return inside if text.startswith("（") and text.endswith("）") and balanced else text


@cache
def _label() -> re.Pattern[str]:
    """Compile `牵头单位：` on first use."""
    return re.compile(
        rf"(?:^|(?<=[；;。，,、\s）（]))\s*((?:{_ANY_ROLE}|[及和、（）])*(?:{_ANY_ROLE})"
        r"(?:单位|部门|机构|科室|领导|人员|人)?)\s*[:：]"
    )


def _labelled(text: str) -> list[tuple[Role | None, str]]:
    """Cut `text` at its labels (牵头单位：…；配合单位：…); what stands before the first has none."""
    labels = list(_label().finditer(text))
    if not labels:
        return [(None, text)]
    cuts = [(None, text[: labels[0].start()])]
    ends = [*(label.start() for label in labels[1:]), len(text)]
    result: list[tuple[Role | None, str]] = [*cuts]
    for label, end in zip(labels, ends, strict=True):
        if not label[1].endswith(("领导", "人", "人员")):
            result.append((read_role(label[1]), text[label.end() : end]))
    return [(role, part) for role, part in result if part.strip("；;。，,、 \n")]


@cache
def _verb() -> re.Pattern[str]:
    """Compile what makes a clause say a role: `…牵头`, `…负责配合`."""
    return re.compile(
        rf"(?P<who>.*?)(?:按照?各?自?职责?分?工?|分别|共同|负责|具体|联合)*(?P<role>{_ANY_ROLE})(?:{_ANY_ROLE}|落实|工作)*$",
        re.DOTALL,
    )


def _spoken(text: str, known: Known | None) -> list[tuple[Role | None, UnitMention]]:
    """Read `A牵头，B、C配合`, `A（牵头）` and `A会同B` in one labelled part."""
    result: list[tuple[Role | None, UnitMention]] = []
    waiting: list[UnitMention] = []
    joined = False
    for token in _tokens(text):
        who, role = _role_of(token)
        lead, joining, helper = who.partition("会同")
        for part, is_helper in (
            ((lead.removesuffix("牵头"), False), (helper, True)) if joining else ((who, joined),)
        ):
            for mention in split_units(part, known=known):
                bracket = read_role(mention.part) if mention.part and _role_bracket(mention.part) else None
                if bracket:
                    result.append((bracket, UnitMention(mention.name)))
                elif is_helper:
                    result.append((Role.ASSIST, mention))
                elif joining:
                    result.append((Role.LEAD, mention))
                else:
                    waiting.append(mention)
        joined = (joined or bool(joining)) and role is None
        if role:
            result.extend((role, mention) for mention in waiting)
            waiting = []
        elif _ends_clause(token):
            result.extend((None, mention) for mention in waiting)
            waiting = []
    return [*result, *((None, mention) for mention in waiting)]


def _tokens(text: str) -> list[str]:
    """Cut a labelled part into the pieces that may carry a role; a clause's end stays with its piece."""
    tokens, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth += (char == "（") - (char == "）" and depth > 0)
        if depth == 0 and char in "、，,；;。" and not _inside_name(text, place):
            tokens.append(text[start : place + 1])
            start = place + 1
    return [token for token in (*tokens, text[start:]) if token.strip("、，,；;。 \n")]


def _ends_clause(token: str) -> bool:
    """Tell whether what was said ends here."""
    return token.endswith(("；", ";", "。"))


def _role_of(token: str) -> tuple[str, Role | None]:
    """Take the role off the end of a piece: `县发改局牵头` → 县发改局, lead."""
    plain = token.strip("、，,；;。 \n\t").removeprefix("由")
    match = _verb().fullmatch(plain)
    if not match or not (match["who"] or not plain.endswith("单位")):
        return plain, None
    return match["who"], read_role(plain[len(match["who"]) :])


def _role_bracket(part: str) -> bool:
    """Tell whether a part in brackets is a role: （牵头）, （配合单位）."""
    return bool(re.fullmatch(rf"(?:{_ANY_ROLE})+(?:单位|部门)?", part))


def _by_role(
    found: Sequence[tuple[Role | None, UnitMention]],
) -> tuple[tuple[Role | None, tuple[UnitMention, ...]], ...]:
    """Put neighbours with the same role together, in the order of print."""
    result: list[tuple[Role | None, list[UnitMention]]] = []
    for role, mention in found:
        if result and result[-1][0] == role:
            result[-1][1].append(mention)
        else:
            result.append((role, [mention]))
    return tuple((role, tuple(mentions)) for role, mentions in result)

"""A message that says different things of several items: each is read back by itself, nothing is guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.reporting.scene import Scene
from handlers.understanding.cleaning import clean
from handlers.understanding.query import Intent, ItemRef, Query
from handlers.understanding.reading import Reading, read
from handlers.understanding.understand import understand

_HELD = re.compile(r"https?://[^\s，。；、）]+", re.I)
_MARKS = re.compile(r"[，,。;；！!？?\n]+(?!\d)|(?<=[^\d\s，,])[，,。;；\n]+(?=\d)")
_LEFT_OUT = re.compile(
    r"(?:除了|除去|除开|除|不算|撇开)[^，,。;；]{0,24}?"
    r"(?:以外|之外|外|[，, ]*(?:其他|其它|其余|别的|剩下|都|全))"
    r"|(?:其他|其它|其余|别的|剩下)的?(?:都|全)|\b(?:except|apart from|all but|other than)\b",
    re.I,
)
_PARTLY = re.compile(
    r"(?:已经?|已全部|都已|刚刚?)(?:完成|办结|提交|上报|报送|报|交|办理|落实)(?:了)?"
    r"(?![了好完毕并且和及的等其到给至于在，,。；;！!、.:：\s]|(?:整改|编制|公开|上线|建设|清理|规范|培训|自查|验收|报送|上报|备案|归档|任务|工作"
    r"|任|请|特|全部|全面|任务)|[第（(\[【]|$)[一-鿿]"
)
"""Done is something, but maybe not the whole: 已完成调研, 已提交县政府研究."""

_UNDER_WAY = re.compile(r"[，,。；;](?:目前|现在?|还)?(?:正在|还在|待|等待|尚未|还没)")
_DOUBTFUL = re.compile(
    r"[?？]\s*$|[吗么]\s*[?？。!！]*\s*$|吧[\s。.!！~～]*$|是否|是不是|能不能|可不可以|能否|可否|能[^，,。]{0,12}吗"
    r"|应该|应当是|好像|大概|可能|似乎|估计|算是|\b(?:maybe|probably|perhaps|i think|should be)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some clauses of a message that say one thing of their own items."""

    text: str
    query: Query


def leaves_out(text: str) -> bool:
    """Tell whether the items that a message names are those that it does not mean (除第7项外都办完了)."""
    return _LEFT_OUT.search(text) is not None


def is_partial(text: str) -> bool:
    """Tell whether what is done may be but a part (已经完成调研，正在起草): it is read back first."""
    return _PARTLY.search(text) is not None or _UNDER_WAY.search(text) is not None


def is_doubtful(text: str) -> bool:
    """Tell whether a report is said like a question or a guess (应该算完成了吧): it is read back first."""
    return _DOUBTFUL.search(text) is not None


def told_apart(scene: Scene, text: str) -> tuple[Part, ...]:
    """Return what a message reports of its items one by one; nothing where it says one thing of all."""
    clauses = _clauses(scene, text)
    if len(clauses) < 2:
        return ()
    parts = [Part(clause, _understood(scene, clause)) for clause in clauses]
    reports = tuple(part for part in parts if part.query.intent is Intent.REPORT and part.query.action)
    said = {(part.query.action.kind, part.query.action.until) for part in reports if part.query.action}
    return reports if len(said) > 1 or (reports and len(reports) < len(parts)) else ()


def gathered(scene: Scene, text: str, query: Query) -> Query:
    """Add the items that the later clauses or lines of a message name (7已完成⏎9已完成)."""
    found = [ref for clause in _clauses(scene, text) for ref in _items(scene, clause)]
    return replace(query, items=tuple(dict.fromkeys((*query.items, *found))))


def _understood(scene: Scene, text: str) -> Query:
    return understand(
        text, vocabulary=scene.vocabulary, region=scene.region.name, unit=scene.unit, today=scene.today
    )


def _clauses(scene: Scene, text: str) -> Sequence[str]:
    """Cut a message before each clause that names items of its own, unless it says nothing of them."""
    found: list[str] = []
    pending = ""
    for clause in filter(str.strip, _split(text)):
        reading = read(clean(clause), scene.region, scene.vocabulary, scene.today)
        whole = f"{pending}，{clause}" if pending else clause
        pending = ""
        if not reading.numbers:
            found = [*found[:-1], f"{found[-1]}，{whole}"] if found else [whole]
        elif _only_names(reading):
            pending = whole
        elif found and _continues(scene, clause, found[-1]):
            found[-1] = f"{found[-1]}，{whole}"
        else:
            found.append(whole)
    if pending:
        found = [*found[:-1], f"{found[-1]}，{pending}"] if found else [pending]
    return found


def _split(text: str) -> list[str]:
    """Cut at the marks, but within no link."""
    hidden = _HELD.sub(lambda match: "x" * len(match[0]), text)
    starts = [0, *(match.end() for match in _MARKS.finditer(hidden))]
    ends = [*(match.start() for match in _MARKS.finditer(hidden)), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _items(scene: Scene, text: str) -> list[ItemRef]:
    numbers = read(clean(text), scene.region, scene.vocabulary, scene.today).numbers
    return [ref for number in numbers for ref in number.refs]


def _continues(scene: Scene, clause: str, former: str) -> bool:
    """Tell whether a clause goes with the one before: that names nothing yet, or it brings its link."""
    numbers = read(clean(former), scene.region, scene.vocabulary, scene.today).numbers
    proves = _HELD.search(clause) is not None and _items(scene, clause) == _items(scene, former)
    return proves or not numbers


def _only_names(reading: Reading) -> bool:
    """Tell whether a clause names items and says nothing of them (第7项，第9项都完成了)."""
    left = reading.text
    spans = [(one.start, one.end) for one in reading.names] + [
        (one.start, one.end) for one in reading.numbers
    ]
    for start, end in spans:
        left = left[:start] + " " * (end - start) + left[end:]
    return not any(char.isalnum() for char in left)

"""Numbered paragraphs with what is assigned in them: brackets, label lines and closing sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.importers.prose.assignments import Assignment, read_assignment
from data.importers.prose.labels import LABEL, Field, read_label
from data.importers.prose.lines import LOWEST, Line, is_title, split_title
from data.units.values import Role

_OPEN, _CLOSE = "（(【[［", "）)】]］"
_STOP = "。！!；;"
_AGENT = re.compile(r"^(?:(?:此|该|本|上述|以上)(?:项|两项|几项)?(?:工作|任务|事项)?|具体)?(?:均)?由")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and the assignment that closes it."""

    text: str
    assignment: Assignment


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph with its number and title, what stands over it, and what it assigns."""

    line: Line
    parents: tuple["Block", ...]
    title: str | None
    texts: list[str]
    segments: list[Segment] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        """The printed number without brackets."""
        return self.line.number

    @property
    def printed(self) -> str:
        """The number and title as printed: （一）完善体系."""
        words = self.title or self.line.body.rstrip("。：: ")
        return f"{self.line.text[: len(self.line.text) - len(self.line.body)]}{words}"


def read_blocks(lines: list[Line]) -> list[Block]:
    """Group lines into blocks: label lines and bracket lines go to the paragraph that they close."""
    blocks: list[Block] = []
    stack: list[Block] = []
    card = Assignment()
    for line in lines:
        alone = _alone(line)
        if alone is not None:
            if _starts_card(card, alone):
                _close(blocks, stack, card)
                card = Assignment()
            card += alone
            continue
        if card.text:
            _close(blocks, stack, card)
            card = Assignment()
        _add(blocks, stack, line)
    if card.text:
        _close(blocks, stack, card)
    return blocks


def _alone(line: Line) -> Assignment | None:
    """Read a line that is an assignment and nothing else: 责任单位：…, or a bracket by itself."""
    body = line.body
    found = LABEL.match(body.lstrip("【[［（("))
    if found and read_label(found[1]) is not None:
        return read_assignment(body.strip("【】[]［］"), closing=True) or _field_line(found, body)
    whole = [(start, end) for start, end in spans(body) if start == 0 and not body[end:].strip("。；; ")]
    return read_assignment(body[1 : whole[0][1] - 1], closing=True) if whole else None


def _field_line(found: re.Match[str], body: str) -> Assignment | None:
    """Read a card's other lines: 任务名称：…, 责任人：…."""
    value = body[found.end() :].strip()
    match read_label(found[1]):
        case Field.HEADING:
            return Assignment(heading=value, text=body)
        case Field.DETAIL:
            return Assignment(detail=value, text=body)
        case Field.NUMBER:
            return Assignment(number=value, text=body)
        case Field.EXTRA if value:
            return Assignment(extra={found[1]: value}, text=body)
        case _:
            return None


def _starts_card(card: Assignment, line: Assignment) -> bool:
    """Whether a label line opens the next card: it names a task while one is open."""
    opens = bool(line.heading or line.number)
    holds = bool(
        card.units or card.deadlines or (line.heading and card.heading) or (line.number and card.number)
    )
    return bool(card.text) and opens and holds


def _close(blocks: list[Block], stack: list[Block], card: Assignment) -> None:
    """Give a card to the paragraph that it closes, or make a paragraph of it where it names its own task."""
    if card.heading or not blocks:
        parents = tuple(stack)
        blocks.append(Block(Line(card.text, card.number, LOWEST, ""), parents, card.heading, []))
        blocks[-1].segments.append(Segment(card.detail or "", card))
        return
    anchor = _anchor(blocks, stack)
    if anchor.segments and not (card.units and any(segment.assignment.units for segment in anchor.segments)):
        last = anchor.segments[-1]
        anchor.segments[-1] = Segment(last.text, last.assignment + card)
        return
    inner = [text for block in blocks[blocks.index(anchor) + 1 :] for text in (block.line.text,)]
    text = "\n".join([*anchor.texts, *inner, *([card.detail] if card.detail else [])])
    anchor.segments.append(Segment(text, card))


def _anchor(blocks: list[Block], stack: list[Block]) -> Block:
    """Choose the paragraph that a label line closes: the last one, or what stands over a list without any."""
    last = stack[-1] if stack else blocks[-1]
    if last.segments or not last.parents:
        return last if stack else blocks[-1]
    over = last.parents[-1]
    after = blocks[blocks.index(over) + 1 :]
    siblings = [block for block in after if block.line.rank == last.line.rank and block.number]
    if len(siblings) > 1 and not any(block.segments for block in [over, *after]) and over.line.rank >= 1:
        return over
    return last


def _add(blocks: list[Block], stack: list[Block], line: Line) -> None:
    """Put a paragraph in its place: a numbered one opens a block, another goes on with the open one."""
    segments, rest = read_segments(line.body)
    if line.number is None and stack and not stack[-1].segments:
        stack[-1].segments += [
            Segment(
                "\n".join([*stack[-1].texts, segment.text]) if not number else segment.text,
                segment.assignment,
            )
            for number, segment in enumerate(segments)
        ]
        if not segments:
            stack[-1].texts.append(line.body)
        return
    if line.number is not None:
        while stack and stack[-1].line.rank >= line.rank:
            stack.pop()
    title, _ = split_title(line.body) if line.number is not None else (None, "")
    block = Block(line, tuple(stack), title, [])
    if line.number is not None and title is None and is_title(line.body) and not segments:
        block.title = line.body.rstrip("。：: ")
    else:
        _fill(block, line, segments, rest)
    blocks.append(block)
    if line.number is not None:
        stack.append(block)


def _fill(block: Block, line: Line, segments: list[Segment], rest: str) -> None:
    """Part the title from the first stretch of a paragraph and keep the rest of it."""
    if segments and block.title is not None:
        title, first = split_title(segments[0].text)
        if title is None or not first.strip():
            block.title = None
        else:
            segments = [Segment(first, segments[0].assignment), *segments[1:]]
    block.segments = segments
    if not segments:
        block.texts = [split_title(line.body)[1] if block.title else line.body]
    elif rest.strip("。；;，, "):
        block.texts = [rest]


def read_segments(body: str) -> tuple[list[Segment], str]:
    """Part a paragraph at its assignments; give what stands after the last one too."""
    segments: list[Segment] = []
    start = 0
    for opened, closed in spans(body):
        if opened < start:
            continue
        before = body[start:opened]
        ends = (
            before.rstrip().endswith(tuple(_STOP)) or not before.strip() or not body[closed:].strip(" 。；;")
        )
        assignment = read_assignment(body[opened + 1 : closed - 1], closing=ends)
        if assignment is None:
            continue
        text = before.lstrip("。；;，,、 ").rstrip()
        follows = body[closed : closed + 1]
        if not text and segments:
            segments[-1] = Segment(segments[-1].text, segments[-1].assignment + assignment)
        else:
            segments.append(
                Segment(text if text.endswith(tuple(_STOP)) else text + follows.strip(), assignment)
            )
        start = closed
    rest = body[start:].lstrip("。；;，,、 ")
    tail = _label_tail(rest) or ((0, None) if segments else _closing_sentence(rest))
    if tail is not None and tail[1] is not None:
        before, assignment = rest[: tail[0]].rstrip(), tail[1]
        if not before and segments:
            segments[-1] = Segment(segments[-1].text, segments[-1].assignment + assignment)
        else:
            segments.append(Segment(before, assignment))
        rest = ""
    return segments, rest


def _label_tail(text: str) -> tuple[int, Assignment] | None:
    """Find `…。责任单位：县教育局；完成时限：10月底前。` at the end of a paragraph."""
    for found in LABEL.finditer(text):
        if found.start() and text[found.start() - 1] not in "。；;！!，, ":
            continue
        kind = read_label(found[1])
        if isinstance(kind, Role) or kind in (Field.DEADLINE, Field.EXTRA):
            assignment = read_assignment(text[found.start() :], closing=True)
            if assignment is not None:
                return found.start(), assignment
    return None


def _closing_sentence(text: str) -> tuple[int, Assignment] | None:
    """Find `由县发改局牵头，县财政局配合，于9月底前完成。` as the last sentence of a paragraph."""
    bare = text.rstrip("。；; ")
    starts = [0, *(match.end() for match in re.finditer(r"[。！!；;]\s*", bare))]
    for start in reversed(starts):
        sentence = bare[start:]
        said = re.sub(r"(?<=[单位部门时限])(?:为|是)(?=[^，。]{2})", "：", sentence)
        if LABEL.match(said):
            assignment = read_assignment(said, closing=True)
        elif _AGENT.match(sentence) or re.search(r"(?:牵头|负责|配合|落实)$", sentence.split("，")[0]):
            assignment = read_assignment(_AGENT.sub("", sentence), closing=False)
        else:
            assignment = None
        if assignment is not None and assignment.units:
            return start, assignment
        if start and "。" in text[:start] and bare[start - 1] in "。！!":
            break
    return None


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each outermost bracket; 〔〕 of a document number is none."""
    depth, opened = 0, 0
    for position, char in enumerate(text):
        if char in _OPEN:
            opened = opened if depth else position
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
            if not depth:
                yield opened, position + 1

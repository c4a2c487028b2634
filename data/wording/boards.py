"""Blocks in words: put together to messages, and marked once people have acted; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from data.boards import AssignmentState, Block, BlockKind, Present, Shown
from data.owing import Offer
from data.statuses import Status
from data.wording.dates import say_date, say_day

SIGNS_A_PART = 3500  # below Telegram's 4096, which counts UTF-16 units
LINES_SAID = 600  # one task longer than this would push all others off the screen
ALONE = frozenset({BlockKind.TEXT, BlockKind.HEAD, BlockKind.ADVICE})
"""Blocks that stand apart, and are about no task in particular."""

LINKS_SAID = 1500  # what is to be checked is given in full, and links may be long


@dataclass(frozen=True, slots=True)
class Part:
    """A message of its own, split off between tasks."""

    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Return what is said, of blocks that nobody has acted on."""
        return say_blocks(self.blocks)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Return the buttons under it, in the order of the blocks."""
        return tuple(offer for block in self.blocks for offer in block.offers)

    @property
    def assignments(self) -> tuple[int, ...]:
        """Return the assignments that it shows, in order."""
        return tuple(key for block in self.blocks for key in block.assignments)


def say_blocks(blocks: Iterable[Block]) -> str:
    """Put blocks into one text."""
    said, apart = "", False
    for block in blocks:
        text = f"{block.head}\n{_clip(block)}" if block.head else _clip(block)
        # A section stands apart from the one above it.
        alone = block.kind in ALONE
        gap = "\n\n" if block.head or alone or apart else "\n"
        said = f"{said}{gap}{text}" if said else text
        apart = alone
    return said


def join_sections(blocks: Iterable[Block], more: Iterable[Block]) -> list[Block]:
    """Add `more` to the blocks of a message: a section that it has already goes on under its one heading."""
    joined, at = list(blocks), None
    for block in more:
        if block.head:
            at = _end_of_section(joined, block.head)
        if at is None:
            joined.append(block)
        else:
            joined.insert(at, replace(block, head=""))
            at += 1
    return joined


def _end_of_section(blocks: Sequence[Block], head: str) -> int | None:
    """Return where the next block of a section stands, None where there is no such section."""
    begin = next((at for at, block in enumerate(blocks) if block.head == head), None)
    if begin is None:
        return None
    after = enumerate(blocks[begin + 1 :], begin + 1)
    return next((at for at, block in after if block.head or block.kind in ALONE), len(blocks))


def split(blocks: Iterable[Block]) -> Iterator[Part]:
    """Give parts below the limit; a block is never divided, but cut where it alone is too long."""
    kept: list[Block] = []
    used = 0
    for block in blocks:
        size = _length(_clip(block)) + _length(block.head) + 3
        if kept and used + size > SIGNS_A_PART:
            yield Part(tuple(kept))
            kept, used = [], 0
        kept.append(block)
        used += size
    if kept:
        yield Part(tuple(kept))


def fits(blocks: Iterable[Block]) -> bool:
    """Whether the blocks are one message."""
    return _length(say_blocks(blocks)) <= SIGNS_A_PART


def mark(block: Block, present: Present) -> Block:
    """Return the block as it reads now: what somebody acted on is marked, and its buttons go."""
    match block.kind:
        case BlockKind.TASK:
            return _mark_task(block, present)
        case BlockKind.TOLD:
            return _mark_told(block, present)
        case BlockKind.REVIEW if block.request is not None:
            return _settle(block, _say_request(block.request, present))
        case BlockKind.REVIEW:
            return _settle(block, _say_reviewed(block, present))
        case BlockKind.NAMING:
            units = present.named.get(block.responsibility or 0)
            return _settle(block, f"✅ 已指定：{'、'.join(units)}" if units else "")
        case BlockKind.TEXT | BlockKind.HEAD | BlockKind.ADVICE:
            return block


def mark_all(blocks: Sequence[Block], present: Present, *, more: int = 0) -> list[Block]:
    """Mark what was acted on, and let the head say so; `more` is how many blocks were added since it left."""
    marked = [mark(block, present) for block in blocks]
    about = [pair for pair in zip(blocks, marked, strict=True) if pair[0].kind not in ALONE]
    left = [block for block, now in about if not _is_acted(block, now, present)]
    acted = len(about) - len(left)
    if not acted and not more:
        return marked
    advised = any(block.kind is BlockKind.TASK for block in left)
    return [
        _count_anew(block, acted, len(left), more) if block.kind is BlockKind.HEAD else block
        for block in marked
        if block.kind is not BlockKind.ADVICE or advised
    ]


def _is_acted(block: Block, marked: Block, present: Present) -> bool:
    """Whether nothing is left to do of a block; where several units have to act, by all of them."""
    if marked.text.startswith(block.text):
        return False
    return block.kind is not BlockKind.TASK or not _is_back(block, present)


def _count_anew(head: Block, acted: int, left: int, more: int) -> Block:
    """Let what a head counts be as of when it left, and say what has become of it."""
    counts = head.text.removeprefix(head.title).lstrip("：\n")
    if not counts:
        return head
    added = f"后来增加{more}项。" if more else ""
    done = f"列出的已处理{acted}项，还有{left}项。" if left else "列出的都已处理。"
    return replace(head, text=f"{head.title}\n发出时{counts}{added}{done if acted else ''}")


def _mark_task(block: Block, present: Present) -> Block:
    one = block.shown[0]
    now = present.assignments.get(one.id)
    said = _say_change(one, now, present) if now is not None else ""
    marked = _settle(block, said)
    return replace(marked, offers=block.offers) if _is_back(block, present) else marked


def _is_back(block: Block, present: Present) -> bool:
    """Whether a task was returned to its unit, which has to act again."""
    now = present.assignments.get(block.shown[0].id)
    return now is not None and now.status is Status.RETURNED and now.asked_until is None


def _mark_told(block: Block, present: Present) -> Block:
    """Mark what several units have to do: each that has acted by its name."""
    changes: dict[str, list[str]] = {}
    for one in block.shown:
        now = present.assignments.get(one.id)
        said = _say_change(one, now, present) if now is not None else ""
        if said:
            changes.setdefault(said, []).append(one.unit)
    if len(changes) == 1 and len(next(iter(changes.values()))) == len(block.shown):
        units = "、".join(one.unit for one in block.shown)
        return _settle(block, f"{next(iter(changes))}（{units}）")
    lines = [f"   {said}：{'、'.join(units)}" for said, units in changes.items()]
    return replace(block, text="\n".join([block.text, *lines])) if lines else block


def _say_change(one: Shown, now: AssignmentState, present: Present) -> str:
    """Say what has changed since the block was written; nothing where a nudge holds as it was."""
    if now.status is Status.DONE:
        return "✅ 已办结"
    if now.status is Status.VOID:
        return "✅ 不涉及"
    if now.status is Status.SUBMITTED:
        return "✅ 已报不涉及，待审核" if now.void else "✅ 已报办结，待审核"
    if now.due != one.due and now.due is not None:
        return f"📅 延期到{say_date(now.due, present.day)}"
    if now.asked_until is not None:
        return f"⏳ 已申请延期到{say_day(now.asked_until, present.day)}，待审核"
    if now.status is Status.RETURNED and one.status is not Status.RETURNED:
        return "↩️ 已退回，请补充后再报"
    return ""


def _say_reviewed(block: Block, present: Present) -> str:
    now = present.assignments.get(block.shown[0].id)
    if now is None:
        return ""
    # A report that was taken back leaves an older one behind: only a later one takes its place.
    if block.report is not None and now.report is not None and now.report > block.report:
        return "已重新报来，以新报的为准"
    if now.status is Status.SUBMITTED:
        return ""
    said = {Status.DONE: "✅ 已通过，办结", Status.VOID: "✅ 已通过，不涉及", Status.RETURNED: "↩️ 已退回"}
    return said.get(now.status, "单位已撤回")


def _say_request(request: int, present: Present) -> str:
    now = present.requests.get(request)
    if now is None:
        return ""
    until = say_day(now.until, present.day)
    said = {
        "granted": f"✅ 已同意延期到{until}",
        "refused": f"❌ 未同意延期到{until}",
        "withdrawn": "单位已撤回申请",
    }
    return said.get(now.decision, "")


def _settle(block: Block, said: str) -> Block:
    """Say of a block what became of it, instead of what is still to do."""
    if not said:
        return block
    sign, _, rest = said.partition(" ")
    sign, rest = (sign, rest) if rest else ("▫️", said)
    number = f"{block.number}. " if block.number is not None else ""
    unit = f"{block.shown[0].unit} · " if block.kind is BlockKind.REVIEW else ""
    return replace(block, text=f"{number}{sign} {block.title}\n   {unit}{rest}", offers=())


def _clip(block: Block) -> str:
    most = {BlockKind.REVIEW: LINKS_SAID}.get(block.kind, SIGNS_A_PART if block.kind in ALONE else LINES_SAID)
    if _length(block.text) <= most:
        return block.text
    kept = block.text.encode("utf-16-le")[: (most - 1) * 2].decode("utf-16-le", errors="ignore")
    return f"{kept.rstrip()}…"


def _length(text: str) -> int:
    """Count the UTF-16 units of a `text`, as Telegram does."""
    return len(text.encode("utf-16-le")) // 2

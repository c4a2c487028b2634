"""A long answer as pages that fit a phone and Telegram's limits; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.wording.language import pick
from handlers.understanding.query import Language

ENTRIES_A_PAGE = 8  # what fits a phone screen at two lines each
ENTRIES_SAID = 80  # ten pages: nobody reads on, and a narrower question finds more
SIGNS_A_PAGE = 3500  # below Telegram's 4096, which counts UTF-16 units
LINE_SIGNS = 600  # one entry longer than this would push all others off the screen


@dataclass(frozen=True, slots=True)
class Pages:
    """The text to send now, what 更多 shows next, and how many entries that are."""

    first: str
    more: tuple[str, ...] = ()
    left: int = 0


def paginate(
    head: Sequence[str],
    entries: Sequence[str],
    tail: Sequence[str],
    language: Language,
    unsaid: int = 0,
    page: int = ENTRIES_A_PAGE,
) -> Pages:
    """Lay `entries` out between `head` and `tail`, numbered where there are several.

    `unsaid` more are not put into words: the last page says so. `page` entries stand on one at most.
    """
    numbered = number_entries(entries)
    chunks = _chunk(numbered, sum(map(length, (*head, *tail))), page)
    left = len(numbered) + unsaid
    texts = []
    for at, chunk in enumerate(chunks):
        left -= len(chunk)
        opening = list(head) if at == 0 else []
        closing = [_say_rest(left, language, last=at == len(chunks) - 1)] if left else []
        texts.append("\n".join([*opening, *chunk, *closing, *(tail if at in (0, len(chunks) - 1) else ())]))
    first = texts[0] if texts else "\n".join([*head, *tail])
    return Pages(clip(first), tuple(map(clip, texts[1:])), len(numbered) - len(chunks[0]) if chunks else 0)


def _say_rest(left: int, language: Language, *, last: bool) -> str:
    if last:
        return pick(
            language, f"还有{left}项，请加上单位或时间再问。", f"{left} more: please ask for less at once."
        )
    return pick(language, f"还有{left}项。", f"{left} more.")


def number_entries(entries: Sequence[str]) -> list[str]:
    """Number several `entries`, so that 第2个 can be said of them."""
    clipped = [clip(entry, LINE_SIGNS) for entry in entries]
    if len(clipped) < 2:
        return clipped
    return [f"{at}. {entry}" for at, entry in enumerate(clipped, 1)]


def length(text: str) -> int:
    """Count the UTF-16 units of a `text`, as Telegram does."""
    return len(text.encode("utf-16-le")) // 2


def clip(text: str, limit: int = SIGNS_A_PAGE) -> str:
    """Cut a `text` that is longer than the `limit`, and show that it was cut."""
    if length(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", errors="ignore")
    return f"{kept.rstrip()}…"


def split_text(text: str) -> list[str]:
    """Split one long `text` at line breaks into parts that each fit a message."""
    parts, current = [], ""
    for line in text.split("\n"):
        for piece in _pieces(line):
            if current and length(current) + length(piece) + 1 > SIGNS_A_PAGE:
                parts.append(current)
                current = piece
            else:
                current = f"{current}\n{piece}" if current else piece
    return [*parts, current]


def _pieces(line: str) -> list[str]:
    step = SIGNS_A_PAGE // 2
    return [line[at : at + step] for at in range(0, len(line), step)] or [""]


def _chunk(entries: Sequence[str], used: int, page: int) -> list[list[str]]:
    chunks: list[list[str]] = []
    room = 0
    for entry in entries:
        size = length(entry) + 1
        if not chunks or len(chunks[-1]) >= page or size > room:
            chunks.append([])
            room = SIGNS_A_PAGE - used
        chunks[-1].append(entry)
        room -= size
    return chunks

"""JSON Lines in, JSON Lines out: one line of output for each line of input, in order."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from data.errors import DubanError, UsageError

Line = dict[str, Any]


def run_batch(source: str, answer: Callable[[Line], Line]) -> None:
    """Print what `answer` makes of each line of `source`; a bad line gives `{"error": …}` in its place."""
    for line in _lines(source):
        typer.echo(json.dumps(_answer_line(line, answer), ensure_ascii=False))


def text_of(line: Line, *names: str) -> str:
    """Return the first of `names` that the line holds."""
    for name in names:
        value = line.get(name)
        if isinstance(value, str):
            return value
    raise UsageError(f"这一行缺少 {' 或 '.join(names)}")


def string_of(line: Line, name: str) -> str | None:
    """Return the string `name` of the line, None where it is missing or null."""
    value = line.get(name)
    if value is not None and not isinstance(value, str):
        raise UsageError(f"{name} 要写成字符串：{value!r}")
    return value


def _lines(source: str) -> Iterator[str]:
    if source == "-":
        yield from _filled(sys.stdin)
        return
    try:
        with Path(source).open(encoding="utf-8") as file:
            yield from _filled(file)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"读不了 {source}：{error}") from None


def _filled(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line.strip())


def _answer_line(text: str, answer: Callable[[Line], Line]) -> Line:
    try:
        line = json.loads(text)
        if not isinstance(line, dict):
            raise UsageError("每行要是一个 JSON 对象")
        return answer(line)
    except json.JSONDecodeError as error:
        return {"error": f"不是 JSON：{error}"}
    except (DubanError, ValueError) as error:
        return {"error": str(error)}

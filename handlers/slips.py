"""A command that does not exist: what was perhaps meant, and what there is; pure."""

from collections.abc import Collection

from handlers.commands import COMMANDS, Audience, Command

MEANT = 60
"""How like (of 100) a name has to be to the one that was typed."""

NAMED = 6
"""So many commands are named."""


def word_no_command(typed: str, audiences: Collection[Audience]) -> str:
    """Say in one line that there is no such command, which one is nearest, and what there is."""
    open_to = [command for command in COMMANDS if command.audience in audiences]
    nearest = _nearest(typed, open_to)
    meant = f"是不是 /{nearest.name}（{_short(nearest)}）？" if nearest else ""
    others = " ".join(f"/{command.name}" for command in open_to[:NAMED])
    return f"没有 /{typed[:32]} 这个命令。{meant}可以用 {others}，也可以直接用文字说。"


def _nearest(typed: str, among: Collection[Command]) -> Command | None:
    # Loaded here: few people mistype a command.
    from rapidfuzz import fuzz, process

    names = {command.name: command for command in among}
    found = process.extractOne(typed.casefold(), names.keys(), scorer=fuzz.ratio, score_cutoff=MEANT)
    return names[found[0]] if found is not None else None


def _short(command: Command) -> str:
    """Return what a command does, without what may follow it."""
    return command.zh.partition("，")[0].partition("：")[0].partition("（")[0]

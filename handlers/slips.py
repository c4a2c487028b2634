"""A command that does not exist: what was perhaps meant, and what there is; pure."""

from collections.abc import Collection

from data.wording.language import Language, Phrase
from handlers.commands import COMMANDS, Audience, Command

MEANT = 60
"""How like (of 100) a name has to be to the one that was typed."""

NAMED = 6
"""So many commands are named."""


MEANT_THIS = Phrase("是不是 /{name}（{what}）？", "Did you mean /{name} ({what})? ")
NO_COMMAND = Phrase(
    "没有 /{typed} 这个命令。{meant}可以用 {others}，也可以直接用文字说。",
    "There is no command /{typed}. {meant}You can use {others}, or just say it in words.",
)


def word_no_command(typed: str, audiences: Collection[Audience], language: Language) -> str:
    """Say in one line that there is no such command, which one is nearest, and what there is."""
    open_to = [command for command in COMMANDS if command.audience in audiences]
    nearest = _nearest(typed, open_to)
    meant = MEANT_THIS.say(language, name=nearest.name, what=_short(nearest, language)) if nearest else ""
    others = " ".join(f"/{command.name}" for command in open_to[:NAMED])
    return NO_COMMAND.say(language, typed=typed[:32], meant=meant, others=others)


def _nearest(typed: str, among: Collection[Command]) -> Command | None:
    # Loaded here: few people mistype a command.
    from rapidfuzz import fuzz, process

    names = {command.name: command for command in among}
    found = process.extractOne(typed.casefold(), names.keys(), scorer=fuzz.ratio, score_cutoff=MEANT)
    return names[found[0]] if found is not None else None


def _short(command: Command, language: Language) -> str:
    """Return what a command does, without what may follow it."""
    if language is Language.EN:
        return command.en.partition(";")[0].partition(":")[0].partition(" (")[0]
    return command.zh.partition("，")[0].partition("：")[0].partition("（")[0]

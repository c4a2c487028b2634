"""The languages in which the program speaks, and what is said in both of them."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The language of a question, in which it is answered; names and titles stay as printed."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say, in both languages side by side; what stands in braces is filled in by name."""

    zh: str
    en: str

    def say(self, language: Language, **facts: object) -> str:
        """Say it in the `language`."""
        said = pick(language, self.zh, self.en)
        return said.format_map(facts) if facts else said


def pick(language: Language, zh: str, en: str) -> str:
    """Choose the wording in the `language`, where both were put together from the same facts."""
    return en if language is Language.EN else zh

"""The errors at which a person must act; each message says in Chinese, and perhaps in English, what to do."""

from data.wording.language import Language, pick


class DubanError(Exception):
    """Something that only the person who asked can mend; `english` says the same as the Chinese message."""

    def __init__(self, chinese: str = "", english: str | None = None) -> None:
        super().__init__(chinese)
        self.english = english or chinese

    def say(self, language: Language) -> str:
        """Say what is wrong in the `language`."""
        return pick(language, str(self), self.english)


class ConfigError(DubanError):
    """A setting is unknown or has a value that does not fit."""


class DatabaseError(DubanError):
    """The database cannot be used as it is: it is out of reach, or newer or older than the program."""


class DocumentError(DubanError):
    """A document is refused: it cannot be read, is not a plan, or must not be stored."""


class RosterError(DubanError):
    """A roster file does not say what a roster says."""


class UsageError(DubanError):
    """What was asked for does not fit together, or names something that is not there."""

"""The languages in which the program speaks."""

from enum import StrEnum


class Language(StrEnum):
    """The language of a question, in which it is answered; names and titles stay as printed."""

    ZH = "zh"
    EN = "en"

"""Who decides or reports, as registers and history name them; pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides: the name for registers, and the person and chat, where there are some.

    `chat_id` is the number of our own row of the chat, not Telegram's.
    """

    by: str
    person: int | None = None
    chat_id: int | None = None

"""Where something is said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A chat and, in a forum, the topic in it."""

    chat: int
    topic: int | None = None

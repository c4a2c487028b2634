"""Files that were sent together: Telegram tells of each by itself, and they are one message to a person."""

from collections import defaultdict

from telegram import Message

Key = tuple[int, str]


class Albums:
    """The albums that are still coming in."""

    def __init__(self, settled: float = 0.8) -> None:
        self.settled = settled
        """Seconds after the first file of an album in which the others have come."""
        self._files: defaultdict[Key, list[Message]] = defaultdict(list)

    def put(self, key: Key, message: Message) -> bool:
        """Add a file to its album; say whether it is the first."""
        self._files[key].append(message)
        return len(self._files[key]) == 1

    def take(self, key: Key) -> list[Message]:
        """Return the files of an album in the order in which they were sent, and forget it."""
        return sorted(self._files.pop(key, []), key=lambda message: message.message_id)

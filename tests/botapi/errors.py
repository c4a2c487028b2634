"""How the Bot API refuses a call."""

from typing import Any


class Refused(Exception):
    """A call that the server refuses, with the code, the words and the parameters that Telegram gives."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def payload(self) -> dict[str, Any]:
        """Return the refusal as the Bot API words it."""
        payload = {"ok": False, "error_code": self.code, "description": self.description}
        return payload | ({"parameters": self.parameters} if self.parameters else {})


def bad(description: str, **parameters: Any) -> Refused:
    """Return a refusal of a bad request."""
    return Refused(400, f"Bad Request: {description}", **parameters)

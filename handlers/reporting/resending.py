"""/resend: an operator has what may not have arrived sent once more."""

from data.errors import UsageError
from data.resending import ask_again
from data.wording.language import Phrase
from handlers.message import Reply
from handlers.request import Request
from handlers.services import Services

HOW = Phrase(
    "写法：/resend 编号，编号在给管理员的通知里。",
    "Usage: /resend NUMBER; the number is in the message to the operator.",
)
SOON = Phrase(
    "已放回待发队列，马上重发，会注明“可能重复”。",
    "It is back in the queue and goes out again shortly, marked as a possible repeat.",
)


def resend(request: Request, services: Services) -> Reply:
    """Put a notice back among what is owed."""
    word = request.words[0] if request.words else ""
    if not (word.isascii() and word.isdecimal() and len(word) < 10):
        return Reply(HOW.say(request.language))
    try:
        with services.database.transaction() as session:
            ask_again(session, int(word), request.now)
    except UsageError as refused:
        return Reply(refused.say(request.language), aside=True)
    return Reply(SOON.say(request.language))

"""更多: the same answer once more, from a later page on."""

from dataclasses import replace
from datetime import datetime

from handlers.answers.asking import Place
from handlers.answers.table import find_answer
from handlers.message import Reply, Seat
from handlers.replies import word_answer, word_unbound
from handlers.rights import is_within
from handlers.services import Services
from handlers.understanding.query import Query

MORE = frozenset({"更多", "继续", "下一页", "还有呢", "more", "next page", "/more"})
"""What shows the next page of a long answer."""


def turn_page(query: Query, page: int, seat: Seat, now: datetime, services: Services) -> Reply:
    """Reply with a `page` (0 is the first one) of the answer to `query`, as things stand now."""
    if not is_within(query, seat):
        return word_unbound(query.language)
    with services.database.read() as session:
        services.vocabulary(session)
        place = Place(seat.unit, services.plans(query.region_id))
        reply = word_answer(find_answer(session, query, now.date(), place), now.date())
    pages = (reply.text, *reply.more)
    page = min(page, len(pages) - 1)
    left = pages[page + 1 :]
    choices = tuple(choice for choice in reply.choices if left or choice.says not in MORE)
    return replace(reply, text=pages[page], more=left, choices=choices)

"""What else the day's message asks: decisions, units to be named, progress of what is ongoing; pure."""

from collections.abc import Iterator

from data.dates.workdays import DAY
from data.nudges import Naming, OngoingPrompt, Review
from data.nudging import AssignmentFact, ChatFact, NamingFact, ReviewFact
from scheduler.deciding import Deciding
from scheduler.policy import repeats
from scheduler.stages import quarter_ends

REVIEWED_EVERY = 7
"""After how many days a report that nobody has decided on makes a message of its own again."""


def plan_reviews(deciding: Deciding, *, of_today: bool = False) -> Iterator[Review]:
    """Give what waits for a decision, to each chat that may decide; `of_today` too what came on the day.

    It stands in every message until then; it makes one leave on the next working morning, then weekly.
    """
    for fact in deciding.facts.reviews:
        if fact.asked_on < deciding.day or (of_today and fact.asked_on == deciding.day):
            for chat in _deciders(deciding, fact.assignment):
                yield _review(deciding, fact, chat)


def _deciders(deciding: Deciding, fact: AssignmentFact) -> list[ChatFact | None]:
    """Return the supervising units' chats, else the office's; no unit decides on its own report."""
    units = dict.fromkeys(one.unit_id for one in deciding.facts.supervisors.get(fact.task_id, ()))
    chats = deciding.facts.chats
    found = [chats[unit] for unit in units if unit is not None and unit in chats and unit != fact.unit_id]
    if found:
        return list(found)
    office = deciding.office_chat(fact.office_id)
    return [office if office is not None and office.unit_id != fact.unit_id else None]


def _review(deciding: Deciding, fact: ReviewFact, chat: ChatFact | None) -> Review:
    window = deciding.window(fact.asked_on + DAY)
    stages = [
        days
        for nominal in window.after
        if (days := (nominal - fact.asked_on).days) == 1 or repeats(days, 1, REVIEWED_EVERY)
    ]
    waiting = (deciding.day - fact.asked_on).days
    if waiting == 0:
        stages = [0]
    stage = f"review-{stages[-1]}" if stages else "open"
    review = Review(fact, chat, waiting, stage, fresh=bool(stages))
    if stages and review.key in deciding.settled.keys:
        return Review(fact, chat, waiting, stage, fresh=False)
    return review


def plan_namings(deciding: Deciding) -> Iterator[Naming]:
    """Give the groups whose units the office is to name: when the task has come, and as its date nears."""
    asked: set[tuple[int, int | None]] = set()
    for fact in deciding.facts.naming:
        naming = _naming(deciding, fact)
        once = (fact.responsibility_id, naming.chat.id if naming and naming.chat else None)
        if naming is not None and once not in asked:
            asked.add(once)
            yield naming


def _naming(deciding: Deciding, fact: NamingFact) -> Naming | None:
    """Ask for one group; once the date has passed nobody is asked."""
    if fact.due is not None and fact.due < deciding.day:
        return None
    chat = deciding.office_chat(fact.office_id)
    begun = deciding.begun(fact.stored_on, chat.since if chat else None)
    window = deciding.window(begun)
    stages = window.stages(fact.due, deciding.policy, soft=fact.soft) if fact.due else []
    owed = [(stage.day, stage.name) for stage in stages]
    if begun.year > 1 and (morning := deciding.calendar.after(begun)) in window:
        owed.append((morning, f"standing-{begun}"))
    if not owed:
        return None
    day, stage = max(owed)
    days_left = (fact.due - deciding.day).days if fact.due else None
    naming = Naming(fact, chat, stage, days_left, late=day < deciding.day, owed=day)
    return None if deciding.settled.has(naming.key, day) else naming


def plan_prompts(deciding: Deciding) -> Iterator[OngoingPrompt]:
    """Give one line for each unit with 持续推进 tasks, on the last working day of a quarter."""
    if not deciding.policy.ongoing_prompt:
        return
    ends = quarter_ends(deciding.calendar, deciding.settled.until + DAY, deciding.day)
    if not ends:
        return
    units: dict[tuple[int | None, str], list[AssignmentFact]] = {}
    for fact in deciding.facts.ongoing:
        chat = deciding.chat_of(fact)
        if deciding.begun(fact.stored_on, chat.since if chat else None) <= ends[-1]:
            units.setdefault((fact.unit_id, fact.unit), []).append(fact)
    for (_, unit), facts in units.items():
        chat, late = deciding.chat_of(facts[0]), ends[-1] < deciding.day
        prompt = OngoingPrompt(unit, chat, f"ongoing-{ends[-1]}", tuple(facts), late)
        if not deciding.settled.has(prompt.key, ends[-1]):
            yield prompt

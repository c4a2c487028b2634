"""report and remind: what would be done; nothing is changed here."""

from dataclasses import replace

from data.repositories.milestones import Reached, Within
from handlers.answers.asking import EVERY_ROLE, Asking
from handlers.answers.entries import entries_from
from handlers.answers.subjects import find_tasks, names_tasks, not_found
from handlers.answers.values import ActionAnswer, Answer
from handlers.understanding.query import ActionKind, ActionRequest, Intent


def answer_action(asking: Asking) -> Answer:
    """Answer what a report or a 催办 would do, to which item and unit."""
    query = asking.query
    request = query.action or _implied(query.intent)
    unit = query.units[0].name if query.units else asking.seat_unit
    if not names_tasks(asking):
        return replace(asking.answer(), action=ActionAnswer(request, unit=unit))
    meant = find_tasks(asking, every=False)
    if meant.options:
        return replace(not_found(asking, meant), action=None)
    if not meant.tasks or (len(meant.tasks) > 1 and not query.items):
        label = query.items[0].label if query.items else None
        unsure = ActionAnswer(request, item=label, unit=unit)
        if query.intent is Intent.REMIND or not query.items:
            return replace(asking.answer(), action=unsure)
        return replace(not_found(asking, meant), action=unsure)
    reached = _reached(asking, meant.tasks)
    entries = entries_from(reached, asking.how_far(reached), asking.today)
    first = entries[0] if entries else None
    action = ActionAnswer(
        request,
        plan=first.plan if first else None,
        item=first.item if first else (query.items[0].label if query.items else None),
        unit=unit,
    )
    return replace(asking.answer(), action=action, tasks=tuple(entries))


def _implied(intent: Intent) -> ActionRequest:
    return ActionRequest(ActionKind.REMIND if intent is Intent.REMIND else ActionKind.PROGRESS)


def _reached(asking: Asking, tasks: tuple[int, ...]) -> list[Reached]:
    """Return the tasks as the reporting unit has them, or as they stand where it has none of them."""
    asker = replace(asking, whom=asking.asker())
    within = Within(tasks=tasks)
    own = asker.milestones.find(asker.whom, within, EVERY_ROLE)
    if own or asker.whom.everyone:
        return own
    return asker.milestones.find(replace(asker.whom, units=(), groups=()), within, EVERY_ROLE)

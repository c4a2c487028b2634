"""/history and 记录: what people recorded of an item, a page at a time."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from data.histories import HistoryFact
from data.reporting import Duty
from data.repositories.histories import HistoryRepository
from data.wording.history import say_history
from data.wording.language import Phrase, pick
from data.wording.tasks import say_item, short_title
from handlers.access import Action, Kind, Target, kinds_of, may
from handlers.message import Choice, Reply
from handlers.reporting.commands import split_item
from handlers.reporting.items import items_of
from handlers.reporting.proofs import GONE, proof_choices
from handlers.reporting.scene import Scene, open_scene, regions_of, target_of
from handlers.request import Request
from handlers.services import Services

ROWS = 10
TASK = "t"
"""Stands before the number of a task in the words of a button."""

HOW = Phrase("写法：/history 第7项。", "Usage: /history 7.")
NOT_FOUND = Phrase(
    "没有找到这一项{hint}。写法：/history 第7项。", "I found no such item{hint}. Usage: /history 7."
)
NONE = Phrase("这一项还没有记录。", "Nothing has been recorded on this item yet.")
NO_RIGHT = Phrase(
    "这一项的记录只给承办单位、主管单位和督办机构看。",
    "Only the unit, its supervisors and the office can see the records of this item.",
)
WHICH = Phrase("请问是哪一项？", "Which item do you mean?")
EARLIER = Phrase("更早的{count}条", "{count} earlier")


def history(request: Request, services: Services) -> Reply:
    """Show what was recorded of an item, the newest last."""
    with services.database.read() as session:
        words = request.words
        if not words:
            return Reply(HOW.say(request.language))
        page = (
            int(words[-1][1:]) if len(words) > 1 and words[-1][:1] == "p" and words[-1][1:].isdecimal() else 1
        )
        if words[0].startswith(TASK) and words[0][1:].isdecimal():
            return _of_task(session, request, services, int(words[0][1:]), page)
        head, rest = split_item(words)
        for region in regions_of(request, services, session, " ".join(words)):
            scene = open_scene(session, request, services, region)
            found = items_of(scene, f"{head} {rest}".strip())
            if isinstance(found, Reply):
                return found
            if len(found) == 1:
                return _show(scene, found[0], page)
            if found:
                return _which(scene, found)
    return Reply(NOT_FOUND.say(request.language, hint=request.region_hint))


def _of_task(session: Session, request: Request, services: Services, task: int, page: int) -> Reply:
    for region in regions_of(request, services, session):
        scene = open_scene(session, request, services, region)
        if scene.duties.has_task(task):
            return _show(scene, task, page)
    return Reply(GONE.say(request.language), aside=True)


def _show(scene: Scene, task: int, page: int) -> Reply:
    duties = scene.duties.of_tasks((task,), dropped=True)
    facts = HistoryRepository(scene.session, scene.region.region_id).of_task(task)
    seen = _visible(scene, duties, facts)
    if seen is None:
        return Reply(NO_RIGHT.say(scene.language), aside=True)
    language = scene.language
    name = scene.duties.task_name(task)
    head = f"{say_item(name[0], name[1], language)} {short_title(name[2])}"
    if not seen:
        return Reply(f"{head}\n{NONE.say(language)}")
    last = len(seen) - (page - 1) * ROWS
    shown = seen[max(0, last - ROWS) : max(0, last)]
    units = len({one.unit for one in duties} | {fact.unit for fact in seen if fact.unit}) > 1
    lines = [f"· {say_history(fact, scene.now, language, with_unit=units)}" for fact in shown]
    earlier = max(0, last - ROWS)
    older = (
        (Choice(EARLIER.say(language, count=earlier), f"/history {TASK}{task} p{page + 1}"),)
        if earlier
        else ()
    )
    choices = (*older, *proof_choices(scene, duties))
    return Reply("\n".join([pick(language, f"{head}的记录：", f"{head}: history"), *lines]), choices)


def _visible(scene: Scene, duties: Sequence[Duty], facts: Sequence[HistoryFact]) -> list[HistoryFact] | None:
    """Keep what the speaker may see: a unit its own rows, and what holds for all; None where it has none."""
    person, region = scene.request.person, scene.region.name
    units = {duty.unit for duty in duties if may(person, Action.HISTORY, target_of(duty, region))}
    everything = may(person, Action.HISTORY, Target(region))
    oversees = everything or any(
        may(person, Action.HISTORY, target_of(duty, region)) and duty.unit != scene.unit for duty in duties
    )
    if oversees or (not duties and Kind.OFFICE in kinds_of(person)):
        return list(facts)
    if not units:
        return None
    return [fact for fact in facts if fact.unit is None or fact.unit in units]


def _which(scene: Scene, tasks: Sequence[int]) -> Reply:
    choices = []
    for task in tasks[:8]:
        item, scope, detail = scene.duties.task_name(task)
        label = f"{say_item(item, scope, scene.language)} {short_title(detail, 10)}"
        choices.append(Choice(label, f"/history {TASK}{task}"))
    lines = [f"{at}. {choice.label}" for at, choice in enumerate(choices, 1)]
    return Reply("\n".join([WHICH.say(scene.language), *lines]), tuple(choices))

"""Which assignments a report means: by item, by the message replied to, or by what is open in the chat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.dates.numerals import read_number
from data.reporting import Duty, Possible
from data.wording.language import Language, Phrase, pick
from handlers.answers.asking import Place, open_asking
from handlers.answers.table import find_answer
from handlers.answers.values import Answer
from handlers.conversation import answered
from handlers.message import Reply
from handlers.replies import word_answer
from handlers.reporting.scene import Scene
from handlers.understanding.cleaning import clean
from handlers.understanding.numbers import han_numeral
from handlers.understanding.query import Intent, Query

_ORDINAL = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_POSITIONS = re.compile(
    rf"第\s*({_ORDINAL}(?:\s*[、,，和与及]\s*第?\s*{_ORDINAL})*)\s*[个条](?!月|季|周|星期|工作日|阶段)|^(\d{{1,2}})\.?$|(最后)一[个条项]"
)
_MARKED = re.compile(r"[项条号#（(]|第|\b(?:item|task|no)", re.IGNORECASE)
BEYOND = Phrase(
    "那条消息里没有第{place}个，共{count}项。", "There is no number {place} in that message, only {count}."
)
NOT_FOUND = Phrase("没有找到第{labels}项，没有登记。", "I found no item {labels}, so nothing was recorded.")
NO_SUCH_TASK = Phrase(
    "没有找到这项任务，没有登记。请写明第几项。",
    "I found no such task, so nothing was recorded. Please give the item number.",
)
NOT_THEIRS = Phrase(
    "表中第{labels}项没有列{units}，没有登记，请核对项号。",
    "The plan does not give item {labels} to {units}, so nothing was recorded. Please check the number.",
)
HERE = Phrase("本群", "this group")
NO_UNIT = 0
"""No unit has this number: a group that stands for none is not the whole region."""

_DIGIT = "[\\d一二三四五六七八九十]"
NUMBER = re.compile(r"[\d一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message may mean. `named` says that its own words, or a reply, point at it.

    `reply` is what is said where nothing can be meant; `missing` are item labels that no plan has; `possible`
    are groups that may mean the chat's unit; `of_plans` says that several plans have the item, `several` that
    more than one was named.
    """

    duties: tuple[Duty, ...] = ()
    named: bool = False
    possible: tuple[Possible, ...] = ()
    missing: tuple[str, ...] = ()
    of_plans: bool = False
    several: bool = False
    reply: Reply | None = None


def find_meant(scene: Scene, query: Query, before: Query | None) -> Meant:
    """Find what a report or decision is about."""
    behind = scene.duties.of_ids(scene.request.behind)
    picked = _positions(query.text) or _counted(query, behind)
    if behind and picked:
        return _picked(behind, picked, scene.language, named=bool(_positions(query.text)))
    if query.action is not None and query.action.reason and query.intent is Intent.REPORT and not query.items:
        query = replace(query, subject=_without_reason(query.subject, query.action.reason))
    about = query.items or query.subject or query.domains or query.position is not None
    if about and not (behind and is_borrowed(query)):
        meant = _by_tasks(scene, query, before, behind)
        by_number = bool(query.items or query.position is not None)
        if by_number and (meant.reply is None or not is_borrowed(query)):
            return meant
        if not by_number and (hinted := _by_words(meant, query, behind)) is not None:
            return hinted
    if behind:
        own = _of_units(behind, scene, query)
        return Meant(tuple(own or behind), named=True)
    named = _named_units(scene, query)
    if named:
        found = [duty for unit in named for duty in scene.duties.open_of(unit, scene.today, waiting=True)]
        return Meant(tuple(found))
    own_id = scene.unit_id
    return Meant(tuple(scene.duties.open_of(own_id, scene.today))) if own_id is not None else Meant()


def _without_reason(subject: str | None, reason: str) -> str | None:
    """Leave out of a subject the words that only say why: 申请延期，培训材料没到齐."""
    return " ".join(word for word in (subject or "").split() if word not in clean(reason)) or None


def _by_words(meant: Meant, query: Query, behind: Sequence[Duty]) -> Meant | None:
    """Return what the subject of a message means; None where its words only seem to name a task.

    In a reply it can only mean what is replied to: 已完成，培训材料见附件.
    """
    if behind:
        shown = {duty.id for duty in behind}
        within = tuple(duty for duty in meant.duties if duty.id in shown)
        return replace(meant, duties=within, named=True) if within else None
    return None if meant.reply is not None and query.intent is Intent.REPORT else meant


def _by_tasks(scene: Scene, query: Query, before: Query | None, behind: Sequence[Duty]) -> Meant:
    query = replace(query, intent=query.intent if query.intent is Intent.REPORT else Intent.REPORT)
    place = Place(scene.request.seat.unit, scene.services.plans(query.region_id))
    plan = {duty.plan for duty in behind} if query.plan is None and query.items else set()
    if len(plan) == 1:
        query = replace(query, plan=plan.pop())
    answer = answered(scene.session, query, before, place, scene.today)
    if answer.trouble is not None:
        return Meant(reply=word_answer(answer, scene.today))
    options = [option.plan for option in answer.choices if option.plan]
    if answer.choices and not options:
        return Meant(reply=word_answer(answer, scene.today))
    tasks = _tasks(answer)
    for key in options:
        tasks += _tasks(find_answer(scene.session, replace(query, plan=key), scene.today, place))
    if not tasks:
        return Meant(reply=_not_found(answer, scene))
    own = scene.unit_id
    duties = _of_units(scene.duties.of_tasks(tasks), scene, query)
    mine = own is not None and set(_named_units(scene, query)) <= {own}
    possible = scene.duties.possible(tasks, own) if own is not None and mine else []
    labels = {duty.item for duty in duties} | {one.item for one in possible}
    missing = tuple(ref.label for ref in query.items if ref.label not in labels and len(query.items) > 1)
    said = bool(query.items) and not is_borrowed(query) and not _positions(query.text)
    return Meant(
        tuple(duties),
        named=said or query.position is not None,
        possible=tuple(possible),
        missing=missing,
        of_plans=bool(options),
        reply=None if duties or possible else Reply(_not_theirs(scene, query, answer)),
    )


def is_borrowed(query: Query) -> bool:
    """Tell whether the item is that of an earlier message: this one names none."""
    return bool(query.items) and not any(_says(query.text, ref.label) for ref in query.items)


def _says(text: str, label: str) -> bool:
    """Tell whether a number stands in a text, and counts or dates nothing there (一周, 11月15日)."""
    spoken = {re.escape(label), han_numeral(int(label)) if label.isdecimal() else re.escape(label)}
    number = "|".join(spoken)
    pattern = rf"(?<!{_DIGIT})(?:{number})(?!{_DIGIT}|\s*(?:个|天|日|周|星期|月|年|%|成))"
    return re.search(pattern, clean(text)) is not None


def _tasks(answer: Answer) -> list[int]:
    return list(dict.fromkeys(entry.task_id for entry in answer.tasks))


def _of_units(duties: Sequence[Duty], scene: Scene, query: Query) -> list[Duty]:
    """Keep those of the units that are named, else of the chat's own, else those that it oversees."""
    named = set(_named_units(scene, query))
    if named:
        return [duty for duty in duties if duty.unit_id in named]
    own = [duty for duty in duties if scene.unit is not None and duty.unit == scene.unit]
    return own or [duty for duty in duties if scene.side(duty) != "nobody"]


def _named_units(scene: Scene, query: Query) -> list[int]:
    """Return the units that are named, those that a named group stands for too."""
    named = [unit for unit in query.units if not unit.implied]
    if all(unit.unit_id is not None for unit in named):
        return [unit.unit_id for unit in named if unit.unit_id is not None]
    place = Place(scene.request.seat.unit, scene.services.plans(query.region_id))
    whom = open_asking(scene.session, replace(query, everywhere=False), scene.today, place).whom
    members = scene.duties.members_of(whom.groups)
    return list(dict.fromkeys((*whom.units, *members))) or [NO_UNIT]


def _positions(text: str) -> list[int]:
    """Read 第2个, 第1、3个 and 最后一个 (0) as places in the message that is replied to."""
    found: list[int] = []
    for match in _POSITIONS.finditer(text.strip()):
        said = re.findall(_ORDINAL, match[1] or match[2] or "")
        found += [
            int(one) if one.isdecimal() else 2 if one == "两" else read_number(one) or 0 for one in said
        ]
        found += [0] if match[3] else []
    return list(dict.fromkeys(found))


def _counted(query: Query, behind: Sequence[Duty]) -> list[int]:
    """Take bare numbers (1和3完成了) for places where they are no items of the message replied to."""
    labels = [ref.label for ref in query.items]
    if not labels or _MARKED.search(query.text) or is_borrowed(query):
        return []
    items = {duty.item for duty in behind}
    places = [int(label) for label in labels if label.isdecimal()]
    fit = len(places) == len(labels) and all(place <= len(behind) for place in places)
    return places if fit and not items.issuperset(labels) else []


def _picked(behind: Sequence[Duty], places: Sequence[int], language: Language, *, named: bool) -> Meant:
    beyond = next((place for place in places if place > len(behind)), None)
    if beyond is not None:
        return Meant(reply=Reply(BEYOND.say(language, place=beyond, count=len(behind))))
    return Meant(tuple(behind[place - 1] for place in places), named=named, several=len(places) > 1)


def _not_found(answer: Answer, scene: Scene) -> Reply:
    labels = pick(scene.language, "、", ", ").join(ref.label for ref in answer.query.items)
    return Reply((NOT_FOUND if labels else NO_SUCH_TASK).say(scene.language, labels=labels))


def _not_theirs(scene: Scene, query: Query, answer: Answer) -> str:
    """Say that the plan does not give the items to whoever reports them."""
    mark = pick(scene.language, "、", ", ")
    labels = mark.join(ref.label for ref in query.items) or (answer.tasks[0].item if answer.tasks else "")
    units = mark.join(unit.name for unit in query.units if not unit.implied) or scene.unit
    return NOT_THEIRS.say(scene.language, labels=labels, units=units or HERE.say(scene.language))

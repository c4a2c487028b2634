"""/name: the rows of 有关部门 one by one, with buttons to name the units that are meant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from data.authors import Author
from data.errors import UsageError
from data.models import Verdict
from data.naming import name_units
from data.repositories.naming import Candidate, NamingRepository, OpenGroup
from data.wording.language import Language, Phrase, pick
from data.wording.tasks import say_item, say_role, shorten
from handlers.access import Action, Target, may
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services

PLAN, CHOOSE, DONE, ALIKE, SKIP, LATER = "计划", "选", "完成", "同样", "跳过", "以后再说"
UNITS_A_PAGE = 8
BUTTONS = {
    DONE: Phrase("完成", "Done"),
    SKIP: Phrase("跳过", "Skip"),
    LATER: Phrase("以后再说", "Later"),
}
"""What stands on a button, by its verb."""

ALL_NAMED = Phrase("没有待指定单位的任务了。", "No task is waiting for its units to be named.")
GONE = Phrase(
    "这一项已经不在了，或者不归这里管。", "This item is no longer there, or is not yours to deal with."
)
NONE_CHOSEN = Phrase(
    "还没有选单位。请先点单位，再点“完成”。", "No unit is chosen yet. Press the units first, then “Done”."
)
LEFT_FOR_LATER = Phrase(
    "好，还有 {count} 项待指定。以后说“指定单位”接着做。",
    "All right, {count} still to be named. Say “name units” to go on later.",
)
LEFT = Phrase(
    "还有 {count} 项待指定，以后说“指定单位”接着做。",
    "{count} still to be named; say “name units” to go on later.",
)
NAMED = Phrase("已指定：{items} 由{units}办理。", "Named: {items}: {units}.")
NO_UNITS = Phrase(
    "{plan}：没有可选的单位，请先登记名单（duban import --roster）。",
    "{plan}: there are no units to choose from; please import a roster first (duban import --roster).",
)
HEAD = Phrase("指定单位（还有 {count} 项）", "Name units ({count} to go)")
PRINTED = Phrase("{role}单位写的是：{printed}", "Printed ({role}): {printed}")
DEADLINE = Phrase("期限：{text}", "Deadline: {text}")
NO_DEADLINE = Phrase("没有写", "none given")
CHOSEN = Phrase("已选：{units}", "Chosen: {units}")
CHOOSE_THEM = Phrase("请点选涉及的单位，再点“完成”。", "Press the units that this is for, then “Done”.")
BEFORE, AFTER = Phrase("上一页", "Previous"), Phrase("下一页", "Next")
ALL_ALIKE = Phrase("同样写法的另{count}项都这样", "Same for the {count} other rows printed so")
ANY = "0"
"""What stands for no unit at all in the words of a button."""

DETAIL_WIDTH = 120
_SAID = {
    Verdict.CLAIMED: Phrase("（自认涉及）", " (says it applies)"),
    Verdict.DECLINED: Phrase("（自认不涉及）", " (says it does not)"),
}


@dataclass(frozen=True, slots=True)
class Choosing:
    """A group being named: the units chosen so far, and the page of units that is shown."""

    group: OpenGroup
    chosen: frozenset[int]
    page: int = 1
    language: Language = Language.ZH


def name(request: Request, services: Services) -> Reply:
    """Show the next group to be named, or do what a button of one says."""
    verb, rest = (request.words[1], request.words[2:]) if len(request.words) > 1 else (CHOOSE, ())
    key = _number(request.words[:1])
    try:
        if request.words and request.words[0] == PLAN:
            return _begin(request, services, _number(request.words[1:]))
        if key is None:
            return _begin(request, services, None)
        if verb in (DONE, ALIKE):
            return _done(key, verb, _numbers(rest), request, services)
        with services.database.read() as session:
            return _choose(session, key, verb, rest, request, services)
    except UsageError as refused:
        return Reply(refused.say(request.language))


def _begin(request: Request, services: Services, plan_id: int | None) -> Reply:
    """Show the first group that waits, of one plan or of all that the person may decide on."""
    with services.database.read() as session:
        for repository in _repositories(session, request, services):
            waiting = repository.waiting(request.now.date(), plan_id)
            if waiting:
                return _word(repository, _fresh(repository, waiting[0], request.language), waiting)
    return Reply(ALL_NAMED.say(request.language))


def _choose(
    session: Session, key: int, verb: str, rest: Sequence[str], request: Request, services: Services
) -> Reply:
    """Show a group with what is chosen, go on to the next one, or leave the rest for later."""
    repository, group = _find(session, key, request, services)
    today, language = request.now.date(), request.language
    waiting = repository.waiting(today, group.plan_id)
    if verb == LATER:
        return Reply(LEFT_FOR_LATER.say(language, count=len(waiting)), replaces=True)
    if verb == SKIP:
        return _go_on(repository, group, waiting, "", request)
    chosen = _numbers(rest) if rest else _fresh(repository, group, language).chosen
    return _word(repository, Choosing(group, chosen, _number(rest[1:]) or 1, language), waiting)


def _done(key: int, verb: str, chosen: frozenset[int], request: Request, services: Services) -> Reply:
    """Store whom the group means, there or wherever the plan prints it, and show the next one."""
    with services.database.transaction() as session:
        repository, group = _find(session, key, request, services)
        language = request.language
        waiting = repository.waiting(request.now.date(), group.plan_id)
        if not chosen:
            again = _word(repository, Choosing(group, chosen, language=language), waiting)
            return replace(again, text=f"{NONE_CHOSEN.say(language)}\n\n{again.text}")
        author = Author(request.speaker.by, request.speaker.number)
        meant = [group, *(_alike(group, waiting) if verb == ALIKE else ())]
        for one in meant:
            named = name_units(session, one, chosen, author=author, now=request.now)
        mark = pick(language, "、", ", ")
        items = mark.join(dict.fromkeys(say_item(one.item, one.scope, language) for one in meant))
        left = [one for one in waiting if one == group or one not in meant]
        said = NAMED.say(language, items=items, units=mark.join(named))
        return _go_on(repository, group, left, said, request)


def _alike(group: OpenGroup, waiting: Sequence[OpenGroup]) -> list[OpenGroup]:
    """Return the other rows for which the plan prints the same group, and which still wait."""
    others = (one for one in waiting if one.responsibility_id != group.responsibility_id)
    return [one for one in others if one.group_id == group.group_id]


def _go_on(
    repository: NamingRepository,
    group: OpenGroup,
    waiting: Sequence[OpenGroup],
    said: str,
    request: Request,
) -> Reply:
    """Show the group that follows in the plan, after `said`; at the end say what is left."""
    keys = [one.responsibility_id for one in waiting]
    at = keys.index(group.responsibility_id) + 1 if group.responsibility_id in keys else 0
    left, language = repository.waiting(request.now.date(), group.plan_id), request.language
    if at < len(waiting):
        reply = _word(repository, _fresh(repository, waiting[at], language), left)
        return replace(reply, text=f"{said}\n\n{reply.text}" if said else reply.text)
    rest = LEFT.say(language, count=len(left)) if left else ALL_NAMED.say(language)
    return Reply(f"{said}\n{rest}" if said else rest, replaces=True)


def _repositories(session: Session, request: Request, services: Services) -> Iterator[NamingRepository]:
    """Give the regions in which the person may name units."""
    for region in services.vocabulary(session).regions:
        if may(request.person, Action.NAME, Target(region.name)):
            yield NamingRepository(session, region.region_id)


def _find(
    session: Session, key: int, request: Request, services: Services
) -> tuple[NamingRepository, OpenGroup]:
    """Find a group among those that the person may decide on."""
    for repository in _repositories(session, request, services):
        group = repository.one(key)
        if group is not None:
            return repository, group
    raise UsageError(GONE.zh, GONE.en)


def _fresh(repository: NamingRepository, group: OpenGroup, language: Language) -> Choosing:
    """Begin with what is named already, else with what claimed to be meant."""
    said = repository.candidates(group)
    named = frozenset(one.unit_id for one in said if one.verdict is Verdict.NAMED)
    claimed = frozenset(one.unit_id for one in said if one.verdict is Verdict.CLAIMED)
    return Choosing(group, named or claimed, language=language)


def _word(repository: NamingRepository, choosing: Choosing, waiting: Sequence[OpenGroup]) -> Reply:
    """Show a group, and a page of the units that it may mean as toggles."""
    group, candidates = choosing.group, repository.candidates(choosing.group)
    if not candidates:
        return Reply(NO_UNITS.say(choosing.language, plan=group.plan))
    chosen = [one.name for one in candidates if one.unit_id in choosing.chosen]
    pages = -(-len(candidates) // UNITS_A_PAGE)
    page = min(choosing.page, pages)
    language = choosing.language
    units = pick(language, "、", ", ").join(chosen)
    lines = [
        HEAD.say(language, count=len(waiting)),
        f"{group.plan} {say_item(group.item, group.scope, language)}",
        shorten(group.detail, DETAIL_WIDTH),
        PRINTED.say(language, role=say_role(group.role, language), printed=group.printed),
        DEADLINE.say(language, text=group.deadline or NO_DEADLINE.say(language)),
        CHOSEN.say(language, units=units) if chosen else CHOOSE_THEM.say(language),
    ]
    shown = candidates[(page - 1) * UNITS_A_PAGE : page * UNITS_A_PAGE]
    toggles = [_toggle(one, choosing, page) for one in shown]
    return Reply(
        "\n".join(lines),
        (*toggles, *_turns(choosing, page, pages), *_ends(choosing, len(_alike(group, waiting)))),
        replaces=True,
    )


def _toggle(one: Candidate, choosing: Choosing, page: int) -> Choice:
    mark = "✓ " if one.unit_id in choosing.chosen else ""
    chosen = choosing.chosen ^ {one.unit_id}
    said = _SAID[one.verdict].say(choosing.language) if one.verdict in _SAID else ""
    label = f"{mark}{one.name}{said}"
    return Choice(label, _says(choosing, CHOOSE, _listed(chosen), str(page)))


def _turns(choosing: Choosing, page: int, pages: int) -> Iterator[Choice]:
    chosen = _listed(choosing.chosen)
    if page > 1:
        yield Choice(BEFORE.say(choosing.language), _says(choosing, CHOOSE, chosen, str(page - 1)))
    if page < pages:
        yield Choice(AFTER.say(choosing.language), _says(choosing, CHOOSE, chosen, str(page + 1)))


def _ends(choosing: Choosing, alike: int) -> Iterator[Choice]:
    chosen, language, number = _listed(choosing.chosen), choosing.language, len(choosing.chosen)
    count = pick(language, f"（{number}）", f" ({number})") if number else ""
    yield Choice(f"{BUTTONS[DONE].say(language)}{count}", _says(choosing, DONE, chosen))
    if choosing.chosen and alike:
        yield Choice(ALL_ALIKE.say(language, count=alike), _says(choosing, ALIKE, chosen))
    yield Choice(BUTTONS[SKIP].say(language), _says(choosing, SKIP))
    yield Choice(BUTTONS[LATER].say(language), _says(choosing, LATER))


def _says(choosing: Choosing, *words: str) -> str:
    return " ".join(("/name", str(choosing.group.responsibility_id), *words))


def _listed(units: Iterable[int]) -> str:
    return ",".join(map(str, sorted(units))) or ANY


def _numbers(words: Sequence[str]) -> frozenset[int]:
    """Read a list of units; whatever is no number is none."""
    found = (_number([part]) for part in (words[0].split(",") if words else ()))
    return frozenset(number for number in found if number)


def _number(words: Sequence[str]) -> int | None:
    word = words[0] if words else ""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else None

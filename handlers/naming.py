"""/name: the rows of 有关部门 one by one, with buttons to name the units that are meant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from data.authors import Author
from data.errors import UsageError
from data.models import Verdict
from data.naming import name_units
from data.repositories.naming import Candidate, NamingRepository, OpenGroup
from data.wording.tasks import say_item, say_role, shorten
from handlers.access import Action, Target, may
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services

PLAN, CHOOSE, DONE, ALIKE, SKIP, LATER = "计划", "选", "完成", "同样", "跳过", "以后再说"
UNITS_A_PAGE = 8
ALL_NAMED = "没有待指定单位的任务了。"
GONE = "这一项已经不在了，或者不归这里管。"
NONE_CHOSEN = "还没有选单位。请先点单位，再点“完成”。"
ANY = "0"
"""What stands for no unit at all in the words of a button."""

DETAIL_WIDTH = 120
_SAID = {Verdict.CLAIMED: "（自认涉及）", Verdict.DECLINED: "（自认不涉及）"}


@dataclass(frozen=True, slots=True)
class Choosing:
    """A group being named: the units chosen so far, and the page of units that is shown."""

    group: OpenGroup
    chosen: frozenset[int]
    page: int = 1


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
        return Reply(str(refused))


def _begin(request: Request, services: Services, plan_id: int | None) -> Reply:
    """Show the first group that waits, of one plan or of all that the person may decide on."""
    with services.database.read() as session:
        for repository in _repositories(session, request, services):
            waiting = repository.waiting(request.now.date(), plan_id)
            if waiting:
                return _word(repository, _fresh(repository, waiting[0]), waiting)
    return Reply(ALL_NAMED)


def _choose(
    session: Session, key: int, verb: str, rest: Sequence[str], request: Request, services: Services
) -> Reply:
    """Show a group with what is chosen, go on to the next one, or leave the rest for later."""
    repository, group = _find(session, key, request, services)
    today = request.now.date()
    waiting = repository.waiting(today, group.plan_id)
    if verb == LATER:
        return Reply(f"好，还有 {len(waiting)} 项待指定。以后说“指定单位”接着做。", replaces=True)
    if verb == SKIP:
        return _go_on(repository, group, waiting, "", today)
    chosen = _numbers(rest) if rest else _fresh(repository, group).chosen
    return _word(repository, Choosing(group, chosen, _number(rest[1:]) or 1), waiting)


def _done(key: int, verb: str, chosen: frozenset[int], request: Request, services: Services) -> Reply:
    """Store whom the group means, there or wherever the plan prints it, and show the next one."""
    with services.database.transaction() as session:
        repository, group = _find(session, key, request, services)
        today = request.now.date()
        waiting = repository.waiting(today, group.plan_id)
        if not chosen:
            again = _word(repository, Choosing(group, chosen), waiting)
            return replace(again, text=f"{NONE_CHOSEN}\n\n{again.text}")
        author = Author(request.speaker.by, request.speaker.number)
        meant = [group, *(_alike(group, waiting) if verb == ALIKE else ())]
        for one in meant:
            named = name_units(session, one, chosen, author=author, now=request.now)
        items = "、".join(dict.fromkeys(say_item(one.item, one.scope) for one in meant))
        left = [one for one in waiting if one == group or one not in meant]
        return _go_on(repository, group, left, f"已指定：{items} 由{'、'.join(named)}办理。", today)


def _alike(group: OpenGroup, waiting: Sequence[OpenGroup]) -> list[OpenGroup]:
    """Return the other rows for which the plan prints the same group, and which still wait."""
    others = (one for one in waiting if one.responsibility_id != group.responsibility_id)
    return [one for one in others if one.group_id == group.group_id]


def _go_on(
    repository: NamingRepository, group: OpenGroup, waiting: Sequence[OpenGroup], said: str, today: date
) -> Reply:
    """Show the group that follows in the plan, after `said`; at the end say what is left."""
    keys = [one.responsibility_id for one in waiting]
    at = keys.index(group.responsibility_id) + 1 if group.responsibility_id in keys else 0
    left = repository.waiting(today, group.plan_id)
    if at < len(waiting):
        reply = _word(repository, _fresh(repository, waiting[at]), left)
        return replace(reply, text=f"{said}\n\n{reply.text}" if said else reply.text)
    rest = f"还有 {len(left)} 项待指定，以后说“指定单位”接着做。" if left else ALL_NAMED
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
    raise UsageError(GONE)


def _fresh(repository: NamingRepository, group: OpenGroup) -> Choosing:
    """Begin with what is named already, else with what claimed to be meant."""
    said = repository.candidates(group)
    named = frozenset(one.unit_id for one in said if one.verdict is Verdict.NAMED)
    claimed = frozenset(one.unit_id for one in said if one.verdict is Verdict.CLAIMED)
    return Choosing(group, named or claimed)


def _word(repository: NamingRepository, choosing: Choosing, waiting: Sequence[OpenGroup]) -> Reply:
    """Show a group, and a page of the units that it may mean as toggles."""
    group, candidates = choosing.group, repository.candidates(choosing.group)
    if not candidates:
        return Reply(f"{group.plan}：没有可选的单位，请先登记名单（duban import --roster）。")
    chosen = [one.name for one in candidates if one.unit_id in choosing.chosen]
    pages = -(-len(candidates) // UNITS_A_PAGE)
    page = min(choosing.page, pages)
    lines = [
        f"指定单位（还有 {len(waiting)} 项）",
        f"{group.plan} {say_item(group.item, group.scope)}",
        shorten(group.detail, DETAIL_WIDTH),
        f"{say_role(group.role)}单位写的是：{group.printed}",
        f"期限：{group.deadline or '没有写'}",
        f"已选：{'、'.join(chosen)}" if chosen else "请点选涉及的单位，再点“完成”。",
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
    said = _SAID.get(one.verdict, "") if one.verdict is not None else ""
    label = f"{mark}{one.name}{said}"
    return Choice(label, _says(choosing, CHOOSE, _listed(chosen), str(page)))


def _turns(choosing: Choosing, page: int, pages: int) -> Iterator[Choice]:
    chosen = _listed(choosing.chosen)
    if page > 1:
        yield Choice("上一页", _says(choosing, CHOOSE, chosen, str(page - 1)))
    if page < pages:
        yield Choice("下一页", _says(choosing, CHOOSE, chosen, str(page + 1)))


def _ends(choosing: Choosing, alike: int) -> Iterator[Choice]:
    chosen = _listed(choosing.chosen)
    count = f"（{len(choosing.chosen)}）" if choosing.chosen else ""
    yield Choice(f"{DONE}{count}", _says(choosing, DONE, chosen))
    if choosing.chosen and alike:
        yield Choice(f"同样写法的另{alike}项都这样", _says(choosing, ALIKE, chosen))
    yield Choice(SKIP, _says(choosing, SKIP))
    yield Choice(LATER, _says(choosing, LATER))


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

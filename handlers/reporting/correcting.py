"""/correct: a date, a unit or a role that was printed or read wrongly; read back before it is done."""

import re
from collections.abc import Sequence
from datetime import date

from data.actions.corrections import correct_due, correct_role, correct_unit
from data.errors import UsageError
from data.reporting import Holder, Moment
from data.units.values import Role
from data.wording.dates import say_date
from data.wording.language import Phrase
from data.wording.reports import say_mended
from data.wording.tasks import say_item, say_role, short_title, shorten
from handlers.access import Action, Target, may
from handlers.message import Choice, Reply
from handlers.reporting.items import items_of
from handlers.reporting.performing import cancel_choice
from handlers.reporting.scene import Scene, open_scene, regions_of
from handlers.reporting.told import BLANK, SURE, UNTIL, Told
from handlers.reporting.wishes import date_in, read_wish
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.cleaning import clean
from handlers.understanding.names import Named
from handlers.understanding.reading import read

HOW = Phrase(
    "写法：/correct 第7项 完成时间 11月15日；/correct 第7项 牵头 县财政局；/correct 第7项 县财政局 主管。"
    "先显示改动，确认后才生效；表里印的原文会保留。",
    "Usage: /correct item 7 date 15 November; /correct item 7 lead 县财政局; "
    "/correct item 7 县财政局 supervises. The change is shown first and made once you confirm; "
    "what is printed in the plan is kept.",
)
NO_RIGHT = Phrase(
    "只有管理员和这份任务分工表的督办机构能更正。",
    "Only an operator and the office of this plan can make corrections.",
)
NOT_FOUND = Phrase("没有找到这一项，没有改动{hint}。", "I found no such item; nothing was changed{hint}. ")
NO_DATES = Phrase("这一项没有可以更正的时间节点。", "This item has no date to correct.")
CONFIRM = Phrase("确认更正", "Confirm the correction")
PLEASE_CONFIRM = Phrase("请确认更正：{task}", "Please confirm the correction: {task}")
DATE_CHANGE = Phrase("完成时间 {before} → {after}", "Due date: {before} → {after}")
WHICH_DATE = Phrase(
    "{task} 有{count}个时间节点，把哪一个改成{day}？",
    "{task} has {count} dates. Which one becomes {day}?",
)
NO_DATE = Phrase("没有期限", "no date")
ROLE_CHANGE = Phrase("{unit}：{before} → {after}", "{unit}: {before} → {after}")
NONE_TO_REPLACE = Phrase(
    "这一项没有{role}单位可以换成{unit}，没有改动。",
    "This item has no unit ({role}) that could become {unit}; nothing was changed.",
)
REPLACE = Phrase("换掉{unit}", "Replace {unit}")
UNIT_CHANGE = Phrase("{role}单位：{before} → {after}", "Unit ({role}): {before} → {after}")
WHICH_UNIT = Phrase("{task}\n请问是哪一个单位换成{unit}？", "{task}\nWhich unit becomes {unit}?")
IN_CHAT = "聊天中更正"
CORRECTED = Phrase(
    "已更正：{task}\n{change}表里印的原文保留。",
    "Corrected: {task}\n{change} What is printed in the plan is kept.",
)
DATE_IS = Phrase("完成时间改为{day}。", "The due date is now {day}.")
ROLE_IS = Phrase("责任类型改为{role}。", "The role is now: {role}.")
UNIT_IS = Phrase("单位由{before}改为{after}。", "The unit is now {after} (was {before}).")
WHICH_ROW = Phrase(
    "不止一行，请问是哪一行？",
    "There is more than one such row. Which one do you mean?",
)
MORE_ROWS = Phrase(
    "还有更多，请把任务分工表或者领域也写上。",
    "There are more: please name the plan or the scope as well.",
)
MILESTONE, RESPONSIBILITY, UNIT, ROW = "m", "r", "u", "t"
"""What stands before numbers in the words of a button."""

_ROLES = (
    (re.compile(r"主管|监管|监督|supervis", re.I), Role.SUPERVISE),
    (re.compile(r"指导|guid", re.I), Role.GUIDE),
    (re.compile(r"配合|参与|协办|assist", re.I), Role.ASSIST),
    (re.compile(r"牵头|责任|主责|承办|实施|主体|\blead", re.I), Role.LEAD),
)
_BUTTON = re.compile(rf"^[{MILESTONE}{RESPONSIBILITY}]\d{{1,9}}$")
_ROW = re.compile(rf"^{ROW}\d{{1,9}}$")
MOST_ROWS = 8
"""So many rows are offered."""


def correct(request: Request, services: Services) -> Reply:
    """Read back a correction, or make the one that a button confirms."""
    if not request.words:
        return Reply(HOW.say(request.language))
    try:
        with services.database.transaction() as session:
            pressed = _BUTTON.match(request.words[0]) is not None
            picked = _ROW.match(request.words[0]) is not None
            said = None if pressed or picked else " ".join(request.words)
            for region in regions_of(request, services, session, said):
                scene = open_scene(session, request, services, region)
                reply = _confirmed(scene) if pressed else _picked(scene) if picked else _read_back(scene)
                if reply is not None:
                    return reply
    except UsageError as refused:
        return Reply(refused.say(request.language))
    lost = NOT_FOUND.say(request.language, hint=request.region_hint)
    return Reply(f"{lost}{HOW.say(request.language)}")


def _read_back(scene: Scene) -> Reply | None:
    """Show what would change, with a button to confirm."""
    text = " ".join(scene.request.words)
    found = items_of(scene, text)
    if isinstance(found, Reply):
        return found
    if not found:
        return None
    if len(found) > 1:
        return _which_row(scene, found, text)
    return _allowed_of_row(scene, found[0], text)


def _picked(scene: Scene) -> Reply | None:
    """Go on with a row that was picked by its button; None where it is none of the region."""
    target, *words = scene.request.words
    task = int(target.removeprefix(ROW))
    return _allowed_of_row(scene, task, " ".join(words)) if scene.duties.has_task(task) else None


def _allowed_of_row(scene: Scene, task: int, text: str) -> Reply:
    if not _is_allowed(scene, task):
        return Reply(NO_RIGHT.say(scene.language), aside=True)
    return _of_row(scene, task, text)


def _of_row(scene: Scene, task: int, text: str) -> Reply:
    reading = read(clean(text), scene.region, scene.vocabulary, scene.today)
    named = [name for name in reading.names if name.unit is not None and name.unit.unit_id is not None]
    role = next((role for pattern, role in _ROLES if pattern.search(text)), None)
    if named:
        return _of_unit(scene, task, named[-1], role, text)
    day = date_in(text, scene.region, scene.vocabulary, scene.today)
    if day is None:
        return Reply(HOW.say(scene.language))
    return _of_date(scene, task, day, text)


def _of_date(scene: Scene, task: int, day: date, text: str) -> Reply:
    moments = scene.duties.moments(task)
    if not moments:
        return Reply(NO_DATES.say(scene.language))
    why = _why(scene, text)
    choices = tuple(
        Choice(
            CONFIRM.say(scene.language) if len(moments) == 1 else _say_moment(scene, one),
            f"/correct {MILESTONE}{one.id} {UNTIL}{day} {SURE} {why}",
        )
        for one in moments
    )
    head, language = _name(scene, task), scene.language
    after = say_date(day, scene.today, language)
    if len(moments) > 1:
        said = WHICH_DATE.say(language, task=head, count=len(moments), day=after)
        return Reply(said, (*choices, _cancel(scene)))
    change = DATE_CHANGE.say(language, before=_say_moment(scene, moments[0]), after=after)
    return Reply(f"{PLEASE_CONFIRM.say(language, task=head)}\n{change}", (*choices, _cancel(scene)))


def _say_moment(scene: Scene, one: Moment) -> str:
    nothing = one.text or NO_DATE.say(scene.language)
    day = say_date(one.due, scene.today, scene.language) if one.due else nothing
    return f"{day} {short_title(one.action, 8)}" if one.action else day


def _of_unit(scene: Scene, task: int, named: Named, role: Role | None, text: str) -> Reply:
    unit = named.unit
    if unit is None or unit.unit_id is None:
        return Reply(HOW.say(scene.language))
    holders = scene.duties.holders(task)
    own = next((one for one in holders if one.unit_id == unit.unit_id), None)
    note = f"{say_mended(unit.name, unit.mended, scene.language)}\n" if unit.mended else ""
    why = _why(scene, text)
    if own is not None and role is not None:
        before, after = say_role(own.role, scene.language), say_role(role, scene.language)
        said = f"{note}{PLEASE_CONFIRM.say(scene.language, task=_name(scene, task))}\n"
        said += ROLE_CHANGE.say(scene.language, unit=own.name, before=before, after=after)
        says = f"/correct {RESPONSIBILITY}{own.id} {role.value} {SURE} {why}"
        return Reply(said, (Choice(CONFIRM.say(scene.language), says), _cancel(scene)))
    replaced = [one for one in holders if one.role is (role or Role.LEAD)]
    if not replaced:
        return Reply(
            NONE_TO_REPLACE.say(scene.language, role=_say_role(scene, role or Role.LEAD), unit=unit.name)
        )
    return _replace(scene, task, replaced, unit.name, unit.unit_id, note, why)


def _replace(
    scene: Scene, task: int, replaced: Sequence[Holder], name: str, unit_id: int, note: str, why: str
) -> Reply:
    choices = tuple(
        Choice(
            CONFIRM.say(scene.language) if len(replaced) == 1 else REPLACE.say(scene.language, unit=one.name),
            f"/correct {RESPONSIBILITY}{one.id} {UNIT}{unit_id} {SURE} {why}",
        )
        for one in replaced
    )
    head, language = _name(scene, task), scene.language
    if len(replaced) == 1:
        one = replaced[0]
        change = UNIT_CHANGE.say(language, role=_say_role(scene, one.role), before=one.name, after=name)
        said = f"{PLEASE_CONFIRM.say(language, task=head)}\n{change}"
    else:
        said = WHICH_UNIT.say(language, task=head, unit=name)
    return Reply(f"{note}{said}", (*choices, _cancel(scene)))


def _confirmed(scene: Scene) -> Reply | None:
    """Make a correction that was read back; None where it is no item of the region."""
    target, what, *rest = (*scene.request.words, "", "")
    key = int(target[1:])
    task = scene.duties.task_of_moment(key) if target[0] == MILESTONE else scene.duties.task_of_holder(key)
    if task is None:
        return None
    if not _is_allowed(scene, task):
        return Reply(NO_RIGHT.say(scene.language), aside=True)
    why = " ".join(word for word in rest if word and word != SURE).replace(BLANK, " ") or IN_CHAT
    done = _correct(scene, target[0], key, what, why)
    if done is None:
        return Reply(HOW.say(scene.language))
    return Reply(CORRECTED.say(scene.language, task=_name(scene, task), change=done), replaces=True)


def _correct(scene: Scene, kind: str, key: int, what: str, why: str) -> str | None:
    session, author, now, here = scene.session, scene.author, scene.now, scene.region.region_id
    if kind == MILESTONE and what.startswith(UNTIL):
        day = date.fromisoformat(what.removeprefix(UNTIL))
        correct_due(session, key, day, why=why, author=author, now=now, region_id=here)
        return DATE_IS.say(scene.language, day=say_date(day, scene.today, scene.language))
    if what in set(Role):
        done = correct_role(session, key, Role(what), why=why, author=author, now=now, region_id=here)
        return ROLE_IS.say(scene.language, role=_say_role(scene, Role(done.after or what)))
    if what.startswith(UNIT) and what[1:].isdecimal():
        unit = correct_unit(session, key, int(what[1:]), why=why, author=author, now=now, region_id=here)
        return UNIT_IS.say(scene.language, before=unit.before or "", after=unit.after or "")
    return None


def _which_row(scene: Scene, tasks: Sequence[int], text: str) -> Reply:
    names = [_name_in_plan(scene, task) for task in tasks[:MOST_ROWS]]
    lines = [f"{at}. {name}" for at, name in enumerate(names, 1)]
    choices = tuple(
        Choice(f"{at}. {shorten(name, 24)}", f"/correct {ROW}{task} {text}")
        for at, (task, name) in enumerate(zip(tasks, names, strict=False), 1)
    )
    more = [MORE_ROWS.say(scene.language)] if len(tasks) > MOST_ROWS else []
    return Reply("\n".join([WHICH_ROW.say(scene.language), *lines, *more]), (*choices, _cancel(scene)))


def _is_allowed(scene: Scene, task: int) -> bool:
    target = Target(scene.region.name, office=scene.duties.office_of(task))
    return may(scene.request.person, Action.CORRECT, target)


def _name_in_plan(scene: Scene, task: int) -> str:
    return f"{scene.duties.plan_name_of(task)} {_name(scene, task)}"


def _name(scene: Scene, task: int) -> str:
    item, scope, detail = scene.duties.task_name(task)
    return f"{say_item(item, scope, scene.language)} {short_title(detail)}"


def _say_role(scene: Scene, role: Role) -> str:
    return say_role(role, scene.language)


def _why(scene: Scene, text: str) -> str:
    """Return the reason that the words give, else the words: no correction is without one."""
    because = re.search(r"因为|由于|原因|理由|because", text, re.I)
    reason = read_wish(text, scene.region, scene.vocabulary, scene.today).reason if because else None
    return BLANK.join((reason or text).split())


def _cancel(scene: Scene) -> Choice:
    return cancel_choice("", Told(language=scene.language))

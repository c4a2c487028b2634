"""One verb on one or several assignments: allowed, complete, confirmed, recorded, and read back."""

from collections.abc import Sequence
from dataclasses import replace

from data.actions.values import Refused
from data.offers import DONE, EXTEND, GRANT, OTHER_DATE, REFUSE, REPORT, RETURN, REVIEW
from data.reporting import Duty
from data.wording.dates import say_date
from data.wording.language import Phrase, pick
from data.wording.reports import DECIDING, LISTED, NEXT, say_duty, say_state, say_title, say_until
from handlers.message import Choice, Reply
from handlers.reporting.deeds import CANCEL, CLOSE, Doing, Done, Wanting, undo_choice
from handlers.reporting.overseeing import LATER, OVERSEEN
from handlers.reporting.scene import Scene, Side
from handlers.reporting.told import Told, offer, say_again
from handlers.reporting.unit import OWN

STANDS_FOR = {DONE: CLOSE, EXTEND: LATER}
"""What an overseer does where a unit would report."""

DATED = frozenset({EXTEND, LATER, GRANT, OTHER_DATE, REFUSE, RETURN})
"""Verbs that take a date or a reason."""

NOT_YOURS = Phrase(
    "这是{unit}的任务，要由{unit}的群来报，或者由督办机构、主管单位登记。",
    "This is {unit}'s task: their group reports it, or the office or a supervisor records it.",
)
NOT_TO_DECIDE = Phrase("这一项由{who}审核，没有改动。", "This is for {who} to decide; nothing was changed.")
NOT_YOUR_OWN = Phrase(
    "不能审核本单位自己的申报，这一项由{who}审核，没有改动。",
    "You can't decide on your own report. This is for {who} to decide; nothing was changed.",
)
OPERATOR = Phrase("管理员", "the operator")


def doing_of(scene: Scene, verb: str, duty: Duty) -> Doing | None:
    """Return what a verb means for the speaker and an assignment; None where they have no right to it."""
    side = scene.side(duty)
    if side is Side.OWN:
        return OWN.get(verb)
    if side is Side.OVERSEER:
        return OVERSEEN.get(STANDS_FOR.get(verb, verb))
    return None


def perform(scene: Scene, verb: str, duties: Sequence[Duty], told: Told, *, replaces: bool = False) -> Reply:
    """Do what `verb` says to assignments, or say what is lacking; in doubt it was read back before."""
    refused = [duty for duty in duties if doing_of(scene, verb, duty) is None]
    if refused:
        return Reply(say_no_right(scene, verb, refused[0]), aside=True)
    if not told.sure and any(_is_for_another(scene, verb, duty) for duty in duties):
        return confirm(scene, verb, duties, told)
    said: list[Done] = []
    for duty in duties:
        doing = doing_of(scene, verb, duty)
        outcome = _outcome(scene, doing, duty, told, alone=len(duties) == 1)
        if isinstance(outcome, Wanting):
            if doing is not None and not doing.fits(scene, duty):
                return Reply(_too_late(scene, duty))
            return ask_for(scene, verb, duties, told, outcome)
        said.append(outcome)
    return _read_back(scene, said, duties, replaces=replaces)


def _too_late(scene: Scene, duty: Duty) -> str:
    """Say what an assignment is, where it is not the time for what was said of it."""
    state = say_state(duty, scene.today, scene.language, plan=scene.many_plans)
    return f"{state}{NEXT[duty.status].say(scene.language)}"


def _outcome(scene: Scene, doing: Doing | None, duty: Duty, told: Told, *, alone: bool) -> Done | Wanting:
    if doing is None:
        return Done("")
    try:
        return doing.do(scene, duty, told)
    except Refused as refused:
        if alone:
            raise
        return Done(refused.say(told.language))


def _is_for_another(scene: Scene, verb: str, duty: Duty) -> bool:
    """Tell whether somebody would report in a unit's place: that is read back first."""
    return scene.side(duty) is Side.OVERSEER and verb in (*STANDS_FOR, CLOSE, LATER)


def _read_back(scene: Scene, said: Sequence[Done], duties: Sequence[Duty], *, replaces: bool) -> Reply:
    history = tuple(key for one in said for key in one.history)
    reactions = {one.reaction for one in said}
    # A reaction stands for the whole answer: it can have no button.
    choices = (undo_choice(scene, history),) if history and reactions == {None} else ()
    return Reply(
        "\n".join(one.text.replace("） ", "）") for one in said),
        choices,
        replaces=replaces,
        reaction=reactions.pop() if len(reactions) == 1 else None,
        assignments=tuple(duty.id for duty in duties),
    )


def ask_for(scene: Scene, verb: str, duties: Sequence[Duty], told: Told, wanting: Wanting) -> Reply:
    """Ask for what is lacking: the next message of the same person completes it."""
    ids = _ids(duties)
    held = replace(wanting.told or told, text=" ".join(told.links))
    how = pick(
        told.language,
        "请直接回复这条消息。",
        "Please reply to this message.",
    )
    hint = "" if scene.request.speaker.private else f"\n{how}"
    return Reply(
        f"{wanting.question}{hint}",
        (cancel_choice(ids, told),),
        awaits=say_again(REPORT, ids, verb, held),
        assignments=tuple(duty.id for duty in duties),
    )


def confirm(
    scene: Scene, verb: str, duties: Sequence[Duty], told: Told, *, because: str | None = None
) -> Reply:
    """Read back what would be recorded, with buttons."""
    ids, sure = _ids(duties), replace(told, sure=True)
    lines = [because] if because else []
    doing = doing_of(scene, verb, duties[0])
    what = doing.say(told) if doing is not None else verb
    yes = pick(told.language, f"确认{what}", f"Confirm: {what}")
    what += _say_told(scene, verb, duties, told)
    if len(duties) == 1:
        lines.append(_say_one(scene, duties[0], what, told))
    else:
        lines.append(pick(told.language, f"请确认{what}：", f"Please confirm: {what}:"))
        lines += [f"· {_say_listed(scene, duty, told)}" for duty in duties[: 2 * LISTED]]
        left = len(duties) - 2 * LISTED
        lines += [pick(told.language, f"……共{len(duties)}项", f"… {len(duties)} in all")] if left > 0 else []
    choices = (offer(yes, REPORT, ids, verb, sure), cancel_choice(ids, told))
    return Reply("\n".join(lines), choices, assignments=tuple(duty.id for duty in duties))


def _say_told(scene: Scene, verb: str, duties: Sequence[Duty], told: Told) -> str:
    """Say the date and the reason that would be recorded with it."""
    if verb not in DATED:
        return ""
    asked = scene.duties.open_request(duties[0].id) if verb == GRANT and len(duties) == 1 else None
    day = told.until or (asked.until if asked is not None else None)
    until = say_date(day, scene.today, told.language) if day else ""
    zh = f"{f'到{until}' if until else ''}{f'，理由：{told.reason}' if told.reason else ''}"
    en = f"{f' until {until}' if until else ''}{f', reason: {told.reason}' if told.reason else ''}"
    return pick(told.language, zh, en)


def _say_one(scene: Scene, duty: Duty, what: str, told: Told) -> str:
    listed = _say_listed(scene, duty, told)
    return pick(told.language, f"请确认：{listed}，{what}？", f"Please confirm: {listed}: {what}?")


def _say_listed(scene: Scene, duty: Duty, told: Told) -> str:
    who = say_duty(duty, told.language, plan=scene.many_plans)
    return f"{who} {say_title(duty)}{say_until(duty, scene.today, told.language)}"


def ask_which(
    scene: Scene,
    verb: str,
    duties: Sequence[Duty],
    told: Told,
    *,
    question: str | None = None,
    together: bool = True,
) -> Reply:
    """Ask which of several assignments is meant; pressing says it for one, or for all of them."""
    shown, sure = duties[: LISTED + 2], replace(told, sure=True)
    head = question or _which(scene, verb, shown, told)
    lines = [head, *(f"{at}. {_say_listed(scene, duty, told)}" for at, duty in enumerate(shown, 1))]
    hidden = len(duties) - len(shown)
    if hidden:
        lines.append(
            pick(
                told.language, f"还有{hidden}个，请写明单位和第几项。", f"{hidden} more: name unit and item."
            )
        )
    choices = [offer(_label(duty, shown, scene, told), REPORT, str(duty.id), verb, sure) for duty in shown]
    if together and 1 < len(duties) <= 2 * LISTED:
        choices.append(
            offer(
                pick(told.language, f"全部{len(duties)}项", f"All {len(duties)}"),
                REPORT,
                _ids(duties),
                verb,
                told,
            )
        )
    choices.append(cancel_choice(_ids(duties[:1]), told))
    return Reply("\n".join(lines), tuple(choices), assignments=tuple(duty.id for duty in shown))


def _which(scene: Scene, verb: str, duties: Sequence[Duty], told: Told) -> str:
    """Ask which one; whoever speaks for other units is told what is about to be done for them."""
    doing = doing_of(scene, verb, duties[0])
    if doing is None or not _is_for_another(scene, verb, duties[0]):
        return pick(told.language, "请问是哪一项？", "Which one do you mean?")
    return pick(
        told.language,
        f"{scene.who}不是承办单位。请问给哪个单位{doing.zh}？",
        f"{scene.unit or 'The operator'} does not have this item itself. For which unit: {doing.en}?",
    )


def _label(duty: Duty, shown: Sequence[Duty], scene: Scene, told: Told) -> str:
    """Name an assignment by what tells it from the others."""
    items = {(one.item, one.scope) for one in shown}
    parts = []
    if len({one.unit for one in shown}) > 1:
        parts.append(duty.unit)
    if len({one.plan for one in shown}) > 1:
        parts.append(duty.plan_name)
    if len(items) > 1 or not parts:
        parts.append(pick(told.language, f"第{duty.item}项", f"item {duty.item}"))
        if duty.scope:
            parts.append(duty.scope[:10])
    same = [one for one in shown if (one.unit, one.task_id) == (duty.unit, duty.task_id)]
    if len(same) > 1:
        parts.append(say_until(duty, scene.today, told.language).strip("（）() "))
    return " ".join(parts)


def cancel_choice(ids: str, told: Told) -> Choice:
    """Offer to leave it."""
    label = pick(told.language, "取消", "Cancel")
    return Choice(label, say_again(REPORT, ids or "0", CANCEL, Told(language=told.language)))


def say_no_right(scene: Scene, verb: str, duty: Duty) -> str:
    """Say who may do what the speaker may not."""
    if verb in OWN and scene.side(duty) is not Side.OVERSEER:
        return NOT_YOURS.say(scene.language, unit=duty.unit)
    deciders = [name for name in (*duty.supervisors, duty.office) if name and name != duty.unit]
    names = list(dict.fromkeys(deciders))
    who = pick(scene.language, "、", ", ").join(names[:DECIDING])
    if len(names) > DECIDING:
        who += pick(scene.language, f"等{len(names)}个单位", f" and {len(names) - DECIDING} more")
    said = NOT_YOUR_OWN if scene.unit == duty.unit else NOT_TO_DECIDE
    return said.say(scene.language, who=who or OPERATOR.say(scene.language))


def _ids(duties: Sequence[Duty]) -> str:
    return ",".join(str(duty.id) for duty in duties)


__all__ = ["REVIEW", "ask_for", "ask_which", "confirm", "perform"]

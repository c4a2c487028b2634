"""A report in words → what is recorded, read back or asked back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from data.errors import UsageError
from data.offers import DONE, EXTEND, RECEIVED, REPORT
from data.reporting import Duty
from data.statuses import Status
from data.wording.language import Language, Phrase, pick
from data.wording.reports import say_mended
from data.wording.tasks import say_item, say_status
from handlers.access import Action, may_anywhere
from handlers.conversation import Understood
from handlers.message import Choice, Reply
from handlers.reporting.choosing import choose, nearest
from handlers.reporting.claims import claim_possible
from handlers.reporting.deeds import APPLIES, PROGRESS, PROOF, REOPEN, VOID, WITHDRAW
from handlers.reporting.finding import NUMBER, Meant, find_meant, is_borrowed
from handlers.reporting.latest import latest_nudge
from handlers.reporting.performing import ask_which, confirm, doing_of, perform, say_no_right
from handlers.reporting.reminding import remind_by_words
from handlers.reporting.scene import Scene, Side, keep_given, open_scene
from handlers.reporting.several import Part, gathered, is_doubtful, is_partial, leaves_out, told_apart
from handlers.reporting.told import Told, offer
from handlers.reporting.wishes import later_by, read_wish
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.query import ActionKind, Query

ANONYMOUS = Phrase(
    "匿名管理员或频道发的认不出是谁，没有登记。发消息的人请按下面的按钮确认。",
    "An anonymous administrator or a channel sent this, so I can't tell who it was and recorded nothing. "
    "Whoever sent it, please press the button below.",
)
CONFIRM = Phrase("是我发的", "It was me")
NO_SEAT = Phrase(
    "只有已绑定的单位群才能登记和催办，没有改动。",
    "Reports and reminders are only taken from a unit's bound group; nothing was changed.",
)
NO_REMINDER = Phrase(
    "催办由督办机构和这一项的主管单位来做，没有发出；请告诉他们。",
    "Reminders are sent by the office and the item's supervisors; none was sent. Please ask them.",
)
WHICH_REGION = Phrase("请先说明是哪个地区。", "Please say first which region you mean.")
VERBS = {
    ActionKind.DONE: DONE,
    ActionKind.EXTEND: EXTEND,
    ActionKind.RECEIVED: RECEIVED,
    ActionKind.PROGRESS: PROGRESS,
    ActionKind.VOID: VOID,
    ActionKind.APPLIES: APPLIES,
    ActionKind.REOPEN: REOPEN,
}
FAR_AHEAD = timedelta(days=183)
"""A date so much later, typed without its year, is read back before it is recorded."""

NAMES_ITEMS = frozenset({ActionKind.DONE, ActionKind.VOID, ActionKind.APPLIES, ActionKind.EXTEND})
LEFT_OUT = Phrase(
    "“除……外”容易弄错，没有登记。请直接写办结的是哪几项，例如“第7、9项已完成”。",
    "Nothing was recorded: please name the items that are done, for example “items 7 and 9 are done”.",
)
_NEWS = re.compile(r"(?:进展|进度|情况|状态|progress|status|update)[^:：]{0,14}[:：]\s*(.+)", re.I | re.S)
_ITEM = re.compile(r"^\s*(?:第\s*[\d一二三四五六七八九十百]+\s*项|[（(]\d+[)）]|item\s+\d+)[\s,，:：]*", re.I)


def report_by_words(heard: Understood, request: Request, services: Services) -> Reply:
    """Record what a message reports, or say what stands in the way; nothing is guessed."""
    query = heard.query
    if not request.speaker.known:
        again = request.words[0] if request.words else query.text
        return Reply(
            ANONYMOUS.say(query.language),
            (Choice(CONFIRM.say(query.language), again),),
            assignments=request.behind,
        )
    action = Action.REMIND if query.action and query.action.kind is ActionKind.REMIND else Action.REPORT
    if not (may_anywhere(request.person, action) or may_anywhere(request.person, Action.DECIDE)):
        return Reply((NO_SEAT if action is Action.REPORT else NO_REMINDER).say(query.language), aside=True)
    kept = keep_given(request.given, request.seat.region, services)
    try:
        with services.database.transaction() as session:
            region = services.vocabulary(session).region(query.region or request.seat.region)
            if region is None:
                return Reply(WHICH_REGION.say(query.language))
            scene = open_scene(session, request, services, region, query.language, kept)
            if action is Action.REMIND:
                return remind_by_words(scene, heard)
            return _report(scene, heard)
    except UsageError as refused:
        return Reply(refused.say(query.language))


def _report(scene: Scene, heard: Understood) -> Reply:
    if scene.request.behind and is_borrowed(heard.query):
        # Which of the items replied to is meant stands in no word: it is asked.
        heard = replace(heard, query=replace(heard.query, items=()))
    said = scene.request.words[0] if scene.request.words else heard.query.text
    if heard.query.action and heard.query.action.kind in NAMES_ITEMS and leaves_out(said):
        return Reply(LEFT_OUT.say(heard.query.language))
    parts = told_apart(scene, said) if len(scene.request.words) == 1 else ()
    if len(parts) > 1:
        return _ask_each(scene, heard, parts)
    if not parts:
        whole = gathered(scene, said, heard.query) if heard.query.items else heard.query
        return _report_one(scene, replace(heard, query=whole))
    reply = _report_one(_of_part(scene, parts[0]), replace(heard, query=parts[0].query))
    rest = (
        "\n这条消息里别的话没有处理，请另发一条。",
        "\nThe rest of the message was left aside: please send it by itself.",
    )
    return replace(reply, text=f"{reply.text}{pick(heard.query.language, *rest)}", reaction=None)


def _report_one(scene: Scene, heard: Understood) -> Reply:
    query = heard.query
    verb, told = VERBS[query.action.kind] if query.action else PROGRESS, told_by(scene, query)
    if verb == REOPEN and _takes_back(scene, query, heard.before):
        verb = WITHDRAW
    if verb == RECEIVED and not (scene.request.behind or (query.items and NUMBER.search(query.text))):
        return _received_latest(scene, told)
    meant = find_meant(scene, query, heard.before)
    if meant.reply is not None:
        return meant.reply
    if not meant.duties and meant.possible:
        return claim_possible(scene, verb, meant.possible, told)
    if not meant.duties:
        return Reply(_nothing_open(scene, told))
    if verb == APPLIES:
        return Reply(_named_already(meant.duties[0], told))
    return _settle(scene, verb, meant, query, told)


def _takes_back(scene: Scene, query: Query, before: Query | None) -> bool:
    """Tell whether a unit would open again what it reported itself and nobody has accepted yet."""
    duties = find_meant(scene, query, before).duties
    return bool(duties) and all(
        scene.side(duty) is Side.OWN and duty.status is Status.SUBMITTED for duty in duties
    )


def _of_part(scene: Scene, part: Part) -> Scene:
    """Look at one part of a message as if it were all that was said."""
    return replace(scene, request=replace(scene.request, words=(part.text,)))


def _ask_each(scene: Scene, heard: Understood, parts: Sequence[Part]) -> Reply:
    """Offer what each part of a message reports: pressing records it."""
    language = heard.query.language
    head = "这条消息说了几件不同的事，请逐个确认：", "Several things were said; please confirm each:"
    lines, choices, shown = [pick(language, *head)], [], []
    for part in parts:
        there = _of_part(scene, part)
        verb = VERBS[part.query.action.kind] if part.query.action else PROGRESS
        duties = _may_mean(there, verb, find_meant(there, part.query, heard.before))
        if not duties:
            lines.append(
                pick(language, f"· “{part.text}”：没有可以登记的", f"· “{part.text}”: nothing to record")
            )
            continue
        doing = doing_of(there, verb, duties[0])
        items = pick(language, "、", ", ").join(
            dict.fromkeys(say_item(duty.item, None, language) for duty in duties)
        )
        what = doing.say(told_by(there, part.query)) if doing is not None else verb
        lines.append(pick(language, f"· {items}：{part.text}", f"· {items}: {part.text}"))
        told = replace(told_by(there, part.query), sure=True)
        choices.append(
            offer(
                pick(language, f"{items}{what}", f"{items}: {what}"),
                REPORT,
                ",".join(str(duty.id) for duty in duties),
                verb,
                told,
            )
        )
        shown += [duty.id for duty in duties]
    return Reply("\n".join(lines), tuple(choices), assignments=tuple(shown))


def _may_mean(scene: Scene, verb: str, meant: Meant) -> tuple[Duty, ...]:
    """Return the assignments that a part of a message may surely mean."""
    chosen = choose([duty for duty in meant.duties if _fits(scene, verb, duty)], scene.today)
    return (*chosen.sure, *chosen.unsure)


def _settle(scene: Scene, verb: str, meant: Meant, query: Query, told: Told) -> Reply:
    """Act where it is clear what is meant; otherwise read it back, or ask which."""
    allowed = [duty for duty in meant.duties if doing_of(scene, verb, duty) is not None]
    if not allowed:
        if verb == RECEIVED:
            return Reply(pick(told.language, "好的。", "Thank you."), reaction="👌")
        return Reply(say_no_right(scene, verb, meant.duties[0]), aside=True)
    fitting = [duty for duty in allowed if _fits(scene, verb, duty)]
    if not fitting:
        return _none_fits(scene, verb, allowed, told)
    if verb == RECEIVED:
        return perform(scene, verb, fitting, told)
    chosen = choose(fitting, scene.today)
    if chosen.unsure and len(chosen.sure) + len(chosen.unsure) > 0 and not chosen.sure:
        return ask_which(scene, verb, chosen.unsure, told, question=_which_date(told), together=True)
    duties = (*chosen.sure, *chosen.unsure)
    if meant.of_plans and len({duty.plan for duty in duties}) > 1:
        return ask_which(scene, verb, duties, told, question=_which_plan(told), together=False)
    several_asked = (len(query.items) > 1 or meant.several) and len(duties) > 1
    left_out = _say_left_out(scene, query, meant, duties, told)
    if several_asked or left_out:
        return confirm(scene, verb, duties, told, because=left_out)
    if len(duties) > 1:
        return ask_which(scene, verb, duties, told)
    slips = _slips(query)
    if slips or not meant.named or _is_unsure(scene, verb, duties[0], told):
        return confirm(scene, verb, duties, told, because=slips)
    return perform(scene, verb, duties, told)


def _is_unsure(scene: Scene, verb: str, duty: Duty, told: Told) -> bool:
    """Tell whether a report is to be read back: said like a question, or with a date that may be a slip."""
    if verb == EXTEND:
        if told.until is None or not told.reason:
            return False
        last = max(duty.due or scene.today, scene.today)
        far = (
            told.until - last > FAR_AHEAD
            and str(told.until.year) not in told.text
            and "明年" not in told.text
        )
        return far or is_doubtful(told.text.replace(told.reason, ""))
    return verb in (DONE, VOID, WITHDRAW) and (
        is_doubtful(told.text) or (verb == DONE and is_partial(told.text))
    )


def _fits(scene: Scene, verb: str, duty: Duty) -> bool:
    doing = doing_of(scene, verb, duty)
    return doing is not None and doing.fits(scene, duty)


def _none_fits(scene: Scene, verb: str, duties: list[Duty], told: Told) -> Reply:
    """Say what it is now; proof that came along is added to a report that waits."""
    duty = nearest(duties, scene.today)
    proven = verb == DONE and duty.status is Status.SUBMITTED and (told.links or told.given)
    if proven and doing_of(scene, PROOF, duty) is not None:
        return perform(scene, PROOF, (duty,), told)
    return perform(scene, verb, (duty,), replace(told, sure=True))


def _received_latest(scene: Scene, told: Told) -> Reply:
    """Take 收到 for the chat's latest nudge."""
    duties = [duty for duty in scene.duties.of_ids(latest_nudge(scene)) if _fits(scene, RECEIVED, duty)]
    if not duties:
        return Reply(pick(told.language, "好的。", "Thank you."), reaction="👌")
    return perform(scene, RECEIVED, duties, told)


def told_by(scene: Scene, query: Query) -> Told:
    """Return what a message says besides which item it means."""
    action, text = query.action, scene.request.words[0] if scene.request.words else query.text
    told = Told(text=text, given=scene.request.given, language=query.language)
    if action is None or action.kind in (ActionKind.DONE, ActionKind.RECEIVED, ActionKind.APPLIES):
        return told
    if action.kind is ActionKind.PROGRESS:
        news = scene.request.words[1] if len(scene.request.words) > 1 else news_in(text)
        return replace(told, text=news if action.reason or len(scene.request.words) > 1 else "")
    wish = read_wish(text, scene.region, scene.vocabulary, scene.today)
    reason = wish.reason or action.reason
    if action.kind is not ActionKind.EXTEND:
        return replace(told, reason=reason)
    # 延期两周 is no date by itself: it counts from the due date.
    until = None if later_by(text, scene.today) else wish.until
    return replace(told, until=until, reason=reason)


def news_in(text: str) -> str:
    """Return the progress that a message tells, as it was said."""
    match = _NEWS.search(text)
    told = match[1] if match else text
    return _ITEM.sub("", told).strip()


def _slips(query: Query) -> str | None:
    said = [say_mended(unit.name, unit.mended, query.language) for unit in query.units if unit.mended]
    return "".join(said) or None


def _say_left_out(scene: Scene, query: Query, meant: Meant, duties: Sequence[Duty], told: Told) -> str | None:
    """Say why items that were named are not among what is about to be recorded; None where all are."""
    if len(query.items) < 2 or meant.several:
        return None
    lines, kept = [], {duty.item for duty in duties}
    for label in [ref.label for ref in query.items if ref.label not in kept]:
        possible = next((one for one in meant.possible if one.item == label), None)
        duty = next((one for one in meant.duties if one.item == label), None)
        if possible is not None:
            zh, en = f"表中写的是“{possible.printed}”，还没有指定{scene.unit}", f"is for “{possible.printed}”"
        elif duty is not None and doing_of(scene, DONE, duty) is not None:
            zh, en = (
                f"现在是“{say_status(duty.status.value)}”",
                f"is {say_status(duty.status.value, Language.EN)} now",
            )
        else:
            zh, en = "没有找到或不归本单位", "was not found or is not yours"
        lines.append(
            pick(told.language, f"第{label}项{zh}，先不登记。", f"Item {label} {en}, so it was left out.")
        )
    return "\n".join(lines) or None


def _which_date(told: Told) -> str:
    return pick(
        told.language, "这一项有几个时间节点没有办结，请问是哪一个？", "Several dates are open. Which one?"
    )


def _which_plan(told: Told) -> str:
    return pick(
        told.language, "几份任务分工表都有这一项，请问是哪一份？", "Several plans have this item. Which one?"
    )


def _nothing_open(scene: Scene, told: Told) -> str:
    if scene.unit is None:
        return pick(told.language, "请写明是哪个单位的第几项。", "Please name the unit and the item.")
    return pick(told.language, f"{scene.unit}没有未办结的任务。", f"{scene.unit} has nothing open.")


def _named_already(duty: Duty, told: Told) -> str:
    return pick(
        told.language,
        f"表中第{duty.item}项已经列了{duty.unit}，不用再报涉及。",
        f"Item {duty.item} names {duty.unit} already.",
    )

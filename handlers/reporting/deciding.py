"""Decisions in words: 第7项县财政局的通过, 同意县财政局第9项延期, 退回第7项，佐证不全."""

import re
from dataclasses import replace

from data.errors import UsageError
from data.offers import ACCEPT, GRANT, OTHER_DATE, REFUSE, RETURN
from data.reporting import Duty
from data.statuses import Status
from data.wording.language import Phrase
from data.wording.reports import say_mended, say_state
from handlers.access import Action, may_anywhere
from handlers.message import ChatRole, Choice, Reply
from handlers.reporting.choosing import nearest
from handlers.reporting.deeds import REOPEN, WITHDRAW, WITHDRAW_REQUEST
from handlers.reporting.finding import Meant, find_meant
from handlers.reporting.performing import ask_which, confirm, doing_of, perform, say_no_right
from handlers.reporting.scene import Scene, Side, open_scene, regions_of
from handlers.reporting.told import Told
from handlers.reporting.verdicts import Verdict, read_verdict
from handlers.reporting.wishes import read_wish
from handlers.reporting.words import ANONYMOUS, CONFIRM
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.query import ActionKind, ActionRequest, Intent, Query
from handlers.understanding.understand import understand

OTHERWISE = {ACCEPT: (GRANT,), GRANT: (ACCEPT,), REFUSE: (RETURN,), RETURN: (REFUSE, REOPEN)}
"""What 同意 or 退回 means where only another sort of thing is there."""

_DAY = re.compile(r"[\d一二三四五六七八九十半两]\s*(?:月|日|号|天|周|星期|个月)|月底|年底")

NOTHING_TO_WITHDRAW = Phrase("没有等审核的可以撤回。", " Nothing waiting for review can be withdrawn.")
WHICH = Phrase("有几项在等审核，请问是哪一项？", "Several are waiting for review. Which one?")
WHICH_BACK = Phrase(
    "有几项报了还没有审核，请问撤回哪一项？",
    "Several reports are not reviewed yet. Which one do you withdraw?",
)
NOTHING_WAITS = Phrase("现在没有等审核的申报。", "Nothing is waiting for review now.")
WITHDRAWALS = frozenset({WITHDRAW, WITHDRAW_REQUEST})


def decide_by_words(request: Request, services: Services) -> Reply | None:
    """Do what words decide; None where they decide nothing that waits here."""
    text = request.words[0] if request.words else ""
    verdict = read_verdict(text)
    if verdict is None or request.seat.role is ChatRole.UNBOUND:
        return None
    action = Action.REPORT if verdict.verb in WITHDRAWALS else Action.DECIDE
    may = may_anywhere(request.person, action)
    if request.speaker.known and not may and (verdict.bare or request.seat.role is not ChatRole.LEADERS):
        return None
    try:
        with services.database.transaction() as session:
            for region in regions_of(request, services, session, text):
                scene = open_scene(session, request, services, region)
                reply = _decide(scene, verdict, text)
                if reply is not None:
                    return reply
    except UsageError as refused:
        return Reply(refused.say(request.language))
    return None


def _decide(scene: Scene, verdict: Verdict, text: str) -> Reply | None:
    query = _about(scene, verdict)
    scene = replace(scene, language=query.language)
    if query.elsewhere is not None:
        return None
    if _names_nothing(query) and not scene.request.behind:
        if not (verdict.bare or verdict.all or verdict.verb in WITHDRAWALS):
            return None
        meant = Meant(tuple(scene.duties.waiting()))
    else:
        meant = find_meant(scene, query, None)
    waiting, verb = _waiting(scene, verdict.verb, meant.duties)
    if verdict.unsure and verdict.weak and not query.items and len(meant.duties) > 1:
        return None
    if not waiting:
        return _nothing_waits(scene, verdict, meant)
    if not scene.request.speaker.known:
        return Reply(
            ANONYMOUS.say(scene.language),
            (Choice(CONFIRM.say(scene.language), text),),
            assignments=scene.request.behind,
        )
    wish = read_wish(verdict.rest, scene.region, scene.vocabulary, scene.today)
    until = wish.until if verb == GRANT or verdict.verb not in OTHERWISE else None
    told = Told(text=text, until=until, reason=wish.reason, language=query.language)
    if verb in (ACCEPT, GRANT) and wish.until is None:
        told = replace(told, reason=None)
    if len(waiting) > 1:
        question = (WHICH_BACK if verb in WITHDRAWALS else WHICH).say(query.language)
        return ask_which(scene, verb, waiting, told, question=question)
    mended = [(unit.name, unit.mended) for unit in query.units if unit.mended]
    slips = "".join(say_mended(name, slip, scene.language) for name, slip in mended)
    # Who sends back what somebody else has just accepted may not know of it.
    settled = verb == REOPEN and verdict.verb == RETURN
    state = say_state(waiting[0], scene.today, scene.language, plan=scene.many_plans) if settled else ""
    if slips or settled or verdict.unsure or not meant.named:
        return confirm(scene, verb, waiting, told, because=f"{slips}{state}" or None)
    return perform(scene, verb, waiting, told)


def _names_nothing(query: Query) -> bool:
    return not (query.units or query.items or query.subject or query.domains)


def _nothing_waits(scene: Scene, verdict: Verdict, meant: Meant) -> Reply | None:
    """Say what it is now, or who decides; None where the words are no decision on it."""
    if verdict.weak:
        return None
    if not meant.named or not meant.duties:
        decides = verdict.verb not in WITHDRAWALS and not _DAY.search(verdict.rest)
        return Reply(NOTHING_WAITS.say(scene.language)) if decides and (verdict.all or verdict.bare) else None
    duty = nearest(meant.duties, scene.today)
    if verdict.verb in WITHDRAWALS:
        own = scene.side(duty) is Side.OWN
        state = say_state(duty, scene.today, scene.language, plan=scene.many_plans)
        return Reply(f"{state}{NOTHING_TO_WITHDRAW.say(scene.language)}") if own else None
    if verdict.verb in (GRANT, OTHER_DATE) and _DAY.search(verdict.rest):
        return None  # A date that nobody asked for is moved as a report says it.
    if scene.side(duty) is Side.OVERSEER:
        return Reply(say_state(duty, scene.today, scene.language, plan=scene.many_plans))
    waits = duty.status is Status.SUBMITTED or scene.duties.open_request(duty.id) is not None
    return Reply(say_no_right(scene, verdict.verb, duty), aside=True) if waits else None


def _about(scene: Scene, verdict: Verdict) -> Query:
    """Understand which unit and item the decision is about."""
    query = understand(
        verdict.rest or verdict.verb,
        vocabulary=scene.vocabulary,
        region=scene.region.name,
        unit=None,
        today=scene.today,
        wide_chat=True,
    )
    subject = query.subject if not query.items and not scene.request.behind else None
    bare = Query(
        verdict.rest,
        Intent.REPORT,
        query.language,
        region_id=scene.region.region_id,
        region=scene.region.name,
        units=query.units,
        everywhere=not query.units,
        items=query.items,
        plan=query.plan,
        elsewhere=query.elsewhere,
        subject=subject if query.units else None,
        action=ActionRequest(ActionKind.DONE),
    )
    return replace(bare, text=verdict.rest if verdict.rest else "")


def _waiting(scene: Scene, verb: str, duties: tuple[Duty, ...]) -> tuple[list[Duty], str]:
    """Return what waits for such a decision, and the verb that fits it."""
    for one in (verb, *OTHERWISE.get(verb, ())):
        found = [
            duty
            for duty in duties
            if (doing := doing_of(_known(scene), one, duty)) is not None and doing.fits(scene, duty)
        ]
        if found:
            return found, one
    return [], verb


def _known(scene: Scene) -> Scene:
    """Look at what waits as if the speaker were known: who it was is asked only then."""
    speaker = replace(scene.request.speaker, known=True)
    return replace(scene, request=replace(scene.request, speaker=speaker))

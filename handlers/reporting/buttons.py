"""/report, /review and /undo: what the buttons of nudges, letters and answers stand for."""

from collections.abc import Sequence
from dataclasses import replace

from data.actions.undoing import take_back
from data.actions.values import Refused
from data.errors import UsageError
from data.offers import ACCEPT, DETAIL, GRANT, OTHER_DATE, REFUSE, RETURN
from data.reporting import Duty
from data.wording.language import Phrase, pick
from data.wording.reports import say_duty, say_state
from handlers.access import Action
from handlers.answers.asking import Place
from handlers.answers.table import find_answer
from handlers.message import Choice, Reply
from handlers.replies import word_answer
from handlers.reporting.awaited import word_cancelled
from handlers.reporting.claims import POSSIBLE, claim_possible
from handlers.reporting.deeds import CANCEL
from handlers.reporting.letters import tell_unit
from handlers.reporting.performing import perform
from handlers.reporting.proofs import GONE, proof_choices
from handlers.reporting.reminding import REMIND, remind
from handlers.reporting.scene import Scene, keep_given, open_scene, regions_of, scene_of
from handlers.reporting.told import given_in, language_in, read_told
from handlers.reporting.words import ANONYMOUS, CONFIRM
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.query import Intent, ItemRef, Query

HOW_TO_REVIEW = Phrase(
    "写法：/review 编号 通过，或者用按钮。", "Usage: /review NUMBER 通过; better, use the buttons."
)
REQUEST = "r"
"""Stands before the number of a request for a later date."""

DECISIONS = frozenset({ACCEPT, RETURN, GRANT, REFUSE, OTHER_DATE})


def report(request: Request, services: Services) -> Reply:
    """Do what a button says of one or several assignments."""
    target, verb, words = _taken(request)
    language = language_in(words) or request.language
    if not request.speaker.known:
        return Reply(ANONYMOUS.say(language), (Choice(CONFIRM.say(language), request.text),))
    if verb == CANCEL:
        return word_cancelled(language)
    if target.startswith(POSSIBLE):
        return _claim(request, services, target, verb)
    return _with_duties(request, services, _numbers(target), verb, words)


def review(request: Request, services: Services) -> Reply:
    """Do what a button says of a report, or of a request for a later date."""
    target, verb, words = _taken(request)
    if verb not in DECISIONS:
        return Reply(HOW_TO_REVIEW.say(request.language))
    if not target.startswith(REQUEST):
        return _with_duties(request, services, _numbers(target), verb, words)
    key = _number(target.removeprefix(REQUEST))
    with services.database.read() as session:
        asked = None
        for region in regions_of(request, services, session):
            asked = asked or open_scene(session, request, services, region).duties.request(key or 0)
    if asked is None:
        return Reply(GONE.say(request.language), aside=True)
    return _with_duties(request, services, (asked.assignment_id,), verb, words)


def undo(request: Request, services: Services) -> Reply:
    """Take back what the same person recorded up to ten minutes ago."""
    keys = _numbers(request.words[0]) if request.words else ()
    try:
        with services.database.transaction() as session:
            for region in regions_of(request, services, session):
                scene = open_scene(session, request, services, region)
                said = [_undo(scene, key) for key in keys]
                return Reply("\n".join(said) or GONE.say(request.language), replaces=True)
    except Refused as refused:
        return Reply(refused.say(request.language), aside=True)
    return Reply(GONE.say(request.language), aside=True)


def _undo(scene: Scene, key: int) -> str:
    recorded = take_back(scene.session, key, author=scene.author, now=scene.now)
    (duty,) = scene.duties.of_ids((recorded.assignment_id,)) or (None,)
    if duty is None:
        raise UsageError(GONE.zh, GONE.en)
    state = say_state(duty, scene.today, scene.language, plan=scene.many_plans)
    if scene.may(Action.DECIDE, duty):
        now = say_state(duty, scene.today, plan=scene.many_plans)
        text = f"更正：{scene.who}撤回了刚才对{say_duty(duty)}的处理。{now}"
        tell_unit(scene, duty, recorded.history[0] if recorded.history else key, text)
    return pick(scene.language, f"已撤回。{state}", f"Taken back. {state}")


def _taken(request: Request) -> tuple[str, str, tuple[str, ...]]:
    """Take a button's words apart: what it is about, the verb, the rest."""
    words = (*request.words, "", "")
    return words[0], words[1], request.words[2:]


def _with_duties(
    request: Request, services: Services, ids: Sequence[int], verb: str, words: Sequence[str]
) -> Reply:
    language = language_in(words) or request.language
    kept = keep_given((*given_in(words), *request.given), request.seat.region, services)
    try:
        with services.database.transaction() as session:
            found = scene_of(session, request, services, ids, language, kept)
            if found is None:
                return Reply(GONE.say(language), aside=True)
            scene, duties = found
            if verb == DETAIL:
                return _detail(scene, duties[0])
            told = read_told(words, request.given, scene.region, scene.vocabulary, scene.today)
            told = replace(told, language=language)
            if verb == REMIND:
                return remind(scene, duties)
            return perform(scene, verb, duties, told, replaces=told.sure)
    except UsageError as refused:
        return Reply(refused.say(language), aside=True)


def _detail(scene: Scene, duty: Duty) -> Reply:
    """Show the whole task of an assignment."""
    query = Query(
        f"第{duty.item}项具体内容",
        Intent.DETAIL,
        scene.language,
        region_id=scene.region.region_id,
        region=scene.region.name,
        everywhere=True,
        items=(ItemRef(duty.item),),
        domains=(duty.scope,) if duty.scope else (),
        plan=duty.plan,
    )
    plans = scene.services.plans(scene.region.region_id)
    answer = find_answer(scene.session, query, scene.today, Place(scene.request.seat.unit, plans))
    reply = word_answer(answer, scene.today)
    return replace(reply, choices=(*reply.choices, *proof_choices(scene, (duty,))))


def _claim(request: Request, services: Services, target: str, verb: str) -> Reply:
    key = _number(target.removeprefix(POSSIBLE))
    try:
        with services.database.transaction() as session:
            for region in regions_of(request, services, session):
                scene = open_scene(session, request, services, region)
                group = scene.duties.possible_group(key or 0, scene.unit_id)
                if group is None:
                    continue
                told = read_told(
                    request.words[2:], request.given, scene.region, scene.vocabulary, scene.today
                )
                return claim_possible(scene, verb, (group,), replace(told, language=scene.language))
    except UsageError as refused:
        return Reply(refused.say(request.language), aside=True)
    return Reply(GONE.say(request.language), aside=True)


def _numbers(text: str) -> tuple[int, ...]:
    found = [_number(part) for part in text.split(",")]
    return tuple(key for key in found if key)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

"""撤回 in words: 刚才报错了, 第9项办结撤回; the speaker's own last action, within ten minutes."""

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from data.actions.undoing import HARMLESS, TAKEN_BACK_WITHIN
from data.histories import HistoryFact
from data.repositories.histories import HistoryRepository
from data.statuses import Act
from data.wording.language import Phrase
from data.wording.reports import say_duty
from handlers.message import Choice, Reply
from handlers.reporting.buttons import undo
from handlers.reporting.deeds import UNDO
from handlers.reporting.items import items_of
from handlers.reporting.scene import Scene, open_scene, regions_of
from handlers.request import Request
from handlers.services import Services

WHICH = Phrase(
    "刚才登记了几项，请问撤回哪一项？", "Several were recorded just now. Which one do you take back?"
)
ALL = Phrase("全部{count}项", "All {count}")

_ITEM = r"第\s*[\d一二三四五六七八九十百、,，和]+\s*项|[（(]\d+[)）]|\bitem\s+\d+"
_TAKEN_BACK = (
    r"撤回|撤销|收回|作废|(?:报|点|弄|发|搞|按|填|写|选|说)错了?"
    r"|\bundo\b|\btake (?:it|that) back\b|\bmy mistake\b|\bmade a mistake\b"
)
_BESIDE = (
    r"不好意思|对不起|抱歉|哎呀?|糟了|请|帮我|麻烦|我们?|本单位|刚才|刚刚|刚|上面|前面|那个|那条|那项|这个|这条|这项|的"
    r"|是|把|给|办结|延期|申请|申报|报告|进展|登记|一下|了|吧|上一?条|操作|消息|手滑|不小心|其实|实际上?|还?没有?(?:完成|办[完结好]|弄[完好]|做[完好])|i|please|sorry|the|report|last|[\s，,。.！!：:]"
)
_SAID = re.compile(rf"(?:{_ITEM}|{_TAKEN_BACK}|{_BESIDE})+", re.I)
_TAKES_BACK = re.compile(_TAKEN_BACK, re.I)


def take_back_by_words(request: Request, services: Services) -> Reply | None:
    """Take back what the speaker recorded last; None where the words say no such thing, or nothing is there.

    Of several that were recorded at once it is asked first.
    """
    text = (request.words[0] if request.words else "").strip()
    if not (_SAID.fullmatch(text) and _TAKES_BACK.search(text) and request.speaker.known):
        return None
    with services.database.read() as session:
        keys, choices = _found(session, request, services, text)
    if not keys:
        return None
    if len(keys) == 1:
        return replace(undo(replace(request, words=(str(keys[0]),)), services), replaces=False)
    lines = [WHICH.say(request.language), *(f"· {choice.label}" for choice in choices)]
    together = Choice(ALL.say(request.language, count=len(keys)), f"/{UNDO} {','.join(map(str, keys))}")
    return Reply("\n".join(lines), (*choices, together))


def _found(
    session: Session, request: Request, services: Services, text: str
) -> tuple[list[int], list[Choice]]:
    """Return the rows that were written last, all at one instant, with a button for each."""
    for region in regions_of(request, services, session):
        scene = open_scene(session, request, services, region)
        keys = _last_rows(scene, text)
        if keys:
            duties = {duty.id: duty for duty in scene.duties.of_ids(list(keys.values()))}
            choices = [
                Choice(say_duty(duties[duty], scene.language, plan=scene.many_plans), f"/{UNDO} {key}")
                for key, duty in keys.items()
                if duty in duties
            ]
            return list(keys), choices
    return [], []


def _last_rows(scene: Scene, text: str) -> dict[int, int]:
    """Return row → assignment of what the speaker did last; of the items that are named, if any are."""
    tasks: list[int] | None = None
    if re.search(_ITEM, text, re.I):
        found = items_of(scene, text)
        tasks = [] if isinstance(found, Reply) else found
    facts = HistoryRepository(scene.session, scene.region.region_id).since(scene.now - TAKEN_BACK_WITHIN)
    own = [fact for fact in facts if fact.person == scene.author.person and _can_be_meant(fact)]
    own = [fact for fact in own if tasks is None or fact.task_id in tasks]
    return {fact.id: fact.assignment_id for fact in own if fact.at == own[-1].at and fact.assignment_id}


def _can_be_meant(fact: HistoryFact) -> bool:
    """Tell whether a row is the head of what somebody did and can be taken back."""
    done = fact.act is not None and fact.act not in (*HARMLESS, Act.TAKE_BACK)
    return done and not fact.taken_back and "with" not in fact.details

"""A file, photo or link that says no more: proof of the item that it names, or of the message replied to."""

import re

from data.errors import UsageError
from data.offers import DONE
from data.wording.language import Phrase
from handlers.message import Reply
from handlers.reporting.choosing import choose
from handlers.reporting.deeds import PROOF
from handlers.reporting.items import items_of
from handlers.reporting.performing import ask_which, confirm, doing_of, perform
from handlers.reporting.scene import Scene, keep_given, open_scene, regions_of
from handlers.reporting.told import LINK, Told
from handlers.request import Request
from handlers.services import Services

GOT = Phrase("收到佐证。", "Proof received.")
GOT_WHICH = Phrase("收到佐证，请问是哪一项办结了？", "Proof received. Which item is done?")

_ITEM = re.compile(r"第\s*[\d一二三四五六七八九十百]+\s*项|[（(]\d+[)）]|\bitem\s+\d+", re.I)
_PROOF = re.compile(
    r"^[\s\W]*(?:(?:补充|这是|附上?|上传|提交|见|请看|的|佐证|附件|链接|网址|地址|link|材料|证明|照片|截图|文件|proof|here)[\s\W]*)*$",
    re.I,
)


def take_file(request: Request, services: Services) -> Reply | None:
    """Take a file or link that is sent as proof; None where there is none, or the words say more."""
    text = request.words[0] if request.words else ""
    links = LINK.findall(text)
    bare = LINK.sub(" ", text)
    if not ((request.given or links) and request.speaker.known and _PROOF.match(_ITEM.sub(" ", bare))):
        return None
    if not (request.behind or (links and _ITEM.search(bare))):
        return None
    kept = keep_given(request.given, request.seat.region, services)
    try:
        with services.database.transaction() as session:
            for region in regions_of(request, services, session):
                scene = open_scene(session, request, services, region, kept=kept)
                return _take(
                    scene, Told(text=" ".join(links), given=request.given, language=scene.language), bare
                )
    except UsageError as refused:
        return Reply(refused.say(request.language))
    return None


def _take(scene: Scene, told: Told, text: str) -> Reply | None:
    """Add it to a report that waits; where nothing is reported yet, ask whether it is done."""
    behind = scene.duties.of_ids(scene.request.behind)
    if _ITEM.search(text):
        found = items_of(scene, text)
        tasks = [] if isinstance(found, Reply) else found
        behind = scene.duties.of_tasks(tasks, scene.unit_id) if tasks and scene.unit_id is not None else []
    own = [duty for duty in behind if doing_of(scene, PROOF, duty) is not None]
    reported = [duty for duty in own if not duty.is_open]
    if len(reported) == 1 and len(own) == 1:
        return perform(scene, PROOF, reported, told)
    chosen = choose((duty for duty in own if duty.is_open), scene.today)
    still = (*chosen.sure, *chosen.unsure)
    if not still:
        return ask_which(scene, PROOF, own, told, together=False) if own else None
    if len(still) == 1:
        return confirm(scene, DONE, still, told, because=GOT.say(told.language))
    return ask_which(scene, DONE, still, told, question=GOT_WHICH.say(told.language), together=False)

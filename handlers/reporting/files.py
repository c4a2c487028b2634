"""A file or photo in reply to a message of the bot: proof of what that message is about."""

import re

from data.actions.values import Refused
from data.errors import UsageError
from data.offers import DONE
from handlers.message import Reply
from handlers.reporting.choosing import choose
from handlers.reporting.deeds import PROOF
from handlers.reporting.performing import ask_which, confirm, doing_of, perform
from handlers.reporting.scene import Scene, keep_given, open_scene, regions_of
from handlers.reporting.told import Told
from handlers.request import Request
from handlers.services import Services

_PROOF = re.compile(
    r"^[\s\W]*(?:(?:补充|这是|附上?|上传|提交|见|请看|的|佐证|附件|材料|证明|照片|截图|文件|proof|here)[\s\W]*)*$",
    re.I,
)


def take_file(request: Request, services: Services) -> Reply | None:
    """Take a file that says no more than that it is proof; None where there is no such, or it says more."""
    text = request.words[0] if request.words else ""
    if not (request.given and request.behind and request.speaker.known and _PROOF.match(text)):
        return None
    kept = keep_given(request.given, request.seat.region, services)
    try:
        with services.database.transaction() as session:
            for region in regions_of(request, services, session):
                scene = open_scene(session, request, services, region, kept=kept)
                return _take(scene, Told(given=request.given))
    except Refused as refused:
        return Reply(str(refused))
    except UsageError as refused:
        return Reply(str(refused))
    return None


def _take(scene: Scene, told: Told) -> Reply | None:
    """Add it to a report that waits; where nothing is reported yet, ask whether it is done."""
    behind = scene.duties.of_ids(scene.request.behind)
    own = [duty for duty in behind if doing_of(scene, PROOF, duty) is not None]
    reported = [duty for duty in own if not duty.is_open]
    if len(reported) == 1 and len(own) == 1:
        return perform(scene, PROOF, reported, told)
    chosen = choose((duty for duty in own if duty.is_open), scene.today)
    still = (*chosen.sure, *chosen.unsure)
    if not still:
        return ask_which(scene, PROOF, own, told, together=False) if own else None
    if len(still) == 1:
        return confirm(scene, DONE, still, told, because="收到佐证。")
    return ask_which(scene, DONE, still, told, question="收到佐证，请问是哪一项办结了？", together=False)

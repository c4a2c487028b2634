"""What a reply to a nudge promises in two words: 明天交, 还没，下周弄; it is noted as progress."""

import re

from data.errors import UsageError
from handlers.message import Reply
from handlers.reporting.deeds import PROGRESS
from handlers.reporting.performing import ask_which, doing_of, perform
from handlers.reporting.scene import Scene, Side, open_scene, regions_of
from handlers.reporting.told import Told
from handlers.request import Request
from handlers.services import Services

_WHEN = (
    r"(?:今天|今晚|明天|后天|这两天|过两天|过几天|本周|这周|下周|下下周|周)[一二三四五六日天末]?(?:上午|下午)?"
    r"|(?:本月|这个月|下个?月|月|\d{1,2}月)(?:底|初|中旬?|上旬|下旬|\d{1,2}[日号])?|\d{1,2}[日号]|马上|很快|稍后|尽快"
)
_PROMISE = re.compile(
    rf"\s*(?:(?:还没有?|还差一点|没呢?|快了)[\s，,。]*)?(?:我们|我局|我单位|我镇)?(?:{_WHEN})(?:前|之前|以前|内)?"
    r"(?:就|再|一定|可以|会|能)*(?:交|报|办|弄|做|搞|完成|办结|提交|上报|报送|搞定)[完好上]?(?:材料)?(?:了|吧|哈|啊)?[\s。.!！~～]*"
)


def promise_by_words(request: Request, services: Services) -> Reply | None:
    """Note what a reply promises of the assignments that it replies to; None where it says anything else."""
    text = request.words[0] if request.words else ""
    if not (request.behind and request.speaker.known and _PROMISE.fullmatch(text)):
        return None
    try:
        with services.database.transaction() as session:
            for region in regions_of(request, services, session):
                reply = _note(open_scene(session, request, services, region), text.strip())
                if reply is not None:
                    return reply
    except UsageError as refused:
        return Reply(refused.say(request.language))
    return None


def _note(scene: Scene, text: str) -> Reply | None:
    duties = [
        duty
        for duty in scene.duties.of_ids(scene.request.behind)
        if scene.side(duty) is Side.OWN
        and (doing := doing_of(scene, PROGRESS, duty)) is not None
        and doing.fits(scene, duty)
    ]
    if not duties:
        return None
    told = Told(text=text, language=scene.language)
    return (
        perform(scene, PROGRESS, duties, told)
        if len(duties) == 1
        else ask_which(scene, PROGRESS, duties, told)
    )

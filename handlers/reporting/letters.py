"""Who learns of what was recorded: letters into the outbox, to chats that do not see it happen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from data.actions.reminders import reminders_since
from data.boards import BLOCKS, Block, write_blocks
from data.models import NoticeKind
from data.offers import DETAIL, DONE, EXTEND, offer_report
from data.owing import Letter, Offer, Recipient, owe
from data.reporting import Duty
from data.wording.boards import Part
from data.wording.language import Phrase
from data.wording.reports import letter_answered, say_task
from handlers.reporting.scene import Scene

REMINDED_FOR = timedelta(days=2)
"""After so long a 催办 that could not leave is too old to matter."""

NO_CHAT = Phrase(
    "{unit}还没有绑定群，请另行告知。", "{unit} has no group yet: please tell them some other way."
)
TOLD = Phrase("已通知{unit}。", "{unit} has been told.")
WITH_BUTTONS = 3
"""Up to so many assignments have buttons of their own under a letter."""


def tell_unit(scene: Scene, duty: Duty, history: int, text: str, *, to_do: bool = False) -> str | None:
    """Owe the unit's chat a decision; return what the decider is told of that.

    Nothing is owed where the unit's chat is the one in which it was decided. `to_do` adds buttons.
    """
    chat = scene.duties.chat_of(duty.unit)
    if chat is None:
        return NO_CHAT.say(scene.language, unit=duty.unit)
    if chat == scene.author.chat_id:
        return None
    offers = offers_for((duty,)) if to_do else (offer_report(duty.id, DETAIL, "详情"),)
    _owe(scene, f"decision:{history}", NoticeKind.DECISION, chat, Letter(text, offers, (duty.id,)), duty.id)
    return TOLD.say(scene.language, unit=duty.unit)


def tell_askers(scene: Scene, duty: Duty, history: int) -> None:
    """Owe those who had the unit reminded of it that it is done; who sees it done is not told."""
    own = {scene.author.chat_id, scene.duties.chat_of(duty.unit)}
    asked = dict.fromkeys(one.chat_id for one in reminders_since(scene.session, duty.id))
    for chat in asked:
        if chat is not None and chat not in own:
            letter = Letter(letter_answered(duty), (offer_report(duty.id, DETAIL, "详情"),), (duty.id,))
            _owe(scene, f"answered:{history}:{chat}", NoticeKind.DECISION, chat, letter, duty.id)


def tell_office(scene: Scene, office: str | None, key: str, text: str, offers: Sequence[Offer]) -> None:
    """Owe the office's chat what it has to confirm; nothing where it has none, or said it itself."""
    chat = scene.duties.chat_of(office) if office else None
    if chat is not None and chat != scene.author.chat_id:
        owe(
            scene.session,
            key,
            NoticeKind.DECISION,
            Recipient(chat_id=chat, region_id=scene.region.region_id),
            Letter(text, tuple(offers), ()),
            day=scene.today,
            now=scene.now,
        )


def remind_unit(
    scene: Scene, unit_id: int, chat: int, blocks: Sequence[Block], duties: Sequence[Duty]
) -> None:
    """Owe a unit's chat a 催办 that somebody asked for, which is kept up as its tasks are acted on."""
    own = {duty.id: _offers_of(duty, alone=len(duties) == 1) for duty in duties[:WITH_BUTTONS]}
    offered = [
        replace(block, offers=own.get(block.shown[0].id, ())) if block.shown else block for block in blocks
    ]
    part = Part(tuple(offered))
    letter = Letter(part.text, part.offers, tuple(duty.id for duty in duties))
    key = f"reminder:{unit_id}:{scene.author.person}:{scene.now:%Y%m%dT%H%M%S}"
    notice = owe(
        scene.session,
        key,
        NoticeKind.REMINDER,
        Recipient(chat_id=chat, region_id=scene.region.region_id),
        letter,
        day=scene.today,
        now=scene.now,
        expires_at=scene.now + REMINDED_FOR,
    )
    if notice is not None:
        notice.payload = notice.payload | {BLOCKS: write_blocks(offered)}


def offers_for(duties: Sequence[Duty]) -> tuple[Offer, ...]:
    """Offer what the unit may say of the first few assignments; of several each names its task."""
    alone = len(duties) == 1
    return tuple(offer for duty in duties[:WITH_BUTTONS] for offer in _offers_of(duty, alone=alone))


def _offers_of(duty: Duty, *, alone: bool) -> tuple[Offer, ...]:
    head = "" if alone else f"{say_task(duty)} "
    offers = [(DONE, f"{head}已办结"), (EXTEND, f"{head}申请延期"), *([(DETAIL, "详情")] if alone else [])]
    return tuple(offer_report(duty.id, verb, label) for verb, label in offers)


def _owe(scene: Scene, key: str, kind: NoticeKind, chat: int, letter: Letter, assignment_id: int) -> None:
    owe(
        scene.session,
        key,
        kind,
        Recipient(chat_id=chat, region_id=scene.region.region_id),
        letter,
        day=scene.today,
        now=scene.now,
        assignment_id=assignment_id,
    )

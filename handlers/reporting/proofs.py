"""/proof and 第7项的佐证: the proof of an assignment, its files as they were sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from data.models import Proof, ProofKind
from data.offers import ONE, PROOF
from data.reporting import Duty
from data.repositories.proofs import valid_proofs
from data.wording.history import say_instant
from data.wording.language import Language, Phrase, pick
from handlers.access import Action
from handlers.message import Attachment, Choice, FileKind, Reply
from handlers.reporting.commands import split_item
from handlers.reporting.copies import copy_of
from handlers.reporting.items import items_of
from handlers.reporting.scene import Scene, open_scene, regions_of
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.understand import understand

TASK = "t"
"""Stands before the number of a task in the words of a button."""

FILES_AT_ONCE = 10
UNITS_OFFERED = 10

HOW = Phrase("写法：/proof 第7项。", "Usage: /proof 7.")
NOT_FOUND = Phrase(
    "没有找到这一项{hint}。写法：/proof 第7项。", "I found no such item{hint}. Usage: /proof 7."
)
GONE = Phrase(
    "这一项已经不在了，或者不归这里管。", "This item is no longer there, or is not yours to deal with."
)
NO_RIGHT = Phrase(
    "佐证只给承办单位、主管单位和督办机构看。",
    "Only the unit, its supervisors and the office can see the proof.",
)
NONE = Phrase("还没有佐证。", "has no proof yet.")

SENT = {ProofKind.FILE: FileKind.DOCUMENT, ProofKind.PHOTO: FileKind.PHOTO}
"""Proof that Telegram holds, and how it is shown."""


def proof(request: Request, services: Services) -> Reply:
    """Show the proof of one assignment, or of those of an item that the speaker may see."""
    words = request.words
    language = Language.EN if "en" in words else request.language
    words = tuple(word for word in words if word != "en")
    if not words:
        return Reply(HOW.say(language))
    page = int(words[1][1:]) if len(words) > 1 and _is_key(words[1], "p") else 1
    with services.database.read() as session:
        for region in regions_of(request, services, session, " ".join(words)):
            scene = open_scene(session, request, services, region, language)
            found = _meant(scene, words)
            if isinstance(found, Reply):
                return found
            if found:
                return _show(scene, found, page)
    return (
        Reply(GONE.say(language), aside=True)
        if _is_key(words[0], ONE, TASK)
        else Reply(NOT_FOUND.say(language, hint=request.region_hint))
    )


def proof_choices(scene: Scene, duties: Sequence[Duty]) -> tuple[Choice, ...]:
    """Offer the files that came with the reports of an item, where there are any that may be seen."""
    seen = [duty for duty in duties if scene.may(Action.HISTORY, duty)]
    proofs = valid_proofs(scene.session, [duty.id for duty in seen])
    having = [duty for duty in seen if any(one.kind in SENT for one in proofs.get(duty.id, ()))]
    if not having:
        return ()
    target = f"{ONE}{having[0].id}" if len(having) == 1 else f"{TASK}{having[0].task_id}"
    return (Choice(pick(scene.language, "佐证", "Proof"), f"/{PROOF} {target}"),)


def _meant(scene: Scene, words: Sequence[str]) -> list[Duty] | Reply:
    """Return the assignments that a button or words mean."""
    first = words[0]
    if _is_key(first, ONE):
        return list(scene.duties.of_ids((int(first[1:]),)))
    if _is_key(first, TASK):
        return scene.duties.of_tasks((int(first[1:]),))
    head, rest = split_item(tuple(words))
    text = f"{head} {rest}".strip()
    tasks = items_of(scene, text)
    if isinstance(tasks, Reply):
        return tasks
    duties = scene.duties.of_tasks(tasks)
    units = _units_in(scene, text)
    return [duty for duty in duties if not units or duty.unit in units]


def _units_in(scene: Scene, text: str) -> set[str]:
    read = understand(
        text,
        vocabulary=scene.vocabulary,
        region=scene.region.name,
        unit=None,
        today=scene.today,
        wide_chat=True,
    )
    return {unit.name for unit in read.units}


def _show(scene: Scene, duties: Sequence[Duty], page: int) -> Reply:
    seen = [duty for duty in duties if scene.may(Action.HISTORY, duty)]
    if not seen:
        return Reply(NO_RIGHT.say(scene.language), aside=True)
    proofs = valid_proofs(scene.session, [duty.id for duty in seen])
    having = [duty for duty in seen if duty.id in proofs]
    if len(having) > 1:
        return _which(scene, having)
    duty = (having or seen)[0]
    if not having:
        return Reply(f"{scene.name(duty)} {NONE.say(scene.language)}")
    return _give(scene, duty, proofs[duty.id], page)


def _which(scene: Scene, duties: Sequence[Duty]) -> Reply:
    choices = [
        Choice(scene.name(duty), f"/{PROOF} {ONE}{duty.id}{_in(scene)}") for duty in duties[:UNITS_OFFERED]
    ]
    lines = [pick(scene.language, "请问看哪一个的佐证？", "Whose proof?")]
    lines += [f"{at}. {choice.label}" for at, choice in enumerate(choices, 1)]
    left = len(duties) - len(choices)
    if left:
        lines.append(pick(scene.language, f"还有{left}个，请写明单位。", f"{left} more: name the unit."))
    return Reply("\n".join(lines), tuple(choices))


def _give(scene: Scene, duty: Duty, proofs: Sequence[Proof], page: int) -> Reply:
    """List all proof, and send the files, so many at once."""
    sent = [one for one in proofs if one.kind in SENT]
    start = (page - 1) * FILES_AT_ONCE
    files = sent[start : start + FILES_AT_ONCE]
    left = max(0, len(sent) - start - FILES_AT_ONCE)
    head = pick(scene.language, f"{scene.name(duty)}的佐证：", f"Proof of {scene.name(duty)}:")
    lines = [head, *_lines(proofs if page == 1 else files, scene)]
    more = pick(scene.language, f"还有{left}个文件", f"{left} more files")
    says = f"/{PROOF} {ONE}{duty.id} p{page + 1}{_in(scene)}"
    return Reply(
        "\n".join(lines),
        (Choice(more, says),) if left else (),
        files=tuple(_attached(one, scene) for one in files),
        assignments=(duty.id,),
    )


def _lines(proofs: Iterable[Proof], scene: Scene) -> list[str]:
    """Name proof under who gave it and when."""
    lines: list[str] = []
    for (by, at), given in groupby(proofs, key=lambda one: (one.given_by, one.given_at)):
        lines.append(f"{_instant(at, scene)} {by}")
        lines += [f"· {_name(one, scene.language) if one.kind in SENT else one.value}" for one in given]
    return lines


def _attached(one: Proof, scene: Scene) -> Attachment:
    name = _name(one, scene.language)
    by, when = one.given_by, _instant(one.given_at, scene)
    lost = pick(
        scene.language,
        f"“{name}”已经取不到了（{by} {when}提供），请向提供的人再要一份。",
        f"“{name}” can no longer be fetched (given by {by}, {when}); please ask for it again.",
    )
    plain = one.name or ("照片.jpg" if one.kind is ProofKind.PHOTO else "文件")
    copy = copy_of(one.kept, scene.services.database)
    return Attachment(plain, kind=SENT[one.kind], file_id=one.value, copy=copy, lost=lost)


def _name(one: Proof, language: Language) -> str:
    photo = one.kind is ProofKind.PHOTO
    return one.name or (pick(language, "照片", "photo") if photo else pick(language, "文件", "file"))


def _instant(at: datetime, scene: Scene) -> str:
    return say_instant(at, scene.now, scene.language)


def _in(scene: Scene) -> str:
    return " en" if scene.language is Language.EN else ""


def _is_key(word: str, *marks: str) -> bool:
    number = word[1:]
    return word[:1] in marks and number.isascii() and number.isdecimal() and len(number) < 10

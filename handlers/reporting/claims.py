"""涉及 and 不涉及 of a possible group (有关部门): the unit says it, the office confirms."""

from collections.abc import Sequence

from data.actions.claims import claim
from data.owing import Offer
from data.reporting import Possible
from data.wording.language import Phrase, pick
from data.wording.reports import say_reason
from data.wording.tasks import say_item, short_title
from handlers.message import Choice, Reply
from handlers.reporting.deeds import APPLIES, CANCEL, VOID
from handlers.reporting.letters import tell_office
from handlers.reporting.scene import Scene
from handlers.reporting.told import Told, say_again

ONLY_ITSELF = Phrase("只有本单位能说涉及或不涉及。", "Only the unit itself can say whether it applies.")
OPERATOR = Phrase("管理员", "the operator")
CLAIMS = {APPLIES: Phrase("涉及", "Applies"), VOID: Phrase("不涉及", "Does not apply")}
"""What stands on a button, by its verb."""

POSSIBLE = "p"
"""Stands before the number of a group in the words of a button."""


def claim_possible(scene: Scene, verb: str, groups: Sequence[Possible], told: Told) -> Reply:
    """Record what the chat's unit says of possible groups, or how it comes to be named."""
    unit_id = scene.unit_id
    if unit_id is None:
        return Reply(ONLY_ITSELF.say(told.language), aside=True)
    if verb not in (APPLIES, VOID):
        return _not_named_yet(scene, groups, told)
    if verb == VOID and not told.reason:
        return _ask_why(groups, told)
    for group in groups:
        claim(
            scene.session,
            group.responsibility_id,
            unit_id,
            applies=verb == APPLIES,
            reason=told.reason,
            author=scene.author,
            now=scene.now,
        )
        _tell(scene, group, verb, told)
    group = groups[0]
    named = dict.fromkeys(say_item(one.item, one.scope, told.language) for one in groups)
    items = pick(told.language, "、", ", ").join(named)
    office = group.office or OPERATOR.say(told.language)
    zh, en = ("涉及", "applies") if verb == APPLIES else ("不涉及", "does not apply")
    return Reply(
        pick(
            told.language,
            f"已登记：{scene.unit} 自认{zh} {items}（表中写的是“{group.printed}”），等{office}确认。"
            f"{say_reason(told.reason)}",
            f"Recorded: {scene.unit} says that {items} {en} (the plan names “{group.printed}”); "
            f"waiting for {office} to confirm.{say_reason(told.reason, told.language)}",
        )
    )


def _tell(scene: Scene, group: Possible, verb: str, told: Told) -> None:
    """Let the office know what it has to confirm, with a button to name the units."""
    claimed = f"{scene.unit}自认{verb}{say_item(group.item, group.scope)} {short_title(group.detail)}"
    text = f"📌 {claimed}\n表中写的是“{group.printed}”，请确认由哪些单位办理。{say_reason(told.reason)}"
    key = f"claim:{group.responsibility_id}:{scene.unit_id}:{scene.now:%Y%m%dT%H%M%S}"
    tell_office(scene, group.office, key, text, (Offer("指定单位", f"/name {group.responsibility_id}"),))


def _ask_why(groups: Sequence[Possible], told: Told) -> Reply:
    item = say_item(groups[0].item, groups[0].scope, told.language)
    return Reply(
        pick(told.language, f"{item}：请说明为什么不涉及。", f"{item}: please say why it does not apply."),
        (
            Choice(
                pick(told.language, "取消", "Cancel"),
                say_again("report", "0", CANCEL, Told(language=told.language)),
            ),
        ),
        awaits=say_again(
            "report", f"{POSSIBLE}{groups[0].responsibility_id}", VOID, Told(language=told.language)
        ),
    )


def _not_named_yet(scene: Scene, groups: Sequence[Possible], told: Told) -> Reply:
    """Say that the unit is not surely meant, and offer to say whether it is."""
    group = groups[0]
    items = list(dict.fromkeys(say_item(one.item, one.scope, told.language) for one in groups))
    item = pick(told.language, "、", ", ").join(items)
    office = group.office or OPERATOR.say(told.language)
    choices = tuple(
        Choice(
            _label(verb, one, told, alone=len(items) == 1),
            say_again("report", f"{POSSIBLE}{one.responsibility_id}", verb, Told(language=told.language)),
        )
        for one in groups[:4]
        for verb in (APPLIES, VOID)
    )
    return Reply(
        pick(
            told.language,
            f"{item}{f' {short_title(group.detail)}' if len(items) == 1 else ''}\n"
            f"表中写的是“{group.printed}”，还没有指定{scene.unit}，所以没有登记。"
            f"涉及的话请点“{APPLIES}”，{office}确认后就可以报。",
            f"{item}{f' {short_title(group.detail)}' if len(items) == 1 else ''}\n"
            f"The plan names “{group.printed}”; {scene.unit} has not been named for it yet, so nothing was "
            f"recorded. If it is yours, press “{CLAIMS[APPLIES].en}”; you can report once {office} confirms.",
        ),
        choices,
    )


def _label(verb: str, one: Possible, told: Told, *, alone: bool) -> str:
    said = CLAIMS[verb].say(told.language)
    if alone:
        return said
    item = say_item(one.item, one.scope, told.language)
    return pick(told.language, f"{item}{said}", f"{item}: {said}")

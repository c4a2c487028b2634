"""涉及 and 不涉及 of a possible group (有关部门): the unit says it, the office confirms."""

from collections.abc import Sequence

from data.actions.claims import claim
from data.reporting import Possible
from data.wording.language import pick
from data.wording.reports import say_reason
from data.wording.tasks import say_item, short_title
from handlers.message import Choice, Reply
from handlers.reporting.deeds import APPLIES, CANCEL, VOID
from handlers.reporting.scene import Scene
from handlers.reporting.told import Told, say_again

POSSIBLE = "p"
"""Stands before the number of a group in the words of a button."""


def claim_possible(scene: Scene, verb: str, groups: Sequence[Possible], told: Told) -> Reply:
    """Record what the chat's unit says of possible groups, or how it comes to be named."""
    unit_id = scene.unit_id
    if unit_id is None:
        return Reply("只有本单位能说涉及或不涉及。", aside=True)
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
    group = groups[0]
    items = "、".join(dict.fromkeys(say_item(one.item, one.scope) for one in groups))
    office = group.office or "管理员"
    zh, en = ("涉及", "applies") if verb == APPLIES else ("不涉及", "does not apply")
    return Reply(
        pick(
            told.language,
            f"已登记：{scene.unit} 自认{zh} {items}（表中写的是“{group.printed}”），等{office}确认。"
            f"{say_reason(told.reason)}",
            f"Recorded: {scene.unit} says that {items} {en}; {office} confirms it.",
        )
    )


def _ask_why(groups: Sequence[Possible], told: Told) -> Reply:
    item = say_item(groups[0].item, groups[0].scope, told.language)
    return Reply(
        pick(told.language, f"{item}：请说明为什么不涉及。", f"{item}: please say why it does not apply."),
        (Choice(pick(told.language, "取消", "Cancel"), say_again("report", "0", CANCEL, Told())),),
        awaits=say_again("report", f"{POSSIBLE}{groups[0].responsibility_id}", VOID, Told()),
    )


def _not_named_yet(scene: Scene, groups: Sequence[Possible], told: Told) -> Reply:
    """Say that the unit is not surely meant, and offer to say whether it is."""
    group = groups[0]
    items = list(dict.fromkeys(say_item(one.item, one.scope, told.language) for one in groups))
    item = pick(told.language, "、", ", ").join(items)
    office = group.office or "管理员"
    choices = tuple(
        Choice(
            verb if len(items) == 1 else f"{say_item(one.item, one.scope)}{verb}",
            say_again("report", f"{POSSIBLE}{one.responsibility_id}", verb, Told()),
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
            f"{item} names “{group.printed}” and not {scene.unit} yet, so nothing was recorded.",
        ),
        choices,
    )

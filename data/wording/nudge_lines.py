"""One task of the day's message: what is due, item, title, date, who supervises; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from data.boards import Block, BlockKind, Shown
from data.nudges import DayMessage, Light, Naming, Nudge, NudgeKind, OngoingPrompt, Review
from data.nudging import AssignmentFact, ReportFact
from data.offers import (
    ACCEPT,
    GRANT,
    OTHER_DATE,
    REFUSE,
    RETURN,
    offer_decision,
    offer_on_request,
    offer_proof,
)
from data.owing import Offer
from data.wording.dates import say_date, say_day, say_left
from data.wording.reviewing import say_report, say_what
from data.wording.tasks import say_item, short_title, shorten, width_of

UNITS_NAMED = 6
SCOPES_NAMED = 4
NO_CHAT, NO_ROSTER = "没有群", "名单未登记"
LINE_WIDTH = 22  # in Chinese characters, behind the indent: one line of a phone
NAME = "/name"
"""The command that leads through the rows whose units are to be named."""

LIGHTS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴"}


def is_own(nudge: Nudge) -> bool:
    """Whether a nudge is about the unit's own task, in its own chat."""
    return nudge.kind is not NudgeKind.ESCALATION and not nudge.stands_in


def say_task(nudges: Sequence[Nudge], message: DayMessage) -> Block:
    """Say a task to the unit that has to do it."""
    nudge = nudges[0]
    facts = [_say_due(nudge, message.day), *_say_facts(nudge.fact, message)]
    if nudge.supervisors:
        facts.append(f"主管：{'、'.join(nudge.supervisors)}")
    return _block(nudges, facts, BlockKind.TASK)


def say_overseen(nudges: Sequence[Nudge], message: DayMessage) -> Block:
    """Say a task of others, or one item's rows that differ only in their scopes: the units first."""
    scopes = len({nudge.fact.task_id for nudge in nudges}) > 1
    facts = [_say_units(nudges, message), *([_say_scopes(nudges)] if scopes else [])]
    facts += [_say_due(nudges[0], message.day), *_say_facts(nudges[0].fact, message)]
    return _block(nudges, facts, BlockKind.TOLD, scopes=scopes)


def say_late(block: Block, nudge: Nudge, message: DayMessage) -> Block:
    """Add to what was said when it should have been."""
    # Others' tasks stand in their usual section, whose heading does not say that something is late.
    late = "" if is_own(nudge) else "补发，"
    return replace(block, text=f"{block.text}\n   {late}本应{say_day(nudge.owed, message.day)}提醒")


def say_review(review: Review, message: DayMessage) -> Block:
    """Say what waits for a decision, with the buttons to decide it."""
    fact, until, request = review.fact.assignment, review.fact.until, review.fact.request_id
    report = review.fact.report
    what = say_what(report) if until is None else f"申请延期到{say_day(until, message.day)}"
    waited = {0: "今天报来", 1: "昨天报来"}.get(review.waiting) or f"已等{review.waiting}天"
    facts = [fact.unit, f"{what}，{waited}", *_say_facts(fact, message, returned=False)]
    if review.fact.reason:
        facts.append(f"理由：{short_title(review.fact.reason)}")
    lines = [f"▫️ {_say_title(fact)}", _lay(facts)]
    lines += [f"   {line}" for line in say_report(report)] if report is not None else []
    return Block(
        "\n".join(lines),
        BlockKind.REVIEW,
        title=_say_title(fact),
        shown=(_show(fact),),
        request=request,
        report=report.id if report is not None else None,
        offers=_offer_decision(fact.id, request, report),
    )


def say_naming(naming: Naming, message: DayMessage) -> Block:
    """Say which printed group's units are to be named."""
    fact = naming.fact
    facts = [f"“{fact.printed}”"]
    if fact.due is not None:
        facts.append(f"{say_date(fact.due, message.day)}，{say_left((fact.due - message.day).days)}")
    if message.many_plans:
        facts.append(fact.plan_name)
    title = f"{say_item(fact.item, fact.scope)} {short_title(fact.detail)}"
    key = fact.responsibility_id
    return Block(
        f"▫️ {title}\n{_lay(facts)}",
        BlockKind.NAMING,
        title=title,
        responsibility=key,
        offers=(Offer("指定单位", f"{NAME} {key}"),),
    )


def say_prompts(message: DayMessage) -> Iterator[str]:
    """Ask for progress in one line: the unit itself, and all those that have no chat together."""
    own = [prompt for prompt in message.ongoing if message.chat and message.chat.unit == prompt.unit]
    others = [prompt for prompt in message.ongoing if prompt not in own]
    when = "上季度已经结束" if any(prompt.late for prompt in message.ongoing) else "季度末了"
    if own:
        yield f"{when}，持续推进的{_say_items(own)}进展如何？请简单回复几句。"
    if others:
        units = "、".join(prompt.unit for prompt in others)
        yield f"{when}，请代为了解持续推进的{_say_items(others)}的进展：{units}。"


def _block(nudges: Sequence[Nudge], facts: Sequence[str], kind: BlockKind, *, scopes: bool = False) -> Block:
    first = nudges[0].fact
    title = f"{say_item(first.item)} {short_title(first.detail)}" if scopes else _say_title(first)
    shown = tuple(_show(one.fact, scopes=scopes) for one in nudges)
    return Block(f"{LIGHTS[nudges[0].light]} {title}\n{_lay(facts)}", kind, title=title, shown=shown)


def _show(fact: AssignmentFact, *, scopes: bool = False) -> Shown:
    unit = f"{fact.unit}〔{shorten(fact.scope, 12)}〕" if scopes and fact.scope else fact.unit
    return Shown(fact.id, unit, fact.status, fact.due)


def _offer_decision(assignment: int, request: int | None, report: ReportFact | None) -> tuple[Offer, ...]:
    if request is None:
        which = report.id if report is not None else None
        offers = tuple(offer_decision(assignment, verb, verb, which) for verb in (ACCEPT, RETURN))
        files = report is not None and (report.files or report.photos)
        return (*offers, offer_proof(assignment)) if files else offers
    return tuple(offer_on_request(request, verb, verb) for verb in (GRANT, REFUSE, OTHER_DATE))


def _lay(facts: Sequence[str]) -> str:
    """Lay facts out in lines that fit a phone."""
    lines: list[str] = []
    for fact in facts:
        if lines and width_of(lines[-1]) + width_of(fact) + 1.5 <= LINE_WIDTH:
            lines[-1] += f" · {fact}"
        else:
            lines.append(fact)
    return "\n".join(f"   {line}" for line in lines)


def _say_title(fact: AssignmentFact) -> str:
    return f"{say_item(fact.item, fact.scope)} {short_title(fact.detail)}"


def _say_due(nudge: Nudge, day: date) -> str:
    due = nudge.fact.due or day
    if nudge.fact.soft:
        left = "目标日期已过" if due < day else f"争取完成，{say_left((due - day).days)}"
    else:
        left = say_left((due - day).days)
    said = f"{say_date(due, day)}，{left}"
    if nudge.fact.extended_from is not None:
        said += f"（已延期，原定{say_day(nudge.fact.extended_from, day)}）"
    return said


def _say_facts(fact: AssignmentFact, message: DayMessage, *, returned: bool = True) -> list[str]:
    facts = []
    if fact.action and fact.action not in fact.detail:
        facts.append(short_title(fact.action, 14))
    if returned and fact.status == "returned":
        facts.append("已退回，请补充后再报")
    if message.many_plans:
        facts.append(fact.plan_name)
    return facts


def _say_units(nudges: Sequence[Nudge], message: DayMessage) -> str:
    """Name the units of a task; a group without members is marked, and who has to be told otherwise."""
    apart = {nudge.fact.id for nudge in (*message.late, *message.without_chat) if nudge.stands_in}
    kinds: dict[str, list[str]] = {"": [], NO_CHAT: [], NO_ROSTER: []}
    for one in nudges:
        no_chat = one.kind is NudgeKind.ESCALATION and one.fact.id in apart
        kinds[NO_ROSTER if one.unregistered else NO_CHAT if no_chat else ""].append(one.fact.unit)
    said = []
    for mark, names in kinds.items():
        units = list(dict.fromkeys(names))
        if units:
            more = f"等{len(units)}个单位" if len(units) > UNITS_NAMED else ""
            said.append(f"{'、'.join(units[:UNITS_NAMED])}{more}{f'（{mark}）' if mark else ''}")
    return "；".join(said)


def _say_scopes(nudges: Sequence[Nudge]) -> str:
    scopes = list(dict.fromkeys(one.fact.scope for one in nudges if one.fact.scope))
    more = f"等{len(scopes)}个领域" if len(scopes) > SCOPES_NAMED else ""
    return f"领域：{'、'.join(scopes[:SCOPES_NAMED])}{more}"


def _say_items(prompts: Sequence[OngoingPrompt]) -> str:
    items = dict.fromkeys(fact.item for prompt in prompts for fact in prompt.facts)
    return f"第{'、'.join(items)}项"

"""The nudges of a day as an operator reads them: by chat, each with its reason."""

from collections.abc import Iterator

from data.nudges import DayMessage, Nudge
from data.nudging import ChatFact
from data.wording.dates import say_date, say_left
from data.wording.nudges import LIGHTS, say_message, say_why
from data.wording.tasks import say_item, short_title
from scheduler.preview import DayPreview

SUMMARY = "（上周督办汇总）"
"""Stands for the summary of the week before."""


def say_day_table(preview: DayPreview) -> Iterator[str]:
    """Say who is told of what on a day, and why."""
    messages = _messages(preview)
    count = sum(len(message.nudges) for message in messages)
    yield _say_head(preview, f"{count}条提醒" if count else "没有提醒")
    for message in messages:
        lines = list(_say_rows(message))
        if lines:
            yield f"→ {_say_chat(message)}"
            yield from lines


def say_day_messages(preview: DayPreview) -> Iterator[str]:
    """Say each message of a day as its chat reads it."""
    messages = _messages(preview)
    yield _say_head(preview, f"{len(messages)}条消息")
    for message in messages:
        for part in say_message(message, summary=SUMMARY if message.summary else ""):
            yield f"\n→ {_say_chat(message)}"
            yield part.text


def _messages(preview: DayPreview) -> list[DayMessage]:
    plans = preview.plans
    return [one for plan in plans for one in (*plan.messages, *([plan.nobodys] if plan.nobodys else []))]


def _say_head(preview: DayPreview, what: str) -> str:
    said = say_date(preview.day, preview.day.replace(month=1, day=1))
    head = f"{preview.day.year}年{said}：{what if preview.works else '休息日，不发提醒'}"
    return f"{head}（{preview.day.year}年的节假日还不知道，只按周末算）" if preview.unknown_year else head


def _say_chat(message: DayMessage) -> str:
    if message.chat is None:
        return f"{message.region}：没有可发的群（单位和督办机构都没有绑定）"
    return f"{message.region} {_name_chat(message.chat)}"


def _name_chat(chat: ChatFact) -> str:
    topic = f"/{chat.topic}" if chat.topic else ""
    return f"{chat.unit or '领导群'}（{chat.title or '群'} {chat.telegram_id}{topic}）"


def _say_rows(message: DayMessage) -> Iterator[str]:
    if message.summary:
        yield "  周报"
    for nudge in message.nudges:
        yield f"  {_say_row(nudge, message)}"
    for prompt in message.ongoing:
        items = "、".join(fact.item for fact in prompt.facts)
        yield f"  季度末问进展：{prompt.unit} 第{items}项"
    for review in message.reviews:
        fact = review.fact.assignment
        yield f"  待审核：{fact.unit} {say_item(fact.item, fact.scope)}，已等{review.waiting}天"
    for naming in message.naming:
        yield f"  待指定：{say_item(naming.fact.item, naming.fact.scope)} “{naming.fact.printed}”"


def _say_row(nudge: Nudge, message: DayMessage) -> str:
    fact = nudge.fact
    due = f"{say_date(fact.due, message.day)}，{say_left(nudge.days_left)}" if fact.due else ""
    unit = f"{fact.unit}（名单未登记）" if nudge.unregistered else fact.unit
    title = f"{say_item(fact.item, fact.scope)} {short_title(fact.detail)}"
    return f"{LIGHTS[nudge.light]} {unit} · {title} · {due} · {say_why(nudge)}"

"""help, unknown and clarify: examples that fit this chat, and what is asked back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from data.repositories.milestones import Within
from data.units.values import UnitKind
from data.wording.tasks import short_title
from handlers.answers.asking import EVERY_ROLE, Asking
from handlers.answers.entries import Span, entries_within
from handlers.answers.values import Answer, TaskEntry
from handlers.understanding.query import Language, UnitRef

NEAR = timedelta(days=31)
QUOTES = frozenset("“”‘’\"'《》「」（）()、，")  # with these a title reads badly inside a question
TITLE_WIDTH = 14  # a longer title would make an example that nobody types


def answer_help(asking: Asking) -> Answer:
    """Answer with questions that have an answer here: of this chat's unit, about a task that is near."""
    own = asking.query.units[0].name if asking.query.units else asking.seat_unit
    asker = replace(asking, whom=asking.asker())
    near = _near(asker) or _near(asking)
    unit = own or _some_unit(asking)
    english = asking.query.language is Language.EN
    make = _english if english else _chinese
    examples = (
        *make(unit, near, spoken_as_we=own is not None),
        *_changes(asking, own, near, english=english),
    )
    units = asking.query.units or ((UnitRef(own),) if own else ())
    return replace(asking.answer(), examples=examples, units=tuple(ref.name for ref in units))


def _near(asking: Asking) -> TaskEntry | None:
    """Return a task that is due soon, to make an example of; whether it is done does not matter."""
    span = Span(asking.today, asking.today + NEAR)
    reached = asking.reach(Within(span.start, span.end), EVERY_ROLE)
    return next(iter(entries_within(reached, {}, span, asking.today)), None)


def examples_of_regions(names: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return questions for a chat of no region: they name one, by more than 州."""
    named = [name for name in names if len(name) > 1][:3]
    if language is Language.EN:
        return tuple(f"What is due this month in {name}?" for name in named)
    return tuple(f"{name}本月有哪些任务到期" for name in named)


def answer_clarify(asking: Asking) -> Answer:
    """Answer with what the message may mean."""
    return replace(asking.answer(), choices=asking.query.options)


def _changes(asking: Asking, own: str | None, near: TaskEntry | None, *, english: bool) -> tuple[str, ...]:
    """Give a report that the chat's unit may make, and the 催办 that an office may ask for."""
    examples = []
    if own is not None and near is not None and near.role is not None and near.role.executes:
        done = (
            f"item {near.item} is done, see https://…" if english else f"第{near.item}项已办结，链接https://…"
        )
        later = f"第{near.item}项申请延期到某月某日，因为…"
        examples += [done] if english else [done, later]
    if own is not None and own in asking.answer().offices:
        other = _some_unit(asking)
        examples += [f"remind {other}" if english else f"催一下{other}"] if other else []
    return tuple(examples)


def _some_unit(asking: Asking) -> str | None:
    """Return a department of the region, to make an example of."""
    units = asking.units.all()
    departments = [unit.name for unit in units if unit.kind is UnitKind.DEPARTMENT]
    return departments[0] if departments else None


def _chinese(unit: str | None, near: TaskEntry | None, *, spoken_as_we: bool) -> tuple[str, ...]:
    who = "我们" if spoken_as_we else (unit or "")
    examples = [f"{who}本月有哪些任务到期", f"{who}有没有逾期的", "下一个截止日期是什么时候"]
    if near is not None:
        title = short_title(near.detail, TITLE_WIDTH)
        plain = not title.endswith("…") and QUOTES.isdisjoint(title)
        about = title if plain else f"第{near.item}项"
        examples += [f"{about}谁负责", f"第{near.item}项具体内容"]
    return (*examples, "本周汇总")


def _english(unit: str | None, near: TaskEntry | None, *, spoken_as_we: bool) -> tuple[str, ...]:
    if spoken_as_we:
        examples = ["What do we have due this month?", "Which of our tasks are overdue?"]
    elif unit is not None:
        examples = [f"What does {unit} have due this month?", f"Is anything of {unit} overdue?"]
    else:
        examples = ["What is due this month?", "What is overdue?"]
    examples.append("When is the next deadline?")
    if near is not None:
        examples += [f"Who is responsible for item {near.item}?", f"Show me the details of item {near.item}"]
    return (*examples, "Summary of this week")

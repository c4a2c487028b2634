"""Phrases that several answers share: whom it is about, how many, what was understood; pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from data.units.values import Certainty, Role
from data.wording.dates import say_period
from data.wording.language import pick
from data.wording.reports import say_mended
from data.wording.tasks import say_item, say_role
from handlers.answers.values import Answer, TaskEntry
from handlers.understanding.query import Language

ROLE_ORDER = (Role.LEAD, Role.SUPERVISE, Role.GUIDE, Role.ASSIST)


def listed(names: Iterable[str], language: Language) -> str:
    """Join `names` as a list in the `language`."""
    return pick(language, "、", ", ").join(names)


def say_subject(answer: Answer) -> str:
    """Say whom the answer is about: units, or the region; and that the chat's own unit was meant."""
    language = answer.query.language
    if not answer.units:
        return (answer.region or "") + _say_left_out(answer)
    implied = any(unit.implied for unit in answer.query.units)
    own = pick(language, "（本群单位）", " (this chat's unit)") if implied else ""
    parts = {unit.name: f"（{unit.part}）" for unit in answer.query.units if unit.part}
    names = listed((name + parts.get(name, "") for name in answer.units), language)
    return names + own + _say_left_out(answer)


def _say_left_out(answer: Answer) -> str:
    """Say which units and items the question leaves out."""
    language, query = answer.query.language, answer.query
    items = (say_item(item.label, None, language) for item in query.without_items)
    names = listed([*(unit.name for unit in query.without), *items], language)
    return pick(language, f"（除{names}外）", f" (except {names})") if names else ""


def say_asked_roles(answer: Answer) -> str:
    """Say which roles the question is about, if it names any: 主管的."""
    language, roles = answer.query.language, answer.query.roles
    named = [say_role(role, language) for role in ROLE_ORDER if role in roles]
    return pick(language, f"{'、'.join(named)}的", f" ({', '.join(named)})") if named else ""


def say_asked_period(answer: Answer, today: date) -> str:
    """Say the period as it was understood, or nothing."""
    period = answer.period
    if period is None or (period.start is None and period.end is None):
        return ""
    return say_period(period, today, answer.query.language)


def say_slips(answer: Answer) -> list[str]:
    """Say which misspelt names were mended."""
    language = answer.query.language
    return [
        say_mended(unit.name, unit.mended, language).strip() for unit in answer.query.units if unit.mended
    ]


def count_tasks(count: int, language: Language) -> str:
    """Say a number of tasks."""
    return pick(language, f"{count}项", f"{count} task" + ("" if count == 1 else "s"))


def count_entries(entries: Sequence[TaskEntry], answer: Answer) -> str:
    """Say how many entries there are; those not yet certain are counted apart."""
    language = answer.query.language
    sure = sum(entry.certainty is Certainty.DEFINITE for entry in entries)
    unsure = len(entries) - sure
    if not unsure:
        return count_tasks(sure, language)
    zh, en = ("可能涉及", "that may apply") if answer.units else ("待指定单位", "without a named unit")
    if not sure:
        return pick(language, f"{unsure}项（均{zh}）", f"{count_tasks(unsure, language)}, all {en}")
    return pick(
        language, f"{sure}项，另有{unsure}项{zh}", f"{count_tasks(sure, language)}, and {unsure} {en}"
    )


def say_passed(answer: Answer) -> list[str]:
    """Say how many possible tasks were left out because their date has passed."""
    count = answer.passed_possible
    if not count:
        return []
    return [
        pick(
            answer.query.language,
            f"另有{count}项可能涉及，期限已过，待指定单位。",
            f"{count} more that may apply: date passed, units still to be named.",
        )
    ]

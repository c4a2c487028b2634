"""History in words: each row in one short line; pure."""

from datetime import date, datetime

from data.histories import HistoryFact
from data.statuses import Act, read_act, read_status
from data.units.values import Role
from data.wording.acts import say_done
from data.wording.dates import say_day
from data.wording.language import Language
from data.wording.tasks import say_role, say_status, shorten

WIDTH = 40  # of what somebody wrote, in Chinese characters: two lines of a phone

CHANGES = {
    Language.ZH: {
        "status": "更新状态",
        "due": "调整期限",
        "received": "收到",
        "progress": "报进展",
        "extension": "申请延期",
        "proof": "提交佐证",
        "named": "指定单位",
        "event": "登记事件",
        "state": "调整督办状态",
        "import": "导入文件",
        "roster": "更新名单",
        "chat": "绑定群",
        "nudge": "催办",
        "correction": "更正",
    },
    Language.EN: {
        "status": "changed the status",
        "due": "changed the date",
        "received": "confirmed receipt",
        "progress": "reported progress",
        "extension": "asked for an extension",
        "proof": "added proof",
        "named": "named units",
        "event": "recorded an event",
        "state": "changed the watch",
        "import": "imported a document",
        "roster": "changed the roster",
        "chat": "bound a chat",
        "nudge": "sent a reminder",
        "correction": "made a correction",
    },
}


PROOFS = {
    Language.ZH: {"link": "链接", "file": "文件", "photo": "照片", "text": "说明"},
    Language.EN: {"link": "link", "file": "file", "photo": "photo", "text": "note"},
}

VERDICTS = {
    Language.ZH: {
        "claimed": "说明{unit}涉及",
        "declined": "说明{unit}不涉及",
        "named": "指定{unit}办理",
        "excluded": "确定{unit}不涉及",
    },
    Language.EN: {
        "claimed": "said that it concerns {unit}",
        "declined": "said that it does not concern {unit}",
        "named": "named {unit}",
        "excluded": "ruled out {unit}",
    },
}

WATCHES = {
    Language.ZH: {"open": "恢复督办", "paused": "暂停督办", "closed": "归档"},
    Language.EN: {"open": "resumed the watch", "paused": "paused the watch", "closed": "closed the watch"},
}

BOUND = {
    Language.ZH: ("绑定群", "解除绑定"),
    Language.EN: ("bound a chat", "ended a binding"),
}


def say_history(
    fact: HistoryFact, now: datetime, language: Language = Language.ZH, *, with_unit: bool = False
) -> str:
    """Say a row of history in one line: 10月12日 09:31 张三 报办结（待审核）; `now` gives zone and year.

    `with_unit` adds of which unit it tells, where several share an item; what was taken back says so.
    """
    said = say_deed(fact, now, language)
    if with_unit and fact.unit and fact.unit not in said:
        said += f" · {fact.unit}"
    if fact.taken_back:
        said += " (taken back)" if language is Language.EN else "（已撤销）"
    return said


def say_deed(fact: HistoryFact, now: datetime, language: Language = Language.ZH) -> str:
    """Say who did what when, with what it led to and why."""
    what = _say_what(fact, now.date(), language)
    why = shorten(fact.why, WIDTH) if fact.why else ""
    stop = ": " if language is Language.EN else "："
    return f"{say_instant(fact.at, now, language)} {fact.by} {what}{stop if why else ''}{why}"


def say_instant(at: datetime, now: datetime, language: Language = Language.ZH) -> str:
    """Say an instant in the zone of `now`: 10月12日 09:31."""
    local = at.astimezone(now.tzinfo)
    return f"{say_day(local.date(), now.date(), language)} {local:%H:%M}"


def _say_what(fact: HistoryFact, today: date, language: Language) -> str:
    """Say what was done: in words of its own where a row is of a peculiar kind, else act and change."""
    match fact.change:
        case "named":
            return _say_named(fact, language)
        case "state":
            return _say_state(fact, today, language)
        case "event":
            return _say_event(fact, today, language)
        case "proof":
            return _say_proof(fact, language)
        case "extension":
            return _say_request(fact, today, language)
        case "chat":
            return BOUND[language][fact.after is None]
        case _:
            return _bracketed(_say_act(fact, language), _say_change(fact, today, language), language)


def _say_act(fact: HistoryFact, language: Language) -> str:
    if fact.act is None:
        return CHANGES[language].get(fact.change, fact.change)
    if fact.act is Act.TAKE_BACK:
        return _say_taken_back(fact, language)
    return say_done(fact.act, language)


def _say_taken_back(fact: HistoryFact, language: Language) -> str:
    if "with" in fact.details:
        return "with it the date" if language is Language.EN else "期限一并恢复"
    act = read_act(fact.details.get("of"))
    if act is None:
        return say_done(Act.TAKE_BACK, language)
    if language is Language.EN:
        return f"took back: {say_done(act, language)}"
    return f"撤销刚才的“{say_done(act)}”"


def _say_change(fact: HistoryFact, today: date, language: Language) -> str:
    """Say from what to what; of a report only what it is now."""
    after = _say_value(fact.after, today, language)
    if fact.before is None or fact.act in (Act.REPORT_DONE, Act.REPORT_VOID, Act.ACCEPT, Act.CLOSE):
        return after
    none = "none" if language is Language.EN else "无"
    asked = fact.details.get("asked")
    other = _say_asked(asked, today, language) if asked not in (None, fact.after) else ""
    return f"{_say_value(fact.before, today, language)} → {after or none}{other}"


def _say_asked(asked: str, today: date, language: Language) -> str:
    day = _say_value(asked, today, language)
    return f"; {day} was asked for" if language is Language.EN else f"，申请的是{day}"


def _say_value(value: str | None, today: date, language: Language) -> str:
    """Say a status, a day or a role that is kept as a word, or the words themselves."""
    if value is None:
        return ""
    if read_status(value) is not None:
        return say_status(value, language)
    if value in _ROLES:
        return say_role(_ROLES[value], language)
    try:
        return say_day(date.fromisoformat(value), today, language)
    except ValueError:
        return shorten(value, WIDTH)


_ROLES = {role.value: role for role in Role}


def _say_named(fact: HistoryFact, language: Language) -> str:
    none = "a unit" if language is Language.EN else "单位"
    said = VERDICTS[language].get(fact.after or "", fact.after or "").format(unit=fact.unit or none)
    printed = fact.details.get("printed")
    return _bracketed(said, f"“{printed}”" if printed else "", language)


def _say_state(fact: HistoryFact, today: date, language: Language) -> str:
    said = WATCHES[language].get(fact.after or "", fact.after or "")
    until = fact.details.get("until")
    if until is None:
        return said
    day = _say_value(until, today, language)
    return f"{said} until {day}" if language is Language.EN else f"{said}至{day}"


def _say_event(fact: HistoryFact, today: date, language: Language) -> str:
    text = f"“{shorten(fact.details.get('text', ''), WIDTH)}”"
    before, after = (_say_value(day, today, language) for day in (fact.before, fact.after))
    if language is Language.EN:
        if not after:
            return f"took back the date of {text} ({before})"
        return f"corrected {text}: {before} → {after}" if before else f"recorded {text} on {after}"
    if not after:
        return f"撤销{text}的日期（原为{before}）"
    return f"更正{text}的日期（{before} → {after}）" if before else f"登记{text}：{after}"


def _say_proof(fact: HistoryFact, language: Language) -> str:
    if "proof" not in fact.details:
        if fact.details.get("restored"):
            return "with it the proof, which counts again" if language is Language.EN else "佐证一并恢复"
        return "with it the proof" if language is Language.EN else "佐证一并撤回"
    kind = PROOFS[language].get(fact.details.get("kind", ""), "")
    return _bracketed(
        say_done(Act.ADD_PROOF, language), f"{kind} {shorten(fact.after or '', WIDTH)}".strip(), language
    )


def _say_request(fact: HistoryFact, today: date, language: Language) -> str:
    """Say what became of a request; what was asked for stands beside what it would replace."""
    said = _say_act(fact, language)
    if fact.details.get("late"):
        said += " after the due date" if language is Language.EN else "（已逾期）"
    return _bracketed(said, _say_change(fact, today, language), language)


def _bracketed(said: str, more: str, language: Language) -> str:
    if not more:
        return said
    return f"{said} ({more})" if language is Language.EN else f"{said}（{more}）"

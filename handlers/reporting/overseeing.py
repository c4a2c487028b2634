"""What those decide who oversee an assignment: on reports, on requests, or without either."""

from datetime import date

from data.actions.decisions import accept, check_report, close, reopen, send_back
from data.actions.extensions import extend, grant, refuse
from data.actions.reports import tell_progress
from data.models import Decision
from data.offers import ACCEPT, GRANT, OTHER_DATE, REFUSE, RETURN
from data.reporting import Duty
from data.repositories.reporting import ReportingRepository
from data.statuses import FINISHED, Status
from data.wording.dates import say_date
from data.wording.language import Phrase, pick
from data.wording.reports import (
    letter_accepted,
    letter_closed,
    letter_granted,
    letter_refused,
    letter_reopened,
    letter_returned,
    say_reason,
)
from handlers.reporting.deeds import CLOSE, PROGRESS, REOPEN, Doing, Done, Wanting
from handlers.reporting.letters import tell_askers, tell_unit
from handlers.reporting.scene import Scene, Side
from handlers.reporting.told import Told
from handlers.reporting.wishes import later_by

VERDICTS = {
    Decision.GRANTED: Phrase("已同意", "granted"),
    Decision.REFUSED: Phrase("已不同意", "refused"),
    Decision.WITHDRAWN: Phrase("已撤回", "withdrawn"),
}
LATER = "直接延期"
"""The verb with which an overseer moves a date that nobody asked to move."""


def _accept(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    recorded = accept(
        scene.session,
        duty.id,
        report=told.report,
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    void = recorded.after is Status.VOID
    letter = letter_accepted(duty, scene.who, scene.today, void=void)
    note = tell_unit(scene, duty, recorded.history[0], letter)
    if not void:
        tell_askers(scene, duty, recorded.history[0])
    what = ("不涉及", "not applicable") if void else ("办结", "done")
    return _done(
        scene, duty, told, f"已通过：{{}} {what[0]}。", f"Accepted: {{}} {what[1]}.", note, recorded.history
    )


def _send_back(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    reason = _reason(told)
    if not reason:
        check_report(scene.session, duty.id, told.report, author=scene.author, now=scene.now)
        return _wanting(scene, duty, told, "请说明为什么退回，单位才知道补什么", "why is it sent back?")
    recorded = send_back(
        scene.session,
        duty.id,
        reason,
        report=told.report,
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    letter = letter_returned(duty, scene.who, reason, scene.today)
    note = tell_unit(scene, duty, recorded.history[0], letter, to_do=True)
    why = say_reason(reason, told.language)
    return _done(scene, duty, told, f"已退回：{{}}。{why}", f"Sent back: {{}}.{why}", note, recorded.history)


def _grant(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    return _granted(scene, duty, told)


def _grant_other(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    if _until(duty, told) is None:
        return _wanting(scene, duty, told, "请说明改到哪天，例如“11月10日”", "until which date?")
    return _granted(scene, duty, told)


def _granted(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    asked = scene.duties.open_request(duty.id)
    if asked is None:
        return Done(_no_request(scene, duty, told))
    recorded = grant(
        scene.session,
        asked.id,
        until=_until(duty, told),
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    return _moved(scene, duty, told, recorded.history, same=_until(duty, told) in (None, asked.until))


def _refuse(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    asked = scene.duties.open_request(duty.id)
    if asked is None:
        return Done(_no_request(scene, duty, told))
    reason = _reason(told)
    if not reason:
        return _wanting(scene, duty, told, "请说明为什么不同意延期", "why is the extension refused?")
    recorded = refuse(
        scene.session, asked.id, reason, author=scene.author, now=scene.now, region_id=scene.region.region_id
    )
    letter = letter_refused(duty, scene.who, reason, scene.today)
    note = tell_unit(scene, duty, recorded.history[0], letter, to_do=True)
    why = say_reason(reason, told.language)
    return _done(
        scene,
        duty,
        told,
        f"未同意：{{}} 延期。{why}",
        f"Refused: extension of {{}}.{why}",
        note,
        recorded.history,
    )


def _extend(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    until = _until(duty, told)
    if until is None:
        return _wanting(scene, duty, told, "请说明延到哪天、为什么", "until which date, and why?")
    if not told.reason:
        return _wanting(scene, duty, told, "请说明为什么延期", "why?")
    recorded = extend(
        scene.session,
        duty.id,
        until,
        told.reason,
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    return _moved(scene, duty, told, recorded.history, same=True)


def _moved(scene: Scene, duty: Duty, told: Told, history: tuple[int, ...], *, same: bool) -> Done:
    """Tell of a due date that was moved."""
    (moved,) = scene.duties.of_ids((duty.id,))
    asked = None if same else scene.duties.latest_request(duty.id)
    letter = letter_granted(moved, scene.who, asked, duty.due, scene.today)
    note = tell_unit(scene, duty, history[0], letter)
    due = say_date(moved.due, scene.today, told.language) if moved.due else ""
    return _done(
        scene, duty, told, f"已同意：{{}} 延期到{due}。", f"Granted: {{}} until {due}.", note, history
    )


def _until(duty: Duty, told: Told) -> date | None:
    """Return the day that is meant: as it is said, or so much later than the due date."""
    return told.until or (later_by(told.text, duty.due) if duty.due else None)


def _reopen(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    reason = _reason(told)
    if not reason:
        return _wanting(scene, duty, told, "请说明为什么重新办理", "why is it opened again?")
    recorded = reopen(
        scene.session, duty.id, reason, author=scene.author, now=scene.now, region_id=scene.region.region_id
    )
    letter = letter_reopened(duty, scene.who, reason, scene.today)
    note = tell_unit(scene, duty, recorded.history[0], letter, to_do=True)
    why = say_reason(reason, told.language)
    return _done(
        scene, duty, told, f"已要求重新办理：{{}}。{why}", f"Opened again: {{}}.{why}", note, recorded.history
    )


def _close(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    recorded = close(
        scene.session,
        duty.id,
        words=told.text or None,
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    note = tell_unit(scene, duty, recorded.history[0], letter_closed(duty, scene.who))
    tell_askers(scene, duty, recorded.history[0])
    return _done(scene, duty, told, "已销号：{} 办结。", "Closed: {} is done.", note, recorded.history)


def _progress(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    if not told.text:
        return _wanting(scene, duty, told, "请用几句话说说进展", "how is it going, in a few words?")
    recorded = tell_progress(
        scene.session,
        duty.id,
        told.text,
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    return _done(
        scene,
        duty,
        told,
        f"已记下：{{}} 进展：{told.text}",
        f"Noted: {{}}: {told.text}",
        None,
        recorded.history,
    )


def _done(
    scene: Scene, duty: Duty, told: Told, zh: str, en: str, note: str | None, history: tuple[int, ...]
) -> Done:
    who = scene.name(duty)
    said = pick(told.language, zh.replace("{}", who), en.replace("{}", who))
    after = pick(told.language, note, f" {note}") if note else ""
    return Done(f"{said}{after}", history[:1])


def _wanting(scene: Scene, duty: Duty, told: Told, zh: str, en: str) -> Wanting:
    who = scene.name(duty)
    return Wanting(pick(told.language, f"{who}：{zh}。", f"{who}: {en}"))


def _no_request(scene: Scene, duty: Duty, told: Told) -> str:
    who = scene.name(duty)
    last = scene.duties.latest_request(duty.id)
    if last is not None and last.decided_by:
        verdict = VERDICTS[last.decision].say(told.language) if last.decision in VERDICTS else ""
        return pick(
            told.language,
            f"{who} 的延期申请已由{last.decided_by}处理：{verdict}。",
            f"{last.decided_by} has already decided on the request for {who}: {verdict}.",
        )
    return pick(
        told.language, f"{who} 没有待审核的延期申请。", f"{who} has no open request for an extension."
    )


def _reason(told: Told) -> str:
    return told.reason or ""


def _waits(scene: Scene, duty: Duty) -> bool:
    return duty.status is Status.SUBMITTED


def _has_request(scene: Scene, duty: Duty) -> bool:
    return ReportingRepository(scene.session, scene.region.region_id).open_request(duty.id) is not None


def _is_finished(scene: Scene, duty: Duty) -> bool:
    return duty.status in FINISHED


def _is_unfinished(scene: Scene, duty: Duty) -> bool:
    return duty.status not in FINISHED


OVERSEEN = {
    doing.verb: doing
    for doing in (
        Doing(ACCEPT, Side.OVERSEER, _waits, _accept, "通过", "accept"),
        Doing(RETURN, Side.OVERSEER, _waits, _send_back, "退回", "send back"),
        Doing(GRANT, Side.OVERSEER, _has_request, _grant, "同意延期", "grant the extension"),
        Doing(REFUSE, Side.OVERSEER, _has_request, _refuse, "不同意延期", "refuse the extension"),
        Doing(OTHER_DATE, Side.OVERSEER, _has_request, _grant_other, "改期", "grant another date"),
        Doing(LATER, Side.OVERSEER, _is_unfinished, _extend, "延期", "move the date"),
        Doing(REOPEN, Side.OVERSEER, _is_finished, _reopen, "要求重新办理", "open again"),
        Doing(CLOSE, Side.OVERSEER, _is_unfinished, _close, "登记为已办结（销号）", "close as done"),
        Doing(PROGRESS, Side.OVERSEER, _is_unfinished, _progress, "记下进展", "note progress"),
    )
}
"""What an overseer may decide, by the verb of its button."""

"""What the executing unit itself says of an assignment: each is checked, recorded and worded here."""

from dataclasses import replace

from data.actions.extensions import ask_extension, request_history, withdraw_request
from data.actions.reports import add_proof, receive, report_done, report_void, tell_progress, withdraw_report
from data.actions.values import NeedsProof, ProofDraft
from data.offers import DONE, EXTEND, RECEIVED
from data.reporting import Duty
from data.repositories.reporting import ReportingRepository
from data.statuses import FINISHED, Status
from data.wording.dates import say_date
from data.wording.language import pick
from data.wording.reports import say_extension, say_proofs, say_reason, say_reviewers, say_until
from handlers.reporting.deeds import PROGRESS, PROOF, VOID, WITHDRAW, WITHDRAW_REQUEST, Doing, Done, Wanting
from handlers.reporting.letters import tell_askers
from handlers.reporting.scene import Scene, Side
from handlers.reporting.told import Told, proofs_of
from handlers.reporting.wishes import later_by

WORDS_KEPT = 300
"""So much of what was said with a report is kept."""


def reviewers_of(scene: Scene, duty: Duty) -> tuple[str, ...]:
    """Return who decides on a unit's report: those who supervise the item, else the office, never itself."""
    others = tuple(name for name in duty.supervisors if name != duty.unit)
    if others:
        return others
    return (duty.office,) if duty.office and duty.office != duty.unit else ()


def _report_done(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    proofs = _proofs(scene, told)
    words = told.text[:WORDS_KEPT] or None
    try:
        recorded = report_done(
            scene.session,
            duty.id,
            rules=scene.policies.reports,
            proofs=proofs,
            words=words,
            author=scene.author,
            now=scene.now,
            region_id=scene.region.region_id,
        )
    except NeedsProof:
        return Wanting(
            pick(
                told.language,
                f"{scene.name(duty)} 报办结要附佐证：请发来链接、文件或照片。",
                f"{scene.name(duty)} needs proof: please send a link, a file or a photo.",
            )
        )
    proof = say_proofs(len(told.links), len(told.given), told.language)
    who = scene.name(duty)
    if not recorded.reviewed:
        tell_askers(scene, duty, recorded.history[0])
        return Done(
            pick(told.language, f"已登记：{who} 已办结。{proof}", f"Recorded: {who} is done.{proof}"),
            recorded.history[:1],
        )
    waits = say_reviewers(reviewers_of(scene, duty), told.language)
    return Done(
        pick(
            told.language, f"已登记：{who} 办结，{waits}。{proof}", f"Recorded: {who} done, {waits}.{proof}"
        ),
        recorded.history[:1],
    )


def _ask_extension(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    until = told.until or (later_by(told.text, duty.due) if duty.due else None)
    who = scene.name(duty)
    if duty.due is not None and (until is None or not told.reason):
        zh, en = _lacking(until is None, not told.reason)
        now = say_date(duty.due, scene.today, told.language)
        return Wanting(
            pick(
                told.language,
                f"{who}（现在的期限{now}）：请说明{zh}。",
                f"{who} (due {now}): please say {en}.",
            ),
            replace(told, until=until),
        )
    request = ask_extension(
        scene.session,
        duty.id,
        until or scene.today,
        told.reason or "",
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    asked = scene.duties.request(request.id)
    said = say_extension(asked, duty, scene.today, told.language) if asked is not None else ""
    late = pick(told.language, "（期限已过才申请）", " (after the date had passed)") if request.late else ""
    waits = say_reviewers(reviewers_of(scene, duty), told.language)
    why = say_reason(told.reason, told.language)
    return Done(
        pick(
            told.language,
            f"已登记：{who} {said}{late}，{waits}。{why}",
            f"Recorded: {who}: {said}{late}, {waits}.{why}",
        ),
        (request_history(scene.session, request.id),),
    )


def _lacking(date: bool, reason: bool) -> tuple[str, str]:
    if date and reason:
        return "延到哪天、为什么，例如“11月15日，材料没到齐”", "until when and why"
    if date:
        return "延到哪天，例如“11月15日”", "until when"
    return "为什么要延期", "why"


def _tell_progress(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    if not told.text:
        who = scene.name(duty)
        return Wanting(
            pick(told.language, f"{who}：请用几句话说说进展。", f"{who}: how is it going, in a few words?")
        )
    recorded = tell_progress(
        scene.session,
        duty.id,
        told.text,
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    _keep_given(scene, duty, told)
    who = scene.name(duty)
    return Done(
        pick(told.language, f"已记下：{who} 进展：{told.text}", f"Noted: {who}: {told.text}"),
        recorded.history[:1],
    )


def _report_void(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    who = scene.name(duty)
    if not told.reason:
        return Wanting(
            pick(
                told.language,
                f"{who} 明确列了{duty.unit}：请说明为什么不涉及。",
                f"{who}: please say why it does not apply.",
            )
        )
    recorded = report_void(
        scene.session,
        duty.id,
        told.reason,
        rules=scene.policies.reports,
        author=scene.author,
        now=scene.now,
        region_id=scene.region.region_id,
    )
    why = say_reason(told.reason, told.language)
    waits = say_reviewers(reviewers_of(scene, duty), told.language)
    waits = f"{pick(told.language, '，', ', ')}{waits}" if recorded.reviewed else ""
    return Done(
        pick(
            told.language,
            f"已登记：{who} 报不涉及{waits}。{why}",
            f"Recorded: {who} does not apply{waits}.{why}",
        ),
        recorded.history[:1],
    )


def _receive(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    recorded = receive(
        scene.session, duty.id, author=scene.author, now=scene.now, region_id=scene.region.region_id
    )
    who = scene.name(duty)
    return Done(
        pick(told.language, f"已登记收到：{who}。", f"Noted as received: {who}."), recorded.history[:1], "👌"
    )


def _withdraw(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    withdraw_report(
        scene.session, duty.id, author=scene.author, now=scene.now, region_id=scene.region.region_id
    )
    who = scene.name(duty)
    return Done(
        pick(
            told.language,
            f"已撤回：{who} 的申报，可以再报。",
            f"Withdrawn: the report on {who}. You can report again.",
        )
    )


def _withdraw_request(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    asked = scene.duties.open_request(duty.id)
    who = scene.name(duty)
    if asked is None:
        return Done(
            pick(
                told.language,
                f"{who} 没有待审核的延期申请。",
                f"{who} has no open request for an extension.",
            )
        )
    withdraw_request(
        scene.session, asked.id, author=scene.author, now=scene.now, region_id=scene.region.region_id
    )
    return Done(
        pick(
            told.language,
            f"已撤回：{who} 的延期申请，期限不变{say_until(duty, scene.today)}。",
            f"Withdrawn: the request on {who}; the date stays{say_until(duty, scene.today, told.language)}.",
        )
    )


def _add_proof(scene: Scene, duty: Duty, told: Told) -> Done | Wanting:
    proofs = _proofs(scene, told)
    who = scene.name(duty)
    if not proofs:
        return Wanting(
            pick(
                told.language,
                f"{who}：请发来链接、文件或照片。",
                f"{who}: please send a link, file or photo.",
            )
        )
    _add(scene, duty, proofs)
    return Done(
        pick(
            told.language,
            f"已补充：{who} {say_proofs(len(told.links), len(told.given))}",
            f"Added to {who}:{say_proofs(len(told.links), len(told.given), told.language)}",
        )
    )


def _keep_given(scene: Scene, duty: Duty, told: Told) -> None:
    """Keep the files and links that came with news as proof."""
    _add(scene, duty, _proofs(scene, told))


def _add(scene: Scene, duty: Duty, proofs: tuple[ProofDraft, ...]) -> None:
    for proof in proofs:
        add_proof(
            scene.session,
            duty.id,
            proof,
            author=scene.author,
            now=scene.now,
            region_id=scene.region.region_id,
        )


def _proofs(scene: Scene, told: Told) -> tuple[ProofDraft, ...]:
    return proofs_of(told, [scene.kept.get(one.file_id) for one in told.given])


def _is_open(scene: Scene, duty: Duty) -> bool:
    return duty.is_open


def _is_unfinished(scene: Scene, duty: Duty) -> bool:
    return duty.status not in FINISHED


def _waits(scene: Scene, duty: Duty) -> bool:
    return duty.status is Status.SUBMITTED


def _has_request(scene: Scene, duty: Duty) -> bool:
    return ReportingRepository(scene.session, scene.region.region_id).open_request(duty.id) is not None


def _any(scene: Scene, duty: Duty) -> bool:
    return True


OWN = {
    doing.verb: doing
    for doing in (
        Doing(DONE, Side.OWN, _is_open, _report_done, "报办结", "report as done"),
        Doing(EXTEND, Side.OWN, _is_open, _ask_extension, "申请延期", "ask for an extension"),
        Doing(PROGRESS, Side.OWN, _is_unfinished, _tell_progress, "报进展", "report progress"),
        Doing(VOID, Side.OWN, _is_open, _report_void, "报不涉及", "report as not applicable"),
        Doing(RECEIVED, Side.OWN, _is_unfinished, _receive, "登记收到", "note as received"),
        Doing(WITHDRAW, Side.OWN, _waits, _withdraw, "撤回申报", "withdraw the report"),
        Doing(
            WITHDRAW_REQUEST,
            Side.OWN,
            _has_request,
            _withdraw_request,
            "撤回延期申请",
            "withdraw the request",
        ),
        Doing(PROOF, Side.OWN, _any, _add_proof, "补充佐证", "add proof"),
    )
}
"""What the unit may say, by the verb of its button."""

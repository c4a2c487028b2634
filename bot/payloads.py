"""The JSON shapes of DESIGN.md §9: fields may be added, never renamed; a missing thing is null or []."""

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.summary_payload import summary_payload
from data.dates.values import DeadlineReading, Milestone, Period
from data.importers.draft import DomainDraft, GuidelineDraft, ImportDraft, PhaseDraft, PlanDraft, RowDraft
from handlers.answers.values import (
    ActionAnswer,
    Answer,
    Counts,
    DomainAnswer,
    GuidelineAnswer,
    TaskEntry,
    UnitAnswer,
)
from handlers.understanding.query import Finding, Option

if TYPE_CHECKING:
    # What planning needs takes longer to import than a question to answer.
    from data.nudges import Nudge
    from scheduler.preview import DayPreview

Payload = dict[str, Any]


def iso(day: date | None) -> str | None:
    """Return `day` as an ISO date."""
    return day.isoformat() if day else None


def milestone(value: Milestone) -> Payload:
    """Return one milestone of a deadline."""
    return {
        "kind": value.kind.value,
        "start": iso(value.start),
        "due": iso(value.due),
        "rrule": value.rrule,
        "event": value.event,
        "offset": value.offset,
        "working": value.working,
        "action": value.action or None,
        "soft": value.soft,
        "text": value.text,
    }


def deadline(reading: DeadlineReading) -> Payload:
    """Return how a deadline cell is read; `warnings` hold what was not."""
    return {
        "text": reading.text,
        "year": reading.year,
        "milestones": [milestone(value) for value in reading.milestones],
        "warnings": [{"text": unread.text, "why": unread.why} for unread in reading.unread],
    }


def period(text: str, now: str, reading: Period | None) -> Payload:
    """Return how a period is read: inclusive, null where open, all null where there is no date."""
    return {
        "text": text,
        "now": now,
        "start": iso(reading.start) if reading else None,
        "end": iso(reading.end) if reading else None,
        "rrule": reading.rrule if reading else None,
    }


def imported(draft: ImportDraft) -> Payload:
    """Return all that a document holds, as it would be stored."""
    return {
        "plans": [_plan(plan) for plan in draft.plans],
        "domains": [_domain_draft(domain) for domain in draft.domains],
        "phases": [_phase_draft(phase) for phase in draft.phases],
    }


def answer(value: Answer, text: str) -> Payload:
    """Return the answer to a question, with the words that the group would see."""
    query = value.query
    return {
        "question": query.text,
        "intent": query.intent.value,
        "region": value.region,
        "units": list(value.units),
        "period": _span(value.period),
        "tasks": [_task(entry) for entry in value.tasks],
        "units_answer": _units(value.units_answer),
        "domains": [_domain(domain) for domain in value.domains],
        "phase": value.phase
        and {"name": value.phase.name, "start": iso(value.phase.start), "end": iso(value.phase.end)},
        "action": _action(value.action),
        "counts": _counts(value.counts),
        "choices": [_option(option) for option in value.choices],
        "text": text,
        **({} if value.summary is None else {"summary": summary_payload(value.summary, text)}),
    }


def _units(answers: tuple[UnitAnswer, ...]) -> list[Payload]:
    """Return each unit or group as printed once, though several tasks print it (DESIGN.md §9)."""
    shown: list[Payload] = []
    for one in answers:
        payload = {
            "unit": one.unit,
            "part": one.part,
            "role": one.role.value if one.role else None,
            "via": one.via,
            "certainty": one.certainty.value,
        }
        if payload not in shown:
            shown.append(payload)
    return shown


def findings(values: tuple[Finding, ...]) -> list[Payload]:
    """Return the steps by which a question was understood."""
    return [
        {
            "start": found.span[0],
            "end": found.span[1],
            "text": found.text,
            "what": found.what,
            "rule": found.rule,
        }
        for found in values
    ]


def nudges(preview: "DayPreview") -> Payload:
    """Return the nudges of one day; what the messages hold besides stands in fields of its own."""
    found = sorted((one for plan in preview.plans for one in plan.nudges), key=lambda one: one.order)
    told = [message for plan in preview.plans for message in plan.messages]
    told += [plan.nobodys for plan in preview.plans if plan.nobodys]
    return {
        "date": iso(preview.day),
        "workday": preview.works,
        "nudges": [_nudge(one) for one in found if one.kind.value != "standing"],
        "standing": [_nudge(one) for one in found if one.kind.value == "standing"],
        "naming": [
            {
                "chat": message.chat and message.chat.telegram_id,
                "plan": one.fact.plan,
                "item": one.fact.item,
                "scope": one.fact.scope,
                "group": one.fact.printed,
                "due": iso(one.fact.due),
            }
            for message in told
            for one in message.naming
        ],
        "ongoing": [
            {
                "chat": message.chat and message.chat.telegram_id,
                "unit": one.unit,
                "plan": fact.plan,
                "item": fact.item,
                "scope": fact.scope,
            }
            for message in told
            for one in message.ongoing
            for fact in one.facts
        ],
    }


def _nudge(value: "Nudge") -> Payload:
    # Loaded here: no other shape says why.
    from data.wording.nudges import say_why

    fact, chat = value.fact, value.chat
    return {
        "unit": fact.unit,
        "chat": chat.telegram_id if chat else None,
        "topic": chat.topic if chat else None,
        "plan": fact.plan,
        "item": fact.item,
        "scope": fact.scope,
        "due": iso(fact.due),
        "days_left": value.days_left,
        "kind": value.kind.value,
        "light": value.light.value,
        "stage": value.stage,
        "why": say_why(value),
        "to": sorted(value.to),
        "stands_in": value.stands_in,
        "unregistered": value.unregistered,
        "soft": fact.soft,
    }


def _span(value: Period | None) -> Payload | None:
    return {"start": iso(value.start), "end": iso(value.end)} if value else None


def _plan(plan: PlanDraft) -> Payload:
    return {
        "key": plan.key,
        "title": plan.title,
        "region": plan.region,
        "year": plan.year,
        "issued": iso(plan.issued),
        "number": plan.number,
        "office": plan.office,
        "rows": [_row(row) for row in plan.rows],
        "warnings": [{"row": note.row, "text": note.text, "why": note.why} for note in plan.warnings],
    }


def _row(row: RowDraft) -> Payload:
    return {
        "item": row.item,
        "heading": row.heading,
        "section": row.section,
        "detail": row.detail,
        "scope": row.scope,
        "chapter": row.chapter,
        "responsibilities": [
            {"unit": duty.unit, "part": duty.part, "role": duty.role.value} for duty in row.responsibilities
        ],
        "deadline": row.deadline,
        "inherited": row.inherited,
        "milestones": [milestone(value) for value in row.milestones],
        "extra": row.extra,
    }


def _guideline(value: GuidelineDraft | GuidelineAnswer | None) -> Payload | None:
    if value is None:
        return None
    return {"title": value.title, "issuer": value.issuer, "url": value.url}


def _domain_draft(domain: DomainDraft) -> Payload:
    return {
        "name": domain.names[0],
        "names": list(domain.names),
        "issuers": list(domain.issuers),
        "lead_units": list(domain.lead_units),
        "guideline": _guideline(domain.guideline),
    }


def _phase_draft(phase: PhaseDraft) -> Payload:
    return {"name": phase.name, "start": iso(phase.start), "end": iso(phase.end), "text": phase.text}


def _domain(domain: DomainAnswer) -> Payload:
    return {
        "name": domain.name,
        "lead_units": list(domain.lead_units),
        "guideline": _guideline(domain.guideline),
    }


def _task(entry: TaskEntry) -> Payload:
    return {
        "plan": entry.plan,
        "item": entry.item,
        "scope": entry.scope,
        "heading": entry.heading,
        "detail": entry.detail,
        "role": entry.role.value if entry.role else None,
        "via": entry.via,
        "certainty": entry.certainty.value,
        "due": iso(entry.due),
        "recurrence": entry.recurrence,
        "event": entry.event,
        "status": entry.status,
        "overdue": entry.overdue,
        "days_left": entry.days_left,
        "soft": entry.soft,
        "start": iso(entry.start),
        "action": entry.action,
        "unit": entry.unit,
    }


def _action(value: ActionAnswer | None) -> Payload | None:
    if value is None:
        return None
    return {
        "kind": value.request.kind.value,
        "plan": value.plan,
        "item": value.item,
        "unit": value.unit,
        "until": iso(value.request.until),
        "reason": value.request.reason,
    }


def _counts(value: Counts | None) -> Payload | None:
    return None if value is None else {name: getattr(value, name) for name in value.__slots__}


def _option(option: Option) -> Payload:
    return {
        "label": option.label,
        "region": option.region,
        "unit": option.unit,
        "plan": option.plan,
        "item": option.item,
    }

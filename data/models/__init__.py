"""All that is stored, as typed declarative models.

Relationships are never loaded by accident (`lazy="raise"`): a query names what it needs. A module of models
is imported when one of its names is first asked for, since mapping a class takes a question's time; each
module imports those that its foreign keys lead to.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.models.assignments import ONCE, Assignment
    from data.models.base import Base
    from data.models.chats import (
        WHOLE_CHAT,
        Asked,
        Binding,
        BindingCode,
        BindingKind,
        Chat,
        Person,
        Sighting,
    )
    from data.models.domains import Domain, DomainAlias, DomainGuideline, DomainLead, Guideline, RegionDomain
    from data.models.history import Change, Decision, ExtensionRequest, History, Proof, ProofKind
    from data.models.imports import ImportBatch, ImportedRow
    from data.models.notices import Lease, Notice, NoticeKind, NoticeState
    from data.models.plans import (
        UNSTATED,
        Milestone,
        NamedUnit,
        Phase,
        Plan,
        PlanWarning,
        Responsibility,
        Task,
        TaskTerm,
        Verdict,
    )
    from data.models.units import Event, Region, Source, Unit, UnitAlias, UnitGroup, UnitGroupMember, Watch

_ROOMS = {
    "assignments": (
        "ONCE",
        "Assignment",
    ),
    "base": ("Base",),
    "chats": (
        "WHOLE_CHAT",
        "Asked",
        "Binding",
        "BindingCode",
        "BindingKind",
        "Chat",
        "Person",
        "Sighting",
    ),
    "domains": (
        "Domain",
        "DomainAlias",
        "DomainGuideline",
        "DomainLead",
        "Guideline",
        "RegionDomain",
    ),
    "history": (
        "Change",
        "Decision",
        "ExtensionRequest",
        "History",
        "Proof",
        "ProofKind",
    ),
    "imports": (
        "ImportBatch",
        "ImportedRow",
    ),
    "notices": (
        "Lease",
        "Notice",
        "NoticeKind",
        "NoticeState",
    ),
    "plans": (
        "UNSTATED",
        "Milestone",
        "NamedUnit",
        "Phase",
        "Plan",
        "PlanWarning",
        "Responsibility",
        "Task",
        "TaskTerm",
        "Verdict",
    ),
    "units": (
        "Event",
        "Region",
        "Source",
        "Unit",
        "UnitAlias",
        "UnitGroup",
        "UnitGroupMember",
        "Watch",
    ),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "ONCE",
    "UNSTATED",
    "WHOLE_CHAT",
    "Asked",
    "Assignment",
    "Base",
    "Binding",
    "BindingCode",
    "BindingKind",
    "Change",
    "Chat",
    "Decision",
    "Domain",
    "DomainAlias",
    "DomainGuideline",
    "DomainLead",
    "Event",
    "ExtensionRequest",
    "Guideline",
    "History",
    "ImportBatch",
    "ImportedRow",
    "Lease",
    "Milestone",
    "NamedUnit",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Person",
    "Phase",
    "Plan",
    "PlanWarning",
    "Proof",
    "ProofKind",
    "Region",
    "RegionDomain",
    "Responsibility",
    "Sighting",
    "Source",
    "Task",
    "TaskTerm",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitGroupMember",
    "Verdict",
    "Watch",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{room}"), name)

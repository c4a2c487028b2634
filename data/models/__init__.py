"""All that is stored, as typed declarative models.

Relationships are never loaded by accident (`lazy="raise"`): a query names what it needs.
"""

from data.models.assignments import (
    ONCE,
    Assignment,
    Change,
    Decision,
    ExtensionRequest,
    History,
    Proof,
    ProofKind,
)
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

"""A plan document as it was read, before anything is stored."""

from dataclasses import dataclass, field
from datetime import date

from data.dates.values import Milestone
from data.units.values import Role


@dataclass(frozen=True, slots=True)
class ResponsibilityDraft:
    """A unit or unit group as printed, its part in brackets, and its role."""

    unit: str
    part: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class RowWarning:
    """What could not be read or contradicts itself: the row's label, the text, the reason in Chinese."""

    row: str | None
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One task: a row of a table, or a numbered paragraph that carries its assignment."""

    item: str
    detail: str
    heading: str | None = None
    section: str | None = None
    scope: str | None = None
    chapter: str | None = None
    responsibilities: tuple[ResponsibilityDraft, ...] = ()
    deadline: str | None = None
    inherited: bool = False
    milestones: tuple[Milestone, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GuidelineDraft:
    """A standard guideline (标准指引): nation-wide, so it belongs to no region."""

    title: str
    issuer: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class DomainDraft:
    """A pilot domain under the names that the document prints, the first one being shown."""

    names: tuple[str, ...]
    issuers: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    guideline: GuidelineDraft | None = None


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """A phase (阶段) of a plan; both days are inclusive."""

    name: str
    start: date | None
    end: date | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """One plan, with everything that could not be read as a warning.

    `number` is the document's 文号. `year_inferred` and `region_inferred` say that the document does not
    print them. `office` is the unit that keeps watch: stated by the operator, or supervising most rows.
    """

    key: str
    title: str
    region: str
    year: int | None
    issued: date | None = None
    number: str | None = None
    office: str | None = None
    rows: tuple[RowDraft, ...] = ()
    warnings: tuple[RowWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """All that one document holds."""

    plans: tuple[PlanDraft, ...] = ()
    domains: tuple[DomainDraft, ...] = ()
    phases: tuple[PhaseDraft, ...] = ()
    left_out: tuple[RowWarning, ...] = ()
    """Where there is no plan: what was left out of the document and why."""


_MOST_NAMED = 8


def nothing_found(name: str, draft: ImportDraft) -> str:
    """Say that the document `name` holds no task, and which of its parts were left out."""
    parts = [f"“{note.text}”（{note.why}）" if note.text else note.why for note in draft.left_out]
    more = f"未读取的部分：{'；'.join(parts[:_MOST_NAMED])}。" if parts else ""
    return f"{name}：没有找到任务。请确认是任务分工表，或在正文里写明责任单位和期限。{more}"

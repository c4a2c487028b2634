"""Units, groups of units, and the roles they have in a task."""

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of office a unit is."""

    DEPARTMENT = "department"  # 部门
    TOWNSHIP = "township"  # 乡镇街道
    OFFICE = "office"  # 办公室
    INSTITUTION = "institution"  # 事业单位
    PARTY = "party"  # 党群
    ZONE = "zone"  # 管委会
    COUNTY = "county"  # 县市
    VILLAGE = "village"  # 村居
    SUPERIOR = "superior"  # 上级


class Role(StrEnum):
    """What a unit owes to a task; `lead` and `assist` execute, the other two oversee."""

    LEAD = "lead"  # 主体、牵头、责任、主责、承办、实施
    SUPERVISE = "supervise"  # 主管、监管
    GUIDE = "guide"  # 指导
    ASSIST = "assist"  # 配合、参与、协办

    @property
    def executes(self) -> bool:
        """Whether a unit with this role does the work itself."""
        return self in (Role.LEAD, Role.ASSIST)


class Certainty(StrEnum):
    """Whether a printed group surely means a unit."""

    DEFINITE = "definite"  # 明确
    POSSIBLE = "possible"  # 可能涉及


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A name as a cell prints it: 区工管办（行政服务中心） is 区工管办 with the part 行政服务中心."""

    name: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A registered unit: canonical name, kind, every other name that the roster gives it."""

    id: int
    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()

"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How good a finding is."""

    GOOD = "好"
    DOUBT = "注意"
    BAD = "不行"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked; `advice` says how to mend it."""

    what: str
    grade: Grade
    says: str
    advice: str = ""

"""The demonstration plans: five real documents, each with the roster of its region."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample document, by the stem of its file, its roster, and what its document does not print."""

    key: str
    document: str
    roster: str
    region: str | None = None
    year: int | None = None


# The first of them names the domains for all: its annex lists them with their lead units.
SAMPLES = (
    Sample("dongzhi-2020", "001", "dongzhi"),
    Sample("zhou-2020", "000", "zhou", region="州", year=2020),
    Sample("nanchang-jkq-2020", "002", "nanchang-jkq"),
    Sample("conghua-2020", "003", "conghua", year=2020),
    Sample("qu-2020", "004", "qu", region="某区"),
)


def import_samples(
    session: Session, *, now: datetime, by: str = "duban", done: Callable[[str], None] = lambda _: None
) -> None:
    """Store the five sample plans with their rosters; `done` is told the key of each."""
    # Loaded here: the readers are needed for nothing else that imports the samples' names.
    from data.importers.plans import read_plans
    from data.importers.reading import read_document
    from data.importers.rosters import store_roster
    from data.importers.store import source_of, store_draft
    from data.units.roster import read_roster

    for sample in SAMPLES:
        path, roster = sample_document(sample), FOLDER / "rosters" / f"{sample.roster}.toml"
        store_roster(session, read_roster(roster), source=source_of(roster), by=by, now=now)
        draft = read_plans(read_document(path), region=sample.region, year=sample.year)
        store_draft(session, draft, source=source_of(path), by=by, now=now)
        done(sample.key)


def sample_document(sample: Sample, suffix: str = ".txt") -> Path:
    """Return where a sample's document is, as flattened text or as .docx."""
    return FOLDER / "documents" / f"{sample.document}{suffix}"

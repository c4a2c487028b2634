"""A document → the plan, domains and phases that it holds, with everything doubtful as a warning."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from data.importers import prose
from data.importers.above import lift
from data.importers.columns import Field
from data.importers.document import Document, Table
from data.importers.domains import read_domains
from data.importers.draft import ImportDraft, PlanDraft, RowDraft, RowWarning
from data.importers.facts import Facts, read_facts
from data.importers.headings import Heads
from data.importers.items import Labelled, label_rows, tell_apart
from data.importers.keys import plan_key
from data.importers.phases import read_phases
from data.importers.rows import Reading, find_heads, read_rows
from data.importers.skipped import opening_words, why_no_task
from data.importers.tasks import TaskReader, first_dated
from data.importers.titles import annex_of, caption_of
from data.units.groups import read_group
from data.units.names import split_units
from data.units.values import Role


@dataclass(frozen=True, slots=True)
class _TaskTable:
    """A task table as it was read, and what tells it from others: its sheet or its caption."""

    reading: Reading
    caption: str | None
    annex: str | None
    sheet: str | None
    number: int


def read_plans(
    document: Document,
    *,
    region: str | None = None,
    year: int | None = None,
    issued: date | None = None,
    office: str | None = None,
    key: str | None = None,
) -> ImportDraft:
    """Read all that `document` holds; what the operator states comes before what is printed."""
    document, above = lift(document)
    tables, warnings = _task_tables(document)
    caption = tables[0].caption if tables else None
    facts = read_facts(
        document,
        _deadlines(tables),
        lambda: _unit_names(tables),
        caption,
        heads=_period_heads(tables),
        region=region,
        year=year,
        issued=issued,
    )
    if tables:
        rows, doubts = _rows_of(tables, facts)
    else:
        rows, doubts = prose.read_rows(document, year=facts.year, issued=facts.issued)
    notes = [RowWarning(None, "", note) for note in document.notes]
    stated = [RowWarning(None, text, why) for text, why in facts.doubts]
    plan = PlanDraft(
        key=key or plan_key(facts.region, facts.year),
        title=facts.title,
        region=facts.region,
        year=facts.year,
        issued=facts.issued,
        number=facts.number,
        office=office or _overseer(rows),
        rows=tuple(rows),
        warnings=(*notes, *above, *stated, *warnings, *doubts),
    )
    domains = read_domains(document)
    phases = read_phases(document, year=facts.year, issued=facts.issued)
    return ImportDraft((plan,) if rows else (), domains, phases, () if rows else (*notes, *warnings))


def _task_tables(document: Document) -> tuple[list[_TaskTable], list[RowWarning]]:
    """Read the task tables in order; any other table is named with the reason why it gives no task."""
    found: list[_TaskTable] = []
    warnings: list[RowWarning] = []
    previous: tuple[int, Heads] | None = None
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        heads = find_heads(block)
        goes_on = _goes_on(document, index, previous, block, heads)
        if goes_on and previous and (heads is None or heads.first > 0):
            heads = Heads(previous[1].columns, -1, -1)
        if heads is None or not heads.assigns:
            if why := why_no_task(block, heads):
                name = caption_of(document, index) or block.name or opening_words(block)
                warnings.append(RowWarning(None, name, why))
            continue
        before = found[-1].reading.rows if goes_on and found else []
        reading = read_rows(block, heads, ordinal=len(before))
        warnings += reading.warnings
        number = found[-1].number if goes_on and found else len(found)
        found.append(
            _TaskTable(reading, caption_of(document, index), annex_of(document, index), block.name, number)
        )
        previous = (index, heads)
    return found, warnings


def _goes_on(
    document: Document, index: int, previous: tuple[int, Heads] | None, table: Table, heads: Heads | None
) -> bool:
    """Whether a table goes on with the one before it, parted only by the page."""
    if previous is None or index != previous[0] + 1 or table.name is not None:
        return False
    if heads is not None:
        return heads.key == previous[1].key
    return len(table.grid[0]) == len(previous[1].columns)


def _rows_of(tables: list[_TaskTable], facts: Facts) -> tuple[list[RowDraft], list[RowWarning]]:
    """Turn the rows of all tables into tasks of one plan."""
    groups: dict[int, list[_TaskTable]] = {}
    for table in tables:
        groups.setdefault(table.number, []).append(table)
    labelled: list[Labelled] = []
    places: list[str | None] = []
    labels: list[str | None] = []
    for number, group in groups.items():
        rows = label_rows([row for table in group for row in table.reading.rows], number)
        labelled += rows
        place = (group[0].sheet or group[0].caption) if len(groups) > 1 else None
        places += [place] * len(rows)
        labels += [(group[0].annex or place) if place else None] * len(rows)
    items = tell_apart(labelled, labels)
    since = facts.issued or first_dated(labelled, year=facts.year)
    reader = TaskReader(year=facts.year, issued=facts.issued, since=since)
    tasks = [reader.read(row, item, place) for row, item, place in zip(labelled, items, places, strict=True)]
    return tasks, [*_repeated(labelled, items), *reader.warnings]


def _repeated(rows: list[Labelled], items: list[str]) -> list[RowWarning]:
    """Warn of an item label that still stands for several tasks."""
    tasks: dict[str, dict[tuple[int, int], str]] = {}
    for row, item in zip(rows, items, strict=True):
        tasks.setdefault(item, {})[row.identity] = row.detail
    return [
        RowWarning(
            item, "；".join(details.values())[:80], f"项号{item}在文件中出现{len(details)}次，无法区分"
        )
        for item, details in tasks.items()
        if len(details) > 1
    ]


def _deadlines(tables: list[_TaskTable]) -> list[str]:
    return [row.deadline for table in tables for row in table.reading.rows if row.deadline]


def _period_heads(tables: list[_TaskTable]) -> list[str]:
    """Give the heads over deadlines: 完成时限（2025年） prints the year of what stands below."""
    columns = [column for table in tables if (heads := table.reading.heads) for column in heads.columns]
    return [column.head for column in columns if column and column.field in (Field.DEADLINE, Field.QUARTER)]


def _unit_names(tables: list[_TaskTable]) -> list[str]:
    cells = dict.fromkeys(
        text for table in tables for row in table.reading.rows for _, text in row.units if text.strip()
    )
    return [unit.name for text in cells for unit in split_units(text)]


def _overseer(rows: list[RowDraft]) -> str | None:
    """Find the unit that supervises most tasks, or guides them where no single unit supervises."""
    for role in (Role.SUPERVISE, Role.GUIDE):
        tasks = {
            (duty.unit, row.item)
            for row in rows
            for duty in row.responsibilities
            if duty.role is role and read_group(duty.unit) is None
        }
        most = Counter(unit for unit, _ in tasks).most_common(1)
        if most and most[0][1] * 2 > len({row.item for row in rows}):
            return most[0][0]
    return None

"""The pilot domains that an annex lists: a table with lead units, or entries with guideline and link."""

import re

from data.importers.columns import Field, read_head
from data.importers.document import Document, Paragraph, Table
from data.importers.draft import DomainDraft, GuidelineDraft
from data.importers.grid import compact, squeeze
from data.importers.headings import heads_at
from data.units.names import split_units

_ENTRY = re.compile(r"\s*[（(]?(\d{1,2})[）)]?\s*[.．、]?\s*(.+领域.*)")
_URL = re.compile(r"https?://\S+")
_TAIL = re.compile(r"(?:基层)?(?:政务公开)?(?:标准|事项)*(?:目录|指引|标准目录|标准指引)+$|政务公开.*$")
_OFFICE = re.compile(r"(?<=.)(?:办公厅|办公室|综合司|综合局|秘书局)$")
_ISSUED_BY = re.compile(r"(.+?)(?:联合)?(?:关于|印发)")


def read_domains(document: Document) -> tuple[DomainDraft, ...]:
    """Read the domains of `document`, from its tables and from its numbered entries."""
    found: list[DomainDraft] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += _from_table(block)
    return (*found, *_from_entries(document))


def domain_name(text: str) -> str:
    """Take 领域 and what follows off a printed name: 义务教育领域基层政务公开标准目录 → 义务教育."""
    words = _TAIL.sub("", squeeze(text).strip("《》“”"))
    return re.sub(r"领域$", "", words)


def _from_table(table: Table) -> list[DomainDraft]:
    """Read a table domain → issuer → lead unit."""
    for number in range(min(3, len(table.grid))):
        if columns := _columns(table, number):
            return _rows(table, number + 1, columns)
    return []


def _columns(table: Table, number: int) -> dict[str, int]:
    """Find the columns of a domain table by their heads; a table with tasks or deadlines is none."""
    columns: dict[str, int] = {}
    for position, cell in enumerate(table.grid[number]):
        words = compact(cell.text) if cell else ""
        head = read_head(words)
        if head and head.field in (Field.HEADING, Field.DETAIL, Field.DEADLINE, Field.QUARTER):
            return {}
        if "领域" in words:
            columns.setdefault("domain", position)
        elif re.search(r"编制|制定|印发|发布|国务院部门|国家部委", words):
            columns.setdefault("issuer", position)
        elif head and head.field is Field.UNITS:
            columns.setdefault("lead", position)
        elif re.search(r"链接|网址|指引", words):
            columns.setdefault("link", position)
    return columns if "domain" in columns and len(columns) > 1 else {}


def _rows(table: Table, first: int, columns: dict[str, int]) -> list[DomainDraft]:
    found = []
    for number in range(first, len(table.grid)):
        texts = {name: _text(table, number, position) for name, position in columns.items()}
        again = heads_at(table, number)
        if not texts["domain"] or again or re.match(r"合\s*计|总\s*计|注[：:]", texts["domain"]):
            continue
        lead, issuers = split_units(texts.get("lead", "")), split_units(texts.get("issuer", ""))
        found += [
            DomainDraft(
                names=names,
                issuers=tuple(unit.name for unit in issuers),
                lead_units=tuple(unit.name for unit in lead),
            )
            for names in _names(texts["domain"])
        ]
    return found


def _text(table: Table, row: int, column: int) -> str:
    cell = table.grid[row][column]
    return cell.text.strip() if cell else ""


def _from_entries(document: Document) -> list[DomainDraft]:
    """Read entries of three lines: 1.城乡规划领域, the guideline's title, its link."""
    lines = [block.text.strip() for block in document.blocks if isinstance(block, Paragraph)]
    found: list[DomainDraft] = []
    for number, line in enumerate(lines):
        entry = _ENTRY.fullmatch(line)
        if not entry or len(line) > 80 or re.search(r"[。；]", line):
            continue
        guideline = _guideline(lines[number + 1 : number + 6])
        if guideline:
            issuers = tuple((guideline.issuer or "").split("、")) if guideline.issuer else ()
            found += [DomainDraft(names, issuers, (), guideline) for names in _names(entry[2])]
    return found


def _names(text: str) -> list[tuple[str, ...]]:
    """Part the names of an entry: 、 parts domains, / gives one a second name (征地补偿/农村集体土地征收)."""
    return [
        names
        for part in re.split(r"[、，,；;]", squeeze(text))
        if (
            names := tuple(
                filter(None, (domain_name(name) for name in re.split(r"[/／]|（又称|[（）]", part)))
            )
        )
    ]


def _guideline(lines: list[str]) -> GuidelineDraft | None:
    """Read the title and the link that follow a domain's name, joined where the title is broken."""
    title, url = "", None
    for line in lines:
        if link := _URL.search(line):
            url = link[0]
            title += squeeze(line[: link.start()])
            break
        if _ENTRY.fullmatch(line) and title:
            break
        title += line if not title else squeeze(line)
    if not (url and title) and not re.search(r"关于.*(?:指引|目录|标准|通知)", title):
        return None
    return GuidelineDraft(title=title, issuer=issuer_of(title), url=url)


def issuer_of(title: str) -> str | None:
    """Read who issued a guideline off its title: 自然资源部办公厅关于… → 自然资源部."""
    found = _ISSUED_BY.match(title)
    if not found:
        return None
    names = [_OFFICE.sub("", name) for name in re.split(r"[\s、]+", found[1].strip()) if name]
    return "、".join(names) or None

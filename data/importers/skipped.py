"""Why a table gives no task: it lists persons, telephones or indicators, or nothing that is assigned."""

import re

from data.importers.columns import Field
from data.importers.document import Table
from data.importers.grid import compact, squeeze
from data.importers.headings import Heads

_PERSONS = re.compile(r"组长|副组长|成员|姓名|职务")
_CONTACTS = re.compile(r"电话|手机|联系人|联络员|联系方式|传真|邮箱")


def why_no_task(table: Table, heads: Heads | None) -> str | None:
    """Say why `table` gives no task; None for a small frame of words, which is no table of its own."""
    words = [compact(cell.text) for row in table.grid[:3] for cell in row if cell]
    joined = "".join(dict.fromkeys(words))
    if heads is not None and heads.has(Field.INDICATOR):
        return "指标或评分表，没有任务"
    if _CONTACTS.search(joined) and len(joined) < 400:
        return "通讯录，没有任务"
    if _PERSONS.search(joined) and len(joined) < 400:
        return "人员名单，没有任务"
    if "领域" in joined and heads is not None:
        return None
    if len(table.grid) < 2 or len(table.grid[0]) < 2:
        return None
    return "表格没有任务列与责任单位、完成时间列，未作为任务表读取"


def opening_words(table: Table) -> str:
    """Give the first words of a table, to name one that has no caption."""
    words = [squeeze(cell.text) for row in table.grid[:2] for cell in row if cell and compact(cell.text)]
    return " ".join(dict.fromkeys(words))[:30]

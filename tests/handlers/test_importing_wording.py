"""A preview's words for who has a row."""

import pytest

from data.importers.draft import ResponsibilityDraft, RowDraft
from data.units.values import Role
from handlers.importing.wording import say_units

S, G, L, A = Role.SUPERVISE, Role.GUIDE, Role.LEAD, Role.ASSIST


@pytest.mark.parametrize(
    ("duties", "said"),
    [
        ((), "没有责任单位"),
        ((("县市人民政府", S), ("县市人民政府", L)), "县市人民政府"),
        ((("县政府办公室", S), ("县住建局", A), ("县财政局", L)), "县财政局、配合:县住建局 等3个"),
        ((("县政府办公室", G), ("县财政局", S)), "主管:县财政局、指导:县政府办公室"),
    ],
)
def test_each_unit_is_said_once_and_who_does_it_first(
    duties: tuple[tuple[str, Role], ...], said: str
) -> None:
    row = RowDraft(
        "1", "公开清单", responsibilities=tuple(ResponsibilityDraft(u, None, r) for u, r in duties)
    )
    assert say_units(row) == said

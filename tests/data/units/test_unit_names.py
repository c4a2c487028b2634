import tomllib
from pathlib import Path

import pytest

from data.units.names import split_roles, split_units
from data.units.values import Role, UnitMention

CORPUS = Path(__file__).parents[2] / "corpus"
CELLS = tomllib.loads((CORPUS / "units_cells.toml").read_text(encoding="utf-8"))
ROLES = tomllib.loads((CORPUS / "units_roles.toml").read_text(encoding="utf-8"))


def written(mention: UnitMention) -> str:
    return f"{mention.name}|{mention.part}" if mention.part else mention.name


@pytest.mark.parametrize(
    ("cell", "expected"), [*CELLS["documents"], *CELLS["invented"]], ids=lambda value: str(value)[:40]
)
def test_a_cell_lists_these_units(cell, expected):
    assert [written(mention) for mention in split_units(cell)] == expected


@pytest.mark.parametrize(("cell", "expected"), ROLES["cells"], ids=lambda value: str(value)[:40])
def test_a_cell_gives_these_roles(cell, expected):
    found = [
        [role.value if role else "", [mention.name for mention in names]] for role, names in split_roles(cell)
    ]
    assert found == expected


def test_a_name_that_the_region_knows_is_complete():
    cell = "老干所外联\n县财政局"
    assert [mention.name for mention in split_units(cell)] == ["老干所外联县财政局"]
    known = split_units(cell, known=lambda name: name == "老干所外联")
    assert [mention.name for mention in known] == ["老干所外联", "县财政局"]


def test_a_part_stays_with_a_unit_that_has_a_role():
    ((role, (mention,)),) = split_roles("区工管办（行政服务中心）牵头")
    assert role is Role.LEAD
    assert mention == UnitMention("区工管办", "行政服务中心")


def test_no_character_of_a_list_is_lost():
    for cell, _ in [*CELLS["documents"], *CELLS["invented"]]:
        kept = "".join(mention.name + (mention.part or "") for mention in split_units(cell))
        letters = [char for char in cell if char.isalpha() and char not in "无和与及以"]
        assert not set(letters) - set(kept) - {"和"}, cell

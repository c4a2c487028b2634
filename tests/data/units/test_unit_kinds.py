import tomllib
from pathlib import Path

import pytest

from data.units.kinds import is_unit, kind_of

CORPUS = tomllib.loads(
    (Path(__file__).parents[2] / "corpus" / "units_kinds.toml").read_text(encoding="utf-8")
)
KINDS = [(name, kind) for kind, names in CORPUS.items() if isinstance(names, list) for name in names]
ABOVE = [(name, kind) for kind, names in CORPUS["above"].items() for name in names]


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=lambda value: value or "empty")
def test_a_name_is_of_this_kind(name, kind):
    found = kind_of(name)
    assert (found.value if found else "none") == kind
    assert is_unit(name) == (kind != "none")


@pytest.mark.parametrize(("name", "kind"), ABOVE, ids=lambda value: value)
def test_a_unit_of_a_level_above_the_region_is_superior(name, kind):
    assert kind_of(name, "县").value == kind

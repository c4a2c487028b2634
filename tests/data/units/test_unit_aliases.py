import tomllib
from pathlib import Path

import pytest

from data.units.aliases import aliases_of, bare_name
from data.units.english import english_names
from data.units.stems import FAMILIES

PATH = Path(__file__).parents[2] / "corpus" / "units_aliases.toml"
CORPUS = tomllib.loads(PATH.read_text(encoding="utf-8"))["aliases"]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["name"])
def test_a_name_has_these_other_names(case):
    aliases = aliases_of(case["name"], region="东至县")
    assert [name for name in case["has"] if name not in aliases] == []
    assert [name for name in case["never"] if name in aliases] == []
    assert len(aliases) == len(set(aliases))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("县住建局", "住建局"),
        ("市场监管局", "市场监管局"),
        ("州财政局", "财政局"),
        ("区域办", "区域办"),
        ("尧渡镇", "尧渡镇"),
    ],
)
def test_only_a_sign_of_the_level_is_taken_off(name, bare):
    assert bare_name(name) == bare


def test_a_family_never_holds_a_word_as_sure_and_loose():
    for family in FAMILIES:
        assert not set(family.forms) & set(family.loose), family.forms
        assert len(set(family.forms)) == len(family.forms)


def test_every_common_department_has_an_english_name():
    for stem in ("住建", "财政", "教体", "公安", "税务", "民政"):
        assert english_names(stem)

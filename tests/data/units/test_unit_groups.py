import tomllib
from pathlib import Path

import pytest

from data.units.groups import Selector, find_groups, is_group, members, read_group
from data.units.values import Certainty, Unit, UnitKind

CORPUS = tomllib.loads(
    (Path(__file__).parents[2] / "corpus" / "units_groups.toml").read_text(encoding="utf-8")
)

FINANCE = Unit(1, "县财政局", UnitKind.DEPARTMENT)
HOUSING = Unit(2, "县住建局", UnitKind.DEPARTMENT)
OFFICE = Unit(3, "县政府办公室", UnitKind.OFFICE)
MEDIA = Unit(4, "县融媒体中心", UnitKind.INSTITUTION)
TOWN = Unit(5, "尧渡镇人民政府", UnitKind.TOWNSHIP)
PARTY = Unit(6, "县委组织部", UnitKind.PARTY)
ZONE = Unit(7, "东至经开区管委会", UnitKind.ZONE)
COUNTY = Unit(8, "石台县人民政府", UnitKind.COUNTY)
VILLAGE = Unit(9, "梅城村", UnitKind.VILLAGE)
ABOVE = Unit(10, "省财政厅", UnitKind.SUPERIOR)
REGION = (FINANCE, HOUSING, OFFICE, MEDIA, TOWN, PARTY, ZONE, VILLAGE, ABOVE)


def meant(name, *, leads=(), named=(), listed=None, region=REGION):
    found = members(read_group(name), region, leads, named_ids=named, listed_ids=listed)
    return [unit.name for unit in found.definite], [unit.name for unit in found.possible]


@pytest.mark.parametrize(
    ("name", "selectors", "certainty", "named"), CORPUS["groups"], ids=[case[0] for case in CORPUS["groups"]]
)
def test_a_name_stands_for_several_units(name, selectors, certainty, named):
    reading = read_group(name)
    assert reading is not None
    assert [selector.value for selector in reading.selectors] == selectors
    assert reading.certainty.value == certainty
    assert list(reading.named) == named
    assert reading.name == name


@pytest.mark.parametrize("name", CORPUS["none"], ids=lambda name: name or "empty")
def test_a_name_stands_for_no_group(name):
    assert not is_group(name)


def test_all_townships_are_the_townships_and_nothing_else():
    assert meant("各乡镇人民政府") == (["尧渡镇人民政府"], [])


def test_departments_are_no_offices_institutions_party_bodies_or_zones():
    assert meant("县政府各部门") == (["县财政局", "县住建局"], [])


def test_some_departments_are_only_possible():
    assert meant("县直有关部门") == ([], ["县财政局", "县住建局"])


def test_the_domains_lead_units_are_sure_where_they_are_known():
    assert meant("26个领域涉及的县直单位", leads={2}) == (["县住建局"], [])


def test_the_domains_lead_units_are_possible_departments_where_they_are_not():
    assert meant("26个领域涉及的县直单位") == ([], ["县财政局", "县住建局"])


def test_the_unit_before_deng_is_sure_and_the_rest_possible():
    assert meant("县住建局等相关部门", named={2}) == (["县住建局"], ["县财政局"])


def test_the_rest_after_deng_is_sure_where_the_domains_answer_it():
    assert meant("县住建局等26个试点领域相关部门", named={2}, leads={1, 2}) == (["县住建局", "县财政局"], [])


def test_units_of_the_county_seat_are_no_townships():
    assert meant("县直各单位") == (["县财政局", "县住建局", "县政府办公室", "县融媒体中心", "县委组织部"], [])


def test_all_units_are_those_of_the_region_without_superior_ones():
    definite, _ = meant("各单位")
    assert definite == [unit.name for unit in REGION if unit is not ABOVE]


def test_all_places_are_townships_in_a_county_and_counties_above():
    assert meant("各地")[0] == ["尧渡镇人民政府", "东至经开区管委会"]
    assert meant("各地", region=(TOWN, COUNTY))[0] == ["石台县人民政府"]


def test_the_roster_overrides_what_the_words_say():
    assert meant("县政府各部门", listed={1, 3}) == (["县财政局", "县政府办公室"], [])


def test_a_membership_says_how_certain_a_unit_is():
    found = members(read_group("县住建局等相关部门"), REGION, named_ids={2})
    assert found.certainty_of(2) is Certainty.DEFINITE
    assert found.certainty_of(1) is Certainty.POSSIBLE
    assert found.certainty_of(5) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提醒各镇街抓紧报村居务公开督导情况", [("各镇街", Selector.TOWNSHIPS)]),
        ("各乡镇2022年还有哪些任务要到期", [("各乡镇", Selector.TOWNSHIPS)]),
        ("各县市10月底前要完成哪些任务", [("各县市", Selector.COUNTIES)]),
        ("全县各单位有哪些逾期", [("全县各单位", Selector.ALL_UNITS)]),
        ("县政府各部门和各乡镇本月的任务", [("县政府各部门和各乡镇", Selector.DEPARTMENTS)]),
        ("what do all townships have due", [("all townships", Selector.TOWNSHIPS)]),
        ("政务新媒体相关的任务", []),
        ("麻烦列一下区财金局的全部任务", []),
        ("哪些单位没完成第9项", []),
        ("第27项的主管单位是谁", []),
        ("每年都要做的", []),
        ("制定县、乡两级政务公开事项清单", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_running_text_names_groups_only_where_it_says_so(text, expected):
    assert [(text[start:end], reading.selectors[0]) for start, end, reading in find_groups(text)] == expected

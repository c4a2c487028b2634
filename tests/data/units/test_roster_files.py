from pathlib import Path

import pytest

from data.errors import RosterError
from data.units.kinds import kind_of
from data.units.roster import (
    Roster,
    RosterDomain,
    RosterGroup,
    RosterUnit,
    dump_roster,
    parse_roster,
    read_roster,
)
from data.units.values import UnitKind

SAMPLES = Path(__file__).parents[3] / "data" / "samples" / "rosters"
ROSTERS = {path.stem: read_roster(path) for path in sorted(SAMPLES.glob("*.toml"))}

UNIT = '[region]\nname = "某县"\n[[units]]\nname = "县财政局"\nkind = "department"\n'


def test_there_is_a_roster_for_each_sample_plan():
    assert {key: roster.region for key, roster in ROSTERS.items()} == {
        "conghua": "从化区",
        "dongzhi": "东至县",
        "nanchang-jkq": "南昌经开区",
        "qu": "某区",
        "zhou": "州",
    }


def test_each_sample_region_has_its_office_as_the_design_says():
    assert {roster.region: roster.office for roster in ROSTERS.values()} == {
        "东至县": "县政府办公室",
        "州": "州政府办公室",
        "从化区": "区政务公开办",
        "南昌经开区": "区工管办",
        "某区": None,
    }


@pytest.mark.parametrize("key", ROSTERS)
def test_a_sample_names_each_kind_as_the_rules_do(key):
    for unit in ROSTERS[key].units:
        assert kind_of(unit.name) == unit.kind, unit.name


def test_the_townships_that_no_document_names_are_registered():
    towns = {
        unit.name for roster in ROSTERS.values() for unit in roster.units if unit.kind is UnitKind.TOWNSHIP
    }
    assert towns == {"尧渡镇人民政府", "东流镇人民政府", "葛公镇人民政府", "温泉镇人民政府", "街口街道办事处"}


@pytest.mark.parametrize("key", ROSTERS)
def test_a_roster_that_is_written_is_read_back_the_same(key):
    assert parse_roster(dump_roster(ROSTERS[key])) == ROSTERS[key]


def test_a_roster_holds_groups_and_domains():
    text = UNIT + (
        '[[groups]]\nname = "县直有关部门"\nmembers = ["县财政局"]\n'
        '[[groups]]\nname = "各镇处"\nkinds = ["township"]\n'
        '[[domains]]\nname = "财政预决算"\naliases = ["预决算"]\nlead = "县财政局"\n'
    )
    roster = parse_roster(text)
    assert roster == Roster(
        region="某县",
        units=(RosterUnit("县财政局", UnitKind.DEPARTMENT),),
        groups=(RosterGroup("县直有关部门", ("县财政局",)), RosterGroup("各镇处", (), (UnitKind.TOWNSHIP,))),
        domains=(RosterDomain("财政预决算", ("预决算",), ("县财政局",)),),
    )
    assert parse_roster(dump_roster(roster)) == roster


def test_a_name_with_quotes_is_written_safely():
    roster = Roster(region='某"县\\', units=(RosterUnit("县财政局", UnitKind.DEPARTMENT),))
    assert parse_roster(dump_roster(roster)) == roster


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[region\n", "格式有误"),
        ("", "缺少 [region]"),
        ("[region]\n", "缺少 name"),
        (UNIT.replace("department", "bureau"), "第 4 行：“县财政局”的类别“bureau”不认识"),
        (UNIT.replace('kind = "department"\n', ""), "单位“县财政局” 缺少 kind"),
        (UNIT + 'alias = ["财政"]\n', "不认识的“alias”"),
        (UNIT + 'aliases = "财政"\n', "aliases 要写成"),
        (UNIT + "[[units]]\nname = 3\n", "要写成带引号的文字"),
        (UNIT + '[[units]]\nname = "县财政局"\nkind = "office"\n', "登记了两次"),
        (UNIT + '[[units]]\nname = "县财金局"\nkind = "department"\naliases = ["县财政局"]\n', "同时属于"),
        (UNIT + '[[groups]]\nname = "各部门"\n', "没有 members，也没有 kinds"),
        (UNIT + '[[groups]]\nname = "各部门"\nmembers = ["县住建局"]\n', "“县住建局”没有在 [[units]] 中登记"),
        (UNIT + '[[domains]]\nname = "扶贫"\nlead = "县扶贫局"\n', "领域“扶贫”的牵头单位“县扶贫局”没有"),
        (
            UNIT.replace('name = "某县"', 'name = "某县"\noffice = "县政府办公室"'),
            "督办机构“县政府办公室”没有",
        ),
        (UNIT + "[unit]\n", "不认识的“unit”"),
        ('units = 3\n[region]\nname = "某县"\n', "units 要写成若干个 [[units]]"),
    ],
)
def test_a_faulty_roster_says_what_to_mend(text, said):
    with pytest.raises(RosterError) as error:
        parse_roster(text, "某县.toml")
    assert said in str(error.value)
    assert "某县.toml" in str(error.value)


def test_a_file_that_is_not_there_is_said_in_words(tmp_path):
    with pytest.raises(RosterError, match="读不到名册文件"):
        read_roster(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_said_in_words(tmp_path):
    path = tmp_path / "gbk.toml"
    path.write_bytes(UNIT.encode("gbk"))
    with pytest.raises(RosterError, match="UTF-8"):
        read_roster(path)

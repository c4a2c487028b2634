import time
import tomllib
from pathlib import Path
from statistics import median

import pytest

from data.units.directory import Ambiguous, Found, Mention, UnitDirectory, Unknown
from data.units.roster import read_roster
from data.units.values import Unit, UnitKind

ROOT = Path(__file__).parents[3]
CORPUS = tomllib.loads((ROOT / "tests" / "corpus" / "units_questions.toml").read_text(encoding="utf-8"))
CASES = [(region, *case) for region, table in CORPUS.items() for case in table["questions"]]


def load(path: Path) -> UnitDirectory:
    roster = read_roster(path)
    units = [Unit(at, unit.name, unit.kind, unit.aliases) for at, unit in enumerate(roster.units)]
    return UnitDirectory(roster.region, units)


DIRECTORIES = {
    directory.region: directory
    for directory in map(load, (ROOT / "data" / "samples" / "rosters").glob("*.toml"))
}
DONGZHI = DIRECTORIES["东至县"]


def written(mention: Mention) -> str:
    if mention.group:
        return f"{mention.text} *"
    sign = "~" if mention.mended else "=" if len(mention.candidates) == 1 else "?"
    return f"{mention.text} {sign} {' / '.join(unit.name for unit in mention.candidates)}"


@pytest.mark.parametrize(
    ("region", "question", "expected"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES]
)
def test_a_question_names_these_units(region, question, expected):
    mentions = DIRECTORIES[region].find_in(question)
    assert [written(mention) for mention in mentions] == expected
    assert all(question[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize(
    ("question", "stranger"),
    [
        ("县水利局有哪些任务", "县水利局"),
        ("水利局有哪些任务", "水利局"),
        ("州财政局有哪些任务", "州财政局"),
        ("池州市财政局的任务", "池州市财政局"),
        ("从化区民政局本月任务", "从化区民政局"),
        ("官港镇有哪些任务", "官港镇"),
        ("县委组织部有哪些任务", "县委组织部"),
    ],
)
def test_a_unit_that_the_region_does_not_have_is_a_stranger(question, stranger):
    assert [mention.text for mention in DONGZHI.strangers_in(question)] == [stranger]


@pytest.mark.parametrize(
    "question",
    [
        "县住建局本月有哪些任务到期",
        "本月有哪些任务到期",
        "政务公开专区相关的任务有哪些",
        "哪些单位没完成第9项",
        "全县各乡镇",
        "第27项的主管单位是谁",
    ],
)
def test_an_ordinary_question_names_no_stranger(question):
    assert DONGZHI.strangers_in(question) == ()


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("县住建局", "县住建局"),
        ("住建局", "县住建局"),
        ("住房城乡建设局", "县住建局"),
        ("住房和城乡建设局", "县住建局"),
        (" 县 住 建 局 ", "县住建局"),
        ("住建", "县住建局"),
        ("县数据资源局", "县数据资源管理局"),
        ("农业农村局", "县农业农村局"),
        ("融媒体中心", "县融媒体中心"),
        ("东至县人社局", "县人社局"),
        ("尧渡", "尧渡镇人民政府"),
        ("Finance Bureau", "县财政局"),
    ],
)
def test_a_name_means_one_unit(name, unit):
    found = DONGZHI.find(name)
    assert isinstance(found, Found)
    assert (found.unit.name, found.mended) == (unit, None)


def test_a_misspelt_name_is_mended_and_says_so():
    found = DONGZHI.find("县财正局")
    assert isinstance(found, Found)
    assert (found.unit.name, found.mended) == ("县财政局", "县财正局")


def test_a_name_that_fits_several_units_is_not_guessed():
    found = DONGZHI.find("资源局")
    assert isinstance(found, Ambiguous)
    assert {unit.name for unit in found.units} == {"县自然资源和规划局", "县数据资源管理局"}


@pytest.mark.parametrize(
    "name", ["州财政局", "县水利局", "本月有哪些任务", "", "各乡镇", "县审计局", "从化区民政局"]
)
def test_a_name_of_no_unit_is_unknown(name):
    assert DONGZHI.find(name) == Unknown()


def test_a_slip_between_two_units_is_asked_back():
    units = [Unit(1, "县甲乙丙中心", UnitKind.INSTITUTION), Unit(2, "县甲丁丙中心", UnitKind.INSTITUTION)]
    (mention,) = UnitDirectory("某县", units).find_in("县甲戊丙中心有什么任务")
    assert {unit.id for unit in mention.candidates} == {1, 2}


def test_the_printed_name_wins_over_another_units_alias():
    units = [Unit(1, "县教体局", UnitKind.DEPARTMENT), Unit(2, "县教育局", UnitKind.DEPARTMENT)]
    found = UnitDirectory("某县", units).find("教育局")
    assert isinstance(found, Found)
    assert found.unit.id == 2


def test_an_alias_of_the_roster_wins_over_a_rule():
    units = [
        Unit(1, "县城管局", UnitKind.DEPARTMENT, ("综合执法局",)),
        Unit(2, "县综合行政执法局", UnitKind.DEPARTMENT),
    ]
    found = UnitDirectory("某县", units).find("综合执法局")
    assert isinstance(found, Found)
    assert found.unit.id == 1


def test_a_superior_unit_is_known_by_its_printed_name_only():
    units = [Unit(1, "省财政厅", UnitKind.SUPERIOR), Unit(2, "县财政局", UnitKind.DEPARTMENT)]
    directory = UnitDirectory("某县", units)
    assert [written(mention) for mention in directory.find_in("省财政厅和财政局")] == [
        "省财政厅 = 省财政厅",
        "财政局 = 县财政局",
    ]


def test_a_registered_group_is_found_by_its_printed_name():
    directory = UnitDirectory("某县", [], ["区规划资源分局等26个试点领域相关部门"])
    (mention,) = directory.find_in("区规划资源分局等26个试点领域相关部门什么时候报")
    assert mention.group is not None
    assert directory.knows("区规划资源分局等26个试点领域相关部门")


def test_a_thousand_units_are_searched_in_a_wink():
    chars = "东南西北安平河山石水龙泉林田金玉明光长青"
    names = {a + b + c for a in chars for b in chars for c in ("", "丰", "和")}
    units = [Unit(at, f"{name}镇人民政府", UnitKind.TOWNSHIP) for at, name in enumerate(sorted(names)[:960])]
    units += [Unit(2000 + unit.id, unit.name, unit.kind) for unit in DONGZHI.units]
    directory = UnitDirectory("东至县", units)
    took = []
    for _ in range(50):
        start = time.perf_counter()
        directory.find_in("县住建局本月有哪些任务到期？请列一下")
        took.append(time.perf_counter() - start)
    assert median(took) < 0.001

"""Who is responsible, when, and the whole row."""

from datetime import date

from data.models import Plan
from data.units.values import Certainty, Role
from handlers.answers.values import Trouble, UnitAnswer
from handlers.understanding.query import Intent, ItemRef, Query, UnitRef
from tests.factories import make_milestone, make_plan, make_task


def test_the_office_supervises_a_row_that_prints_no_supervising_unit(county):
    task = county.tasks["3"].id
    answer = county.ask(Intent.WHO, subject="办事一本通")
    assert answer.units_answer == (
        UnitAnswer("县政府各部门", Role.LEAD, task_id=task),
        UnitAnswer("县政府办公室", Role.SUPERVISE, task_id=task),
    )


def test_a_printed_supervisor_stands_instead_of_the_office(county):
    answer = county.ask(Intent.WHO, items=(ItemRef("10"),))
    assert [(one.unit, one.role) for one in answer.units_answer] == [
        ("各乡镇人民政府", Role.LEAD),
        ("县住建局", Role.SUPERVISE),
    ]


def test_only_the_role_that_is_asked_for_is_answered(county):
    answer = county.ask(Intent.WHO, items=(ItemRef("10"),), roles=frozenset({Role.SUPERVISE}))
    assert [one.unit for one in answer.units_answer] == ["县住建局"]


def test_a_possible_group_is_marked(county):
    answer = county.ask(Intent.WHO, items=(ItemRef("4"),), roles=frozenset({Role.LEAD}))
    assert [(one.unit, one.certainty) for one in answer.units_answer] == [("有关部门", Certainty.POSSIBLE)]


def test_when_gives_each_milestone_of_the_task(county):
    make_milestone(county.session, county.tasks["3"], date(2020, 12, 15), action="向社会公开")
    answer = county.ask(Intent.WHEN, subject="办事一本通")
    assert [entry.due for entry in answer.tasks] == [date(2020, 11, 30), date(2020, 12, 15)]


def test_an_item_of_two_open_plans_is_asked_back(county):
    other = make_plan(county.session, county.region, key="other", short_name="另一张表")
    make_task(county.session, other, county.units["县财政局"], item="3", item_number=3)
    answer = county.ask(Intent.WHO, items=(ItemRef("3"),))
    assert answer.query.intent is Intent.CLARIFY
    assert answer.query.wanted is Intent.WHO
    assert [(option.plan, option.item) for option in answer.choices] == [("county", "3"), ("other", "3")]


def test_a_plan_in_which_the_unit_only_may_have_the_item_is_not_meant(county):
    other = make_plan(county.session, county.region, key="other", short_name="另一张表")
    make_task(county.session, other, county.groups["有关部门"], item="2", item_number=2)
    answer = county.ask(Intent.WHEN, "县住建局", items=(ItemRef("2"),))
    assert [entry.plan for entry in answer.tasks] == ["county"]


def test_the_plan_in_which_the_unit_has_the_item_is_meant(county):
    other = make_plan(county.session, county.region, key="other", short_name="另一张表")
    make_task(county.session, other, county.units["县财政局"], item="1", item_number=1)
    answer = county.ask(Intent.WHEN, "县财政局", items=(ItemRef("1"),))
    assert [entry.plan for entry in answer.tasks] == ["other"]


def test_a_closed_plan_is_answered_when_it_is_named(county):
    county.session.query(Plan).filter_by(key="county").one().state = "closed"
    county.session.flush()
    assert county.ask(Intent.WHEN, items=(ItemRef("3"),)).trouble is Trouble.NO_ITEM
    named = county.ask(Intent.WHEN, items=(ItemRef("3"),), plan="county")
    assert [entry.item for entry in named.tasks] == ["3"]


def test_an_item_that_is_not_there_is_not_invented(county):
    assert county.ask(Intent.DETAIL, items=(ItemRef("99"),)).trouble is Trouble.NO_ITEM


def test_a_position_counts_in_the_answer_before(county, items):
    refs = (UnitRef("县住建局", county.units["县住建局"].id),)
    before = Query("", Intent.LIST, region_id=county.region.id, region=county.region.name, units=refs)
    answer = county.ask(Intent.DETAIL, position=3, context=before)
    assert items(answer) == ["2"]
    assert county.ask(Intent.DETAIL, position=9, context=before).trouble is Trouble.NO_POSITION


def test_a_unit_of_another_region_has_no_task_here(county):
    answer = county.ask(Intent.DUE, elsewhere="区住建局")
    assert (answer.tasks, answer.trouble) == ((), Trouble.ELSEWHERE)


def test_an_item_is_found_by_a_numeral_of_either_sort(county):
    other = make_plan(county.session, county.region, key="other", short_name="另一张表")
    make_task(county.session, other, county.units["县财政局"], item="十二", item_number=None)
    answer = county.ask(Intent.DETAIL, items=(ItemRef("12"),))
    assert [(entry.plan, entry.item) for entry in answer.tasks] == [("other", "十二")]

import pytest
from action_stage import NOON, Desk
from factories import (
    make_group,
    make_milestone,
    make_plan,
    make_region,
    make_responsibility,
    make_task,
    make_unit,
)

from data.actions.claims import claim
from data.actions.values import AlreadyRecorded, Gone, NotAllowed, Refused
from data.assignments import refresh
from data.database import Database
from data.models import Assignment, NamedUnit, Responsibility, Unit, Verdict
from data.naming import name_units
from data.repositories.histories import HistoryRepository
from data.repositories.naming import NamingRepository
from data.wording.history import say_history


@pytest.fixture
def desk(database: Database) -> Desk:
    """Item 9 of 有关部门, and an office's town that it cannot mean."""
    with database.transaction() as session:
        region = make_region(session)
        make_unit(session, region)
        make_unit(session, region, "县财政局")
        make_unit(session, region, "尧渡镇人民政府")
        task = make_task(session, make_plan(session, region), item="9")
        make_responsibility(session, task, make_group(session, region, "县直有关部门"))
        make_milestone(session, task)
        refresh(session, region.id, NOON.date())
        return Desk(database, region.id, 0)


def say(desk: Desk, applies: bool, unit: str = "县住建局", **fields: object) -> None:
    key = next(one.id for one in desk.rows(Unit) if one.name == unit)
    desk.run(claim, desk.rows(Responsibility)[0].id, key, applies=applies, **fields)


def verdicts(desk: Desk) -> list[Verdict]:
    return [one.verdict for one in desk.rows(NamedUnit)]


def lines(desk: Desk) -> list[str]:
    with desk.database.read() as session:
        task = desk.rows(Responsibility)[0].task_id
        return [say_history(one, desk.now) for one in HistoryRepository(session, desk.region).of_task(task)]


def test_a_unit_claims_and_declines_and_owes_nothing_until_the_office_confirms(desk: Desk):
    say(desk, True)
    assert verdicts(desk) == [Verdict.CLAIMED]
    say(desk, False, reason="没有这项职能")
    assert verdicts(desk) == [Verdict.DECLINED]
    assert desk.rows(Assignment) == []
    assert lines(desk) == [
        "9月10日 12:00 张三 说明县住建局涉及（“县直有关部门”）",
        "9月10日 12:00 张三 说明县住建局不涉及（“县直有关部门”）：没有这项职能",
    ]


def test_declining_needs_a_reason(desk: Desk):
    with pytest.raises(Refused, match="写明原因"):
        say(desk, False)


def test_the_same_again_stands_already(desk: Desk):
    say(desk, True)
    with pytest.raises(AlreadyRecorded, match="已经登记过了"):
        say(desk, True)


def test_what_the_office_named_is_not_declined_here(desk: Desk):
    with desk.database.transaction() as session:
        group = NamingRepository(session, desk.region).waiting(NOON.date())[0]
        unit = session.query(Unit).filter_by(name="县住建局").one().id
        name_units(session, group, [unit], author=desk.boss, now=NOON)
    with pytest.raises(NotAllowed, match="报不涉及"):
        say(desk, False, reason="没有这项职能")
    assert verdicts(desk) == [Verdict.NAMED]


def test_a_unit_that_the_group_cannot_mean_has_nothing_to_say(desk: Desk):
    with pytest.raises(Refused, match="不会是贵单位"):
        say(desk, True, "尧渡镇人民政府")
    with pytest.raises(Gone):
        say(desk, True, region_id=desk.region + 1)

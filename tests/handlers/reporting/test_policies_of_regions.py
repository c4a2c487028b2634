"""A region's own policies, in the settings and stored, as its people feel them; on both databases."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from county import HOUSING, OFFICE, County
from sqlalchemy import update

from bot.config import Nudges, RegionSettings, Reports
from data.clock import ZONE
from data.database import Database
from data.models import Region

NOON = datetime(2020, 9, 10, 12, tzinfo=ZONE)
SIESTA = {"nudges": {"quiet": ["11:00", "14:30"]}}
Build = Callable[..., County]


@pytest.fixture
def build(county_database: Database) -> Iterator[Build]:
    """Build the application with the settings of a region, and with what is stored for it."""
    built: list[County] = []

    def make(own: dict[str, Any] | None = None, stored: dict[str, Any] | None = None, **all_: Any) -> County:
        with county_database.transaction() as session:
            session.execute(update(Region).where(Region.name == "东至县").values(policies=stored or {}))
        regions = {"东至县": RegionSettings.model_validate(own or {})}
        built.append(County(county_database, NOON, regions=regions, **all_))
        return built[-1]

    yield make
    for one in built:
        one.leave()


def test_what_is_stored_for_a_region_wins_over_its_settings_and_these_over_all(build: Build) -> None:
    no_review = Reports(review=False)
    county = build(reports=no_review)
    county.tell(HOUSING, "第7项已办结")
    assert county.status(7) == "done"
    county = build({"reports": {"review": True}}, reports=no_review)
    county.tell(HOUSING, "第9项已办结")
    assert county.status(9) == "submitted"
    county = build({"reports": {"review": True}}, {"reports": {"require_proof": True}}, reports=no_review)
    assert "佐证" in county.tell(HOUSING, "10月15日的第3项已办结")
    assert county.status(3) == "pending"


@pytest.mark.parametrize("where", ["own", "stored"])
def test_the_quiet_hours_and_lights_of_a_reminder_are_the_regions(build: Build, where: str) -> None:
    changed = {"nudges": {**SIESTA["nudges"], "lights": {"red": 1, "yellow": 25}}}
    county = build(**{where: changed})
    assert "🟡 第7项" in county.tell(OFFICE, "催一下县财政局")
    assert "现在是静默时段，给县财政局的催办（1项）将在14:30发出" in county.press(OFFICE, "确认催办")
    ((_, letter),) = county.letters()
    assert "🟡 第7项" in letter


def test_without_policies_of_its_own_a_region_goes_by_those_of_all(build: Build) -> None:
    county = build(nudges=Nudges.model_validate({"lights": {"red": 20, "yellow": 30}}))
    assert "🔴 第7项" in county.tell(OFFICE, "催一下县财政局")
    assert "已催办" in county.press(OFFICE, "确认催办")


def test_what_is_stored_and_does_not_fit_holds_up_no_report(build: Build) -> None:
    county = build({"reports": {"review": False}}, {"nudges": {"at": "half past"}})
    county.tell(HOUSING, "第7项已办结")
    assert county.status(7) == "done"

"""Due dates as a calendar, read back as a telephone reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from icalendar import Calendar
from summaries import PLAN, listed

from data.reports.calendar import CalendarEntry, entries_of, write_calendar

STAMP = datetime(2020, 9, 10, 8, 30, tzinfo=timezone(timedelta(hours=8)))
COMING = listed(12, "县财政局", 20, action="编制目录")


def written(*assignments, **options) -> bytes:
    return write_calendar("县财政局督办日历", entries_of(assignments, "东至县"), stamp=STAMP, **options)


def events_in(page: bytes):
    return list(Calendar.from_ical(page).walk("VEVENT"))


def test_a_due_date_is_an_event_of_that_whole_day():
    (event,) = events_in(written(COMING))
    assert event["summary"] == "（12）编制目录 · 县财政局"
    assert (event.start, event.end) == (date(2020, 9, 30), date(2020, 10, 1))
    assert b"DTSTART;VALUE=DATE:20200930\r\n" in written(COMING)
    assert event["dtstamp"].dt == datetime(2020, 9, 10, 0, 30, tzinfo=UTC)
    assert event["transp"] == "TRANSPARENT"


def test_the_description_says_what_where_from_and_how_far():
    (event,) = events_in(written(COMING))
    assert str(event["description"]).split("\n") == [
        "编制完成本领域基层政务公开标准目录。",
        "本次应完成：编制目录",
        "责任单位：县财政局",
        f"来源：{PLAN}第12项",
        "状态：未开始",
    ]


def test_the_calendar_has_a_name_and_the_time_zone():
    calendar = Calendar.from_ical(written())
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["x-wr-calname"] == calendar["name"] == "县财政局督办日历"
    assert calendar["x-wr-timezone"] == "Asia/Shanghai"
    assert events_in(written()) == []


def test_an_extension_moves_the_entry_instead_of_adding_one():
    (before,), (after,) = (
        entries_of([one], "东至县") for one in (COMING, replace(COMING, due=date(2020, 11, 15)))
    )
    assert before.uid == after.uid
    assert before.due != after.due


def test_other_assignments_regions_and_plans_have_other_identities():
    others = (
        COMING,
        replace(COMING, assignment_id=13, item="13"),
        replace(COMING, assignment_id=14, plan="conghua-2020"),
    )
    identities = {entry.uid for entry in entries_of(others, "东至县")} | {
        entry.uid for entry in entries_of([COMING], "从化区")
    }
    assert len(identities) == 4
    assert all(uid.isascii() for uid in identities)


def test_each_occurrence_up_to_the_horizon_is_an_entry_of_its_own():
    yearly = [replace(COMING, assignment_id=at, due=date(2020 + at, 12, 25)) for at in range(4)]
    entries = entries_of(yearly, "东至县", until=date(2022, 12, 25))
    assert [entry.due.year for entry in entries] == [2020, 2021, 2022]
    assert b"RRULE" not in write_calendar("甲", entries, stamp=STAMP)


@pytest.mark.parametrize(
    ("changes", "rings"),
    [
        ({}, True),
        ({"status": "submitted"}, True),
        ({"status": "done"}, False),
        ({"due": date(2020, 9, 10)}, False),
        ({"due": date(2020, 9, 1)}, False),
    ],
)
def test_a_telephone_rings_at_nine_on_the_day_before_what_is_still_to_be_done(changes, rings):
    (event,) = events_in(written(replace(COMING, **changes)))
    alarms = event.walk("VALARM")
    assert bool(alarms) == rings
    for alarm in alarms:
        midnight = datetime(2020, 9, 30, tzinfo=STAMP.tzinfo)
        assert midnight + alarm["trigger"].dt == datetime(2020, 9, 29, 9, tzinfo=STAMP.tzinfo)
        assert str(alarm["description"]) == "明天到期：（12）编制目录 · 县财政局"


def test_alarms_can_be_left_out_and_what_is_done_says_so():
    (event,) = events_in(written(replace(COMING, status="done"), alarms=False))
    assert event["summary"] == "［已办结］（12）编制目录 · 县财政局"
    assert not events_in(written(COMING, alarms=False))[0].walk("VALARM")


def test_lines_are_folded_in_octets_between_signs():
    odd = replace(
        COMING, unit="\U0002cc5f河镇人民政府" * 12, detail="编制；目录,并\\公开\n按时；" * 30, action=None
    )
    page = written(odd)
    assert max(map(len, page.split(b"\r\n"))) <= 75
    assert b"\n" not in page.replace(b"\r\n", b"")
    for line in page.split(b"\r\n"):
        line.decode()
    (event,) = events_in(page)
    assert str(event["summary"]).endswith(odd.unit)
    assert str(event["description"]).startswith(odd.detail.strip())


def test_control_signs_are_left_out():
    page = written(replace(COMING, unit="县\x00财政局", detail="编制\x0b目录"))
    assert "县财政局" in page.decode()
    assert not set(page) & {0, 11}


def test_the_same_file_comes_out_whatever_the_order_and_the_same_entry_stands_once():
    other = replace(COMING, assignment_id=3, due=date(2020, 9, 20), scope="义务教育")
    assert written(COMING, other, COMING) == written(other, COMING)
    assert [str(event["summary"]) for event in events_in(written(COMING, other))] == [
        "（12）〔义务教育〕编制目录 · 县财政局",
        "（12）编制目录 · 县财政局",
    ]


def test_an_instant_without_its_time_zone_is_refused():
    naive = STAMP.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        write_calendar("甲", [CalendarEntry("1@duban", date(2020, 9, 30), "1", "乙", "丙")], stamp=naive)


def test_what_several_units_owe_by_the_same_day_is_one_entry():
    other = replace(COMING, assignment_id=13, unit="县住建局", status="done")
    (entry,) = entries_of((other, COMING), "东至县")
    assert entry.unit == f"{COMING.unit}等2个单位"
    assert f"责任单位：{COMING.unit}、县住建局" in entry.details
    assert f"状态：1个单位已办结，未办结：{COMING.unit}" in entry.details
    assert not entry.finished

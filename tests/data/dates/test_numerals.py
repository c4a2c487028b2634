"""Chinese and Arabic numbers."""

from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dates.numerals import last_day, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("廿五", 25),
        ("卅一", 31),
        ("两", 2),
        ("一百零五", 105),
        ("二〇二〇", 2020),
        ("二○二一", 2021),
        ("两千", 2000),
        ("", None),
        ("月", None),
        ("十x", None),
        ("百千", None),
    ],
)
def test_a_number_is_read_as_officials_write_it(text, number):
    assert read_number(text) == number


@given(year=st.integers(1, 9999), month=st.integers(1, 12))
def test_the_last_day_of_a_month_is_the_calendars(year, month):
    assert last_day(year, month) == monthrange(year, month)[1]

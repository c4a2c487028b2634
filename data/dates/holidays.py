"""The days of feasts and solar terms in a year: fixed, by weekday, by the moon and by the sun."""

from datetime import date, timedelta
from functools import lru_cache
from math import radians, sin

FIXED = {
    "元旦": (1, 1),
    "新年": (1, 1),
    "情人节": (2, 14),
    "女生节": (3, 7),
    "妇女节": (3, 8),
    "三八": (3, 8),
    "植树节": (3, 12),
    "消费者权益日": (3, 15),
    "愚人节": (4, 1),
    "世界读书日": (4, 23),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "五一劳动节": (5, 1),
    "五一国际劳动节": (5, 1),
    "三八妇女节": (3, 8),
    "五四青年节": (5, 4),
    "六一儿童节": (6, 1),
    "七一建党节": (7, 1),
    "八一建军节": (8, 1),
    "青年节": (5, 4),
    "五四": (5, 4),
    "护士节": (5, 12),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "环境日": (6, 5),
    "建党节": (7, 1),
    "七一": (7, 1),
    "建军节": (8, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "烈士纪念日": (9, 30),
    "国庆": (10, 1),
    "万圣节": (10, 31),
    "万圣夜": (10, 31),
    "光棍节": (11, 11),
    "双十一": (11, 11),
    "双11": (11, 11),
    "双十二": (12, 12),
    "双12": (12, 12),
    "宪法日": (12, 4),
    "公祭日": (12, 13),
    "平安夜": (12, 24),
    "圣诞": (12, 25),
    "跨年夜": (12, 31),
}
BY_WEEKDAY = {
    "母亲节": (5, 6, 2),
    "父亲节": (6, 6, 3),
    "感恩节": (11, 3, 4),
}
"""Month, weekday (Monday is 0) and which one of the month."""
LUNAR = {
    "春节": (1, 1),
    "大年初一": (1, 1),
    "大年初二": (1, 2),
    "大年初三": (1, 3),
    "农历新年": (1, 1),
    "元宵": (1, 15),
    "龙抬头": (2, 2),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元节": (7, 15),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
    "北方小年": (12, 23),
    "小年": (12, 23),
    "南方小年": (12, 24),
}
EVE = frozenset({"除夕", "大年三十", "年三十", "大年夜"})
TERMS = (
    *("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至"),
    *("小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至"),
)
"""The solar terms of a year in their order, 15 degrees apart."""
FIRST_TERM = 285
"""Where the sun stands at 小寒, in degrees."""
YEARS = range(1900, 2100)


def names() -> tuple[str, ...]:
    """Return the names of all feasts and terms, the longest first."""
    return tuple(sorted({*FIXED, *BY_WEEKDAY, *LUNAR, *EVE, *TERMS}, key=len, reverse=True))


@lru_cache(maxsize=512)
def day_of_holiday(name: str, year: int) -> date | None:
    """Return the day of the feast or term `name` in `year`, or None where it is not known."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in BY_WEEKDAY:
        month, weekday, nth = BY_WEEKDAY[name]
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if name in LUNAR:
        return lunar_day(year, *LUNAR[name])
    if name in EVE:
        new_year = lunar_day(year, 1, 1)
        return new_year and new_year - timedelta(days=1)
    return _term(name, year)


@lru_cache(maxsize=512)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """Return the day of the lunar calendar, in the lunar year that begins in `year`."""
    # Loaded here: few questions name a lunar feast.
    from lunardate import LunarDate

    try:
        found: date = LunarDate(year, month, day, 0).to_solar_date()
    except ValueError:
        return None
    return found


def _term(name: str, year: int) -> date | None:
    """Return the day, in Beijing, on which the sun reaches the place of the term."""
    if name not in TERMS or year not in YEARS:
        return None
    place = TERMS.index(name)
    days = date(year, 1, 5).toordinal() + place * 15.22 - EPOCH
    for _ in range(3):
        ahead = (FIRST_TERM + 15 * place - _longitude(days) + 180) % 360 - 180
        days += ahead * 365.2422 / 360
    return date.fromordinal(int(days + BEIJING + EPOCH))


EPOCH = date(2000, 1, 1).toordinal() + 0.5
BEIJING = 8 / 24


def _longitude(days: float) -> float:
    """Return the sun's apparent longitude, `days` after noon of 1 January 2000 in Greenwich.

    The usual formula of low precision: good to a quarter of an hour, and for all published terms to the day.
    """
    century = days / 36525
    anomaly = radians(357.52911 + 35999.05029 * century)
    centre = (1.914602 - 0.004817 * century) * sin(anomaly) + 0.019993 * sin(2 * anomaly)
    nutation = 0.00478 * sin(radians(125.04 - 1934.136 * century))
    return (280.46646 + 36000.76983 * century + centre - nutation - 0.0092) % 360

"""Period phrases as questions have them, with the days that they mean on Thursday 2020-09-10."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and its days; a phrase with 前 has no start, and one that begins today may say so."""

    text: str
    start: str | None
    end: str | None
    before: bool = False

    def fits(self, start: str | None, end: str | None) -> bool:
        """Say whether a reading means the same: of X前 only the end is asked for."""
        return end is not None and end == self.end and (self.before or start == self.start)


def _phrase(line: str) -> Phrase:
    text, start, end = line.split()
    return Phrase(text, None if start == "-" else start, end, before=start == "-")


PHRASES: tuple[Phrase, ...] = tuple(
    map(
        _phrase,
        """
        本月 2020-09-01 2020-09-30
        这个月 2020-09-01 2020-09-30
        下月 2020-10-01 2020-10-31
        下个月 2020-10-01 2020-10-31
        上个月 2020-08-01 2020-08-31
        本周 2020-09-07 2020-09-13
        这周 2020-09-07 2020-09-13
        下周 2020-09-14 2020-09-20
        下周三 2020-09-16 2020-09-16
        上周 2020-08-31 2020-09-06
        今天 2020-09-10 2020-09-10
        明天 2020-09-11 2020-09-11
        后天 2020-09-12 2020-09-12
        本季度 2020-07-01 2020-09-30
        下季度 2020-10-01 2020-12-31
        第四季度 2020-10-01 2020-12-31
        今年 2020-01-01 2020-12-31
        明年 2021-01-01 2021-12-31
        明年上半年 2021-01-01 2021-06-30
        下半年 2020-07-01 2020-12-31
        2021年 2021-01-01 2021-12-31
        2020年10月 2020-10-01 2020-10-31
        2020年10月15日 2020-10-15 2020-10-15
        10月15日 2020-10-15 2020-10-15
        10月 2020-10-01 2020-10-31
        十月 2020-10-01 2020-10-31
        9月下旬 2020-09-21 2020-09-30
        10月上旬 2020-10-01 2020-10-10
        11月中旬 2020-11-11 2020-11-20
        9月底前 - 2020-09-30
        九月底前 - 2020-09-30
        月底前 - 2020-09-30
        年底前 - 2020-12-31
        2020年底前 - 2020-12-31
        10月15日前 - 2020-10-15
        11月底之前 - 2020-11-30
        2021年6月底前 - 2021-06-30
        未来7天 2020-09-10 2020-09-17
        未来30天 2020-09-10 2020-10-10
        国庆节前 - 2020-09-30
        9月20日到10月8日 2020-09-20 2020-10-08
        9月20日至30日 2020-09-20 2020-09-30
        10月到12月 2020-10-01 2020-12-31
        2020年第三季度 2020-07-01 2020-09-30
        2020年下半年 2020-07-01 2020-12-31
        本月中旬 2020-09-11 2020-09-20
        月中 2020-09-11 2020-09-20
        2020-10-15 2020-10-15 2020-10-15
        """.strip().splitlines(),
    )
)

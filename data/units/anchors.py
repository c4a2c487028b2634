"""What stands before a unit's name: the region's name, its level's sign, or another place's."""

import re

from data.units.aliases import LEVELS, bare_name
from data.units.spelling import HAN

# What follows a name that is no name then: 扶贫办法, 政务公开办理, 组织部门.
_GOES_ON = {
    "办": "理法好结完事成公件学案班税证",
    "委": "托任派屈员",
    "部": "门分署队件位",
    "局": "限势部面",
    "站": "点",
    "所": "有以属谓需在",
    "会": "议计同",
    "心": "组",
    "馆": "藏",
}
# Words that begin behind a name although their first sign would carry it on: 公开办|完成率, 公开办|事项.
_BEGINS = ("完成", "完不成", "事项")
_PLACE_GOES_ON = "村路河站小中学山湖县市社区街道景公园派镇乡"
_SUFFIXES = "局委办部站所会心馆镇乡道街府处校院社园区县市村台队公厅室司行组库场厂"
# The last character of a word that may well stand before a unit's name: 请问, 提醒, 月底前, 统计.
_LEAD_IN = frozenset(
    "请问帮把给让叫催促查看找下前后和与及跟对向由归被要到的了在是有为说想列出醒知示成印解计总办告诉复发系送清点"
    "我你他她们年月日周号天底初中旬度期份季末这那今明昨些里内外上比同从将使而且或呢吗吧啊嗯喂哪谁都还已经也就只并替代据讯"
    "通联"
)
# Whole words that may stand right before a unit: 退回县财政局第7项 is no unit of a county called 退回.
_DEEDS = (
    *("撤回", "退回", "驳回", "打回", "收回", "通过", "同意", "批准", "审核", "撤销", "取消"),
    *("指定", "确认", "登记", "恢复", "重开"),
)
_LEAD_OUT = frozenset("有的本这那今明下上还呢吗吧要是在和与及到近未")


class Anchors:
    """The names that a region's unit may have before its own: 东至县, 县."""

    def __init__(self, region: str, prefix: str) -> None:
        self.prefix = prefix
        self._regions = _region_names(region)

    def bare(self, name: str) -> str:
        """Take the region's name or its level's sign off a registered name."""
        length = self.length_at(name)
        return name[length:] if length and len(name) - length > 2 else bare_name(name, self.prefix or LEVELS)

    def length_at(self, text: str) -> int:
        """Give how much of the beginning of `text` is the region's name and its level's sign."""
        region = next((name for name in self._regions if text.startswith(name)), "")
        rest = text[len(region) :]
        sign = len(rest) - len(bare_name(rest, self.prefix)) if self.prefix else 0
        return len(region) + sign

    def start_before(self, text: str, at: int) -> int:
        """Give where the region's name or its level's sign before `at` begins; `at` if there is none."""
        start = at - 1 if at and text[at - 1] == self.prefix else at
        for end in (at, start):
            for name in self._regions:
                if text.endswith(name, 0, end):
                    return end - len(name)
        return start

    def is_anchored(self, text: str, at: int) -> bool:
        """Tell whether the region's name or its level's sign stands right before `at`."""
        return self.start_before(text, at) < at

    def may_begin(self, text: str, at: int) -> bool:
        """Tell whether a name may begin at `at`, as far as what stands before it goes."""
        return not at or not _is_han(text[at - 1]) or text[at - 1] in _LEAD_IN or self._follows(text, at)

    def _follows(self, text: str, at: int) -> bool:
        """Tell whether the region's name, or a word that is done to a unit, stands before `at`."""
        return self.is_anchored(text, at) or text.endswith(_DEEDS, 0, at)

    def is_foreign(self, text: str, at: int) -> bool:
        """Tell whether another place's name stands before `at`: 州财政局, 天河区民政局."""
        if not at or text[at - 1] not in LEVELS:
            return False
        start = self.start_before(text, at)
        if text[at - 1] != self.prefix:
            return start == at
        return start == at - 1 and self._after_other_place(text, start)

    def may_end(self, text: str, end: int) -> bool:
        """Tell whether a name may end at `end`, as far as what follows goes: 县财政|有哪些任务."""
        return end >= len(text) or not _is_han(text[end]) or text[end] in _LEAD_OUT

    def is_other_level(self, name: str) -> bool:
        """Tell whether `name` begins with the sign of another level than the region's."""
        return name[0] in LEVELS and name[0] != self.prefix and bare_name(name) != name

    def _after_other_place(self, text: str, end: int) -> bool:
        """Tell whether the word before a level's sign reads like a place: 天河 in 天河区民政局."""
        match = re.search(rf"(?:^|[^\u4e00-\u9fff]|[请问帮把给让叫催查看])({HAN}{{2,4}})$", text[:end])
        if not match or match[1].endswith(_DEEDS):
            return False
        return match[1][-1] not in _LEAD_IN and not match[1].startswith(("全", "各", "本", "我", "现", "目"))


def goes_on(text: str, end: int, name: str) -> bool:
    """Tell whether the word goes on after `name` and is another one: 公开办|理, 尧渡|河."""
    if end >= len(text):
        return False
    follows = text[end]
    if text.startswith(_BEGINS, end):
        return False
    if name[-1] in _SUFFIXES or not _is_han(name[-1]):
        return follows in _GOES_ON.get(name[-1], "")
    return follows in _PLACE_GOES_ON


def _is_han(char: str) -> bool:
    """Tell whether `char` is a Chinese character."""
    return "\u4e00" <= char <= "\u9fff"


def _region_names(region: str) -> tuple[str, ...]:
    """Give the names that a region goes by, longest first: 南昌经开区, 经开区."""
    names = {region} if len(region) > 1 else set()
    if len(region) >= 3 and region[-1] in LEVELS:
        names.add(region[:-1])
    names.update(
        short
        for short in ("经开区", "高新区", "开发区", "新区")
        if region.endswith(short) and region != short
    )
    names.discard("某")
    return tuple(sorted(names, key=len, reverse=True))

"""The key of a plan: its region in pinyin and its year, as in dongzhi-2020."""

import re

# What a level is called in a key; the others are left off where a name stands before them.
_ABBREVIATED = (
    ("经济技术开发区", "jkq"),
    ("经济开发区", "jkq"),
    ("经开区", "jkq"),
    ("高新技术产业开发区", "gxq"),
    ("高新技术开发区", "gxq"),
    ("高新区", "gxq"),
    ("工业园区", "yq"),
    ("开发区", "kfq"),
    ("示范区", "sfq"),
    ("管理区", "glq"),
    ("新区", "xq"),
    ("园区", "yq"),
)
_LEVEL = re.compile(r"(?:自治区|自治州|自治县|自治旗|地区|街道|省|市|盟|州|县|旗|区|镇|乡)$")


def plan_key(region: str, year: int | None) -> str:
    """Make the key of a plan: dongzhi-2020, nanchang-jkq-2020; without a name the level (qu)."""
    name, tail = region.removeprefix("某"), ""
    for words, letters in _ABBREVIATED:
        if name.endswith(words):
            name, tail = name.removesuffix(words), letters
            break
    else:
        name = _LEVEL.sub("", name) or name
    parts = [_pinyin(name), tail, str(year) if year else ""]
    return "-".join(filter(None, parts)) or "plan"


def _pinyin(name: str) -> str:
    """Write Chinese as pinyin without tones, anything else as it is."""
    from pypinyin import lazy_pinyin  # its dictionaries are slow to load, and only an import needs them

    return re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(name)).lower())

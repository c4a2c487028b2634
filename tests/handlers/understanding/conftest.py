"""The vocabulary of the sample regions, built from their rosters and documents as the program does it."""

import re
from pathlib import Path

import pytest

from data.units.directory import UnitDirectory
from data.units.roster import read_roster
from data.units.values import Unit
from handlers.understanding.numbers import han_numeral
from handlers.understanding.vocabulary import PlanWords, RegionVocabulary, Vocabulary, printed_grams

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
HAN = [han_numeral(number) for number in range(1, 23)]
PLANS = {
    "zhou": ("zhou-2020", "000.txt", "基层政务公开标准化规范化工作任务分工表", None, 16, ()),
    "dongzhi": (
        "dongzhi-2020",
        "001.txt",
        "基层政务公开标准化规范化工作任务分工及进度安排表",
        "东政办秘〔2020〕64号",
        36,
        (),
    ),
    "nanchang-jkq": (
        "nanchang-jkq-2020",
        "002.txt",
        "南昌经开区基层政务公开标准化规范化工作任务分工和进度安排",
        None,
        27,
        (),
    ),
    "conghua": ("conghua-2020", "003.txt", "从化区基层政务公开标准化规范化工作任务清单", None, 36, HAN),
    "qu": ("qu-2020", "004.txt", "基层政务公开标准化规范化任务分工和进度安排", None, 11, ()),
}
# Printed in the responsible units' column.
GROUPS = {"dongzhi": ["26个领域涉及的县直单位"]}


def printed_cells(path: Path) -> list[str]:
    """Take the longer cells of the task table: details and headings, not units and dates."""
    text = path.read_text("utf-8")
    table = text[text.rfind("序号\n", 0, text.find("完成时间" if "完成时间" in text else "时间进度")) :]
    cells = re.split(r"\n\t|\n\n", table)
    return [cell for cell in cells if not re.search(r"\d月|局、|^\s*[县区州各].{2,12}$", cell)]


def region_of(number: int, key: str) -> RegionVocabulary:
    """Build one region's vocabulary."""
    roster = read_roster(SAMPLES / "rosters" / f"{key}.toml")
    units = [Unit(number * 1000 + n, u.name, u.kind, u.aliases) for n, u in enumerate(roster.units)]
    plan, file, title, document, items, chapters = PLANS[key]
    words = PlanWords(
        key=plan,
        title=title,
        number=document,
        year=2020,
        items=frozenset(map(str, range(1, items + 1))),
        chapters=frozenset(chapters),
    )
    return RegionVocabulary(
        region_id=number,
        name=roster.region,
        key=key,
        directory=UnitDirectory(
            roster.region, units, [*(group.name for group in roster.groups), *GROUPS.get(key, [])]
        ),
        plans=(words,),
        domains_led=frozenset(domain.name for domain in roster.domains if domain.leads),
        grams=printed_grams(printed_cells(SAMPLES / "documents" / file)),
    )


def sample_vocabulary() -> Vocabulary:
    return Vocabulary(tuple(region_of(number, key) for number, key in enumerate(PLANS, 1)))


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return sample_vocabulary()

"""Which plan a message names where a region has several."""

import pytest

from data.units.directory import UnitDirectory
from handlers.understanding.plan_names import find_plan
from handlers.understanding.vocabulary import PlanWords, RegionVocabulary

REGION = RegionVocabulary(
    region_id=1,
    name="甲县",
    directory=UnitDirectory("甲县", []),
    plans=(
        PlanWords(
            "open-2020", "基层政务公开标准化规范化工作任务分工表", "政务公开任务", "甲政办〔2020〕64号", 2020
        ),
        PlanWords("jobs-2021", "关于做好促进就业工作的若干意见", "促进就业意见", "甲政发〔2021〕3号", 2021),
        PlanWords("trade-2021", "优化营商环境实施方案", None, "甲政办〔2021〕12号", 2021),
    ),
)
ITEM = "\ue000\ue000\ue000"

NAMED = [
    (f"甲政办[2020]64号{ITEM}谁负责", "open-2020"),
    (f"[2021]12号里{ITEM}谁负责", "trade-2021"),
    (f"64号文{ITEM}", "open-2020"),
    ("促进就业意见有哪些任务", "jobs-2021"),
    (f"优化营商环境方案里{ITEM}什么时候完成", "trade-2021"),
    (f"优化营商环境{ITEM}什么时候完成", "trade-2021"),
    (f"营商环境那个文件{ITEM}谁负责", "trade-2021"),
    (f"就业意见{ITEM}谁负责", "jobs-2021"),
    ("《优化营商环境实施方案》有哪些任务", "trade-2021"),
    (f"2020年的方案{ITEM}", "open-2020"),
    ("trade-2021 有哪些任务", "trade-2021"),
]
UNNAMED = ["2021年的方案有哪些任务", "营商环境谁负责", "3号之前要完成什么", "本月有哪些任务到期"]


@pytest.mark.parametrize(("text", "key"), NAMED, ids=[text for text, _ in NAMED])
def test_the_plan_is_found(text: str, key: str) -> None:
    plan = find_plan(text, REGION)
    assert plan is not None
    assert plan.key == key


@pytest.mark.parametrize("text", UNNAMED)
def test_no_plan_is_guessed(text: str) -> None:
    assert find_plan(text, REGION) is None

"""Which words decide on something that waits, and which do not."""

import pytest

from data.offers import ACCEPT, GRANT, OTHER_DATE, REFUSE, RETURN
from handlers.reporting.deeds import WITHDRAW, WITHDRAW_REQUEST
from handlers.reporting.verdicts import read_verdict


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("第7项县财政局的通过", ACCEPT),
        ("通过", ACCEPT),
        ("审核通过第7项", ACCEPT),
        ("退回第7项，佐证不全", RETURN),
        ("第7项审核不通过，佐证不全", RETURN),
        ("驳回第7项", RETURN),
        ("同意县财政局第9项延期", GRANT),
        ("准予第9项延期到11月10日", GRANT),
        ("不同意县财政局第9项延期，时间太长", REFUSE),
        ("驳回第9项延期申请", REFUSE),
        ("改期到11月10日", OTHER_DATE),
        ("撤回第7项办结", WITHDRAW),
        ("撤回第9项的延期申请", WITHDRAW_REQUEST),
        ("approve item 7", ACCEPT),
        ("reject item 7, no proof", RETURN),
    ],
)
def test_a_decision(text: str, verb: str) -> None:
    verdict = read_verdict(text)
    assert verdict is not None
    assert verdict.verb == verb


@pytest.mark.parametrize(
    "text",
    [
        "第7项通过了吗",
        "哪些通过审核了",
        "第7项已完成",
        "本月有哪些任务到期",
        "第9项申请延期到11月15日，因为材料没到齐",
        "/review 7 通过",
        "",
        "收到",
        "催一下县财政局",
    ],
)
def test_no_decision(text: str) -> None:
    assert read_verdict(text) is None

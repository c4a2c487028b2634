from datetime import UTC, datetime
from typing import Any

import pytest

from data.clock import ZONE
from data.histories import HistoryFact
from data.statuses import Act
from data.wording.acts import say_act, say_acts, say_done
from data.wording.history import CHANGES, say_history
from data.wording.language import Language

NOW = datetime(2020, 10, 13, 12, tzinfo=ZONE)


def fact(change: str, act: Act | None = None, **fields: Any) -> HistoryFact:
    given: dict[str, Any] = {"at": datetime(2020, 10, 12, 1, 31, tzinfo=UTC), "by": "张三", **fields}
    return HistoryFact(id=1, change=change, act=act, **given)


LINES = [
    (
        fact("status", Act.REPORT_DONE, before="pending", after="submitted"),
        "10月12日 09:31 张三 报办结（待审核）",
        "12 Oct 09:31 张三 reported it done (under review)",
    ),
    (
        fact("status", Act.SEND_BACK, before="submitted", after="returned", why="佐证不全"),
        "10月12日 09:31 张三 退回（待审核 → 已退回）：佐证不全",
        "12 Oct 09:31 张三 sent it back (under review → returned): 佐证不全",
    ),
    (
        fact("status", before="pending", after="doing"),
        "10月12日 09:31 张三 更新状态（未开始 → 进行中）",
        "12 Oct 09:31 张三 changed the status (not started → in progress)",
    ),
    (
        fact("due", Act.GRANT, before="2020-10-31", after="2021-01-15", why="招标推迟"),
        "10月12日 09:31 张三 同意延期（10月31日 → 2021年1月15日）：招标推迟",
        "12 Oct 09:31 张三 granted the extension (31 Oct → 15 Jan 2021): 招标推迟",
    ),
    (
        fact(
            "due",
            Act.GRANT,
            before="2020-10-31",
            after="2020-11-10",
            details={"asked": "2020-11-15"},
        ),
        "10月12日 09:31 张三 同意延期（10月31日 → 11月10日，申请的是11月15日）",
        "12 Oct 09:31 张三 granted the extension (31 Oct → 10 Nov; 15 Nov was asked for)",
    ),
    (
        fact("extension", Act.REFUSE, after="2020-11-15", why="省里有考核"),
        "10月12日 09:31 张三 不同意延期（11月15日）：省里有考核",
        "12 Oct 09:31 张三 refused the extension (15 Nov): 省里有考核",
    ),
    (
        fact("received", Act.RECEIVE),
        "10月12日 09:31 张三 收到",
        "12 Oct 09:31 张三 confirmed receipt",
    ),
    (
        fact("proof", Act.ADD_PROOF, after="现场.jpg", details={"proof": 1, "kind": "photo"}),
        "10月12日 09:31 张三 提交佐证（照片 现场.jpg）",
        "12 Oct 09:31 张三 added proof (photo 现场.jpg)",
    ),
    (
        fact("proof", Act.WITHDRAW, details={"withdrawn": [1]}),
        "10月12日 09:31 张三 佐证一并撤回",
        "12 Oct 09:31 张三 with it the proof",
    ),
    (
        fact("nudge", Act.REMIND),
        "10月12日 09:31 张三 催办",
        "12 Oct 09:31 张三 sent a reminder",
    ),
    (
        fact("named", after="named", unit="县财政局", details={"printed": "有关部门"}),
        "10月12日 09:31 张三 指定县财政局办理（“有关部门”）",
        "12 Oct 09:31 张三 named 县财政局 (“有关部门”)",
    ),
    (
        fact("state", before="open", after="paused", details={"until": "2020-11-01"}),
        "10月12日 09:31 张三 暂停督办至11月1日",
        "12 Oct 09:31 张三 paused the watch until 1 Nov",
    ),
    (
        fact("event", Act.RECORD_EVENT, after="2020-10-01", details={"text": "省级标准出台"}),
        "10月12日 09:31 张三 登记“省级标准出台”：10月1日",
        "12 Oct 09:31 张三 recorded “省级标准出台” on 1 Oct",
    ),
    (
        fact("event", Act.RECORD_EVENT, before="2020-10-01", details={"text": "省级标准出台"}),
        "10月12日 09:31 张三 撤销“省级标准出台”的日期（原为10月1日）",
        "12 Oct 09:31 张三 took back the date of “省级标准出台” (1 Oct)",
    ),
    (
        fact("correction", Act.CORRECT_ROLE, before="lead", after="assist", why="错列"),
        "10月12日 09:31 张三 更正责任类型（责任 → 配合）：错列",
        "12 Oct 09:31 张三 corrected the role (responsible → assists): 错列",
    ),
    (
        fact("correction", Act.CORRECT_UNIT, before="县住建局", after="县财政局", why="划转"),
        "10月12日 09:31 张三 更正责任单位（县住建局 → 县财政局）：划转",
        "12 Oct 09:31 张三 corrected the unit (县住建局 → 县财政局): 划转",
    ),
    (
        fact("correction", Act.CORRECT_DUE, before="2020-10-31", after=None, why="原文无期限"),
        "10月12日 09:31 张三 更正期限（10月31日 → 无）：原文无期限",
        "12 Oct 09:31 张三 corrected the date (31 Oct → none): 原文无期限",
    ),
    (
        fact("chat", before="unit", after=None),
        "10月12日 09:31 张三 解除绑定",
        "12 Oct 09:31 张三 ended a binding",
    ),
    (
        fact("progress", Act.PROGRESS, why="初稿已成", taken_back=True),
        "10月12日 09:31 张三 报进展：初稿已成（已撤销）",
        "12 Oct 09:31 张三 reported progress: 初稿已成 (taken back)",
    ),
]


@pytest.mark.parametrize(("row", "chinese", "english"), LINES, ids=[zh for _, zh, _ in LINES])
def test_each_row_is_one_line_in_both_languages(row: HistoryFact, chinese: str, english: str):
    assert say_history(row, NOW) == chinese
    assert say_history(row, NOW, Language.EN) == english


def test_where_units_share_an_item_the_line_names_its_own():
    row = fact("status", Act.REPORT_DONE, before="pending", after="submitted", unit="县住建局")
    assert say_history(row, NOW, with_unit=True) == "10月12日 09:31 张三 报办结（待审核） · 县住建局"


def test_a_row_of_another_year_says_so():
    assert say_history(fact("received"), NOW.replace(year=2021)) == "2020年10月12日 09:31 张三 收到"


def test_long_words_and_turned_lines_fit_the_phone():
    said = say_history(fact("progress", Act.PROGRESS, why="很\n长" * 100), NOW)
    assert "\n" not in said
    assert said.endswith("…")
    assert len(said) < 70


@pytest.mark.parametrize("language", list(Language))
def test_every_act_has_words(language: Language):
    assert all(say_act(act, language) and say_done(act, language) for act in Act)


def test_every_change_has_words():
    # Loaded here: models are not needed to word anything.
    from data.models import Change

    assert all(set(CHANGES[language]) == {change.value for change in Change} for language in Language)


def test_choices_are_joined():
    assert say_acts((Act.ACCEPT, Act.SEND_BACK, Act.WITHDRAW)) == "通过、退回或撤回报告"
    assert say_acts((Act.REOPEN,)) == "回头看（重新办理）"
    assert say_acts((Act.ACCEPT, Act.SEND_BACK), Language.EN) == "accept it or send it back"

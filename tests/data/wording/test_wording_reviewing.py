"""What a report says to whoever decides on it: the words and the proof, as much as is to be checked."""

from datetime import date

import pytest
from nudge_facts import make_day, make_fact

from data.dates.workdays import DAY, WorkCalendar
from data.nudging import ReportFact, ReviewFact
from data.statuses import Status
from data.wording.nudges import say_message
from data.wording.reviewing import say_report, say_what
from scheduler.deciding import Settled
from scheduler.planning import plan_day
from scheduler.policy import ReminderPolicy

A, B, C = (f"https://xxgk.example.gov.cn/{name}?id=1&x=%E4%BB%B6" for name in "abc")


@pytest.mark.parametrize(
    ("report", "lines"),
    [
        (ReportFact(1), ["没有附佐证"]),
        (ReportFact(1, words="第7项已办结"), ["没有附佐证"]),
        (ReportFact(1, words=f"第7项已办结，佐证 {A}", links=(A,)), [f"佐证：{A}"]),
        (
            ReportFact(1, words="第7项办结了，目录一共编了38类", files=2),
            ["原话：第7项办结了，目录一共编了38类", "佐证：2个文件"],
        ),
        (ReportFact(1, links=(A, B, C), photos=1), [f"佐证：{A}", B, "还有1个链接、1张照片"]),
        (ReportFact(1, notes=("见11月会议纪要",)), ["佐证：见11月会议纪要"]),
        (ReportFact(1, void=True, words="我县没有这项业务。"), ["理由：我县没有这项业务"]),
    ],
)
def test_a_report_is_shown_with_its_words_and_proof(report: ReportFact, lines: list[str]) -> None:
    assert say_report(report) == lines


def test_long_words_are_cut_and_links_are_not() -> None:
    long = f"https://a.gov.cn/{'x' * 300}"
    words, proof = say_report(ReportFact(1, words="办" * 300, links=(long,)))
    assert len(words) < 70
    assert proof == f"佐证：{long}"


def test_the_entry_names_what_is_reviewed_and_its_buttons_the_report() -> None:
    fact = make_fact(status=Status.SUBMITTED, item="7")
    report = ReportFact(9, void=True, words="没有这项业务", photos=1)
    facts = make_day(reviews=(ReviewFact(fact, date(2020, 9, 22), report=report),))
    day = date(2020, 9, 23)
    (message,) = plan_day(facts, ReminderPolicy(), WorkCalendar(), day, Settled(day - DAY)).messages
    (part,) = say_message(message)
    assert "   县住建局 · 已报不涉及，昨天报来\n   理由：没有这项业务\n   佐证：1张照片" in part.text
    assert [(offer.label, offer.says) for offer in part.offers] == [
        ("通过", f"/review {fact.id} 通过 报:9"),
        ("退回", f"/review {fact.id} 退回 报:9"),
        ("佐证", f"/proof a{fact.id}"),
    ]
    assert say_what(None) == "已报办结"

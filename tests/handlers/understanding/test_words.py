"""Cleaning a message, finding the words that ask, and telling them from words that the plans print."""

from datetime import date
from time import perf_counter

import pytest

from handlers.understanding.cleaning import LONGEST, clean
from handlers.understanding.cues import expand, find_cues
from handlers.understanding.query import Intent
from handlers.understanding.signs import Sign
from handlers.understanding.understand import understand
from handlers.understanding.vocabulary import Vocabulary, printed_grams

DAY = date(2020, 9, 10)


def test_choices_are_written_out() -> None:
    assert expand("{没,未}{完成,}") == ["没完成", "没", "未完成", "未"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("＠duban_bot　第１２项？", "第12项?"),
        ("@duban_bot县住建局", "县住建局"),
        ("縣住建局，謝謝！", "县住建局,谢谢!"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("a\u200bb\u202ec\x00", "abc"),
        ("第12项😀谁负责", "第12项 谁负责"),
    ],
)
def test_a_message_is_cleaned(typed: str, read: str) -> None:
    assert clean(typed) == read


def test_a_long_message_is_cut() -> None:
    assert len(clean("县" * 10_000)) == LONGEST


def test_the_longest_phrase_is_found() -> None:
    (cue,) = find_cues("没有截止日期")
    assert cue.signs == {Sign.UNDATED}


def test_latin_words_are_found_whole() -> None:
    assert not any(Sign.DUE in cue.signs for cue in find_cues("dues residue"))


def test_printed_pairs_pass_over_brackets() -> None:
    assert {"村居", "居务"} <= printed_grams(["村（居）务"])


ABUSE = [
    "县" * 10_000,
    "第1项" * 3_000,
    "(" * 5_000,
    "%' OR 1=1 --" * 500,
    "😀" * 9_000,
    "\u202e" * 9_000,
    "9月" * 4_000,
]


@pytest.mark.parametrize("text", ABUSE, ids=[text[:6] for text in ABUSE])
def test_a_hostile_message_is_read_in_bounded_time(text: str, vocabulary: Vocabulary) -> None:
    start = perf_counter()
    understand(text, vocabulary=vocabulary, region="东至县", unit=None, today=DAY)
    assert perf_counter() - start < 2


def test_the_reading_is_explained(vocabulary: Vocabulary) -> None:
    query = understand(
        "县住建局本月有哪些任务到期", vocabulary=vocabulary, region="东至县", unit=None, today=DAY
    )
    found = [(finding.text, finding.what) for finding in query.findings]
    assert ("县住建局", "unit") in found
    assert ("到期", "due") in found
    assert query.findings[-1].what == "intent due"


def test_a_wide_chat_asks_about_the_whole_region(vocabulary: Vocabulary) -> None:
    def ask(text: str) -> list[str]:
        query = understand(
            text, vocabulary=vocabulary, region="东至县", unit="县政府办公室", today=DAY, wide_chat=True
        )
        return [unit.name for unit in query.units]

    assert ask("本月有哪些任务到期") == []
    assert ask("我单位本月有哪些任务到期") == ["县政府办公室"]


def test_the_only_region_is_taken(vocabulary: Vocabulary) -> None:
    only = Vocabulary(vocabulary.regions[1:2])
    query = understand("本月有哪些任务到期", vocabulary=only, region=None, unit=None, today=DAY)
    assert (query.intent, query.region) == (Intent.DUE, "东至县")

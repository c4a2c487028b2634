"""Every phrase says the same in both languages: the same blanks, and no Chinese sentence in English."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from string import Formatter

import pytest

import handlers
from data.wording.language import Language, Phrase, pick
from data.wording.reports import NEXT
from handlers.understanding.language import guess_language

CHINESE_MARKS = re.compile("[。，；：？！（）]")


def phrases() -> Iterator[tuple[str, Phrase]]:
    """Find the phrases of all modules, those in tables too."""
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        for name, value in vars(import_module(module.name)).items():
            for at, one in enumerate(_in(value)):
                yield f"{module.name}.{name}.{at}", one
    yield from ((f"NEXT.{status}", phrase) for status, phrase in NEXT.items())


def _in(value: object) -> list[Phrase]:
    if isinstance(value, Phrase):
        return [value]
    if isinstance(value, dict):
        return [one for one in value.values() if isinstance(one, Phrase)]
    return []


ALL = dict(phrases())


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_phrases_are_found() -> None:
    assert len(ALL) > 200


@pytest.mark.parametrize("name", ALL)
def test_both_languages_say_the_same_facts(name: str) -> None:
    phrase = ALL[name]
    assert blanks(phrase.zh) == blanks(phrase.en)
    assert bool(phrase.zh) == bool(phrase.en)


@pytest.mark.parametrize("name", ALL)
def test_english_is_written_with_english_marks(name: str) -> None:
    assert not CHINESE_MARKS.search(ALL[name].en)


def test_a_phrase_is_said_in_the_language_asked_for() -> None:
    phrase = Phrase("有{count}项", "{count} items")
    assert phrase.say(Language.ZH, count=3) == "有3项"
    assert phrase.say(Language.EN, count=3) == "3 items"
    assert pick(Language.EN, "是", "yes") == "yes"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("item 7 is done", Language.EN),
        ("/status please", Language.EN),
        ("/done 7 https://x.cn/proof", None),
        ("/done 7 https://x.cn/证明", None),
        ("/history 7", None),
        ("/weekly last", None),
        ("/bind ABCDE-FGHJK", None),
        ("/bind finance", Language.EN),
        ("/extend 9 11月15日 设备没到", Language.ZH),
        ("第7项已办结", Language.ZH),
        ("@duban_bot 7", None),
        ("？", None),
    ],
)
def test_letters_tell_the_language_where_there_are_words(text: str, language: Language | None) -> None:
    assert guess_language(text) is language

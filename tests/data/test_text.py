import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.text import normalise, positions


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("２０２０年９月", "2020年9月"),
        ("ＱＱ　Ｏｃｔ", "QQ Oct"),
        ("（９）", "(9)"),
        ("国办发〔2019〕54号", "国办发[2019]54号"),
        ("国办发【2019】54号", "国办发[2019]54号"),
        ("9月—11月", "9月-11月"),
        ("9月～11月", "9月~11月"),
        ("二○二○年", "二〇二〇年"),
        ("“办事一本通”", '"办事一本通"'),
        ("10．15", "10.15"),
        ("县财政局\t9月", "县财政局 9月"),
        ("a\tb", "a b"),
        ("縣住建局後天有哪些任務", "县住建局后天有哪些任务"),
        ("本\u200b月", "本月"),
        ("\u202e本月\u202c", "本月"),
        ("\ufeff第3项\x00", "第3项"),
    ],
)
def test_one_spelling_stands_for_all(typed: str, same: str):
    assert normalise(typed) == same


@pytest.mark.parametrize(
    "text", ["县住建局本月有哪些任务到期？", "什么，哪些；谁、何时。", "第一行\n第二行", "喆镕"]
)
def test_what_needs_no_change_stays(text: str):
    assert normalise(text) == text


@given(st.text())
def test_each_character_keeps_its_place(text: str):
    plain, places = normalise(text), positions(text)
    assert len(places) == len(plain) + 1
    assert places[len(plain)] == len(text)
    assert all(plain[at] == normalise(text[places[at]]) for at in range(len(plain)))


@given(st.text())
def test_a_normal_text_is_not_changed_again(text: str):
    assert normalise(normalise(text)) == normalise(text)

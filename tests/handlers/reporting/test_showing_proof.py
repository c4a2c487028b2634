"""第7项的佐证, in words: who gets the files, and what is no question for them."""

import pytest
from county import DATA, FAR, FINANCE, HOUSING, LEADERS, OFFICE, County
from town import OPERATOR, STRANGER

from handlers.reporting.orders import as_order

PHOTO = [{"file_id": "photo-1", "file_unique_id": "1", "width": 90, "height": 90}]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("第7项的佐证", "/proof 第7项"),
        ("看看县财政局第7项的佐证", "/proof 县财政局第7项"),
        ("请查看第七项佐证材料。", "/proof 第七项"),
        ("第12项办结的证明材料有哪些？", "/proof 第12项"),
        ("show me the proof of item 7", "/proof 第7项 en"),
        ("补充第7项的佐证", None),
        ("退回县财政局第7项的佐证", None),
        ("第7项已办结，佐证 https://a.gov.cn/x", None),
        ("第7项还缺佐证", None),
    ],
)
def test_words_ask_for_proof(text: str, order: str | None) -> None:
    assert as_order(text) == (order or text)
    assert as_order(text, given=True) == text


def give(county: County) -> None:
    """Let 县住建局 report item 7 with a photo and a link, and 县财政局 with a file."""
    caption = "@duban_bot 第7项已办结 https://a.gov.cn/x"
    county.says("", person=HOUSING, chat=-100, photo=PHOTO, caption=caption, caption_entities=mention())
    document = {"file_id": "file-1", "file_unique_id": "2", "file_name": "总结.pdf"}
    county.says(
        "",
        person=FINANCE,
        chat=-200,
        document=document,
        caption="@duban_bot 第7项已办结",
        caption_entities=mention(),
    )
    assert (county.status(7), county.status(7, "县财政局")) == ("submitted", "submitted")


def mention() -> list[dict[str, object]]:
    return [{"type": "mention", "offset": 0, "length": len("@duban_bot")}]


def files(county: County) -> list[str]:
    return [str(one.get("photo") or one.get("document")) for one in county.network.files]


def test_the_unit_sees_its_own_and_whoever_oversees_it_chooses(county: County) -> None:
    give(county)
    said = county.tell(HOUSING, "第7项的佐证")
    assert said.startswith("县住建局 第7项的佐证：\n9月10日 12:00 某某（11）\n· https://a.gov.cn/x\n· 照片")
    assert files(county) == ["photo-1"]
    assert "请问看哪一个的佐证" in county.tell(DATA, "第7项的佐证")
    county.press(DATA, "县财政局 第7项")
    assert files(county) == ["photo-1", "file-1"]
    county.tell(OFFICE, "看看县财政局第7项的佐证")
    county.says("东至县县财政局第7项的佐证", person=OPERATOR, chat=OPERATOR)
    assert files(county) == ["photo-1", "file-1", "file-1", "file-1"]


@pytest.mark.parametrize("county_database", ["sqlite"], indirect=True)
def test_nobody_else_gets_them(county: County) -> None:
    give(county)
    key = county.assignment(7)
    assert "佐证只给承办单位" in county.tell(FINANCE, f"/proof a{key}") + str(county.network.pressed)
    county.tell(FAR, f"/proof a{key}")
    county.says(f"/proof a{key}", person=STRANGER, chat=STRANGER)
    assert files(county) == []


@pytest.mark.parametrize("county_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("shown", ["/report {key} 详情", "第7项的记录"])
def test_details_and_history_offer_it(county: County, shown: str) -> None:
    give(county)
    county.tell(HOUSING, shown.format(key=county.assignment(7)))
    county.press(HOUSING, "佐证")
    assert files(county) == ["photo-1"]
    assert county.tell(HOUSING, "第9项的佐证") == "县住建局 第9项 还没有佐证。"
    assert county.tell(LEADERS, "第99项的佐证") != ""

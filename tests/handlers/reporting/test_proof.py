"""Files as proof, and rules that want proof or no review; on both databases."""

from collections.abc import Callable
from datetime import datetime

import pytest
from county import GROUP, HOUSING, County
from sqlalchemy import select

from data.actions.values import ReportRules
from data.models import Proof
from handlers.dialogue import Turn, converse
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.memory.said import Kept, Said
from handlers.message import ChatRole, FileKind, Given, Reply, Seat
from handlers.policies import Policies
from handlers.request import Speaker
from handlers.services import Services

SEAT = Seat(ChatRole.UNIT, "东至县", "县住建局")
PHOTO = Given(FileKind.PHOTO, "AgAC-photo")
FILE = Given(FileKind.DOCUMENT, "BQAC-file", "总结 报告.pdf", 1000)
Tell = Callable[..., Reply]


def teller(county: County, **rules: bool) -> Tell:
    """Return what lets a clerk say something, with files."""
    services = Services(
        county.database,
        policies=lambda session, region: Policies(ReportRules(**rules)),
        keep=lambda one: f"kept/{one.file_id}",
    )
    memory = Memory(county.database)

    def tell(text: str, *given: Given, behind: tuple[int, ...] = ()) -> Reply:
        now: datetime = county.clock.now()
        said = Said(Kept(assignments=behind, seat=SEAT), now) if behind else None
        speaker = Speaker(Place(GROUP), HOUSING, "某某")
        return converse(Turn(text, speaker, (SEAT,), now, said, given=given), services, memory).reply

    return tell


def proofs(county: County) -> list[tuple[str, str, str | None, str | None]]:
    with county.database.read() as session:
        rows = session.scalars(select(Proof).order_by(Proof.id)).all()
        return [(row.kind.value, row.value, row.name, row.kept) for row in rows]


def test_a_file_with_a_report_is_its_proof(county: County) -> None:
    reply = teller(county)("第7项已办结", FILE, PHOTO)
    assert "佐证：2个文件。" in reply.text
    assert proofs(county) == [
        ("file", "BQAC-file", "总结 报告.pdf", None),
        ("photo", "AgAC-photo", None, None),
    ]


def test_copies_are_kept_where_the_region_wants_them(county: County) -> None:
    teller(county, keep_proof=True)("第7项已办结", PHOTO)
    assert proofs(county) == [("photo", "AgAC-photo", None, "kept/AgAC-photo")]


def test_proof_that_must_be_given_is_asked_for_and_completes_the_report(county: County) -> None:
    tell = teller(county, require_proof=True)
    assert "请发来链接、文件或照片" in tell("第7项已办结").text
    assert county.status(7) == "pending"
    assert "佐证：1个文件。" in tell("", PHOTO).text
    assert county.status(7) == "submitted"


def test_a_link_completes_it_as_well(county: County) -> None:
    tell = teller(county, require_proof=True)
    tell("第7项已办结")
    assert "佐证：1个链接。" in tell("https://a.gov.cn/x").text


def test_without_review_it_is_done_at_once(county: County) -> None:
    assert teller(county, review=False)("第7项已办结").text == "已登记：县住建局 第7项 已办结。"
    assert county.status(7) == "done"


def test_a_file_in_reply_to_a_nudge_asks_whether_it_is_done(county: County) -> None:
    tell, key = teller(county), county.assignment(7)
    reply = tell("", PHOTO, behind=(key,))
    assert "收到佐证" in reply.text
    assert county.status(7) == "pending"
    tell(reply.choices[0].says)
    assert county.status(7) == "submitted"
    assert proofs(county) == [("photo", "AgAC-photo", None, None)]


@pytest.mark.parametrize("text", ["", "佐证材料", "补充附件"])
def test_a_file_in_reply_to_a_report_is_added_to_it(county: County, text: str) -> None:
    tell, key = teller(county), county.assignment(7)
    tell("第7项已办结")
    assert "已补充" in tell(text, FILE, behind=(key,)).text
    assert len(proofs(county)) == 1


def test_a_file_that_was_read_back_is_not_lost(county: County) -> None:
    tell = teller(county)
    reply = tell("第3、9项都办完了", FILE)
    tell(reply.choices[0].says)
    assert [one[2] for one in proofs(county)] == ["总结 报告.pdf"] * 2

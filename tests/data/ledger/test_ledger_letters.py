"""Who learns of what a ledger changed; on both databases."""

from datetime import date, datetime
from pathlib import Path

from factories import make_milestone, make_plan, make_region, make_task, make_unit
from ledger_office import bring_back, edit, export
from sqlalchemy import select

from data.assignments import refresh
from data.clock import ZONE
from data.database import Database
from data.ledger.telling import tell_units
from data.models import Notice, NoticeKind
from data.repositories.chats import ChatRepository

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)


def test_each_units_chat_gets_one_silent_letter_of_what_was_changed(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        region = make_region(session)
        plan = make_plan(session, region, short_name="政务公开")
        units = [make_unit(session, region, name) for name in ("县住建局", "县财政局", "县教体局")]
        for item in ("7", "8"):
            task = make_task(session, plan, *units, item=item, item_number=int(item), detail="编制目录")
            make_milestone(session, task)
        refresh(session, region.id, date(2020, 9, 10))
        chats = ChatRepository(session)
        for number, unit in enumerate(units[:2], 1):
            chats.bind_unit(chats.chat(-number, title=unit.name), unit, by="管理员", now=NOW)

        def wanted(row: dict[str, str]) -> dict[str, str]:
            if row["责任单位"] == "县财政局":
                return {"佐证": "https://a.example/1"}
            return {"状态": "办结"} if row["项号"] == "7" else {"现定期限": "2020年10月31日"}

        _, outcome = bring_back(session, edit(export(session, tmp_path / "台账.xlsx"), wanted))
        assert len(outcome.changes) == 6
        assert tell_units(session, outcome.changes, NOW) == 1
        (notice,) = session.scalars(select(Notice)).all()
    assert notice.kind is NoticeKind.DECISION
    assert notice.payload["silent"]
    assert notice.payload["text"].splitlines() == [
        "📋 督办机构按台账更新了县住建局的2项：",
        "· 政务公开 第7项 编制目录：未开始 → 已办结",
        "· 政务公开 第8项 编制目录：期限 9月30日 → 10月31日",
        "有出入请在本群说明，或联系督办机构。",
    ]
    assert len(notice.payload["assignments"]) == 2

from datetime import UTC, datetime, timedelta

import pytest
from factories import make_plan, make_region, make_unit
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from data.database import Database
from data.models import Binding, BindingKind, Watch
from data.repositories.chats import ChatRepository

NOON = datetime(2020, 9, 10, 4, tzinfo=UTC)
GROUP = -1001234567890


def test_a_chat_that_is_not_bound_has_no_binding(database: Database):
    with database.read() as session:
        chats = ChatRepository(session)
        chats.chat(GROUP, title="住建局工作群")
        assert chats.binding(GROUP) is None


def test_a_bound_chat_knows_its_unit_and_region(database: Database):
    with database.read() as session:
        unit = make_unit(session, make_region(session))
        chats = ChatRepository(session)
        assert chats.bind_unit(chats.chat(GROUP, title="群"), unit, by="张三", now=NOON) is None
        bound = chats.binding(GROUP)
        assert bound is not None
        assert (bound.region, bound.unit, bound.kind, bound.topic) == (
            "东至县",
            "县住建局",
            BindingKind.UNIT,
            None,
        )
        assert (bound.bound_by, bound.since, bound.office) == ("张三", NOON, False)


@pytest.mark.parametrize(("state", "office"), [(Watch.OPEN, True), (Watch.CLOSED, False)])
def test_the_chat_of_a_plans_office_is_known_as_such(database: Database, state: Watch, office: bool):
    with database.read() as session:
        region = make_region(session)
        unit = make_unit(session, region, "县政府办公室")
        make_plan(session, region, office_id=unit.id, state=state)
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(GROUP), unit, by="张三", now=NOON)
        bound = chats.binding(GROUP)
        assert bound is not None
        assert bound.office is office


def test_a_topic_is_bound_by_itself(database: Database):
    with database.read() as session:
        region = make_region(session)
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(GROUP, 7), make_unit(session, region), by="张三", now=NOON)
        assert chats.binding(GROUP) is None
        assert chats.binding(GROUP, 8) is None
        bound = chats.binding(GROUP, 7)
        assert bound is not None
        assert bound.topic == 7


def test_a_topic_without_a_binding_is_its_chats(database: Database):
    with database.read() as session:
        region = make_region(session)
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(GROUP), make_unit(session, region), by="张三", now=NOON)
        chats.bind_leaders(chats.chat(GROUP, 7), region, by="张三", now=NOON)
        kinds = [bound.kind for topic in (None, 3, 7) if (bound := chats.binding(GROUP, topic))]
        assert kinds == [BindingKind.UNIT, BindingKind.UNIT, BindingKind.LEADERS]


def test_a_unit_is_handed_to_another_chat(database: Database):
    with database.read() as session:
        unit = make_unit(session, make_region(session))
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(GROUP), unit, by="张三", now=NOON)
        former = chats.bind_unit(chats.chat(-42), unit, by="李四", now=NOON)
        assert former is not None
        assert former.telegram_id == GROUP
        assert [bound.telegram_id for bound in chats.list()] == [-42]


def test_a_chat_that_is_bound_anew_keeps_its_register(database: Database):
    with database.read() as session:
        region = make_region(session)
        chats = ChatRepository(session)
        for name in ("县住建局", "县财政局"):
            chats.bind_unit(chats.chat(GROUP), make_unit(session, region, name), by="张三", now=NOON)
        assert [bound.unit for bound in chats.list(region.id)] == ["县财政局"]
        assert len(session.scalars(select(Binding)).all()) == 2


def test_binding_the_same_unit_again_changes_nothing(database: Database):
    with database.read() as session:
        unit = make_unit(session, make_region(session))
        chats = ChatRepository(session)
        for _ in range(2):
            assert chats.bind_unit(chats.chat(GROUP), unit, by="张三", now=NOON) is None
        assert len(session.scalars(select(Binding)).all()) == 1


def test_unbinding_ends_the_binding_and_tells_what_it_was(database: Database):
    with database.read() as session:
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(GROUP), make_unit(session, make_region(session)), by="张三", now=NOON)
        former = chats.unbind(GROUP, by="李四", now=NOON)
        assert former is not None
        assert former.unit == "县住建局"
        assert chats.binding(GROUP) is None
        assert chats.unbind(GROUP, by="李四", now=NOON) is None


def test_unbinding_a_topic_leaves_its_chat_bound(database: Database):
    with database.read() as session:
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(GROUP), make_unit(session, make_region(session)), by="张三", now=NOON)
        assert chats.unbind(GROUP, 7, by="李四", now=NOON) is None
        assert chats.binding(GROUP) is not None


def test_a_supergroup_keeps_the_binding_of_its_group(database: Database):
    with database.read() as session:
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(-42), make_unit(session, make_region(session)), by="张三", now=NOON)
        chats.move(-42, GROUP)
        bound = chats.binding(GROUP)
        assert bound is not None
        assert bound.unit == "县住建局"


def test_a_supergroup_that_was_bound_first_ends_the_binding_of_its_group(database: Database):
    with database.read() as session:
        region = make_region(session)
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(-42), make_unit(session, region), by="张三", now=NOON)
        later = NOON + timedelta(days=1)
        chats.bind_unit(chats.chat(GROUP), make_unit(session, region, "县财政局"), by="李四", now=later)
        chats.move(-42, GROUP)
        assert [(bound.telegram_id, bound.unit) for bound in chats.list()] == [(GROUP, "县财政局")]
        ended = session.scalars(select(Binding).where(Binding.holds.is_(None))).one()
        assert (ended.ended_by, ended.ended_at) == ("李四", later)


def test_regions_do_not_see_each_others_chats(database: Database):
    with database.read() as session:
        here, there = make_region(session), make_region(session, "从化区")
        chats = ChatRepository(session)
        chats.bind_leaders(chats.chat(GROUP), here, by="张三", now=NOON)
        assert [bound.region for bound in chats.list(here.id)] == ["东至县"]
        assert chats.list(there.id) == []


def test_the_schema_refuses_two_bindings_of_one_chat(database: Database):
    with database.read() as session:
        region = make_region(session)
        chat = ChatRepository(session).chat(GROUP)
        given = {"region_id": region.id, "kind": BindingKind.LEADERS, "bound_by": "张三", "since": NOON}
        session.add_all(Binding(chat_id=chat.id, **given) for _ in range(2))
        with pytest.raises(IntegrityError):
            session.flush()

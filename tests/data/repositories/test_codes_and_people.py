"""Binding codes, people and where they were seen, and chats that move or are left; on both engines."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from factories import make_region, make_unit

from data.clock import ZONE
from data.database import Database
from data.models import Binding, BindingCode, BindingKind, History, Person, Sighting
from data.repositories.chats import ChatRepository
from data.repositories.codes import CodeGrant, CodeRepository
from data.repositories.people import Name, PeopleRepository

NOON = datetime(2020, 9, 10, 12, tzinfo=ZONE)
GROUP, SUPERGROUP = -42, -100


def add_code(session, code: str = "AAAAA-BBBBB") -> None:
    region = make_region(session)
    grant = CodeGrant(region.id, make_unit(session, region).id, "张三")
    CodeRepository(session).add(code, grant, made_at=NOON, expires_at=NOON + timedelta(days=1))


def test_a_code_is_found_as_it_is_and_kept_as_a_hash(database: Database):
    with database.read() as session:
        add_code(session)
        found = CodeRepository(session).find("AAAAA-BBBBB")
        assert found is not None
        assert found.kind is BindingKind.UNIT
        assert "AAAAA" not in found.code
        assert CodeRepository(session).find("AAAAA-BBBBC") is None


def test_of_many_groups_that_use_a_code_at_once_one_gets_it(database: Database):
    with database.transaction() as session:
        add_code(session)
        chats = [ChatRepository(session).chat(number).id for number in range(-8, 0)]

    def use(chat: int) -> bool:
        with database.transaction() as session:
            code = CodeRepository(session).find("AAAAA-BBBBB")
            assert code is not None
            return CodeRepository(session).use(code, chat, NOON)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, chats)) == [False] * 7 + [True]
    with database.read() as session:
        assert session.query(BindingCode).one().used_at == NOON


def test_people_are_stored_as_they_are_called_now(database: Database):
    with database.read() as session:
        people = PeopleRepository(session)
        people.store(Name(7, "张三"), started_at=NOON)
        people.store(Name(7, "张三丰", "zsf"))
        session.flush()
        person = session.get_one(Person, 7)
        assert (person.name, person.username, person.started_at) == ("张三丰", "zsf", NOON)
        people.stopped(7)
        assert person.started_at is None


def test_chats_count_for_whoever_was_seen_there_lately(database: Database):
    with database.read() as session:
        region, chats, people = make_region(session), ChatRepository(session), PeopleRepository(session)
        for number, name in ((-1, "县住建局"), (-2, "县财政局"), (-3, "县司法局")):
            chats.bind_unit(chats.chat(number), make_unit(session, region, name), by="张三", now=NOON)
        unbound = chats.chat(-4)
        for chat, days in ((chats.chat(-1), 0), (chats.chat(-2), 31), (chats.chat(-3), 0), (unbound, 0)):
            people.sighted(7, chat.id, NOON - timedelta(days=days))
        chats.left(-3, NOON)
        session.flush()
        seen = [bound.unit for bound in people.chats_of(7, NOON - timedelta(days=30))]
        assert seen == ["县住建局"]
        assert people.chats_of(8, NOON - timedelta(days=30)) == []


def test_a_chat_that_was_left_keeps_its_binding_for_when_the_bot_is_back(database: Database):
    with database.read() as session:
        chats = ChatRepository(session)
        chats.bind_unit(chats.chat(GROUP), make_unit(session, make_region(session)), by="张三", now=NOON)
        chats.left(GROUP, NOON)
        session.expire_all()
        assert [bound.left_at for bound in chats.list()] == [NOON]
        chats.entered(GROUP, "住建局群")
        session.expire_all()
        assert [(bound.left_at, bound.title) for bound in chats.list()] == [(None, "住建局群")]


def test_bindings_and_their_ends_are_rows_of_history(database: Database):
    with database.read() as session:
        chats = ChatRepository(session)
        unit = make_unit(session, make_region(session))
        chats.bind_unit(chats.chat(GROUP), unit, by="张三", now=NOON, person=7)
        chats.unbind(GROUP, by="李四", now=NOON, person=8)
        rows = session.query(History).order_by(History.id)
        assert [(row.before, row.after, row.by, row.person) for row in rows] == [
            (None, "unit", "张三", 7),
            ("unit", None, "李四", 8),
        ]


def test_a_supergroup_that_was_heard_of_before_takes_over_what_its_group_has(database: Database):
    with database.read() as session:
        chats, people = ChatRepository(session), PeopleRepository(session)
        former = chats.chat(GROUP)
        chats.bind_unit(former, make_unit(session, make_region(session)), by="张三", now=NOON)
        people.sighted(7, former.id, NOON)
        people.sighted(8, former.id, NOON)
        present = chats.chat(SUPERGROUP)
        people.sighted(8, present.id, NOON)
        session.flush()
        for _ in range(2):
            chats.move(GROUP, SUPERGROUP)
        session.expire_all()
        assert [bound.telegram_id for bound in chats.list()] == [SUPERGROUP]
        seen = session.query(Sighting.person).filter(Sighting.chat_id == present.id)
        assert sorted(person for (person,) in seen) == [7, 8]


def test_a_binding_made_in_the_supergroup_meanwhile_stays(database: Database):
    with database.read() as session:
        region, chats = make_region(session), ChatRepository(session)
        chats.bind_unit(chats.chat(GROUP), make_unit(session, region), by="张三", now=NOON)
        chats.bind_leaders(chats.chat(SUPERGROUP), region, by="张三", now=NOON)
        chats.move(GROUP, SUPERGROUP)
        session.expire_all()
        bound = chats.binding(SUPERGROUP)
        assert bound is not None
        assert bound.kind is BindingKind.LEADERS
        # The group is no more: what it was bound to ended when the supergroup was bound.
        assert session.query(Binding).filter(Binding.holds).count() == 1

"""Who plans and delivers: one process, and another when it dies."""

import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from notices import MORNING, make_chats, notice, owe_text
from town import Watch

from data.clock import ZONE
from data.database import Database
from data.models import Lease
from scheduler.lease import LASTS, LeaseKeeper, is_dead, new_holder
from scheduler.outbox import Outbox

NOW = datetime(2020, 9, 23, 8, 30, tzinfo=ZONE)


def keepers(database: Database) -> tuple[LeaseKeeper, LeaseKeeper, Watch]:
    clock = Watch(NOW)
    return LeaseKeeper(database, "one", clock), LeaseKeeper(database, "other", clock), clock


def test_one_holds_it_and_another_waits(database: Database) -> None:
    one, other, clock = keepers(database)
    assert (one.keep(), other.keep()) == (True, False)
    for _ in range(20):
        clock.wait(seconds=15)
        assert (one.keep(), other.keep()) == (True, False)


def test_of_many_who_start_at_once_one_holds_it(database: Database) -> None:
    keepers = [LeaseKeeper(database, str(number), Watch(NOW)) for number in range(6)]
    with ThreadPoolExecutor(len(keepers)) as pool:
        for _ in range(3):
            held = list(pool.map(LeaseKeeper.keep, keepers))
            assert sum(held) == 1
    keepers[held.index(True)].release()
    with ThreadPoolExecutor(len(keepers)) as pool:
        assert sum(pool.map(LeaseKeeper.keep, keepers)) == 1


def test_who_dies_is_followed_when_the_lease_ends(database: Database) -> None:
    one, other, clock = keepers(database)
    one.keep()
    clock.at += LASTS - timedelta(seconds=1)
    assert not other.keep()
    clock.wait(seconds=1)
    assert other.keep()
    assert not one.keep()


def test_who_died_on_this_machine_is_followed_at_once(database: Database) -> None:
    ended = subprocess.Popen((sys.executable, "-c", ""))
    ended.wait()
    dead = f"{socket.gethostname()}/{ended.pid}/ab12"
    clock = Watch(NOW)
    LeaseKeeper(database, dead, clock).keep()
    with database.transaction() as session:
        (to,) = make_chats(session, -1).values()
        for key in ("theirs", "another's"):
            owe_text(session, key, to)
        (claimed,) = Outbox(session, f"{dead}/0").claim(MORNING, 1)
    other = LeaseKeeper(database, "other", clock)
    assert other.keep()
    with database.transaction() as session:
        assert Outbox(session, "other").release_expired(MORNING) == 1
    assert notice(database, claimed.bundle).doubts == 1
    clock.wait(seconds=30)
    assert other.keep()


def test_who_lives_or_ran_elsewhere_is_not_thought_dead() -> None:
    assert not is_dead(new_holder())
    assert not is_dead("elsewhere/1/ab12")
    assert not is_dead("other")


def test_who_stops_cleanly_is_followed_at_once(database: Database) -> None:
    one, other, _ = keepers(database)
    one.keep()
    one.release()
    assert other.keep()


def test_who_releases_late_takes_nothing_from_another(database: Database) -> None:
    one, other, clock = keepers(database)
    one.keep()
    clock.at += LASTS
    other.keep()
    one.release()
    assert not one.keep()


def test_a_clock_that_was_set_back_locks_nobody_out(database: Database) -> None:
    one, other, clock = keepers(database)
    clock.wait(days=365)
    one.keep()
    clock.at = NOW
    assert other.keep()


def test_between_two_renewals_the_database_is_not_asked(database: Database) -> None:
    one, _, clock = keepers(database)
    one.keep()
    clock.wait(seconds=10)
    with database.transaction() as session:
        session.query(Lease).delete()
    assert one.keep()
    clock.wait(seconds=10)
    assert one.keep()
    with database.read() as session:
        assert session.query(Lease).count() == 1

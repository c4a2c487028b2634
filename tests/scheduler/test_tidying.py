"""What is deleted at night, and what stays."""

from datetime import datetime, timedelta

from day_office import STORED, WEDNESDAY, DayOffice, at

from data.database import Database
from data.models import Asked, BindingCode, BindingKind, NoticeState
from data.statuses import Status
from scheduler.tidying import Tidied, tidy

LATER = at(WEDNESDAY + timedelta(days=90))


def tidied(database: Database, now: datetime) -> Tidied:
    with database.transaction() as session:
        return tidy(session, now)


def test_old_questions_settled_notices_and_codes_go(database: Database) -> None:
    office = DayOffice(database)
    office.tick(at(WEDNESDAY))
    office.act(Status.DONE, at(WEDNESDAY, 9))
    office.tick(at(WEDNESDAY, 9))
    with database.transaction() as session:
        # The last one stays: its number must not be given again.
        session.add_all(
            Asked(telegram_id=-1, person=1, message=None, query={}, at=at(WEDNESDAY)) for _ in range(2)
        )
        session.add(
            BindingCode(
                code="x",
                region_id=office.region,
                kind=BindingKind.LEADERS,
                made_by="甲",
                made_at=at(STORED),
                expires_at=at(STORED),
            )
        )
    assert tidied(database, at(WEDNESDAY, 10)) == Tidied(codes=1)
    assert tidied(database, LATER) == Tidied(asked=1, settled=2)
    assert tidied(database, LATER) == Tidied()


def test_what_was_sent_stays(database: Database) -> None:
    office = DayOffice(database)
    office.run(at(WEDNESDAY))
    assert tidied(database, LATER) == Tidied()
    assert len(office.rows(NoticeState.SENT)) == 2

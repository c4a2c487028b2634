"""What delivery reads from the database and writes to it: short transactions, none across the network."""

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.clock import Clock
from data.database import Database
from data.errors import DatabaseError
from data.models import Chat, Notice, NoticeKind
from data.owing import Letter, Recipient, owe
from data.repositories.chats import ChatBinding, ChatRepository
from data.wording.delivery import say_gone
from scheduler.addressing import address
from scheduler.outbox import LEASE, Claimed, MayLeave, Outbox
from scheduler.retry import UNHURRIED, Doubt, Follow, GiveUp, Leave, Patience, RetryAt, decide_retry
from scheduler.sender import DeliveryError, Post, Refused

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of sending: the message's number, or the error."""

    claimed: Claimed
    result: int | DeliveryError


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """The outbox as one `holder` sees it; a `may_leave` that fails holds back its own notice only."""

    database: Database
    clock: Clock
    holder: str
    may_leave: MayLeave = lambda kind, region, now: None
    operators: Sequence[int] = ()
    patience: Patience = UNHURRIED
    lease: timedelta = LEASE

    def claim(
        self, limit: int, skip: Collection[int], *, sure: bool = False
    ) -> list[tuple[Claimed, Post | Refused]]:
        """Claim and commit, and return what is to be sent, with its address."""
        with self.database.transaction() as session:
            claimed = Outbox(session, self.holder).claim(
                self.clock.now(), limit, lease=self.lease, skip=skip, may_leave=self.may_leave, sure=sure
            )
            return address(session, claimed)

    def claim_trial(
        self, held: Collection[int], failed: Collection[int], *, doubtful: bool
    ) -> list[tuple[Claimed, Post | Refused]]:
        """Claim one message by which Telegram is tried, none for a chat that is `held`.

        Before one that may have arrived already, which leaves only where `doubtful`, another; before one for
        a chat where the last one `failed`, one for another chat.
        """
        for sure in (True, False) if doubtful else (True,):
            for skip in ({*held, *failed}, held) if failed else (held,):
                if claimed := self.claim(1, skip, sure=sure):
                    return claimed
        return []

    def waiting(self) -> list[int]:
        """Return the Telegram chats and persons for whom something could leave now."""
        with self.database.read() as session:
            return Outbox(session).waiting(self.clock.now())

    def tidy(self, mine: Collection[str]) -> Counter[str]:
        """Record what is too old, and doubt what somebody began to send and never recorded."""
        now = self.clock.now()
        with self.database.transaction() as session:
            outbox = Outbox(session, self.holder)
            released = outbox.release_expired(now, lease=self.lease, mine=mine)
            return Counter(expired=outbox.expire(now), released=released)

    def record(self, outcomes: Sequence[Outcome]) -> Counter[str]:
        """Record all outcomes at once; where one cannot be recorded, each by itself."""
        try:
            return self._record(outcomes)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("outcomes cannot be recorded together")
        done: Counter[str] = Counter()
        for outcome in outcomes:
            try:
                done += self._record((outcome,))
            except DatabaseError:
                raise
            except Exception:
                self._look()
                # Its lease will run out, and then it is one whose end is not known.
                logger.exception("what came of notice %s cannot be recorded", outcome.claimed.notice_id)
        return done

    def _look(self) -> None:
        """Raise where the outbox itself cannot be read: then no outcome is to blame."""
        with self.database.read() as session:
            session.scalar(select(Notice.id).limit(1))

    def _record(self, outcomes: Sequence[Outcome]) -> Counter[str]:
        done: Counter[str] = Counter()
        with self.database.transaction() as session:
            for outcome in outcomes:
                word = self._write(session, outcome.claimed, outcome.result)
                if word is None:
                    logger.warning("notice %s was taken over meanwhile", outcome.claimed.notice_id)
                else:
                    done[word] += 1
        return done

    def _write(self, session: Session, one: Claimed, result: int | DeliveryError) -> str | None:
        """Write what came of one sending; return the word that counts it, None where it is not ours."""
        outbox, now = Outbox(session, self.holder), self.clock.now()
        if isinstance(result, int):
            return "sent" if outbox.sent(one, result, now) else None
        match decide_retry(result, one.attempts, now, one.expires_at, self.patience):
            case RetryAt(at, why):
                return "retried" if outbox.retry_at(one, at, why) else None
            case Doubt(at, why):
                return "doubtful" if outbox.doubt(one, at, why) else None
            case GiveUp(why):
                return "failed" if outbox.fail(one, why) else None
            case Follow(to):
                ChatRepository(session).move(one.telegram_id, to)
                return "moved" if outbox.retry_at(one, now) else None
            case Leave(why, topic):
                self._leave(session, one, why, topic=topic)
                return "gone" if outbox.fail(one, why) else None

    def _leave(self, session: Session, one: Claimed, why: str, *, topic: bool) -> None:
        """Note that a chat is gone, so that planning turns to the office, and tell the operators today."""
        chat = session.get(Chat, one.chat_id) if one.chat_id is not None else None
        if chat is None:
            return
        now, day = self.clock.now(), self.clock.today()
        if topic:
            session.execute(update(Chat).where(Chat.id == chat.id).values(left_at=now))
        else:
            ChatRepository(session).left(one.telegram_id, now)
        bound = next(iter(ChatRepository(session).of_chats((chat.id,))), None)
        letter = Letter(say_gone(chat.title, _name(bound), why))
        for person in self.operators:
            key = f"gone:{chat.id}:{day.isoformat()}:{person}"
            owe(session, key, NoticeKind.OPERATOR, Recipient(person=person), letter, day=day, now=now)


def _name(bound: ChatBinding | None) -> str | None:
    return f"{bound.region} {bound.unit or '领导群'}" if bound is not None else None

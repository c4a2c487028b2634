"""Where somebody reports or decides: the session, the region, and which side of an assignment they are on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from data.authors import Author
from data.reporting import Duty
from data.repositories.chats import ChatRepository
from data.repositories.reporting import ReportingRepository
from data.wording.reports import say_duty, say_until
from handlers.access import Action, Target, may
from handlers.message import ChatRole, Given
from handlers.policies import Policies
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.query import Language
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary


class Side(StrEnum):
    """What somebody is to an assignment."""

    OWN = "own"  # 承办单位
    OVERSEER = "overseer"  # 督办机构、主管单位、管理员
    NOBODY = "nobody"  # 其他人


@dataclass(frozen=True, slots=True)
class Scene:
    """One report or decision under way; `policies` are those of the region.

    `kept` says where copies of files are, by Telegram's number of the file.
    """

    session: Session
    request: Request
    region: RegionVocabulary
    vocabulary: Vocabulary
    services: Services
    policies: Policies
    many_plans: bool
    author: Author
    language: Language = Language.ZH
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the office's day."""
        return self.request.now.date()

    @property
    def now(self) -> datetime:
        """Return the instant."""
        return self.request.now

    @property
    def duties(self) -> ReportingRepository:
        """The assignments of the region."""
        return ReportingRepository(self.session, self.region.region_id)

    @property
    def unit(self) -> str | None:
        """Return the unit whose chat it is, None elsewhere."""
        return self.request.seat.unit if self.request.seat.role is ChatRole.UNIT else None

    @property
    def unit_id(self) -> int | None:
        """Return the number of that unit."""
        units = self.region.directory.units
        return next((unit.id for unit in units if unit.name == self.unit), None)

    @property
    def who(self) -> str:
        """Return on whose behalf it is said, as letters name it."""
        return self.unit or "管理员"

    def name(self, duty: Duty) -> str:
        """Name an assignment: its unit and item, with the plan and the date where others are like it."""
        named = say_duty(duty, self.language, plan=self.many_plans)
        alike = self.duties.of_tasks((duty.task_id,), duty.unit_id)
        return f"{named}{say_until(duty, self.today, self.language)}" if len(alike) > 1 else named

    def may(self, action: Action, duty: Duty) -> bool:
        """Tell whether the speaker may do `action` to an assignment."""
        return may(self.request.person, action, target_of(duty, self.region.name))

    def side(self, duty: Duty) -> Side:
        """Return which side of an assignment the speaker is on."""
        if self.unit is not None and self.unit == duty.unit and self.may(Action.REPORT, duty):
            return Side.OWN
        return Side.OVERSEER if self.may(Action.DECIDE, duty) else Side.NOBODY


def target_of(duty: Duty, region: str) -> Target:
    """Return what rights over an assignment are asked about."""
    return Target(region, duty.unit, duty.office, frozenset(duty.supervisors))


def keep_given(given: Iterable[Given], region: str | None, services: Services) -> dict[str, str]:
    """Fetch and keep the files that came along, where the region wants that; before any transaction."""
    given = tuple(given)
    if services.keep is None or not given:
        return {}
    with services.database.read() as session:
        wanted = services.policies(session, region or "").reports.keep_proof
    if not wanted:
        return {}
    copies = {one.file_id: services.keep(one) for one in given}
    return {file_id: copy for file_id, copy in copies.items() if copy is not None}


def open_scene(
    session: Session,
    request: Request,
    services: Services,
    region: RegionVocabulary,
    language: Language | None = None,
    kept: Mapping[str, str] | None = None,
) -> Scene:
    """Bring together what a report or decision in `region` needs."""
    plans = services.plans(region.region_id)
    return Scene(
        session=session,
        request=request,
        region=region,
        vocabulary=services.vocabulary(session),
        services=services,
        policies=services.policies(session, region.name),
        many_plans=sum(plan.is_open(request.now.date()) for plan in plans) > 1,
        author=author_of(session, request),
        language=language or request.language,
        kept=kept or {},
    )


def author_of(session: Session, request: Request) -> Author:
    """Return the speaker as history names them, with the chat if it is bound."""
    speaker = request.speaker
    bound = ChatRepository(session).binding(speaker.place.chat, speaker.place.topic)
    return Author(speaker.by, speaker.number, bound.chat_id if bound is not None else None)


def regions_of(
    request: Request, services: Services, session: Session, said: str | None = None
) -> Iterator[RegionVocabulary]:
    """Give the regions in which the speaker may do anything: of a seat its own, else all.

    With the words `said`, an operator of no certain region means the one that they name, else the only one.
    """
    vocabulary = services.vocabulary(session)
    if request.seat.role is ChatRole.OPERATOR and request.seat.region is None:
        regions = vocabulary.regions
        if said is not None and len(regions) > 1:
            regions = tuple(one for one in regions if any(name in said for name in one.spoken_names))
        yield from regions
        return
    own = vocabulary.region(request.seat.region)
    if own is not None:
        yield own


def scene_of(
    session: Session,
    request: Request,
    services: Services,
    ids: Sequence[int],
    language: Language | None = None,
    kept: Mapping[str, str] | None = None,
) -> tuple[Scene, list[Duty]] | None:
    """Return the scene in whose region all assignments `ids` are, and these; None where there is none."""
    for region in regions_of(request, services, session):
        duties = ReportingRepository(session, region.region_id).of_ids(ids)
        if duties and len(duties) == len(set(ids)):
            return open_scene(session, request, services, region, language, kept), duties
    return None

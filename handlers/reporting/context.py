"""What a question in reply to a nudge is about: the items that the nudge shows."""

from collections.abc import Sequence

from data.repositories.reporting import ReportingRepository
from handlers.message import Seat
from handlers.services import Services
from handlers.understanding.query import Intent, ItemRef, Query, UnitRef


def about(assignments: Sequence[int], seat: Seat, services: Services) -> Query | None:
    """Return a question about `assignments` that a reply may go on with; None where they are of two plans."""
    if not assignments or seat.region is None:
        return None
    with services.database.read() as session:
        region = services.vocabulary(session).region(seat.region)
        if region is None:
            return None
        duties = ReportingRepository(session, region.region_id).of_ids(assignments)
    if len({duty.plan for duty in duties}) != 1:
        return None
    units = {duty.unit: duty.unit_id for duty in duties}
    named = tuple(UnitRef(name, number) for name, number in units.items()) if len(units) == 1 else ()
    labels = dict.fromkeys(duty.item for duty in duties)
    return Query(
        "、".join(f"第{label}项" for label in labels),
        Intent.DETAIL,
        region_id=region.region_id,
        region=region.name,
        units=named,
        everywhere=not named,
        items=tuple(map(ItemRef, labels)),
        plan=duties[0].plan,
    )

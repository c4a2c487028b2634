"""From `--as` and `--region`/`--unit` to the seat that a question is asked from."""

from data.errors import UsageError
from data.models import Watch
from data.units.mentions import Found, Unknown
from handlers.message import ChatRole, Seat
from handlers.services import Services

LEADERS = "领导"


def asking_seat(region: str | None, unit: str | None, services: Services) -> Seat:
    """Return the operator's seat in `region`, speaking for `unit`; UsageError where one is not known."""
    if region is not None and region not in services.regions():
        known = "、".join(services.regions()) or "（还没有导入任何文件）"
        raise UsageError(f"没有地区“{region}”。已有：{known}")
    return Seat(ChatRole.OPERATOR, region=region, unit=unit)


def read_seat(chat: str | None, services: Services) -> Seat:
    """Read `--as`: 东至县/县住建局 is a unit's chat, 东至县/领导 the leaders', 东至县 the operator there."""
    if chat is None:
        return Seat(ChatRole.OPERATOR)
    region, _, name = chat.partition("/")
    asking_seat(region, None, services)
    if not name:
        return Seat(ChatRole.OPERATOR, region=region)
    if name == LEADERS:
        return Seat(ChatRole.LEADERS, region=region)
    return _unit_seat(region, name, services)


def _unit_seat(region: str, name: str, services: Services) -> Seat:
    """Return the seat of a unit's chat; a short name is enough where it fits one unit."""
    with services.database.read() as session:
        known = services.vocabulary(session).region(region)
    found = known.directory.find(name) if known is not None else Unknown()
    if known is None or not isinstance(found, Found):
        raise UsageError(f"{region}没有“{name}”这个单位，或者不止一个，请写全称。")
    watched = {plan.office for plan in services.plans(known.region_id) if plan.state is not Watch.CLOSED}
    return Seat(ChatRole.UNIT, region=region, unit=found.unit.name, office=found.unit.name in watched)

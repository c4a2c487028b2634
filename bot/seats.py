"""From `--as` and `--region`/`--unit` to the seat that a question is asked from."""

from data.errors import UsageError
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
    return Seat(ChatRole.UNIT, region=region, unit=name)

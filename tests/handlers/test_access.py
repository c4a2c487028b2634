"""The rights as a full table: every kind of person × every action × own and other unit and region."""

import pytest

from handlers.access import NOWHERE, OF_ITEMS, Action, Person, Target, may, may_anywhere, seats_in
from handlers.message import ChatRole, Seat

HERE, THERE = "东至县", "从化区"
OWN_UNIT, OTHER_UNIT, OFFICE = "县住建局", "县财政局", "县政府办公室"
UNIT_CHAT = Seat(ChatRole.UNIT, HERE, OWN_UNIT)
OFFICE_CHAT = Seat(ChatRole.UNIT, HERE, OWN_UNIT, office=True)
LEADERS_CHAT = Seat(ChatRole.LEADERS, HERE)

PEOPLE = {
    "operator in private": Person(Seat(ChatRole.OPERATOR), operator=True),
    "operator in a bound group": Person(UNIT_CHAT, operator=True),
    "operator in an unbound group": Person(NOWHERE, operator=True),
    "office member": Person(OFFICE_CHAT),
    # A supervisor's chat is a unit's: what makes it one is the item.
    "unit member": Person(UNIT_CHAT),
    "leader": Person(LEADERS_CHAT),
    "stranger": Person(NOWHERE),
    "anonymous in a bound group": Person(UNIT_CHAT, known=False),
    "anonymous in the office's group": Person(OFFICE_CHAT, known=False),
    "anonymous operator": Person(UNIT_CHAT, operator=True, known=False),
    "anonymous in an unbound group": Person(NOWHERE, known=False),
}

TARGETS = {
    "own unit": Target(HERE, OWN_UNIT),
    "other unit": Target(HERE, OTHER_UNIT),
    "own region": Target(HERE),
    "other region": Target(THERE),
    "other region's unit": Target(THERE, "区住建局"),
    "nothing certain": Target(),
    "item of own plan": Target(HERE, OTHER_UNIT, office=OWN_UNIT),
    "item of another's plan": Target(HERE, OTHER_UNIT, office=OFFICE),
    "supervised item": Target(HERE, OTHER_UNIT, office=OFFICE, supervisors=frozenset({OWN_UNIT})),
    "own item": Target(HERE, OWN_UNIT, office=OFFICE),
    "own item, supervised": Target(HERE, OWN_UNIT, office=OFFICE, supervisors=frozenset({OWN_UNIT})),
    "own item of own plan": Target(HERE, OWN_UNIT, office=OWN_UNIT),
    "other region's item": Target(THERE, "区住建局", office=OWN_UNIT, supervisors=frozenset({OWN_UNIT})),
}

ALL = frozenset(TARGETS)
OWN_ITEMS = frozenset({"own item", "own item, supervised", "own item of own plan"})
ELSEWHERE = frozenset({"other region", "other region's unit", "other region's item", "nothing certain"})
REGION = ALL - ELSEWHERE
UNIT = OWN_ITEMS | {"own unit"}
OF_OWN_PLANS = frozenset({"item of own plan", "own item of own plan"})
SUPERVISED = frozenset({"supervised item", "own item, supervised"})
NONE: frozenset[str] = frozenset()

OPERATORS_CHANGES = dict.fromkeys(
    (Action.BIND, Action.CODE, Action.UNBIND, Action.WATCH, Action.STATUS, Action.IMPORT, Action.RESEND), ALL
)
ANYBODY = {Action.HELP: ALL, Action.REDEEM: ALL}
OVERSEEN = dict.fromkeys((Action.DECIDE, Action.REMIND), SUPERVISED - OWN_ITEMS)
MEMBER = {
    **ANYBODY,
    **OVERSEEN,
    Action.ASK: REGION,
    Action.SUMMARY: UNIT,
    Action.REPORT: UNIT,
    Action.HISTORY: UNIT | SUPERVISED,
}
KEEPS = {Action.UNITS: REGION, Action.PLANS: REGION, Action.NAME: REGION, Action.EVENT: REGION}
SHOWN = {Action.ASK: REGION, Action.SUMMARY: REGION, Action.HISTORY: REGION}
ASKS = {Action.HELP: ALL, Action.ASK: REGION, Action.SUMMARY: UNIT, Action.HISTORY: UNIT | SUPERVISED}

TABLE: dict[str, dict[Action, frozenset[str]]] = {
    "operator in private": dict.fromkeys(Action, ALL),
    "operator in a bound group": {
        **ANYBODY,
        **OPERATORS_CHANGES,
        **KEEPS,
        **SHOWN,
        **dict.fromkeys((Action.REPORT, Action.DECIDE, Action.REMIND, Action.CORRECT), REGION),
        Action.CHATS: REGION,
    },
    "operator in an unbound group": {**ANYBODY, **OPERATORS_CHANGES},
    "office member": {
        **MEMBER,
        **KEEPS,
        **dict.fromkeys((Action.DECIDE, Action.REMIND), (OF_OWN_PLANS | SUPERVISED) - OWN_ITEMS),
        Action.CORRECT: OF_OWN_PLANS,
        Action.HISTORY: UNIT | SUPERVISED | OF_OWN_PLANS,
        Action.SUMMARY: REGION,
        Action.WATCH: REGION,
    },
    "unit member": MEMBER,
    "leader": {**ANYBODY, **SHOWN},
    "stranger": ANYBODY,
    "anonymous in a bound group": ASKS,
    "anonymous in the office's group": {
        **ASKS,
        Action.SUMMARY: REGION,
        Action.HISTORY: UNIT | SUPERVISED | OF_OWN_PLANS,
    },
    "anonymous operator": ASKS,
    "anonymous in an unbound group": {Action.HELP: ALL},
}
"""Who may do what to which targets; an action that is not listed may not be done at all."""


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("action", Action)
def test_rights(who: str, action: Action) -> None:
    allowed = {name for name, target in TARGETS.items() if may(PEOPLE[who], action, target)}
    assert allowed == TABLE[who].get(action, NONE)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("action", sorted(OF_ITEMS))
def test_what_may_be_done_to_some_item_is_told_without_one(who: str, action: Action) -> None:
    assert may_anywhere(PEOPLE[who], action) == bool(TABLE[who].get(action))


def test_the_table_names_everybody() -> None:
    assert set(TABLE) == set(PEOPLE)


@pytest.mark.parametrize(
    ("chat", "own", "operator", "private", "expected"),
    [
        (UNIT_CHAT, (), False, False, (UNIT_CHAT,)),
        (UNIT_CHAT, (), True, False, (UNIT_CHAT,)),
        (UNIT_CHAT, (LEADERS_CHAT,), False, False, (UNIT_CHAT,)),
        (None, (), True, False, ()),
        (None, (LEADERS_CHAT,), False, False, ()),
        (None, (), True, True, (Seat(ChatRole.OPERATOR),)),
        (None, (), False, True, ()),
        (None, (UNIT_CHAT, LEADERS_CHAT, UNIT_CHAT), False, True, (UNIT_CHAT, LEADERS_CHAT)),
    ],
    ids=[
        "a bound group",
        "an operator asks as the group does",
        "other rights do not enter a group",
        "an unbound group, even for an operator",
        "an unbound group, even for a leader",
        "an operator in private",
        "a stranger in private",
        "somebody of several chats in private",
    ],
)
def test_a_speaker_sits_where_the_chat_or_their_chats_say(
    chat: Seat | None, own: tuple[Seat, ...], operator: bool, private: bool, expected: tuple[Seat, ...]
) -> None:
    assert seats_in(chat, own, operator=operator, private=private) == expected


def test_a_seat_stays_the_same_when_its_unit_becomes_the_office() -> None:
    assert OFFICE_CHAT == UNIT_CHAT

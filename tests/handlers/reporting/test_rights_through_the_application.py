"""Every kind of person × every change × own and other units and regions, as it stands afterwards."""

from collections.abc import Callable

import pytest
from county import DATA, FAR, FINANCE, HOUSING, LEADERS, OFFICE, County
from town import OPERATOR, STRANGER

# Rights are no matter of the database's dialect: SQLite is enough.
pytestmark = pytest.mark.parametrize("county_database", ["sqlite"], indirect=True)

NOBODY: frozenset[str] = frozenset()
OVERSEEN_7 = frozenset(
    {"closes 7 of finance", "accepts 7 of housing", "returns 7 of housing", "urges finance"}
)
OVERSEEN_9 = frozenset({"closes 9 of housing", "grants 9 of housing"})

ALLOWED = {
    "housing": frozenset({"reports 9 of housing"}),
    "finance": NOBODY,
    "supervisor": OVERSEEN_7,
    "office": OVERSEEN_7 | OVERSEEN_9 | {"corrects 7", "accepts 12 of the supervisor"},
    "leaders": NOBODY,
    "another region": NOBODY,
    "stranger in private": NOBODY,
    "operator in private": OVERSEEN_7
    | OVERSEEN_9
    | {"corrects 7", "accepts 12 of the supervisor", "accepts 1 of the office"},
}
"""Who changes what; whatever is not listed leaves everything as it was."""

PEOPLE = {
    "housing": HOUSING,
    "finance": FINANCE,
    "supervisor": DATA,
    "office": OFFICE,
    "leaders": LEADERS,
    "another region": FAR,
    "stranger in private": STRANGER,
    "operator in private": OPERATOR,
}


def say(county: County, who: str, text: str, *confirm: str) -> None:
    """Say something, and press what has to be confirmed where that is offered."""
    person = PEOPLE[who]
    if "private" in who:
        said = "\n".join(county.says(f"东至县{text}", person=person, chat=person))
    else:
        said = county.tell(person, text)
    if confirm and "确认" in str(county.network.said[-1].get("reply_markup")):
        assert said
        county.press(person, confirm[0], county.network.said[-1])


Case = tuple[Callable[[County, str], None], Callable[[County], object], object]

CASES: dict[str, Case] = {
    "reports 9 of housing": (
        lambda county, who: say(county, who, "第9项已办结"),
        lambda county: county.status(9),
        "submitted",
    ),
    "closes 9 of housing": (
        lambda county, who: say(county, who, "第9项县住建局已办结", "确认登记为已办结（销号）"),
        lambda county: county.status(9),
        "done",
    ),
    "closes 7 of finance": (
        lambda county, who: say(county, who, "第7项县财政局已办结", "确认登记为已办结（销号）"),
        lambda county: county.status(7, "县财政局"),
        "done",
    ),
    "accepts 7 of housing": (
        lambda county, who: say(county, who, "第7项县住建局的通过"),
        lambda county: county.status(7),
        "done",
    ),
    "returns 7 of housing": (
        lambda county, who: say(county, who, "退回县住建局第7项，佐证不全"),
        lambda county: county.status(7),
        "returned",
    ),
    "grants 9 of housing": (
        lambda county, who: say(county, who, "同意县住建局第9项延期"),
        lambda county: county.due(9),
        "2020-11-15",
    ),
    "urges finance": (
        lambda county, who: say(county, who, "催一下县财政局", "确认催办"),
        lambda county: len(county.letters()),
        1,
    ),
    "corrects 7": (
        lambda county, who: say(county, who, "更正第7项完成时间为12月1日", "确认更正"),
        lambda county: county.due(7),
        "2020-12-01",
    ),
    "accepts 12 of the supervisor": (
        lambda county, who: say(county, who, "第12项县数据资源管理局的通过"),
        lambda county: county.status(12, "县数据资源管理局"),
        "done",
    ),
    "accepts 1 of the office": (
        lambda county, who: say(county, who, "第1项县政府办公室的通过"),
        lambda county: county.status(1, "县政府办公室"),
        "done",
    ),
}
PREPARED = {
    "accepts 7 of housing": (HOUSING, "第7项已办结"),
    "returns 7 of housing": (HOUSING, "第7项已办结"),
    "grants 9 of housing": (HOUSING, "第9项申请延期到11月15日，因为材料没到齐"),
    "accepts 12 of the supervisor": (DATA, "第12项已办结"),
    "accepts 1 of the office": (OFFICE, "第1项已办结"),
}


PAIRS = [(who, what) for who in PEOPLE for what in sorted(ALLOWED[who])]


@pytest.mark.parametrize("what", CASES)
def test_whoever_may_not_changes_nothing(county: County, what: str) -> None:
    act, state, changed = CASES[what]
    if what in PREPARED:
        county.tell(*PREPARED[what])
    for who in PEOPLE:
        # In the operator's hands a report is a closing, which is another row.
        if what not in ALLOWED[who] and (who, what) != ("operator in private", "reports 9 of housing"):
            act(county, who)
            assert state(county) != changed, who


@pytest.mark.parametrize(("who", "what"), PAIRS, ids=[f"{who} {what}" for who, what in PAIRS])
def test_whoever_may_does(county: County, who: str, what: str) -> None:
    act, state, changed = CASES[what]
    if what in PREPARED:
        county.tell(*PREPARED[what])
    act(county, who)
    assert state(county) == changed

"""The README and the guides say only what is so: each example is asked, each command looked up."""

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel

from bot.cli import COMMANDS, build
from bot.commands.options import read_instant
from bot.config import Config, load_config
from bot.console import Talk
from bot.seats import read_seat
from data.clock import ZONE, FixedClock
from data.database import open_database
from data.units.roster import read_roster
from handlers.commands import read_command
from handlers.dialogue import Turn, converse
from handlers.memory.memory import Memory
from handlers.memory.place import Place as Chat
from handlers.message import ChatRole
from handlers.request import Speaker
from handlers.services import Services

HOUSE = Path(__file__).resolve().parent.parent
README = HOUSE / "README.md"
GUIDES = sorted((HOUSE / "docs" / "guide").glob("*.md"))
PAGES = [README, *GUIDES, *sorted((HOUSE / "docs").glob("*.md"))]
PICTURES = sorted((HOUSE / "docs" / "pictures").glob("*.png"))
MOST_BYTES = 150_000

PLACE = re.compile(r"「(?P<chat>[^」]+)」的(?:群|私聊)里[问说]，日期是 (?P<day>\d{4}-\d\d-\d\d)")
BEFORE = re.compile(r"「(?P<chat>[^」]+)」报过“(?P<said>[^”]+)”")
ASKS, SAYS = "| 这样问 | 回答里写的 |", "| 这样说 | 回答里写的 |"
GOES_ON = re.compile(r"接着[问说]：")
PRESSES = "接着按："
ELSEWHERE = re.compile(r"https?://|mailto:|#")


@dataclass(frozen=True)
class Place:
    """Where and on which day a table's rows are said, and what others reported `before` in their chats."""

    chat: str
    day: date
    before: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Example:
    """A row of a guide's table: what is said after what, and what the answer holds, in this order.

    `changes` says that something may be recorded by it.
    """

    place: Place
    said: tuple[str, ...]
    holds: tuple[str, ...]
    changes: bool = False


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(HOUSE).as_posix()


def place_in(line: str, last: Place | None) -> Place | None:
    """Read where the next rows are said; the last place where a line names none."""
    found = PLACE.search(line)
    if found is None:
        return last
    before = tuple((one["chat"], one["said"]) for one in BEFORE.finditer(line))
    return Place(found["chat"], date.fromisoformat(found["day"]), before)


def examples_in(page: Path) -> Iterator[Example]:
    """Read the tables of examples, each asked where and when the page last said so."""
    place: Place | None = None
    said: tuple[str, ...] = ()
    head = ""
    for line in text_of(page).splitlines():
        place = place_in(line, place)
        head = line if line in (ASKS, SAYS) else head if line.startswith("|") else ""
        if not head or line == head or set(line) <= set("|- "):
            continue
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        assert place is not None, f"{page.name} says not where {cells[0]} is said"
        goes_on = cells[0].startswith(PRESSES) or GOES_ON.match(cells[0])
        said = (*(said if goes_on else ()), GOES_ON.sub("", cells[0]))
        yield Example(place, said, tuple(cells[1].split(" … ")), changes=head == SAYS)


EXAMPLES = [example for page in GUIDES for example in examples_in(page)]
CHATS = {"东至县/县住建局": -100, "东至县/县政府办公室": -200, "东至县/领导": -300, "东至县/县财政局": -400}
"""The chats that are bound, so that decisions and 催办 reach them."""

OPERATOR = 1
BOUND_AT = datetime(2020, 8, 20, 9, tzinfo=ZONE)


@pytest.fixture(scope="module")
def office_file(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plans, with some chats bound."""
    path = tmp_path_factory.mktemp("docs") / "office.db"
    shutil.copy(sample_file, path)
    with closing(open_database(f"sqlite:///{path}")) as database:
        for chat, number in CHATS.items():
            speaker = Speaker(Chat(number), OPERATOR, "管理员", operator=True, title=chat)
            turn = Turn(f"/bind {chat.replace('/', ' ')}", speaker, (), BOUND_AT)
            assert "已绑定" in converse(turn, Services(database), Memory(database)).reply.text
    return path


def services_in(path: Path) -> Iterator[Services]:
    with closing(open_database(f"sqlite:///{path}")) as database:
        yield Services(database)


@pytest.fixture(scope="module")
def services(office_file: Path) -> Iterator[Services]:
    """One database for all who only ask."""
    yield from services_in(office_file)


@pytest.fixture
def own_services(office_file: Path, tmp_path: Path) -> Iterator[Services]:
    """A database of the test's own, for those who change something."""
    yield from services_in(Path(shutil.copy(office_file, tmp_path)))


_persons = count(2)


def hold(services: Services, chat: str, day: date, said: Sequence[str]) -> str:
    """Let a person say or press one thing after the other in a chat; return the last answer."""
    seat, now = read_seat(chat, services), datetime.combine(day, time(10), ZONE)
    operator = seat.role is ChatRole.OPERATOR
    speaker = Speaker(Chat(CHATS.get(chat, 1)), next(_persons), "某某", private=operator, operator=operator)
    memory, exchange = Memory(services.database), None
    for words in said:
        behind = exchange.said if exchange is not None and words.startswith(PRESSES) else None
        if words.startswith(PRESSES):
            offered = exchange.reply.choices if exchange is not None else ()
            words = next(one.says for one in offered if one.label == words.removeprefix(PRESSES))
        turn = Turn(words, speaker, (seat,), now, behind=behind)
        exchange = converse(turn, services, memory)
    assert exchange is not None
    return exchange.reply.text


def is_answered(example: Example, services: Services) -> None:
    for chat, said in example.place.before:
        assert hold(services, chat, example.place.day, (said,)).startswith("已登记")
    answer, at = hold(services, example.place.chat, example.place.day, example.said), 0
    for fragment in example.holds:
        assert fragment in answer[at:], f"not in the answer, or not in this order: {fragment}\n{answer}"
        at = answer.index(fragment, at) + len(fragment)


def name_example(example: Example) -> str:
    return f"{example.place.chat}-{'-'.join(example.said)}"


QUESTIONS = [example for example in EXAMPLES if not example.changes]
CHANGES = [example for example in EXAMPLES if example.changes]


@pytest.mark.parametrize("example", QUESTIONS, ids=name_example)
def test_a_question_is_answered_as_the_guide_says(example: Example, services: Services) -> None:
    is_answered(example, services)


@pytest.mark.parametrize("example", CHANGES, ids=name_example)
def test_a_report_is_taken_as_the_guide_says(example: Example, own_services: Services) -> None:
    is_answered(example, own_services)


def test_everybody_has_examples() -> None:
    assert {example.place.chat for example in QUESTIONS} >= {"东至县/县住建局", "东至县/领导"}
    assert {example.place.chat for example in CHANGES} >= {"东至县/县住建局", "东至县/县政府办公室"}


def transcripts() -> list[tuple[str, str]]:
    """Return each conversation of the README: the command that opens it, and what is said."""
    blocks = re.findall(r"^```(?:text)?\n\$ (duban chat [^\n]+)\n(.+?)\n```$", text_of(README), re.M | re.S)
    return [(command, said.strip()) for command, said in blocks]


def test_the_transcript_of_the_readme_is_what_the_program_says(own_services: Services) -> None:
    ((command, printed),) = transcripts()
    words = shlex.split(command)
    day, chat = words[words.index("--now") + 1], words[words.index("--as") + 1]
    clock = FixedClock(read_instant(day, ZONE))
    talk = Talk(own_services, read_seat(chat, own_services), clock)
    asked = re.findall(r"^> (.+)$", printed, re.M)
    assert len(asked) >= 2
    assert "\n\n".join(f"> {line}\n{talk.say(line).strip()}" for line in asked) == printed


def commands_in(page: Path) -> Iterator[list[str]]:
    """Read the command lines of a page, in blocks of shell and between backticks."""
    blocks = re.findall(r"^```sh\n(.+?)^```", text_of(page), re.M | re.S)
    inline = re.findall(r"`((?:duban|make) [^`\n]+)`", text_of(page))
    for line in [line for block in blocks for line in block.splitlines()] + inline:
        words = shlex.split(line, comments=True)
        if words and words[0] in ("$", "duban", "make"):
            yield words[1:] if words[0] == "$" else words


NAMED = [(page, words) for page in PAGES for words in commands_in(page)]


@pytest.mark.parametrize(
    ("page", "words"), NAMED, ids=[f"{name_of(page)}-{' '.join(words)}" for page, words in NAMED]
)
def test_a_command_that_is_named_exists(page: Path, words: list[str]) -> None:
    if words[0] == "make":
        makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
        for target in [word for word in words[1:] if "=" not in word]:
            assert re.search(rf"^{target}:", makefile, re.M)
        return
    assert words[1] in COMMANDS
    group = typer.main.get_command(build(words[1:]))
    known = {name for parameter in group.commands[words[1]].params for name in parameter.opts} | {"--help"}
    assert {word for word in words[2:] if word.startswith("-") and word != "-"} <= known


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_chat_command_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"`(/[a-z]+)\b[^`/]*`", text_of(page))
    assert {name for name in named if read_command(name) is None} <= {"/newbot", "/setprivacy", "/revoke"}


def test_a_message_that_is_explained_is_one_of_the_programs() -> None:
    rows = [line for guide in GUIDES for line in text_of(guide).splitlines() if line.startswith("| “")]
    quoted = {row.split("”")[0].removeprefix("| “") for row in rows}
    code = "".join(text_of(path) for room in ("bot", "handlers") for path in (HOUSE / room).rglob("*.py"))
    assert len(quoted) > 5
    assert {words for words in quoted if words not in code} == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_settings_that_are_shown_can_be_read(page: Path, tmp_path: Path) -> None:
    for block in re.findall(r"^```toml\n(.+?)^```", text_of(page), re.M | re.S):
        path = tmp_path / "config.toml"
        path.write_text(block, encoding="utf-8")
        (read_roster if "[region]" in block else load_config)(path)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", text_of(page)) + re.findall(r'src="([^"]+)"', text_of(page))
    here = [link.partition("#")[0] for link in links if not ELSEWHERE.match(link)]
    assert [link for link in here if not (page.parent / link).exists()] == []


def test_every_guide_is_linked_from_the_readme() -> None:
    assert {name_of(guide) for guide in GUIDES} <= set(re.findall(r"\]\(([^)\s]+)\)", text_of(README)))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_small_and_shown_in_a_guide(picture: Path) -> None:
    assert picture.stat().st_size < MOST_BYTES
    shown = [guide for guide in GUIDES if f'src="../pictures/{picture.name}"' in text_of(guide)]
    assert shown
    assert all(re.search(rf'{picture.name}"[^>]* alt="[^"]+"', text_of(guide)) for guide in shown)


def settings_of(model: type[BaseModel], table: str = "") -> Iterator[tuple[str, str, object]]:
    """Give each setting: the table it stands in, its name, its default."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from settings_of(kind, f"{table}.{name}".strip("."))
        elif name not in ("folder", "regions"):
            yield table, name, field.default


def shown_settings() -> dict[tuple[str, str], object]:
    """Read config.toml with everything uncommented that is a setting or a table."""
    lines = text_of(HOUSE / "config.toml").splitlines()
    bare = [re.sub(r"^# (?=\[|[a-z_]+ = )", "", line) for line in lines]
    tables = {"": tomllib.loads("\n".join(bare))}
    found: dict[tuple[str, str], object] = {}
    while tables:
        table, values = tables.popitem()
        for name, value in values.items():
            if isinstance(value, dict):
                tables[f"{table}.{name}".strip(".")] = value
            else:
                found[table, name] = value
    return found


EXAMPLES_SHOWN = {"proxy", "state", "webhook_url", "webhook_secret", "token", "days_off", "working_days"}
"""Settings of which an example, or an empty text, stands there: their default is nothing."""


def test_config_toml_shows_every_setting_with_its_default() -> None:
    shown = shown_settings()
    for table, name, default in settings_of(Config):
        assert (table, name) in shown, f"config.toml does not show [{table}] {name}"
        if name not in EXAMPLES_SHOWN:
            value = shown[table, name]
            assert (tuple(value) if isinstance(value, list) else value) == default, (table, name)

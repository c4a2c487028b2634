"""The README and the guides say only what is so: each example is asked, each command looked up."""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count
from pathlib import Path

import pytest
import typer

from bot.cli import COMMANDS, build
from bot.commands.options import read_instant
from bot.config import load_config
from bot.console import Talk
from bot.seats import read_seat
from data.clock import ZONE, FixedClock
from data.database import open_database
from data.units.roster import read_roster
from handlers.commands import read_command
from handlers.dialogue import Turn, converse
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.request import Speaker
from handlers.services import Services

HOUSE = Path(__file__).resolve().parent.parent
README = HOUSE / "README.md"
GUIDES = sorted((HOUSE / "docs" / "guide").glob("*.md"))
PAGES = [README, *GUIDES, *sorted((HOUSE / "docs").glob("*.md"))]
PICTURES = sorted((HOUSE / "docs" / "pictures").glob("*.png"))
MOST_BYTES = 150_000

PLACE = re.compile(r"「(?P<chat>[^」]+)」的(?:群|私聊)里问，日期是 (?P<day>\d{4}-\d\d-\d\d)")
HEADS = ("| 这样问 | 回答里写的 |", "| 这样说 | 回答里写的 |")
GOES_ON = "接着问："
ELSEWHERE = re.compile(r"https?://|mailto:|#")


@dataclass(frozen=True)
class Example:
    """A row of a guide's table: what is said after what, and what the answer holds, in this order."""

    chat: str
    day: date
    said: tuple[str, ...]
    holds: tuple[str, ...]


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(HOUSE).as_posix()


def examples_in(page: Path) -> Iterator[Example]:
    """Read the tables of examples, each asked where and when the page last said so."""
    place = said = None
    inside = False
    for line in text_of(page).splitlines():
        if found := PLACE.search(line):
            place = found
        inside = line in HEADS or (inside and line.startswith("|"))
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not inside or line in HEADS or set(line) <= set("|- "):
            continue
        assert place is not None, f"{page.name} says not where {cells[0]} is asked"
        goes_on = cells[0].startswith(GOES_ON)
        said = (*(said or ()), cells[0].removeprefix(GOES_ON)) if goes_on else (cells[0],)
        yield Example(place["chat"], date.fromisoformat(place["day"]), said, tuple(cells[1].split(" … ")))


EXAMPLES = [example for page in GUIDES for example in examples_in(page)]


@pytest.fixture(scope="module")
def services(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    path = tmp_path_factory.mktemp("docs") / "samples.db"
    shutil.copy(sample_file, path)
    database = open_database(f"sqlite:///{path}")
    yield Services(database)
    database.close()


_persons = count(1)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.chat}-{'-'.join(one.said)}")
def test_an_example_is_answered_as_the_guide_says(example: Example, services: Services) -> None:
    seat, now = read_seat(example.chat, services), datetime.combine(example.day, time(10), ZONE)
    speaker, answer = Speaker(Place(-1), next(_persons), "某某"), ""
    for said in example.said:
        turn = Turn(said, speaker, (seat,), now)
        answer = converse(turn, services, Memory(services.database)).reply.text
    at = 0
    for fragment in example.holds:
        assert fragment in answer[at:], f"not in the answer, or not in this order: {fragment}\n{answer}"
        at = answer.index(fragment, at) + len(fragment)


def test_staff_and_leaders_have_examples() -> None:
    assert {example.chat for example in EXAMPLES} >= {"东至县/县住建局", "东至县/领导"}


def transcripts() -> list[tuple[str, str]]:
    """Return each conversation of the README: the command that opens it, and what is said."""
    blocks = re.findall(r"^```(?:text)?\n\$ (duban chat [^\n]+)\n(.+?)\n```$", text_of(README), re.M | re.S)
    return [(command, said.strip()) for command, said in blocks]


def test_the_transcript_of_the_readme_is_what_the_program_says(services: Services) -> None:
    ((command, printed),) = transcripts()
    words = shlex.split(command)
    day, chat = words[words.index("--now") + 1], words[words.index("--as") + 1]
    talk = Talk(services, read_seat(chat, services), FixedClock(read_instant(day, ZONE)))
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

"""The terminal as a transport: the same conversations as on Telegram, with numbers for buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unicodedata import east_asian_width

from data.clock import Clock
from data.wording.language import Language
from handlers.commands import Audience, read_command
from handlers.dialogue import Turn, chosen, converse, may_press
from handlers.importing.desk import Desk, plain_name
from handlers.importing.preview import say
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.message import Attachment, ChatRole, Reply, Seat
from handlers.request import Speaker
from handlers.services import Services
from handlers.slips import word_no_command
from handlers.understanding.language import guess_language

LEAVE = frozenset({"/quit", "/exit", "退出", "exit", "quit", "q"})
PROMPT = "> "
COLUMNS = 80
IMPORT = "/import "
"""What the name of a file may follow, for an operator."""


_IN_GROUPS = frozenset({Audience.EVERYONE, Audience.GROUPS})
_OF_OPERATORS = frozenset({Audience.EVERYONE, Audience.ADMINISTRATORS, Audience.OPERATORS})
_AUDIENCES = {False: _IN_GROUPS, True: _OF_OPERATORS}

HERE = Place(chat=0)
ME = 0
NAME = "终端"


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation at the terminal, which plays the chat of `seat`; files are laid into `folder`."""

    services: Services
    seat: Seat
    clock: Clock
    folder: Path = Path("var")

    @property
    def memory(self) -> Memory:
        """Return what was said lately."""
        return Memory(self.services.database)

    def say(self, line: str) -> str:
        """Return what is printed in answer to `line`, which is a question or the number of a choice."""
        now = self.clock.now()
        operator = self.seat.role is ChatRole.OPERATOR
        speaker = Speaker(HERE, ME, NAME, private=operator, operator=operator)
        if operator and line.startswith(IMPORT):
            path = Path(line.removeprefix(IMPORT).strip("\"' ")).expanduser()
            if path.suffix and not path.is_file():
                return f"找不到文件：{path}\n"
            line = self._laid_down(path, now) if path.is_file() else line
        meant, language = self._meant(line, now)
        if meant.startswith("/") and read_command(meant) is None:
            spoken = guess_language(meant) or Language.ZH
            return _printed(Reply(word_no_command(meant.split()[0][1:], _AUDIENCES[operator], spoken)))
        turn = Turn(meant, speaker, (self.seat,), now, language=language)
        reply = converse(turn, self.services, self.memory).reply
        return _printed(reply, [self._laid_out(file) for file in reply.files])

    def _laid_out(self, file: Attachment) -> str:
        """Write a file of an answer into the folder, over none that lies there; say where it is."""
        if file.file_id is not None:
            return f"文件：{file.name}（{file.copy or '在 Telegram 里'}）"
        self.folder.mkdir(parents=True, exist_ok=True)
        name = Path(plain_name(file.name))
        path, count = self.folder / name, 1
        while path.exists() and path.read_bytes() != file.content:
            count += 1
            path = self.folder / f"{name.stem}-{count}{name.suffix}"
        path.write_bytes(file.content)
        return f"已保存：{path}"

    def _laid_down(self, path: Path, now: datetime) -> str:
        """Lay a file on the desk, as a document sent on Telegram is; return the command that shows it."""
        return say(Desk(self.services.database, ME).put(path.name, path.read_bytes(), now).number)

    def _meant(self, line: str, now: datetime) -> tuple[str, Language | None]:
        """Return what a number stands for, and in which language, if it is a choice; else the line itself."""
        said = self.memory.latest(HERE, ME, now) if line.isdecimal() else None
        choice = chosen(said, int(line) - 1) if said is not None and may_press(said, (self.seat,)) else None
        return (choice.says, said.kept.language) if choice and said else (line, None)


def open_talk(talk: Talk, *, read: Callable[[str], str] = input, write: Callable[[str], None]) -> None:
    """Talk until the person leaves or the input ends."""
    _use_line_editing()
    write("直接输入问题，例如“本月有哪些任务到期”；输入编号选择；输入“退出”结束。")
    while True:
        try:
            line = read(PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            write("")
            return
        if line.casefold() in LEAVE:
            return
        if line:
            write(talk.say(line))


def _printed(reply: Reply, saved: Sequence[str] = ()) -> str:
    """Return the reply with its choices numbered and its files named, folded to the width of a terminal."""
    numbered = [f"[{number}] {choice.label}" for number, choice in enumerate(reply.choices, start=1)]
    lines = [*reply.text.split("\n"), *saved, *_rows(numbered)]
    return "\n".join([*(part for line in lines for part in _fold(line)), ""])


def _rows(numbered: list[str]) -> list[str]:
    """Set as many choices side by side as fit."""
    rows: list[str] = []
    for choice in numbered:
        if rows and _columns(f"{rows[-1]}  {choice}") <= COLUMNS:
            rows[-1] = f"{rows[-1]}  {choice}"
        else:
            rows.append(choice)
    return rows


def _fold(line: str) -> list[str]:
    """Break a line that is wider than the terminal, further parts as far in as the line itself."""
    margin = line[: len(line) - len(line.lstrip())]
    parts = [""]
    for sign in line:
        if _columns(parts[-1] + sign) > COLUMNS:
            parts.append(margin)
        parts[-1] += sign
    return parts


def _columns(text: str) -> int:
    """Count the columns that `text` takes: a Chinese sign takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _use_line_editing() -> None:
    """Give `input` its history and editing keys, where the platform has them."""
    try:
        import readline  # noqa: F401 - importing it switches line editing on
    except ImportError:
        return

"""Draws the pictures of the guides: real conversations about the sample plans, as on a phone.

    python docs/pictures/make.py [NAME …]

It needs Debian's chromium, fonts-noto-cjk and pngquant, and runs when a guide is written, not in the tests.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from scenes import BOT, SCENES, Scene, Words

from data.clock import ZONE, FixedClock
from data.database import Database, open_database
from data.samples import import_samples
from handlers.access import seats_in
from handlers.binding.seats import seat_of_chat
from handlers.dialogue import Turn, converse
from handlers.importing.desk import Desk
from handlers.importing.preview import say
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.memory.said import Said
from handlers.message import Choice
from handlers.replies.places import word_greeting
from handlers.request import Account, Speaker
from handlers.services import Services
from handlers.telegram.keyboards import keyboard

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent.parent / "data" / "samples" / "documents"
WIDTH = 390
IMPORTED = datetime(2020, 8, 20, 9, tzinfo=ZONE)
"""When the sample plans were stored, for each picture anew."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as it is drawn: by the phone's owner (`name` is empty), by the bot or by somebody else."""

    name: str
    text: str
    quote: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    pressed: str = ""
    file: bool = False


@dataclass(slots=True)
class Talk:
    """A scene that is being played."""

    scene: Scene
    services: Services
    now: datetime
    bubbles: list[Bubble] = field(default_factory=list)
    said: Said | None = None
    choices: tuple[Choice, ...] = ()

    def take(self, words: Words) -> None:
        """Let somebody say something, or press a button, and let the bot answer."""
        text = words.text
        if words.document:
            text = self._send(words)
        elif words.presses:
            self.bubbles[-1] = _pressed(self.bubbles[-1], text)
            text = next(choice.says for choice in self.choices if choice.label == text)
        else:
            quote = self.bubbles[-1].text.splitlines()[0] if words.replies else ""
            self.bubbles.append(Bubble(words.name, text, quote))
        self._answer(text.removeprefix(f"@{BOT}").strip(), words)

    def greet(self) -> None:
        """Let the bot greet the group that it was put into."""
        self.bubbles.append(Bubble("督办", word_greeting(BOT).text))

    def _answer(self, text: str, words: Words) -> None:
        place = Place(self.scene.chat)
        speaker = Speaker(
            place,
            words.person,
            words.name or "王工",
            private=self.scene.private,
            operator=words.operator,
            title=self.scene.title,
        )
        with self.services.database.read() as session:
            chat = None if self.scene.private else seat_of_chat(session, place)
        seats = seats_in(chat, (), operator=words.operator, private=self.scene.private)
        behind = self.said if words.replies or words.presses else None
        turn = Turn(text, speaker, seats, self.now, behind=behind, account=Account(BOT, reads_all=False))
        exchange = converse(turn, self.services, Memory(self.services.database))
        self.said, self.choices = exchange.said, exchange.reply.choices
        markup = keyboard(exchange.reply.choices, 1)
        rows = tuple(tuple(key.text for key in row) for row in markup.inline_keyboard) if markup else ()
        bubble = Bubble("督办", exchange.reply.text, rows=rows)
        if words.presses and exchange.reply.replaces:
            self.bubbles[-1] = bubble
        else:
            self.bubbles.append(bubble)

    def _send(self, words: Words) -> str:
        """Lay a document on the operator's desk; return the command that shows it."""
        desk = Desk(self.services.database, words.person)
        document = DOCUMENTS / str(words.document)
        pending = desk.put(words.text, document.read_bytes(), self.now)
        self.bubbles.append(Bubble(words.name, words.text, file=True))
        return say(pending.number)


def play(scene: Scene, database: Database) -> list[Bubble]:
    """Return everything that is said in a scene, after what came before it and is not shown."""
    now = datetime.combine(date.fromisoformat(scene.day), time(10), ZONE)
    services = Services(database, FixedClock(now))
    talk = Talk(scene, services, now)
    for words in scene.before:
        talk.take(words)
    talk.bubbles.clear()
    if scene.greets:
        talk.greet()
    for words in scene.words:
        talk.take(words)
    return talk.bubbles


def draw(scene: Scene, bubbles: Sequence[Bubble]) -> str:
    """Return the page of a scene."""
    css = (HERE / "page.css").read_text(encoding="utf-8")
    day = date.fromisoformat(scene.day)
    said = "".join(_drawn(bubbles))
    return (
        f'<!doctype html><meta charset="utf-8"><style>{css}</style>'
        f"<header><b>{html.escape(scene.title)}</b><span>{html.escape(scene.subtitle)}</span></header>"
        f'<main><div class="day">{day.year}年{day.month}月{day.day}日</div>{said}</main>'
        "<script>document.body.dataset.height = document.documentElement.offsetHeight</script>"
    )


def _drawn(bubbles: Sequence[Bubble]) -> Iterator[str]:
    for bubble in bubbles:
        name = f"<i>{html.escape(bubble.name)}</i>" if bubble.name else ""
        quote = f'<div class="quote">{html.escape(bubble.quote)}</div>' if bubble.quote else ""
        rows = "".join(_row(row, bubble.pressed) for row in bubble.rows)
        kind = ' class="file"' if bubble.file else ""
        yield (
            f'<div class="said{"" if bubble.name else " mine"}"><div class="bubble">{name}{quote}'
            f"<p{kind}>{_unbroken(html.escape(bubble.text))}</p></div>{rows}</div>"
        )
        if bubble.pressed:
            yield f'<div class="press">（按了“{html.escape(bubble.pressed)}”）</div>'


def _unbroken(text: str) -> str:
    """Keep a line with its indent, and a binding code in one piece."""
    text = re.sub(r"^ +", lambda found: "\u00a0" * len(found[0]), text, flags=re.MULTILINE)
    return re.sub(r"([A-Z0-9]{5})-([A-Z0-9]{5})", "\\1\u2011\\2", text)


def _row(labels: Sequence[str], pressed: str) -> str:
    keys = (
        f'<span class="pressed">{html.escape(label)}</span>'
        if label == pressed
        else f"<span>{html.escape(label)}</span>"
        for label in labels
    )
    return f'<div class="row">{"".join(keys)}</div>'


def _pressed(bubble: Bubble, label: str) -> Bubble:
    return Bubble(bubble.name, bubble.text, bubble.quote, bubble.rows, label)


def photograph(page: str, picture: Path, folder: Path) -> None:
    """Write a page as a picture, as high as it is."""
    source = folder / "page.html"
    source.write_text(page, encoding="utf-8")
    found = re.search(r'data-height="(\d+)"', _chromium("--dump-dom", f"--window-size={WIDTH},200", source))
    height = found[1] if found else "800"
    raw = folder / "raw.png"
    _chromium(
        f"--screenshot={raw}", "--force-device-scale-factor=2", f"--window-size={WIDTH},{height}", source
    )
    _run("pngquant", "--force", "--speed", "1", "--output", picture, "64", raw)


def _chromium(*arguments: str | Path) -> str:
    return _run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *map(str, arguments)
    )


def _run(program: str, *arguments: str | Path) -> str:
    path = shutil.which(program)
    if path is None:
        raise SystemExit(f"{program} is missing: apt-get install chromium fonts-noto-cjk pngquant")
    # Nothing of a command line comes from elsewhere.
    done = subprocess.run([path, *map(str, arguments)], check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout


def main(names: Sequence[str]) -> None:
    """Draw the pictures of these names, or all."""
    with tempfile.TemporaryDirectory(prefix="duban-pictures-") as name:
        folder = Path(name)
        for scene in SCENES:
            if names and scene.name not in names:
                continue
            database = open_database(f"sqlite:///{folder / scene.name}.db")
            if not scene.empty:
                with database.transaction() as session:
                    import_samples(session, now=IMPORTED)
            photograph(draw(scene, play(scene, database)), HERE / f"{scene.name}.png", folder)
            database.close()


if __name__ == "__main__":
    main(sys.argv[1:])

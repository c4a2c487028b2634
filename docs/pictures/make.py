"""Draws the pictures of the guides: real conversations about the sample plans, as on a phone.

    python docs/pictures/make.py [NAME …]

It needs Debian's chromium, fonts-noto-cjk, fonts-noto-color-emoji, pngquant, libreoffice-writer and
poppler-utils, and runs when a guide is written, not in the tests.
"""

import base64
import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from play import IMPORTED, Bubble, Play
from scenes import PAGES, SCENES, Page, Scene
from sqlalchemy import select

from bot.config import Config
from data.clock import ZONE
from data.database import Database, open_database
from data.models import Region
from data.reports.bulletin import write_bulletin
from data.reports.summaries import ask_for, sum_up
from data.samples import import_samples

HERE = Path(__file__).parent
WIDTH = 390


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
        rows = "".join(_row([label for label, _ in row], bubble.pressed) for row in bubble.keys)
        kind = ' class="file"' if bubble.file else ""
        photo = _photo(bubble.photo) if bubble.photo else '<div class="sketch">照片</div>' * bubble.sketch
        text = f"<p{kind}>{_unbroken(html.escape(bubble.text))}</p>" if bubble.text else ""
        reaction = f'<b class="reaction">{bubble.reaction}</b>' if bubble.reaction else ""
        yield (
            f'<div class="said{"" if bubble.name else " mine"}"><div class="bubble">{name}{quote}{photo}'
            f"{text}{reaction}</div>{rows}</div>"
        )
        if bubble.pressed:
            told = f"，看到：{html.escape(bubble.told)}" if bubble.told else ""
            yield f'<div class="press">（按了“{html.escape(bubble.pressed)}”{told}）</div>'


def _photo(content: bytes) -> str:
    return f'<img src="data:image/png;base64,{base64.b64encode(content).decode()}">'


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
        raise SystemExit(f"{program} is missing: see the top of {Path(__file__).name}")
    # Nothing of a command line comes from elsewhere.
    done = subprocess.run([path, *map(str, arguments)], check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout


def print_page(page: Page, picture: Path, folder: Path) -> None:
    """Write the first page of a week's bulletin as a picture, as LibreOffice prints it."""
    database = _prepare(page.scene, folder / f"{page.name}.db")
    Play(page.scene, database, Config(folder=HERE)).run()
    today, start, end = map(date.fromisoformat, (page.scene.day, page.start, page.end))
    with database.read() as session:
        region = session.scalars(select(Region.id).where(Region.name == page.region)).one()
        summary = sum_up(session, ask_for(session, region, start, end, today, zone=ZONE))
    database.close()
    document = folder / "page.docx"
    document.write_bytes(write_bulletin(summary, issuer=summary.offices[0], issued=today))
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, document)
    _run("pdftoppm", "-r", "75", "-png", "-singlefile", folder / "page.pdf", folder / "raw")
    _run("pngquant", "--force", "--speed", "1", "--output", picture, "16", folder / "raw.png")


def _prepare(scene: Scene, path: Path) -> Database:
    """Open the database of a scene, with the sample plans unless it begins without any."""
    database = open_database(f"sqlite:///{path}")
    if not scene.empty:
        with database.transaction() as session:
            import_samples(session, now=IMPORTED)
    return database


def main(names: Sequence[str]) -> None:
    """Draw the pictures of these names, or all."""
    with tempfile.TemporaryDirectory(prefix="duban-pictures-") as name:
        folder = Path(name)
        for scene in SCENES:
            if names and scene.name not in names:
                continue
            database = _prepare(scene, folder / f"{scene.name}.db")
            bubbles = Play(scene, database, Config(folder=HERE)).run()
            photograph(draw(scene, bubbles), HERE / f"{scene.name}.png", folder)
            database.close()
        for page in PAGES:
            if not names or page.name in names:
                print_page(page, HERE / f"{page.name}.png", folder)


if __name__ == "__main__":
    main(sys.argv[1:])

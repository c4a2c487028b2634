"""Old and foreign formats made readable by LibreOffice or pdftotext, when they are installed."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from pathlib import Path

from data.errors import DocumentError
from data.importers.guard import FileKind, sniff

TIMEOUT = 120
_FEW_CELLS = 6
_CELL_END = re.compile("[\u3000-\u9fff）。]\x07")
_GAP = re.compile(r"\S {3,}\S")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、](?!\d)|（\d{1,2}）)"
)
_SET_APART = re.compile(r"(?<=[\u3000-\u9fff〕）]) +(?=\d)|(?<=\d) +(?=[\u3000-\u9fff（%])")
"""The spaces that a typesetter puts between Chinese and digits: 到 2020 年."""
_TARGETS = {FileKind.OLD_WORD: "docx", FileKind.RTF: "docx", FileKind.OLD_SHEET: "xlsx"}
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_PROFILE = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + _SETTING.format("DisableMacrosExecution", "true")
    + _SETTING.format("MacroSecurityLevel", 3)
    + _SETTING.format("BlockUntrustedRefererLinks", "true")
    + "</oor:items>"
)
"""A profile in which no macro runs and no link inside a document is followed."""


def to_readable(path: Path, *, programs: str | None = None, timeout: float = TIMEOUT) -> Path | None:
    """Convert an old format to one that the importers read; None if `path` is readable as it is.

    The result lies in a new temporary folder of its own, which the caller removes after reading it.
    `programs` replaces PATH where the converters are looked for.
    """
    kind = sniff(path)
    if kind is FileKind.PDF:
        return _from_pdf(path, programs, timeout)
    if kind in _TARGETS:
        return _from_office(path, kind, programs, timeout)
    return None


def _from_office(path: Path, kind: FileKind, programs: str | None, timeout: float) -> Path:
    """Let LibreOffice save `path` in today's format, with a profile of its own and without macros."""
    target = _TARGETS[kind]
    program = shutil.which("soffice", path=programs) or shutil.which("libreoffice", path=programs)
    if program is None:
        raise DocumentError(f"无法直接读取 {path.name}。请用 WPS 或 Word 打开，另存为 .{target} 后再导入。")
    folder = Path(tempfile.mkdtemp(prefix="duban-"))
    source, profile = folder / f"source.{kind.value}", folder / "profile"
    try:
        shutil.copyfile(path, source)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
        command = [program, f"-env:UserInstallation={profile.as_uri()}", *options]
        _run([*command, "--convert-to", target, "--outdir", str(folder / "out"), str(source)], path, timeout)
        made = folder / "out" / f"source.{target}"
        if not made.is_file():
            raise _failed(path, target)
        if kind is FileKind.OLD_WORD and _lost_table(source, made):
            raise DocumentError(
                f"{path.name} 里的表格没有转换过来。请用 WPS 或 Word 打开，另存为 .docx 后再导入。"
            )
        return _keep(made, folder, f"{path.stem}.{target}")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _from_pdf(path: Path, programs: str | None, timeout: float) -> Path:
    """Take the text of a PDF by pdftotext, its lines joined to paragraphs; a scan has none and is refused."""
    program = shutil.which("pdftotext", path=programs)
    if program is None:
        raise DocumentError(
            f"无法直接读取 {path.name}。请用 WPS 或 Word 打开这个 PDF，另存为 .docx 后再导入。"
        )
    folder = Path(tempfile.mkdtemp(prefix="duban-"))
    try:
        raw = folder / "raw.txt"
        _run([program, "-layout", "-enc", "UTF-8", str(path.absolute()), str(raw)], path, timeout)
        text = raw.read_text(encoding="utf-8", errors="replace") if raw.is_file() else ""
        if len(re.findall(r"[\u4e00-\u9fff]", text)) < 10:
            raise DocumentError(
                f"{path.name} 是扫描件或图片 PDF，里面没有文字。"
                "请先用 WPS 的文字识别转成 .docx，核对后再导入。"
            )
        if _has_columns(text):
            raise DocumentError(
                f"{path.name} 里有表格，PDF 的表格不能可靠读取。"
                "请用 WPS 或 Word 打开，另存为 .docx 后再导入。"
            )
        raw.write_text(join_pages(text), encoding="utf-8")
        return _keep(raw, folder, f"{path.stem}.txt")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def join_pages(text: str) -> str:
    """Join the lines of laid-out pages to paragraphs: a new one starts indented or after a short line."""
    lines = [line.rstrip() for page in text.split("\f") for line in page.splitlines()]
    lines = [
        line for line in lines if line.strip() and not re.fullmatch(r"\s*[—–\-]?\s*\d{1,4}\s*[—–\-]?", line)
    ]
    if not lines:
        return ""
    margin = min(_indent(line) for line in lines)
    widest = max(_width(line) for line in lines)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        starts = _indent(line) >= margin + 2 or _width(before) < 0.85 * widest or _NUMBERED.match(line)
        if starts or not paragraphs:
            paragraphs.append(line.strip())
        else:
            paragraphs[-1] += line.strip()
        before = line
    return _SET_APART.sub("", "\n".join(paragraphs)) + "\n"


def _has_columns(text: str) -> bool:
    """Whether many lines of a page stand in columns: a table, which loses its cells in a PDF."""
    lines = [line for line in text.splitlines() if line.strip()]
    apart = sum(bool(_GAP.search(line.strip())) for line in lines)
    return apart >= 5 and apart * 8 > len(lines)


def _lost_table(source: Path, made: Path) -> bool:
    """Whether an old document has cell marks (U+0007) and what was made of it has no table."""
    import olefile  # opened for old files only

    with olefile.OleFileIO(source) as ole:
        text = ole.openstream("WordDocument").read().decode("utf-16-le", "ignore")
    if len(_CELL_END.findall(text)) < _FEW_CELLS:
        return False
    with zipfile.ZipFile(made) as package:
        return b"<w:tbl>" not in package.read("word/document.xml")


def _indent(line: str) -> int:
    return _width(line) - _width(line.lstrip())


def _width(line: str) -> int:
    """Count columns: a Chinese character takes two."""
    return sum(1 if char < "\u2e80" else 2 for char in line)


def _keep(made: Path, folder: Path, name: str) -> Path:
    """Leave nothing in `folder` but the result, under the document's own name."""
    result = made.rename(folder / name) if made != folder / name else made
    for other in folder.iterdir():
        if other != result:
            shutil.rmtree(other) if other.is_dir() else other.unlink()
    return result


def _run(command: list[str], path: Path, timeout: float) -> None:
    """Run a converter to its end; stop it with all that it started when it takes too long."""
    with subprocess.Popen(  # noqa: S603 - a program found by name, its arguments are paths that we made
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise DocumentError(
                f"{path.name} 转换超时。请用 WPS 或 Word 打开，另存为 .docx 或 .xlsx 后再导入。"
            ) from None
    if code:
        raise _failed(path, "docx")


def _failed(path: Path, target: str) -> DocumentError:
    return DocumentError(
        f"{path.name} 转换失败，可能已损坏或设有密码。请用 WPS 或 Word 打开，另存为 .{target} 后再导入。"
    )

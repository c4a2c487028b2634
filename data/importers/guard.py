"""What is turned away before it is read: files that are no document, or are not safe to open."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from data.errors import DocumentError
from data.importers.secrecy import check_text

__all__ = ["LIMITS", "FileKind", "Limits", "check", "check_text", "remarks", "sniff"]

MEGABYTE = 1024 * 1024
SAVE_AGAIN = "请用 WPS 或 Word 打开，另存为 .docx 后再导入。"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a document may hold; a plan of a thousand rows stays far below."""

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    entries: int = 5_000
    ratio: int = 200
    ratio_from: int = 10 * MEGABYTE


LIMITS = Limits()


class FileKind(StrEnum):
    """What a file is by its content, whatever its name says."""

    WORD = "docx"  # Word 文档
    SHEET = "xlsx"  # Excel 工作簿
    OLD_WORD = "doc"  # 97-2003 文档、WPS 文字
    OLD_SHEET = "xls"  # 97-2003 工作簿、WPS 表格
    PDF = "pdf"
    RTF = "rtf"
    HTML = "html"  # 网页
    TEXT = "txt"  # 纯文本


_FOREIGN = (
    (b"\x7fELF", "程序文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"RIFF", "图片或音视频"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"BZh9", "压缩包"),
    (b"\xfd7zXZ", "压缩包"),
    (b"\xca\xfe\xba\xbe", "程序文件"),
    (b"SQLite format 3\x00", "数据库"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def check(path: Path, limits: Limits = LIMITS) -> None:
    """Raise DocumentError, saying what to do, unless `path` is a document that is safe to open."""
    _check_size(path, limits)
    kind = sniff(path)
    if kind in (FileKind.WORD, FileKind.SHEET):
        _check_package(path, limits)
    elif kind in (FileKind.OLD_WORD, FileKind.OLD_SHEET):
        _check_old_office(path)
    elif kind in (FileKind.HTML, FileKind.TEXT):
        _check_markup(path)


def sniff(path: Path) -> FileKind:
    """Tell what `path` is by its content; raise DocumentError if it is no document."""
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package_kind(path)
    if head.startswith(_OLE):
        return _old_office_kind(path)
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(b"{\\rtf"):
        return FileKind.RTF
    return _text_kind(path, head)


def remarks(path: Path) -> tuple[str, ...]:
    """Name what `path` holds beside its text and what is never followed or run, in Chinese."""
    if not zipfile.is_zipfile(path):
        return ()
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        links = [name for name in names if name.endswith(".rels") and b'"External"' in package.read(name)]
    notes = []
    if any(name.endswith("vbaProject.bin") for name in names):
        notes.append("文件带有宏：只读取文字，宏不会运行。")
    if any("hyperlink" not in name for name in links):
        notes.append("文件带有外部链接：不会访问。")
    return tuple(notes)


def _check_size(path: Path, limits: Limits) -> None:
    """Refuse what is not a readable, ordinary file of a fitting size."""
    name = path.name
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        what = "这个链接指向的文件不存在" if path.is_symlink() else "找不到文件"
        raise DocumentError(f"{what}：{name}。请检查路径后重试。") from None
    except OSError as error:
        raise DocumentError(
            f"无法打开 {name}：{error.strerror or '读取失败'}。请检查文件路径和读取权限。"
        ) from None
    if path.is_dir():
        raise DocumentError(f"{name} 是文件夹。请指定其中的文件，例如 {name}/任务分工表.docx。")
    if not path.is_file():
        raise DocumentError(f"{name} 不是普通文件。请先复制成本地文档再导入。")
    if size == 0:
        raise DocumentError(f"{name} 是空文件。请检查是否下载或复制完整。")
    if size > limits.file_bytes:
        shown, most = size // MEGABYTE, limits.file_bytes // MEGABYTE
        raise DocumentError(
            f"{name} 太大（{shown} MB，上限 {most} MB）。"
            "请删去图片和附件，只留任务分工表，另存为 .docx 后再导入。"
        )


def _head(path: Path) -> bytes:
    """Read the first bytes of `path`."""
    try:
        with path.open("rb") as file:
            return file.read(64 * 1024)
    except PermissionError:
        raise DocumentError(f"没有读取 {path.name} 的权限。请修改文件权限后重试。") from None
    except OSError as error:
        raise DocumentError(
            f"无法读取 {path.name}：{error.strerror or '读取失败'}。请重新复制文件后再试。"
        ) from None


def _text_kind(path: Path, head: bytes) -> FileKind:
    """Tell a page from plain text; anything with binary content is refused by name."""
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise _not_a_document(path, what)
    if head.startswith((b"MZ", b"BM")) and b"\0" in head:
        raise _not_a_document(path, "程序文件" if head.startswith(b"MZ") else "图片")
    if not head.startswith(_TEXT_MARKS):
        control = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1a\x1b" for byte in head)
        if b"\0" in head or control * 100 > len(head):
            raise _not_a_document(path, "无法识别的二进制文件")
    plain = head.replace(b"\0", b"").lower()
    return FileKind.HTML if re.search(rb"<(html|body|table|p|div|head)[\s>]", plain) else FileKind.TEXT


def _not_a_document(path: Path, what: str) -> DocumentError:
    """Say that `path` is no document and what can be imported instead."""
    hint = (
        "请发送可编辑的文档，扫描件和照片请先转成文字。" if "图片" in what else "请发送任务分工表的文档本身。"
    )
    if what == "压缩包":
        hint = "请先解压，再发送里面的文档。"
    return DocumentError(f"{path.name} 不是文档，而是{what}。{hint}可导入 .docx、.xlsx、.txt、.html。")


def _open_package(path: Path) -> zipfile.ZipFile:
    """Open an Office package, or say that it is damaged."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _damaged(path) from None


def _damaged(path: Path) -> DocumentError:
    return DocumentError(f"{path.name} 已损坏，无法打开。请重新下载或复制；能打开的话，{SAVE_AGAIN}")


def _package_kind(path: Path) -> FileKind:
    """Tell a Word document from a workbook by the parts in the package."""
    with _open_package(path) as package:
        names = set(package.namelist())
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") and name.endswith(".xml") for name in names):
            return FileKind.WORD
        if any(name.startswith("xl/") and name.endswith((".xml", ".bin")) for name in names):
            return FileKind.SHEET
        if any(name.startswith("ppt/") for name in names):
            raise DocumentError(f"{path.name} 是演示文稿。请把任务分工表复制到 Word，存为 .docx 后再导入。")
    if "content.xml" in names and "mimetype" in names:
        raise DocumentError(f"{path.name} 是 OpenDocument 格式。{SAVE_AGAIN}")
    if any(name.startswith(("word/", "xl/")) for name in names):
        raise _damaged(path)
    raise _not_a_document(path, "压缩包")


def _check_package(path: Path, limits: Limits) -> None:
    """Refuse an Office package that is encrypted, a bomb, damaged or whose XML declares entities."""
    with _open_package(path) as package:
        parts = package.infolist()
        if any(part.flag_bits & 0x1 for part in parts):
            raise _encrypted(path)
        _check_bomb(path, parts, limits)
        if len({part.filename for part in parts}) != len(parts):
            raise _damaged(path)
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _check_part(path, package, part)


def _check_bomb(path: Path, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse a package that unpacks to far more than a document holds; nothing has been unpacked yet."""
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > limits.ratio_from and part.file_size > limits.ratio * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > limits.entries or unpacked > limits.unpacked_bytes or swollen:
        raise DocumentError(
            f"{path.name} 解压后异常庞大，可能是压缩炸弹，已拒绝。"
            "若是正常文档，请把任务分工表复制到新的 Word 文件再导入。"
        )


def _check_part(path: Path, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read one part to its end: its checksum must fit and it must declare neither DOCTYPE nor entity."""
    tail = b""
    try:
        with package.open(part) as stream:
            first = True
            while chunk := stream.read(MEGABYTE):
                if first and _strange_encoding(chunk):
                    raise _entities(path)
                first = False
                plain = tail + chunk.replace(b"\0", b"").lower()
                if b"<!doctype" in plain or b"<!entity" in plain:
                    raise _entities(path)
                tail = plain[-16:]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise _damaged(path) from None


def _strange_encoding(start: bytes) -> bool:
    """Whether an XML part says it is in an encoding that could hide a declaration (UTF-7, EBCDIC)."""
    plain = start[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain and not plain.startswith(b"<"):
        return True
    declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.\-]+)", plain)
    return declared is not None and declared[1].lower() not in (b"utf-8", b"utf-16", b"us-ascii", b"ascii")


def _entities(path: Path) -> DocumentError:
    return DocumentError(f"{path.name} 的内部数据声明了外部实体（DOCTYPE），不安全，已拒绝。{SAVE_AGAIN}")


def _encrypted(path: Path) -> DocumentError:
    return DocumentError(
        f"{path.name} 设有打开密码，无法读取。"
        "请在 WPS 或 Word 中取消密码（文件—信息—保护文档），另存后再导入。"
    )


def _check_markup(path: Path) -> None:
    """Refuse a text file that declares entities: a page needs none."""
    with path.open("rb") as file:
        plain = file.read(MEGABYTE).replace(b"\0", b"").lower()
    if re.search(rb"<!entity|<!doctype[^>]*\[", plain):
        raise _entities(path)


def _old_office_kind(path: Path) -> FileKind:
    """Tell what an OLE file of Office 97-2003 or WPS holds."""
    import olefile  # opened for old files only: a cold start need not load it

    try:
        with olefile.OleFileIO(path) as ole:
            names = {"/".join(entry) for entry in ole.listdir()}
    except (OSError, ValueError, IndexError, KeyError):
        raise _damaged(path) from None
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise _encrypted(path)
    if "WordDocument" in names:
        return FileKind.OLD_WORD
    if names & {"Workbook", "Book"}:
        return FileKind.OLD_SHEET
    if "PowerPoint Document" in names:
        raise DocumentError(f"{path.name} 是演示文稿。请把任务分工表复制到 Word，存为 .docx 后再导入。")
    raise _not_a_document(path, "无法识别的二进制文件")


def _check_old_office(path: Path) -> None:
    """Refuse a Word or Excel 97-2003 file with a password."""
    import olefile  # opened for old files only

    with olefile.OleFileIO(path) as ole:
        if ole.exists("WordDocument"):
            header = ole.openstream("WordDocument").read(12)
            locked = len(header) == 12 and bool(header[11] & 0x01)
        else:
            stream = ole.openstream("Workbook" if ole.exists("Workbook") else "Book")
            locked = _has_filepass(stream.read(64 * 1024))
    if locked:
        raise _encrypted(path)


def _has_filepass(records: bytes) -> bool:
    """Whether the records at a workbook's start hold FILEPASS (0x2F), which only an encrypted one has."""
    position = 0
    while position + 4 <= len(records):
        number = int.from_bytes(records[position : position + 2], "little")
        if number == 0x2F:
            return True
        if number == 0x0A:  # EOF of the globals
            return False
        position += 4 + int.from_bytes(records[position + 2 : position + 4], "little")
    return False

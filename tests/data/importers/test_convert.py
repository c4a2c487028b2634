import shutil
import struct
import time
import zipfile
from pathlib import Path

import pytest

from data.errors import DocumentError
from data.importers import convert


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Give a folder for fake programs and one in which the conversion makes its own folders."""
    programs, work = tmp_path / "bin", tmp_path / "work"
    programs.mkdir()
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    return programs, work


def program(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def rtf(folder, name="计划.rtf"):
    path = folder / name
    path.write_bytes(b"{\\rtf1 \\u20219?\\u21153?}")
    return path


def pdf(folder):
    path = folder / "计划.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return path


COPY = 'while [ $# -gt 0 ]; do [ "$1" = --outdir ] && out=$2; shift; done; mkdir -p "$out"'


def test_what_is_readable_as_it_is_needs_no_program(tmp_path):
    path = tmp_path / "计划.txt"
    path.write_text("一、任务", encoding="utf-8")
    assert convert.to_readable(path, programs=str(tmp_path)) is None


@pytest.mark.parametrize("make", [rtf, pdf])
def test_without_a_program_one_line_says_how_to_save_the_file(tmp_path, make):
    with pytest.raises(DocumentError) as error:
        convert.to_readable(make(tmp_path), programs=str(tmp_path / "none"))
    assert "另存为 .docx" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_result_stands_alone_in_a_folder_under_the_documents_name(tmp_path, folders):
    programs, work = folders
    program(programs, "soffice", f'{COPY}; echo made > "$out/source.docx"')
    made = convert.to_readable(rtf(tmp_path), programs=str(programs))
    assert made.name == "计划.docx"
    assert made.read_text() == "made\n"
    assert list(made.parent.iterdir()) == [made]
    assert made.parent.parent == work


def test_the_program_gets_a_profile_of_its_own_in_which_no_macro_runs(tmp_path, folders):
    programs, _ = folders
    program(
        programs,
        "soffice",
        f'all="$*"; profile="${{1#-env:UserInstallation=file://}}"; {COPY}; '
        'cat "$profile/user/registrymodifications.xcu" > "$out/source.docx"; '
        'echo "$all" >> "$out/source.docx"',
    )
    said = convert.to_readable(rtf(tmp_path), programs=str(programs)).read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in said
    assert "--headless" in said
    assert "--convert-to docx" in said


def test_a_name_that_looks_like_an_option_is_none(tmp_path, folders):
    programs, _ = folders
    program(programs, "soffice", f'all="$*"; {COPY}; echo "$all" > "$out/source.docx"')
    made = convert.to_readable(rtf(tmp_path, "--accept=x.rtf"), programs=str(programs))
    assert "--accept" not in made.read_text()
    assert made.name == "--accept=x.docx"


@pytest.mark.parametrize("script", ["exit 3", "exit 0"])
def test_a_failed_conversion_is_told_and_leaves_nothing(tmp_path, folders, script):
    programs, work = folders
    program(programs, "soffice", script)
    with pytest.raises(DocumentError, match="转换失败"):
        convert.to_readable(rtf(tmp_path), programs=str(programs))
    assert list(work.iterdir()) == []


def test_a_conversion_that_hangs_is_stopped_with_what_it_started(tmp_path, folders):
    programs, work = folders
    program(programs, "soffice", f"(exec sleep 300) & echo $! > {tmp_path}/pid; wait")
    began = time.monotonic()
    with pytest.raises(DocumentError, match="转换超时"):
        convert.to_readable(rtf(tmp_path), programs=str(programs), timeout=0.5)
    assert time.monotonic() - began < 30
    started = Path("/proc", (tmp_path / "pid").read_text().strip(), "stat")
    while is_running(started) and time.monotonic() - began < 30:
        pass
    assert not is_running(started)
    assert list(work.iterdir()) == []


def is_running(stat):
    try:
        return stat.read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def fake_pdftotext(programs, text):
    (programs / "text").write_text(text, encoding="utf-8")
    program(programs, "pdftotext", f'for last; do :; done; /bin/cat "{programs}/text" > "$last"')


def test_the_lines_of_a_pdf_are_joined_to_paragraphs(tmp_path, folders):
    programs, _ = folders
    fake_pdftotext(
        programs,
        "            任务分工方案\n"
        "    （一）完善农机装备创新体系。瞄准农业机械化\n"
        "需求，加快推进创新，到 2020 年取得进展。（县农业农\n"
        "村局负责，9 月底前完成）\n"
        "                  — 1 —\n"
        "\f    （二）优化布局。扶持龙头企业。（县发改局负责）\n",
    )
    made = convert.to_readable(pdf(tmp_path), programs=str(programs))
    assert made.name == "计划.txt"
    assert made.read_text(encoding="utf-8").splitlines() == [
        "任务分工方案",
        "（一）完善农机装备创新体系。瞄准农业机械化需求，加快推进创新，到2020年取得进展。（县农业农村局负责，9月底前完成）",
        "（二）优化布局。扶持龙头企业。（县发改局负责）",
    ]


def test_a_number_at_the_margin_begins_a_paragraph():
    text = (
        "为加快推进农业机械化和农机装备产业转型升级意见。\n一、总体要求是深入贯彻落实各项决策部署安排如下。\n"
    )
    assert convert.join_pages(text).splitlines() == text.splitlines()


def test_a_scanned_pdf_is_refused_and_says_so(tmp_path, folders):
    programs, work = folders
    fake_pdftotext(programs, "\f\f 1 \f")
    with pytest.raises(DocumentError, match="扫描件"):
        convert.to_readable(pdf(tmp_path), programs=str(programs))
    assert list(work.iterdir()) == []


def test_a_pdf_with_a_table_is_refused_since_its_cells_are_lost(tmp_path, folders):
    programs, _ = folders
    row = "    1     县住建局      编制政务公开事项     9月底前\n          县财政局      标准目录\n"
    fake_pdftotext(programs, "任务分工表\n" + row * 4)
    with pytest.raises(DocumentError, match="里有表格"):
        convert.to_readable(pdf(tmp_path), programs=str(programs))


def old_word(path, text):
    """Write an OLE file whose WordDocument stream holds `text`."""
    content = (bytes(512) + text.encode("utf-16-le")).ljust(8192, b"\0")
    count = len(content) // 512

    def entry(name, kind, child, start, size):
        wide = name.encode("utf-16-le")
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1)
        return head + links + bytes(36) + struct.pack("<IQ", start, size)

    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + count), 0xFFFFFFFE]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<10I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
        + b"\xff" * 432
    )
    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(
        "WordDocument", 2, 0xFFFFFFFF, 2, len(content)
    )
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    path.write_bytes(header + table + directory.ljust(512, b"\0") + content)
    return path


@pytest.mark.parametrize("body", ["<w:p/>", "<w:tbl></w:tbl>"])
def test_a_table_that_was_lost_on_the_way_is_told(tmp_path, folders, body):
    programs, _ = folders
    with zipfile.ZipFile(programs / "made", "w") as file:
        file.writestr("word/document.xml", body)
    program(programs, "soffice", f'{COPY}; /bin/cp "{programs}/made" "$out/source.docx"')
    path = old_word(tmp_path / "计划.doc", "\x07".join(["序号", "任务", "单位", "时限"] * 3))
    if body == "<w:p/>":
        with pytest.raises(DocumentError, match="表格没有转换过来"):
            convert.to_readable(path, programs=f"{programs}:/bin")
    else:
        assert convert.to_readable(path, programs=f"{programs}:/bin").name == "计划.docx"


def test_the_installed_office_saves_an_rtf_as_a_document(tmp_path):
    path = rtf(tmp_path)
    if shutil.which("soffice") is None:
        with pytest.raises(DocumentError, match="另存为"):
            convert.to_readable(path)
        return
    made = convert.to_readable(path)
    with zipfile.ZipFile(made) as package:
        assert "任务" in package.read("word/document.xml").decode()
    shutil.rmtree(made.parent)

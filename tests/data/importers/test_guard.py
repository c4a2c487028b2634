import os
import struct
import zipfile

import pytest

from data.errors import DocumentError
from data.importers import guard
from data.importers.document import Cell, Document, Paragraph, Table

TYPES = "<?xml version='1.0' encoding='UTF-8'?><Types/>"
BODY = "<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='w'><w:body/></w:document>"


def package(path, parts=None, **more):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in (
            {"[Content_Types].xml": TYPES, "word/document.xml": BODY} | (parts or {}) | more
        ).items():
            if text is not None:
                file.writestr(name, text)
    return path


def refusal(path, **limits):
    with pytest.raises(DocumentError) as error:
        guard.check(path, guard.Limits(**limits)) if limits else guard.check(path)
    return str(error.value)


def old_office(path, streams):
    """Write the smallest OLE file that holds `streams`: a sector of FAT, one of directory, then data."""
    sector = 512

    def entry(name, kind, child, right, start, size):
        wide = name.encode("utf-16-le")
        return (
            wide.ljust(64, b"\0")
            + struct.pack("<HBB", len(wide) + 2, kind, 1)
            + struct.pack("<III", 0xFFFFFFFF, right, child)
            + bytes(16 + 4 + 16)
            + struct.pack("<IQ", start, size)
        )

    fat, entries, data = [0xFFFFFFFD, 0xFFFFFFFE], [], b""
    for number, (name, content) in enumerate(streams.items()):
        content = content.ljust(4096, b"\0")
        start = len(fat)
        count = len(content) // sector
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        right = number + 2 if number + 1 < len(streams) else 0xFFFFFFFF
        entries.append(entry(name, 2, 0xFFFFFFFF, right, start, len(content)))
        data += content
    root = entry("Root Entry", 5, 1, 0xFFFFFFFF, 0xFFFFFFFE, 0)
    directory = b"".join([root, *entries]).ljust(sector, b"\0")[:sector]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<I", 0)
        + b"\xff" * (108 * 4)
    )
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    path.write_bytes(header + table + directory + data)
    return path


def test_an_ordinary_document_passes(tmp_path):
    path = package(tmp_path / "计划.docx")
    assert guard.sniff(path) is guard.FileKind.WORD
    assert guard.check(path) is None


def test_a_workbook_is_told_from_a_document_by_its_parts_and_not_by_its_name(tmp_path):
    path = package(tmp_path / "计划.docx", {"word/document.xml": None, "xl/workbook.xml": "<workbook/>"})
    assert guard.sniff(path) is guard.FileKind.SHEET


@pytest.mark.parametrize(
    "text", ["一、任务", "<p>一、任务</p>", "<!DOCTYPE html><html><body>任务</body></html>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_and_pages_pass_in_any_usual_encoding(tmp_path, text, encoding):
    path = tmp_path / "计划.txt"
    path.write_bytes(text.encode(encoding))
    assert guard.check(path) is None
    assert guard.sniff(path) is (guard.FileKind.HTML if "<" in text else guard.FileKind.TEXT)


def test_a_missing_file_is_named(tmp_path):
    assert "找不到文件：没有.docx" in refusal(tmp_path / "没有.docx")


def test_a_link_to_nothing_says_that_its_target_is_missing(tmp_path):
    link = tmp_path / "链接.docx"
    link.symlink_to(tmp_path / "没有.docx")
    assert "链接指向的文件不存在" in refusal(link)


def test_a_link_to_a_document_is_followed(tmp_path):
    link = tmp_path / "链接.docx"
    link.symlink_to(package(tmp_path / "计划.docx"))
    assert guard.check(link) is None


def test_a_folder_is_no_document(tmp_path):
    assert "是文件夹" in refusal(tmp_path)


def test_a_pipe_is_no_document(tmp_path):
    os.mkfifo(tmp_path / "管道.docx")
    assert "不是普通文件" in refusal(tmp_path / "管道.docx")


def test_a_device_behind_a_link_is_no_document(tmp_path):
    link = tmp_path / "零.docx"
    link.symlink_to("/dev/zero")
    assert "不是普通文件" in refusal(link)


def test_a_path_through_a_file_cannot_be_opened(tmp_path):
    package(tmp_path / "计划.docx")
    assert "无法打开 里面.docx" in refusal(tmp_path / "计划.docx" / "里面.docx")


def test_an_empty_file_is_named_so(tmp_path):
    (tmp_path / "空.docx").touch()
    assert "空文件" in refusal(tmp_path / "空.docx")


def test_a_file_of_200_megabytes_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(200 * guard.MEGABYTE)
    message = refusal(path)
    assert "200 MB" in message
    assert "50 MB" in message


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"MZ\x90\x00\x03\x00", "程序文件"),
        (b"\x7fELF\x02\x01", "程序文件"),
        (b"\x89PNG\r\n\x1a\n\0", "图片"),
        (b"\xff\xd8\xff\xe0\0", "图片"),
        (b"GIF89a\0", "图片"),
        (b"BM6\x00\x00\x00", "图片"),
        (b"Rar!\x1a\x07\0", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"\x1f\x8b\x08\0", "压缩包"),
        (b"SQLite format 3\x00", "数据库"),
        (b"\x00\x01\x00\x00\x00", "二进制"),
    ],
)
def test_what_is_no_document_is_refused_by_its_content(tmp_path, start, what):
    path = tmp_path / "计划.docx"
    path.write_bytes(start + bytes(300))
    message = refusal(path)
    assert what in message
    assert "请" in message


def test_a_plain_archive_is_to_be_unpacked_first(tmp_path):
    path = tmp_path / "计划.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("任务.txt", "一、任务")
    assert "先解压" in refusal(path)


def test_an_archive_inside_an_archive_is_no_document(tmp_path):
    inner = package(tmp_path / "里.docx").read_bytes()
    path = tmp_path / "外.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("里.docx", inner)
    assert "压缩包" in refusal(path)


def test_a_package_without_content_types_is_damaged(tmp_path):
    assert "已损坏" in refusal(package(tmp_path / "计划.docx", {"[Content_Types].xml": None}))


@pytest.mark.parametrize(("parts", "what"), [({"ppt/slides.xml": "<p/>"}, "演示文稿")])
def test_slides_are_to_be_copied_into_a_document(tmp_path, parts, what):
    assert what in refusal(package(tmp_path / "汇报.pptx", parts | {"word/document.xml": None}))


def test_an_open_document_is_to_be_saved_again(tmp_path):
    parts = {"[Content_Types].xml": None, "word/document.xml": None, "content.xml": "<a/>", "mimetype": "odt"}
    assert "OpenDocument" in refusal(package(tmp_path / "计划.odt", parts))


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_package_that_was_cut_off_is_damaged(tmp_path, keep):
    path = package(tmp_path / "计划.docx", {"word/media/a.bin": os.urandom(5000)})
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    assert "已损坏" in refusal(path)


def test_a_part_whose_checksum_does_not_fit_is_damaged(tmp_path):
    path = tmp_path / "计划.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("word/document.xml", BODY)
    path.write_bytes(path.read_bytes().replace(b"<w:body/>", b"<w:bady/>"))
    assert "已损坏" in refusal(path)


def test_the_same_part_twice_is_damaged(tmp_path):
    path = package(tmp_path / "计划.docx")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as file:
        file.writestr("word/document.xml", BODY)
    assert "已损坏" in refusal(path)


def test_a_bomb_is_refused_by_its_ratio(tmp_path):
    path = package(tmp_path / "炸弹.docx", {"word/media/zero.bin": bytes(30 * guard.MEGABYTE)})
    assert path.stat().st_size < guard.MEGABYTE
    assert "压缩炸弹" in refusal(path)


def test_a_bomb_is_refused_by_what_it_unpacks_to(tmp_path):
    path = package(tmp_path / "炸弹.docx", {f"word/{number}.bin": bytes(1000) for number in range(20)})
    assert "压缩炸弹" in refusal(path, unpacked_bytes=10_000)


def test_a_bomb_is_refused_by_its_number_of_parts(tmp_path):
    path = package(tmp_path / "炸弹.docx", {f"word/{number}.xml": "<a/>" for number in range(20)})
    assert "压缩炸弹" in refusal(path, entries=10)


LAUGHS = (
    """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><a>&lol2;</a>"""
)
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"""


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, "<!doctype a><a/>"])
@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_a_declared_entity_is_refused_in_any_part_and_encoding(tmp_path, text, part, encoding):
    path = package(tmp_path / "实体.docx", {part: text.encode(encoding)})
    assert "外部实体" in refusal(path)


def test_a_declaration_that_straddles_two_reads_is_refused(tmp_path):
    text = "<!--" + "".join(map(str, range(guard.MEGABYTE)))[: guard.MEGABYTE - 12] + "--><!DOCTYPE a><a/>"
    assert "外部实体" in refusal(package(tmp_path / "实体.docx", {"word/document.xml": text}))


def test_an_encoding_that_hides_a_declaration_is_refused(tmp_path):
    text = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    assert "外部实体" in refusal(package(tmp_path / "实体.docx", {"word/document.xml": text}))


def test_a_page_that_declares_entities_is_refused(tmp_path):
    path = tmp_path / "页面.html"
    path.write_text('<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><p>&a;</p></html>')
    assert "外部实体" in refusal(path)


def test_macros_and_outside_links_are_remarked_and_do_not_stop_the_import(tmp_path):
    rels = '<Relationships><Relationship Target="http://x/" TargetMode="External"/></Relationships>'
    parts = {"word/vbaProject.bin": "x", "word/_rels/settings.xml.rels": rels}
    path = package(tmp_path / "宏.docm", parts)
    assert guard.check(path) is None
    assert guard.remarks(path) == (
        "文件带有宏：只读取文字，宏不会运行。",
        "文件带有外部链接：不会访问。",
    )
    assert guard.remarks(package(tmp_path / "计划.docx")) == ()


def test_a_package_with_a_password_says_how_to_take_it_off(tmp_path):
    path = old_office(tmp_path / "密码.docx", {"EncryptionInfo": b"x", "EncryptedPackage": b"x"})
    assert "取消密码" in refusal(path)


def test_an_archive_with_a_password_says_how_to_take_it_off(tmp_path):
    path = package(tmp_path / "计划.docx")
    whole = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(mark)
        while at >= 0:
            whole[at + offset] |= 1
            at = whole.find(mark, at + 4)
    path.write_bytes(bytes(whole))
    assert "取消密码" in refusal(path)


def test_an_old_document_is_known_and_passes(tmp_path):
    path = old_office(tmp_path / "计划.doc", {"WordDocument": bytes(12)})
    assert guard.sniff(path) is guard.FileKind.OLD_WORD
    assert guard.check(path) is None


def test_an_old_document_with_a_password_is_refused(tmp_path):
    header = bytes(10) + struct.pack("<H", 0x0100)
    assert "取消密码" in refusal(old_office(tmp_path / "计划.doc", {"WordDocument": header}))


def test_an_old_workbook_is_known_and_one_with_a_password_is_refused(tmp_path):
    begin, end = struct.pack("<HH", 0x809, 4) + bytes(4), struct.pack("<HH", 0x0A, 0)
    plain = old_office(tmp_path / "计划.xls", {"Workbook": begin + end})
    assert guard.sniff(plain) is guard.FileKind.OLD_SHEET
    assert guard.check(plain) is None
    locked = begin + struct.pack("<HH", 0x2F, 2) + bytes(2) + end
    assert "取消密码" in refusal(old_office(tmp_path / "密码.xls", {"Workbook": locked}))


def test_an_old_file_that_was_cut_off_is_damaged(tmp_path):
    path = tmp_path / "计划.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20))
    assert "已损坏" in refusal(path)


def test_random_bytes_never_pass_and_never_break_the_guard(tmp_path):
    path = tmp_path / "随机.docx"
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        path.write_bytes(start + os.urandom(3000))
        assert refusal(path)


def test_a_refused_file_is_left_as_it_was(tmp_path):
    path = package(tmp_path / "实体.docx", {"word/document.xml": LAUGHS})
    before = path.read_bytes()
    refusal(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def text_of(*lines):
    return Document("通知.docx", tuple(Paragraph(line) for line in lines))


@pytest.mark.parametrize(
    "marking",
    [
        "秘密",
        "机密",
        "绝密",
        "秘 密",
        "秘　密",
        "机密★10年",
        "秘密★1年",
        "机密★",
        "绝密★启用前",
        "秘密☆5年",
        "机密＊长期",
        "密级：秘密",
        "密 级: 机密",
        "【秘密】",
        "（机密）",
        "000012 机密 特急",
        "份号：000012　　机密★5年　　特急",
        "特急  秘密",
        "秘密★1年          东政办〔2020〕5号",
        "东政办〔2020〕5号\t秘密",
        "机密级",
        "秘密文件",
        "秘密（5年）",
    ],
)
def test_a_marking_of_secrecy_at_the_head_is_refused(marking):
    with pytest.raises(DocumentError, match="涉密文件不得导入"):
        guard.check_text(text_of("", marking, "东至县人民政府办公室文件", "关于印发任务分工表的通知"))


@pytest.mark.parametrize("lines", ["秘密★1年\n东至县人民政府文件", "份号\n密级\n机密"])
def test_a_marking_inside_a_table_or_a_broken_line_is_refused(lines):
    cell = Cell(lines, 0, 0)
    table = Table(((cell,),))
    with pytest.raises(DocumentError):
        guard.check_text(Document("通知.docx", (table,)))
    with pytest.raises(DocumentError):
        guard.check_text(text_of(lines))


@pytest.mark.parametrize(
    "line",
    [
        "关于做好保守国家秘密工作的通知",
        "各单位要严守国家秘密、商业秘密和个人隐私。",
        "一、加强保密教育，落实机密文件管理制度。",
        "密级：公开",
        "秘密投票办法",
        "县国家保密局",
        "涉及国家秘密的除外。",
        "秘书科",
        "机要局负责机密级以上文件的传递。",
    ],
)
def test_words_about_secrecy_are_no_marking(line):
    assert guard.check_text(text_of(line, "关于印发任务分工表的通知")) == ()


def test_a_marking_far_below_the_head_is_none():
    lines = [f"第{number}行" for number in range(40)]
    assert guard.check_text(text_of(*lines, "秘密")) == ()


@pytest.mark.parametrize(
    "marking",
    [
        "内部资料",
        "内部文件  注意保存",
        "内部资料，注意保存",
        "（内部使用）",
        "内部★1年",
        "工作秘密",
        "【内部】",
    ],
)
def test_an_inner_document_is_noted_and_imported(marking):
    (note,) = guard.check_text(text_of(marking, "关于印发任务分工表的通知"))
    assert "请确认" in note


@pytest.mark.parametrize("line", ["（此件不公开）", "此件依申请公开", "(此件不予公开)"])
def test_a_document_that_is_not_public_is_noted_wherever_it_says_so(line):
    assert guard.check_text(text_of("通知", *["正文"] * 30, line))
    assert guard.check_text(text_of("通知", "（此件公开发布）")) == ()

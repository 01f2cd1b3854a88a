"""What was sent is named from its bytes, whatever the file is called."""

import io
import struct
import zipfile

import msoffcrypto.format.ooxml
import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files.signature import Form, form_of


def refusal(content: bytes, name: str = "return.xlsx") -> str:
    with pytest.raises(UnreadableReturn) as refused:
        read_return(name, content)
    return str(refused.value)


@pytest.fixture(scope="module")
def locked(workbook):
    """A workbook with a password, as Office encrypts it (ECMA-376 agile encryption)."""
    plain = workbook([["Code", "Period", "Outturn"], ["5.2", "2018/19", 23]])
    file = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain)).encrypt("secret", file)
    return file.getvalue()


def dbase(kind: bytes) -> bytes:
    """The head of a dBase file of one field: kind, day of change, rows, length of head and row."""
    lengths = struct.pack("<IHH20x", 1, 65, 5)
    return kind + b"\x77\x09\x1e" + lengths + b"CODE".ljust(32, b"\0") + b"\r" + b" 5.2 \x1a"


@pytest.mark.parametrize("content", [b"", b"\r\n  \n", b"\0" * 64])
def test_an_empty_file_is_called_empty(content):
    assert refusal(content) == "The file is empty: save the return again and send that copy."


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"\xff\xd8\xff\xe0....JFIF", "a picture"),
        (b"{\\rtf1\\ansi", "a rich text document"),
        (b"\x1f\x8b\x08\x00....", "a compressed file"),
        (b"PAR1....", "a Parquet file"),
        (b"<!DOCTYPE html><html><table>", "a web page"),
        (b"\xef\xbb\xbf  <HTML><body><table>", "a web page"),
        (b'<?xml version="1.0"?><Workbook>', "an XML file"),
        (b"<style>td{}</style><table><tr><td>Code", "a web page"),
        (b"<!-- saved by a system --><html><table>", "a web page"),
        (b"<!-- one --> <!-- two -->\n<table>", "a web page"),
        (b"<!-- a comment without its end", "a web page"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', "a web page"),
        (b"<?xml version='1.0'?>\n<html xmlns:x=", "a web page"),
        (b"<div><table>", "a web page"),
        (b"<TR><TD>Code</TD>", "a web page"),
        ("\ufeff<html>".encode("utf-16-le"), "a web page"),
        (b"<ss:Workbook xmlns:ss=", "an XML file"),
        (b"<!DOCTYPE workbook><workbook>", "an XML file"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", "a web page saved as"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\n", "a web page saved as one file"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Location: f", "a web page saved"),
        (b"Received: from a by b\nFrom: me <a@b.uk>\nSubject: Q2\n\n", "an e-mail"),
        (b"From: a@b.uk\r\nTo: c@d.uk\r\nMIME-Version: 1.0\r\n\r\n", "an e-mail"),
        (b"Return-Path: <a@b>\nDate: Mon, 1 Jul 2019\n", "an e-mail"),
        (b'ID;PWXL;N;E\r\nC;Y1;X1;K"Code"', "a SYLK file"),
        (b"ID;PSCALC3\nP;PGeneral\n", "a SYLK file"),
        (b"ID;P\nB;Y3;X3\n", "a SYLK file"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "a DIF file"),
        (b"\n {\\rtf1\\ansi", "a rich text document"),
        (b"\xef\xbb\xbf%PDF-1.4", "a PDF"),
        (dbase(b"\x03"), "a dBase table"),
        (dbase(b"\x83"), "a dBase table"),
        (dbase(b"\x30"), "a dBase table"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "a workbook of before 1993"),
        (b"\x00\x00\x1a\x00\x00\x10\x04\x00", "a Lotus worksheet"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36", "a picture"),
        (b"\x00\x00\x00\x18ftypheic", "a picture"),
        (b"[InternetShortcut]\r\nURL=https://", "a link to a page"),
        (b'{"figures": [{"measure"', "JSON, made for programs"),
        (b'[{"measure": "5.2"}]', "JSON, made for programs"),
    ],
)
def test_what_was_sent_instead_is_named(content, named):
    assert f"The file is {named}" in refusal(content)


@pytest.mark.parametrize(
    "content",
    [
        b"ID;Period;Outturn\n5.2;2018/19;23\n",
        b"ID;PERIOD;OUTTURN\nR1;2018/19;23\n",
        b"TABLE,Period,Outturn\n0,1,2\n",
        b"Received: figures of Q2\nCode,Period,Outturn\n5.2,2018/19,23\n",
        b"<5,Period\n<10,5\n",
        b"BM,Period,Outturn\n5.2,2018/19,23\n",
        b"[x] is not available,,\nCode,Period,Outturn\n",
        b"From: Parks,Code\nTo: Performance,Period\n",
        b"3,Period\n",
    ],
)
def test_a_text_that_only_begins_like_another_form_is_a_text(content):
    assert form_of(content) is Form.TEXT


@pytest.mark.parametrize("name", ["Workbook", "WORKBOOK", "workbook", "Book", "BOOK"])
def test_the_case_of_the_name_of_a_stream_says_nothing(ole2, name):
    assert form_of(ole2({name: b"content"})) is Form.XLS


MIME = "application/vnd.oasis.opendocument."
LOCKED = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'


@pytest.mark.parametrize(
    "members",
    [
        {"META-INF/manifest.xml": LOCKED, "content.xml": b"\x8f\x02noise"},
        {"content.xml": b"\x8f", "styles.xml": b"\x8f", "META-INF/manifest.xml": LOCKED},
        {"META-INF/manifest.xml": LOCKED.replace("manifest:", ""), "content.xml": b"\x8f"},
        {"META-INF/manifest.xml": "<!-- of LibreOffice -->" + LOCKED, "content.xml": b""},
        {"encrypted-package": b"\x8f\x02noise", "META-INF/manifest.xml": "<manifest/>"},
    ],
)
def test_a_locked_ods_is_called_locked(archive, members):
    content = archive({"mimetype": f"{MIME}spreadsheet"} | members, zipfile.ZIP_STORED)
    assert "The workbook is locked with a password" in refusal(content, "return.ods")


@pytest.mark.parametrize("kind", ["text", "presentation", "graphics", "formula", "database"])
def test_other_documents_of_that_family_are_named(archive, kind):
    content = archive({"mimetype": MIME + kind, "content.xml": "<x/>"}, zipfile.ZIP_STORED)
    assert f"The file is an OpenDocument {kind}: send the return" in refusal(content)


def test_a_locked_workbook_is_told_from_an_old_one(locked, old_workbook):
    assert locked[:8] == old_workbook([["x"]])[:8]
    assert "locked with a password or a sensitivity label" in refusal(locked)
    assert form_of(old_workbook([["x"]])) is Form.XLS


@pytest.mark.parametrize("blanks", [b"", b" "], ids=["where a name could stand", "elsewhere"])
def test_the_word_for_an_encrypted_part_in_a_cell_locks_nothing(ole2, blanks):
    cell = blanks + "EncryptedPackage\0".encode("utf-16-le")
    assert form_of(ole2({"Workbook": cell})) is Form.XLS


@pytest.mark.parametrize(
    ("stream", "named"),
    [
        ("WordDocument", "a Word document"),
        ("__properties_version1.0", "an e-mail"),
        ("Something", "an old Office file without a workbook"),
    ],
)
def test_other_files_in_the_old_office_form_are_named(ole2, stream, named):
    assert named in refusal(ole2({stream: b"content"}))


@pytest.mark.parametrize(
    ("member", "named"),
    [
        ("word/document.xml", "a Word or PowerPoint document"),
        ("ppt/presentation.xml", "a Word or PowerPoint document"),
        ("Index/Document.iwa", "an Apple Numbers document"),
        ("Q2 return.xlsx", "a compressed folder"),
    ],
)
def test_archives_that_are_no_workbook_are_named(archive, member, named):
    assert named in refusal(archive({member: "content"}))


def test_an_archive_without_a_member_is_named(archive):
    assert "an empty compressed folder" in refusal(archive({}))


def test_a_cut_off_workbook_is_called_damaged(workbook):
    content = workbook([["Code", "Period", "Outturn"]])
    assert "damaged or incomplete" in refusal(content[: len(content) // 2])


def test_the_name_of_a_file_decides_nothing(workbook, text):
    rows = [["Code", "Period", "Outturn"], ["5.2", "2018/19", "23"]]
    from_workbook = read_return("return.csv", workbook(rows))
    from_text = read_return("return.xlsx", text(rows))
    assert from_workbook.rows["outturn"].tolist() == from_text.rows["outturn"].tolist() == ["23"]

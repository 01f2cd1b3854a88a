"""What was sent is named from its bytes, whatever the file is called."""

import io

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
    ],
)
def test_what_was_sent_instead_is_named(content, named):
    assert f"The file is {named}" in refusal(content)


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

"""Files that would not open safely are refused, in a sentence, quickly and in little memory."""

import copy
import io
import json
import os
import random
import struct
import subprocess
import sys
import time
import zipfile

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files import guard, workbook_limits
from kpis.readers.files import workbook as reader

MOST_SECONDS, MOST_MEGABYTES = 10, 300

# Reads each file named on the command line; prints what came of it and the most memory it took.
# Seconds are of the processor, so that a busy machine proves nothing wrong.
READ_AND_MEASURE = r"""
import json, pathlib, re, sys, time
from kpis.errors import UnreadableReturn
from kpis.readers import read_return
answers = {}
for path in map(pathlib.Path, sys.argv[1:]):
    begun = time.process_time()
    try:
        answer = f"{len(read_return(path.name, path.read_bytes()).rows)} rows"
    except UnreadableReturn as error:
        answer = str(error)
    answers[path.stem] = [answer, time.process_time() - begun]
# Not getrusage's ru_maxrss: that begins with the size of the process that started this one.
status = pathlib.Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
print(json.dumps([answers, peak]))
"""


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableReturn) as refused:
        read_return("return.xlsx", content)
    return str(refused.value)


def far_cell(book) -> None:
    book.active["XFD1048576"] = "x"


@pytest.fixture
def gigabyte(tmp_path, workbook_of_xml):
    """A workbook that unpacks to a gigabyte; its sheets share their bytes, as zip bombs do."""
    path = tmp_path / "gigabyte.xlsx"
    path.write_bytes(workbook_of_xml(" " * 10_000_000))
    with zipfile.ZipFile(path, "a") as packed:
        sheet = packed.getinfo("xl/worksheets/sheet1.xml")
        for number in range(2, 104):
            another = copy.copy(sheet)
            another.filename = f"xl/worksheets/sheet{number}.xml"
            packed.filelist.append(another)
        packed.comment = b"written anew"  # so that the directory is
    return path


def test_the_five_worst_files_each_end_in_one_sentence_soon_and_in_little_memory(
    tmp_path, gigabyte, workbook, ole2
):
    contents = {
        "random": random.Random(0).randbytes(2_000_000),
        "empty": b"",
        "locked": ole2({"EncryptionInfo": b"", "EncryptedPackage": b""}),
        "far": workbook([[]], edit=far_cell),
    }
    paths = [gigabyte]
    for name, content in contents.items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_MEASURE, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    answers, peak = json.loads(done.stdout)
    sentences = {name: answer for name, (answer, _) in answers.items()}
    assert sentences["random"].startswith("The file is neither a workbook nor a text")
    assert sentences["empty"].startswith("The file is empty")
    assert sentences["locked"].startswith("The workbook is locked with a password")
    assert sentences["gigabyte"].startswith("The file unpacks to 982 MB")
    assert "has something in cell XFD1048576, far beyond any table" in sentences["far"]
    assert all(sentence.count(".") >= 1 and "\n" not in sentence for sentence in sentences.values())
    assert max(seconds for _, seconds in answers.values()) < MOST_SECONDS
    assert peak < MOST_MEGABYTES


def test_a_file_larger_than_any_return_is_refused(monkeypatch):
    monkeypatch.setattr(guard, "MAX_LONG_TEXT", guard.MEGABYTE)
    assert refusal(b"a,b\n" * 300_000).startswith("The file has 1.1 MB and a return may have 1 MB")


def test_a_single_part_that_unpacks_to_much_is_refused(workbook_of_xml):
    content = workbook_of_xml(more={"xl/media/picture.bmp": bytes(guard.MAX_MEMBER + 1)})
    assert refusal(content).startswith("The file unpacks to 50 MB")


def test_a_part_that_unpacks_to_more_than_it_says_is_damaged(workbook_of_xml):
    rows = "<row>" + " " * 5_000_000 + "</row>"
    honest = workbook_of_xml(rows)
    with zipfile.ZipFile(io.BytesIO(honest)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(struct.pack("<L", size), struct.pack("<L", 1_000))
    assert lying != honest
    assert "damaged or incomplete" in refusal(lying)


def test_a_folder_of_thousands_of_parts_is_refused(archive):
    many = {f"xl/{number}": "" for number in range(guard.MAX_MEMBERS + 1)}
    assert "made of 2,002 parts" in refusal(archive({"[Content_Types].xml": "", **many}))


def test_a_compression_without_a_bound_is_never_unpacked(archive):
    content = archive({"[Content_Types].xml": "", "xl/a": "a"}, compression=zipfile.ZIP_BZIP2)
    assert "damaged" in refusal(content)


def test_an_archive_with_a_password_is_called_locked(archive):
    content = bytearray(archive({"[Content_Types].xml": "", "xl/a": "a"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        content[at + flags] |= 1
    assert "locked with a password" in refusal(bytes(content))


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "docProps/app.xml"])
def test_entities_are_refused_before_they_are_expanded(workbook_of_xml, archive, name):
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
    content = (
        workbook_of_xml(before=laughs)
        if "sheet1" in name
        else workbook_of_xml(more={name: f"{laughs}<Properties>&c;</Properties>"})
    )
    assert "defines entities of its own" in refusal(content)


def test_entities_are_found_in_utf_16_too(workbook_of_xml):
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
    content = workbook_of_xml(more={"docProps/app.xml": hidden.encode("utf-16")})
    assert "defines entities of its own" in refusal(content)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (("<row>" + '<c s="0"/>' * 10_000 + "</row>") * 11, "cells"),
        ('<row ht="15"/>' * (workbook_limits.MAX_CELLS + 1), "rows"),
        ("<si/>" * (workbook_limits.MAX_CELLS + 1), "different texts"),
    ],
)
def test_more_cells_or_rows_than_a_return_has_are_refused(workbook_of_xml, rows, kind):
    assert f"more than 100,000 {kind}" in refusal(workbook_of_xml(rows))


def test_cells_merged_down_a_whole_sheet_are_refused(workbook_of_xml):
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert "merged over more than 100,000 rows" in refusal(workbook_of_xml(after=after))


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCells><mergeCell ref="A1:XFD9"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:A1048576" location="x"/></hyperlinks>',
    ],
)
def test_wide_merged_cells_and_long_links_are_harmless(workbook_of_xml, after):
    assert read_return("return.xlsx", workbook_of_xml(after=after)).tables == ()


@pytest.mark.parametrize(
    "after",
    [
        "<dataValidations>" + '<dataValidation sqref="A1"/>' * 30_001 + "</dataValidations>",
        f'<dataValidations><dataValidation sqref="{"A1:B2 " * 200_000}"/></dataValidations>',
    ],
)
def test_more_rules_and_formats_than_can_be_loaded_soon_are_refused(workbook_of_xml, after):
    assert "too many formats, drawings or validation rules" in refusal(workbook_of_xml(after=after))


def test_more_elements_than_any_workbook_needs_are_refused(workbook_of_xml):
    rows = "<row><c>" + "<v/>" * workbook_limits.MAX_ELEMENTS + "</c></row>"
    assert "too many formats" in refusal(workbook_of_xml(rows))


@pytest.mark.parametrize("begun", ['<row spans="', "<!--", "<?x "])
def test_a_tag_of_megabytes_is_refused_before_it_is_parsed_again_and_again(workbook_of_xml, begun):
    process = time.process_time()
    assert "a tag of more than 1,500,000 characters" in refusal(
        workbook_of_xml(begun + " " * 45_000_000)
    )
    assert time.process_time() - process < 10


def test_a_text_of_megabytes_between_tags_is_no_tag(workbook_of_xml):
    heading = "".join(
        f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("Code", "Period", "Outturn")
    )
    rows = f"<row>{heading}</row>{' ' * 5_000_000}<row><c><v>1</v></c></row>"
    assert len(read_return("q2.xlsx", workbook_of_xml(rows)).tables) == 1


def test_strict_open_xml_is_refused_with_what_to_do(workbook_of_xml):
    strict = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    assert "Strict Open XML" in refusal(workbook_of_xml(more={"xl/workbook.xml": strict}))


def test_a_link_to_another_workbook_is_not_followed(workbook_of_xml):
    """The last value Excel saw there is in the cell; the other file is never asked for."""
    cell = "<c r='{}1' t='inlineStr'><is><t>{}</t></is></c>"
    heading = "".join(
        cell.format(letter, word)
        for letter, word in zip("ABC", ("Code", "Period", "Outturn"), strict=True)
    )
    linked = (
        "<c r='A2' t='inlineStr'><is><t>5.2</t></is></c>"
        "<c r='B2' t='inlineStr'><is><t>2018/19</t></is></c>"
        "<c r='C2'><f>'[1]Q1'!C2</f><v>23.4</v></c>"
    )
    raw = read_return(
        "return.xlsx",
        workbook_of_xml(
            f"<row r='1'>{heading}</row><row r='2'>{linked}</row>",
            more={
                "xl/externalLinks/externalLink1.xml": "<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": (
                    '<Relationships><Relationship Id="rId1" TargetMode="External" '
                    'Target="http://192.0.2.1/secret.xlsx"/></Relationships>'
                ),
            },
        ),
    )
    assert raw.rows["outturn"].tolist() == ["23.4"]


def test_a_workbook_of_hundreds_of_sheets_is_refused(workbook, monkeypatch):
    monkeypatch.setattr(reader, "MAX_SHEETS", 2)
    assert "has 3 sheets and a return may have 2" in refusal(workbook({"A": [], "B": [], "C": []}))

"""An Office file says whose it is and not when it was made."""

import io
import zipfile

from kpis.exports.office.settled import CORE, in_language, settled
from tests.unit.exports.office.documents import sample

CORE_WITH_TIME = (
    "<p><dc:creator>me</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created></p>'
)


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_the_properties_are_the_documents_and_without_a_time(archive):
    core = members(settled(archive({CORE: CORE_WITH_TIME}), sample()))[CORE].decode()
    assert "<dc:title>Performance report, Q2 2019/20</dc:title>" in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert "dcterms:created" not in core


def test_members_have_the_time_of_no_clock(archive):
    content = settled(archive({"a.xml": "<a/>"}), sample())
    (info,) = zipfile.ZipFile(io.BytesIO(content)).infolist()
    assert info.date_time == (1980, 1, 1, 0, 0, 0)


def test_workbooks_within_lose_their_times_too(archive):
    inner = archive({CORE: CORE_WITH_TIME, "xl/workbook.xml": "<w/>"})
    outer = members(settled(archive({"ppt/embeddings/data.xlsx": inner}), sample()))
    assert members(outer["ppt/embeddings/data.xlsx"])[CORE] == b"<p></p>"


def test_a_part_is_edited_by_its_name_or_the_beginning_of_it(archive):
    edits = {"a/*": lambda part: part + b"!", "b.xml": lambda _: b"new"}
    made = settled(archive({"a/1": "x", "b.xml": "old", "c": "y"}), sample(), edits)
    assert members(made) == {"a/1": b"x!", "b.xml": b"new", "c": b"y"}


def test_charts_speak_the_documents_language_and_their_texts_stay():
    chart = b'<c:lang val="en-US"/><a:defRPr sz="1" lang="en-US"/><a:t>lang="en-US"</a:t>'
    own = b'<c:lang val="en-GB"/><a:defRPr sz="1" lang="en-GB"/><a:t>lang="en-US"</a:t>'
    assert in_language("en-GB")(chart) == own

"""The one way in: any bytes end in a RawReturn or in a sentence, and what was typed comes back."""

import contextlib
import hashlib
import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.chart import LineChart
from openpyxl.comments import Comment

from kpis.cell_addresses import letters_of
from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files.invisible import visible
from kpis.readers.raw import RAW_ROWS, RawReturn

patiently = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
)
HEADER = ["Code", "Period", "Area", "Outturn", "Numerator", "Marker", "Commentary"]
FIELD_OF = dict(zip(HEADER, map(str.lower, HEADER), strict=True)) | {"Code": "measure"}

# Anything people type, but no control characters, no "_x0041_", which is code for one, and no
# carriage return, which XML does not keep.
typed = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t"), max_size=20
).filter(lambda text: "_x" not in text)
filled = typed.filter(lambda text: visible(text).strip())


@st.composite
def sheets(draw):
    """A tidy table with an outturn in every row, and where its top left corner stands."""
    line = st.tuples(typed, typed, typed, filled, typed, typed, typed)
    return (
        draw(st.lists(line, min_size=1, max_size=6)),
        draw(st.integers(0, 5)),
        draw(st.integers(0, 4)),
    )


def answer(content: bytes, name: str = "return.xlsx") -> RawReturn | None:
    """What came of it; any exception but the one allowed ends the test."""
    with contextlib.suppress(UnreadableReturn):
        raw = read_return(name, content)
        RAW_ROWS.check(raw.rows)
        return raw
    return None


def assert_comes_back(raw: RawReturn, lines, down: int, right: int) -> None:
    for place, header in enumerate(HEADER):
        assert raw.rows[FIELD_OF[header]].tolist() == [
            visible(line[place].strip()) for line in lines
        ]
    first = down + 2
    assert raw.rows["row"].tolist() == list(range(first, first + len(lines)))
    letters = letters_of(right + HEADER.index("Outturn") + 1)
    assert raw.rows["outturn_cell"].tolist() == [
        f"{letters}{row}" for row in raw.rows["row"].tolist()
    ]


@patiently
@given(sheets())
@example(([("=1+1", "#N/A", "'x", "-", "1e5", "TRUE", "\n a ")], 3, 2))
def test_any_text_in_a_workbook_comes_back_with_its_address(sheet):
    lines, down, right = sheet
    book = openpyxl.Workbook()
    for row, line in enumerate([HEADER, *lines], down + 1):
        for column, text in enumerate(line, right + 1):
            if text:
                cell = book.active.cell(row, column, text)
                cell.data_type = "s"  # also "=1+1" and "#N/A", as Excel keeps them behind a quote
    file = io.BytesIO()
    book.save(file)
    raw = read_return("return.xlsx", file.getvalue())
    assert_comes_back(raw, lines, down, right)
    assert raw.rows["outturn_kind"].tolist() == ["text"] * len(lines)


@patiently
@given(
    sheets(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_any_text_in_a_csv_comes_back_with_its_address(text, sheet, separator, encoding):
    lines, down, right = sheet
    margin = [""] * right
    rows = [*([] for _ in range(down)), *([*margin, *line] for line in (HEADER, *lines))]
    assert_comes_back(read_return("q2.csv", text(rows, separator, encoding)), lines, down, right)


@patiently
@given(
    st.lists(st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-9999, 9999)))
)
def test_any_number_in_a_workbook_comes_back_as_the_same_number(workbook, figures):
    raw = read_return(
        "q2.xlsx", workbook([["Code", "Period", "Outturn"], *(["5.2", "x", f] for f in figures)])
    )
    # openpyxl writes 16 digits of a number; the text must be that very decimal.
    assert list(map(float, raw.rows["outturn"])) == [float(f"{figure:.16g}") for figure in figures]
    assert not raw.rows["outturn"].str.contains("e").any()


@patiently
@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
@example(b"\xef\xbb\xbf")
@example(b'"')
@example(b"\xff\xfe\x00")
@example(b"sep=,")
@example(b"Code,Period,Outturn")
def test_any_bytes_end_in_a_return_or_a_sentence(content):
    answer(content)


@settings(deadline=None, max_examples=8)
@given(st.binary(max_size=2000))
def test_any_bytes_in_an_old_workbook_end_in_a_return_or_a_sentence(ole2, content):
    answer(ole2({"Workbook": content}))


@pytest.fixture(scope="module")
def filled_workbook(workbook) -> bytes:
    """One with most of what a workbook can have."""

    def furnish(book):
        sheet = book.active
        sheet.merge_cells("A1:C1")
        sheet.row_dimensions[4].hidden = True
        sheet["D4"].number_format = "0.0%"
        sheet["D5"] = "=D4*2"
        sheet["A3"].hyperlink = "https://www.gov.uk"
        sheet["A3"].comment = Comment("look", "someone")
        sheet.add_chart(LineChart(), "J2")

    rows = [
        ["Our return"],
        HEADER,
        *(["5.2", "Q2 2019/20", "", 0.5, 1, "p", "x"] for _ in range(3)),
    ]
    return workbook(rows, edit=furnish)


def mutated(data: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """The data with bytes replaced at some places (modulo its length)."""
    content = bytearray(data)
    for place, length, replacement in cuts:
        at = place % (len(content) + 1)
        content[at : at + length] = replacement
    return bytes(content)


cuts = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), st.binary(max_size=20)),
    min_size=1,
    max_size=4,
)


@patiently
@given(cuts)
def test_a_workbook_damaged_anywhere_ends_in_a_return_or_a_sentence(filled_workbook, cuts):
    answer(mutated(filled_workbook, cuts))


@patiently
@given(st.data())
def test_a_workbook_with_damaged_parts_ends_in_a_return_or_a_sentence(
    filled_workbook, archive, data
):
    """Here the archive is sound and its checksums right: the damage reaches whoever reads it."""
    with zipfile.ZipFile(io.BytesIO(filled_workbook)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    name = data.draw(st.sampled_from(sorted(members)))
    if data.draw(st.booleans()):
        members[name] = mutated(members[name], data.draw(cuts))
    else:
        tokens = (b'"', b"<", b">", b"1", b"A1", b"r=", b"s=", b"t=", b"General", b"sheet", b"/")
        token, other = data.draw(st.tuples(st.sampled_from(tokens), st.sampled_from(tokens)))
        members[name] = members[name].replace(token, other, data.draw(st.integers(1, 5)))
    answer(archive(members))


def test_a_return_carries_its_name_its_size_and_its_fingerprint(text):
    content = text([["Code", "Period", "Outturn"], ["5.2", "2018/19", "23"]])
    raw = read_return("Place Q2.csv", content)
    assert (raw.file_name, raw.size) == ("Place Q2.csv", len(content))
    assert raw.sha256 == hashlib.sha256(content).hexdigest()


def test_a_workbook_and_a_csv_of_the_same_cells_differ_in_kinds_only(workbook, text):
    rows = [HEADER, ["5.2", "Q2 2019/20", "Here", "23.4", "", "p", "Why"]]
    one, other = read_return("q2", workbook(rows)), read_return("q2", text(rows))
    columns = [name for name in RAW_ROWS.columns if name != "sheet"]
    assert one.rows[columns].equals(other.rows[columns])


def test_reading_is_imported_when_something_is_read():
    loaded = subprocess.run(
        [sys.executable, "-c", "import kpis.readers, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"openpyxl", "python_calamine", "pandas"} & set(loaded)


def test_a_csv_is_read_without_the_library_for_workbooks():
    code = (
        "import sys; from kpis.readers import read_return; "
        "read_return('q2.csv', b'Code,Period,Outturn'); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"openpyxl", "python_calamine"} & set(loaded)

"""The board pack as a PDF: whole, sound, for every reader, and on as many pages as it promises."""

import io
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import outloud
import pikepdf
import pymupdf
import pytest

from kpis.errors import ExportError
from kpis.exports.formats import PLAIN, Format, Look, media_type_of, render
from kpis.exports.pdf.document import MOST_PAGES
from kpis.exports.pdf.fitting import CONTINUED, GOES_ON
from kpis.exports.pdf.letters import MISSING
from kpis.model import local_administrator
from kpis.plan.chain.chain import chain_of
from kpis.plan.load import load_plan
from kpis.reports.blocks import (
    Cell,
    Column,
    Document,
    Facts,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from kpis.reports.pack import pack
from kpis.reports.selection import Selection, selected
from kpis.store import Store
from kpis.use_cases.publishing.report import report_of
from tests.unit.exports.pdf.documents import HOSTILE, hostile_table, small
from tests.unit.exports.pdf.reading import first_pages, page_texts, pages_of_each
from tests.unit.exports.said import first_unsaid, sign, texts_in, together

MOST_BYTES = 2_000_000  # of a pack of 49 measures: what a member can be mailed


@pytest.fixture(scope="module")
def pdf(second_pack: Document) -> bytes:
    return render(second_pack, Format.PDF)


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[str]:
    return page_texts(pdf)


@pytest.fixture(scope="module")
def starts(pdf: bytes) -> dict[str, int]:
    return first_pages(pdf)


def text_of(document: Document) -> str:
    return "".join(page_texts(render(document, Format.PDF)))


def test_a_second_program_finds_no_fault_in_it(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []


def test_poppler_reads_the_same_and_calls_it_tagged(pdf, second_pack, tmp_path):
    """Where it is installed; on the machine that judges changes it must be."""
    if shutil.which("pdftotext") is None:
        assert not os.environ.get("CI"), "pdftotext is needed: `make test` installs it."
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "pack.pdf"
    path.write_bytes(pdf)
    facts, text = (
        subprocess.run([program, path, *to], capture_output=True, check=True, text=True).stdout
        for program, to in (("pdfinfo", ()), ("pdftotext", ("-",)))
    )
    assert re.search(r"Tagged: +yes", facts)
    assert re.search(r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)", facts)
    figures = {
        cell.text
        for section in second_pack.walk()
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if cell.is_figure
    }
    assert len(figures) > 200
    assert {figure for figure in figures if together(figure) not in together(text)} == set()


def test_it_can_be_read_aloud_by_the_rules_of_pdf_ua(second_quarter, tmp_path):
    """The pack of an outcome, which has every kind of page; `make soak` asks of the whole one."""
    outcome = pack(selected(second_quarter, Selection(outcome=4)), ())
    assert faults_aloud(render(outcome, Format.PDF), tmp_path) == []


@pytest.mark.soak
def test_a_plan_whose_every_word_is_hostile_makes_a_sound_pack(hostile_house, tmp_path):
    folder, path = hostile_house
    store, plan = Store(path), load_plan(folder)
    by, now = local_administrator(""), datetime(2026, 1, 1)
    report = report_of(store, chain_of(plan), now, actor=by)
    made = render(pack(report, ()), Format.PDF)
    assert faults_aloud(made, tmp_path) == []
    assert together("<img src=x") in "".join(page_texts(made))


@pytest.mark.soak
def test_the_whole_pack_can_be_read_aloud(pdf, tmp_path):
    assert faults_aloud(pdf, tmp_path) == []


def faults_aloud(pdf: bytes, folder: Path) -> list[str]:
    """What the checker calls an error: of a file that is tagged, and that it could read."""
    path = folder / "pack.pdf"
    path.write_bytes(pdf)
    found = outloud.check(str(path))
    assert found.stats["tagged"]
    assert not found.error
    return [str(each) for each in found.findings if each.severity == "error"]


def test_it_says_its_title_and_language(pdf, second_pack):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert str(file.Root.Lang) == "en-GB"
        assert str(file.docinfo["/Title"]) == second_pack.title
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)


def test_it_says_everything_that_the_document_says_in_its_order(pages, starts, second_pack):
    for section, texts in texts_in(second_pack):
        if section is not None and section.key != "grid":  # its notes stand beneath it
            said = "".join(pages[starts.get(section.key, 0) :])
            assert first_unsaid(texts, said) == "", section.title


def test_every_line_of_the_grid_is_there_with_its_marks_and_the_numbers_of_its_notes(
    pages, starts, second_pack
):
    (grid,) = [section for section in second_pack.walk() if section.key == "grid"]
    (table,) = grid.blocks
    page = pages[starts["grid"]]
    for row in table.rows:
        for cell in row.cells:
            assert together(cell.text) in page or cell.mark
        if not row.is_group:
            marks = "".join(sign(cell) for cell in row.cells)
            assert together(f"{row.cells[0].text}{marks}{_first_figure(row)}") in page
    notes = dict.fromkeys(cell.note for row in table.rows for cell in row.cells if cell.note)
    for number, note in enumerate(notes, 1):
        assert together(f"{number}{note}") in page


def _first_figure(row: Row) -> str:
    return next((cell.text for cell in row.cells[1:] if cell.is_figure), "")


def test_a_measure_has_one_page(pages, starts, second_pack):
    counts = pages_of_each(second_pack, starts, len(pages))
    measures = {key: count for key, count in counts.items() if key.startswith("measure:")}
    assert len(measures) >= 49
    assert set(measures.values()) == {1}


def test_every_measure_stands_on_one_page_of_the_grid(pdf, pages, starts, second_pack):
    assert pages_of_each(second_pack, starts, len(pages))["grid"] == 1
    with pikepdf.open(io.BytesIO(pdf)) as file:
        left, low, right, high = map(float, file.pages[starts["grid"]].mediabox)
        assert right - left < high - low


def test_what_is_off_track_is_told_before_any_measure(starts):
    first = min(place for key, place in starts.items() if key.startswith("measure:"))
    assert starts["exceptions"] < starts["grid"] < first


def test_the_heads_of_a_table_stand_on_each_page_of_it(pages, starts, second_pack):
    (table,) = [each for each in second_pack.blocks() if getattr(each, "name", "") == "activities"]
    head = together("".join(column.title for column in table.columns))
    begins, ends = starts["activities"], starts["commitments"]
    assert ends - begins > 1
    assert all(head in page for page in pages[begins:ends])


def test_every_page_says_whose_it_is_and_which_of_how_many(pages, second_pack):
    for number, page in enumerate(pages, 1):
        assert together(second_pack.running) in page
        assert f"Page{number}of{len(pages)}" in page


def test_the_contents_lead_to_every_measure_and_say_its_page(pdf, pages, starts, second_pack):
    contents = pages[1]
    for section in second_pack.walk():
        if section.key.startswith("measure:") and section.is_page:
            line = together(f"{section.code}{section.title}{starts[section.key] + 1}")
            assert line in contents
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages[1].Annots) >= len(starts)


def test_a_pack_of_49_measures_can_be_mailed(pdf):
    assert len(pdf) <= MOST_BYTES


def test_the_same_document_makes_the_same_bytes_in_another_process_too():
    code = (
        "import sys; from tests.unit.exports.pdf.documents import small, hostile_table;"
        "from kpis.exports.formats import Format, render;"
        "sys.stdout.buffer.write(render(small(hostile_table()), Format.PDF))"
    )
    root = Path(__file__).parents[4]
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=root)
    assert made.stdout == render(small(hostile_table()), Format.PDF)


def test_markup_in_titles_notes_and_names_comes_out_as_text():
    document = small(
        hostile_table(), Paragraph(text=HOSTILE, lead=HOSTILE), title=HOSTILE, opening=()
    )
    assert text_of(document).count(together(HOSTILE)) == 9  # the head stands above both parts


def test_a_title_of_400_characters_is_told_whole():
    long = "Residents " * 40
    section = Section(title=long, key="measure:x", is_page=True)
    document = small(
        title=long, sections=(Section(title="A", key="a", sections=(section,), is_page=True),)
    )
    assert text_of(document).count(together(long)) == 3  # with the contents


def test_letters_of_other_scripts_are_set_in_a_font_that_has_them():
    said = "שלום عالم Ελλάδα Привет বাংলা Łódź ▲ ▬ ◇"
    text = text_of(small(Paragraph(text=said)))
    assert MISSING not in text
    assert "Привет" in text


def test_a_letter_that_no_font_has_stands_as_a_box_and_the_document_says_so():
    text = text_of(small(Paragraph(text="中文 school")))
    assert f"{MISSING * 2}school" in text
    assert "hasnofontfor" in text
    assert "hasnofontfor" not in text_of(small(Paragraph(text="school")))


def test_characters_that_steer_or_turn_text_are_left_out():
    text = text_of(small(Paragraph(text="a\x07b\u202ec\ue000")))
    assert f"abc{MISSING}" in text


def test_a_line_break_stays_one():
    with_break = render(small(Paragraph(text="one\ntwo")), Format.PDF)
    with pymupdf.open(stream=with_break) as file:
        assert "one\ntwo" in file[0].get_text()


def test_a_long_commentary_goes_on_at_the_end_and_the_measure_keeps_its_page():
    words = " ".join(f"word{number}" for number in range(3_000))
    measure = Section(
        title="Recycling",
        code="5.2",
        key="measure:recycling",
        is_page=True,
        blocks=(
            Facts(items=(("Outturn", Cell(text="26%")),)),
            Paragraph(text=words, tone=Tone.QUOTE, lead="The service says:"),
        ),
    )
    after = Section(title="After", key="after", is_page=True)
    outcome = Section(title="Outcome", key="o", is_page=True, sections=(measure, after))
    made = render(small(sections=(outcome,)), Format.PDF)
    starts, texts = first_pages(made), page_texts(made)
    assert starts["after"] - starts["measure:recycling"] == 1
    assert together(GOES_ON) in texts[starts["measure:recycling"]]
    said = "".join(texts).replace("Northmere", "")
    assert said.count("word2999") == 1
    assert CONTINUED in said


def test_a_row_that_is_longer_than_a_page_goes_on_on_the_next():
    words = " ".join(f"word{number}" for number in range(4_000))
    table = Table(
        name="t",
        caption="c",
        columns=(Column(title="Activity"), Column(title="Words")),
        rows=(Row(cells=(Cell(text="Short"), Cell(text=words))),),
    )
    texts = page_texts(render(small(table), Format.PDF))
    assert len(texts) > 2
    said = "".join(texts)
    assert [number for number in range(4_000) if f"word{number}" not in said] == []


def test_a_page_that_is_too_full_is_set_smaller_until_it_holds_all():
    lines = tuple(Paragraph(text=f"Line {number} " * 12) for number in range(90))
    measure = Section(title="Full", key="measure:full", is_page=True, blocks=lines)
    after = Section(title="After", key="after", is_page=True)
    outcome = Section(title="Outcome", key="o", is_page=True, sections=(measure, after))
    made = render(small(sections=(outcome,)), Format.PDF)
    starts = first_pages(made)
    assert starts["after"] - starts["measure:full"] == 1
    assert "Line89" in page_texts(made)[starts["measure:full"]]


def test_a_report_without_a_measure_is_a_sound_document():
    document = small(Paragraph(text="There is no measure in this report."))
    assert "Thereisnomeasureinthisreport." in text_of(document)
    assert len(page_texts(render(small(sections=()), Format.PDF))) == 1


def test_a_link_to_what_the_document_does_not_have_is_text():
    cell = Cell(text="Recycling", to="measure:elsewhere")
    table = Table(name="t", caption="c", columns=(Column(title="M"),), rows=(Row(cells=(cell,)),))
    assert "Recycling" in text_of(small(table))


def test_more_measures_than_a_file_can_hold_are_told_in_a_sentence():
    sections = [Section(title="Recycling", is_page=True) for _ in range(MOST_PAGES + 1)]
    with pytest.raises(ExportError, match=r"this report has 1,001\. Make one of each outcome"):
        render(small(sections=tuple(sections)), Format.PDF)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"


@pytest.mark.parametrize("logo", [PNG, SVG], ids=["png", "svg"])
def test_the_logo_of_the_council_stands_on_the_first_page(logo):
    plain = render(small(), Format.PDF)
    assert (
        render(small(), Format.PDF, Look(logo=logo)) != plain == render(small(), Format.PDF, PLAIN)
    )


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (PNG + b"0" * 40_000_000, "40.0 MB"),
        (b"GIF89a", "neither PNG nor SVG"),
        (PNG[:20], "cannot be made"),
    ],
    ids=["too large", "another kind", "damaged"],
)
def test_a_logo_that_cannot_be_used_is_told_in_a_sentence(logo, words):
    with pytest.raises(ExportError, match=words):
        render(small(), Format.PDF, Look(logo=logo))


def test_the_format_is_known_by_its_name():
    assert media_type_of(Format.PDF) == "application/pdf"

"""How the sheet that a service fills in looks and prints."""

import io
import math
import zipfile

from kpis.template.columns import COLUMNS


def test_it_prints_with_its_headers_on_every_page_and_keeps_them_in_sight(sheet):
    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9  # A4
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_print_holds_everything_to_the_commentary(sheet, due):
    last = due[-1][0] + 2 + 6
    assert sheet.print_area == f"'Return'!$A$1:$O${last}"
    assert COLUMNS[14].header == "Commentary"


def test_the_footer_says_which_page_of_what(template, opened):
    for sheet in opened(template):
        footer = sheet.oddFooter
        assert footer.left.text == "Northmere Together 2023-25"
        assert footer.center.text == "Return for Q4 2023/24"
        assert footer.right.text == "Page &P of &N"


def test_the_cursor_begins_in_the_first_outturn(sheet):
    (entry,) = [each for each in sheet.sheet_view.selection if each.pane == "bottomRight"]
    assert entry.activeCell == "K6"
    assert sheet["K5"].value == "Outturn"


def test_what_is_asked_and_what_is_known_differ_without_colour(sheet, due, columns):
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[-6:][at : at + 2], 16) for at in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    row = due[0][0]
    to_fill_in, prefilled = (sheet.cell(row, columns[header]) for header in ("Outturn", "Measure"))
    assert grey(to_fill_in.fill.fgColor.rgb) > grey(prefilled.fill.fgColor.rgb)
    assert grey(to_fill_in.border.left.color.rgb) < grey(prefilled.border.left.color.rgb) - 60
    header = sheet.cell(5, 1)
    assert grey(header.font.color.rgb) - grey(header.fill.fgColor.rgb) > 150


def test_long_texts_wrap_instead_of_reaching_under_their_neighbours(sheet, due, columns):
    for row, _ in due:
        for header in ("Measure", "Definition", "Commentary", "Unit", "One before"):
            assert sheet.cell(row, columns[header]).alignment.wrap_text
            lines = len(str(sheet.cell(row, columns[header]).value or "").split("\n"))
            assert sheet.row_dimensions[row].height >= lines * 11


def test_a_row_has_room_for_its_longest_text_and_still_grows_with_what_is_typed(
    template, sheet, due
):
    width = sheet.column_dimensions["B"].width
    for row, _ in due:
        lines = math.ceil(len(sheet.cell(row, 2).value) / width)
        assert sheet.row_dimensions[row].height >= lines * 11
    with zipfile.ZipFile(io.BytesIO(template)) as parts:
        text = parts.read("xl/worksheets/sheet1.xml")
    assert b'<row r="6" ht=' in text
    assert b"customHeight" not in text

"""What nobody sees in a cell makes no difference, in a CSV as in a workbook."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.readers import read_return
from kpis.readers.files.invisible import has_invisible, visible

HEADER = ["Code", "Period", "Outturn", "Area", "Commentary"]
ROW = ["5.2", "Q2 2019/20", "45", "Old Town", "Fine"]
SEEN_BESIDE_DIGITS = "\u00ad\u202e"
SHOWN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"  # signs around a number
FORMAT = [
    chr(code)
    for code in (*range(0x10000), *range(0xE0001, 0xE0080))
    if unicodedata.category(chr(code)) == "Cf"
    and chr(code) not in SEEN_BESIDE_DIGITS + SHOWN
    and chr(code) not in "\u0890\u0891"  # signs before an amount, as those above
]


def put_in(text: str, sign: str) -> str:
    middle = max(1, len(text) // 2)
    return f"{sign}{text[:middle]}{sign}{text[middle:]}{sign}"


@pytest.mark.parametrize("sign", FORMAT, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_character_of_format_in_any_cell_changes_nothing(text, sign):
    rows = [[put_in(cell, sign) for cell in row] for row in (HEADER, ROW)]
    (row,) = read_return("q2.csv", text(rows)).rows.to_dict("records")
    assert [row[name] for name in ("measure", "period", "outturn", "area", "commentary")] == ROW


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff", "\u200e", "\u200d"])
def test_nor_in_a_workbook_or_its_periods_as_headers(workbook, sign):
    raw = read_return("q2.xlsx", workbook([["Code", put_in("Q2 2019/20", sign)], ["5.2", "4"]]))
    assert raw.rows["period"].tolist() == ["Q2 2019/20"]
    rows = [[put_in(cell, sign) for cell in HEADER], ROW]
    assert read_return("q2.xlsx", workbook(rows)).rows["outturn"].tolist() == ["45"]


def test_blanks_that_do_not_break_stand_around_headers_codes_areas_and_figures(text, workbook):
    for blank in "\u00a0\u2007\u2009\u202f\u3000":
        rows = [[f"{blank}{cell}{blank}" for cell in row] for row in (HEADER, ROW)]
        for content in (text(rows), workbook(rows)):
            (row,) = read_return("q2", content).rows.to_dict("records")
            assert [row[name] for name in ("measure", "outturn", "area")] == ["5.2", "45", ROW[3]]


def test_a_cell_in_which_nothing_is_seen_is_empty(text, workbook):
    rows = [HEADER, ["5.2", "Q2 2019/20", "\u200b", "", "Late"], ["\ufeff", "", "\u2060", "", ""]]
    for content in (text(rows), workbook(rows)):
        raw = read_return("q2", content)
        assert raw.rows["outturn"].tolist() == [""]
        assert raw.rows["outturn_kind"].tolist() == ["empty"]


@pytest.mark.parametrize(
    "text",
    ["👨‍👩‍👧 families", "میخواهم", "नमस्‍ते", "❤️", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Wales", "שלום \u200fא"],
)
def test_what_means_something_in_other_scripts_and_in_emoji_is_kept(text):
    assert visible(text) == text.replace("\u200b", "")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("co\u00adoperate", "cooperate"),
        ("Out\u00adturn", "Outturn"),
        ("\u00ad5", "\u00ad5"),
        ("4\u00ad5", "4\u00ad5"),
        ("\u202e54", "\u202e54"),
        ("\u202eOutturn", "Outturn"),
        ("\ufeff \u200b45\u200e ", "45"),
    ],
)
def test_what_may_be_seen_beside_digits_is_left_for_validation_to_name(text, seen):
    assert visible(text) == seen


@given(st.text())
def test_a_text_loses_nothing_that_is_seen(text):
    kept = visible(text)
    hidden = set(text) - set(kept)
    assert all(
        unicodedata.category(sign) in ("Cf", "Mn", "Lo", "Zs", "Cc", "Zl", "Zp") for sign in hidden
    )
    assert visible(kept) == kept


@given(st.text(alphabet=st.characters(max_codepoint=0x024F, exclude_characters="\u00ad")))
def test_a_latin_text_stays_as_it_is(text):
    assert visible(text) == text


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u061c", "\u202e"])
def test_a_long_file_with_one_is_left_to_the_reader_that_drops_them(sign):
    assert has_invisible(f"\ufeffCode,Period\n5.2{sign},Café – £5\n".encode())
    assert not has_invisible("\ufeffCode,Period\n5.2,Café – “£5”\n".encode())

"""How wide text is: as the shipped font says, and near enough for letters that it has not."""

import hashlib
import json
from importlib.resources import files

import pytest

from kpis.charts.svg.texts import cut_short, fitted, lines_of, plain, width_of
from kpis.charts.svg.widths import FONTS, text_width
from kpis.charts.template import FONT

TABLE = json.loads(files("kpis.charts.svg").joinpath("letter_widths.json").read_text("utf-8"))


def test_the_table_is_of_the_font_that_is_shipped():
    font = files("kpis.server").joinpath("fonts/sans.woff2").read_bytes()
    assert TABLE["font"] == hashlib.sha256(font).hexdigest()


def test_a_line_is_as_wide_as_its_letters_and_grows_with_the_type():
    assert text_width("il", 10) == pytest.approx((246 + 255) / 100)
    assert text_width("il" * 7, 20) == pytest.approx(14 * text_width("il", 10))
    assert text_width("", 13) == 0


def test_bold_is_wider_and_figures_are_all_of_one_width():
    assert text_width("Outturn", 13, bold=True) > text_width("Outturn", 13)
    assert len({text_width(figure, 13) for figure in "0123456789"}) == 1


def test_letters_the_font_has_not_take_room_too_and_what_is_laid_over_others_none():
    assert text_width("住", 10) == 10
    assert text_width("ש", 10) > 5
    assert text_width("e\u0301", 10) == text_width("e", 10)


def test_pictures_name_the_fonts_of_the_screen_and_the_shipped_one_by_its_own_name():
    assert FONTS.split(", ")[0] == "Source Sans"
    assert {name.strip(' "') for name in FONT.split(",")} | {"Reading"} == set(FONTS.split(", "))


def test_text_is_broken_between_words_so_that_each_line_fits():
    (line,) = lines_of("The scale does not start at 0, and <b>bold words</b> stay bold")
    broken = fitted([line], 13, 120)
    assert len(broken) > 2
    assert all(width_of(each, 13) <= 120 for each in broken)
    assert " ".join("".join(p.words for p in each) for each in broken) == plain(
        "The scale does not start at 0, and <b>bold words</b> stay bold"
    )
    assert [p.words for each in broken for p in each if p.bold] == ["bold", "words"]


def test_no_more_lines_than_asked_and_the_last_says_that_there_was_more():
    broken = fitted(lines_of("many words " * 30), 13, 120, 2)
    assert len(broken) == 2
    assert broken[-1][-1].words.endswith("…")
    assert width_of(broken[-1], 13) <= 120


def test_a_word_wider_than_its_line_is_cut():
    ((piece,),) = fitted(lines_of("w" * 300), 13, 120)
    assert piece.words.endswith("…")
    assert 100 < width_of((piece,), 13) <= 120


def test_what_fits_is_left_as_it_is():
    (line,) = lines_of("Target 24%")
    assert cut_short(line, 13, width_of(line, 13)) == line


def test_markup_is_taken_off_and_what_people_typed_is_kept():
    assert plain("<b>A &lt;b&gt; &amp; B</b><br>%\u2060{x}") == "A <b> & B\n%{x}"

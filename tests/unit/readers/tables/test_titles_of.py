"""What a note says that the figures of a table are of is told from other sentences."""

import pytest

from kpis.readers.tables.doubts.titles import of_what


@pytest.mark.parametrize(
    ("note", "of"),
    [
        ("Figures are for London", "London"),
        ("NB: all figures  relate to 2018/19.", "2018/19"),
        ("Note that the data shown here refer only to Q1 2019/20", "Q1 2019/20"),
        ("Numbers cover the Bow East ward only", "Bow East ward"),
        ("Figures for London are higher", ""),
        ("Figures are not for London", ""),
        ("Housing figures", ""),
        ("Staff are for change", ""),
        ("Figures are for " + "x" * 200, ""),
    ],
)
def test_a_note_says_what_figures_are_of(note, of):
    assert of_what(note) == of

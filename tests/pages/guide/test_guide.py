"""The guide explains what analysis says, with pictures from whatever plan is running."""

import re

from kpis.ui.guide.analysis import NO_EXAMPLE

SECTIONS = [
    "Chance and clear change",
    "Intervals",
    "Signal or noise",
    "Outlook",
    "Rank",
    "Withheld figures",
]


def test_each_part_of_analysis_has_words_and_a_picture_with_its_text(open_page, html_of):
    at = open_page("guide/how_to_read")
    headings = [found.value for found in at.header]
    assert [name for name in headings if name in SECTIONS] == SECTIONS
    pictures = [chart.proto.alt for chart in at.get("plotly_chart")]
    assert len(pictures) == len(SECTIONS)
    assert all(pictures)
    assert NO_EXAMPLE not in html_of(at)


def test_the_icons_stand_in_a_table_with_words_and_meanings(open_page, html_of):
    html = html_of(open_page("guide/how_to_read"))
    table = re.search(r'<table class="k-table k-guide k-icons".*?</table>', html, re.S)[0]
    assert len(re.findall(r'class="k-signal-words">[^<]+<', table)) == 7


def test_an_interval_is_said_to_be_right_in_most_cases_and_not_in_this_one(open_page, html_of):
    html = html_of(open_page("guide/how_to_read"))
    assert "Of a hundred such intervals about 95 hold the level that the service really has" in html
    assert "About five do not, and nobody can tell which." in html


def test_the_example_of_no_clear_change_tells_its_own_figures_and_reason(open_page, html_of):
    html = html_of(open_page("guide/how_to_read"))
    told = re.search(r"Here ([\d.,%]+) in .+? follows ([\d.,%]+), and yet there is no clear", html)
    assert told
    assert told[1] != told[2]

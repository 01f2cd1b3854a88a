"""Blocks as HTML: what a reader sees, hears and follows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.charts.palette import LIGHT, style_colours
from kpis.charts.trend import trend_description
from kpis.exports.html.blocks import block_html, blocks_html
from kpis.exports.html.sections import section_html
from kpis.exports.html.setting import Setting, anchor
from kpis.exports.html.style import style_sheet
from kpis.frames import SERIES
from kpis.model import Basis, Frequency, Measure, Polarity, RagStatus, Unit
from kpis.reports.blocks import (
    Bullets,
    Cell,
    Chart,
    ChartColumn,
    Column,
    Entries,
    Entry,
    Facts,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
    Tile,
    Tiles,
    Tone,
)
from tests.hostile_texts import HOSTILE
from tests.unit.exports.html.reading import pictures, read, shown

RED = Mark(status=RagStatus.RED)
PLACES = {"measure:recycling": "../measures/recycling/", "outcome:5": "#outcome-5"}
LINKED = Setting(link=PLACES.get)


def made(block, setting=LINKED, level=3):
    return read(block_html(block, setting, level))


def classes(body, name):
    return [each for each in body.iter() if name in (each.get("class") or "").split()]


@pytest.mark.parametrize("tone", list(Tone))
def test_a_paragraph_has_the_look_of_its_tone_and_its_lead_set_off(tone):
    body = made(Paragraph(text="It rose.", tone=tone, lead="So:"))
    assert shown(body) == "So: It rose."
    assert [each.text for each in body.iter("strong")] == ["So:"]
    assert bool(list(body.iter("blockquote"))) == (tone is Tone.QUOTE)


def test_no_two_tones_look_the_same():
    looks = {made(Paragraph(text="x", tone=tone))[0].get("class") for tone in Tone}
    assert len(looks) == len(Tone)
    assert all(f".{look}" in style_sheet() for look in looks)


def test_counts_stand_in_a_list_beneath_a_heading_of_their_level():
    tile = Tile(number=1234, name="Red", meaning="worse", change="2 more", mark=RED)
    body = made(Tiles(title="Now", tiles=(tile,)), level=4)
    assert [each.text for each in body.iter("h4")] == ["Now"]
    (item,) = body.iter("li")
    # The letter of the mark is for the eye alone: the name beside it says what it is.
    assert shown(item) == "1,234 RRedworse2 more"
    assert [each.text for each in item.iter() if each.get("aria-hidden")] == ["R"]


def test_an_entry_says_its_marks_in_words_and_leads_to_its_measure():
    before = Mark(status=RagStatus.AMBER, said="Amber before")
    now = Mark(status=RagStatus.RED, said="Red now")
    entry = Entry(
        title="Recycling",
        code="5.2",
        to="measure:recycling",
        marks=(before, now),
        facts="21% against 23%.",
        told=(("The service says", "Trucks broke."), ("", "It fell.")),
    )
    body = made(Entries(items=(entry,)))
    assert [each.text for each in classes(body, "k-hidden")] == ["Amber before", "Red now"]
    (link,) = body.iter("a")
    assert (link.get("href"), shown(link)) == ("../measures/recycling/", "5.2 Recycling")
    assert [shown(each) for each in classes(body, "k-item-told")[0]] == [
        "The service says: Trucks broke.",
        "It fell.",
    ]


def test_where_there_is_no_entry_its_sentence_stands():
    assert shown(made(Entries(items=(), nothing="None is red."))) == "None is red."


def test_facts_are_terms_with_their_values():
    cell = Cell(text="23.0% [p]", note="published", value=23.0, unit=Unit.PERCENT, marker="p")
    body = made(Facts(items=(("Outturn", cell), ("Rating", Cell(text="Red", mark=RED)))))
    assert [each.text for each in body.iter("dt")] == ["Outturn", "Rating"]
    assert [shown(each) for each in body.iter("dd")] == ["23.0% [p]published", "RRed"]


GROUPED = Table(
    name="grid",
    caption="Every measure.",
    columns=(
        Column(title="Measure"),
        Column(title="Q1", is_mark=True, group="2019/20"),
        Column(title="Q2", is_mark=True, group="2019/20"),
        Column(title="Outturn", is_figure=True),
    ),
    rows=(
        Row(cells=(Cell(text="5 Clean", to="outcome:5"),), is_group=True),
        Row(
            cells=(
                Cell(text="5.2 Recycling", to="measure:recycling"),
                Cell(text="Red, last measured Q4", mark=Mark(status=RagStatus.RED, carried=True)),
                Cell(),
                Cell(text="23.0%", value=23.0, unit=Unit.PERCENT),
            )
        ),
        Row(cells=(Cell(text="6 Safe", to="outcome:6"),), is_group=True),
    ),
)


def test_a_table_tells_what_every_header_is_of():
    body = made(GROUPED)
    (table,) = body.iter("table")
    assert shown(table.find("caption")) == "Every measure."
    heads = [(shown(each), each.get("scope"), each.get("colspan")) for each in table.iter("th")]
    assert heads == [
        ("Measure", "col", None),
        ("2019/20", "colgroup", "2"),
        ("Outturn", "col", None),
        ("Q1", "col", None),
        ("Q2", "col", None),
        ("5 Clean", "rowgroup", "4"),
        ("5.2 Recycling", "row", None),
        ("6 Safe", "rowgroup", "4"),
    ]
    assert len(list(table.iter("tbody"))) == 2  # each group with its rows


def test_a_table_that_scrolls_can_be_reached_and_has_a_name():
    (frame,) = classes(made(GROUPED), "k-scroll")
    assert (frame.get("role"), frame.get("tabindex")) == ("region", "0")
    assert frame.get("aria-label") == "Every measure."


def test_a_mark_by_itself_is_said_in_words():
    (mark,) = classes(made(GROUPED), "k-mark")
    assert "k-mark-carried" in mark.get("class")
    assert [each.text for each in classes(mark, "k-hidden")] == ["Red, last measured Q4"]


def test_what_leads_nowhere_is_no_link():
    links = [each.get("href") for each in made(GROUPED).iter("a")]
    assert links == ["#outcome-5", "../measures/recycling/"]
    assert not list(made(GROUPED, Setting()).iter("a"))


def test_a_mark_for_each_of_many_says_of_what_it_is_and_leads_there():
    marks = (
        Mark(status=RagStatus.RED, said="5.2 Recycling: Red", to="measure:recycling"),
        Mark(status=RagStatus.GREEN, said="5.3 Parks: Green", to="measure:parks"),
    )
    cells = (Cell(text="5 Clean"), Cell(text="1 green, 1 red", marks=marks))
    columns = (Column(title="Outcome"), Column(title="Latest rating of each"))
    body = made(Table(name="t", caption="c", columns=columns, rows=(Row(cells=cells),)))
    first, second = body.iter("li")
    assert shown(first) == "R5.2 Recycling: Red"
    assert [each.get("href") for each in first.iter("a")] == ["../measures/recycling/"]
    assert not list(second.iter("a"))  # it has no page here
    assert "1 green, 1 red" in shown(body)


def test_facts_in_words_are_a_list_of_terms():
    cell = Cell(text="5 Clean", to="outcome:5")
    body = made(Facts(items=(("Outcome", cell), ("Unit", Cell(text="%"))), in_words=True))
    (terms,) = body.iter("dl")
    assert terms.get("class") == "k-terms"
    assert [each.get("href") for each in terms.iter("a")] == ["#outcome-5"]


def test_a_paragraph_may_lead_somewhere():
    body = made(Paragraph(text="All of it", to="outcome:5"))
    assert [(shown(each), each.get("href")) for each in body.iter("a")] == [
        ("All of it", "#outcome-5")
    ]


def test_a_long_text_has_the_whole_width_of_a_card_and_none_has_no_room_in_it():
    columns = tuple(Column(title=title) for title in "ABCD")
    cells = (Cell(text="a"), Cell(text="–"), Cell(text="word " * 20), Cell(text="c"))
    body = made(Table(name="t", caption="c", columns=columns, rows=(Row(cells=cells),)))
    looks = [each.get("class") for each in body.iter("td")]
    assert looks == ["k-absent", "k-long", None]


def test_figures_by_period_stay_rows_on_a_narrow_screen():
    columns = tuple(Column(title=title) for title in ("Period", "Outturn", "Target", "Rating"))
    (table,) = made(Table(name="t", caption="c", columns=columns, rows=())).iter("table")
    assert table.get("class") == "k-table k-history"


def test_a_picture_that_was_drawn_is_not_drawn_again(a_chart):
    setting = Setting()
    first = block_html(a_chart, setting, 3)
    kept = dict(setting.drawn)
    assert block_html(a_chart, setting, 3) == first
    assert len(kept) == 2
    assert all(setting.drawn[key] is drawn for key, drawn in kept.items())


def test_a_table_without_rows_is_a_table_all_the_same():
    body = made(Table(name="t", caption="None.", columns=(Column(title="A"),), rows=()))
    assert [each.tag for each in body.iter("table", "tbody")] == ["table", "tbody"]


@pytest.fixture(scope="module")
def a_chart():
    """A chart of two lines, one with a gap."""
    measure = Measure(
        id="recycling",
        code="5.2",
        outcome=5,
        number=2,
        title="Recycling",
        definition="",
        unit=Unit.PERCENT,
        unit_label="% of household waste",
        decimals=1,
        polarity=Polarity.HIGHER,
        frequency=Frequency.YEAR,
        basis=Basis.PERIOD,
        directorate="Place",
        owner="",
        source="",
    )
    return Chart(
        name="trend_recycling",
        title="Recycling <fell>",
        alt="It fell from 24.0% to 23.0%.",
        description=trend_description(SERIES.empty(), measure),
        names=("2017/18", "2018/19"),
        columns=(
            ChartColumn(title="Outturn", values=(24.0, 23.0)),
            ChartColumn(title="Target", values=(math.nan, 26.0), role="target"),
        ),
        unit=Unit.PERCENT,
        decimals=1,
        notes=("Break at 2018/19. Counted anew.",),
    )


def test_a_chart_is_a_figure_with_caption_picture_notes_and_its_numbers(a_chart):
    body = made(a_chart)
    (figure,) = body.iter("figure")
    assert figure.find("figcaption").text == "Recycling <fell>"
    assert [shown(each) for each in classes(figure, "k-chart-notes")] == [a_chart.notes[0]]
    (behind,) = figure.iter("details")
    rows = [[shown(each) for each in row] for row in behind.iter("tr")]
    assert rows == [
        ["Period", "Outturn", "Target"],
        ["2017/18", "24.0%", "–"],
        ["2018/19", "23.0%", "26.0%"],
    ]


def test_a_chart_is_drawn_for_wide_and_for_narrow_screens_with_ids_of_their_own(a_chart):
    drawn = pictures(made(a_chart))
    assert [each.get("viewBox").split()[2] for each in drawn] == ["680", "340"]
    named = [each.get("id") for one in drawn for each in one.iter() if each.get("id")]
    assert len(named) == len(set(named)) == 4
    for one in drawn:
        read_aloud = one.get("aria-labelledby").split()
        assert [each.text for each in one.iter() if each.get("id") in read_aloud] == [
            a_chart.title,
            a_chart.alt,
        ]


def test_a_page_may_do_without_the_narrow_picture_and_the_numbers(a_chart):
    body = made(a_chart, Setting(phone=False, numbers=False))
    assert len(pictures(body)) == 1
    assert not list(body.iter("details"))


def test_headings_go_down_level_by_level_and_never_below_the_last():
    inner = Section(title="Three", sections=(Section(title="Four"),))
    outer = Section(title="One", code="5", key="outcome:5", sections=(inner,))
    body = read(section_html(outer, Setting(), level=5))
    heads = [(each.tag, shown(each)) for each in body.iter("h5", "h6")]
    assert heads == [("h5", "5 One"), ("h6", "Three"), ("h6", "Four")]
    assert body[0].get("id") == "outcome-5"


@pytest.mark.parametrize(
    ("key", "id"),
    [
        ("measure:recycling_rate", "measure-recycling_rate"),
        ("directorate:Health, Adults & Community", "directorate-health-adults-community"),
        ("grid", "grid"),
    ],
)
def test_an_id_is_made_of_a_key_without_signs_that_addresses_cannot_have(key, id):
    assert anchor(key) == id


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_whatever_is_typed_comes_out_as_text(typed):
    cell = Cell(text=typed, note=typed, mark=Mark(status=RagStatus.RED, said=typed))
    blocks = (
        Paragraph(text=typed, lead=typed, tone=Tone.QUOTE),
        Bullets(items=(typed,)),
        Entries(items=(Entry(title=typed, code=typed, facts=typed, told=((typed, typed),)),)),
        Facts(items=((typed, cell),)),
        Table(
            name="t",
            caption=typed,
            columns=(Column(title=typed), Column(title=typed, group=typed)),
            rows=(Row(cells=(cell, cell)), Row(cells=(cell,), is_group=True)),
        ),
    )
    read(blocks_html(blocks, Setting()))


def test_what_wants_to_be_markup_stays_text_in_every_block():
    entry = Entry(title=HOSTILE, facts=HOSTILE, told=((HOSTILE, HOSTILE),))
    body = read(
        blocks_html(
            [
                Paragraph(text=HOSTILE, lead=HOSTILE),
                Bullets(items=(HOSTILE,)),
                Tiles(tiles=(Tile(number=1, name=HOSTILE, meaning=HOSTILE),), title=HOSTILE),
                Entries(items=(entry,)),
                Table(name="t", caption=HOSTILE, columns=(Column(title=HOSTILE),), rows=()),
            ],
            Setting(),
        )
    )
    assert not list(body.iter("a", "b", "img", "script"))
    assert not [each for each in body.iter() if each.get("id") == "evil"]


def test_the_sheet_has_the_colours_that_pictures_of_charts_ask_for():
    for name in style_colours(LIGHT):
        assert f"--k-{name}:" in style_sheet()

"""How to read what analysis says: each with a picture from the running plan and plain words."""

import streamlit as st

from kpis.ui.guide import examples
from kpis.ui.guide.examples import Example
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.chart import draw
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.layout import is_dark, section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.performance.signal_icons import ASSURANCES, VARIATIONS, assurance, variation
from kpis.ui.state.figures import Figures
from kpis.words.chances import yardstick
from kpis.words.control_charts import ASSURANCE_MEANINGS, VARIATION_MEANINGS
from kpis.words.figures import figure

NO_EXAMPLE = "No measure of this plan has such figures yet, so there is no picture."


def draw_analysis(figures: Figures) -> None:
    """The sections, in the order in which a measure's page shows these things."""
    dark = is_dark()
    for draw_section in (_chance, _intervals, _signal, _outlook, _rank, _withheld):
        draw_section(figures, dark)


def _chance(figures: Figures, dark: bool) -> None:
    section("Chance and clear change")
    example = examples.unclear_change(figures, dark)
    show(
        _prose(
            "Figures go up and down by chance alone. If a coin is tossed a hundred times it does "
            "not fall heads fifty times each time. So two figures are called better or worse only "
            "when they lie further apart than chance explains. Some series vary more than their "
            "number of cases explains. From 13 earlier figures on, the test allows for that. "
            "Otherwise there is “no clear change”, and the page says what the number of cases can "
            "tell. Where no number of cases is known, and for averages and sums of money, no test "
            "is possible. They are "
            "“changed, not tested”.",
            _unclear(example),
        )
    )
    _picture(example, "chance")


def _intervals(figures: Figures, dark: bool) -> None:
    section("Intervals")
    show(
        _prose(
            "Luck plays a part in every figure. The thin upright line through it, its 95% "
            "interval, shows how far that may reach. It is worked out in a way that is right 19 "
            "times in 20. Of a hundred such intervals about 95 hold the level that the service "
            "really has. About five do not, and nobody can tell which. A long line means few "
            "cases, and a figure that is a rough guide only. A short line means many. Where two "
            "lines overlap widely, do not make much of the difference."
        )
    )
    _picture(examples.intervals(figures, dark), "intervals")


def _signal(figures: Figures, dark: bool) -> None:
    section("Signal or noise")
    show(
        _prose(
            "A control chart asks of each figure whether it is news. The line in the middle is the "
            "average. The shaded band is the usual range: as long as nothing has really changed, "
            "nearly all points lie within it. Its ends are the process limits. A limit where no "
            "figure can be, below 0 or above 100%, is drawn at 0 or at 100%. Four things say that "
            "something has changed. One is a point outside the band. Two are seven points in a "
            "row on one side of the average, and seven that all rise or all fall. The fourth is "
            "two of three points close to a limit. Such points have a shape and a colour of their "
            "own. 13 points are needed before limits are drawn. They are worked out again where "
            "the way of counting changed, and where a change has lasted and its reason is known. "
            "A figure may be worse than last year's and yet far better than usual. Then it "
            "is called worse, which is about two figures. It is also called “still clearly better "
            "than usual”, which is about all of them."
        )
    )
    show(
        _prose(
            "All this holds for figures that vary around one level, each by itself. Some have a "
            "season. Some follow the one before, as when most of the same people are counted "
            "again. Some count cases of a known number, or events that are rare. Then the chart "
            "that fits is drawn, and the page says why. Its band may move from figure to figure. "
            "No figure is called news where its own 95% interval holds the middle line."
        )
    )
    _picture(examples.control_chart(figures, dark), "control")
    show(icon_table())


def _outlook(figures: Figures, dark: bool) -> None:
    section("Outlook")
    show(
        _prose(
            "Where there are enough figures, the shaded fan shows how far the coming ones may "
            "reach, going by the past ones. It is 8 times in 10 within the stronger shade, and 19 "
            "times in 20 within the lighter one. It gets wider, because what is further off is "
            "less sure. The heavy bars at its end are the target and, shorter, the minimum "
            "expectation. Beneath it stands the chance that the target will be met. “Likely (about "
            "70%)” means that of ten such cases seven would meet it and three would not. The words "
            "are those of the UK government's probability yardstick. An outlook is no promise, and "
            "no plan: what is done from now on can change it."
        )
    )
    show(yardstick_table())
    _picture(examples.outlook(figures, dark), "outlook")


def _rank(figures: Figures, dark: bool) -> None:
    section("Rank")
    show(
        _prose(
            "Each upright line is an area, and the large dot is the council. Areas are ranked from "
            "the best, number 1, to the last, and areas with the same figure share a rank: “joint "
            "8th of 32”. Figures vary by chance, and a rank with them. The stronger band covers "
            "the ranks that chance allows. “4th to 25th” of 32 means: three areas are clearly "
            "better, seven are clearly worse, the others cannot be told apart from the council. "
            "Where the numbers of cases are not known, that is said instead. Figures of more than "
            "three years ago rank nobody. Only published figures of the same period are "
            "compared, and counts are not, because they follow from the size of an area.",
        )
    )
    _picture(examples.rank(figures, dark), "standing")


def _withheld(figures: Figures, dark: bool) -> None:
    section("Withheld figures")
    show(
        _prose(
            "A small number can give a person away. So where fewer than five people stand behind a "
            "group's figure it is not shown, and is marked [c]. Often a second group is withheld "
            "as well: otherwise the first could be worked out from the total. A withheld figure is "
            "not a nought, and not a missing one."
        )
    )
    _picture(examples.withheld(figures, dark), "withheld")


def yardstick_table() -> Html:
    """Each word for a chance, with the chances it stands for."""
    lines = [row(row_header(word), cell(f"{low}% to {high}%")) for word, low, high in yardstick()]
    head = row(column("Word"), column("Chance"))
    return table("Chances in words.", head, lines, class_="k-guide")


def icon_table() -> Html:
    """Both kinds of icon, each with its words and what they mean."""
    marks = [(variation(kind, cause), VARIATION_MEANINGS[kind]) for kind, cause in VARIATIONS] + [
        (assurance(kind, "higher"), ASSURANCE_MEANINGS[kind]) for kind in ASSURANCES
    ]
    return table(
        "The two icons beside a control chart. The first four say whether the latest point is "
        "news. The last three say what the usual ups and downs do with the target, the heavy "
        "line.",
        row(column("Icon and words"), column("Meaning")),
        [row(row_header(mark), cell(meaning)) for mark, meaning in marks],
        class_="k-guide k-icons",
    )


def _prose(*words: Child) -> Html:
    return element("p", *words, class_="k-prose")


def _picture(example: Example | None, name: str) -> None:
    """The picture, of which measure it is, and how to get there."""
    if example is None:
        show(element("p", NO_EXAMPLE, class_="k-quiet"))
        return
    with st.container(width=760):
        draw(example.drawn, f"of_{name}")
    title = link(measure_address(example.measure.id, ""), example.measure.title)
    show(element("p", "For example: ", title, ".", class_="k-foot"))


def _unclear(example: Example | None) -> str:
    """The two figures of the picture in words."""
    if example is None or example.row is None:
        return ""
    pair = example.row
    before, now = (
        figure(value, pair.unit, pair.decimals) for value in (pair.previous_outturn, pair.outturn)
    )
    return (
        f" Here {now} in {pair.period_label} follows {before}, and yet there is no clear change: "
        f"{_lower(pair.direction_previous_reason)}."
    )


def _lower(reason: str) -> str:
    return f"{reason[:1].lower()}{reason[1:]}"

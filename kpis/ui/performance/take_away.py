"""What a reader takes away from a page: the same as a file, and how to cite it."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import streamlit as st

from kpis.exports.formats import Format, media_type_of, render
from kpis.model import EVERYBODY, Measure, Release, Whose
from kpis.reports.blocks import Document
from kpis.reports.pack import pack
from kpis.reports.quarter import QuarterReport
from kpis.reports.selection import Selection, selected
from kpis.reports.single import activities_document, measure_document
from kpis.ui.kit.download import download
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import section, show
from kpis.ui.state import documents, narrowing, seen
from kpis.ui.state.publication import Shown
from kpis.use_cases.publishing.packs import name_of_file
from kpis.use_cases.seen_store import SeenStore
from kpis.words.publication import publisher_of
from kpis.words.report.citation import citation

_OFFERED = {
    Format.PDF: "PDF",
    Format.HTML: "Web page in one file",
    Format.WORKBOOK: "Excel workbook",
    Format.WORD: "Word",
    Format.SLIDES: "Slides",
}
_OF_ONE = (Format.PDF, Format.HTML, Format.WORKBOOK)
# What an address says besides when.
_PLACES = ("measure", "outcome", "theme", "board", "status", *narrowing.NAMES)
_Made = Callable[[QuarterReport, Sequence[Release]], Document]


def take_away(
    shown: Shown,
    title: str,
    *,
    outcome: int = 0,
    theme: str = "",
    board: str = "",
    whose: Whose = EVERYBODY,
) -> None:
    """Draw it for a page of the whole plan, or of the outcome, theme or board that it is about.

    title: the page's own. whose: whose measures it is about, beside what it is narrowed to.
    """
    asked = Selection(outcome=outcome, theme=theme, board=board)
    whose = whose if whose.said else shown.whose

    def made(report: QuarterReport, releases: Sequence[Release]) -> Document:
        return pack(_narrowed(selected(report, asked), whose), releases)

    of = [f"{kind}-{value}" for kind, value in asked.asked] + [*whose.said.values()]
    _draw(shown, title, of, made, tuple(_OFFERED))


def take_activities_away(shown: Shown, whose: Whose, outcome: int) -> None:
    """Draw it for the page of activities. outcome: the one it shows, 0 for all."""

    def made(report: QuarterReport, releases: Sequence[Release]) -> Document:
        own = selected(report, Selection(outcome=outcome))
        return activities_document(_narrowed(own, whose), releases)

    of = ["activities", *([f"outcome-{outcome}"] if outcome else []), *whose.said.values()]
    _draw(shown, "Activities", of, made, _OF_ONE)


def take_measure_away(shown: Shown, measure: Measure) -> None:
    """Draw it for the page of a measure."""

    def made(report: QuarterReport, releases: Sequence[Release]) -> Document:
        return measure_document(report, measure, releases)

    title = f"{measure.code} {measure.title}"
    _draw(shown, title, [measure.code, measure.id], made, _OF_ONE)


def _narrowed(report: QuarterReport, whose: Whose) -> QuarterReport:
    """The report of what a page is narrowed to; as it is where that is nothing."""
    if not whose.said:
        return report
    told = ", ".join(filter(None, (report.whose, whose.words)))
    ids = {row.measure_id for row in report.rows}
    own = [each for each in whose.of(report.plan.measures) if each.id in ids]
    return report.only(told, own, whose.of(report.plan.tracked))


def _draw(
    shown: Shown, title: str, of: Sequence[str], made: _Made, formats: tuple[Format, ...]
) -> None:
    section("Take this page away")
    words = "The same figures and sentences, made when you ask for them."
    show(element("p", words, class_="k-foot"))
    with st.container(horizontal=True):
        for each in formats:
            name = name_of_file(shown.quarter, shown.figures.release, of, each)
            download(
                _OFFERED[each],
                _maker(shown, made, name, each),
                name,
                key=f"take_{each.value}",
                kind=media_type_of(each),
            )
    show(element("p", element("strong", "Cite this: "), _citation(shown, title), class_="k-foot"))


def _maker(shown: Shown, made: _Made, name: str, format: Format) -> Callable[[], bytes]:
    """Makes the file once it is asked for, for who may still see these figures by then."""
    figures, quarter = shown.figures, shown.quarter

    def make(store: SeenStore) -> bytes:
        documents.refuse_unpublished(store, figures.release, name)
        report = documents.report_shown(figures, quarter, store)
        made_of = made(report, documents.releases_of(store))
        return render(made_of, format, documents.look_shown())

    return seen.when_asked(figures.state.own_plan, make)


def _citation(shown: Shown, title: str) -> str:
    release = shown.figures.release
    asked = {name: value for name, value in st.query_params.items() if name in _PLACES}
    asked |= {"period": shown.quarter.id} | ({"release": str(release.number)} if release else {})
    return citation(
        publisher=publisher_of(shown.plan),
        title=title,
        plan=shown.plan.title,
        quarter=shown.quarter.label,
        release=release,
        address=f"{st.context.url}?{urlencode(asked)}" if st.context.url else "",
        seen_at=shown.figures.as_at,
    )

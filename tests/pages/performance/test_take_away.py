"""What a reader takes away from a page is what commands make of the same figures."""

from io import BytesIO

import openpyxl
import pytest

from kpis.clock import utc_now
from kpis.exports.formats import Format, render
from kpis.model import local_administrator
from kpis.periods import period_of_id
from kpis.plan.chain.chain import chain_of
from kpis.reports.pack import pack
from kpis.reports.selection import Selection, selected
from kpis.ui.performance import take_away
from kpis.use_cases.publishing.report import report_of

Q2 = "2023-24-Q2"


@pytest.fixture
def handed_out(monkeypatch):
    """What a page hands out, by the name of the file: what makes it."""
    made = {}
    monkeypatch.setattr(
        take_away, "download", lambda _label, make, name, **_: made.update({name: make})
    )
    return made


def text_of(book: bytes) -> str:
    sheets = openpyxl.load_workbook(BytesIO(book)).worksheets
    return "\n".join(
        str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row
    )


@pytest.fixture
def open_northmere(northmere, open_page):
    """Open a page of the second quarter of a plan of eight measures, as it stands now."""

    def call(script: str, **asked: str):
        return open_page(script, period=Q2, view="latest", **asked)

    return call


def test_the_page_of_an_outcome_hands_out_its_pack_byte_for_byte(
    open_northmere, handed_out, northmere, fictional_plan
):
    open_northmere("performance/outcome", outcome="1")
    name = f"performance-{Q2}-not-published-outcome-1"
    assert set(handed_out) == {f"{name}.{each.value}" for each in Format}
    report = report_of(
        northmere,
        chain_of(fictional_plan),
        utc_now(),
        actor=local_administrator(""),
        quarter=period_of_id(Q2),
    )
    wanted = render(pack(selected(report, Selection(outcome=1)), ()), Format.WORKBOOK)
    assert handed_out[f"{name}.xlsx"]() == wanted


def test_the_page_of_a_measure_hands_out_that_measure_and_says_how_to_cite_it(
    open_northmere, handed_out, html_of
):
    page = open_northmere("performance/measure", measure="planning_days")
    text = text_of(handed_out[f"performance-{Q2}-not-published-1-2-planning-days.xlsx"]())
    assert "Days to decide a householder" in text
    assert "Bins collected" not in text
    said = (
        "1.2 Days to decide a householder’s planning application, Q2 2023/24. "
        "Northmere Together 2023-25, not published"
    )
    assert said in html_of(page).replace("<wbr>", "")


def test_a_page_narrowed_to_a_directorate_hands_out_its_measures_alone(open_northmere, handed_out):
    open_northmere("performance/overview", directorate="Streets")
    text = text_of(handed_out[f"performance-{Q2}-not-published-streets.xlsx"]())
    assert "Days to decide a householder" in text
    assert "Use of the swimming pool" not in text

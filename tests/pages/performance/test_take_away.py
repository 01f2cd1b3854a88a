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

Q2 = "2019-20-Q2"


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


def test_the_page_of_an_outcome_hands_out_its_pack_byte_for_byte(
    open_page, handed_out, store, strategic_plan
):
    open_page("performance/outcome", outcome="5", period=Q2)
    name = f"performance-{Q2}-not-published-outcome-5"
    assert set(handed_out) == {f"{name}.{each.value}" for each in Format}
    report = report_of(
        store,
        chain_of(strategic_plan),
        utc_now(),
        actor=local_administrator(""),
        quarter=period_of_id(Q2),
    )
    wanted = render(pack(selected(report, Selection(outcome=5)), ()), Format.WORKBOOK)
    assert handed_out[f"{name}.xlsx"]() == wanted


def test_the_page_of_a_measure_hands_out_that_measure_and_says_how_to_cite_it(
    open_page, handed_out, html_of
):
    page = open_page("performance/measure", measure="recycling", period=Q2)
    text = text_of(handed_out[f"performance-{Q2}-not-published-5-2-recycling.xlsx"]())
    assert "Level of recycling" in text
    assert "Adult learners" not in text
    assert "5.2 Level of recycling, Q2 2019/20. Strategic Plan 2019-22, not published" in html_of(
        page
    )


def test_a_page_narrowed_to_a_directorate_hands_out_its_measures_alone(open_page, handed_out):
    open_page("performance/overview", directorate="Place", period=Q2)
    name = f"performance-{Q2}-not-published-place.xlsx"
    text = text_of(handed_out[name]())
    assert "Level of recycling" in text
    assert "Young people who are in education" not in text

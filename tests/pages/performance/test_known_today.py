"""A measure's page stops at its quarter; a switch shows what is known today, and says so."""

import json

import streamlit as st

from kpis.model import AnnotationKind

PAGE = "performance/measure"
LABEL = "<strong>Known today</strong>, not only up to Q2 2019/20."


def test_the_page_stops_at_its_quarter_and_says_that_more_is_known(open_page, html_of):
    at = open_page(PAGE, measure="recycling", period="2019-20-Q2")
    page = html_of(at)
    assert at.toggle(key="today_switch").value is False
    assert "This page stops at Q2 2019/20. More is known today." in page
    assert "Known today" not in page
    assert ">2017/18<" in page
    assert "2018/19</th>" not in page


def test_the_switch_stands_in_the_address_and_every_part_it_touches_is_labelled(open_page, html_of):
    at = open_page(PAGE, measure="recycling", period="2019-20-Q2")
    at.toggle(key="today_switch").set_value(True).run()
    assert not at.exception
    assert "1" in at.query_params["today"]
    page = html_of(at)
    assert "You see what is known today." in page
    headings = [found.value for found in at.header]
    parts = headings[: headings.index("What it means")]
    assert parts == ["Trend", "Signal or noise", "How others do", "Figures", "Notes"]
    assert page.count(LABEL) == len(parts)
    assert '<th scope="row" role="rowheader">2022/23' in page
    at.toggle(key="today_switch").set_value(False).run()
    assert "today" not in at.query_params
    assert "Known today" not in html_of(at)


def test_nothing_is_foreseen_that_is_known(open_page, html_of):
    before = open_page(PAGE, measure="recycling", period="2019-20-Q2")
    assert "that the target of 26% for 2018/19 will be met" in html_of(before)
    after = open_page(PAGE, measure="recycling", period="2019-20-Q2", today="1")
    assert "for 2018/19 will be met" not in html_of(after)
    assert "2018/19 is expected" not in html_of(after)
    assert all("Outlook: by 2018/19" not in chart.proto.alt for chart in after.get("plotly_chart"))


def test_the_head_of_the_page_stays_what_the_report_says(read_page):
    def head(**asked):
        page = read_page(PAGE, measure="hate_crime", period="2018-19-Q4", **asked)
        return page.split('<dl class="k-facts">')[1].split("</dl>")[0]

    assert head() == head(today="1")


def test_the_figures_of_the_report_are_in_the_table_however_many_came_later(open_page, html_of):
    at = open_page(PAGE, measure="hate_crime", period="2018-19-Q4", today="1")
    page = html_of(at)
    table = page.split('aria-label="Figures of ')[1].split("</table>")[0]
    assert "and those about Q4 2018/19; the download has them all." in table
    assert "Feb 2026" in table
    for label in ("Mar 2019", "Feb 2019", "Jan 2019"):
        assert f'{label}<span class="k-sub">in the figure above</span>' in table
    assert table.count("above</span>") == 3
    assert " periods between, in the download." in table


def test_the_caption_of_the_figures_counts_the_rows_that_stand_there(read_page):
    page = read_page(PAGE, measure="cyp_mental_health", period="2019-20-Q2")
    table = page.split('aria-label="Figures of ')[1].split("</table>")[0]
    assert "2 periods, newest first." in table
    assert table.count("<tr") - 1 == 2


def test_a_figure_that_is_late_has_its_row_in_the_table(read_page):
    page = read_page(PAGE, measure="new_enterprises", period="2019-20-Q4")
    table = page.split('aria-label="Figures of ')[1].split("</table>")[0]
    first = table.split("<tbody")[1].split("</tr>")[0]
    assert "Q4 2019/20" in first
    assert "Late" in first
    assert "Not returned" in first
    assert "shown above" not in first
    assert 'Q3 2019/20<span class="k-sub">shown above</span>' in table


def test_the_switch_is_not_drawn_where_nothing_more_is_known(open_page):
    at = open_page(PAGE, measure="new_enterprises", period="2021-22-Q4")
    assert not [each for each in at.get("toggle") if each.key == "today_switch"]
    at = open_page(PAGE, period="2019-20-Q2", today="1")  # the list of all measures
    assert not at.get("toggle")


def test_a_note_on_a_later_period_waits_for_its_quarter(open_page, html_of, store):
    store.add_annotation("recycling", "2018-19", AnnotationKind.NOTE, "New contractor", by="P")
    early = open_page(PAGE, measure="recycling", period="2019-20-Q2")
    assert "New contractor" not in everything_on(early)
    in_time = open_page(PAGE, measure="recycling", period="2019-20-Q3")
    assert "New contractor" in everything_on(in_time)
    assert "Note on 2018/19: New contractor." in in_time.get("plotly_chart")[0].proto.alt
    today = open_page(PAGE, measure="recycling", period="2019-20-Q2", today="1")
    assert "New contractor" in everything_on(today)


def test_the_text_alternative_tells_of_the_quarter_its_target_and_rating(open_page):
    at = open_page(PAGE, measure="recycling", period="2019-20-Q3")
    alt = at.get("plotly_chart")[0].proto.alt
    assert alt.startswith("Level of recycling: 23% in 2018/19, rated red: it misses the minimum")
    assert "the target was 26%" in alt
    assert "Outlook: by 2019/20 about" in alt
    at = open_page(PAGE, measure="hate_crime", period="2019-20-Q2")
    alt = at.get("plotly_chart")[0].proto.alt
    assert " in Q2 2019/20" in alt.split(". ")[0]  # a monthly measure's quarter comes first
    assert "The latest figure is 27 offences of one kind in Sep 2019." in alt


def test_a_trend_is_of_the_last_years_first_and_of_everything_a_click_away(open_page):
    def first_day(at):
        traces = json.loads(at.get("plotly_chart")[0].proto.spec)["data"]
        days = {x for trace in traces if trace["name"] == "Outturn" for x in trace["x"] if x}
        return min(days)[:7]

    at = open_page(PAGE, measure="hate_crime", period="2019-20-Q2")
    control = next(each for each in at.get("button_group") if each.key == "since_hate_crime")
    assert control.options == ["Since Oct 2016", "All since Apr 2010"]
    assert first_day(at) == "2016-10"
    at = control.set_value("all").run()
    assert not at.exception
    assert "all" in at.query_params["since"]
    assert first_day(at) == "2010-04"


def test_a_download_says_in_its_name_that_it_holds_more(open_page, monkeypatch):
    named = []
    monkeypatch.setattr(st, "download_button", lambda *_, file_name, **__: named.append(file_name))
    open_page(PAGE, measure="recycling", period="2019-20-Q2")
    open_page(PAGE, measure="recycling", period="2019-20-Q2", today="1")
    tables = [name for name in named if name.endswith(".csv")]
    assert tables == ["5.2-recycling.csv", "5.2-recycling-known-today.csv"]


def everything_on(at) -> str:
    pieces = [found.value for found in at.get("html")]
    pieces += [chart.proto.spec + chart.proto.alt for chart in at.get("plotly_chart")]
    return "\n".join(pieces)

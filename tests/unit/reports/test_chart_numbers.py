"""The numbers of charts that can be edited: where their lines begin anew."""

from kpis.model import Basis
from kpis.reports.blocks import Chart
from kpis.reports.parts.chart_numbers import restarts_at


def charts(document) -> dict[str, Chart]:
    found = [block for block in document.blocks() if isinstance(block, Chart)]
    return {chart.name.removeprefix("trend_"): chart for chart in found}


def test_a_line_of_what_counts_from_april_begins_anew_in_april(second_quarter, second_pack):
    drawn = charts(second_pack)
    to_date = [each for each in second_quarter.measures if each.basis is Basis.YEAR_TO_DATE]
    shown = [drawn[each.id] for each in to_date if each.id in drawn]
    quarterly = [chart for chart in shown if chart.names[0].startswith("Q")]
    assert quarterly
    for chart in quarterly:
        aprils = [at for at, name in enumerate(chart.names) if at and name.startswith("Q1")]
        assert list(chart.restarts) == aprils


def test_a_line_begins_anew_at_a_break(second_quarter, second_pack):
    drawn = charts(second_pack)
    for measure in second_quarter.measures:
        series = second_quarter.series[measure.id]
        if measure.id in drawn and series["break_before"].any():
            assert drawn[measure.id].restarts
            break
    else:
        raise AssertionError("no measure has a break")


def test_nothing_begins_anew_where_there_is_nothing(second_quarter):
    series = next(iter(second_quarter.series.values()))
    assert restarts_at(series[:0]) == ()

"""What was due with a quarter and is not there, without forty warnings for one figure."""

from dataclasses import replace
from datetime import datetime

import pytest

IN_OCTOBER = datetime(2019, 10, 20)
RESOURCES = {"1.10": "7", "1.11": "12", "1.12": "12"}  # and coverage (1.9) for H1: four in all


def rows_of(row, *codes, **more):
    return [row(measure=code, outturn=RESOURCES[code], **more) for code in codes]


def missing(check, *rows, **more):
    issues = check(*rows, **more).issues
    return [(i.measure, i.severity, i.cell) for i in issues if i.code == "missing-due"]


def test_a_directorate_that_returns_most_of_its_measures_is_told_of_the_rest(check, row):
    issues = missing(check, *rows_of(row, "1.10", "1.11", "1.12"))
    assert issues == [("1.9", "warning", "")]


def test_half_of_the_measures_due_is_most_and_less_is_not(check, row):
    assert missing(check, *rows_of(row, "1.10", "1.11")) == [
        *(("1.9", "warning", ""), ("1.12", "warning", "")),
    ]
    assert missing(check, *rows_of(row, "1.10")) == []


def test_the_template_means_all_of_the_directorate(check, row):
    issues = missing(check, *rows_of(row, "1.10"), layout="template")
    assert [measure for measure, _, _ in issues] == ["1.9", "1.11", "1.12"]


def test_in_a_template_a_stray_figure_of_another_quarter_asks_for_no_more(check, row):
    rows = [
        *rows_of(row, "1.10", "1.11", "1.12"),
        row(measure="1.9", period="H1 2019/20", outturn="3"),
        *rows_of(row, "1.10", period="Q1 2019/20"),
    ]
    assert missing(check, *rows, layout="template") == []


def test_other_directorates_are_not_asked(check, row):
    rows = [*rows_of(row, "1.10", "1.11", "1.12"), row(measure="1.13", outturn="5")]
    assert missing(check, *rows) == [("1.9", "warning", "")]


def test_the_sentence_names_measure_period_quarter_and_directorate(check, row):
    checked = check(*rows_of(row, "1.10", "1.11", "1.12"))
    assert checked.issues[0].message == (
        "1.9 Coverage was due for H1 2019/20, as Resources returns Q2 2019/20, and has no figure. "
        "Add it, or type [x] and say when it will come."
    )


def test_a_faulty_or_empty_row_is_not_missing(check, row):
    rows = rows_of(row, "1.10", "1.11", "1.12")
    faulty = row(measure="1.9", period="H1 2019/20", outturn="n/a")
    empty = row(measure="1.9", period="H1 2019/20", outturn="")
    assert missing(check, *rows, faulty) == []
    assert missing(check, *rows, empty) == []


@pytest.mark.parametrize(("provenance", "count"), [("return", 0), ("published", 0)])
def test_a_stored_figure_is_not_missing(check, row, stored, provenance, count):
    figures = stored(
        {"measure_id": "coverage", "period_id": "2019-20-H1", "outturn": 3.0}
        | {"provenance": provenance}
    )
    assert len(missing(check, *rows_of(row, "1.10", "1.11"), stored=figures)) == 1
    assert len(missing(check, *rows_of(row, *RESOURCES), stored=figures)) == count


@pytest.mark.parametrize(
    "other", [{"provenance": "illustrative"}, {"area": "Hackney"}, {"period_id": "2018-19-H1"}]
)
def test_an_illustrative_or_another_figure_stands_in_for_none(check, row, stored, other):
    figures = stored({"measure_id": "coverage", "period_id": "2019-20-H1", "outturn": 3.0} | other)
    assert missing(check, *rows_of(row, *RESOURCES), stored=figures) == [("1.9", "warning", "")]


def test_figures_of_comparators_and_breakdowns_are_no_return_of_a_directorate(check, row):
    elsewhere = rows_of(row, *RESOURCES, area="Hackney")
    parts = rows_of(row, *RESOURCES, breakdown="Sex", category="Women")
    assert missing(check, *elsewhere, *parts) == []


def test_a_quarter_that_has_not_ended_is_not_complete(check):
    july = {"measure": "1.4", "period": "Jul 2019", "outturn": "5"}
    assert missing(check, july, layout="template", now=datetime(2019, 9, 30)) == []
    assert len(missing(check, july, layout="template", now=datetime(2019, 10, 1))) > 0


def test_missing_months_are_told_in_one_warning(check, row):
    rows = [
        {"measure": "1.4", "period": "Jul 2019", "outturn": "5"},
        row(),
        row(measure="1.3", outturn="5"),
        row(measure="1.7a", outturn="5"),
        row(measure="1.7b", outturn="5"),
        row(measure="1.8", outturn="5"),
    ]
    checked = check(*rows)
    issues = [(i.measure, i.periods) for i in checked.issues if i.code == "missing-due"]
    assert issues == [("1.4", "Aug 2019, Sep 2019")]


@pytest.mark.parametrize("provenance", ["published", "illustrative"])
def test_nothing_is_due_of_history(check, row, provenance):
    assert missing(check, *rows_of(row, "1.10", "1.11"), provenance=provenance) == []


def test_a_template_made_for_one_post_asks_for_the_measures_it_lists(check, row, raw_return):
    rows = rows_of(row, "1.10")
    listed = raw_return(*rows, layout="template")
    tables = tuple(replace(each, listed=("1.10", "1.12")) for each in listed.tables)
    raw = replace(listed, tables=tables)
    assert missing(check, raw=raw) == [("1.12", "warning", "")]

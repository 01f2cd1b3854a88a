"""Words: a red outturn explained, texts that fit, texts that look like formulas."""

from datetime import datetime

import pandas as pd
import pytest

from kpis.frames import RETURN_ROWS


@pytest.fixture
def red_below():
    """A rating by one threshold, which checks what it is handed."""

    def make(threshold):
        def rate(rows):
            RETURN_ROWS.check(rows)
            red = rows["outturn"] < threshold
            return pd.Series("green", index=rows.index).mask(red, "red")

        return rate

    return make


def test_a_red_outturn_without_commentary_is_told(check, row, red_below):
    rows = [
        row(),
        row(measure="1.11", outturn="12"),
        row(measure="1.12", outturn="12", commentary="Staff left."),
    ]
    checked = check(*rows, rate=red_below(50))
    issues = [i for i in checked.issues if i.code == "missing-commentary"]
    assert [(i.severity, i.cell, i.measure) for i in issues] == [("warning", "K3", "1.11")]
    assert "1.11 Turnover is red at 12.0%" in issues[0].message
    assert len(checked.rows) == 3


@pytest.mark.parametrize(
    "cells",
    [
        {"area": "Hackney"},
        {"breakdown": "Sex", "category": "Women"},
        {"outturn": "[x]"},
        {"outturn": "112"},
        {"outturn": "50"},
    ],
)
def test_only_a_red_outturn_of_the_plans_own_whole_is_asked_to_explain(
    check, row, red_below, cells
):
    codes = [
        code for _, code, _ in check.issues(row(**({"outturn": "12"} | cells)), rate=red_below(50))
    ]
    assert "missing-commentary" not in codes


def test_a_figure_that_must_be_put_right_need_not_be_explained(check, row, red_below, stored):
    """A fraction in the place of a percentage, in a closed quarter where it would be red."""
    quarters = ("2018-19-Q2", "2018-19-Q3", "2018-19-Q4", "2019-20-Q1")
    figures = stored(*(("repairs", each, 90.0 + at) for at, each in enumerate(quarters)))
    issues = check.issues(
        row(outturn="0.92"),
        row(measure="1.11", outturn="12"),
        stored=figures,
        now=datetime(2019, 12, 1),
        rate=red_below(50),
    )
    assert issues == [
        ("error", "percent-as-fraction", "G2"),
        ("warning", "closed-period", "G3"),
        ("warning", "missing-commentary", "K3"),
    ]


def test_history_and_a_check_without_a_rating_ask_for_no_commentary(check, row, red_below):
    assert check.issues(row(outturn="12")) == []
    for provenance in ("published", "illustrative"):
        assert check.issues(row(outturn="12"), rate=red_below(50), provenance=provenance) == []


@pytest.mark.parametrize(
    ("name", "cell", "longest"), [("commentary", "K2", 4000), ("area", "D2", 120)]
)
def test_a_text_has_its_room(check, row, name, cell, longest):
    answers = {f"unknown-area: {'a' * length}": "take" for length in (longest, longest + 1)}
    assert check(row(**{name: "a" * longest}), answers=answers).ok
    checked = check(row(**{name: "a" * (longest + 1)}), answers=answers)
    assert [(i.code, i.cell) for i in checked.errors] == [("text-too-long", cell)]
    assert f"{longest + 1:,} characters" in checked.errors[0].message


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@SUM(A1)", '=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "-SUM(A1:A2)", "=a\nb"],
)
def test_a_text_like_a_formula_is_kept_as_text_with_a_warning(check, row, text):
    checked = check(row(commentary=text))
    assert [(i.code, i.cell) for i in checked.warnings] == [("text-like-formula", "K2")]
    assert checked.rows["commentary"].tolist() == [text]


@pytest.mark.parametrize(
    "text", ["- staff left (two)", "+3 on last year", "-5 points", "Down = bad", "e@mail"]
)
def test_commentary_may_begin_with_a_dash_or_a_sign(check, row, text):
    assert check.issues(row(commentary=text)) == []

"""What the pages of the collection say, from the frames behind them."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from kpis.analysis.quality.kinds import KINDS
from kpis.frames import PROGRESS, QUALITY
from kpis.periods import quarter
from kpis.ui.returns.progress.by_owner import who_table
from kpis.ui.returns.progress.headline import distance, headline, note_on_sources, tiles
from kpis.ui.returns.progress.quality_list import (
    SHOWN,
    findings_table,
    illustrative_findings,
    kinds_table,
    quality_headline,
)
from kpis.ui.returns.progress.reminders import posts_owing
from kpis.ui.returns.progress.timeliness import timeliness_table

Q2 = quarter(2019, 2)


def due(*states, owner="Head of Service", directorate="Place", **more):
    frame = pd.DataFrame(
        [
            {
                "quarter_id": Q2.id,
                "measure_id": f"m{number}",
                "code": f"1.{number}",
                "title": f"Measure {number}",
                "directorate": directorate,
                "owner": owner,
                "period_id": Q2.id,
                "period_label": Q2.label,
                "state": state,
                "missing": "" if state in ("returned", "provisional") else Q2.label,
                "marker": "",
                "provenance": "return" if state in ("returned", "provisional") else "",
                "due_on": pd.Timestamp(2019, 10, 18),
                "returned_on": pd.Timestamp(2019, 10, 18)
                if state in ("returned", "provisional")
                else pd.NaT,
                "days_late": 0,
            }
            | more
            for number, state in enumerate(states, start=1)
        ],
        columns=list(PROGRESS.columns),
    )
    return PROGRESS.conform(frame)


def rows(*states, **more):
    return list(due(*states, **more).itertuples(index=False))


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ((), "Nothing is due for Q2 2019/20."),
        (("returned",), "The one due measure has been returned for Q2 2019/20."),
        (("returned", "provisional"), "All 2 due measures have been returned for Q2 2019/20."),
        (
            ("returned", "late"),
            "1 of 2 due measures have been returned for Q2 2019/20; 1 is late.",
        ),
        (
            ("late", "late", "awaited"),
            "None of 3 due measures have been returned for Q2 2019/20; 2 are late and 1 is "
            "awaited.",
        ),
    ],
)
def test_the_headline_counts_what_came_and_what_did_not(states, sentence):
    assert headline(rows(*states), Q2, "") == sentence


def test_the_headline_names_the_directorate_it_is_about():
    assert "returned from Place for" in headline(rows("returned"), Q2, "Place")


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (5, "in 5 days"), (-12, "12 days ago")],
)
def test_a_near_date_is_told_by_its_distance(ahead, words):
    today = date(2019, 10, 18)
    assert distance(today + timedelta(days=ahead), today) == words


def test_a_date_of_another_year_is_not_told_in_days():
    assert distance(date(2019, 10, 18), date(2026, 1, 1)) == ""


def test_tiles_tell_each_state_by_its_word():
    html = tiles(rows("returned", "returned", "provisional", "late", "awaited"))
    for count, word in (("3", "Returned"), ("1", "Provisional"), ("1", "Late"), ("1", "Awaited")):
        assert f">{count}</strong>" in html
        assert f">{word}</span>" in html


def test_illustrative_and_official_returns_are_told_apart():
    illustrative = rows("returned", "returned", provenance="illustrative")
    official = rows("returned", provenance="published")
    assert "2 of the 3 returns counted here are illustrative" in note_on_sources(
        [*illustrative, *official]
    )
    assert "1 figure was taken from official statistics" in note_on_sources(
        [*illustrative, *official]
    )
    assert "Both returns counted here are illustrative" in note_on_sources(illustrative)
    assert note_on_sources(rows("returned", "late")) is None


def test_the_table_names_each_post_once_and_counts_its_directorate():
    html = who_table(rows("returned", "late", "awaited"), Q2.label, "")
    assert html.count("Head of Service") == 1
    assert 'rowspan="3"' in html
    assert "1 of 3 returned" in html
    assert html.count('role="row"') == 1 + 1 + 3


def test_typed_text_stays_text():
    html = who_table(rows("late", owner="<b>Head</b>", title="<i>x</i>"), Q2.label, "")
    assert "<b>" not in html
    assert "<i>" not in html


def test_the_post_that_owes_most_stands_first_and_a_post_that_owes_nothing_nowhere():
    frame = pd.concat(
        [
            due("provisional", owner="Confirms"),
            due("late", "late", "returned", owner="Two"),
            due("late", "awaited", "provisional", "awaited", owner="Four"),
            due("returned", owner="Done"),
        ]
    )
    assert dict(posts_owing(frame)) == {
        "Four": "1 late, 2 awaited and 1 to confirm",
        "Two": "2 late",
        "Confirms": "1 to confirm",
    }
    assert next(iter(posts_owing(frame))) == "Four"


def test_bars_have_their_numbers_beside_them_and_a_quarter_without_returns_has_none():
    quarters: list[Any] = [
        SimpleNamespace(
            quarter_id="2019-20-Q1",
            due=3,
            returned=2,
            in_time=1,
            percent=200 / 3,
            percent_in_time=100 / 3,
        ),
        SimpleNamespace(
            quarter_id="2019-20-Q2",
            due=0,
            returned=0,
            in_time=0,
            percent=float("nan"),
            percent_in_time=float("nan"),
        ),
    ]
    html = timeliness_table(quarters)
    assert '<meter value="2" max="3"' in html
    assert ">67%<" in html
    assert "2 of 3" in html
    assert html.count("nothing due") == 2


def found(count, code="gap-in-series", **more):
    frame = pd.DataFrame(
        [
            {
                "code": code,
                "severity": KINDS[code].severity.value,
                "measure_id": "homes",
                "measure_code": "6.3",
                "title": "Homes <b>",
                "period_id": "",
                "period_label": "",
                "sentence": f"Sentence {number}.",
                "action": "",
                "illustrative": False,
            }
            | more
            for number in range(count)
        ],
        columns=list(QUALITY.columns),
    )
    return QUALITY.conform(frame)


def test_the_headline_of_findings_tells_errors_from_warnings():
    both = pd.concat([found(2), found(1, "stale-measure")])
    assert quality_headline(both) == (
        "3 findings about 1 measure: 1 to put right, 2 worth a second look."
    )
    assert quality_headline(QUALITY.empty()) == "Nothing was found that does not look right."


def test_kinds_of_which_nothing_was_found_are_shown_as_looked_for():
    html = kinds_table(found(2))
    assert all(kind.title in html for kind in KINDS.values())
    assert html.count(">none<") == len(KINDS) - 1


def test_more_findings_than_fit_are_folded_away_not_dropped():
    kind = KINDS["gap-in-series"]
    shown = list(found(SHOWN).itertuples(index=False))
    assert len(findings_table(kind, shown)) == 1
    first, folded = findings_table(kind, list(found(SHOWN + 3).itertuples(index=False)))
    assert first.count("Sentence") == SHOWN
    assert folded.count("Sentence") == 3
    assert "Show the other 3" in folded
    assert "Homes &lt;b&gt;" in first


def test_findings_about_illustrative_figures_are_counted_and_marked():
    mixed = pd.concat([found(1, illustrative=True), found(2)])
    assert "1 of the 3 findings" in illustrative_findings(mixed)
    assert "All findings" in illustrative_findings(found(3, illustrative=True))
    assert illustrative_findings(found(2)) is None
    (html,) = findings_table(KINDS["gap-in-series"], list(mixed.itertuples(index=False)))
    assert html.count("illustrative</span>") == 1

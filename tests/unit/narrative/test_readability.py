"""Sentences on the shipped figures are short and in everyday words: all levels of four quarters.

The other seven quarters are read by `make soak`.

And none tells of a time later than its report. The figures are those the dashboard opens with.
"""

import re

import pytest

from kpis.analysis.insights import insights
from kpis.analysis.report.performance import performance
from kpis.clock import utc_now
from kpis.frames import INSIGHTS, PERFORMANCE
from kpis.model import local_administrator
from kpis.narrative import measure_sentences, outcome_sentences, quarter_sentences, verdict
from kpis.periods import period_of_id
from kpis.store import Store
from kpis.use_cases.figures_as_at import figures_as_at
from kpis.words.field import MEANINGS
from tests.readability import MOST_WORDS, rare_words, sentences_of, words_in
from tests.unit.narrative.check_dates import check_dates
from tests.unit.narrative.check_verdict import check_verdict

pytestmark = pytest.mark.walk

QUARTERS = [
    *(f"2017-18-Q{number}" for number in (2, 3, 4)),
    *(f"2018-19-Q{number}" for number in (1, 2, 3, 4)),
    *(f"2019-20-Q{number}" for number in (1, 2, 3, 4)),
]
SOME = ["2017-18-Q4", "2018-19-Q3", "2019-20-Q2", "2019-20-Q4"]
FEW_WORDS = 14  # of a sentence, on average


@pytest.fixture(scope="module", params=[SOME, pytest.param(QUARTERS, marks=pytest.mark.soak)])
def told(request, first_figures, strategic_plan):
    """By quarter: rows of INSIGHTS, and by level the sentences made of them."""
    shown = figures_as_at(
        Store(first_figures), strategic_plan, utc_now(), actor=local_administrator("")
    )
    reports = {}
    for quarter in map(period_of_id, request.param):
        quarters = [quarter.shift(-1), quarter]
        performed = performance(shown.plan, shown.outturns, quarters, shown.as_at)
        frame = insights(shown.plan, shown.outturns, quarter, shown.as_at, performed=performed)
        before = performed[performed["quarter_id"] != quarter.id]
        rows = INSIGHTS.rows(frame)
        reports[quarter.id] = (
            rows,
            [claim.text for claim in quarter_sentences(rows, before=PERFORMANCE.rows(before))],
            [claim.text for group in groups(rows) for claim in outcome_sentences(group)],
        )
    return reports


def groups(rows):
    """The rows of each outcome and of each theme."""
    for number in {row.outcome for row in rows}:
        yield [row for row in rows if row.outcome == number]
    for theme in {theme for row in rows for theme in row.themes.split()}:
        yield [row for row in rows if theme in row.themes.split()]


def of_measures(rows):
    """(row, sentence) of every measure, its verdict first."""
    for row in rows:
        for sentence in sentences_of(verdict(row)):
            yield row, sentence
        for claim in measure_sentences(row):
            yield row, claim.text


def everything(told):
    for rows, of_quarter, of_groups in told.values():
        yield from of_quarter
        yield from of_groups
        yield from (sentence for _, sentence in of_measures(rows))


def test_no_sentence_is_longer_than_can_be_read_in_a_breath(told):
    texts = list(everything(told))
    assert len(texts) > 300 * len(told)
    too_long = {text for text in texts if len(text.split()) > MOST_WORDS}
    assert too_long == set()
    assert sum(len(text.split()) for text in texts) / len(texts) < FEW_WORDS


def test_each_says_one_thing(told):
    assert not [text for text in everything(told) if ";" in text or len(sentences_of(text)) != 1]


def test_every_word_is_an_everyday_word_or_one_that_is_explained(told, strategic_plan):
    """Titles, units and places are the plan's words, and explained where they are met."""
    areas = [area for each in strategic_plan.comparator_sets for area in each.areas]
    titles = [each.title for each in strategic_plan.comparator_sets]
    rare = set()
    for rows, of_quarter, of_groups in told.values():
        for text in (*of_quarter, *of_groups):
            rare |= rare_words(text, *MEANINGS)
        for row, text in of_measures(rows):
            groups = (row.inequality_breakdown, row.inequality_best, row.inequality_worst)
            rare |= rare_words(text, *MEANINGS, row.unit_label, *areas, *titles, *groups)
    assert rare == set()


def test_every_verdict_on_shipped_figures_is_proved_from_its_row(told):
    for rows, *_ in told.values():
        for row in rows:
            check_verdict(row, verdict(row))


def test_no_sentence_is_later_than_its_report(told):
    for rows, *_ in told.values():
        for row in rows:
            check_dates(row, [*(claim.text for claim in measure_sentences(row)), verdict(row)])


def test_nothing_is_foreseen_of_a_period_whose_figure_is_known(told):
    for rows, *_ in told.values():
        for row in rows:
            if row.outlook == row.outlook:
                known = [period for period in (row.period_id, row.latest_period_id) if period]
                ahead = period_of_id(row.outlook_period_id).end
                assert all(
                    period_of_id(period).end < ahead
                    for period in known
                    if row.outturn == row.outturn
                )


def test_no_good_news_of_a_red_measure_stands_bare(told):
    """Nor "for the better" of any measure: it is better than something."""
    for rows, *_ in told.values():
        for row, text in of_measures(rows):
            assert not re.search("for the (better|worse)", text)
            if row.rag == "red" and re.search(r"\b(better than usual|clearly better)\b", text):
                assert re.search(r"\b(but|though)\b", text), text


def test_the_check_of_words_finds_what_no_councillor_says():
    text = "The outturn's variance exceeded 2.0 points. It was 46% in Q2 2019/20 at “Bow Baths”."
    assert len(sentences_of(text)) == 2
    assert rare_words(text) == {"outturn's", "variance"}
    assert rare_words(text, *MEANINGS) == {"outturn's"}
    assert words_in("“A long title of something” is red.") == 3

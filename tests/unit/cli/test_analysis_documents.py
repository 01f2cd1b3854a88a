"""What `kpis status --json` says beyond the figures: signal, outlook, rank, and sentences."""

import json
from contextlib import redirect_stdout
from io import StringIO

import pytest

from kpis.analysis.report.performance import performance
from kpis.cli import analysis_documents, main
from kpis.frames import INSIGHTS

TOLD = {
    "verdict",
    "sentences",
    "variation",
    "assurance",
    "spc",
    "outlook",
    "rank",
    "benchmark",
    "inequality",
}


@pytest.fixture(scope="module")
def document(first_figures):
    printed = StringIO()
    with redirect_stdout(printed):
        main(["status", "--period", "2019-20-Q3", "--json", "--store", str(first_figures)])
    return json.loads(printed.getvalue())


def test_analysis_and_sentences_stand_beside_the_figures_of_each_measure(document, kpis):
    plain = kpis("status", "--period", "2019-20-Q3", "--json", "--figures-only").document
    assert document.keys() - plain.keys() == {"sentences", "outcomes"}
    for row, bare in zip(document["measures"], plain["measures"], strict=True):
        assert row.keys() - bare.keys() == TOLD
        assert {name: row[name] for name in bare} == bare
        assert row["sentences"]
        assert row["verdict"]
        assert max(len(sentence.split()) for sentence in row["sentences"]) <= MOST_WORDS
    assert [outcome["number"] for outcome in document["outcomes"]] == list(range(1, 12))
    recycling = next(row for row in document["measures"] if row["code"] == "5.2")
    assert recycling["benchmark"]["areas"] == 32
    assert recycling["rank"] == recycling["benchmark"]["rank"]
    assert f"{recycling['rank']}th of 32 London boroughs" in recycling["sentences"][-2]
    assert recycling["spc"]["reason"].startswith("10 points since 2009/10, when a baseline was set")
    with_limits = next(row for row in document["measures"] if row["variation"])
    assert with_limits["spc"]["variation"] == with_limits["variation"]
    assert 0 < recycling["outlook"]["chance_target"] < 1
    assert recycling["outlook"]["outlook"] == round(recycling["outlook"]["outlook"])
    quiet = next(row for row in document["measures"] if row["code"] == "5.5")
    assert quiet["outlook"]["outlook"] is None
    assert quiet["outlook"]["reason"]
    assert quiet["benchmark"] is None


def test_the_report_is_worked_out_once(first_figures, kpis, monkeypatch):
    worked_out = []

    def once(plan, outturns, quarters, as_at):
        worked_out.append([quarter.id for quarter in quarters])
        return performance(plan, outturns, quarters, as_at)

    for user in ("kpis.analysis.report.performance", "kpis.analysis.insights"):
        monkeypatch.setattr(f"{user}.performance", once)
    kpis("status", "--period", "2019-20-Q3", "--json")
    assert worked_out == [["2019-20-Q2", "2019-20-Q3"]]


MOST_WORDS = 25  # what can be read aloud in one breath

# Of published figures, and so the same until those change: read by people before they stood here.
READ_BY_PEOPLE = {
    "4.4": [
        "The figure for Q3 2019/20 is 51.3%, rated green.",
        "That is 6.3 points above an illustrative target of 45.0%.",
        "It is not clearly different from the quarter before (42.0%) but better than the same "
        "quarter a year earlier (38.5%).",
        "The council ranked 17th of 26 London boroughs in Q3 2019/20.",
        "Allowing for chance its rank is anywhere from 9th to 23rd.",
    ],
    "5.2": [
        "The figure for 2018/19 is 23%, rated red.",
        "That is 3 points below an illustrative target of 26%.",
        "It is also worse than the minimum expectation of 24%.",
        "It was 26% in the year before, a change that cannot be tested.",
    ],
    "7.2": [
        "The latest figure for 2018 is 385 per 100,000 aged 10 to 17, rated green.",
        "Nothing is due this quarter: measured once a calendar year, next due with Q1 2020/21.",
        "The council ranked 27th of 32 London boroughs in 2018.",
        "How far chance moves this rank is not known.",
    ],
    "8.1": [
        "The figure for Q3 2019/20 is 103 offences of one kind.",
        "It is not rated, for there is no target.",
        "It was 106 in the quarter before and 100 in the same quarter a year earlier.",
        "The figure for Q4 2019/20 is expected to lie between 75 and 105 (eight times in ten).",
    ],
}
VERDICTS_READ_BY_PEOPLE = {
    "4.4": "Green. On target, and improving.",
    "5.2": "Red. Changed, though not tested. Meeting its 2019/20 target is only a realistic "
    "possibility.",
    "7.2": "Not due this quarter. Green when last measured, for 2018.",
    "8.1": "No rating: there is no target.",
}


def test_sentences_on_published_figures_read_as_people_have_read_them(document):
    by_code = {row["code"]: row["sentences"] for row in document["measures"]}
    for code, sentences in READ_BY_PEOPLE.items():
        plain = [sentence.replace("\u00a0", " ") for sentence in by_code[code]]
        assert plain[: len(sentences)] == sentences
    verdicts = {row["code"]: row["verdict"] for row in document["measures"]}
    assert {code: verdicts[code] for code in VERDICTS_READ_BY_PEOPLE} == VERDICTS_READ_BY_PEOPLE
    assert document["sentences"][:6] == [
        "Of 53 measures and parts, 47 are rated (27 green, 8 amber and 12 red).",
        "The other six are not (one not comparable and five data only).",
        "Of these ratings, 38 were last measured before this quarter.",
        "Behind these ratings, all targets and 37 of the 47 figures are illustrative.",
        "Of 53 measures and parts, 9 are rated this quarter (4 green, 2 amber and 3 red).",
        "The other 44 are not (14 late, 1 without a figure, 1 data only and 28 not due).",
    ]
    assert document["sentences"][6].startswith("Of the eight also rated in Q2 2019/20, ")
    assert document["outcomes"][4]["sentences"][:2] == [
        "Of five measures, three are rated (one green, one amber and one red).",
        "The other two are not (both data only).",
    ]


def test_of_one_outcome_its_own_sentences_stand_at_the_top(kpis):
    document = kpis("status", "--period", "2019-20-Q3", "--outcome", "8", "--json").document
    assert document["sentences"][0] == "Of three measures, two are rated (one green and one red)."
    assert (
        "None of three measures is rated this quarter (one data only and two not due)."
        in (document["sentences"])
    )
    assert document["outcomes"] == [{"number": 8, "sentences": document["sentences"]}]


def test_every_name_in_the_document_is_of_a_column_there_is():
    named = [
        column
        for names in (
            analysis_documents._SPC,
            analysis_documents.OUTLOOK,
            analysis_documents._BENCHMARK,
            analysis_documents._INEQUALITY,
        )
        for column in names.values()
    ]
    assert set(named) <= set(INSIGHTS.columns)

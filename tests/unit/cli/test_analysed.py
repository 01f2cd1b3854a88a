"""What `kpis status --json` says beyond the figures: signal, outlook, rank, and sentences."""

from kpis.cli import analysed
from kpis.frames import INSIGHTS

TOLD = {
    "sentences",
    "variation",
    "assurance",
    "spc",
    "outlook",
    "rank",
    "benchmark",
    "inequality",
}


def test_analysis_and_sentences_stand_beside_the_figures_of_each_measure(kpis):
    asked = ("status", "--period", "2019-20-Q3", "--outcome", "5", "--json")
    document = kpis(*asked).document
    plain = kpis(*asked, "--figures-only").document
    assert document.keys() - plain.keys() == {"sentences", "outcomes"}
    for row, bare in zip(document["measures"], plain["measures"], strict=True):
        assert row.keys() - bare.keys() == TOLD
        assert {name: row[name] for name in bare} == bare
        assert 1 <= len(row["sentences"]) <= 3
    assert document["outcomes"] == [{"number": 5, "sentences": document["sentences"]}]
    assert document["sentences"][0].startswith("Of five measures, ")
    recycling = next(row for row in document["measures"] if row["code"] == "5.2")
    assert recycling["benchmark"]["areas"] == 32
    assert recycling["rank"] == recycling["benchmark"]["rank"]
    assert f"{recycling['rank']}th of 32 London boroughs" in recycling["sentences"][-1]
    assert recycling["spc"]["variation"] == recycling["variation"] == "special_cause_improvement"
    assert 0 < recycling["outlook"]["chance_target"] < 1
    assert recycling["outlook"]["outlook"] == round(recycling["outlook"]["outlook"])
    quiet = next(row for row in document["measures"] if row["code"] == "5.5")
    assert quiet["outlook"]["outlook"] is None
    assert quiet["outlook"]["reason"]
    assert quiet["benchmark"] is None


def test_every_name_in_the_document_is_of_a_column_there_is():
    named = [
        column
        for names in (analysed._SPC, analysed._OUTLOOK, analysed._BENCHMARK, analysed._INEQUALITY)
        for column in names.values()
    ]
    assert set(named) <= set(INSIGHTS.columns)

"""What is given out is what pages show, and nothing of what is withheld or not published."""

import io
import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from kpis.analysis.groups.breakdown import breakdown
from kpis.analysis.report.performance import performance
from kpis.exports.open_data.files import open_data_files
from kpis.frames import ACTIVITIES, BREAKDOWN, OUTTURNS, PERFORMANCE
from kpis.model import Provenance, local_administrator, standing_of
from kpis.periods import period_of_id, reporting_quarter
from kpis.plan.chain.chain import chain_of
from kpis.plan.load import load_plan
from kpis.reports.open_data.gathered import data_set_of
from kpis.reports.open_data.tables import FIGURES
from kpis.reports.open_data.versions import versions
from kpis.reports.open_data.whole import OpenData
from kpis.reports.quarter import Known
from kpis.rounding import round_figure
from kpis.store import Store
from kpis.use_cases.figures_as_at import figures_as_at
from kpis.use_cases.publishing.open_data import open_data_of
from kpis.words.illustrative import MADE_UP
from tests.four_releases import FIRST_DAY, NOTED, UNRELEASED, WARDS
from tests.hostile_texts import HOSTILE, LONGEST
from tests.shares import share

RELEASES = (1, 2, 3, 4)
TWO_OF_THEM = share(RELEASES, 3)
ADMINISTRATOR = local_administrator("")


def read(published, path: str) -> pd.DataFrame:
    """A CSV as text."""
    content = published.files[f"data/{path}"]
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def shown(published, number: int):
    """The figures of a release as pages have them."""
    figures = figures_as_at(
        published.store, published.chain, FIRST_DAY, actor=ADMINISTRATOR, release=number
    )
    return figures.until(period_of_id(figures.release.quarter_id))


@pytest.mark.parametrize("number", TWO_OF_THEM)
def test_the_report_is_that_of_the_pages_figure_by_figure(published, number):
    figures = shown(published, number)
    quarter = period_of_id(figures.release.quarter_id)
    frame = performance(figures.plan, figures.outturns, [quarter], figures.as_at)
    rows = read(published, f"releases/{number}/report.csv").to_dict("records")
    assert len(rows) == len(figures.plan.measures)
    for row, on_page in zip(rows, PERFORMANCE.rows(frame), strict=True):
        assert (row["measure"], row["rag"]) == (on_page.measure_id, on_page.rag)
        for name in ("outturn", "target", "minimum_expectation", "latest_outturn", "variance"):
            value = getattr(on_page, name)
            written = (
                ""
                if np.isnan(value)
                else f"{round_figure(value, on_page.decimals):.{on_page.decimals}f}"
            )
            assert row[name] == written, (row["measure"], name)
        assert row["latest_rag"] == on_page.latest_rag
        assert row["latest_provenance"] == on_page.latest_provenance


@pytest.mark.parametrize("number", TWO_OF_THEM)
def test_every_figure_of_the_release_is_there_once_and_no_other_is(published, number):
    """By a second way: row by row from what the store says the release holds."""
    figures = shown(published, number)
    expected = {}
    for row in OUTTURNS.rows(figures.outturns):
        measure = figures.plan.measures_by_id[row.measure_id]
        if row.breakdown == "":
            key = (row.measure_id, row.period_id, row.area, "", "")
            written = (
                ""
                if np.isnan(row.outturn)
                else f"{round_figure(row.outturn, measure.decimals):.{measure.decimals}f}"
            )
            expected[key] = (written, row.marker, row.provenance)
    for measure_id in figures.plan.measures_by_id:
        groups = breakdown(figures.plan, figures.all_outturns, measure_id)
        for of_group in BREAKDOWN.rows(groups):
            measure = figures.plan.measures_by_id[measure_id]
            if (
                reporting_quarter(period_of_id(of_group.period_id), measure.arrears)
                <= figures.horizon
            ):
                decimals = measure.decimals
                key = (
                    measure_id,
                    of_group.period_id,
                    figures.plan.area,
                    of_group.breakdown,
                    of_group.category,
                )
                written = "" if np.isnan(of_group.outturn) else f"{of_group.outturn:.{decimals}f}"
                expected[key] = (written, of_group.marker, of_group.provenance)
    table = read(published, f"releases/{number}/figures.csv")
    keys = ["measure", "period", "area", "breakdown", "category"]
    found = {
        tuple(row[name] for name in keys): (row["outturn"], row["marker"], row["provenance"])
        for row in table.to_dict("records")
    }
    assert len(found) == len(table)
    assert found == expected


def test_a_small_count_and_what_would_give_it_away_are_nowhere(published):
    rows = read(published, "releases/2/figures.csv")
    wards = rows[(rows["measure"] == "places_clean") & (rows["breakdown"] == "Ward")]
    by_ward = wards.set_index("category")
    assert by_ward["marker"].to_dict() == {"East": "c", "North": "", "South": "", "West": "c"}
    hidden = by_ward.loc[["East", "West"]]
    for name in ("outturn", "numerator", "denominator", "interval_low", "interval_high"):
        assert set(hidden[name]) == {""}
    counted = dict(zip(by_ward.index, by_ward["numerator"], strict=True))
    assert counted == {"East": "", "North": "60", "South": "52", "West": ""}
    logs = [json.loads(published.files[f"data/releases/{n}/changes.json"]) for n in RELEASES]
    told = [
        line
        for log in logs
        for kind in ("corrected", "redefined")
        for line in log[kind]
        if line["where"].get("category") in ("East", "West")
        and line["where"].get("measure") == "places_clean"
    ]
    assert [line for line in told if line["column"] in ("outturn", "numerator")] == []
    assert WARDS["East"] == (3, 40)


def test_nothing_that_is_not_released_is_in_any_file(published):
    store = published.store
    assert UNRELEASED in store.outturns()["outturn"].tolist()
    for path, content in published.files.items():
        if path.endswith(".parquet"):
            frame = pd.read_parquet(io.BytesIO(content))
            assert not (frame.select_dtypes("number") == UNRELEASED).any(axis=None), path
        else:
            assert "97531" not in content.decode("utf-8").replace(",", ""), path
    latest = read(published, "latest/figures.csv")
    assert latest["period_end"].max() == "2024-12-31"
    assert "2024-25-Q4" not in set(latest["period"])


def test_illustrative_figures_are_told_in_title_words_and_column(published):
    about = json.loads(published.files["data/latest/datapackage.json"])
    assert about["title"].endswith("(with illustrative figures)")
    rows = read(published, "latest/figures.csv")
    own = rows[(rows["area"] == "Saltmarsh") & (rows["outturn"] != "")]
    made_up = (own["provenance"] == Provenance.ILLUSTRATIVE.value).sum()
    assert made_up
    said = f"{made_up} of the {len(own)} figures of the council"
    assert said in about["description"]
    assert f"illustrative: {MADE_UP}." in about["description"]
    for path in ("README.md", "changes.md", "latest/changes.md"):
        title = published.files[f"data/{path}"].decode().splitlines()[0]
        assert "(with illustrative figures)" in title.replace("\\", "")
    for path in ("datacatalog", "dcat", "latest/dataset"):
        assert "(with illustrative figures)" in published.files[f"data/{path}.jsonld"].decode()


def test_every_release_has_its_address_for_good_and_latest_is_the_newest(published):
    for number in RELEASES:
        assert f"data/releases/{number}/figures.csv" in published.files
    newest = {
        path.removeprefix("data/releases/4/"): content
        for path, content in published.files.items()
        if path.startswith("data/releases/4/")
    }
    latest = {
        path.removeprefix("data/latest/"): content
        for path, content in published.files.items()
        if path.startswith("data/latest/")
    }
    assert latest == newest


def test_a_measure_that_the_plan_gave_up_keeps_its_address(published):
    gone = read(published, "measures/fax_replies.csv")
    assert set(gone["release"]) == {"1"}
    assert set(read(published, "measures/burglaries.csv")["release"]) == {"4"}
    assert "fax_replies" not in set(read(published, "latest/figures.csv")["measure"])


def test_the_files_of_measures_are_the_rows_of_their_release(published):
    latest = read(published, "latest/figures.csv")
    for measure, rows in latest.groupby("measure", sort=False):
        own = read(published, f"measures/{measure}.csv")
        assert own.equals(rows.reset_index(drop=True))


def test_what_became_of_each_release_is_listed(published):
    rows = read(published, "releases.csv").set_index("release")
    assert rows["version"].to_dict() == {"4": "2.1.0", "3": "2.0.1", "2": "2.0.0", "1": "1.0.0"}
    assert rows["standing"].tolist() == ["current", "superseded", "corrected", "superseded"]
    assert rows.loc["2", "instead"] == "3"
    assert rows.loc["3", "correction"] == "A street was counted twice."
    assert rows.loc["2", "note"] == '=1+1, "quoted"\nand on a second line'


def test_what_is_noted_of_a_figure_stands_with_it_and_with_no_other(published):
    rows = read(published, "latest/figures.csv")
    noted = rows[rows["notes"] != ""]
    (row,) = noted[["measure", "period", "breakdown", "notes"]].to_dict("records")
    assert row == {
        "measure": "places_clean",
        "period": "2024-25-Q2",
        "breakdown": "",
        "notes": NOTED,
    }


def test_a_correction_is_told_with_what_it_corrects_and_why(published):
    log = json.loads(published.files["data/releases/3/changes.json"])
    assert (log["step"], log["compared_with"]) == ("patch", 2)
    outturn = next(line for line in log["corrected"] if line["column"] == "outturn")
    assert (outturn["before"], outturn["after"]) == ("87", "86")
    text = published.files["data/releases/3/changes.md"].decode()
    assert "Why it was corrected: A street was counted twice." in text
    assert "outturn is 86, was 87" in text


def test_made_again_the_files_are_the_same_to_the_byte(published):
    assert open_data_files(published.data) == published.files


@pytest.mark.soak
def test_gathered_again_the_files_are_the_same_to_the_byte(published):
    again = open_data_of(published.store, published.chain, FIRST_DAY, actor=ADMINISTRATOR)
    assert open_data_files(again) == published.files


def test_of_a_plan_without_a_release_there_is_no_file(tmp_path, fictional_plan):
    store = Store(tmp_path / "kpis.duckdb")
    store.prepare()
    data = open_data_of(store, chain_of(fictional_plan), FIRST_DAY, actor=ADMINISTRATOR)
    assert data.latest is None
    assert open_data_files(data) == {}


@pytest.mark.parametrize("measures", [True, False], ids=["no figure", "no measure"])
def test_a_release_without_a_figure_is_a_sound_data_set(published, fictional_plan, measures):
    plan = fictional_plan if measures else replace(fictional_plan, measures=())
    release = replace(published.data.data_sets[0].release, quarter_id="2023-24-Q1")
    known = Known(
        plan=plan,
        outturns=OUTTURNS.empty(),
        all_outturns=OUTTURNS.empty(),
        activities=ACTIVITIES.empty(),
        as_at=FIRST_DAY,
        release=release,
    )
    data_set = data_set_of(known)
    data = OpenData(
        plan=plan,
        data_sets=(data_set,),
        versions={release.number: versions([data_set])[0]},
        standings={release.number: standing_of(release, [release])},
        coming=None,
    )
    files = open_data_files(data)
    assert files["data/latest/figures.csv"].decode() == ",".join(FIGURES.names) + "\r\n"
    assert len(pd.read_parquet(io.BytesIO(files["data/latest/figures.parquet"]))) == 0
    assert len(files["data/latest/measures.csv"].splitlines()) == 1 + len(plan.measures)
    assert "temporalCoverage" not in json.loads(files["data/latest/dataset.jsonld"])
    assert "No day is given" in files["data/README.md"].decode()
    assert not [path for path in files if path.startswith("data/measures/")]


def test_whatever_people_typed_stands_in_the_files_as_they_typed_it(hostile_house):
    folder, path = hostile_house
    store, plan = Store(path), load_plan(folder)
    data = open_data_of(store, chain_of(plan), FIRST_DAY, actor=ADMINISTRATOR)
    files = open_data_files(data)
    figures, measures, activities, releases = (
        pd.read_csv(io.BytesIO(files[f"data/{path}.csv"]), dtype=str, keep_default_na=False)
        for path in ("latest/figures", "latest/measures", "latest/activities", "releases")
    )
    assert HOSTILE in set(figures["commentary"])
    assert {HOSTILE} == set(figures["breakdown"]) - {""}
    titles = {measure.id: measure.title for measure in plan.measures}
    assert measures.set_index("measure")["title"].to_dict() == titles
    assert activities["comment"].tolist().count(HOSTILE) == len(plan.activities)
    assert releases["note"].tolist() == [HOSTILE]
    assert LONGEST not in files["data/latest/figures.csv"].decode()
    package = json.loads(files["data/latest/datapackage.json"])
    assert package["title"].startswith(plan.title)
    assert package["description"].count(HOSTILE) >= 2  # of the plan's title, and of the note
    assert json.loads(files["data/latest/dataset.jsonld"])["name"] == package["title"]
    log = files["data/changes.md"].decode()
    assert re.search(r"(?<!\\)<b id=evil>", log) is None

"""`kpis progress` and `kpis quality`: their documents, and what they print for people."""

import pytest

from tests.shares import beside_one

# Whom the plan does not know → what is said of them.
UNKNOWN = {
    ("--directorate", "Plaice"): "The plan has no directorate 'Plaice'. Its directorates are",
    ("--owner", "Head of Housing Optoins"): "The nearest are Head of Housing Options, ",
    ("--owner", "Biodiversity Officer", "--directorate", "Resources"): "Nothing of the plan",
}


@pytest.fixture
def submitted(kpis, tmp_path):
    """Two returns of Q3 2019/20, one of them provisional."""
    path = tmp_path / "return.csv"
    lines = ["measure,period,outturn,marker,commentary", "1.4,Q3 2019/20,88.1,p,On course"]
    path.write_text("\n".join([*lines, "7.4,Q3 2019/20,18.2,,On course"]), encoding="utf-8")
    assert kpis("submit", path, "--by", "Performance Officer").code == 0


def test_progress_counts_what_is_due_and_what_came(kpis):
    document = kpis("progress", "--period", "Q2 2019/20", "--json").document
    counts = document["counts"]
    assert document["period"] == "2019-20-Q2"
    assert (document["due_on"], document["closes_on"]) == ("2019-10-21", "2019-11-04")
    assert document["closed"] is True
    assert counts["due"] == len(document["measures"])
    assert counts["due"] == counts["returned"] + counts["late"] + counts["awaited"]
    assert counts["illustrative"] + counts["published"] == counts["returned"]


def test_progress_agrees_with_status_on_what_is_late(kpis):
    for period in ("2019-20-Q2", "2020-21-Q1"):
        progress = kpis("progress", "--period", period, "--json").document
        status = kpis("status", "--period", period, "--json", "--figures-only").document
        assert progress["counts"]["late"] == status["counts"]["late"] > 0
        late = {row["code"] for row in progress["measures"] if row["state"] == "late"}
        assert late == {row["code"] for row in status["measures"] if row["rag"] == "late"}


def test_a_return_shows_in_progress_at_once(kpis, submitted):
    rows = {
        row["code"]: row
        for row in kpis("progress", "--period", "2019-20-Q3", "--json").document["measures"]
    }
    assert (rows["1.4"]["state"], rows["7.4"]["state"]) == ("provisional", "returned")
    assert rows["7.4"]["days_late"] > 0
    assert rows["2.4"]["missing"] == ["Q3 2019/20"]


def test_progress_tells_eight_quarters_up_to_the_one_asked_for(kpis):
    quarters = kpis("progress", "--period", "2019-20-Q2", "--json").document["quarters"]
    assert [row["period"] for row in quarters][::7] == ["2017-18-Q3", "2019-20-Q2"]
    assert all(0 <= row["in_time"] <= row["returned"] <= row["due"] for row in quarters)
    assert quarters[-1]["percent"] == pytest.approx(
        100 * quarters[-1]["returned"] / quarters[-1]["due"]
    )


def test_progress_is_narrowed_to_a_directorate(kpis):
    document = kpis("progress", "--directorate", "Place", "--json").document
    assert {row["directorate"] for row in document["measures"]} == {"Place"}
    refused = kpis("progress", "--directorate", "Nowhere", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "Its directorates are Children and Culture" in refused.err


def test_without_a_quarter_progress_is_of_the_one_being_collected(kpis):
    assert kpis("progress", "--json").document["period"] == "2019-20-Q3"


@pytest.mark.parametrize("period", ["2019/20", "Q9 2019/20"])
def test_progress_is_of_quarters_only(kpis, period):
    ran = kpis("progress", "--period", period)
    assert ran.code in (2, 11)
    assert ran.out == ""


def test_quality_lists_findings_by_kind(kpis):
    document = kpis("quality", "--json").document
    codes = [row["code"] for row in document["findings"]]
    assert {code: codes.count(code) for code in document["counts"]} == document["counts"]
    keys = {"code", "severity", "measure", "id", "period", "sentence", "action", "illustrative"}
    assert all(keys <= row.keys() for row in document["findings"])


def test_a_return_that_fills_a_gap_leaves_the_report(kpis, tmp_path):
    def gaps():
        findings = kpis("quality", "--json").document["findings"]
        return {row["measure"] for row in findings if row["code"] == "gap-in-series"}

    assert "7.4" in gaps()
    path = tmp_path / "gap.csv"
    path.write_text("measure,period,outturn\n7.4,Q3 2017/18,18.0\n", encoding="utf-8")
    assert kpis("submit", path, "--by", "Performance Officer").code == 0
    assert "7.4" not in gaps()


def test_both_print_lines_for_people(kpis):
    progress = kpis("progress", "--period", "2019-20-Q2").out
    assert "due 2019-10-21, closes 2019-11-04" in progress
    assert "Head of Idea Store Learning" in progress
    assert "Gaps inside a series (" in kpis("quality").out


@pytest.mark.parametrize("command", ["progress", "quality", "outlook", "status"])
def test_a_list_is_narrowed_to_a_directorate_or_a_post(kpis, strategic_plan, command):
    rows = {"progress": "measures", "quality": "findings", "outlook": "measures"}
    more = ("--figures-only",) if command == "status" else ()

    def ids(*options):
        document = kpis(command, *options, *more, "--json").document
        return {row["id"] for row in document[rows.get(command, "measures")]}

    post = "Head of Employment and Skills"
    of_place = {each.id for each in strategic_plan.measures if each.directorate == "Place"}
    of_post = {each.id for each in strategic_plan.measures if each.owner == post}
    everything = ids()
    assert ids("--directorate", "Place") == everything & of_place
    assert ids("--owner", post) == everything & of_post
    assert ids("--directorate", "Resources") < everything - of_place


def test_completeness_is_of_those_it_is_narrowed_to(kpis):
    narrowed = kpis("progress", "--directorate", "Place", "--json").document["quarters"]
    whole = kpis("progress", "--json").document["quarters"]
    assert sum(each["due"] for each in narrowed) < sum(each["due"] for each in whole)
    assert all(mine["due"] <= all_["due"] for mine, all_ in zip(narrowed, whole, strict=True))


@pytest.mark.parametrize(
    ("command", "options"), beside_one(["progress", "quality", "outlook", "status"], *UNKNOWN)
)
def test_whom_the_plan_does_not_know_is_refused_by_name(kpis, command, options):
    """Each command of one of them; `make soak` asks all of each."""
    told = UNKNOWN[options]
    refused = kpis(command, *options, "--json")
    assert (refused.code, refused.out) == (2, "")
    assert told in refused.err


def test_one_measure_is_not_narrowed(kpis):
    refused = kpis("outlook", "5.2", "--directorate", "Place")
    assert refused.code == 2
    assert "leave MEASURE out" in refused.err

"""From a return to a release and back, on the command line alone."""

import shutil
from pathlib import Path

import pytest

from kpis.model import local_administrator
from kpis.periods import period_of_id
from kpis.store import Store
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release

PERIOD = "2019-20-Q3"


def a_return(folder, *lines, name="return.csv"):
    path = folder / name
    path.write_text("\n".join(["measure,period,outturn,commentary", *lines]), encoding="utf-8")
    return path


@pytest.fixture
def submitted(kpis, tmp_path):
    """The id of a submission of these lines."""

    def call(*lines, name="return.csv", options=()) -> str:
        ran = kpis("submit", a_return(tmp_path, *lines, name=name), "--by", "Ranger", *options)
        return ran.out.split()[0]

    return call


@pytest.fixture
def publish(kpis):
    def call(*options):
        said = ("--by", "Head", "--accept", "all", "--reason", "Recounted")
        return kpis("release", "--period", PERIOD, *said, *options)

    return call


@pytest.fixture(scope="module")
def with_release(first_figures, strategic_plan, tmp_path_factory):
    """The plan's first figures with a release of the quarter. Only to be copied."""
    path = shutil.copy2(first_figures, tmp_path_factory.mktemp("with_release") / "kpis.duckdb")
    publish_release(
        Store(path),
        strategic_plan,
        period_of_id(PERIOD),
        actor=local_administrator("Head"),
        accepted=ALL_WARNINGS,
    )
    return path


@pytest.fixture
def released(with_release, store):
    """One's own store begins with a release."""
    shutil.copy2(with_release, store)


def measure(kpis, code, *options) -> dict:
    command = ("status", "--period", PERIOD, *options, "--json", "--figures-only")
    rows = kpis(*command).document["measures"]
    return next(row for row in rows if row["code"] == code)


def test_a_store_of_the_first_version_serves_any_command_without_a_word(
    kpis, store, as_first_version
):
    before = kpis("status", "--period", PERIOD).out
    as_first_version(store)
    ran = kpis("status", "--period", PERIOD)
    assert (ran.code, ran.out, ran.err) == (0, before, "")


@pytest.mark.usefixtures("released")
def test_a_submission_is_approved_and_its_figures_released(kpis, submitted, publish):
    made = submitted("1.3,Q3 2019/20,52,On course")
    approved = kpis("approve", made, "--by", "Head", "--note", "Looked at", "--json").document
    assert approved["id"] == made
    assert (approved["file"], approved["approved_by"]) == ("return.csv", "Head")
    assert approved["approved_at"]
    released = publish("--note", "Correction", "--json").document
    assert (released["number"], released["period"]) == (2, PERIOD)
    assert (released["published_by"], released["note"]) == ("Head", "Correction")
    assert released["figures"] > 1000
    before, after = (measure(kpis, "1.3", "--release", number) for number in "12")
    assert (after["outturn"], after["marker"]) == (52, "r")
    assert before["outturn"] != 52
    assert before["marker"] == ""


def test_several_submissions_are_approved_at_once_and_each_is_told(kpis, submitted):
    one = submitted("1.3,Q3 2019/20,52,On course")
    other = submitted("1.3,Q2 2019/20,50,On course", name="other.csv")
    ran = kpis("approve", one, one, "S-1900-1", other, "--by", "Head")
    assert ran.code == 16
    assert [line.split()[0] for line in ran.out.splitlines() if line[0] == "S"] == [one, other]
    assert ran.err.startswith("S-1900-1: ")
    again = kpis("approve", one, other, "--by", "Head", "--json")
    assert again.code == 19
    assert again.document["approved"] == []
    assert [each["id"] for each in again.document["refused"]] == [one, other]


def test_a_release_is_seen_as_it_stood_after_a_withdrawal(kpis, submitted, publish):
    made = submitted("1.3,Q3 2019/20,52,On course")
    kpis("approve", made, "--by", "Head")
    publish()
    command = ("status", "--release", "1", "--outcome", "1", "--json")
    before = kpis(*command).document
    assert (before["period"], before["release"]) == (PERIOD, 1)
    kpis("withdraw", made, "--by", "Head", "--why", "Wrong file")
    assert kpis(*command).document == before
    latest = kpis("status", "--period", PERIOD, "--json", "--figures-only").document
    assert latest["release"] is None
    (row,) = [row for row in latest["measures"] if row["code"] == "1.3"]
    assert row["outturn"] != 52


def test_releases_are_listed_newest_first(kpis, publish):
    assert kpis("releases", "--json").document["releases"] == []
    assert kpis("releases").err == "Nothing has been released yet.\n"
    publish("--note", "For the board")
    kpis("release", "--period", "Q2 2019/20", "--by", "Head", "--accept", "all")
    releases = kpis("releases", "--json").document["releases"]
    assert [(row["number"], row["period"]) for row in releases] == [(2, "2019-20-Q2"), (1, PERIOD)]
    shown = kpis("releases").out
    assert "For the board" in shown
    assert shown.splitlines()[0].split() == [
        "Release",
        "Period",
        "Published",
        "By",
        "Figures",
        "Standing",
        "Note",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("status", "--release", "7"), 17, "There is no release 7. Nothing has been released yet."),
        (("approve", "S-20190101-a1b2", "--by", "Head"), 16, "No submission has the id"),
        (("release", "--period", "2031-32-Q1", "--by", "Head"), 2, "is no quarter of"),
        (("release", "--period", "autumn", "--by", "Head"), 11, "autumn"),
        (("status", "--release", "1", "--as-at", "2019-11-01"), 2, "not allowed with"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence_with_its_code(kpis, arguments, code, words):
    ran = kpis(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


def test_publishing_or_approving_again_is_told(kpis, submitted, publish):
    made = submitted("1.3,Q3 2019/20,52,On course")
    assert kpis("approve", made, "--by", "Head").code == 0
    again = kpis("approve", made, "--by", "Head")
    assert (again.code, again.out) == (19, "")
    assert "was approved already" in again.err
    assert "Release 1 of Q3 2019/20 is published" in publish().out
    repeated = publish()
    assert repeated.code == 18
    assert "There is nothing to correct" in repeated.err


def test_reason_and_note_on_warnings_are_kept(kpis, submitted):
    options = ("--reason", "Two centres were missed", "--warnings-note", "Checked by hand")
    made = submitted("1.3,Q3 2019/20,52,", options=options)
    (row,) = kpis("submissions", "--find", made, "--json").document["submissions"]
    assert row["reason"] == "Two centres were missed"
    assert row["warnings_note"] == "Checked by hand"


def test_submissions_are_found_by_words(kpis, submitted):
    made = submitted("1.3,Q3 2019/20,52,", name="Growth Q3.csv")
    assert [made] == [
        row["submission_id"]
        for row in kpis("submissions", "--find", "growth ranger", "--json").document["submissions"]
    ]
    shown = kpis("submissions", "--find", "growth").out.splitlines()
    assert len(shown) == 2
    assert "submitted" in shown[1]
    nothing = kpis("submissions", "--find", "nothing like it")
    assert nothing.out.count("\n") == 1
    assert nothing.err == "No submission has the words 'nothing like it'.\n"


def test_a_check_counts_the_figures_a_file_brings_no_more(kpis, submitted, tmp_path):
    submitted("1.3,Q3 2019/20,52,", "9.1,Q3 2019/20,77.5,On course")
    shorter = a_return(tmp_path, "1.3,Q3 2019/20,52,")
    (file_entry,) = kpis("check", shorter, "--json").document["files"]
    assert file_entry["missing"] == 1
    assert "figures no longer in the file, which stay as stored: 1" in kpis("check", shorter).out


def test_where_the_plan_asks_for_two_posts_the_same_one_is_refused(
    kpis, submitted, store, tmp_path
):
    made = submitted("1.3,Q3 2019/20,52,On course")
    data = Path(__file__).parents[3] / "data"
    plan = tmp_path / "data" / "plans" / "2019-22"
    shutil.copytree(data / "plans" / "2019-22", plan)
    for name in ("published", "illustrative"):
        (tmp_path / "data" / name).mkdir()
    text = (plan / "plan.toml").read_text(encoding="utf-8")
    (plan / "plan.toml").write_text(
        text.replace('approval = "one"', 'approval = "two"'), encoding="utf-8"
    )
    refused = kpis("approve", made, "--by", "ranger", "--plan", plan)
    assert refused.code == 19
    assert "asks for another post to approve it" in refused.err
    assert Store(store).submission(made).approved_at is None
    assert kpis("approve", made, "--by", "Head", "--plan", plan).code == 0


def test_approving_tells_the_figures_old_and_new_with_rating_and_commentary(kpis, submitted):
    first = submitted("1.3,Q3 2019/20,47,One intake")
    kpis("approve", first, "--by", "Head")
    second = submitted("1.3,Q3 2019/20,52,Two intakes", "10.4,Q3 2019/20,700,", name="b.csv")
    shown = kpis("approve", second, "--show")
    assert shown.code == 0
    assert "would be approved" in shown.out
    assert kpis("submissions", "--find", second, "--json").document["submissions"][0]["state"] == (
        "submitted"
    )
    approved = kpis("approve", second, "--by", "Head", "--json").document
    (one, other) = approved["figures"]
    assert (one["code"], one["before"], one["outturn"], one["change"]) == (
        "1.3",
        47,
        52,
        "restated",
    )
    assert one["commentary"] == "Two intakes"
    status = measure(kpis, "1.3")
    assert (one["rag"], status["outturn"]) == (status["rag"], 52)
    assert (other["change"], other["before"]) == ("new", None)
    lines = shown.out.splitlines()
    assert any("47" in line and "52" in line and "Two intakes" in line for line in lines)


def test_approving_tells_the_illustrative_figure_that_is_replaced_and_counts_it_as_none(
    kpis, submitted
):
    made_up = measure(kpis, "1.3")
    assert made_up["provenance"] == "illustrative"
    made = submitted("1.3,Q3 2019/20,47,One intake")
    (figure,) = kpis("approve", made, "--show", "--json").document["figures"]
    assert (figure["change"], figure["before"]) == ("new", None)
    assert figure["illustrative_before"] == made_up["outturn"]
    assert f"{made_up['outturn']:g} (illustrative)" in kpis("approve", made, "--show").out
    kpis("approve", made, "--by", "Head")
    again = submitted("1.3,Q3 2019/20,52,", name="b.csv")
    (figure,) = kpis("approve", again, "--show", "--json").document["figures"]
    assert (figure["before"], figure["illustrative_before"]) == (47, None)


def refused(kpis, *options):
    ran = kpis("release", "--period", PERIOD, "--by", "Head", *options, "--json")
    assert ran.code == 18
    return ran.document


def test_a_warning_that_is_not_accepted_stops_the_release_and_is_listed(kpis, store):
    document = refused(kpis)
    kinds = [each["kind"] for each in document["warnings"]]
    assert "late" in kinds
    assert not document["ready"]
    assert document["faults"] == []
    late = next(each for each in document["warnings"] if each["kind"] == "late")
    assert late["sentence"] == f"{len(late['figures'])} figures are late."
    assert document["due"] - document["came_in"] == len(late["figures"])
    assert Store(store).releases().empty
    options = [word for kind in kinds[1:] for word in ("--accept", kind)]
    again = refused(kpis, *options)
    assert [each["accepted"] for each in again["warnings"]] == [False, *[True] * (len(kinds) - 1)]
    every = [word for kind in kinds for word in ("--accept", kind)]
    assert kpis("release", "--period", PERIOD, "--by", "Head", *every).code == 0


def test_a_look_beforehand_publishes_nothing(kpis, store):
    ran = kpis("release", "--period", PERIOD, "--check")
    assert ran.code == 18
    assert "Warning (late)" in ran.out
    assert kpis("release", "--period", PERIOD, "--check", "--accept", "all", "--json").code == 0
    assert Store(store).releases().empty


def test_a_figure_that_waits_for_approval_blocks_where_a_made_up_one_would_stand(kpis, submitted):
    submitted("1.3,Q3 2019/20,52,On course")
    document = refused(kpis, "--accept", "all")
    (fault,) = document["faults"]
    assert (fault["kind"], [each["code"] for each in fault["figures"]]) == ("waiting", ["1.3"])


@pytest.mark.usefixtures("released")
def test_a_correction_needs_a_reason_for_readers_and_tells_what_changed(kpis, submitted):
    kpis("approve", submitted("1.3,Q3 2019/20,52,On course"), "--by", "Head")
    said = ("release", "--period", PERIOD, "--by", "Head", "--accept", "all")
    ran = kpis(*said)
    assert (ran.code, ran.out) == (2, "")
    assert "Say for readers what is corrected" in ran.err
    assert kpis(*said, "--reason", "A late intake was counted").code == 0
    document = kpis("releases", "--changes", "2", "--json").document
    assert document["release"]["reason"] == "A late intake was counted"
    (figure,) = document["changes"]["figures"]
    assert (figure["id"], figure["after"]) == ("new_enterprises", 52)
    assert kpis("releases", "--changes", "1", "--json").document["changes"] is None
    shown = kpis("releases", "--changes", "2").out
    assert "A late intake was counted" in shown
    assert "→ 52" in shown

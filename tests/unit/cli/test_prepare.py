"""From a draft to a release at its time, on the command line alone."""

from datetime import timedelta

import pytest

from kpis.clock import utc_now
from kpis.store import Store
from kpis.store.database.connect import opened

PERIOD = ("--period", "2019-20-Q3")
BY = ("--by", "Head")


def later(days: int) -> str:
    return f"{utc_now() + timedelta(days=days):%Y-%m-%dT09:30}"


@pytest.fixture
def prepare(kpis):
    def call(*options):
        return kpis("prepare", *PERIOD, *options)

    return call


def test_a_release_goes_from_draft_by_review_to_its_time_and_is_in_no_list_before(
    kpis, prepare, store, tmp_path
):
    assert kpis("prepare").err == "No release is in preparation.\n"
    assert prepare("--begin", *BY).out.startswith("Q3 2019/20: Draft since ")
    checked = kpis("release", *PERIOD, "--check", "--json").document
    assert checked["faults"][-1]["kind"] == "draft"
    prepare("--comment", "Is 1.3 right?", "--by", "Chair")
    told = prepare("--ready", *BY).out.splitlines()
    assert told[0].endswith("(Head). 1 comment is not resolved.")
    assert told[1].endswith("Chair: Is 1.3 right? (not resolved)")
    at_a_time = ("release", *PERIOD, *BY, "--accept", "all", "--at", later(2), "--reader", "Mayor")
    refused = kpis(*at_a_time)
    assert (refused.code, "1 reviewer's comment is not resolved." in refused.err) == (18, True)
    assert "Blocked (unresolved)" in refused.out
    prepare("--resolve", "1", *BY)
    approved = kpis(*at_a_time)
    assert approved.code == 0
    assert approved.out.startswith("The release of Q3 2019/20 is approved for ")
    assert approved.out.endswith(" on it can be read by: Mayor.\n")
    assert kpis("releases").err == "Nothing has been released yet.\n"
    assert kpis("status", "--release", "1").code == 17
    assert kpis("publish-due").err == "No release is due.\n"
    with opened(store, writing=True) as connection:  # three days go by
        connection.execute("UPDATE scheduled_release SET due_at = due_at - INTERVAL 3 DAY")
    assert kpis("publish-due").out.startswith("Release 1 of Q3 2019/20 is published, as of ")
    (made,) = kpis("releases", "--json").document["releases"]
    assert (made["early_readers"], made["early_hours"]) == (["Mayor"], 24)
    assert made["standing"]["kind"] == "current"
    assert "Seen up to 24 hours before by: Mayor." in kpis("releases").out
    faulty = ("--plan", str(tmp_path / "no_plan"))  # no reason to leave it where it is
    gone = kpis("releases", "--withdraw", "1", *BY, "--why", "Of another council", *faulty)
    assert gone.out.startswith("Release 1: Withdrawn on ")
    assert gone.out.endswith("Of another council. No other release of Q3 2019/20 stands.\n")
    assert Store(store).audit_faults() == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("release", *PERIOD, *BY, "--at", "2019-11-01T09:30"), 2, "1 November 2019 at 9:30am has"),
        (("release", *PERIOD, *BY, "--at", "2219-11-01T09:30"), 2, "more than a year from now"),
        (("release", *PERIOD, *BY, "--at", "2027-03-01"), 2, "at what time of the day"),
        (("release", *PERIOD, *BY, "--at", "soon"), 2, "'soon' is no time"),
        (("release", *PERIOD, *BY, "--at", "2027-03-28T01:30"), 2, "the clocks go forward"),
        (("release", *PERIOD, *BY, "--reader", "Mayor"), 2, "--reader goes with --at"),
        (("prepare", *PERIOD, *BY, "--ready", "--begin"), 2, "--ready is not allowed with --begin"),
        (("prepare", *BY, "--ready"), 2, "--ready needs --period"),
        (("prepare", *PERIOD, *BY, "--ready"), 19, "No release of Q3 2019/20 is in preparation"),
        (("prepare", *PERIOD, *BY, "--back"), 2, "Say why it goes back"),
        (("prepare", *PERIOD, "--begin"), 2, "Say which post"),
        (("prepare", "--period", "2031-32-Q1", "--begin", *BY), 2, "is no quarter of"),
        (("releases", "--withdraw", "1", *BY, "--why", "x"), 17, "There is no release 1"),
        (("releases", "--withdraw", "1", *BY), 2, "Say for readers why"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence_with_its_code(kpis, arguments, code, words):
    ran = kpis(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--reader", " "), "Name the post of each"),
        (("--reader", "Mayor", "--reader-hours", "0"), "1 to 168 hours before it is published"),
        (("--reader", "Mayor", "--reader-hours", "169"), "1 to 168 hours before it is published"),
    ],
)
def test_readers_that_nobody_could_be_are_refused(kpis, options, words):
    ran = kpis("release", *PERIOD, *BY, "--accept", "all", "--at", later(2), *options)
    assert (ran.code, words in ran.err) == (2, True)

"""What a mail of a release says: what changed, in words, and nothing that is not published."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kpis.mail.message import html_text, plain_text
from kpis.mail.settings import MailSettings
from kpis.model import IllustrativeFor, MailAbout, Subscription
from kpis.plan.chain.chain import chain_of
from kpis.store import Store
from kpis.ui.kit import addresses
from kpis.use_cases.publishing.release_letter import (
    MOST,
    release_letter,
    withdrawal_letter,
)
from kpis.use_cases.publishing.release_told import told_of, withdrawal_of
from kpis.use_cases.publishing.scheduling import withdraw_release
from tests.three_releases import HEAD, NOTE, REASON, UNPUBLISHED, publish

SITE = "https://kpi.northmere.example"
SETTINGS = MailSettings(sender="kpi@northmere.example", site=SITE)
WHOLE = Subscription(
    number=7,
    post="Chair of the board",
    address="chair@northmere.example",
    about=MailAbout.EVERYTHING,
    of_what="",
    person="",
    subscribed_at=datetime(2023, 7, 1),
    subscribed_by="Head of Performance",
)


@pytest.fixture(scope="module")
def told(three_published, fictional_plan):
    """What is told of each release, by its number."""
    store, chain = Store(three_published), chain_of(fictional_plan)
    return {number: told_of(store, chain, number) for number in (1, 2, 3)}


def written(told, about=MailAbout.EVERYTHING, of_what="", settings=SETTINGS) -> str:
    to = replace(WHOLE, about=about, of_what=of_what)
    return plain_text(release_letter(told, to, settings))


def test_a_release_is_told_with_its_headline_what_moved_and_where_to_read_on(told):
    letter = release_letter(told[2], WHOLE, SETTINGS)
    assert letter.subject == "Northmere: Q2 2023/24 release"
    assert plain_text(letter) == (
        "Q2 2023/24 is published\n\n"
        "Release 2 was published on 20 October 2023 at 10:00am by Head of Performance.\n\n"
        f"Note: {NOTE}\n\n"
        "Illustrative. 1 of the 3 targets and 1 of the 3 figures behind these ratings are "
        "illustrative, made up to show how the dashboard works.\n\n"
        "Of 3 measures and parts rated, 2 met the target and 1 did not come within 5% of it. "
        "Reported and rated in Q2 2023/24: 2 measures and parts (1 green and 1 red). The other "
        "was last measured earlier.\n\n"
        "Read release 2 of Q2 2023/24:\n"
        f"{SITE}/?period=2023-24-Q2&release=2\n\n"
        "Rated worse than when last measured (1)\n\n"
        "- 1.2 Days to decide a householder’s planning application: Red, green before. 62.0 days "
        "against a target of 56.0; was 54.0 in Q1 2023/24.\n"
        f"  {SITE}/measure?measure=planning_days&period=2023-24-Q2&release=2\n\n"
        "Rated better than when last measured (1)\n\n"
        "- 2.1a Rented homes made warmer: Green, red before. 50 homes against a target of 50; was "
        "12 in Q1 2023/24, when the target was 20.\n"
        f"  {SITE}/measure?measure=warm_homes_rented&period=2023-24-Q2&release=2\n\n"
        "-- \n"
        "This mail came because Chair of the board is subscribed to everything.\n"
        "Questions about these figures: kpi@northmere.example\n"
        f"To stop these mails, sign in at {SITE}/mails, or write to kpi@northmere.example and name "
        "subscription 7.\n"
    )


def test_a_correction_is_told_with_its_reason_old_and_new_beside_each_other(told):
    letter = release_letter(told[3], WHOLE, SETTINGS)
    text = plain_text(letter)
    assert letter.subject == "Northmere: Q2 2023/24 correction"
    assert f"What is corrected, and why: {REASON}\n" in text
    assert (
        "Figures that differ from release 2 (1)\n\n"
        "- 1.2 Days to decide a householder’s planning application: 62.0 before, 55.5 [r] "
        "now (Q2 2023/24).\n"
    ) in text
    assert "Red before, green now (Q2 2023/24).\n" in text
    assert f"See everything that the correction changed:\n{SITE}/releases?changes=3\n" in text
    assert "Rated worse" not in text


def test_a_redefinition_is_told_with_the_release_that_has_it(
    three_published, fictional_plan, tmp_path
):
    store = Store(Path(shutil.copy(three_published, tmp_path / "kpis.duckdb")))
    measures = tuple(
        replace(each, definition="Median days, from the fee to the decision.")
        if each.id == "planning_days"
        else each
        for each in fictional_plan.measures
    )
    plan = replace(fictional_plan, measures=measures)
    publish(store, plan, 2, datetime(2023, 12, 1, 9), reason="Days are counted otherwise")
    text = written(told_of(store, chain_of(plan), 4))
    assert (
        "Targets, minimum expectations and definitions that differ from release 3 (1)\n\n"
        "- 1.2 Days to decide a householder’s planning application: definition changed.\n"
    ) in text
    assert "Figures that differ" not in text


@pytest.mark.parametrize(("number", "instead"), [(3, 2), (1, 0)])
def test_a_withdrawal_is_told_with_its_reason_and_what_stands_instead(
    number, instead, three_published, fictional_plan, tmp_path
):
    store = Store(Path(shutil.copy(three_published, tmp_path / "kpis.duckdb")))
    day = datetime(2023, 12, 1, 9)
    withdraw_release(store, number, actor=HEAD, why="Names <b> were in it", now=day)
    told = withdrawal_of(store, chain_of(fictional_plan), number)
    letter = withdrawal_letter(told, WHOLE, SETTINGS)
    label = "Q2 2023/24" if instead else "Q1 2023/24"
    assert letter.subject == f"Northmere: {label} release {number} is withdrawn"
    text = plain_text(letter)
    assert text.startswith(f"Release {number} of {label} is withdrawn\n")
    assert "Withdrawn on 1 December 2023: Names <b> were in it.\n" in text
    stands = f"Release {instead} of 20 October 2023 stands for {label}."
    none = f"No other release of {label} stands."
    assert f"What its mail said counts no more. {stands if instead else none}\n" in text
    addressed = [address for _, address in letter.links]
    kept = f"{SITE}/?period={told.release.quarter_id}&release="
    assert addressed == [f"{kept}{each}" for each in (number, instead) if each]
    assert letter.identifier.startswith(f"withdrawal-{number}.subscription-7.")


def test_the_first_release_of_all_is_held_against_none(told):
    text = written(told[1])
    assert "differ from" not in text
    assert "Rated" not in text
    assert "Of 3 measures and parts rated" in text


def test_nothing_that_is_not_published_is_in_any_mail(told):
    later = {1: ("62.0", "55.5"), 2: ("55.5",), 3: ()}
    for number, each in told.items():
        for about, of_what in ((MailAbout.EVERYTHING, ""), (MailAbout.OUTCOME, "1")):
            text = written(each, about, of_what)
            assert not [word for word in (*UNPUBLISHED, *later[number]) if word in text]


def test_a_mail_of_an_outcome_tells_of_its_measures_alone(told):
    text = written(told[2], MailAbout.OUTCOME, "2")
    assert text.startswith(
        "Q2 2023/24 is published, outcome 2, Homes are warm and pools are full\n"
    )
    assert "2.1a Rented homes" in text
    assert "planning" not in text
    assert "Both measures and parts rated met the target." in text
    assert f"Read outcome 2 in it:\n{SITE}/outcome?outcome=2&period=2023-24-Q2&release=2\n" in text
    assert "subscribed to outcome 2.\n" in text


def test_a_mail_of_a_directorate_tells_of_its_measures_alone(told):
    text = written(told[2], MailAbout.DIRECTORATE, "Streets")
    assert "planning application" in text
    assert "Rented" not in text
    assert "/directorate?directorate=Streets&period=2023-24-Q2&release=2\n" in text


def test_what_the_plan_has_no_more_is_told_as_that(told):
    text = written(told[2], MailAbout.OUTCOME, "9")
    assert "Northmere Together 2023-25 has no measures of outcome 9.\n" in text


def test_without_an_address_of_the_dashboard_there_are_no_links(told):
    text = written(told[3], settings=MailSettings(contact="ask@northmere.example"))
    assert "http" not in text
    assert "The dashboard shows all of it under the release's number.\n" in text
    assert "To stop these mails, write to ask@northmere.example and name subscription 7.\n" in text


def test_where_illustrative_figures_are_for_staff_no_mail_has_any(three_published, fictional_plan):
    told = told_of(
        Store(three_published),
        chain_of(fictional_plan),
        1,
        illustrative_for=IllustrativeFor.STAFF,
    )
    text = written(told)
    assert "Illustrative" not in text
    assert "Of 2 measures and parts rated" in text


def test_a_figure_that_was_illustrative_before_is_told_as_that(told):
    made_up = replace(told[3], made_up_before=frozenset({("planning_days", "2023-24-Q2")}))
    assert "(Q2 2023/24). The figure before was illustrative.\n" in written(made_up)


def test_a_long_list_is_cut_and_says_so(told):
    (moved,) = [row for row in told[2].report.moved if row.moved == "worse"]
    report = replace(told[2].report, moved=(moved,) * (MOST + 3))
    text = written(replace(told[2], report=report))
    assert f"Rated worse than when last measured ({MOST + 3})\n" in text
    assert text.count("planning application") == MOST
    assert "And 3 more, which the release shows.\n" in text


def test_typed_words_are_text_in_the_page_of_a_mail(told):
    page = html_text(release_letter(told[3], WHOLE, SETTINGS))
    assert "see &lt;b&gt;register&lt;/b&gt; &amp; =1+1" in page
    assert "<b>" not in page


def test_the_links_of_a_mail_are_addresses_of_the_dashboards_pages(told):
    addressed = dict(release_letter(told[3], WHOLE, SETTINGS).links).values()
    overview, changes = (each.removeprefix(f"{SITE}/") for each in addressed)
    page = addresses.release_address(3, "2023-24-Q2").removeprefix("./?")
    assert sorted(overview.removeprefix("?").split("&")) == sorted(page.split("&"))
    assert changes == addresses.release_changes_address(3)
    assert addresses.measure_address("x", "2023-24-Q2") == "measure?measure=x&period=2023-24-Q2"
    assert addresses.outcome_address(2).startswith("outcome?outcome=2")
    assert addresses.directorate_address("A").startswith("directorate?directorate=A")

"""The page "Board pack": chosen, made, looked at, taken away."""

from dataclasses import replace
from datetime import datetime

import pytest
import streamlit as st

from kpis.errors import AccessRefused, UnknownRelease
from kpis.exports.formats import PLAIN, Format
from kpis.model import Release, local_administrator, somebody
from kpis.periods import quarter
from kpis.plan.chain.chain import chain_of
from kpis.reports.selection import Selection
from kpis.store import releases_in
from kpis.ui.publish.board_pack import handed_out, titles_of
from kpis.use_cases.publishing.packs import PackFile, pack_files
from kpis.use_cases.publishing.report import report_of
from kpis.use_cases.seen_store import seen_by
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from tests import three_releases
from tests.pages.desk import POST, press, words

CLERK = local_administrator(POST)
RELEASE = Release(
    number=3,
    quarter_id="2019-20-Q2",
    published_at=datetime(2019, 12, 3, 9, 30),
    published_by=POST,
    note="",
    figures=1,
)


def test_a_pack_is_chosen_made_looked_at_and_the_same_as_the_command_makes(
    northmere, open_page, fictional_plan, monkeypatch
):
    line = "planning_days,Q3 2023/24,60,Two short"
    three_releases.returned(northmere, fictional_plan, line, now=datetime(2024, 1, 15))
    at = open_page("publish/board_pack", period="2023-24-Q3", outcome="1")
    assert "is not published: each page of the pack says so" in words(at)
    publish_release(northmere, fictional_plan, quarter(2023, 3), actor=CLERK, accepted=ALL_WARNINGS)
    given = {}
    draw = st.download_button

    def drawn(label, data, **named):
        given[named["file_name"]] = data
        return draw(label, data, **named)

    monkeypatch.setattr(st, "download_button", drawn)
    at.run()
    assert "is not published" not in words(at)
    assert not given
    at.button_group("pack_formats").set_value([Format.HTML])
    press(at, "main_action_make_pack")
    assert "outcome 1, Things are done when they are due" in words(at)
    report = report_of(
        northmere, chain_of(fictional_plan), datetime(2026, 1, 1), actor=CLERK, release=4
    )
    (file,) = pack_files(
        report,
        releases_in(northmere.releases()),
        [Format.HTML],
        PLAIN,
        asked=[Selection(outcome=1)],
    )
    assert {name: make() for name, make in given.items()} == {file.name: file.content}


def test_who_lost_the_role_that_shows_drafts_gets_no_draft_from_a_page_that_stands_open(
    store, strategic_plan
):
    file = PackFile(
        name="performance.pdf", format=Format.PDF, of="", asked=Selection(), content=b"pack"
    )
    public = seen_by(store, strategic_plan, somebody())
    assert handed_out(public, RELEASE, file) == b"pack"
    with pytest.raises(AccessRefused):
        handed_out(public, None, file)
    with pytest.raises(UnknownRelease):
        handed_out(seen_by(store, strategic_plan, CLERK), replace(RELEASE, number=-9), file)
    assert handed_out(seen_by(store, strategic_plan, CLERK), None, file) == b"pack"


def test_whatever_a_pack_can_be_of_has_words_of_its_own(strategic_plan):
    titles = list(titles_of(strategic_plan).values())
    assert titles[0] == "The whole plan"
    assert len(set(titles)) == len(titles)
    assert {each.split(" ")[0].rstrip(":") for each in titles[1:]} == {
        "Outcome",
        "Theme",
        "Directorate",
        "Board",
    }

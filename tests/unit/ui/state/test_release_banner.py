"""The banner of a release: which it is, its words for readers, and what it cannot promise."""

from dataclasses import replace
from datetime import datetime

import pytest

from kpis.model import Release, standing_of
from kpis.ui.kit.html import element
from kpis.ui.state.release_banner import latest_line, release_banner, words_for_latest

FIRST = Release(
    number=1,
    quarter_id="2019-20-Q2",
    published_at=datetime(2019, 11, 29, 9),
    published_by="Head",
    note="",
    figures=3,
    plan_sha256="a" * 64,
)
SECOND = replace(FIRST, number=2, reason="Counted twice")
LATEST, INSTEAD = element("a", "Latest figures"), element("a", "See release 2")


def banner(release, *others, is_correction=False) -> str:
    standing = standing_of(release, [release, *others])
    links = {"latest": LATEST, "instead": INSTEAD if standing.by else None}
    return str(release_banner(release, standing, is_correction=is_correction, **links))


def test_a_first_release_says_its_quarter_and_day_and_no_more():
    shown = banner(FIRST)
    assert "<strong>Release 1 of Q2 2019/20</strong>, 29 November 2019. " in shown
    assert "Latest figures" in shown
    assert "This is the latest release." in shown
    for words in ("Corrected", "What changed", "today's targets", "See release"):
        assert words not in shown


def test_a_correction_gives_its_reason_and_the_way_to_what_changed():
    shown = banner(SECOND, FIRST, is_correction=True)
    assert "Release 2, a correction of Q2 2019/20" in shown
    assert "Corrected: Counted twice" in shown
    assert 'href="releases?changes=2"' in shown
    assert "Corrected by" not in shown


def test_an_earlier_release_leads_to_the_one_that_corrects_it():
    shown = banner(FIRST, SECOND)
    assert "Corrected by release 2 of 29 November 2019: Counted twice." in shown
    assert "<a>See release 2</a>" in shown


def test_a_withdrawn_release_says_why_and_what_stands_instead():
    when = datetime(2019, 12, 3, 9)
    shown = banner(replace(FIRST, withdrawn_at=when, withdrawn_why="A <wrong> file"), SECOND)
    assert "Withdrawn on 3 December 2019: A &lt;wrong&gt; file. Release 2 of" in shown


@pytest.mark.parametrize("field", ["note", "reason"])
def test_what_a_post_typed_is_plain_text(field):
    text = "<b>1</b> & [a](b)"
    typed = replace(SECOND, note=text) if field == "note" else replace(SECOND, reason=text)
    shown = banner(typed, is_correction=True)
    assert "&lt;b&gt;1&lt;/b&gt; &amp; [a](b)" in shown


def test_a_release_without_its_plan_says_by_what_it_is_rated():
    assert "ratings follow today&#39;s targets" in banner(replace(FIRST, plan_sha256=""))


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Not yet released: the latest figures."),
        (1, "Not yet released: the latest figures. 1 figure is not approved."),
        (2, "Not yet released: the latest figures. 2 figures are not approved."),
    ],
)
def test_the_latest_figures_say_how_many_are_not_approved(count, words):
    assert words in str(latest_line(None, count))
    assert ("not approved" in words_for_latest(count)) is (count > 0)
    assert "Latest figures, not as released." in str(latest_line(INSTEAD, count))

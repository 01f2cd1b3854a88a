"""A citation leads back to just what was read."""

from dataclasses import replace
from datetime import datetime

from kpis.model import Release
from kpis.words.report.citation import citation

THIRD = Release(
    number=3,
    quarter_id="2019-20-Q2",
    published_at=datetime(2019, 12, 3, 9, 30),
    published_by="Head of Performance",
    note="",
    figures=1,
)


def cited(release: Release | None, address: str = "https://figures.example/measure?release=3"):
    return citation(
        publisher="Northmere",
        title="5.2 Level of recycling",
        plan="Strategic Plan 2019-22",
        quarter="Q2 2019/20",
        release=release,
        address=address,
        seen_at=datetime(2020, 1, 31, 23, 59),
    )


def test_a_release_is_cited_by_its_number_its_day_and_its_address():
    assert cited(THIRD) == (
        "Northmere (2019). 5.2 Level of recycling, Q2 2019/20. Strategic Plan 2019-22, release 3 "
        "of 3 December 2019. https://figures.example/measure?release=3"
    )


def test_figures_that_are_not_published_are_cited_as_such_and_by_the_day_they_were_seen():
    assert "(2020). " in cited(None)
    assert "not published, as at 31 January 2020." in cited(None)


def test_what_waits_for_its_time_is_cited_as_not_published_before_it():
    told = cited(replace(THIRD, number=-1))
    assert "not published before 3 December 2019 at 9:30am." in told
    assert "release -1" not in told


def test_without_an_address_the_rest_stands():
    assert cited(THIRD, "").endswith("release 3 of 3 December 2019.")

"""What changed between releases of the data, and the version that follows: whatever they hold."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.model import Release
from kpis.plan.load import load_plan
from kpis.reports.open_data.data_set import DataSet
from kpis.reports.open_data.differences import Step, differences
from kpis.reports.open_data.plan_tables import OF_A_RELEASE
from kpis.reports.open_data.tables import FIGURES
from kpis.reports.open_data.versions import Version, versions

Key = tuple[str, str, str, str, str]
FICTIONAL = Path(__file__).parents[3] / "fictional_plan"
NOTHING = pd.DataFrame({"list": [], "code": [], "meaning": []}, dtype="str")
KEYS = st.tuples(
    st.sampled_from(["recycling", "noise", "air"]),
    st.sampled_from(["2019-20-Q1", "2019-20-Q2", "2018-19"]),
    st.sampled_from(["Saltmarsh", "Cliffe"]),
    st.sampled_from([("", ""), ("Ward", "East"), ("Ward", "West"), ("Sex", "Women")]),
).map(lambda key: (*key[:3], *key[3]))
QUICKLY = settings(max_examples=20, deadline=None)
HELD = st.dictionaries(KEYS, st.sampled_from([1.0, 2.5, None]), min_size=1, max_size=12)


def tables(figures: Mapping[Key, float | None], **of_measure: str) -> dict[str, pd.DataFrame]:
    """The tables of a release that holds these figures by their keys, and their measures."""
    rows = [
        (*key, outturn, "c" if outturn is None else "", "X07000001")
        for key, outturn in figures.items()
    ]
    ids = sorted({key[0] for key in figures})
    names = ["measure", "title", *of_measure]
    measures = [(each, each, *of_measure.values()) for each in ids]
    made = {
        "figures": pd.DataFrame(rows, columns=[*FIGURES.key, "outturn", "marker", "area_code"]),
        "measures": pd.DataFrame(measures, columns=names),
    }
    return {table.name: made.get(table.name, NOTHING) for table in OF_A_RELEASE}


def release(number: int, quarter: str = "2019-20-Q1") -> Release:
    return Release(
        number=number,
        quarter_id=quarter,
        published_at=datetime(2019, 9, 1) + timedelta(days=number),
        published_by="Head of Performance",
        note="",
        figures=1,
    )


def chain(
    *held: tuple[str, dict[str, pd.DataFrame]], withdrawn: dict[int, int] | None = None
) -> list[str]:
    """The version of each release. withdrawn: by number of a release that of the one before whose
    publication it was taken back."""
    sets = []
    for number, (quarter, made) in enumerate(held, start=1):
        one = release(number, quarter)
        if number in (withdrawn or {}):
            moment = one.published_at + timedelta(days=withdrawn[number] - number, hours=-1)
            one = replace(one, withdrawn_at=moment)
        sets.append(DataSet(release=one, plan=load_plan(FICTIONAL), tables=made))
    return [str(each.version) for each in versions(sets)]


@QUICKLY
@given(HELD)
def test_nothing_changes_where_nothing_did(held):
    found = differences(tables(held), tables(dict(reversed(held.items()))))
    assert (found.removed, found.redefined, found.added, found.corrected) == ((), (), (), ())
    assert found.step is Step.PATCH


@QUICKLY
@given(HELD, HELD)
def test_adding_never_takes_anything_away_and_what_is_added_is_told(before, more):
    found = differences(tables(before), tables(more | before))
    assert found.removed == found.redefined == found.corrected == ()
    assert bool(found.added) == (not more.keys() <= before.keys())
    assert found.step is (Step.MINOR if found.added else Step.PATCH)


@QUICKLY
@given(HELD, HELD)
def test_whatever_disappears_makes_a_major_version_and_is_told(before, after):
    gone = before.keys() - after.keys()
    found = differences(tables(before), tables(after))
    assert (found.step is Step.MAJOR) == bool(gone)
    told = [each.where for each in found.removed]
    for key in gone:
        row = dict(zip(FIGURES.key, key, strict=True))
        assert any(where.items() <= row.items() for where in told), row
    for key in before.keys() & after.keys():  # and nothing that is still there is said to be gone
        row = {name: value for name, value in zip(FIGURES.key, key, strict=True) if value}
        assert row not in told


@QUICKLY
@given(HELD, st.data())
def test_a_value_that_is_corrected_makes_a_patch_and_is_told_with_what_it_was(held, data):
    key = data.draw(st.sampled_from(sorted(held)))
    found = differences(tables(held), tables(held | {key: 7.5}))
    assert found.step is Step.PATCH
    (outturn,) = (each for each in found.corrected if each.column == "outturn")
    assert (outturn.before, outturn.after) == ("" if held[key] is None else f"{held[key]:g}", "7.5")


def test_a_figure_that_is_withheld_now_is_told_without_what_it_was():
    key = ("recycling", "2018-19", "Saltmarsh", "Ward", "East")
    found = differences(tables({key: 4.0}), tables({key: None}))
    assert {(each.column, each.before, each.after) for each in found.corrected} == {
        ("outturn", "", ""),
        ("marker", "", "c"),
    }


@pytest.mark.parametrize(
    ("what", "before", "after"),
    [
        ("unit", "percent", "count"),
        ("definition", "A share.", "Another share."),
        ("polarity", "higher", "lower"),
        ("frequency", "quarter", "month"),
        ("basis", "period", "year_to_date"),
        ("breaks", "", "2019-20: Redefined."),
        ("denominator", "Homes", "Flats"),
    ],
)
def test_a_measure_that_is_redefined_makes_a_major_version(what, before, after):
    held = {("recycling", "2018-19", "Saltmarsh", "", ""): 4.0}
    found = differences(tables(held, **{what: before}), tables(held, **{what: after}))
    (redefined,) = found.redefined
    assert (redefined.column, redefined.before, redefined.after) == (what, before, after)
    assert (found.step, found.corrected) == (Step.MAJOR, ())


def test_another_owner_is_no_other_measure():
    held = {("recycling", "2018-19", "Saltmarsh", "", ""): 4.0}
    found = differences(tables(held, owner="A"), tables(held, owner="B"))
    assert [each.column for each in found.corrected] == ["owner"]
    assert found.step is Step.PATCH


def test_an_area_that_stands_for_another_is_redefined():
    held = {("recycling", "2018-19", "Saltmarsh", "", ""): 4.0}
    before, after = tables(held), tables(held)
    after["figures"] = after["figures"].assign(area_code="X07000002")
    (redefined,) = differences(before, after).redefined
    assert (redefined.what, redefined.before, redefined.after) == (
        "area",
        "X07000001",
        "X07000002",
    )


@pytest.mark.parametrize(("lost", "step"), [(True, Step.MAJOR), (False, Step.MINOR)])
def test_a_column_that_goes_is_major_and_one_that_comes_minor(lost, step):
    held = {("recycling", "2018-19", "Saltmarsh", "", ""): 4.0}
    whole, less = tables(held), tables(held)
    less["figures"] = less["figures"].drop(columns="area_code")
    found = differences(whole, less) if lost else differences(less, whole)
    (column,) = found.removed if lost else found.added
    assert (column.what, column.where) == ("column", {"column": "area_code"})
    assert found.step is step


def test_what_disappears_as_a_whole_is_told_as_a_whole():
    both = [
        (measure, period, "Saltmarsh", "Ward", ward)
        for measure in ("recycling", "noise")
        for period in ("2018-19", "2019-20")
        for ward in ("East", "West")
    ]
    before = dict.fromkeys(both, 1.0)
    no_noise = {key: 1.0 for key in both if key[0] != "noise"}
    (gone,) = differences(tables(before), tables(no_noise)).removed
    assert (gone.what, gone.table, gone.where) == ("measure", "measures", {"measure": "noise"})
    no_west = {key: 1.0 for key in both if key[4] != "West"}
    told = differences(tables(before), tables(no_west)).removed
    assert {(each.what, each.where["category"]) for each in told} == {("group", "West")}
    assert len(told) == 2  # one for each measure
    no_year = {key: 1.0 for key in both if key[1] != "2018-19"}
    told = differences(tables(before), tables(no_year)).removed
    assert [(each.what, each.where["period"]) for each in told] == [("period", "2018-19")] * 2


@QUICKLY
@given(
    st.lists(
        st.tuples(st.sampled_from(["2019-20-Q1", "2019-20-Q2", "2019-20-Q3"]), HELD),
        min_size=1,
        max_size=6,
    )
)
def test_versions_rise_with_every_release_and_never_change_after(held):
    made = [(quarter, tables(figures)) for quarter, figures in held]
    found = chain(*made)
    orders = [tuple(map(int, each.split("."))) for each in found]
    assert orders == sorted(set(orders))
    assert found[0] == "1.0.0"
    for count in range(1, len(made)):  # what comes later changes no version that was given
        assert chain(*made[:count]) == found[:count]


ONE = ("recycling", "2019-20-Q1", "Saltmarsh", "", "")
TWO = ("recycling", "2019-20-Q2", "Saltmarsh", "", "")


def test_a_correction_of_an_old_quarter_takes_no_later_quarter_away():
    assert chain(
        ("2019-20-Q1", tables({ONE: 1.0})),
        ("2019-20-Q2", tables({ONE: 1.0, TWO: 2.0})),
        ("2019-20-Q1", tables({ONE: 1.5})),
        ("2019-20-Q3", tables({ONE: 1.5, TWO: 2.0})),
    ) == ["1.0.0", "1.1.0", "1.1.1", "1.1.2"]


def test_a_first_release_of_a_quarter_before_all_others_is_added():
    assert chain(
        ("2019-20-Q2", tables({ONE: 1.0, TWO: 2.0})), ("2019-20-Q1", tables({ONE: 1.0}))
    ) == ["1.0.0", "1.1.0"]


@pytest.mark.parametrize(("by", "versions_then"), [(3, "1.1.1"), (4, "2.0.0")])
def test_what_was_withdrawn_by_then_is_nothing_that_readers_had(by, versions_then):
    """The second release, with a second figure, is taken back before or after the third."""
    made = (
        ("2019-20-Q2", tables({ONE: 1.0})),
        ("2019-20-Q2", tables({ONE: 1.0, TWO: 2.0})),
        ("2019-20-Q2", tables({ONE: 1.0})),
    )
    assert chain(*made, withdrawn={2: by})[-1] == versions_then


def test_the_numbers_behind_one_that_grows_begin_anew():
    version = Version(major=1, minor=2, patch=3)
    assert [str(version.after(step)) for step in Step] == ["2.0.0", "1.3.0", "1.2.4"]

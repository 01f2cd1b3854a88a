"""The project's own data goes through the same checks as an officer's return, without an error."""

from datetime import datetime

import pytest

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.readers import read_return
from kpis.validation import CheckContext, check_rows


@pytest.fixture(scope="module")
def checked(data_folder, plan):
    def check(file, provenance):
        context = CheckContext(
            now=datetime(2026, 11, 1), provenance=provenance, stored=OUTTURNS.empty()
        )
        return check_rows(read_return(file.name, file.read_bytes()), plan, context)

    files = sorted((data_folder / "published").glob("*.csv"))
    return {file.name: check(file, Provenance.PUBLISHED) for file in files} | {
        "returns.csv": check(data_folder / "illustrative" / "returns.csv", Provenance.ILLUSTRATIVE)
    }


def test_every_row_of_every_file_is_accepted(checked, published, illustrative):
    for name, result in checked.items():
        assert [issue.message for issue in result.errors] == [], name
    accepted = {name: len(result.rows) for name, result in checked.items()}
    assert accepted == published["file"].value_counts().to_dict() | {
        "returns.csv": len(illustrative)
    }


def test_illustrative_returns_need_no_second_look(checked):
    assert [issue.message for issue in checked["returns.csv"].warnings] == []


def test_published_figures_are_warned_about_only_for_lying_far_from_their_series(checked):
    codes = {issue.code for result in checked.values() for issue in result.warnings}
    assert codes <= {"far-from-series"}


def test_illustrative_returns_keep_the_day_they_came_in(checked):
    assert checked["returns.csv"].rows["returned_on"].notna().all()

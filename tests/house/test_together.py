"""Journeys that share a dashboard or a browser go to one worker."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from xdist.remote import Producer  # type: ignore[import-untyped]

from tests import together

ROOT = Path(__file__).parents[2]


def asked(spread: str) -> SimpleNamespace:
    return SimpleNamespace(getvalue=lambda _name: spread, option=SimpleNamespace(tx=["2*popen"]))


def test_every_journey_is_named_and_every_name_is_one():
    there = {f"tests/journeys/{each.name}" for each in ROOT.glob("tests/journeys/test_*.py")}
    assert set(together.SHARED) == there


def test_files_of_a_kind_are_one_piece_of_work_and_all_others_are_their_own():
    spread = together.pytest_xdist_make_scheduler(asked("loadfile"), Producer("tried"))
    one, other, page = (
        spread._split_scope(f"{file}::test_it")
        for file in (
            "tests/journeys/test_own_layouts.py",
            "tests/journeys/test_accessibility.py",
            "tests/pages/test_pages.py",
        )
    )
    assert one == other != page == "tests/pages/test_pages.py"


@pytest.mark.parametrize("spread", ["load", "no"])
def test_what_is_not_spread_by_files_is_spread_as_was_asked(spread):
    assert together.pytest_xdist_make_scheduler(asked(spread), None) is None

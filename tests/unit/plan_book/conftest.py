"""Plans of the project as the tables of their files, and workbooks as openpyxl reads them."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[3]
PLANS = {
    "strategic": ROOT / "data/plans/2019-22",
    "fictional": ROOT / "tests/fictional_plan",
    "rating": ROOT / "tests/rating_plan",
    "whole": ROOT / "tests/whole_plan",
}


@pytest.fixture(params=PLANS)
def folder(request) -> Path:
    """The folder of each plan there is, one after the other."""
    return PLANS[request.param]


@pytest.fixture
def fictional() -> Path:
    return PLANS["fictional"]


@pytest.fixture(scope="session")
def opened() -> Callable:
    """opened(content): the workbook as openpyxl reads it."""

    def open_workbook(content: bytes) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(content))

    return open_workbook

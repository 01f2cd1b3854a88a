"""Plans of the project as the tables of their files, and workbooks as openpyxl reads them."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpis.use_cases.plans.workbook import PlanProposed, check_plan_workbook, export_plan
from tests.unit.plan_book.edited_book import Book

ROOT = Path(__file__).parents[3]
PLANS = {
    "strategic": ROOT / "data/plans/2019-22",
    "fictional": ROOT / "tests/fictional_plan",
    "rating": ROOT / "tests/rating_plan",
    "whole": ROOT / "tests/whole_plan",
}

# When the aims of the smallest plan may still be changed without a word.
BEFORE_ITS_YEARS = date(2023, 3, 31)


@pytest.fixture(params=PLANS)
def folder(request) -> Path:
    """The folder of each plan there is, one after the other."""
    return PLANS[request.param]


@pytest.fixture
def fictional() -> Path:
    return PLANS["fictional"]


@pytest.fixture(scope="session")
def exported() -> bytes:
    """The workbook of the smallest plan, made once."""
    return export_plan(PLANS["fictional"])


@pytest.fixture
def book(opened, exported) -> Book:
    """The workbook of the smallest plan."""
    return Book(opened(exported))


@pytest.fixture(scope="session")
def opened() -> Callable:
    """opened(content): the workbook as openpyxl reads it."""

    def open_workbook(content: bytes) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(content))

    return open_workbook


@pytest.fixture(scope="session")
def bytes_of() -> Callable:
    """bytes_of(folder): what each of a plan's files holds."""

    def held(folder: Path) -> dict[str, bytes]:
        files = sorted(folder.rglob("*.toml"))
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    return held


@pytest.fixture
def proposed(fictional) -> Callable:
    """proposed(book): what it would make of the smallest plan."""

    def propose(book: Book) -> PlanProposed:
        return check_plan_workbook(book.content, fictional, BEFORE_ITS_YEARS)

    return propose

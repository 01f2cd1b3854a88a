"""Whatever a file holds: a return or a sentence, in little time and memory."""

from collections import Counter
from datetime import date, datetime
from random import Random
from typing import Any

import pytest

from kpis.errors import KpisError
from kpis.model import local_administrator
from kpis.store import Store
from kpis.use_cases.check import check_return
from tests.cost import measured
from tests.mutations import mutated

pytestmark = pytest.mark.walk

MOST_SECONDS, MOST_MEGABYTES = 5, 300
NOW = datetime(2020, 2, 1)
FILES = 8  # of each form; `make soak` takes 500
ROWS: list[list[Any]] = [
    ["Code", "Period", "Area", "Outturn", "Numerator", "Commentary"],
    *(
        [code, period, "Tower Hamlets", 20.5 + row, 12, f"As planned, {row} é"]
        for row, (code, period) in enumerate(
            (code, period)
            for code in ("5.2", "1.3", "10.4", "2.1", "6.2")
            for period in ("2017/18", "2018/19", "Q1 2019/20", "Q2 2019/20")
        )
    ),
]


@pytest.fixture(scope="session")
def sound_xlsx(workbook) -> bytes:
    def edit(book) -> None:
        sheet = book["Return"]
        sheet["D2"].number_format = "0.0%"
        sheet["B3"] = date(2019, 9, 30)
        sheet.merge_cells("A4:A6")
        sheet.row_dimensions[7].hidden = True
        sheet["F8"] = "=D8*2"

    return workbook({"Return": ROWS, "Notes": [["Read this"]], "Older": ROWS[:4]}, edit=edit)


@pytest.fixture(scope="session")
def sound_ods(spreadsheet_ods) -> bytes:
    def cell(value) -> str:
        if isinstance(value, str):
            inside = f"<text:p>{value}</text:p>"
            return f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    lines = "".join(
        f'<table:table-row table:number-rows-repeated="1">{"".join(map(cell, row))}'
        '<table:table-cell table:number-columns-repeated="5"/></table:table-row>'
        for row in ROWS
    )
    return spreadsheet_ods(
        f'<table:table table:name="Return">{lines}</table:table><table:table table:name="Old"/>'
    )


@pytest.fixture(scope="session")
def sound(request, sound_xlsx, sound_ods, old_workbook, text) -> dict[str, bytes]:
    return {
        "xlsx": sound_xlsx,
        "ods": sound_ods,
        "xls": old_workbook([[*row[:5], "As planned"] for row in ROWS]),
        "csv": text(ROWS),
    }


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store(tmp_path / "kpis.duckdb")
    made.prepare()
    return made


def try_all(sound, form, seeds, store, plan, *, bounded: bool = False) -> Counter[str]:
    """How many of the files were read, and how many answered with a sentence.

    bounded: hold what each costs, which says something only where nothing else runs beside it.
    """
    check_return(
        store, plan, f"first.{form}", sound, now=NOW, actor=local_administrator("")
    )  # what is imported once
    answers: Counter[str] = Counter()
    for seed in seeds:
        content = mutated(sound, Random(f"{form} {seed}"))
        sentence = ""
        with measured() as cost:
            try:
                check_return(
                    store, plan, f"mutated.{form}", content, now=NOW, actor=local_administrator("")
                )
            except KpisError as error:
                sentence = str(error)
            except BaseException as error:
                error.add_note(f"of the {form} made of seed {seed}")
                raise
        assert sentence[-1:] in ("", "."), (seed, sentence)
        assert len(sentence) < 500, (seed, sentence)
        assert not bounded or cost.seconds < MOST_SECONDS, (seed, cost)
        assert not bounded or cost.megabytes < MOST_MEGABYTES, (seed, cost)
        answers["sentence" if sentence else "read"] += 1
        answers["ms, the dearest"] = max(answers["ms, the dearest"], round(1000 * cost.seconds))
        answers["MB, the dearest"] = max(answers["MB, the dearest"], round(cost.megabytes))
    return answers


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls", "csv"])
def test_a_mutated_file_is_read_or_answered(form, sound, store, strategic_plan):
    answers = try_all(sound[form], form, range(FILES), store, strategic_plan)
    assert answers["read"] + answers["sentence"] == FILES


@pytest.mark.soak
@pytest.mark.parametrize("form", ["xlsx", "ods", "xls", "csv"])
def test_hundreds_of_mutated_files_are_at_little_cost(form, sound, store, strategic_plan):
    answers = try_all(
        sound[form], form, range(FILES, FILES + 500), store, strategic_plan, bounded=True
    )
    print(form, dict(answers))  # shown by pytest -s
    assert answers["read"] + answers["sentence"] == 500

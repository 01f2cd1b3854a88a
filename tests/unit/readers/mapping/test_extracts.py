"""Extracts as their publishers lay them out, each read with one mapping.

Made up, in the shapes of a national return on many sheets, a benchmark with joined keys, a tool
for public health and a data lab's long table.
"""

import csv
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.cell_addresses import letters_of
from kpis.errors import MappingError
from kpis.readers import read_return
from kpis.readers.mapping.column_mapping import Outturns
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.names import names_in
from kpis.readers.mapping.preview import sheet_cells


def mapped(content, sheet="", **choices):
    (preview,) = (each for each in sheet_cells("extract", content) if each.name == sheet)
    return mapping_of(preview, **choices)


def read(content, sheet="", **choices):
    return read_return("extract", content, mapped(content, sheet, **choices))


def values_of(raw, *names):
    return raw.rows[list(names)].values.tolist()


def csv_of(rows) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


# A national return: a sheet for each table, two header rows, numerator of denominator, ".."


def national() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Contents"
    for name, shift in (("A1", 0), ("A2R", 7), ("P1", 3)):
        sheet = book.create_sheet(name)
        sheet.append([f"Table {name} - Local authorities, April to June 2019"])
        sheet.append([])
        sheet.append(["", "", "Households owed a duty1", "", "Duty ended2", ""])
        sheet.append(["", "", "All", "Families", "All", "With a home"])
        sheet.merge_cells("C3:D3")
        sheet.merge_cells("E3:F3")
        sheet.append(["E92", "ENGLAND", 68_170 + shift, 20_000, 34_290, 19_440])
        sheet.append(["E01", "Here", 300 + shift, 90, 107, 36])
        sheet.append(["E02", "There", "..", "..", "..", ".."])
        sheet.append(["Notes:"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


OF_NATIONAL: dict[str, Any] = {
    "header_row": 3,
    "header_rows": 2,
    "columns": {2: "area", 5: "denominator", 6: "numerator"},
    "fixed": {"measure": "4.4", "period": "Q1 2019/20"},
    "rows": {2: ["Here", "There"]},
    "marks": {"..": "[x]"},
    "outturns": Outturns.FROM_PARTS,
}


def test_a_table_of_a_national_return_is_read_as_a_share_with_its_gaps():
    raw = read(national(), "P1", **OF_NATIONAL)
    assert values_of(raw, "sheet", "area", "outturn", "numerator", "outturn_cell") == [
        ["P1", "Here", "33.6448598130841", "36", "F6"],
        ["P1", "There", "[x]", "", "F7"],
    ]
    assert "Only rows with 'Here' or 'There' in column B are read: 2 of 4." in raw.notes


# A benchmark: a key joined of code, council and period, one column of values for many measures.

BENCHMARK = [
    ["Key", "Code", "Council", "Period", "Type", "Value"],
    *(
        [f"{code}_{council}_{period}", code, council, period, kind, value]
        for code, council, period, kind, value in (
            ("SW08", "Here", "2018-19;Q1", "Score", "9.8"),
            ("SW08", "Here", "2018-19;Q2", "Score", "9.9"),
            ("SW08", "Here", "2018-19;Q2", "Rank", "3"),
            ("SW08", "There", "2018-19;Q1", "Score", "8.8"),
            ("CORP 09", "Here", "2018-19;Q1", "Score", "1.5"),
            ("CORP 10", "Here", "2018-19;Q1", "Score", "77"),
        )
    ),
]
OF_BENCHMARK: dict[str, Any] = {
    "header_row": 1,
    "columns": {2: "measure", 3: "area", 4: "period", 6: "outturn"},
    "rows": {3: ["Here"], 5: ["Score"]},
    "names": {"SW08": "5.2", "corp  09": "11.1", "CORP 10": ""},
}


def test_several_measures_of_a_benchmark_are_read_by_the_names_they_have_there():
    raw = read(csv_of(BENCHMARK), **OF_BENCHMARK)
    assert values_of(raw, "measure", "area", "period", "outturn", "outturn_cell") == [
        ["5.2", "Here", "2018-19;Q1", "9.8", "F2"],
        ["5.2", "Here", "2018-19;Q2", "9.9", "F3"],
        ["11.1", "Here", "2018-19;Q1", "1.5", "F6"],
    ]
    assert "Left out as it was said of them, 1 row: 'CORP 10'." in raw.notes


def test_a_name_nobody_has_spoken_of_stays_for_validation_to_ask_about():
    later = [*BENCHMARK, ["x", "SW09", "Here", "2018-19;Q1", "Score", "5"]]
    raw = read(csv_of(later), **OF_BENCHMARK)
    assert values_of(raw, "measure", "outturn")[-1] == ["SW09", "5"]


def test_the_names_in_a_file_are_counted_as_its_mapping_reads_it():
    content = csv_of(BENCHMARK)
    mapping = mapped(content, **OF_BENCHMARK)
    assert names_in(content, mapping) == {"SW08": 2, "CORP 09": 1, "CORP 10": 1}
    fixed = {"measure": "5.2"}
    alone = mapped(
        content,
        **OF_BENCHMARK | {"names": {}, "fixed": fixed, "columns": {6: "outturn", 4: "period"}},
    )
    assert names_in(content, alone) == {}


# A tool for public health: indicators of many groups, filters on sex, age and area.

HEALTH_HEADER = [
    "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Sex", "Age", "Time period",
    "Value", "Count", "Denominator",
]  # fmt: skip
HEALTH = [
    HEALTH_HEADER,
    ["10101", "Smoking", "E01", "Here", "Persons", "All ages", "2018/19", "12.5", "25", "200"],
    ["10101", "Smoking", "E01", "Here", "Male", "All ages", "2018/19", "14", "14", "100"],
    ["10101", "Smoking", "E01", "Here", "Persons", "18-24 yrs", "2018/19", "20", "4", "20"],
    ["10101", "Smoking", "E02", "There", "Persons", "All ages", "2018/19", "11", "22", "200"],
    ["92443", "Active adults, 19+", "E01", "Here", "Persons", "19+ yrs", "2018/19", "66", "", ""],
]
OF_HEALTH: dict[str, Any] = {
    "header_row": 1,
    "columns": {
        2: "measure",
        4: "area",
        7: "period",
        8: "outturn",
        9: "numerator",
        10: "denominator",
    },
    "rows": {3: ["E01"], 5: ["Persons"], 6: ["All ages", "19+ yrs"]},
    "names": {"Smoking": "2.4", "Active adults, 19+": "2.1"},
}


def test_one_series_of_each_indicator_is_read_by_several_filters():
    raw = read(csv_of(HEALTH), **OF_HEALTH)
    assert values_of(raw, "measure", "area", "outturn", "numerator", "denominator") == [
        ["2.4", "Here", "12.5", "25", "200"],
        ["2.1", "Here", "66", "", ""],
    ]
    assert (
        "Only rows with 'E01' in column C, 'Persons' in column E and 'All ages' or '19+ yrs' in "
        "column F are read: 2 of 5."
    ) in raw.notes


# A data lab's long table: area, indicator, measure, unit, period, value.

LONG = [
    ["area_code", "area_name", "period", "indicator", "measure", "unit", "value"],
    ["E08", "Here", "2019-06-30", "Claimants ", "Count", "Persons", "5,120"],
    ["E08", "Here", "2019-06-30", "Claimants ", "Percentage", "%", "3.4"],
    ["E08", "Here", "2019-06-30", "Emissions", "Total", "Kilotonnes", "1.2"],
    ["E47", "Region", "2019-06-30", "Claimants ", "Count", "Persons", "49,000"],
]


@pytest.mark.parametrize(
    ("rows", "names", "landed"),
    [
        ({1: "E08", 5: "Count"}, {"Claimants": "1.4"}, [["1.4", "5,120", "G2"]]),
        ({1: "E08", 5: "percentage", 6: "%"}, {"Claimants": "1.5"}, [["1.5", "3.4", "G3"]]),
        (
            {1: "E08", 5: ["Count", "Total"]},
            {"Claimants": "1.4", "Emissions": "5.9"},
            [["1.4", "5,120", "G2"], ["5.9", "1.2", "G4"]],
        ),
    ],
)
def test_series_of_a_long_table_are_told_apart_by_measure_and_unit(rows, names, landed):
    columns = {2: "area", 3: "period", 4: "measure", 7: "outturn"}
    raw = read(csv_of(LONG), header_row=1, columns=columns, rows=rows, names=names)
    assert values_of(raw, "measure", "outturn", "outturn_cell") == landed


# What a filter does not find


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            {5: "total"},
            "No row says 'total' in column E, so nothing is read. It says 'Persons' and 'Male'",
        ),
        ({5: ["a", "b"]}, "No row says 'a' or 'b' in column E"),
        (
            {5: "Male", 6: "19+ yrs"},
            "No row says 'Male' in column E and '19+ yrs' in column F at once",
        ),
    ],
)
def test_a_filter_that_finds_nothing_says_so(rows, told):
    with pytest.raises(MappingError) as raised:
        read(csv_of(HEALTH), **OF_HEALTH | {"rows": rows})
    assert str(raised.value).startswith(told)
    assert str(raised.value).endswith("say again which rows are wanted.")


def test_one_of_several_wanted_texts_that_is_not_there_is_told_beside_what_is_read():
    raw = read(csv_of(HEALTH), **OF_HEALTH | {"rows": {5: ["Persons", "All"], 3: "E01"}})
    assert len(raw.rows) == 3
    assert "No row says 'All' in column E." in raw.notes


# A row whose cells a comma has moved


@pytest.mark.parametrize(
    "line",
    [
        "92443,Active adults, 19+,E01,Here,Persons,All ages,2018/19,66,,",
        "92443,Active adults, 19+,E01,Here,Persons,All ages,2018/19,66,12,20",
        "92443,Smoking,E01,Here,Persons,All ages,2018/19,1,234,25,200",
        "92443,Smoking,E01,Here,Persons,All ages,2018/19,12",
    ],
)
def test_a_row_that_is_longer_or_shorter_than_its_header_is_told(line):
    content = csv_of(HEALTH) + line.encode()
    raw = read(content, **OF_HEALTH)
    (table,) = raw.tables
    assert [each.row for each in table.ragged] == [7]


def test_longer_rows_that_no_filter_would_pass_do_not_matter():
    content = csv_of(HEALTH) + b"1,Smoking, all,E02,There,Persons,All ages,2018/19,66,12,20\n"
    raw = read(content, **OF_HEALTH)
    assert raw.tables[0].ragged == ()


# Every figure is what its cell says, as another reader has it.

cells = st.text(st.sampled_from("abcXYZ 09.-'"), max_size=6).map(str.strip)


@given(
    st.lists(
        st.tuples(cells, st.sampled_from(["here", "Here ", "there"]), cells, st.integers(0, 9999)),
        min_size=1,
        max_size=30,
    ),
    st.dictionaries(cells.filter(bool), st.sampled_from(["5.2", "11.1", ""]), max_size=4),
)
def test_every_figure_equals_its_cell_and_none_is_lost(lines, names):
    rows = [["What", "Where", "When", "Value"], *map(list, lines), ["q", "here", "2019/20", 7]]
    choices = {
        "header_row": 1,
        "columns": {1: "measure", 3: "period", 4: "outturn"},
        "rows": {2: "HERE"},
        "names": names,
    }
    raw = read(csv_of(rows), **choices)
    with_other_reader = list(csv.reader(io.StringIO(csv_of(rows).decode(), newline="")))
    known = {" ".join(name.split()).casefold(): measure for name, measure in names.items()}
    expected = []
    for number, (what, where, when, value) in enumerate(with_other_reader[1:], 2):
        key = " ".join(what.split()).casefold()
        is_wanted = where.strip().casefold() == "here" and what.strip()
        if is_wanted and known.get(key) != "":
            expected.append(
                (f"{letters_of(4)}{number}", known.get(key) or what.strip(), when, value)
            )
    read_so = list(map(tuple, values_of(raw, "outturn_cell", "measure", "period", "outturn")))
    assert read_so == expected

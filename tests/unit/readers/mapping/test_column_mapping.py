"""What a mapping may say, how it is kept, and when it fits a further file."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.errors import MappingError, UnreadableReturn
from kpis.readers.mapping.column_mapping import Outturns
from kpis.readers.mapping.find_header import fits, mapping_of
from kpis.readers.mapping.preview import SheetPreview
from kpis.readers.mapping.saved import mapping_from_json, mapping_to_json
from kpis.regardless import regardless_of_case

SHEET = SheetPreview(
    name="Table P1",
    rows=[
        ["Homelessness, April to June 2019", "", "", ""],
        ["", "", "", ""],
        ["", "Area", "Duty ended1,2", "Secured\naccommodation"],
        ["E01", "Here", "107", "36"],
    ],
)
COLUMNS = {2: "area", 3: "denominator", 4: "numerator"}
FIXED = {"measure": "4.4", "period": "2019-20-Q1"}


def of_sheet(sheet=SHEET, **changed):
    choices: dict[str, Any] = {"columns": COLUMNS, "fixed": FIXED, "outturns": Outturns.FROM_PARTS}
    return mapping_of(sheet, **({"header_row": 3} | choices | changed))


def simple(columns, **more):
    return of_sheet(**({"columns": columns, "outturns": Outturns.AS_TYPED} | more))


def test_a_mapping_keeps_the_headers_of_what_it_reads():
    assert of_sheet().headers == ("Area", "Duty ended1,2", "Secured\naccommodation")
    assert of_sheet(rows={1: "E01"}).headers[0] == ""
    assert of_sheet(columns=COLUMNS | {1: "ignore"}).headers == of_sheet().headers


def test_headers_of_several_rows_are_kept_together():
    sheet = SheetPreview(name="", rows=[["Area", "2019/20", ""], ["", "Low", "High"]])
    mapping = mapping_of(
        sheet,
        header_row=1,
        header_rows=2,
        columns={1: "area", 3: "outturn"},
        fixed={"measure": "5.2", "period": "2019/20"},
    )
    assert mapping.headers == ("Area", "High")


@pytest.mark.parametrize(
    ("choices", "fault"),
    [
        ({"header_row": 0}, "count rows from 1"),
        ({"header_rows": 9}, "between 1 and 6 rows, not 9"),
        ({"columns": {0: "area"}}, "no column 0"),
        ({"columns": COLUMNS | {1: "colour"}}, "Column A is said to hold 'colour'"),
        ({"columns": COLUMNS | {1: "period: "}}, "Column A is said to hold 'period: '"),
        ({"columns": COLUMNS | {1: "area"}}, "Columns A and B are both said to hold the area"),
        ({"fixed": FIXED | {"area": "Here"}}, "given both by column B and by hand"),
        ({"fixed": FIXED | {"breakdown": " "}}, "given by hand is empty"),
        ({"fixed": FIXED | {"outturn": "5"}}, "'outturn' cannot be given once"),
        ({"fixed": {"period": "2019-20-Q1"}}, "Say once which measure"),
        ({"fixed": {"measure": "4.4"}}, "Say once which period"),
        ({"columns": {2: "area"}}, "say which column holds the numerator"),
        (
            {"columns": {1: "measure", 5: "numerator", 6: "denominator"}, "fixed": {"period": "x"}},
            "None of the columns has a header",
        ),
        ({"marks": {"..": "[p]"}}, r"it can stand for \[c\] or \[x\] or \[z\]"),
        ({"marks": {" ": "[x]"}}, "A sign in place of figures"),
    ],
)
def test_what_could_give_no_figure_is_told_in_a_sentence(choices, fault):
    with pytest.raises(MappingError, match=fault):
        of_sheet(**choices)


@pytest.mark.parametrize(
    ("columns", "fixed", "fault"),
    [
        ({2: "area"}, FIXED, "Say which column holds the outturn"),
        (
            {2: "area", 3: "outturn", 4: "period:2019/20"},
            {"measure": "5.2"},
            "Say which column holds the outturn",
        ),
        ({3: "period:2018/19", 4: "period:2019/20"}, FIXED, "Say once which period"),
        ({3: "measure:5.2", 4: "measure:1.3"}, FIXED, "Say once which measure"),
        ({3: "measure:5.2", 4: "period:2019/20"}, {}, "one for each period or one for each"),
        ({3: "period:2018/19", 4: "commentary"}, {"measure": "5.2"}, "ignore those columns"),
        ({2: "month", 3: "outturn"}, {"measure": "5.2"}, "A month or a quarter needs the year"),
        ({2: "month", 3: "outturn"}, FIXED, "A month or a quarter needs the year"),
        (
            {3: "period:2018/19", 4: "period:2018/19"},
            {"measure": "5.2"},
            "both said to hold the figures of period 2018/19",
        ),
    ],
)
def test_contradictions_between_columns_are_told(columns, fixed, fault):
    with pytest.raises(MappingError, match=fault):
        simple(columns, fixed=fixed)


@pytest.mark.parametrize(
    ("columns", "fixed"),
    [
        ({2: "area", 3: "outturn"}, FIXED),
        ({2: "year", 3: "outturn", 4: "month"}, {"measure": "5.2"}),
        ({2: "quarter", 3: "outturn"}, {"measure": "5.2", "year": "2019/20"}),
        ({2: "year", 3: "outturn"}, {"measure": "5.2"}),
        ({2: "area", 3: "period:2018/19", 4: "period:2019/20"}, {"measure": "5.2"}),
        ({2: "period", 3: "measure:5.2", 4: "measure:1.3"}, {}),
        ({3: "period:", 4: "period:"}, {"measure": "5.2"}),
    ],
)
def test_what_can_give_figures_is_a_mapping(columns, fixed):
    assert simple(columns, fixed=fixed).figure_columns


def test_the_periods_a_mapping_names_itself_can_be_asked_about():
    assert of_sheet().periods_named == ("2019-20-Q1",)
    wide = simple({2: "area", 3: "period:2018/19", 4: "period:"}, fixed={"measure": "5.2"})
    assert wide.periods_named == ("2018/19",)
    assert simple({2: "period", 3: "outturn"}, fixed={"measure": "5.2"}).periods_named == ()


def test_the_periods_a_mapping_names_are_changed_for_a_further_file():
    further = of_sheet().for_periods({"2019-20-Q1": " Q2 2019/20 "})
    assert further.periods_named == ("Q2 2019/20",)
    assert further.headers == of_sheet().headers
    assert of_sheet().for_periods({}) == of_sheet()
    wide = simple({2: "area", 3: "period:2018/19", 4: "period:"}, fixed={"measure": "5.2"})
    assert wide.for_periods({"2018/19": "2019/20"}).columns[3] == "period:2019/20"
    for mapping in (of_sheet(), wide):
        with pytest.raises(MappingError):
            mapping.for_periods(dict.fromkeys(mapping.periods_named, ""))


def test_a_mapping_comes_back_from_its_text():
    mapping = of_sheet(rows={1: ["E01", "E02"]}, marks={"..": "[x]", "X": "[c]"})
    assert mapping_from_json(mapping_to_json(mapping)) == mapping
    assert mapping.marks == {"..": "[x]", "x": "[c]"}
    assert mapping.rows == {1: ("E01", "E02")}
    assert json.loads(mapping_to_json(mapping))["version"] == 2
    assert "\n" not in mapping_to_json(mapping)


def test_names_of_measures_are_known_again_whatever_their_case():
    mapping = of_names({"Missed  Bins": "5.2", "All households": ""})
    assert mapping.names == {"missed bins": "5.2", "all households": ""}
    assert mapping_from_json(mapping_to_json(mapping)) == mapping


def of_names(names, **more):
    columns = {2: "measure", 3: "outturn"}
    return simple(columns, **({"fixed": {"period": "2019-20-Q1"}, "names": names} | more))


def test_a_mapping_saved_by_the_first_version_is_read_as_it_was():
    saved = """{"columns": {"2": "area", "3": "outturn"}, "fixed": {"measure": "4.4", "period":
        "2019-20-Q1"}, "header_row": 3, "header_rows": 1, "headers": ["", "Area", "Duty ended"],
        "marks": {}, "outturns": "as_typed", "rows": {"1": "E01"}, "sheet": "P1", "version": 1}"""
    mapping = mapping_from_json(saved)
    assert (mapping.rows, mapping.names) == ({1: ("E01",)}, {})
    assert mapping_from_json(mapping_to_json(mapping)) == mapping


texts = st.text(st.characters(codec="utf-8"), max_size=8)


@given(
    rows=st.dictionaries(
        st.integers(1, 60), st.lists(texts, min_size=1).filter(lambda each: "".join(each).strip())
    ),
    names=st.dictionaries(texts.map(regardless_of_case).filter(bool), texts),
    marks=st.dictionaries(st.sampled_from(["..", "x", "n/a"]), st.sampled_from(["[c]", "[x]"])),
    outturns=st.sampled_from([Outturns.AS_TYPED, Outturns.SHARES]),
)
def test_every_mapping_comes_back_from_its_text(rows, names, marks, outturns):
    mapping = of_names(names, rows=rows, marks=marks, outturns=outturns)
    assert mapping_from_json(mapping_to_json(mapping)) == mapping


GOOD = json.loads(mapping_to_json(of_sheet()))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "no JSON object"),
        (json.dumps(GOOD | {"version": 3}), "of version 3 and this is version 2"),
        (json.dumps(GOOD | {"version": True}), "of version True"),
        (json.dumps(GOOD | {"colour": 1}), "it has 'colour', which no mapping has"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "rows"}), "it has no 'rows'"),
        (json.dumps(GOOD | {"header_row": "3"}), "its header_row is no whole number"),
        (json.dumps(GOOD | {"header_rows": True}), "its header_rows is no whole number"),
        (json.dumps(GOOD | {"headers": [1]}), "its headers are no texts"),
        (json.dumps(GOOD | {"columns": {"A": "area"}}), "its columns are not numbered: 'A'"),
        (json.dumps(GOOD | {"columns": {"02": "area"}}), "its columns are not numbered: '02'"),
        (json.dumps(GOOD | {"fixed": {"measure": 4.4}}), "its fixed are not texts by name"),
        (json.dumps(GOOD | {"marks": []}), "its marks are not texts by name"),
        (json.dumps(GOOD | {"rows": {"1": "E01"}}), "its rows are not lists of texts by column"),
        (json.dumps(GOOD | {"rows": {"1": [2]}}), "its rows are not lists of texts by column"),
        (json.dumps(GOOD | {"rows": {"2": []}}), "what column B says: choose what stands there"),
        (json.dumps(GOOD | {"version": 1, "rows": {"1": []}}), "its rows are not texts by name"),
        (json.dumps(GOOD | {"names": {"a": "5.2"}}), "no column holds the measure"),
        (json.dumps(GOOD | {"names": ["a"]}), "its names are not texts by name"),
        (json.dumps(GOOD | {"outturns": "guess"}), "its outturns are 'guess'"),
        (json.dumps(GOOD | {"outturns": []}), "its outturns are"),
        (json.dumps(GOOD | {"sheet": None}), "its sheet is no text"),
    ],
)
def test_a_damaged_mapping_says_what_is_wrong_and_what_to_do(text, fault):
    with pytest.raises(MappingError, match=fault) as raised:
        mapping_from_json(text)
    advice = "point out the header row and the columns once more"
    assert advice in str(raised.value) or "cannot be used" not in str(raised.value)
    assert isinstance(raised.value, UnreadableReturn)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "colour"]), anything, max_size=3))
def test_whatever_a_saved_text_has_become_it_is_a_mapping_or_a_sentence(changed):
    try:
        mapping = mapping_from_json(json.dumps(GOOD | changed))
    except MappingError:
        return
    assert mapping_from_json(mapping_to_json(mapping)) == mapping


def moved(down: int, **changed) -> SheetPreview:
    rows = [["one more title", "", "", ""]] * down + SHEET.rows
    return SheetPreview(**({"name": SHEET.name, "rows": rows} | changed))


@pytest.mark.parametrize("down", [0, 1, 7, 60])
def test_a_mapping_fits_though_title_rows_were_added_above(down):
    assert fits(of_sheet(), [moved(down)])


def test_a_mapping_fits_a_sheet_of_another_name_if_only_one_is_like_it():
    other = moved(0, name="Q2")
    assert fits(of_sheet(), [SheetPreview(name="Cover", rows=[["Area"]]), other])
    assert not fits(of_sheet(), [other, moved(1, name="Q3")])
    assert fits(of_sheet(), [other, SHEET])


@pytest.mark.parametrize(
    ("header", "whether"),
    [
        (["", "AREA", "Duty ended3", "Secured accommodation"], True),
        (["Code", "Area", "Duty ended1,2", "Secured accommodation"], True),
        (["", "Area", "Secured accommodation", "Duty ended"], False),
        (["", "Area", "Duty ended", ""], False),
        (["Area", "Duty ended", "Secured accommodation"], False),
    ],
)
def test_footnotes_and_case_may_change_but_columns_may_not(header, whether):
    assert fits(of_sheet(), [SheetPreview(name="Table P1", rows=[header])]) is whether


def test_a_column_of_the_period_in_its_header_fits_any_period():
    wide = SheetPreview(name="", rows=[["Area", "2018/19"], ["Here", "5"]])
    mapping = mapping_of(
        wide, header_row=1, columns={1: "area", 2: "period:"}, fixed={"measure": "5.2"}
    )
    assert fits(mapping, [SheetPreview(name="", rows=[["Area", "Q2 2019/20"]])])
    assert not fits(mapping, [SheetPreview(name="", rows=[["Area", "Target"]])])

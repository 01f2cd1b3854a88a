"""The words people head their columns with, and what becomes of those that are vague or double."""

import pytest

from kpis.readers.tables.headers import find_attribution, find_fields, plain


def fields(*headers: str) -> dict[str, str]:
    """Field → the header that has it."""
    headers_found = find_fields(dict(enumerate(headers)))
    return {name: headers[column] for name, column in headers_found.columns.items()}


def unknown(*headers: str) -> list[str]:
    return [headers[column] for column in find_fields(dict(enumerate(headers))).unknown]


def duplicates(*headers: str) -> list[tuple[int, int]]:
    return list(find_fields(dict(enumerate(headers))).duplicates)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Outturn", "outturn"),
        ("  OUTTURN: ", "outturn"),
        ("Out\nturn", "out turn"),
        ("returned_on", "returned on"),
        ("Outturn (%)", "outturn"),
        ("Outturn [note 1]", "outturn"),
        ("Outturn¹", "outturn"),
        ("Outturn1,2", "outturn"),
        ("Duty ended1, 2\n(households)", "duty ended"),
        ("Q1", "q1"),
        ("£", ""),
    ],
)
def test_the_words_of_a_header_are_left_alone(header, words):
    assert plain(header) == words


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        ("outturn", "Outturn,Actual,Result,Value,Figure,Performance,Actual outturn,Proportion"),
        ("measure", "KPI,Indicator,Measure,Code,Ref,Measure ID,Title,Description,measure_id,Ref."),
        ("period", "Period,Quarter,Reporting period,Date,Month,Period ending,REPORTING PERIOD"),
        ("area", "Area,Borough,Local authority,Area name,area_name,LA"),
        ("breakdown", "Breakdown,Dimension,breakdown dimension"),
        ("category", "Category,Group,Sub-group"),
        ("numerator", "Numerator,Num,Num.,Numerator (households)"),
        ("denominator", "Denominator,Denom,Denom."),
        ("marker", "Marker,Flag,Status marker,Symbol"),
        ("commentary", "Commentary,Comment,Comments,Notes,Narrative,Performance commentary"),
        ("returned_on", "Returned on,returned_on,Date returned"),
        ("year", "Year,Financial year"),
    ],
)
def test_words_people_use_for_each_field_are_understood(field, headers):
    for header in headers.split(","):
        assert fields(header) == {field: header}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Outturn for the quarter", "outturn"),
        ("Your comments (200 words)", "commentary"),
        ("Commentary if below target", "commentary"),
        ("Numerator, this quarter", "numerator"),
    ],
)
def test_a_word_among_others_claims_its_field_loosely(header, field):
    assert fields(header) == {field: header}


@pytest.mark.parametrize(
    "header",
    [
        *("Target", "Minimum expectation", "Target 2019/20", "Outturn (previous)", "RAG"),
        *("Previous outturn", "Last year's outturn", "Direction of travel", "Forecast outturn"),
        *("Directorate", "Owner", "Frequency", "Publisher", "Licence", "Conversion", "Note"),
        *("Status", "%", "Variance", "Area code", "Polarity", "Baseline value"),
    ],
)
def test_columns_kept_for_people_are_neither_read_nor_remarked_on(header):
    assert fields("Code", header) == {"measure": "Code"}
    assert unknown("Code", header) == []


def test_a_column_nobody_asked_for_is_told():
    assert unknown("Code", "Outurn", "Sign-off") == ["Outurn", "Sign-off"]


def test_an_exact_word_is_preferred_to_a_loose_one():
    assert fields("Outturn after checks", "Outturn")["outturn"] == "Outturn"
    assert unknown("Outturn after checks", "Outturn") == ["Outturn after checks"]


def test_a_sure_word_is_preferred_to_a_vague_one():
    assert fields("Value", "Actual")["outturn"] == "Actual"
    assert fields("Date", "Quarter", "Period")["period"] == "Period"
    assert unknown("Value", "Actual") == ["Value"]


def test_a_header_without_brackets_is_preferred_to_one_with():
    assert fields("Outturn (2018/19)", "Outturn")["outturn"] == "Outturn"


def test_two_columns_never_share_a_field_in_silence():
    assert duplicates("Code", "Outturn", "Period", "Outturn") == [(1, 3)]
    assert duplicates("Outturn", "Actual") == [(0, 1)]
    assert duplicates("Comments", "Commentary", "Narrative") == [(0, 1), (0, 2)]


def test_the_measure_is_taken_from_its_id_then_code_then_words_then_title():
    assert fields("Title", "Measure", "Code", "Measure ID")["measure"] == "Measure ID"
    assert fields("Title", "Measure", "Code")["measure"] == "Code"
    assert fields("Title", "Measure")["measure"] == "Measure"
    assert fields("Title")["measure"] == "Title"


def test_a_second_column_that_names_the_measure_is_kept_to_tell_contradictions():
    assert fields("Title", "Code") == {"measure": "Code", "measure_also": "Title"}
    assert fields("KPI", "Measure") == {"measure": "KPI", "measure_also": "Measure"}
    assert duplicates("KPI", "Measure") == []


def test_a_header_of_the_measure_that_stands_twice_is_a_duplicate():
    assert duplicates("Code", "Title", "Code") == [(0, 2)]


@pytest.mark.parametrize("title", ["Indicator", "Name", "Description"])
@pytest.mark.parametrize("code", ["Code", "Ref", "KPI ref", "Measure id"])
def test_beside_a_code_alone_they_are_its_title(code, title):
    assert fields(code, title) == {"measure": code, "measure_also": title}
    assert fields(code, "No", "Id") == {"measure": code}
    assert fields("No.", title) == {"measure": "No.", "measure_also": title}


def test_indicator_and_description_name_the_measure_only_where_nothing_better_does():
    assert fields("Indicator", "Value") == {"measure": "Indicator", "outturn": "Value"}
    assert fields("Measure", "Indicator", "Description") == {"measure": "Measure"}
    assert fields("Code", "Measure", "Indicator") == {"measure": "Code", "measure_also": "Measure"}
    assert unknown("Measure", "Indicator", "Description") == []


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (("Measure", "Publisher", "Outturn", "Licence"), (1, 3)),
        (("Measure", "Published by", "LICENSE"), (1, 2)),
        (("Measure", "Publisher", "Source"), ()),
        (("Measure", "Licence"), ()),
        (("Measure", "Licences issued", "Publisher"), ()),
    ],
)
def test_publisher_and_licence_together_attribute_figures(header, columns):
    assert find_attribution(dict(enumerate(header))) == columns


def test_our_own_tidy_header_is_read_without_remark():
    read = "measure period area breakdown category outturn numerator denominator marker commentary"
    for_people = "title publisher licence indicator conversion note"
    header = [*read.split(), "unit", "returned_on", *for_people.split()]
    assert unknown(*header) == [] == duplicates(*header)
    own = {name: name for name in (*read.split(), "unit", "returned_on")}
    assert fields(*header) == own | {"measure_also": "title"}

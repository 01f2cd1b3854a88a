"""All templates of a quarter at once, one for each directorate or post."""

import dataclasses
import io
import zipfile

import pytest

from kpis.errors import UsageError
from kpis.periods import quarter
from kpis.plan.calendar import due_in
from kpis.template import template_name, template_pack

Q4 = quarter(2023, 4)


@pytest.fixture
def unpacked():
    """unpacked(content): the workbooks of a pack by name."""

    def unpack(content: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            assert pack.testzip() is None
            return {name: pack.read(name) for name in pack.namelist()}

    return unpack


@pytest.mark.parametrize("by", ["directorate", "owner"])
def test_every_figure_due_stands_in_exactly_one_workbook_of_the_pack(
    fictional_plan, unpacked, rows_of, by
):
    books = unpacked(template_pack(fictional_plan, Q4, by=by))
    due = due_in(fictional_plan, Q4)
    assert set(books) == {template_name(Q4, getattr(measure, by)) for measure, _ in due}
    rows = [
        (line["Code"], line["Reporting period"])
        for content in books.values()
        for line in rows_of(content)
    ]
    assert sorted(rows) == sorted((measure.code, period.label) for measure, period in due)


def test_each_workbook_shows_the_figures_and_activities_as_they_stand(
    fictional_plan, unpacked, rows_of, opened, outturn, outturns, activities
):
    books = unpacked(
        template_pack(
            fictional_plan,
            Q4,
            outturns([outturn("planning_days", "2023-24-Q3", 51)]),
            by="directorate",
            activities=activities({"activity_code": "A1.1"}),
        )
    )
    lines = {line["Code"]: line for content in books.values() for line in rows_of(content)}
    assert lines["1.2"]["One before"] == "Q3 2023/24\n51.0"
    texts = {
        str(cell.value)
        for content in books.values()
        for cell in next(opened(content)["Activities"].iter_cols(4, 4))
    }
    assert "On track\n(Q3 2023/24)" in texts


def test_two_posts_whose_names_differ_in_punctuation_alone_keep_their_own_workbook(
    fictional_plan, unpacked
):
    owners = ["Head of Bins", "Head of Bins.", "Head of: Bins"]
    measures = tuple(
        dataclasses.replace(measure, owner=owners[number % 3])
        for number, measure in enumerate(fictional_plan.measures)
    )
    books = unpacked(
        template_pack(dataclasses.replace(fictional_plan, measures=measures), Q4, by="owner")
    )
    assert len(books) == 3
    assert "return-2023-24-Q4-head-of-bins.xlsx" in books
    assert "return-2023-24-Q4-head-of-bins-2.xlsx" in books


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\Streets", "=cmd", "", "Straße & Söhne"])
def test_a_file_name_holds_no_more_than_letters_and_digits(name):
    made = template_name(Q4, name)
    assert made.startswith("return-2023-24-Q4")
    assert made.endswith(".xlsx")
    assert all(sign.isalnum() or sign == "-" for sign in made.removesuffix(".xlsx"))


def test_a_quarter_with_nothing_due_makes_no_pack(fictional_plan):
    with pytest.raises(UsageError, match="Nothing is due"):
        template_pack(dataclasses.replace(fictional_plan, measures=()), Q4, by="owner")

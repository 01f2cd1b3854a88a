"""What a person sees in a cell is what is taken, or it is asked about."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.validation import CheckContext, CheckedReturn, check_rows
from kpis.validation.issues import lasts

NOW = datetime(2019, 10, 25)
HEADER = ["Code", "Period", "Outturn"]
QUARTER = "Q2 2019/20"


@pytest.fixture
def checked(strategic_plan) -> Callable[..., CheckedReturn]:
    """Checks a file against the plan, no figure stored, with these answers."""

    def make(content: bytes, answers: dict[str, str] | None = None, name: str = "q2.xlsx") -> Any:
        given = Answers(answers or {})
        context = CheckContext(
            now=NOW, provenance=Provenance.RETURN, stored=OUTTURNS.empty(), answers=given
        )
        return check_rows(read_return(name, content, answers=given), strategic_plan, context)

    return make


def sheet(*rows: tuple[str, Any, str], edit: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx of (code, outturn, number format)."""
    book = openpyxl.Workbook()
    book.active.title = "Return"
    book.active.append(HEADER)
    for code, outturn, number_format in rows:
        book.active.append([code, QUARTER, outturn])
        book.active.cell(book.active.max_row, 3).number_format = number_format
    if edit:
        edit(book.active)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def asked(checked: CheckedReturn) -> list[tuple[str, str, list[str]]]:
    return [(q.code, q.cell, [c.answer for c in q.choices]) for q in checked.questions]


# Formats. 6.2 counts households, 1.4 is a percentage with one decimal.


@pytest.mark.parametrize(
    ("code", "holds", "number_format", "question", "shows"),
    [
        ("6.2", 3, '[<5]"[c]";0', "shown-otherwise", "[c]"),
        ("6.2", 3, '"[x]"', "shown-otherwise", "[x]"),
        ("6.2", 3, ";;;", "shown-otherwise", ""),
        ("6.2", 0, "0;-0;;@", "shown-otherwise", ""),
        ("6.2", 3, '[<5]"*";0', "shown-otherwise", "*"),
        ("6.2", 12345, "#,##0,", "shown-otherwise", "12"),
        ("6.2", 12345, '0.0,"k"', "shown-otherwise", "12.3k"),
        ("6.2", 45, '0"%"', "shown-otherwise", "45%"),
        ("6.2", 45, '0 "weeks"', "shown-otherwise", "45 weeks"),
        ("6.2", 45, '0" [p]"', "shown-otherwise", "45 [p]"),
        ("6.2", 45, "£0", "shown-otherwise", "£45"),
        ("1.4", 81.4999, "0", "shown-rounded", "81"),
        ("1.4", 0.8149, "0%", "shown-rounded", "81%"),
        ("1.4", 81.4999, "0;-0", "shown-rounded", "81"),
        ("1.4", 81.25, '0"%"', "shown-rounded", "81%"),
        ("1.4", 81.25, "[>80]0;0.0", "shown-rounded", "81"),
        ("1.4", 81.25, r"0\.0", "shown-otherwise", "8.1"),
    ],
)
def test_a_cell_that_shows_another_figure_is_asked_about(
    checked, code, holds, number_format, question, shows
):
    found = checked(sheet((code, holds, number_format)))
    (issue,) = found.questions
    assert (issue.code, issue.cell, issue.shown) == (question, "C2", shows)
    assert found.rows.empty


@pytest.mark.parametrize(
    ("code", "holds", "number_format"),
    [
        *[("6.2", 45, each) for each in ("General", "0", "0.0", "0.00", "#,##0", "@", "0000")],
        *[
            ("6.2", 0, each)
            for each in ("General", "0", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-')
        ],
        ("6.2", 45, '0 "households"'),
        ("6.2", 1234, "[$-809]#,##0"),
        *[("1.4", 57.699999999999996, each) for each in ("General", "0.0", "0.00", '0.0"%"')],
        *[("1.4", 0.577, each) for each in ("0.0%", "0.00%")],
        ("1.4", 57.0, "0"),
        ("1.4", 0.5766, "0.0%"),
        ("1.4", 57.6449, "0.00"),  # shown as 57.64, published as 57.6
        ("1.4", 57.6499, "0.00"),  # shown as 57.65, and still 57.6
    ],
)
def test_a_cell_that_shows_what_is_published_asks_nothing(checked, code, holds, number_format):
    assert asked(checked(sheet((code, holds, number_format)))) == []


def test_one_question_is_asked_of_all_cells_of_a_column(checked):
    found = checked(sheet(("1.4", 81.4999, "0"), ("2.2", 62.26, "0"), ("4.4", 50, "0")))
    assert [(code, cell) for code, cell, _ in asked(found)] == [("shown-rounded", "C2")]
    assert found.rows["cell"].tolist() == ["C4"]
    assert "1 more cell" in found.questions[0].message


@pytest.mark.parametrize(
    ("answer", "outturn"), [("shown", [81.0]), (TAKE, [81.4999]), (LEAVE_OUT, [])]
)
def test_the_answer_says_which_of_the_two_is_taken(checked, answer, outturn):
    content = sheet(("1.4", 81.4999, "0"))
    (question,) = checked(content).questions
    settled = checked(content, {question.key: answer})
    assert settled.ok
    assert settled.rows["outturn"].tolist() == outturn
    assert {issue.code for issue in settled.warnings} >= {
        "left-out-as-answered" if answer == LEAVE_OUT else "taken-as-answered"
    }
    assert settled.answered == {question.key: answer}
    assert lasts(question.code)


def test_a_marker_that_is_shown_can_be_taken(checked):
    content = sheet(("6.2", 3, '[<5]"[c]";0'))
    (question,) = checked(content).questions
    assert question.choices[0].stores == "[c] for Q2 2019/20"
    settled = checked(content, {question.key: "shown"})
    assert settled.rows["marker"].tolist() == ["c"]
    assert settled.rows["outturn"].isna().all()
    assert not lasts(question.code)  # it is of this file alone


def test_what_is_hidden_cannot_be_taken_as_shown(checked):
    assert asked(checked(sheet(("6.2", 3, ";;;")))) == [
        ("shown-otherwise", "C2", [TAKE, LEAVE_OUT])
    ]


# Raised digits.


@pytest.mark.parametrize("typed", ["45¹", "45 ¹", "45¹,²", "45 ¹ ²", "45₁", "45¹²"])
def test_a_figure_with_a_raised_digit_is_asked_about_and_never_longer(checked, typed):
    content = f'Code,Period,Outturn\n6.2,{QUARTER},"{typed}"\n'.encode()
    found = checked(content, name="q2.csv")
    assert asked(found) == [("raised-digit", "C2", [TAKE, LEAVE_OUT])]
    settled = checked(content, {found.questions[0].key: TAKE}, name="q2.csv")
    assert settled.rows["outturn"].tolist() == [45]


@pytest.mark.parametrize("typed", ["¹45", "4¹5", "¹", "abc¹", "45¹ households"])
def test_another_text_with_raised_digits_is_no_figure(checked, typed):
    found = checked(f"Code,Period,Outturn\n6.2,{QUARTER},{typed}\n".encode(), name="q2.csv")
    assert [issue.code for issue in found.errors] == ["outturn-not-a-number"]


# Bounds.


@pytest.mark.parametrize(
    ("code", "typed", "is_asked"),
    [
        ("6.2", "<5", False),
        ("6.2", "fewer than 10", False),
        ("6.2", "<11", True),
        ("6.2", "under 100", True),
        ("6.2", "less than 50", True),
        ("1.4", "<50", True),
        ("1.4", "<5", True),
        ("1.4", "<5%", True),
        ("1.4", "less than 50", True),
        ("11.2", "below 3", True),  # days
    ],
)
def test_only_a_small_count_is_suppressed_unasked(checked, code, typed, is_asked):
    found = checked(f"Code,Period,Outturn\n{code},{QUARTER},{typed}\n".encode(), name="q2.csv")
    if is_asked:
        assert [code for code, *_ in asked(found)] == ["bound-or-suppressed"]
        assert found.rows.empty
    else:
        assert found.rows["marker"].tolist() == ["c"]


# Fractions.


@pytest.mark.parametrize(
    ("outturns", "cells"),
    [
        ([0.95, 1, 1.02], "c2:c4"),
        ([0.95, 1, 0], "c2:c3"),
        ([1, 0, 0], "c2"),
        ([0.95, 1, 57.5], "c2"),
        ([0.5, 57.5, 0.95], "c2 c4"),
        ([1.02, 0.3, 1.2], "c2:c4"),
    ],
)
def test_fractions_or_percentages_is_one_question_for_a_sheet(checked, outturns, cells):
    rows = [(code, o, "General") for code, o in zip(("4.4", "1.4", "2.2"), outturns, strict=True)]
    found = checked(sheet(*rows))
    assert [question.key for question in found.questions] == [
        f"fraction-or-percentage: return {cells}"
    ]


@pytest.mark.parametrize("outturns", [[57.5, 1, 62], [1.2, 1.4, 57], [1.2, 1.02, 0], [0, 0, 0]])
def test_figures_that_are_plainly_percentages_ask_nothing(checked, outturns):
    rows = [(code, o, "General") for code, o in zip(("4.4", "1.4", "2.2"), outturns, strict=True)]
    assert asked(checked(sheet(*rows))) == []


@pytest.mark.parametrize(
    ("answer", "outturns"),
    [("fractions", [95, 100, 57]), (TAKE, [0.95, 1, 0.57]), (LEAVE_OUT, [])],
)
def test_an_answer_about_fractions_holds_for_all_of_them(checked, answer, outturns):
    content = sheet(("4.4", 0.95, "0.00"), ("1.4", 1, "0.00"), ("2.2", 0.57, "0.00"))
    (question,) = checked(content).questions
    settled = checked(content, {question.key: answer})
    assert settled.ok
    assert settled.rows["outturn"].tolist() == outturns


# Hidden columns.


def hidden_outturn(active: Any) -> None:
    active["D1"], active["D2"] = "Latest", 45
    active.column_dimensions["C"].hidden = True


def test_a_hidden_outturn_is_asked_about(checked):
    content = sheet(("6.2", 99, "0"), edit=hidden_outturn)
    found = checked(content)
    assert asked(found) == [("hidden-column", "C1", [TAKE, LEAVE_OUT])]
    assert "'Latest' in column D" in found.questions[0].message
    assert found.rows.empty
    assert checked(content, {found.questions[0].key: TAKE}).rows["outturn"].tolist() == [99]
    assert checked(content, {found.questions[0].key: LEAVE_OUT}).rows.empty


def test_hidden_periods_are_asked_about(checked):
    def hide(active: Any) -> None:
        active.column_dimensions["B"].hidden = True

    content = sheet(("6.2", 99, "0"), edit=hide)
    found = checked(content)
    assert asked(found) == [("hidden-column", "B1", [TAKE, LEAVE_OUT])]
    assert found.rows.empty
    assert checked(content, {found.questions[0].key: TAKE}).rows["outturn"].tolist() == [99]


@pytest.mark.parametrize("width", [0.01, 0.09])
def test_a_column_that_is_too_narrow_to_be_seen_is_hidden(checked, width):
    def narrow(active: Any) -> None:
        active.column_dimensions["C"].width = width

    assert asked(checked(sheet(("6.2", 99, "0"), edit=narrow)))[0][:2] == ("hidden-column", "C1")


def test_another_hidden_column_is_told(checked):
    def hide(active: Any) -> None:
        active.column_dimensions["A"].hidden = True

    found = checked(sheet(("6.2", 99, "0"), edit=hide))
    assert asked(found) == []
    assert found.rows["outturn"].tolist() == [99]
    notes = [issue.found for issue in found.warnings if issue.code == "file-note"]
    assert notes == ["Sheet 'Return': column A is hidden: read like the others."]


def test_a_hidden_period_of_a_wide_table_is_asked_about_alone(checked):
    book = openpyxl.Workbook()
    book.active.append(["Code", "Q1 2019/20", "Q2 2019/20"])
    book.active.append(["6.2", 45, 46])
    book.active.column_dimensions["B"].hidden = True
    saved = BytesIO()
    book.save(saved)
    found = checked(saved.getvalue())
    assert asked(found) == [("hidden-column", "B1", [TAKE, LEAVE_OUT])]
    assert found.rows["outturn"].tolist() == [46]

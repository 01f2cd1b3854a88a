"""What a workbook says beside its figures is told: comments, and words that are struck through."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kpis.exports.marked_copy import marked_copy
from kpis.frames import OUTTURNS
from kpis.model import Activity, Plan, Provenance
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.readers.files.seen.rich_text import STROKE
from kpis.validation import CheckContext, CheckedReturn, check_rows
from kpis.validation.rules.said_beside import MOST_TOLD

NOW = datetime(2019, 10, 25)
QUARTER = "Q2 2019/20"
HEADER = ["Code", "Title", "Period", "Outturn", "Marker", "Commentary"]
ROW = ["6.2", "", QUARTER, 45, "", "Fewer asked."]


@pytest.fixture
def plan(strategic_plan) -> Plan:
    activities = tuple(
        Activity(code=f"A1.{number}", outcome=1, number=number, title=title)
        for number, title in enumerate(("Dig three ponds", "Plant trees"), 1)
    )
    return replace(strategic_plan, activities=activities)


@pytest.fixture
def check(plan) -> Callable[..., CheckedReturn]:
    def make(content: bytes, answers: dict[str, str] | None = None) -> CheckedReturn:
        given = Answers(answers or {})
        context = CheckContext(
            now=NOW, provenance=Provenance.RETURN, stored=OUTTURNS.empty(), answers=given
        )
        return check_rows(read_return("q2.xlsx", content, answers=given), plan, context)

    return make


def book(*rows: list[Any], edit: Callable[[Any], None]) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "Return"
    for row in rows:
        made.active.append(row)
    edit(made.active)
    saved = BytesIO()
    made.save(saved)
    return saved.getvalue()


def commented(*rows: list[Any], header: list[str] = HEADER, **said: str) -> bytes:
    def edit(sheet: Any) -> None:
        for place, text in said.items():
            sheet[place].comment = Comment(text, "J Smith")

    return book(header, *rows, edit=edit)


def struck(*rows: list[Any], cells: tuple[str, ...], header: list[str] = HEADER) -> bytes:
    def edit(sheet: Any) -> None:
        for place in cells:
            sheet[place].font = Font(strike=True)

    return book(header, *rows, edit=edit)


def told(checked: CheckedReturn, code: str) -> list[tuple[str, str]]:
    return [(each.cell, each.sentence) for each in checked.issues if each.code == code]


@pytest.mark.parametrize(
    ("place", "said", "words"),
    [
        ("D2", "Provisional until November", "outturn of 6.2 .* says 'Provisional until November'"),
        ("D2", "Provisional", r"type \[p\] as the marker, if that"),
        ("D2", "prov.", r"type \[p\] as the marker"),
        ("D2", "Revised in May", r"type \[r\] as the marker"),
        ("D2", "proven, see minutes", "write in the commentary what readers are to know"),
        ("D2", "See our estimate of May", "write in the commentary"),
        ("F2", "Provisional", "the commentary of 6.2 .* write in the commentary"),
        ("C2", "Of the quarter to August", "the period of 6.2"),
        ("A2", "Part of it only", "the measure of 6.2"),
        ("D1", "See the note", "a comment says 'See the note'"),
        ("H9", "Signed off by J", "a comment says 'Signed off by J'"),
    ],
)
def test_a_comment_is_told_with_its_cell_and_the_figure_is_taken(check, place, said, words):
    checked = check(commented(ROW, **{place: said}))
    ((cell, sentence),) = told(checked, "comment-on-cell")
    assert cell == place
    assert re.search(words, sentence)
    assert checked.ok
    assert checked.rows["outturn"].tolist() == [45]


def test_a_figure_with_a_marker_needs_no_other(check):
    row = [*ROW[:4], "[p]", ROW[5]]
    ((_, sentence),) = told(check(commented(row, D2="Provisional")), "comment-on-cell")
    assert "type [p]" not in sentence


def test_the_same_comment_on_several_cells_is_told_once(check):
    rows = [["6.2", "", f"Q{number} 2019/20", 45, "", "x"] for number in (1, 2)]
    said: dict[str, Any] = {"D2": "Provisional", "D3": "Provisional", "D1": "Provisional"}
    ((cell, sentence),) = told(check(commented(*rows, **said)), "comment-on-cell")
    assert cell == "D2"
    assert "(and on 2 more cells)" in sentence


@pytest.mark.parametrize("count", [MOST_TOLD, MOST_TOLD + 1, MOST_TOLD + 2])
def test_of_very_many_comments_the_rest_are_counted(check, count):
    said: dict[str, Any] = {f"H{row}": f"Comment {row}" for row in range(1, count + 1)}
    checked = check(commented(ROW, **said))
    assert len(told(checked, "comment-on-cell")) == MOST_TOLD
    more = count - MOST_TOLD
    assert [cell for cell, _ in told(checked, "more-comments")] == [f"H{MOST_TOLD + 1}"][:more]
    assert all(
        each.startswith(f"{more} more comment") for _, each in told(checked, "more-comments")
    )


def test_a_long_comment_is_cut_where_it_is_told(check):
    ((_, sentence),) = told(check(commented(ROW, D2="long " * 200)), "comment-on-cell")
    assert len(sentence) < 350


def test_in_a_wide_table_the_figure_below_its_own_header_is_named(check):
    content = commented(
        ["6.2", 41, 45], header=["Code", "Q1 2019/20", QUARTER], C2="Provisional", B1="Restated"
    )
    assert [cell for cell, _ in told(check(content), "comment-on-cell")] == ["B1", "C2"]


def test_the_comments_of_a_marked_copy_are_no_comments(check):
    content = commented(["6.2", "", QUARTER, "many", "", "x"], D2="From the depot")
    checked = check(content)
    _, copy = marked_copy("q2.xlsx", content, [each.as_dict() for each in checked.issues])
    again = told(check(copy), "comment-on-cell")
    assert [cell for cell, _ in again] == ["D2"]
    _, twice = marked_copy("q2.xlsx", copy, [each.as_dict() for each in check(copy).issues])
    assert told(check(twice), "comment-on-cell") == again


def test_a_struck_commentary_is_told_and_kept(check):
    checked = check(struck(ROW, cells=("F2",)))
    assert told(checked, "struck-text") == [
        (
            "F2",
            "the commentary 'Fewer asked.' of 6.2 Homeless households rehoused is struck through. "
            "It is kept as it stands: delete what is taken back.",
        )
    ]
    assert checked.rows["commentary"].tolist() == ["Fewer asked."]


def test_a_commentary_struck_through_in_part_is_told(check):
    text = "Down. " + "".join(letter + STROKE for letter in "Up.")
    ((_, sentence),) = told(
        check(book(HEADER, [*ROW[:5], text], edit=lambda _: None)), "struck-text"
    )
    assert "'Down. Up.' of 6.2 Homeless households rehoused has words struck through" in sentence


ACTIVITIES = ["Activity", "Period", "Status", "Percent done", "Expected date", "Comment"]
POND = ["A1.1", QUARTER, "On track", 40, "31/03/2020", "Dug."]
TREES = ["A1.2", QUARTER, "Delayed", 10, "31/03/2020", "Late."]


@pytest.mark.parametrize(
    ("cell", "column"),
    [("A2", "name 'A1.1'"), ("C2", "status 'On track'"), ("D2", "percentage '40'")],
)
def test_a_struck_activity_is_asked_about_and_waits(check, cell, column):
    content = struck(POND, TREES, cells=(cell,), header=ACTIVITIES)
    checked = check(content)
    ((place, sentence),) = told(checked, "struck-activity")
    assert place == cell
    assert sentence.startswith(f"the {column} of A1.1 Dig three ponds is struck through")
    assert not checked.ok
    assert checked.activities["activity_code"].tolist() == ["A1.2"]


def test_a_row_struck_from_end_to_end_is_asked_about_once(check):
    content = struck(
        POND, TREES, cells=tuple(f"{letter}2" for letter in "ABCDEF"), header=ACTIVITIES
    )
    assert len(check(content).questions) == 1


@pytest.mark.parametrize(
    ("answer", "taken", "code"),
    [
        (TAKE, ["A1.1", "A1.2"], "taken-as-answered"),
        (LEAVE_OUT, ["A1.2"], "left-out-as-answered"),
    ],
)
def test_an_answer_takes_a_struck_activity_or_leaves_it_out(check, answer, taken, code):
    content = struck(POND, TREES, cells=("C2",), header=ACTIVITIES)
    (question,) = check(content).questions
    checked = check(content, {question.key: answer})
    assert checked.ok
    assert checked.activities["activity_code"].tolist() == taken
    assert [cell for cell, _ in told(checked, code)] == ["C2"]
    assert checked.answered == {question.key: answer}


@pytest.mark.parametrize(("cell", "column"), [("E2", "expected date"), ("F2", "comment 'Dug.'")])
def test_a_struck_day_or_comment_of_an_activity_is_told(check, cell, column):
    checked = check(struck(POND, cells=(cell,), header=ACTIVITIES))
    ((place, sentence),) = told(checked, "struck-text")
    assert place == cell
    assert column in sentence
    assert checked.ok


def test_a_comment_on_an_activity_is_told(check):
    content = commented(POND, header=ACTIVITIES, C2="Really?")
    assert [cell for cell, _ in told(check(content), "comment-on-cell")] == ["C2"]


def out_of_sight(*rows: list[Any], cells: tuple[str, ...], header: list[str] = HEADER) -> bytes:
    def edit(sheet: Any) -> None:
        for place in cells:
            sheet[place].font = Font(color="FFFFFFFF")

    return book(header, *rows, edit=edit)


def test_words_that_nobody_sees_are_told_once_for_a_column(check):
    rows = [["6.2", "", f"Q{number} 2019/20", 45, "", "x"] for number in (1, 2)]
    checked = check(out_of_sight(*rows, cells=("A2", "A3", "F3")))
    assert [cell for cell, _ in told(checked, "unseen-text")] == ["A2", "F3"]
    assert "(and 1 more of its column)" in told(checked, "unseen-text")[0][1]
    assert len(checked.rows) == 2


@pytest.mark.parametrize(("cell", "column"), [("C2", "period"), ("D1", "header")])
def test_a_period_or_header_that_nobody_sees_is_asked_about(check, cell, column):
    content = out_of_sight(ROW, cells=(cell,))
    (question,) = check(content).questions
    assert (question.code, question.cell) == ("shown-otherwise", cell)
    assert question.sentence.startswith(f"the {column} ")
    assert check(content, {question.key: TAKE}).rows["outturn"].tolist() == [45]
    assert check(content, {question.key: LEAVE_OUT}).rows.empty


def test_of_a_row_that_nobody_sees_only_the_figure_is_asked_about(check):
    content = out_of_sight(ROW, cells=("A2", "C2", "D2"))
    assert [each.cell for each in check(content).questions] == ["D2"]


def test_a_struck_quarter_above_activities_is_asked_about_once(check):
    rows = [["A1.1", "On track", 40, "x"], ["A1.2", "Delayed", 10, "y"]]
    content = book(
        ["Quarter", QUARTER],
        ["Activity", "Status", "Percent done", "Comment"],
        *rows,
        edit=lambda sheet: setattr(sheet["B1"], "font", Font(strike=True)),
    )
    (question,) = check(content).questions
    assert question.cell == "B1"
    assert len(check(content, {question.key: TAKE}).activities) == 2
    assert check(content, {question.key: LEAVE_OUT}).activities.empty


@pytest.mark.parametrize(
    ("place", "asked"),
    [("D1", ["D1"]), ("D2", ["D2"]), ("H9", ["H9"]), ("E1", []), ("F2", ["F2"])],
)
def test_a_comment_that_says_a_scale_is_asked_about(check, place, asked):
    said: dict[str, Any] = {place: "in thousands"}
    checked = check(commented(ROW, **said))
    assert [each.cell for each in checked.questions] == asked
    assert len(told(checked, "comment-on-cell")) == 1


def test_a_comment_on_one_figure_says_a_scale_of_no_other(check):
    rows = [["6.2", "", f"Q{number} 2019/20", 45, "", "x"] for number in (1, 2)]
    checked = check(commented(*rows, D3="in thousands"))
    assert checked.rows["period_id"].tolist() == ["2019-20-Q1"]

"""Small parts of the returns desk: times, lists to take away, what a change is called."""

import csv
from datetime import datetime
from io import StringIO

import pandas as pd
import pytest

from kpis.exports.csv_files import changes_csv, issues_csv
from kpis.frames import CHANGES, RETURN_ROWS
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.ui.returns.submit.change_table import change_table, changes_sentence
from kpis.ui.returns.submit.issue_table import issue_table
from kpis.validation import CheckedReturn
from kpis.validation.issues.question import HeaderMeaning
from kpis.validation.issues.structure import FileNote
from kpis.words.days import uk_time


def changes(**columns: object) -> pd.DataFrame:
    row = dict.fromkeys(CHANGES.columns, "") | {
        "measure_id": "adult_learners_completing",
        "period_id": "2019-20-Q3",
        "area": "Tower Hamlets",
        "change": "restated",
        "before": 23.04,
        "after": 24.36,
    }
    return CHANGES.conform(pd.DataFrame([row | columns]))


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        (datetime(2026, 6, 3, 13, 5), "3 June 2026 at 2:05pm"),
        (datetime(2026, 11, 21, 13, 5), "21 November 2026 at 1:05pm"),
        (datetime(2026, 6, 30, 23, 30), "1 July 2026 at 12:30am"),
        (datetime(2026, 12, 31, 12, 0), "31 December 2026 at 12:00pm"),
        # The clocks go forward at 01:00 UTC on 29 March 2026.
        (datetime(2026, 3, 29, 0, 59), "29 March 2026 at 12:59am"),
        (datetime(2026, 3, 29, 1, 0), "29 March 2026 at 2:00am"),
    ],
)
def test_times_of_the_store_are_told_in_uk_time(utc, said):
    assert uk_time(utc) == said


def test_a_change_is_worked_out_from_the_figures_as_shown(strategic_plan):
    shown = change_table(changes(), "restated", strategic_plan)
    for text in ("23.0%", "24.4%", "+1.4\u00a0points", "+6.1%"):
        assert text in shown
    hidden = change_table(changes(after=23.01), "restated", strategic_plan)
    for text in ("23.04%", "23.01%", "−0.03\u00a0points, too small to show", "−0.1%"):
        assert text in hidden
    same = change_table(changes(after=23.04), "restated", strategic_plan)
    assert "no difference" in same


def test_a_figure_of_a_category_or_another_area_says_so(strategic_plan):
    shown = change_table(
        changes(area="Hackney", breakdown="Ward", category="<Bow>"), "restated", strategic_plan
    )
    assert "Q3 2019/20, Hackney, Ward: &lt;Bow&gt;" in shown


def test_a_long_list_of_changes_is_cut_and_says_so(strategic_plan):
    many = pd.concat([changes(change="new")] * 101, ignore_index=True)
    shown = change_table(many, "new", strategic_plan)
    assert shown.count('scope="row"') == 100
    assert "The first 100 of 101 are shown." in shown


def test_no_change_of_a_kind_gives_no_table(strategic_plan):
    assert change_table(changes(), "new", strategic_plan) is None


@pytest.mark.parametrize(
    ("gives_way", "said"),
    [
        (0, "1 figure: 1 restated, 0 new, 0 unchanged."),
        (
            1,
            "1 figure: 1 restated, 0 new, 0 unchanged. "
            "One new figure takes the place of an illustrative one.",
        ),
        (
            1200,
            "1 figure: 1 restated, 0 new, 0 unchanged. "
            "1,200 of the new figures take the place of illustrative ones.",
        ),
    ],
)
def test_changes_are_counted_in_one_sentence(gives_way, said):
    assert changes_sentence(changes(), gives_way) == said


@pytest.mark.parametrize("typed", ["=1+1", "+44", "-5", "@SUM(A1)", "\tx", "\r=1"])
def test_nothing_typed_runs_as_a_formula_in_the_list_of_issues(typed):
    content = issues_csv([FileNote(sheet=typed, cell="D14", found=typed).as_dict()])
    assert content.startswith(b"\xef\xbb\xbf")
    ((_, row),) = [list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))]
    assert row[:5] == ["warning", f"'{typed}", "D14", "", f"'{typed}"]
    assert row[5].startswith("'")


def test_the_list_of_issues_has_the_answers_to_a_question():
    choices = (Choice(answer=TAKE, label="it is"), Choice(answer=LEAVE_OUT, label="leave out"))
    asked = HeaderMeaning(cell="C1", found="Actual (London)", told="in doubt.", choices=choices)
    content = issues_csv([asked.as_dict()]).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(content, newline=""))
    assert (row["severity"], row["answers"]) == ("question", "it is / leave out")


def test_the_list_of_changes_keeps_figures_as_figures():
    content = changes_csv(changes(before=float("nan"), after=-4.5, category="=1+1"))
    (row,) = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    assert (row["before"], row["after"], row["category"]) == ("", "-4.5", "'=1+1")


def test_a_note_about_the_whole_file_is_read_once_in_the_table_of_issues():
    note = FileNote(found="Hidden rows 4 to 6 are read like the others.")
    checked = CheckedReturn(file_name="a.csv", sha256="", rows=RETURN_ROWS.empty(), issues=(note,))
    assert str(issue_table(checked)).count("Hidden rows 4 to 6") == 1
    assert "1 warning: there is nothing to store in this file" in str(issue_table(checked))

"""The marked copy of a return, from the file to the cells that are marked_copy."""

import io
from datetime import datetime

import openpyxl
import pytest

from kpis.errors import UnreadableReturn, UsageError
from kpis.model import local_administrator
from kpis.use_cases import marked_copy
from kpis.use_cases.check import check_return
from kpis.use_cases.marked_copy import marked_copy_for

NOW = datetime(2023, 7, 20, 9)
HEADER = ["measure", "period", "outturn", "commentary"]


@pytest.fixture
def hand_back(store, fictional_plan):

    def call(content, name="return.csv"):
        back, copy = marked_copy_for(
            store, fictional_plan, name, content, now=NOW, actor=local_administrator("")
        )
        check = check_return(
            store, fictional_plan, back, copy, now=NOW, actor=local_administrator("")
        )
        return openpyxl.load_workbook(io.BytesIO(copy)), check.checked

    return call


def test_every_issue_with_a_cell_has_its_cell_marked(hand_back):
    book = openpyxl.Workbook()
    for row in (HEADER, ["frogs", "2021/22", "many", "=x"], ["toads", "2021/22", 4, ""]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    copy, again = hand_back(file.getvalue(), "return.xlsx")
    assert {issue.cell for issue in again.issues if issue.cell} >= {"C2", "A3"}
    for issue in again.issues:
        if issue.cell:
            assert copy[issue.sheet][issue.cell].fill.fill_type
            assert issue.sentence[1:] in copy[issue.sheet][issue.cell].comment.text


def test_a_marked_copy_sent_again_says_the_same_and_nothing_of_its_list(hand_back):
    lines = [",".join(HEADER), "frogs,2021/22,many,", 'planning_days,Q1 2023/24,62,"a,b"']
    copy, again = hand_back("\n".join(lines).encode())
    assert copy.sheetnames == ["Issues", "return"]
    assert {issue.sheet for issue in again.issues} == {"return"}
    assert [(issue.code, issue.cell) for issue in again.errors] == [("outturn-not-a-number", "C2")]
    assert again.rows["outturn"].tolist() == [62.0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_in_any_encoding_comes_back_as_it_was_read(hand_back, encoding):
    text = "measure;period;outturn;commentary\nfrogs;2021/22;41;naïve – “so” £5\n"
    copy, _ = hand_back(text.encode(encoding))
    assert [cell.value for cell in copy["return"][2]] == [
        "frogs",
        "2021/22",
        "41",
        "naïve – “so” £5",
    ]


def test_what_cannot_be_read_is_refused_as_everywhere(hand_back):
    with pytest.raises(UnreadableReturn, match="a PDF"):
        hand_back(b"%PDF-1.4")


def test_a_csv_too_long_to_be_mended_by_hand_is_not_made_a_workbook(hand_back, monkeypatch):
    monkeypatch.setattr(marked_copy, "MAX_TEXT", 10)
    with pytest.raises(UsageError, match="by the list of issues"):
        hand_back(b"measure,period,outturn\nfrogs,2021/22,41\n")

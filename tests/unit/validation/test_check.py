"""All rules together: every issue at once, in order, and the rows that are handed on."""

import ast
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kpis.errors import FrameError
from kpis.frames import RETURN_ROWS
from kpis.validation import ISSUE_KINDS, Issue, issues
from kpis.validation.check import CROSS_ROW_RULES, RULES


def test_ten_mistakes_give_ten_messages_at_their_cells(check, row):
    rows = [
        row(outturn="92,1"),
        row(measure="9.9"),
        row(measure="1.3", period="Q2 2019", outturn="4"),
        row(measure="1.4", outturn="4"),
        row(measure="1.11", outturn="41"),
        row(measure="1.12", outturn="#REF!"),
        row(measure="1.8", outturn="5", period="Q3 2019/20"),
        row(measure="1.10", outturn="7.6", numerator="9", denominator="1"),
        row(measure="1.13", outturn="1"),
        row(measure="1.13", outturn="2"),
        row(measure="1.15", outturn="", commentary="To come."),
        row(measure="1.7a", outturn="5", numerator="x"),
    ]
    checked = check(*rows)
    assert [(i.code, i.cell) for i in checked.errors] == [
        ("outturn-not-a-number", "G2"),
        ("unknown-measure", "A3"),
        ("ambiguous-period", "C4"),
        ("wrong-frequency-period", "C5"),
        ("out-of-range", "G6"),
        ("error-cell", "G7"),
        ("future-period", "C8"),
        ("outturn-disagrees-with-parts", "G9"),
        ("duplicate-row", "G11"),
        ("outturn-missing", "G12"),
        ("ratio-not-a-number", "H13"),
    ]
    assert checked.rows.empty
    assert not checked.ok


def test_a_row_may_have_several_faults_and_all_are_told(check, row):
    issues = check.issues(
        row(outturn="x", numerator="y", denominator="-1", marker="q", category="a")
    )
    assert [(code, cell) for _, code, cell in issues] == [
        ("incomplete-breakdown", "F2"),
        ("outturn-not-a-number", "G2"),
        ("ratio-not-a-number", "H2"),
        ("ratio-negative", "I2"),
        ("unknown-marker", "J2"),
    ]


def test_beside_an_unknown_measure_only_what_is_wrong_for_any_is_told(check, row):
    assert check.issues(row(measure="9.9", outturn="88%")) == [("error", "unknown-measure", "A2")]
    checked = check(row(measure="9.9", outturn="n/a"))
    assert [issue.code for issue in checked.errors] == ["unknown-measure", "outturn-not-a-number"]
    assert "Type [x]" in checked.errors[1].message


def test_a_row_with_an_error_is_left_out_and_one_with_a_warning_is_not(check, row):
    rows = [row(outturn="x"), row(measure="1.11", outturn="10.0"), row(measure="1.12", outturn="5")]
    checked = check(*rows)
    assert checked.rows["measure_id"].tolist() == ["turnover", "growth"]
    assert len(checked.errors) == 1
    assert len(checked.errors) + len(checked.warnings) == len(checked.issues)


def test_issues_stand_in_the_order_of_sheets_rows_and_columns(check, row):
    rows = [
        row(sheet="Z", row="10", outturn="x"),
        row(sheet="Z", row="9", outturn="x", numerator="y", measure="1.11"),
        row(sheet="A", row="2", outturn="x", measure="1.12"),
    ]
    issues = [(i.sheet, i.cell) for i in check(*rows).errors]
    assert issues == [("Z", "G9"), ("Z", "H9"), ("Z", "G10"), ("A", "G2")]


def test_what_is_about_no_cell_comes_last(check, row):
    rows = [row(measure=code, outturn="1.5") for code in ("1.10", "1.11", "1.12")]
    codes = [issue.code for issue in check(*rows, row(outturn="x")).issues]
    assert codes == ["outturn-not-a-number", "missing-due"]


def test_one_cell_of_many_figures_is_told_once(check, row):
    wide = [
        row(measure="9.9", row="4", outturn_cell=f"{letter}4", period_cell=f"{letter}1")
        for letter in "CDEF"
    ]
    assert check.issues(*wide) == [("error", "unknown-measure", "A4")]


def test_accepted_rows_hold_all_that_is_stored(check, row):
    full = row(
        measure="1.2",
        outturn="66.7%",
        numerator="1,000",
        denominator="1 500",
        marker="[p]",
        area="Hackney",
        breakdown="Sex",
        category="Women",
        commentary="A new contract.",
    )
    rows = check(full, {"measure": "1.1", "period": "2017/18", "outturn": "24"}).rows
    RETURN_ROWS.check(rows)
    assert rows.columns.tolist() == list(RETURN_ROWS.columns)
    assert rows.index.tolist() == [0, 1]
    assert rows.iloc[0].dropna().to_dict() == {
        "measure_id": "repairs",
        "period_id": "2019-20-Q2",
        "area": "Hackney",
        "breakdown": "Sex",
        "category": "Women",
        "frequency": "quarter",
        "period_start": pd.Timestamp(2019, 7, 1),
        "period_end": pd.Timestamp(2019, 9, 30),
        "outturn": 66.7,
        "numerator": 1000.0,
        "denominator": 1500.0,
        "marker": "p",
        "commentary": "A new contract.",
        "sheet": "Q2",
        "cell": "G2",
    }
    assert rows["frequency"].tolist() == ["quarter", "year"]


def test_a_return_knows_the_quarters_it_reports_in(check, row):
    rows = [
        row(period="Q1 2019/20"),
        {"measure": "1.1", "period": "2017/18", "outturn": "24"},
        row(outturn="x"),
    ]
    assert check(*rows).quarters == ("2018-19-Q3", "2019-20-Q1")


def test_a_clean_return_says_nothing(check, row):
    checked = check(row(), now=datetime(2019, 10, 20))
    assert checked.issues == ()
    assert checked.ok
    assert (checked.file_name, checked.sha256) == ("q2.xlsx", "abc")


def test_a_field_without_a_column_is_told_at_the_outturn(check, row, raw_return):
    from dataclasses import replace

    raw = raw_return(row(marker="q"))
    columns = {"measure": "A", "outturn": "G"}
    table = replace(raw.tables[0], columns=columns)
    assert [i.cell for i in check(raw=replace(raw, tables=(table,))).errors] == ["G2"]


def test_rows_that_break_the_readers_contract_are_a_fault_of_ours(check, raw_return, row):
    from dataclasses import replace

    raw = raw_return(row())
    with pytest.raises(FrameError, match="raw rows"):
        check(raw=replace(raw, rows=raw.rows.drop(columns="outturn")))


def test_a_long_text_is_cut_in_the_sentence(check, row):
    issue = check(row(outturn="x" * 500)).errors[0]
    assert len(issue.message) < 400
    assert "…" in issue.message
    assert issue.found == "x" * 500


def test_many_rows_are_checked_like_few(check, row):
    """A row by itself and among hundreds gives the same figure, or the same issue or question."""
    typed = ["92.1", "x", "101", "0.5", "[x]", "<5", "n/a", "45%", "-1", "[p] 3"]
    alone = {text: check(row(outturn=text)) for text in typed}
    rows = [
        row(outturn=typed[number % 10], breakdown="Ward", category=f"Ward {number}")
        for number in range(300)
    ]
    together = check(*rows)
    by_cell = {issue.cell: issue.code for issue in together.issues}
    accepted = dict(zip(together.rows["cell"], together.rows["outturn"], strict=True))
    for number, cells in enumerate(rows):
        cell, single = f"G{number + 2}", alone[cells["outturn"]]
        if single.questions and number >= 10:  # asked once for all of them, at the first
            assert cell not in by_cell
        else:
            assert by_cell.get(cell) == next((issue.code for issue in single.issues), None)
        if single.ok:
            assert np.array_equal(accepted[cell], single.rows["outturn"][0], equal_nan=True)
        else:
            assert cell not in accepted


# The register of kinds.


def _classes() -> set[str]:
    folder = Path(issues.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")]
    classes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    return {each.name for each in classes if not _is_abstract(each)}


def _is_abstract(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "ABC" for base in node.bases)


def test_every_kind_of_issue_is_in_the_register():
    assert {kind.__name__ for kind in ISSUE_KINDS} == _classes()


def test_every_kind_has_a_stable_code_a_severity_and_a_description():
    assert len({(kind.code, kind.severity) for kind in ISSUE_KINDS}) >= len(ISSUE_KINDS) - 4
    for kind in ISSUE_KINDS:
        assert issubclass(kind, Issue)
        assert kind.code == kind.code.lower().replace(" ", "-")
        assert kind.severity in ("error", "question", "warning")
        assert kind.description().endswith(".")


def test_every_rule_says_what_it_asks():
    for rule in (*RULES, *CROSS_ROW_RULES):
        assert rule.__doc__

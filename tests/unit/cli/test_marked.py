"""`kpis marked`: the workbook it writes, and what it says when it cannot."""

import openpyxl


def test_the_marked_copy_is_written_where_it_was_asked_for(kpis, tmp_path):
    original, copy = tmp_path / "return.csv", tmp_path / "back.xlsx"
    original.write_text("measure,period,outturn\n1.3,Q3 2019/20,many\n", encoding="utf-8")
    ran = kpis("marked", original, "-o", copy)
    assert (ran.code, ran.out) == (0, "")
    assert "errors 1" in ran.err
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames == ["Issues", "return"]
    assert "many" in book["return"]["C2"].comment.text


def test_what_cannot_be_marked_or_written_is_told_in_one_sentence(kpis, tmp_path):
    original = tmp_path / "return.csv"
    assert "There is no file" in kpis("marked", original, "-o", tmp_path / "a.xlsx").err
    original.write_bytes(b"%PDF-1.4")
    ran = kpis("marked", original, "-o", tmp_path / "a.xlsx")
    assert (ran.code, "a PDF" in ran.err) == (12, True)
    original.write_text("measure,period,outturn\n1.3,Q3 2019/20,4\n", encoding="utf-8")
    ran = kpis("marked", original, "-o", tmp_path / "none" / "a.xlsx")
    assert (ran.code, "cannot be written" in ran.err) == (2, True)

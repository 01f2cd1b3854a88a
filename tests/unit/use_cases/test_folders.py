"""A compressed folder of returns is taken as the returns in it."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from kpis.readers.files import folder as folders
from kpis.use_cases.folders import returns_in

CSV = b"measure,period,outturn\n6.2,Q2 2019/20,5\n"


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_each_file_of_a_folder_is_a_return_of_its_own():
    content = zipped({"q2/housing.csv": CSV, "q2/": b"", "place.CSV": CSV + b"7.2,2019/20,9\n"})
    files, said = returns_in("q2.zip", content)
    assert files == [("housing.csv", CSV), ("place.CSV", CSV + b"7.2,2019/20,9\n")]
    assert said == ""


def test_files_of_one_name_are_told_apart_by_their_folders():
    files, _ = returns_in("q2.zip", zipped({"place/q2.csv": CSV, "../housing/q2.csv": CSV}))
    assert [name for name, _ in files] == ["place - q2.csv", "housing - q2.csv"]


def test_what_can_be_no_return_is_named_and_what_a_system_adds_is_not():
    members = {"q2.csv": CSV, "notes.docx": b"x", "more.zip": b"x", "__MACOSX/._q2.csv": b"x"}
    files, said = returns_in("q2.zip", zipped(members | {".DS_Store": b"x"}))
    assert [name for name, _ in files] == ["q2.csv"]
    assert said == "Not taken from q2.zip: notes.docx, more.zip."


def test_a_folder_without_a_return_says_so():
    assert returns_in("q2.zip", zipped({"a.txt": b"x"})) == (
        [],
        "q2.zip holds no workbook and no CSV.",
    )


def test_a_workbook_is_no_folder():
    file = io.BytesIO()
    Workbook().save(file)
    assert returns_in("q2.xlsx", file.getvalue()) == ([("q2.xlsx", file.getvalue())], "")
    assert returns_in("q2.csv", CSV) == ([("q2.csv", CSV)], "")


@pytest.mark.parametrize("cut", [30, 80, -30])
def test_a_damaged_folder_is_refused_in_a_sentence(cut):
    files, said = returns_in("q2.zip", zipped({"q2.csv": CSV})[:cut])
    assert [name for name, _ in files] == ["q2.zip"]
    assert "compressed folder is damaged" in said


def test_a_folder_with_more_than_is_read_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(folders, "MOST_UNPACKED", 1000)
    _, said = returns_in("q2.zip", zipped({"q2.csv": b"1," * 2000}))
    assert "too large" in said
    monkeypatch.setattr(folders, "MOST_FILES", 1)
    _, said = returns_in("q2.zip", zipped({"a.csv": CSV, "b.csv": CSV}))
    assert "holds 2 files and may hold 1" in said

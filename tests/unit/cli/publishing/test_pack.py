"""`kpis pack`: the board pack as files, all of them or none."""

from hashlib import sha256

import pytest

from kpis.cli.commands.publishing.pack import FORMATS
from kpis.cli.output import write_files
from kpis.errors import ExportError, UsageError
from kpis.exports.formats import Format


def test_an_outcome_is_written_as_a_page_that_is_marked_as_not_published(
    kpis, three_published, tmp_path
):
    folder = tmp_path / "packs"
    of_northmere = ("--plan", "tests/fictional_plan", "--period", "2023-24-Q2", "--outcome", "1")
    ran = kpis(
        "pack", *of_northmere, "--format", "html", "-o", folder, "--json", store=three_published
    )
    assert ran.code == 0
    (file,) = ran.document["files"]
    (path,) = folder.iterdir()
    content = path.read_bytes()
    assert path.name == "performance-2023-24-Q2-not-published-outcome-1.html"
    assert file == {
        "file": str(path),
        "format": "html",
        "of": {"kind": "outcome", "value": "1"},
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    page = content.decode()
    assert "Not published: figures as they stood on" in page
    assert "Days to decide a householder" in page
    assert "Use of the swimming pool" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--period", "2019-20-Q2", "--release", "1"), "--period is not allowed with --release"),
        (("--outcome", "1", "--theme", "x"), "--theme is not allowed with --outcome"),
        (("--all", "--board", "x"), "--all is not allowed with --board"),
        (("--release", "7"), "There is no release"),
    ],
)
def test_what_cannot_be_asked_is_told_before_anything_is_made(kpis, tmp_path, asked, said):
    ran = kpis("pack", *asked, "-o", tmp_path / "packs")
    assert ran.code in (UsageError.exit_code, 17)
    assert said in ran.err
    assert not (tmp_path / "packs").exists()


def test_the_command_knows_every_format_that_there_is():
    assert tuple(each.value for each in Format) == FORMATS
    assert ExportError.exit_code == 23


def test_files_are_written_over_those_of_the_same_name(tmp_path):
    write_files(tmp_path / "new", {"a": b"1"})
    write_files(tmp_path / "new", {"a": b"2", "b": b"3"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()} == {
        "a": b"2",
        "b": b"3",
    }


def test_where_one_file_cannot_be_written_none_is(tmp_path):
    (tmp_path / "b").mkdir()
    with pytest.raises(UsageError, match="it is a folder"):
        write_files(tmp_path, {"a": b"1", "b": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot be written to"):
        write_files(tmp_path / "file" / "packs", {"a": b"1"})

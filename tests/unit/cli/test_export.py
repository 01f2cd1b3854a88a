"""`kpis export`: open data in a folder."""

import csv
from pathlib import Path

import pytest

from kpis.cli import main
from tests.access_files import PROXY
from tests.unit.cli.conftest import Ran
from tests.whole import WHOLE


@pytest.fixture
def export(four_releases, capsys, tmp_path):
    """export(...): `kpis export` into the folder `data` of the test."""

    def run(*arguments: str, output: Path = tmp_path / "data") -> Ran:
        store = ("--store", str(four_releases), "--plan", str(WHOLE))
        code = main(["export", *store, *arguments, "--output", str(output)])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_without_more_it_writes_the_newest_release_and_leaves_files_of_others(export, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "figures.csv").write_text("old", encoding="utf-8")
    done = export("--json").document
    assert (done["release"], done["version"], done["standing"]) == (4, "2.1.0", "current")
    written = {path.name for path in folder.iterdir()}
    assert {each["path"] for each in done["files"]} | {"mine.txt"} == written
    assert {"figures.csv", "figures.parquet", "datapackage.json", "csv-metadata.json"} <= written
    assert {row["release"] for row in rows(folder / "figures.csv")} == {"4"}
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_an_earlier_release_is_given_out_as_it_was_and_says_what_became_of_it(export, tmp_path):
    done = export("--release", "2", "--json").document
    assert (done["version"], done["standing"], done["compared_with"]) == ("2.0.0", "corrected", 1)
    assert done["next_on"] is None
    (figure,) = (
        row
        for row in rows(tmp_path / "data/figures.csv")
        if (row["measure"], row["period"], row["breakdown"]) == ("places_clean", "2024-25-Q2", "")
    )
    assert figure["outturn"] == "87"


def test_a_measure_that_the_plan_gave_up_is_still_found(export, tmp_path):
    done = export("--measure", "fax_replies", "--json").document
    assert (done["figures"], done["illustrative"]) == (4, 0)
    assert done["title"].endswith(": figures, Saltmarsh")
    assert {each["path"] for each in done["files"]} == {
        *("fax_replies.csv", "fax_replies.parquet", "fax_replies.csv-metadata.json"),
    }
    assert {row["release"] for row in rows(tmp_path / "data/fax_replies.csv")} == {"1"}


def test_a_house_that_keeps_illustrative_figures_to_itself_gives_none_out(
    export, tmp_path, monkeypatch
):
    settings = tmp_path / "access.toml"
    settings.write_text(f'illustrative = "staff"\n{PROXY}', encoding="utf-8")
    settings.chmod(0o600)
    assert export("--release", "2", "--json").document["illustrative"] > 0
    monkeypatch.setenv("KPIS_ACCESS", str(settings))
    assert export("--release", "2", "--json").document["illustrative"] == 0
    given_out = rows(tmp_path / "data/figures.csv")
    assert given_out
    assert "illustrative" not in {row["provenance"] for row in given_out}


@pytest.mark.soak
def test_all_is_every_release_under_the_addresses_of_a_site(export, tmp_path):
    ran = export("--all")
    assert ran.err.endswith(f"files written to {tmp_path / 'data'}.\n")
    folder = tmp_path / "data/data"
    assert sorted(path.name for path in (folder / "releases").iterdir()) == list("1234")
    latest, newest = (folder / name / "figures.csv" for name in ("latest", "releases/4"))
    assert latest.read_bytes() == newest.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--release", "9"), 17, "There is no release 9. Releases are numbered 1 to 4."),
        (("--measure", "Moon"), 2, "No measure is called 'Moon'."),
        (("--measure", "warm_homes"), 2, "has no figures of its own: ask for"),
        (("--all", "--release", "1"), 2, "--all is not allowed with --measure or --release."),
    ],
)
def test_what_there_is_none_of_is_said_in_a_sentence_and_nothing_is_written(
    export, tmp_path, arguments, code, words
):
    ran = export(*arguments)
    assert (ran.code, words in ran.err) == (code, True)
    assert not (tmp_path / "data").exists()


def test_a_file_in_the_folders_place_is_told(export, tmp_path):
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    ran = export()
    assert (ran.code, "is a file. Name a folder" in ran.err) == (2, True)


def test_before_anything_is_published_there_are_no_open_data(export, whole_store, tmp_path):
    ran = export("--store", str(whole_store))
    assert (ran.code, "so there are no open data" in ran.err) == (17, True)
    assert not (tmp_path / "data").exists()

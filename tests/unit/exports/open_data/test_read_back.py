"""Open data read by the programs of others: pandas, csvw, frictionless, extruct and rdflib."""

import csv
import io
import json
import warnings
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from kpis.exports.open_data.files import open_data_files
from kpis.model import Publication
from kpis.reports.open_data.columns import Holds
from kpis.reports.open_data.plan_tables import OF_A_RELEASE, RELEASES

TABLES = {table.name: table for table in OF_A_RELEASE}


@pytest.fixture(scope="module")
def folder(published, tmp_path_factory) -> Path:
    """The files, where programs look for them."""
    root = tmp_path_factory.mktemp("site")
    for path, content in published.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / "data"


@pytest.fixture(scope="module")
def described(published) -> dict:
    return json.loads(published.files["data/latest/csv-metadata.json"])


def test_a_csv_is_plain_utf_8_with_one_header_row_and_lines_that_end_as_the_standard_has_it(
    published,
):
    for path, content in published.files.items():
        if path.endswith(".csv"):
            assert not content.startswith((b"\xef\xbb\xbf", b"ID", b"id")), path
            assert content.endswith(b"\r\n"), path
            rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
            assert {len(row) for row in rows} == {len(rows[0])}, path
            assert len(set(rows[0])) == len(rows[0]), path


def test_what_machines_are_told_is_what_the_header_says(published, described):
    """The reader of CSV on the Web passes a header that differs from what it is told."""
    package = json.loads(published.files["data/latest/datapackage.json"])
    for told, resource in zip(described["tables"], package["resources"], strict=True):
        content = published.files[f"data/latest/{told['url']}"].decode("utf-8")
        header = next(csv.reader(io.StringIO(content)))
        assert [column["titles"] for column in told["tableSchema"]["columns"]] == header
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert resource["path"] == told["url"]


@pytest.mark.parametrize("where", ["latest", "releases/1", "."])
def test_csv_on_the_web_is_read_with_its_kinds_keys_and_references(folder, where):
    from csvw import TableGroup

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        group = TableGroup.from_file(folder / where / "csv-metadata.json")
        group.check_referential_integrity()
    assert group.tables
    for table in group.tables:
        rows = list(table)
        assert table.check_primary_key(), table.url
        assert len(rows) == len(pd.read_csv(folder / where / str(table.url), dtype=str))


def test_the_file_of_a_measure_is_described_by_itself(folder):
    from csvw import Table

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = Table.from_file(folder / "measures/places_clean.csv-metadata.json")
    assert table.check_primary_key()
    header = (folder / "measures/places_clean.csv").read_text(encoding="utf-8").split("\n")[0]
    titles = [str(column.titles.getfirst()) for column in table.tableSchema.columns]
    assert header.strip().split(",") == titles
    assert str(table.common_props["dc:title"]).startswith("Streets and parks")
    told = json.loads((folder / "measures/library_visits.csv-metadata.json").read_text("utf-8"))
    assert told["dc:title"].endswith("(with illustrative figures)")
    assert "All figures of the council are illustrative" in told["dc:description"]


def test_a_data_package_is_without_fault(folder):
    from frictionless import validate

    report = validate(str(folder / "latest/datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]
    assert len(report.tasks) == len(OF_A_RELEASE)


def test_a_data_package_is_at_fault_once_a_cell_is_changed(folder, tmp_path):
    from frictionless import validate

    for path in (folder / "latest").iterdir():
        content = path.read_bytes()
        if path.name == "codes.csv":
            content = content.replace(b"marker,c,", b",c,")
        (tmp_path / path.name).write_bytes(content)
    assert not validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("name", TABLES)
def test_parquet_says_what_csv_says(folder, name):
    table = TABLES[name]
    binary = pd.read_parquet(folder / f"latest/{name}.parquet")
    text = pd.read_csv(folder / f"latest/{name}.csv", dtype=str, keep_default_na=False)
    assert list(binary.columns) == list(text.columns) == table.names
    assert len(binary) == len(text)
    for column in table.columns:
        cells, read = text[column.name], binary[column.name]
        if column.holds is Holds.NUMBER:
            assert pd.to_numeric(cells).astype("float64").equals(read)
        elif column.holds is Holds.TEXT:
            assert cells.tolist() == read.tolist()
        elif column.holds is Holds.DAY:
            assert cells.tolist() == ["" if day is None else day.isoformat() for day in read]
        assert (cells == "").tolist() == (read.isna() | (read.astype("str") == "")).tolist()


def test_search_engines_find_the_data_set_in_a_page(published):
    from extruct import extract

    written = published.files["data/latest/dataset.jsonld"].decode()
    page = f'<html><head><script type="application/ld+json">{written}</script></head></html>'
    (found,) = extract(page, syntaxes=["json-ld"])["json-ld"]
    assert (found["@type"], found["version"]) == ("Dataset", "2.1.0")
    assert found["license"].endswith("/open-government-licence/version/3/")
    assert found["publisher"]["contactPoint"]["email"] == "figures@saltmarsh.example"
    assert found["spatialCoverage"]["identifier"] == "X07000001"
    assert found["temporalCoverage"] == "2022-09-01/2024-12-31"
    assert found["creativeWorkStatus"] == "current"
    addresses = [each["contentUrl"] for each in found["distribution"]]
    assert addresses[0] == "https://figures.saltmarsh.example/rising/data/releases/4/figures.csv"
    site = "https://figures.saltmarsh.example/rising/"
    for each in found["distribution"]:
        path = each["contentUrl"].removeprefix(site)
        assert each["contentSize"] == f"{len(published.files[path])} B"
    measured = {each["propertyID"] for each in found["variableMeasured"]}
    assert measured == {measure.id for measure in published.data.plan.counted}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # of rdflib's own reader of JSON-LD
def test_the_catalogue_is_linked_data_that_names_every_release_and_every_file(published):
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    dcat, dct = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://purl.org/dc/terms/")
    graph = Graph().parse(data=published.files["data/dcat.jsonld"].decode(), format="json-ld")
    site = "https://figures.saltmarsh.example/rising/"
    assert len(list(graph.subjects(RDF.type, dcat.Dataset))) == 4
    files = {str(each).removeprefix(site) for each in graph.objects(None, dcat.downloadURL)}
    assert files == {
        f"data/releases/{number}/{table.name}.{ending}"
        for number in (1, 2, 3, 4)
        for table in OF_A_RELEASE
        for ending in ("csv", "parquet")
    }
    assert files <= set(published.files)
    (replaced,) = graph.subject_objects(dct.isReplacedBy)
    assert [str(each).removeprefix(site) for each in replaced] == [
        "data/releases/2/",
        "data/releases/3/",
    ]
    assert len(set(graph.objects(None, dct.license))) == 1


def test_what_the_plan_does_not_say_is_in_no_description_and_said_in_words(published):
    silent = replace(published.data, plan=replace(published.data.plan, publication=Publication()))
    files = open_data_files(silent)
    package = json.loads(files["data/latest/datapackage.json"])
    assert not {"licenses", "contact", "homepage"} & package.keys()
    assert "No licence is given" in package["description"]
    assert "No contact is given" in package["description"]
    found = json.loads(files["data/latest/dataset.jsonld"])
    assert "license" not in found
    assert found["publisher"] == {"@type": "Organization", "name": "Saltmarsh"}
    assert found["distribution"][0]["contentUrl"] == "data/releases/4/figures.csv"
    for name in ("dcat.jsonld", "datacatalog.jsonld", "latest/csv-metadata.json"):
        text = files[f"data/{name}"].decode()
        assert "license" not in text
        assert "saltmarsh.example" not in text


def test_every_column_is_described_in_words_for_people(published):
    text = published.files["data/README.md"].decode()
    for table in (*OF_A_RELEASE, RELEASES):
        assert f"## {table.name}: {table.title}" in text
        for column in table.columns:
            assert f"| `{column.name}` | {column.holds}" in text


def test_every_code_that_stands_in_a_table_is_in_the_table_of_codes(published):
    codes = pd.read_csv(
        io.BytesIO(published.files["data/latest/codes.csv"]), dtype=str, keep_default_na=False
    )
    known = codes.groupby("list")["code"].apply(set).to_dict()
    for table in (*OF_A_RELEASE, RELEASES):
        path = f"data/{table.name}.csv" if table is RELEASES else f"data/latest/{table.name}.csv"
        frame = pd.read_csv(io.BytesIO(published.files[path]), dtype=str, keep_default_na=False)
        for column in table.columns:
            if column.list == "marker":
                found = {letter for cell in frame[column.name] for letter in cell}
                assert found <= known["marker"]
            elif column.list:
                assert set(frame[column.name]) - {""} <= known[column.list], column.name

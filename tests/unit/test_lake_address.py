"""The address of a lake: read, told, and made a path by which the program knows the store."""

from pathlib import Path

import pytest

from kpis.default_paths import outbox, site_folder, store_at, store_path
from kpis.errors import StoreError
from kpis.lake_address import in_words, is_lake, lake_of

ADDRESS = "ducklake:postgres:dbname=kpis host=/run/postgresql application_name='the 50% house'"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("KPIS_LOCAL", str(tmp_path))
    monkeypatch.setenv("KPIS_STORE_DATA", str(tmp_path / "data"))
    return store_at(ADDRESS)


def test_a_lake_is_known_by_a_path_of_a_local_folder_and_told_by_its_address(store, tmp_path):
    assert is_lake(store)
    assert store.parent == tmp_path
    assert in_words(store) == ADDRESS
    assert lake_of(store).catalogue == ADDRESS.removeprefix("ducklake:postgres:")
    assert lake_of(store).data == str(tmp_path / "data")


def test_another_process_knows_it_by_the_same_path(store, monkeypatch):
    monkeypatch.setenv("KPIS_STORE", str(store.resolve()))
    assert store_path() == store
    monkeypatch.setenv("KPIS_STORE", ADDRESS)
    assert store_path() == store


def test_what_lies_beside_a_store_lies_in_the_local_folder_by_the_name_of_the_database(
    store, tmp_path
):
    assert outbox(store) == tmp_path / "kpis.outbox"
    assert site_folder(store) == tmp_path / "kpis.site"


def test_a_path_stays_the_path_it_is():
    assert store_at("data/store/kpis.duckdb") == Path("data/store/kpis.duckdb")
    assert not is_lake(Path("data/store/kpis.duckdb"))
    assert in_words(Path("a%2Fb.duckdb")) == "a%2Fb.duckdb"


@pytest.mark.parametrize("word", ["password=hunter2", "dbname=k  password = 'hunter 2'"])
def test_a_password_in_the_address_is_refused_and_not_told(word):
    with pytest.raises(StoreError, match="PGPASSWORD") as raised:
        store_at(f"ducklake:postgres:host=db {word}")
    assert "hunter" not in str(raised.value)


@pytest.mark.parametrize(
    "address",
    [
        "ducklake:sqlite:kpis.sqlite",
        "ducklake:postgres:dbname",
        "ducklake:postgres:postgresql://u:hunter2@db/kpis",
        "ducklake:postgres:dbname='open hunter2",
    ],
)
def test_an_address_that_cannot_be_read_is_told_with_one_that_can(address):
    with pytest.raises(
        StoreError, match=r"ducklake:postgres:dbname=kpis host=db\.example"
    ) as raised:
        store_at(address)
    assert "hunter" not in str(raised.value)


def test_a_lake_without_a_place_for_its_data_says_what_to_set(store, monkeypatch):
    monkeypatch.delenv("KPIS_STORE_DATA")
    with pytest.raises(StoreError, match="KPIS_STORE_DATA"):
        lake_of(store)


def test_data_in_a_bucket_stay_the_address_that_was_given(store, monkeypatch):
    monkeypatch.setenv("KPIS_STORE_DATA", "s3://council/kpis/")
    assert lake_of(store).data == "s3://council/kpis"
    assert lake_of(store).is_in_bucket

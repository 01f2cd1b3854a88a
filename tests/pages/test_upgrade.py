"""After an update of the program the dashboard opens on the store there is."""

from tests.keeping import copy_store


def test_a_store_of_the_first_version_opens_without_a_word(
    open_page, first_figures, as_first_version, html_of, tmp_path, monkeypatch
):
    before = html_of(open_page())
    store = copy_store(first_figures, tmp_path / "kpis.duckdb")
    as_first_version(store)
    monkeypatch.setenv("KPIS_STORE", str(store))
    found = open_page()
    assert not found.error
    assert not found.warning
    assert html_of(found) == before

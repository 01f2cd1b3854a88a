"""What the columns of a sender's layout mean, kept for the sender's next return."""

import json
from dataclasses import replace
from datetime import datetime

import duckdb
import pytest

from kpis.errors import StoreBusy, StoreError
from kpis.model import Provenance
from kpis.store import Incoming, SavedMapping, Store
from kpis.store.database.connect import opened
from kpis.store.senders import mappings as kept_mappings
from tests.keeping import keep_mapping

HEADERS = ["Indicator", "Apr-19", "May-19"]


def texts(store, sender):
    """What is kept for a sender, as it was saved."""
    return [kept.mapping for kept in store.mappings(sender)]


def mapping(headers=HEADERS, **others) -> str:
    return json.dumps({"headers": headers} | others)


def save(store, text, sender="Head of Streets"):
    keep_mapping(store, sender, text, by="Performance Officer")


def test_a_sender_has_no_mappings_until_one_is_saved(store):
    assert texts(store, "Head of Streets") == []
    save(store, mapping())
    assert texts(store, "Head of Streets") == [mapping()]
    assert texts(store, "Head of Housing") == []


def test_case_and_spaces_of_the_sender_do_not_matter(store):
    save(store, mapping(), sender=" Head  of Streets ")
    assert texts(store, "HEAD OF STREETS") == [mapping()]


def test_of_one_header_the_mapping_saved_last_holds(store):
    save(store, mapping(row=1))
    save(store, mapping(["Other"], row=1))
    save(store, mapping(row=2))
    assert texts(store, "Head of Streets") == [mapping(row=2), mapping(["Other"], row=1)]


def test_of_one_header_every_series_has_a_mapping_that_holds(store):
    first, second = (mapping(fixed={"measure": each}) for each in ("5.2", "6.2"))
    save(store, first)
    save(store, second)
    assert texts(store, "Head of Streets") == [second, first]
    of_next_quarter = mapping(fixed={"measure": "5.2", "period": "Q3 2019/20"})
    save(store, of_next_quarter)
    listed = [(saved.name, saved.mapping) for saved in store.mappings("Head of Streets")]
    assert listed == [("m1", of_next_quarter), ("m2", second)]
    store.forget_mapping("Head of Streets", second, by="Officer")
    assert texts(store, "Head of Streets") == [of_next_quarter]


def test_what_was_forgotten_before_files_had_several_series_stays_forgotten(store):
    forgotten = json.dumps({"headers": HEADERS, "forgotten": True})
    save(store, mapping(fixed={"measure": "5.2"}))
    save(store, forgotten)
    assert texts(store, "Head of Streets") == []
    save(store, mapping(fixed={"measure": "6.2"}))
    assert texts(store, "Head of Streets") == [mapping(fixed={"measure": "6.2"})]


def test_an_earlier_mapping_holds_again_when_it_is_saved_again(store):
    for row in (1, 2, 1):
        save(store, mapping(row=row))
    assert texts(store, "Head of Streets") == [mapping(row=1)]


def test_the_mapping_that_holds_is_not_saved_twice(store):
    save(store, mapping())
    save(store, mapping())
    assert store.audit()["action"].tolist() == ["mapping", "prepare"]


def test_a_text_that_names_no_header_is_kept_as_it_is(store):
    for text in ("no JSON", "[1, 2]", "{}"):
        save(store, text)
    assert texts(store, "Head of Streets") == ["{}", "[1, 2]", "no JSON"]


def test_a_mapping_tells_who_saved_it_and_when(store):
    keep_mapping(store, "Head of Streets", mapping(), by="Officer", now=datetime(2019, 10, 1, 9))
    (saved,) = store.mappings("head of  streets")
    assert saved == SavedMapping(
        number=1,
        name="m1",
        sender="Head of Streets",
        mapping=mapping(),
        saved_by="Officer",
        saved_at=datetime(2019, 10, 1, 9),
    )


def test_a_mapping_keeps_its_name_when_another_takes_its_place(store):
    save(store, mapping())
    save(store, mapping(["Other"]))
    save(store, mapping(), sender="Head of Housing")
    save(store, mapping(row=2), sender="HEAD OF STREETS")
    listed = [(saved.number, saved.name, saved.sender) for saved in store.mappings()]
    assert listed == [
        (4, "m1", "HEAD OF STREETS"),
        (3, "m3", "Head of Housing"),
        (2, "m2", "Head of Streets"),
    ]
    store.forget_mapping("Head of Streets", mapping(row=2), by="Officer")
    save(store, mapping())
    assert [saved.name for saved in store.mappings("Head of Streets")] == ["m1", "m2"]


def test_a_mapping_that_is_forgotten_is_used_no_more_until_it_is_saved_again(store):
    keep_mapping(store, "Head of Streets", mapping(), by="Officer")
    keep_mapping(store, "Head of Streets", mapping(["Other"]), by="Officer")
    store.forget_mapping("Head of Housing", mapping(), by="Officer")
    store.forget_mapping("Head of Streets", mapping(), by="Officer")
    assert texts(store, "Head of Streets") == [mapping(["Other"])]
    assert store.audit()["action"].iloc[0] == "forget mapping"
    keep_mapping(store, "Head of Streets", mapping(), by="Officer")
    assert texts(store, "Head of Streets") == [mapping(), mapping(["Other"])]


@pytest.fixture
def incoming(figures):
    """A return that was read with a mapping nobody has kept yet."""
    return Incoming(
        rows=figures({"outturn": 1.0}),
        file_name="streets.csv",
        content=b"streets",
        provenance=Provenance.RETURN,
        by="Head of Streets",
        mapping=mapping(),
    )


def test_a_return_is_stored_with_the_mapping_it_was_read_with(store, incoming, figures):
    first = store.submit(incoming).submission
    (saved,) = store.mappings("Head of Streets")
    assert (saved.mapping, saved.saved_by) == (mapping(), "Head of Streets")
    assert saved.saved_at == first.recorded_at
    keep_mapping(store, "Head of Streets", mapping(row=2), by="Officer")
    later = replace(incoming, content=b"later", mapping=saved)
    second = store.submit(later).submission
    third = store.submit(replace(incoming, content=b"plain", mapping=None)).submission
    assert [store.submission_mapping(each.id) for each in (first, second)] == [mapping(), mapping()]
    assert store.submission_mapping(third.id) == ""
    assert texts(store, "Head of Streets") == [mapping(row=2)]


def test_a_repeated_file_keeps_what_was_pointed_out_in_it(store, incoming):
    store.submit(replace(incoming, mapping=None))
    assert store.submit(incoming).repeated
    assert texts(store, "Head of Streets") == [mapping()]


def nothing_of_it(store) -> bool:
    return not (
        store.has_submissions() or store.mappings("Head of Streets") or len(store.audit()) > 1
    )


@pytest.mark.parametrize("at", ["save", "_add"])
def test_a_mapping_that_cannot_be_kept_keeps_the_return_out(store, incoming, monkeypatch, at):
    def fail(*_: object) -> int:
        raise duckdb.IOException("no room")

    monkeypatch.setattr(kept_mappings, at, fail)
    with pytest.raises(StoreError, match="Nothing of this was kept"):
        store.submit(incoming)
    assert nothing_of_it(store)


def test_a_return_that_cannot_be_stored_keeps_its_mapping_out(store, incoming):
    broken = incoming.rows.copy()
    broken.loc[0, "commentary"] = None  # text is never missing: the table refuses it
    with pytest.raises(StoreError, match="NOT NULL"):
        store.submit(replace(incoming, rows=broken))
    assert nothing_of_it(store)


def test_a_store_in_use_takes_neither_the_return_nor_its_mapping(store, incoming):
    hurried = Store(store.path, timeout=0.1)
    with opened(store.path, writing=False), pytest.raises(StoreBusy):
        hurried.submit(incoming)
    assert nothing_of_it(store)


@pytest.mark.parametrize("sender", ["Τμήμα ΟΔΟΣ", "İstanbul", "Straße"])
def test_a_sender_is_found_again_whatever_letters_the_name_has(store, sender):
    keep_mapping(store, sender, mapping(), by=sender)
    assert texts(store, sender) == [mapping()]

"""What the columns of a sender's layout mean, kept for the sender's next return."""

import json
from datetime import datetime

from kpis.store import SavedMapping

HEADERS = ["Indicator", "Apr-19", "May-19"]


def mapping(headers=HEADERS, **others) -> str:
    return json.dumps({"headers": headers} | others)


def save(store, text, sender="Head of Streets"):
    store.save_mapping(sender, text, by="Performance Officer")


def test_a_sender_has_no_mappings_until_one_is_saved(store):
    assert store.mappings("Head of Streets") == []
    save(store, mapping())
    assert store.mappings("Head of Streets") == [mapping()]
    assert store.mappings("Head of Housing") == []


def test_case_and_spaces_of_the_sender_do_not_matter(store):
    save(store, mapping(), sender=" Head  of Streets ")
    assert store.mappings("HEAD OF STREETS") == [mapping()]


def test_of_one_header_the_mapping_saved_last_holds(store):
    save(store, mapping(row=1))
    save(store, mapping(["Other"], row=1))
    save(store, mapping(row=2))
    assert store.mappings("Head of Streets") == [mapping(row=2), mapping(["Other"], row=1)]


def test_an_earlier_mapping_holds_again_when_it_is_saved_again(store):
    for row in (1, 2, 1):
        save(store, mapping(row=row))
    assert store.mappings("Head of Streets") == [mapping(row=1)]


def test_the_mapping_that_holds_is_not_saved_twice(store):
    save(store, mapping())
    save(store, mapping())
    assert store.audit()["action"].tolist() == ["mapping", "prepare"]


def test_a_text_that_names_no_header_is_kept_as_it_is(store):
    for text in ("no JSON", "[1, 2]", "{}"):
        save(store, text)
    assert store.mappings("Head of Streets") == ["{}", "[1, 2]", "no JSON"]


def test_a_mapping_tells_who_saved_it_and_when(store):
    store.save_mapping("Head of Streets", mapping(), by="Officer", now=datetime(2019, 10, 1, 9))
    (saved,) = store.saved_mappings("head of  streets")
    assert saved == SavedMapping(
        mapping=mapping(), saved_by="Officer", saved_at=datetime(2019, 10, 1, 9)
    )


def test_a_mapping_that_is_forgotten_is_used_no_more_until_it_is_saved_again(store):
    store.save_mapping("Head of Streets", mapping(), by="Officer")
    store.save_mapping("Head of Streets", mapping(["Other"]), by="Officer")
    store.forget_mapping("Head of Housing", mapping(), by="Officer")
    store.forget_mapping("Head of Streets", mapping(), by="Officer")
    assert store.mappings("Head of Streets") == [mapping(["Other"])]
    assert store.audit()["action"].iloc[0] == "forget mapping"
    store.save_mapping("Head of Streets", mapping(), by="Officer")
    assert store.mappings("Head of Streets") == [mapping(), mapping(["Other"])]

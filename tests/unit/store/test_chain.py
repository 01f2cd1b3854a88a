"""Any change of any entry of the audit shows, in the store and in a file of its entries."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import AuditFault
from kpis.store.chain import (
    AuditEntry,
    entry_of,
    faults_in,
    hash_of,
    hash_of_earlier,
    sealed,
)

NOON = datetime(2019, 10, 14, 12)
WORDS = st.text(max_size=8)
MOMENTS = st.datetimes(min_value=NOON, max_value=NOON + timedelta(days=9))


@st.composite
def chains(draw, shortest=1):
    """A whole chain, its first entries perhaps of before there was one."""
    count = draw(st.integers(shortest, 6))
    earlier = draw(st.integers(0, count - 1))
    made: list[AuditEntry] = []
    for number in range(1, count + 1):
        entry = AuditEntry(
            number=number,
            at=draw(MOMENTS),
            post=draw(WORDS),
            person=draw(WORDS),
            origin=draw(WORDS),
            act=draw(WORDS),
            submission=draw(WORDS),
            particulars=draw(WORDS),
            refused=draw(st.booleans()),
            old=draw(WORDS),
            new=draw(WORDS),
        )
        if number > earlier:
            before = made[-1].hash if made else ""
            entry = replace(entry, hash_before=before or hash_of_earlier(made))
            entry = replace(entry, hash=hash_of(entry))
        made.append(entry)
    return made


def another(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case datetime():
            return value + timedelta(microseconds=1)
        case _:
            return f"{value}."


@given(chains())
def test_a_chain_that_nobody_touched_holds(chain):
    assert list(faults_in(chain)) == []


@given(chains())
def test_an_entry_is_read_back_from_the_text_that_is_hashed(chain):
    assert [entry_of(sealed(each), each.hash) for each in chain] == chain
    assert all(sealed(each).isascii() for each in chain)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"at": 1}', '{"at": "2019-10-14", "more": 1}'])
def test_what_is_no_entry_is_told(text):
    with pytest.raises(ValueError, match="is no entry of an audit"):
        entry_of(text, "")


@given(chains(), st.data())
def test_a_change_of_anything_in_any_entry_is_found(chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from([field.name for field in fields(AuditEntry)]))
    changed = replace(chain[place], **{name: another(getattr(chain[place], name))})
    assert list(faults_in([*chain[:place], changed, *chain[place + 1 :]]))


@given(chains(), st.data())
def test_an_entry_that_was_changed_and_sealed_anew_is_found_by_the_next(chain, data):
    sealed = [place for place, entry in enumerate(chain[:-1]) if entry.hash]
    if not sealed:
        return
    place = data.draw(st.sampled_from(sealed))
    forged = replace(chain[place], new=f"{chain[place].new}.")
    forged = replace(forged, hash=hash_of(forged))
    (fault,) = faults_in([*chain[:place], forged, *chain[place + 1 :]])
    assert (fault.kind, fault.number) == (AuditFault.CHANGED, place + 2)


@given(chains(shortest=2), st.data())
def test_an_entry_that_is_gone_from_between_others_is_found(chain, data):
    place = data.draw(st.integers(0, len(chain) - 2))
    found = list(faults_in(chain[:place] + chain[place + 1 :]))
    assert (found[0].kind, found[0].number) == (AuditFault.MISSING, place + 1)


@given(chains(shortest=2), st.data())
def test_two_entries_that_changed_places_are_found(chain, data):
    place = data.draw(st.integers(0, len(chain) - 2))
    swapped = [*chain[:place], chain[place + 1], chain[place], *chain[place + 2 :]]
    assert list(faults_in(swapped))


@given(chains())
def test_a_chain_without_hashes_is_none(chain):
    bare = [replace(entry, hash="", hash_before="") for entry in chain]
    (fault,) = faults_in(bare)
    assert fault.kind is AuditFault.CUT


@pytest.fixture
def four() -> list[AuditEntry]:
    chain: list[AuditEntry] = []
    for number in range(1, 5):
        entry = AuditEntry(
            number=number,
            at=NOON,
            post="Clerk",
            person="",
            origin="",
            act="submit",
            submission="",
            particulars="{}",
            refused=False,
            old="",
            new="",
            hash_before=chain[-1].hash if chain else hash_of_earlier([]),
        )
        chain.append(replace(entry, hash=hash_of(entry)))
    return chain


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [({2}, "Entry 2 is missing."), ({2, 3}, "Entries 2 to 3 are missing.")],
)
def test_what_is_missing_is_named(four, gone, sentence):
    (fault,) = faults_in([entry for entry in four if entry.number not in gone])
    assert fault.sentence == sentence


def test_an_entry_that_stands_where_another_should_is_named(four):
    one, two, *rest = four
    told = [fault.sentence for fault in faults_in([two, one, *rest])]
    assert "Entry 1 stands where another should." in told

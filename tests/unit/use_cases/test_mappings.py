"""Which mapping a file is read with: by what is said of it, and by what is kept for its sender."""

import io
import json
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from kpis.errors import MappingError, ReturnRefused, StoreBusy, UnreadableReturn, UsageError
from kpis.model import local_administrator
from kpis.readers.files import read_apart, text_file
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.readers.mapping.saved import mapping_to_json
from kpis.store import Store
from kpis.store.database.connect import opened
from kpis.use_cases import check as checks
from kpis.use_cases.check import check_return
from kpis.use_cases.kept import last_opened
from kpis.use_cases.mappings import (
    MappingChoice,
    MappingUsed,
    forget_mapping,
    kept_mappings,
    mapping_for,
    names_to_match,
    with_names,
)
from kpis.use_cases.marked_copy import marked_copy_for, stored_copy_marked
from kpis.use_cases.submit import submit_return
from tests.keeping import keep_mapping

NOW = datetime(2023, 7, 20, 9)
POST = "Head of Planning"
OWN = b"What,When,How many\nplanning_days,Q1 2023/24,62\n"
BAD = OWN.replace(b"62", b"many")
NO_PERIOD = b"What,Where,Amount\nplanning_days,,62\n"


def made(content, columns, **choices):
    (preview,) = sheet_cells("own.csv", content)
    return mapping_of(preview, header_row=1, columns=columns, **choices)


BY_COLUMNS = made(OWN, {1: "measure", 2: "period", 3: "outturn"})
NAMES_PERIOD = made(NO_PERIOD, {1: "measure", 3: "outturn"}, fixed={"period": "Q4 2022/23"})


@pytest.fixture(autouse=True)
def nothing_is_kept_from_other_tests(monkeypatch):
    monkeypatch.setattr(last_opened, "_last", None)
    monkeypatch.setattr(checks, "_last_check", None)


@pytest.fixture
def keep(store):
    def call(mapping, post=POST):
        keep_mapping(store, post, mapping_to_json(mapping), by=post, now=NOW)

    return call


@pytest.fixture
def used(store):
    def call(content=OWN, post=POST, **choice):
        return mapping_for(
            store, post, OpenedFile(content), MappingChoice(**choice), actor=local_administrator("")
        )

    return call


@pytest.fixture
def submit(store, fictional_plan):
    def call(content, mapping, by=POST, name="own.csv"):
        return submit_return(
            store,
            fictional_plan,
            name,
            content,
            actor=local_administrator(by),
            mapping=mapping,
            now=NOW,
        ).submission

    return call


def test_a_file_speaks_for_itself_until_something_is_kept_or_said(used, keep):
    assert used() is None
    assert used(by_hand=BY_COLUMNS) == MappingUsed(mapping=BY_COLUMNS)
    keep(BY_COLUMNS, "Head of Parks")
    assert used() is None
    assert used(post="") is None


def test_what_is_kept_for_a_sender_is_used_where_it_fits(used, keep):
    keep(BY_COLUMNS)
    keep(NAMES_PERIOD)
    mapping_used = used(post="HEAD  of planning")
    assert (mapping_used.mapping, mapping_used.saved.name, mapping_used.saved.saved_by) == (
        BY_COLUMNS,
        "m1",
        POST,
    )
    assert mapping_used.saved.saved_at == NOW
    assert used(OWN.replace(b"How many", b"Number")) is None


def test_what_a_person_says_comes_before_what_is_kept(used, keep):
    keep(BY_COLUMNS)
    by_hand = replace(BY_COLUMNS, fixed={"area": "Northmere"})
    assert used(by_hand=by_hand) == MappingUsed(mapping=by_hand)
    assert used(none_wanted=True) is None
    assert used(by_hand=NAMES_PERIOD).saved.name == "m1"  # it does not fit this file


def test_a_kept_mapping_can_be_called_by_its_name_whoever_it_is_kept_for(used, keep):
    keep(BY_COLUMNS, "Head of Parks")
    for post in (POST, ""):
        assert used(post=post, name=" M1").saved.sender == "Head of Parks"


def test_a_name_nobody_kept_is_answered_with_those_there_are(used, keep):
    with pytest.raises(UsageError, match=r"No mapping is called 'm9'\. None is kept"):
        used(name="m9")
    keep(BY_COLUMNS, "Head of Parks")
    with pytest.raises(UsageError, match=r"There are m1 for Head of Parks \(What, When, How many"):
        used(name="m9")
    keep(NAMES_PERIOD)
    with pytest.raises(UsageError, match=r"There are m2 for Head of Planning \(What, Amount\)\."):
        used(name="m9")


def test_a_mapping_called_by_name_that_does_not_fit_ends_in_a_sentence(
    used, keep, store, fictional_plan
):
    keep(NAMES_PERIOD)
    with pytest.raises(MappingError, match="'What' above column A"):
        check_return(
            store,
            fictional_plan,
            "own.csv",
            b"a,b\n1,2\n",
            mapping=used(name="m1"),
            now=NOW,
            actor=local_administrator(""),
        )


def test_a_mapping_of_a_later_program_is_listed_and_passed_over(store, used):
    keep_mapping(store, POST, '{"version": 99, "headers": ["What"]}', by=POST, now=NOW)
    assert used() is None
    (kept_mapping,) = kept_mappings(store, POST, actor=local_administrator(""))
    assert (kept_mapping.saved.name, kept_mapping.mapping, kept_mapping.headers) == ("m1", None, ())
    with pytest.raises(MappingError, match="version 99"):
        used(name="m1")


def test_what_is_forgotten_is_neither_listed_nor_used(store, used, keep):
    keep(BY_COLUMNS)
    forget_mapping(store, used().saved, actor=local_administrator(POST))
    assert kept_mappings(store, actor=local_administrator("")) == []
    assert used() is None


def test_a_mapping_made_by_hand_is_kept_with_the_return(store, submit, used):
    submit(OWN, used(by_hand=BY_COLUMNS))
    (kept_mapping,) = kept_mappings(store, actor=local_administrator(""))
    assert (kept_mapping.mapping, kept_mapping.saved.sender, kept_mapping.saved.saved_at) == (
        BY_COLUMNS,
        POST,
        NOW,
    )
    submit(OWN.replace(b"62", b"63"), used(), by="Performance Officer")
    assert kept_mappings(store, actor=local_administrator("")) == [
        kept_mapping
    ]  # it is the sender's already


def test_a_return_with_errors_keeps_nothing_of_its_mapping(store, submit, used):
    with pytest.raises(ReturnRefused):
        submit(BAD, used(BAD, by_hand=BY_COLUMNS))
    assert kept_mappings(store, actor=local_administrator("")) == []


def test_a_store_in_use_takes_neither_return_nor_mapping(store, fictional_plan, used):
    hurried = Store(store.path, timeout=0.1)
    mapping = used(by_hand=BY_COLUMNS)
    check_return(
        hurried,
        fictional_plan,
        "own.csv",
        OWN,
        mapping=mapping,
        now=NOW,
        actor=local_administrator(""),
    )
    with opened(store.path, writing=False), pytest.raises(StoreBusy):
        submit_return(
            hurried,
            fictional_plan,
            "own.csv",
            OWN,
            actor=local_administrator(POST),
            mapping=mapping,
            now=NOW,
        )
    assert not store.has_submissions()
    assert kept_mappings(store, actor=local_administrator("")) == []


def test_the_period_of_a_kept_mapping_is_asked_for_before_a_file_is_stored(
    store, submit, used, keep
):
    keep(NAMES_PERIOD)
    unconfirmed = used(NO_PERIOD)
    assert unconfirmed.unconfirmed_periods == ("Q4 2022/23",)
    with pytest.raises(ReturnRefused, match=r"made for an earlier file: Q4 2022/23\."):
        submit(NO_PERIOD, unconfirmed)
    assert not store.has_submissions()
    confirmed = used(NO_PERIOD, periods=("Q1 2023/24",))
    assert confirmed.unconfirmed_periods == ()
    first = submit(NO_PERIOD, confirmed)
    assert store.outturns()["period_id"].tolist() == ["2023-24-Q1"]
    (kept_mapping,) = kept_mappings(store, actor=local_administrator(""))
    assert (kept_mapping.saved.name, kept_mapping.mapping.periods_named) == ("m1", ("Q1 2023/24",))
    assert submit(NO_PERIOD, used(NO_PERIOD)) == first  # the very file, once more


def test_confirming_the_period_a_mapping_names_keeps_no_further_mapping(store, submit, used, keep):
    keep(NAMES_PERIOD)
    submit(NO_PERIOD, used(NO_PERIOD, periods=("Q4 2022/23",)))
    (kept_mapping,) = kept_mappings(store, actor=local_administrator(""))
    assert kept_mapping.saved.number == 1


SERIES = b"Kind,When,Amount\ndays,Q1 2023/24,62\nweeks,Q1 2023/24,9\n"


def series(area, kind):
    columns = {2: "period", 3: "outturn"}
    fixed = {"measure": "planning_days", "area": area}
    return made(SERIES, columns, fixed=fixed, rows={1: kind})


def test_a_file_that_comes_again_brings_the_series_that_is_not_stored_yet(keep, used, submit):
    keep(series("Southmere", "weeks"))
    keep(series("Northmere", "days"))
    first = used(SERIES)
    assert (first.saved.name, [other.name for other in first.others]) == ("m2", ["m1"])
    stored = submit(SERIES, first)
    second = used(SERIES)
    assert (second.saved.name, [other.name for other in second.others]) == ("m1", ["m2"])
    assert used(SERIES, name="m2").others == (second.saved,)
    assert submit(SERIES, used(SERIES, name="m2")) == stored


NAMED = b"What,When,How many\nDays to decide,Q1 2023/24,62\nplanning_days,Q2 2023/24,61\n"


def test_names_that_are_none_of_the_plans_are_matched_once(fictional_plan, used):
    mapping = used(NAMED, by_hand=BY_COLUMNS).mapping

    def asked(mapping, answered=()):
        found = names_to_match(fictional_plan, OpenedFile(NAMED), mapping, answered)
        return [(name.text, name.rows, name.matched) for name in found]

    assert asked(mapping) == [("Days to decide", 1, None)]
    assert asked(mapping, {"unknown-measure: days to decide"}) == []
    code = fictional_plan.measures_by_id["planning_days"].code
    matched = with_names(mapping, {"Days  to decide": code})
    assert asked(matched) == [("Days to decide", 1, "planning_days")]
    assert asked(with_names(mapping, {"days to decide": ""})) == [("Days to decide", 1, "")]


def test_a_mapping_that_an_earlier_program_kept_is_not_kept_anew(store, submit, used):
    first = json.loads(mapping_to_json(BY_COLUMNS)) | {"version": 1}
    del first["names"]
    keep_mapping(store, POST, json.dumps(first), by=POST, now=NOW)
    submit(OWN, used())
    assert [kept.saved.number for kept in kept_mappings(store, actor=local_administrator(""))] == [
        1
    ]


def test_periods_that_no_mapping_asks_for_are_refused(used, keep):
    with pytest.raises(MappingError, match="by the file itself: give none"):
        used(periods=("Q1 2023/24",))
    keep(NAMES_PERIOD)
    with pytest.raises(MappingError, match=r"names 1 period \(Q4 2022/23\) and 2 are given"):
        used(NO_PERIOD, periods=("Q1 2023/24", "Q2 2023/24"))


def test_a_marked_copy_of_a_mapped_file_marks_what_its_mapping_reads(store, fictional_plan, used):
    name, copy = marked_copy_for(
        store,
        fictional_plan,
        "own.csv",
        BAD,
        mapping=used(BAD, by_hand=BY_COLUMNS),
        now=NOW,
        actor=local_administrator(""),
    )
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert name == "own (marked).xlsx"
    assert "not a number" in book["own"]["C2"].comment.text


def test_a_marked_copy_is_cut_where_the_mapping_was(store, fictional_plan, used):
    notes = b"one,two,three,four\n" * 3  # as a table cut by commas they look more regular
    content = notes + BAD.replace(b",", b";")
    mapping = replace(BY_COLUMNS, header_row=4)
    _, copy = marked_copy_for(
        store,
        fictional_plan,
        "own.csv",
        content,
        mapping=MappingUsed(mapping=mapping),
        now=NOW,
        actor=local_administrator(""),
    )
    assert openpyxl.load_workbook(io.BytesIO(copy))["own"]["C5"].value == "many"


def test_a_stored_file_is_marked_with_the_mapping_it_was_read_with(
    store, fictional_plan, submit, used, keep
):
    keep(NAMES_PERIOD)
    stored = submit(NO_PERIOD, used(NO_PERIOD, periods=("Q4 2022/23",)))
    keep(NAMES_PERIOD.for_periods({"Q4 2022/23": "never"}))
    name, copy = stored_copy_marked(
        store, fictional_plan, stored.id, now=NOW, actor=local_administrator("")
    )
    assert name == "own (marked).xlsx"
    assert openpyxl.load_workbook(io.BytesIO(copy))["own"]["C2"].comment is None
    plain = submit(b"measure,period,outturn\nplanning_days,Q1 2023/24,62\n", None, name="plain.csv")
    assert store.submission_mapping(plain.id) == ""
    assert (
        stored_copy_marked(store, fictional_plan, plain.id, now=NOW, actor=local_administrator(""))[
            0
        ]
        == "plain (marked).xlsx"
    )


def workbook_with(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def opens(monkeypatch) -> list[str]:
    """The name of each reader that was given the bytes of a file."""
    calls: list[str] = []
    for module, name in (
        (read_apart, "read_apart"),
        (text_file, "decode_text"),
    ):
        real = getattr(module, name)

        def call(*arguments, real=real, name=name, **named):
            calls.append(name)
            return real(*arguments, **named)

        monkeypatch.setattr(module, name, call)
    return calls


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_mapped_file_is_opened_once_from_its_check_to_its_submission_and_copy(
    store, fictional_plan, submit, opens, form
):
    content = (
        OWN
        if form == "csv"
        else workbook_with(
            [["Ours"], ["What", "When", "How many"], ["planning_days", "Q1 2023/24", 62]]
        )
    )
    preview = sheet_cells("own", content)[0]
    columns = {1: "measure", 2: "period", 3: "outturn"}
    mapping = mapping_of(preview, header_row=1 if form == "csv" else 2, columns=columns)
    keep_mapping(store, POST, mapping_to_json(mapping), by=POST, now=NOW)
    opens.clear()
    for _ in range(2):
        file = last_opened.open_file(content)
        used = mapping_for(store, POST, file, actor=local_administrator(""))
        check = check_return(
            store, fictional_plan, "own", file, mapping=used, now=NOW, actor=local_administrator("")
        )
        assert check.checked.ok
    assert (
        submit(
            content,
            mapping_for(store, POST, last_opened.open_file(content), actor=local_administrator("")),
        ).new
        == 1
    )
    marked_copy_for(
        store, fictional_plan, "own", content, mapping=used, now=NOW, actor=local_administrator("")
    )
    assert len(opens) == 1


def test_only_one_small_file_is_kept_open(monkeypatch):
    first = last_opened.open_file(OWN)
    assert last_opened.open_file(bytes(bytearray(OWN))) is first
    assert last_opened.open_file(first) is first
    last_opened.open_file(BAD)
    assert last_opened.open_file(OWN) is not first
    monkeypatch.setattr(last_opened, "SMALL", 10)
    large = last_opened.open_file(BAD)
    assert last_opened.open_file(BAD) is not large


def test_what_cannot_be_opened_is_told_in_a_sentence_whatever_is_kept(used, keep):
    keep(BY_COLUMNS)
    with pytest.raises(UnreadableReturn, match="a PDF"):
        used(b"%PDF-1.7")

"""A file in a layout of its sender's own, read with the mapping that is kept for the sender."""

import json
from datetime import datetime

import openpyxl
import pytest

from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.readers.mapping.saved import mapping_to_json
from kpis.store import Store
from tests.keeping import keep_mapping

POST = "Housing Performance Officer"
OWN = b"Streets team\nIndicator,Qtr,Value this time\n10.4,Q3 2019/20,700\n"
NO_PERIOD = b"Kind,Head,Amount\n1.3,fine,64\n"
COLUMNS = {1: "measure", 2: "period", 3: "outturn"}
SAVED = datetime(2019, 10, 2, 23, 30)  # UTC; in Britain it is the next day


@pytest.fixture
def keep(store):
    def call(content, header_row, columns, post=POST, **choices):
        (preview,) = sheet_cells("own.csv", content)
        mapping = mapping_of(preview, header_row=header_row, columns=columns, **choices)
        keep_mapping(Store(store), post, mapping_to_json(mapping), by=post, now=SAVED)

    return call


@pytest.fixture
def own(tmp_path, keep):
    """A file and, for the post, how it is read: m1."""
    keep(OWN, 2, COLUMNS)
    path = tmp_path / "streets.csv"
    path.write_bytes(OWN)
    return path


@pytest.fixture
def without_period(tmp_path, keep):
    """The same for a file whose period only the mapping says."""
    columns = {1: "measure", 2: "commentary", 3: "outturn"}
    keep(NO_PERIOD, 1, columns, fixed={"period": "Q2 2019/20"})
    path = tmp_path / "amounts.csv"
    path.write_bytes(NO_PERIOD)
    return path


KEPT = {
    "name": "m1",
    "saved_by": POST,
    "saved_at": SAVED.isoformat(),
    "unconfirmed_periods": [],
}
READ_WITH = f"streets.csv: read with the layout kept for {POST} on 3 October 2019 (m1).\n"


def test_a_check_for_a_post_uses_the_mapping_kept_for_it_and_says_so(kpis, own):
    ran = kpis("check", own, "--by", POST.upper())
    assert (ran.code, ran.err) == (0, READ_WITH)
    assert "streets.csv: 1 figure accepted" in ran.out
    ran = kpis("check", own, "--by", POST, "--json")
    (file,) = ran.document["files"]
    assert (file["accepted_rows"], file["mapping"], ran.err) == (1, KEPT, "")


@pytest.mark.parametrize("arguments", [(), ("--by", "Another"), ("--by", POST, "--no-mapping")])
def test_without_a_mapping_the_file_speaks_for_itself(kpis, own, arguments):
    ran = kpis("check", own, *arguments, "--json")
    (file,) = ran.document["files"]
    assert (ran.code, file["accepted_rows"], file["mapping"]) == (13, 0, None)


def test_a_mapping_is_called_by_its_name_for_any_post_or_none(kpis, own, tmp_path):
    assert kpis("check", own, "--mapping", "m1").err == READ_WITH
    assert kpis("check", own, "--mapping", "M1", "--by", "Another").code == 0
    other = tmp_path / "other.csv"
    other.write_bytes(b"a,b\n1,2\n")
    ran = kpis("check", own, other, "--mapping", "m1", "--json")
    assert ran.code == 12
    fitting, unfitting = ran.document["files"]
    assert fitting["mapping"] == unfitting["mapping"] == KEPT
    assert "'Indicator' above column A" in unfitting["issues"][0]["message"]


def test_a_name_that_nobody_kept_is_answered_with_those_there_are(kpis, own, store):
    ran = kpis("submit", own, "--by", POST, "--mapping", "m7")
    assert ran.code == 2
    assert ran.err == (
        "kpis: No mapping is called 'm7'. There are m1 for Housing Performance Officer "
        "(Indicator, Qtr, Value this time).\n"
    )
    assert Store(store).find_submissions("streets").empty


@pytest.mark.parametrize(
    "arguments",
    [("--mapping", "m1", "--no-mapping"), ("--no-mapping", "--period", "Q3 2019/20")],
)
def test_options_that_exclude_each_other_are_refused(kpis, own, arguments):
    ran = kpis("check", own, "--by", POST, *arguments)
    assert (ran.code, "is not allowed with" in ran.err) == (2, True)


def test_submit_stores_what_the_mapping_reads_with_the_address_of_its_cell(kpis, own, store):
    ran = kpis("submit", own, "--by", POST)
    assert (ran.code, ran.err.startswith(READ_WITH)) == (0, True)
    stored = Store(store).find_submissions("streets")
    assert stored["new"].sum() + stored["restated"].sum() == 1
    assert Store(store).submission_mapping(stored["submission_id"].iloc[0])
    again = kpis("submit", own, "--by", POST, "--json").document["submissions"][0]
    assert (again["repeated"], again["mapping"]) == (True, KEPT)


def test_the_period_of_a_kept_mapping_is_asked_for(kpis, without_period, store):
    checked = kpis("check", without_period, "--by", POST)
    assert checked.code == 13
    assert "an earlier file: Q2 2019/20. Give the period of this file with --period." in checked.err
    document = kpis("check", without_period, "--by", POST, "--json").document
    assert document["files"][0]["mapping"]["unconfirmed_periods"] == ["Q2 2019/20"]
    refused = kpis("submit", without_period, "--by", POST, "--json")
    (refusal,) = refused.document["refused"]
    assert (refused.code, refusal["message"]) == (
        13,
        "No column of amounts.csv says the period. The mapping does, and it was made for an "
        "earlier file: Q2 2019/20. Give the period of this file with --period.",
    )
    options = ("--by", POST, "--period", "Q3 2019/20")
    assert kpis("check", without_period, *options).err.endswith("(m1) for the period Q3 2019/20.\n")
    assert kpis("submit", without_period, *options).code == 0
    stored = Store(store).revisions("new_enterprises")
    assert stored[stored["outturn"] == 64]["period_id"].tolist() == ["2019-20-Q3"]
    mappings = kpis("mappings", "--json").document["mappings"]
    assert [(each["name"], each["periods"]) for each in mappings] == [("m1", ["Q3 2019/20"])]
    assert kpis("submit", without_period, "--by", POST).code == 0  # the very file, once more


def test_another_series_of_a_file_is_named_and_comes_with_the_file_once_more(
    kpis, tmp_path, keep, store
):
    content = b"Kind,When,Amount\nfirms,Q3 2019/20,64\npartners,Q3 2019/20,12\n"
    columns = {2: "period", 3: "outturn"}
    for measure, kind in (("new_enterprises", "firms"), ("workpath_partnership", "partners")):
        keep(content, 1, columns, fixed={"measure": measure}, rows={1: kind})
    path = tmp_path / "both.csv"
    path.write_bytes(content)
    ran = kpis("submit", path, "--by", POST)
    assert "another series of it is read with m1: give --mapping, or the file once more." in ran.err
    assert kpis("submit", path, "--by", POST).code == 0
    assert len(Store(store).find_submissions("both.csv")) == 2
    assert 64 in Store(store).revisions("new_enterprises")["outturn"].tolist()
    assert 12 in Store(store).revisions("workpath_partnership")["outturn"].tolist()


def test_a_period_nobody_asks_for_is_refused_for_that_file(kpis, own):
    ran = kpis("submit", own, "--by", POST, "--period", "Q3 2019/20")
    assert (ran.code, "by the file itself: give none" in ran.err) == (12, True)


def test_a_marked_copy_is_read_with_the_mapping_too(kpis, own, tmp_path):
    own.write_bytes(OWN.replace(b"700", b"many"))
    copy = tmp_path / "back.xlsx"
    ran = kpis("marked", own, "-o", copy, "--by", POST)
    assert (ran.code, ran.err.startswith(READ_WITH)) == (0, True)
    assert "many" in openpyxl.load_workbook(copy)["streets"]["C3"].comment.text


def test_kept_mappings_are_listed_for_one_post_or_all(kpis, own, keep, store):
    assert kpis("mappings", "--by", "Another").err.startswith("No mapping is kept for Another: ")
    keep(NO_PERIOD, 1, {1: "measure", 3: "outturn"}, "Another", fixed={"period": "Q2 2019/20"})
    later = json.dumps({"version": 99, "headers": ["Sum"]})
    keep_mapping(Store(store), "Another", later, by="Another", now=SAVED)
    assert kpis("mappings", "--by", POST).out.splitlines() == [
        "Name  Post                         Sheet  Headers                          "
        "Saved             By",
        "m1    Housing Performance Officer         Indicator, Qtr, Value this time  "
        "2019-10-02 23:30  Housing Performance Officer",
    ]
    newest, second, first = kpis("mappings", "--json").document["mappings"]
    assert first == {
        "name": "m1",
        "post": POST,
        "sheet": "",
        "header_row": 2,
        "headers": ["Indicator", "Qtr", "Value this time"],
        "periods": [],
        "saved_at": SAVED.isoformat(),
        "saved_by": POST,
    }
    assert (second["name"], second["periods"]) == ("m2", ["Q2 2019/20"])
    assert (newest["name"], newest["sheet"], newest["periods"]) == ("m3", None, None)

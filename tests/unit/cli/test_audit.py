"""`kpis audit`: the log that every change of the store leaves."""

import csv
import hashlib
import json
from datetime import datetime
from io import StringIO
from itertools import pairwise

import pytest

from kpis.model import About, Act, Actor, AnnotationKind, somebody
from kpis.store import Store
from kpis.store.database.connect import opened
from tests.keeping import keep_mapping


def submitted(kpis, tmp_path) -> str:
    file = tmp_path / "growth.csv"
    file.write_text("measure,period,outturn,commentary\n1.3,Q3 2019/20,52,On course\n")
    return kpis("submit", file, "--by", "Ranger", "--json").document["submissions"][0]["id"]


def test_every_change_is_told_with_time_post_act_and_what_it_was_about(kpis, store, tmp_path):
    made = submitted(kpis, tmp_path)
    kpis("approve", made, "--by", "Head", "--note", "Looked at")
    kpis("release", "--period", "2019-20-Q3", "--by", "Clerk", "--accept", "all")
    kpis("withdraw", made, "--by", "Head", "--why", "Wrong file")
    acts = kpis("audit", "--json").document["acts"]
    assert [(act["by"], act["act"]) for act in acts[:4]] == [
        ("Head", "withdraw"),
        ("Clerk", "publish"),
        ("Head", "approve"),
        ("Ranger", "submit"),
    ]
    assert (acts[-1]["by"], acts[-1]["act"], acts[-1]["submission"]) == ("kpis", "prepare", None)
    newest = acts[0]
    assert newest["submission"] == made
    assert newest["about"] == f"{made}, growth.csv: Wrong file"
    assert newest["particulars"] == {"file": "growth.csv", "why": "Wrong file"}
    assert newest["at"] == kpis("submissions", "--json").document["submissions"][0]["withdrawn_at"]


def test_acts_that_the_store_keeps_of_pages_are_there_too(kpis, store):
    Store(store).add_annotation(
        "new_enterprises", "2019-20-Q2", AnnotationKind.NOTE, "One programme only", by="Clerk"
    )
    number = Store(store).annotations()["number"].iloc[0]
    Store(store).withdraw_annotation(int(number), by="Clerk")
    keep_mapping(Store(store), "Parks", '{"headers": ["Site", "Visits"]}', by="Clerk")
    about = {act["act"]: act["about"] for act in kpis("audit", "--json").document["acts"]}
    assert about["annotate"] == "new_enterprises, Q2 2019/20: One programme only"
    assert about["withdraw annotation"] == f"annotation {number}"
    assert about["mapping"] == "the layout of a file of Parks"


def test_acts_are_found_by_words_in_any_case(kpis, tmp_path):
    made = submitted(kpis, tmp_path)
    acts = kpis("audit", "--find", "RANGER growth", "--json").document["acts"]
    assert [act["submission"] for act in acts] == [made]
    shown = kpis("audit", "--find", made).out.splitlines()
    assert shown[0].split("  ")[0] == "When"
    assert shown[1].endswith("0 unchanged")
    assert len(shown) == 2
    nothing = kpis("audit", "--find", "nobody")
    assert (nothing.code, nothing.err) == (0, "No act has the words 'nobody'.\n")
    assert nothing.out.count("\n") == 1


def given(kpis) -> None:
    for login, name in (("ann@north.example", "Ann Oak"), ("bob@north.example", "Bob Elm")):
        kpis("access", "give", login, "member", "--name", name, "--by", "Head", "--why", "New")


def refused(store, day: datetime = datetime(2019, 11, 2, 10)) -> None:
    (ann, _) = Store(store).assignments()
    by = Actor(person=ann.person, post="Board", origin="dashboard", address="10.1.2.3")
    Store(store).refuse(Act.PUBLISH, About(words="Q3 2019/20"), by=by, now=day)


@pytest.mark.parametrize(
    ("wanted", "acts"),
    [
        (("--refused",), ["publish"]),
        (("--post", "BOARD"), ["publish"]),
        (("--person", "oak"), ["publish"]),
        (("--act", "give access"), ["give access", "give access"]),
        (("--act", "give"), []),
        (("--since", "2019-11-02", "--until", "2019-11-02"), ["publish"]),
        (("--since", "2019-11-02T10:00", "--until", "2019-11-02T10:00"), ["publish"]),
        (("--until", "2019-11-02T09:59"), []),
        (("--since", "2019-11-03", "--until", "2019-11-04"), []),
        (("--post", "Head", "--refused"), []),
    ],
)
def test_acts_are_found_by_who_what_and_when(kpis, store, wanted, acts):
    given(kpis)
    refused(store)
    found = kpis("audit", *wanted, "--json").document["acts"]
    assert [act["act"] for act in found] == acts


def test_acts_are_found_by_what_they_are_about(kpis, store, tmp_path):
    made = submitted(kpis, tmp_path)
    kpis("approve", made, "--by", "Head", "--note", "Looked at")
    kpis("release", "--period", "2019-20-Q3", "--by", "Clerk", "--accept", "all")
    Store(store).add_annotation(
        "new_enterprises", "2019-20-Q2", AnnotationKind.NOTE, "One programme only", by="Clerk"
    )
    Store(store).refuse(Act.READ_RETURNS, About(words="new_enterprises"), by=somebody())

    def found(*wanted: str) -> list[str]:
        return [act["act"] for act in kpis("audit", *wanted, "--json").document["acts"]]

    on_measure = ["read returns", "annotate", "approve", "submit"]
    assert found("--measure", "1.3", "--since", "2020-01-01")[: len(on_measure)] == on_measure
    assert found("--measure", "recycling", "--act", "approve") == []
    assert found("--submission", made.lower()) == ["approve", "submit"]
    assert found("--release", "1") == ["publish"]
    assert found("--release", "one") == []
    assert found("--find", "Q2 2019/20 programme") == ["annotate"]
    assert kpis("audit", "--measure", "99.9").code == 2


def test_words_are_looked_for_as_they_are_and_not_as_a_pattern(kpis, store):
    Store(store).add_annotation(
        "recycling", "2019-20-Q2", AnnotationKind.NOTE, 'It\'s 100% "café" \u202e_', by="O'Neil"
    )
    for words in ("%", "_ CAFÉ", "it's", '"café"', "o'neil 100%", "\u202e"):
        found = kpis("audit", "--find", words, "--json").document["acts"]
        assert [act["act"] for act in found if act["act"] == "annotate"] == ["annotate"], words
    assert kpis("audit", "--find", "annot%", "--json").document["acts"] == []


def test_a_person_is_found_by_their_id_too(kpis, store):
    given(kpis)
    refused(store)
    (ann, _) = Store(store).assignments()
    found = kpis("audit", "--person", ann.person, "--json").document["acts"]
    assert [(act["act"], act["name"]) for act in found] == [("publish", "Ann Oak")]


def test_what_was_refused_is_told_as_such_with_the_person_and_the_address(kpis, store):
    given(kpis)
    refused(store)
    (act,) = kpis("audit", "--refused", "--json").document["acts"]
    assert (act["by"], act["name"], act["about"]) == ("Board", "Ann Oak", "Q3 2019/20")
    assert (act["origin"], act["address"], act["refused"]) == ("dashboard", "10.1.2.3", True)
    line = kpis("audit", "--refused").out.splitlines()[1]
    told = ["2019-11-02 10:00", "Board (Ann Oak)", "publish (refused)", "Q3 2019/20"]
    assert line.split("  ") == told


def test_an_audit_that_nobody_touched_is_whole(kpis, tmp_path):
    submitted(kpis, tmp_path)
    document = kpis("verify", "--audit", "--json").document
    assert (document["whole"], document["faults"]) == (True, [])
    newest = kpis("audit", "--json").document["acts"][0]
    assert document["last"] == {"number": newest["number"], "hash": newest["hash"]}
    assert document["entries"] == newest["number"]
    shown = kpis("verify", "--audit").out.splitlines()
    assert shown[1] == f"{newest['number']}:{newest['hash']}"


def test_a_changed_entry_ends_in_a_sentence_and_a_code_of_its_own(kpis, store, tmp_path):
    submitted(kpis, tmp_path)
    with opened(store, writing=True) as connection:
        connection.execute("UPDATE audit SET who = 'Another' WHERE number = 2")
    done = kpis("verify", "--audit")
    assert done.code == 21
    assert done.out == "Entry 2 is not as it was written.\n"
    assert "The audit is not whole" in done.err
    document = kpis("verify", "--audit", "--json")
    assert (document.code, document.document["whole"]) == (21, False)


def test_an_entry_that_was_noted_elsewhere_shows_an_end_that_was_cut_or_written_anew(
    kpis, store, tmp_path
):
    given(kpis)
    noted = kpis("verify", "--audit").out.splitlines()[1]
    assert kpis("verify", "--audit", "--noted", noted).code == 0
    other = f"{noted[:-1]}{'1' if noted.endswith('0') else '0'}"
    assert "another hash" in kpis("verify", "--audit", "--noted", other).out
    late = kpis("verify", "--audit", "--noted", f"99:{'0' * 64}")
    assert (late.code, "There was an entry 99" in late.out) == (21, True)
    wrong = kpis("verify", "--audit", "--noted", "99")
    assert (wrong.code, "is no number and hash" in wrong.err) == (2, True)


def test_an_exported_audit_is_checked_without_the_store_and_without_this_program(kpis, tmp_path):
    submitted(kpis, tmp_path)
    given(kpis)
    file = tmp_path / "audit.json"
    assert kpis("audit", "--export", file).out == ""
    assert kpis("verify", file).code == 0
    acts = json.loads(file.read_text(encoding="utf-8"))["acts"]
    for act in acts:
        assert hashlib.sha256(act["sealed"].encode()).hexdigest() == act["hash"]
        assert json.loads(act["sealed"])["hash_before"] == act["hash_before"]
    for earlier, later in pairwise(reversed(acts)):
        assert later["hash_before"] == earlier["hash"]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"by": "Head"', '"by": "Another"'), ('\\"post\\":\\"Head\\"', '\\"post\\":\\"Other\\"')],
)
def test_a_file_in_which_anything_was_changed_is_found_out(kpis, tmp_path, old, new):
    given(kpis)
    file = tmp_path / "audit.json"
    kpis("audit", "--export", file)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert kpis("verify", file).code == 21


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"acts": [{"number": 1}]}', '{"acts": [1]}'])
def test_a_file_that_is_no_audit_is_told(kpis, tmp_path, text):
    file = tmp_path / "audit.json"
    file.write_text(text, encoding="utf-8")
    done = kpis("verify", file)
    assert (done.code, "The file is no audit" in done.err) == (2, True)


def test_the_audit_is_written_for_spreadsheets_too(kpis, tmp_path):
    given(kpis)
    file = tmp_path / "audit.csv"
    kpis("audit", "--export", file)
    rows = list(csv.DictReader(StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    assert rows[0]["act"] == "give access"
    assert json.loads(rows[0]["particulars"])["role"] == "member"
    refused = kpis("audit", "--export", tmp_path / "audit.txt")
    assert (refused.code, "neither .json nor .csv" in refused.err) == (2, True)

"""`kpis audit`: the log that every change of the store leaves."""

from kpis.model import AnnotationKind
from kpis.store import Store
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

"""Every kind of act that the store writes down has its phrase."""

import pytest

from kpis.words.acts import about, called

HELD = {
    "person": "P-1",
    "role": "contributor",
    "post": "Head of Parks",
    "deputy": False,
    "directorate": "Place",
    "outcomes": [],
    "from": "",
    "to": "",
}


@pytest.mark.parametrize(
    ("act", "submission_id", "what", "told"),
    [
        ("prepare", "", {"version": 2}, "the store, for version 2 of its tables"),
        (
            "submit",
            "S-1",
            {"file": "a.csv", "new": 2, "restated": 1, "unchanged": 0, "activities": 0},
            "S-1, a.csv: 2 new, 1 restated, 0 unchanged",
        ),
        (
            "submit",
            "S-1",
            {"file": "a.csv", "new": 0, "restated": 0, "unchanged": 0, "activities": 1},
            "S-1, a.csv: 0 new, 0 restated, 0 unchanged, 1 activity",
        ),
        (
            "put back file",
            "S-1",
            {"file": "a.csv", "sha256": "ab", "was": "altered"},
            "S-1, a.csv: was altered, and is kept again",
        ),
        ("withdraw", "S-1", {"file": "a.csv", "why": "Wrong file"}, "S-1, a.csv: Wrong file"),
        ("approve", "S-1", {"file": "a.csv", "note": ""}, "S-1, a.csv"),
        ("approve", "S-1", {"file": "a.csv", "note": "Looked at"}, "S-1, a.csv: Looked at"),
        (
            "publish",
            "",
            {"release": 2, "quarter": "2019-20-Q3", "figures": 1234, "note": "Correction"},
            "release 2 of Q3 2019/20, 1,234 figures: Correction",
        ),
        (
            "remark",
            "",
            {"number": 1, "measure": "recycling", "period": "2018-19", "text": "New method"},
            "recycling, 2018/19: New method",
        ),
        ("withdraw remark", "", {"number": 3}, "annotation 3"),
        (
            "change plan",
            "",
            {"what": "retire recycling", "changes": ["a", "b", "c"]},
            "retire recycling: a; b; c",
        ),
        (
            "agree plan",
            "",
            {"what": "agree 4 proposed aims", "changes": ["a", "b", "c", "d"]},
            "agree 4 proposed aims: a; b; c; and 1 more change",
        ),
        ("mapping", "", {"sender": "Parks", "headers": "[]"}, "the layout of a file of Parks"),
        ("forget mapping", "", {"sender": "Parks"}, "the layout of a file of Parks"),
        (
            "forget answer",
            "",
            {"sender": "Parks", "question": "unknown-measure: fly tips"},
            "the answer of Parks to unknown-measure: fly tips",
        ),
        (
            "give access",
            "",
            HELD | {"deputy": True, "outcomes": [1, 4], "from": "2019-11-01", "to": "2020-03-31"},
            "P-1 as one of contributors, deputy Head of Parks, Place, outcomes 1 and 4, "
            "from 2019-11-01, to 2020-03-31",
        ),
        ("take access", "", HELD, "P-1 as one of contributors, Head of Parks, Place"),
        (
            "submit",
            "S-1",
            {"file": "a.csv", "new": 7595, "restated": 0, "unchanged": 0, "activities": 1155},
            "S-1, a.csv: 7,595 new, 0 restated, 0 unchanged, 1,155 activities",
        ),
        ("name person", "", {"person": "P-1", "sha256": "ab"}, "P-1"),
        ("withdraw", "S-1", {"about": "S-1, growth.csv"}, "S-1, growth.csv"),
        ("approve", "S-1", {"document": "a.csv"}, "S-1, document a.csv"),
        ("repair", "S-1", {"table": "figure", "note": ""}, "S-1, table figure"),
    ],
)
def test_an_act_is_told_by_what_it_was_about(act, submission_id, what, told):
    assert about(act, submission_id, what) == told


def test_what_is_written_to_a_figure_is_called_an_annotation_whatever_the_store_calls_it():
    acts = ["submit", "remark", "withdraw remark", "repair"]
    assert [*map(called, acts)] == ["submit", "annotate", "withdraw annotation", "repair"]

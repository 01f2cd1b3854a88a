"""The findings as a file: every one of them, readable by Excel, nothing in it runs."""

import csv
import io

import pandas as pd
import pytest

from kpis.exports.csv_files import quality_csv
from kpis.frames import QUALITY


@pytest.fixture
def findings():
    row = {
        "code": "gap-in-series",
        "severity": "warning",
        "measure_id": "homes",
        "measure_code": "6.3",
        "title": "=1+1",
        "period_id": "2019-20-Q1",
        "period_label": "Q1 2019/20",
        "sentence": "Nothing was returned, “really”.",
        "action": "Return it.",
        "illustrative": True,
    }
    other = row | {"illustrative": False, "period_id": "", "period_label": ""}
    return QUALITY.conform(pd.DataFrame([row, other]))


def read(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_finding_is_a_row_that_explains_itself(findings):
    first, second = read(quality_csv(findings))
    assert first["kind"] == "gap-in-series"
    assert first["found"] == "Nothing was returned, “really”."
    assert (first["period"], first["illustrative"]) == ("Q1 2019/20", "yes")
    assert (second["period"], second["illustrative"]) == ("", "")


def test_no_text_runs_as_a_formula(findings):
    assert read(quality_csv(findings))[0]["title"] == "'=1+1"


def test_no_findings_give_the_header_alone():
    assert read(quality_csv(QUALITY.empty())) == []

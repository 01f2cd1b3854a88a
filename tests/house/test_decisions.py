"""Decision records: one form, one page each, all listed, and nothing named that is not there."""

import re
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
HEADINGS = ["Status", "Context", "Decision", "Consequences"]
MOST_LINES = 60
STATUS = re.compile(r"(Proposed|Accepted|Superseded by \d+)( \(supersedes \d+\))?")


def parts(record: Path) -> tuple[int, str, str, str]:
    """Number, title, day and status of a record."""
    text = record.read_text(encoding="utf-8")
    found = re.match(r"# (\d+)\. (.+)\n\nDate: (.+)\n\n## Status\n\n(.+)\n\n## Context\n\n", text)
    assert found, f"{record.name} has not the form of template.md"
    assert re.findall(r"^## (.+)", text, re.MULTILINE) == HEADINGS
    return int(found[1]), found[2], found[3], found[4]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_has_the_form_and_length_of_all(record):
    number, _, day, status = parts(record)
    assert record.name.startswith(f"{number:04}-")
    assert date.fromisoformat(day)
    assert STATUS.fullmatch(status)
    assert len(record.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_records_are_numbered_without_gaps_and_listed_with_title_and_status():
    listed = [
        line for line in (FOLDER / "README.md").read_text("utf-8").splitlines() if "](0" in line
    ]
    written = [(record, *parts(record)) for record in RECORDS]
    assert [number for _, number, *_ in written] == list(range(1, len(RECORDS) + 1))
    assert listed == [
        f"| {number} | [{title}]({record.name}) | {status} |"
        for record, number, title, _, status in written
    ]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_what_a_record_names_in_the_repository_is_there(record):
    text = record.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:kpis|pages|tests|docs)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), f"{record.name} names {name}"
    for number in re.findall(r"\brecord (\d+)", text):
        assert 1 <= int(number) <= len(RECORDS), f"{record.name} names record {number}"

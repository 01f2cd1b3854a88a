"""docs/issues.md tells every kind of issue, and none that is not there."""

import re

import pytest

from docs.scripts.check_numbers import CHECKS, GONE, number_of
from docs.scripts.issue_examples import EXAMPLES, example
from docs.scripts.issues_page import PAGE, page
from kpis.validation import ISSUE_KINDS

WRITTEN = PAGE.read_text(encoding="utf-8")


def test_the_page_is_as_make_docs_writes_it():
    assert page() == WRITTEN, "run `make docs`"


def test_every_issue_has_its_row_and_every_row_its_issue():
    rows = re.findall(r"^\| (C\d+) \| `([\w-]+)` \| (\w+) \|", WRITTEN, re.MULTILINE)
    assert sorted(rows) == sorted(
        (number_of(kind.code), kind.code, kind.severity.value) for kind in ISSUE_KINDS
    )
    assert set(EXAMPLES) == set(ISSUE_KINDS)


@pytest.mark.parametrize("kind", ISSUE_KINDS, ids=lambda kind: kind.__name__)
def test_the_message_of_an_example_is_a_sentence(kind):
    message = example(kind).message
    assert message.endswith((".", "?"))
    assert "  " not in message


@pytest.mark.parametrize("kind", ISSUE_KINDS, ids=lambda kind: kind.__name__)
def test_no_sentence_is_longer_than_can_be_read_out_once(kind):
    sentences = re.split(r"(?<=[.?!;])\s+", example(kind).sentence)
    assert max(len(sentence.split()) for sentence in sentences) <= 25


def test_every_kind_of_issue_has_its_number_and_says_what_to_do():
    codes = {kind.code for kind in ISSUE_KINDS}
    new = sorted(codes - set(CHECKS))
    following = len(CHECKS) + 1
    assert not new, f"give {new} numbers from {following} on in docs/scripts/check_numbers.py"
    gone = {code for code, (_, to_do) in CHECKS.items() if to_do == GONE}
    assert codes == set(CHECKS) - gone
    assert all(CHECKS[code][1].endswith(".") for code in codes)


def test_numbers_are_given_once_and_without_a_gap():
    assert [number for number, _ in CHECKS.values()] == list(range(1, len(CHECKS) + 1))


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("no-table-found", "C01"),
        ("cells-beside-header", "C09"),
        ("unknown-measure", "C13"),
        ("unknown-period", "C21"),
        ("outturn-not-a-number", "C31"),
        ("outturn-disagrees-with-parts", "C42"),
        ("text-too-long", "C47"),
        ("percent-done-invalid", "C55"),
        ("duplicate-activity", "C62"),
    ],
)
def test_a_number_that_was_given_stays_with_its_check(code, number):
    """Whoever finds this red has put a check among the others: put it at their end."""
    assert number_of(code) == number

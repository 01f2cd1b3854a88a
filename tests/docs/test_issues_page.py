"""docs/issues.md tells every kind of issue, and none that is not there."""

import re

import pytest

from docs.scripts.issues_page import EXAMPLES, PAGE, example, page
from kpis.validation import ISSUE_KINDS

WRITTEN = PAGE.read_text(encoding="utf-8")


def test_the_page_is_as_make_docs_writes_it():
    assert page() == WRITTEN, "run `make docs`"


def test_every_issue_has_its_row_and_every_row_its_issue():
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \|", WRITTEN, re.MULTILINE)
    assert sorted(rows) == sorted((kind.code, kind.severity.value) for kind in ISSUE_KINDS)
    assert set(EXAMPLES) == set(ISSUE_KINDS)


@pytest.mark.parametrize("kind", ISSUE_KINDS, ids=lambda kind: kind.__name__)
def test_the_message_of_an_example_is_a_sentence(kind):
    message = example(kind).message
    assert message.endswith((".", "?"))
    assert "  " not in message

"""docs/plan_files.md tells every key of a plan's files, and none that is not there."""

import re

import pytest

from docs.scripts.plan_files_page import PAGE, page
from kpis.plan import schema
from kpis.plan.schema.aims import AskedEntry
from kpis.plan_book.meanings import MEANINGS, TABLES

WRITTEN = PAGE.read_text(encoding="utf-8")


def test_the_page_is_as_make_docs_writes_it():
    assert page() == WRITTEN, "run `make docs`"


def test_every_kind_of_table_has_its_section():
    def below(kind: type[schema.Entry]) -> set[type[schema.Entry]]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    only_shared = {schema.Entry, AskedEntry}  # what others have in common; no table of a file
    assert set(TABLES) == below(schema.Entry) - only_shared == set(MEANINGS)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_key_has_its_row_and_every_row_its_key(model):
    section = WRITTEN.split(f"\n## {TABLES[model][0]}\n")[1].split("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert told == [each.alias or name for name, each in model.model_fields.items()]
    assert set(MEANINGS[model]) == set(told)

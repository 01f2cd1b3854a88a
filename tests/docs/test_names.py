"""What documents name of the code is there: paths, modules, and what stands in them."""

import re
from pathlib import Path

import pytest

from tests.docs.names import is_there

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    # A record of a decision, and of a change, may name what has gone since.
    if path.parent.name != "decisions" and path.name != "CHANGELOG.md"
)
FOLDERS = "kpis|pages|tests|docs|scripts|data|.github|.githooks|.ci"
PATH = re.compile(rf"`((?:{FOLDERS})/[^`\s]*|app\.py)`")
NAME = re.compile(r"`(kpis(?:\.\w+)+)(?:\(\))?`")
CODE = re.compile(r"^( *)```python\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
IMPORT = re.compile(r"^from (kpis[\w.]*) import (.+)$", re.MULTILINE)
OF_THE_GUIDE = {"kpis.charts.ratings", "kpis.ui.guide.owners"}  # whoever follows it makes them
MADE = "data/store"  # once it runs
# What a store is made of, and what the system starts the dashboard by.
FILES = {
    "kpis.duckdb",
    "kpis.duckdb.queue",
    "kpis.files",
    "kpis.journal",
    "kpis.outbox",
    "kpis.service",
    "kpis.site",
}


def identity(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=identity)
def test_paths_that_a_document_names_are_there(document):
    for name in PATH.findall(document.read_text(encoding="utf-8")):
        if not name.startswith(MADE):
            assert list(ROOT.glob(name.rstrip("/"))), f"{identity(document)} names {name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=identity)
def test_names_of_code_that_a_document_names_are_there(document):
    for name in set(NAME.findall(document.read_text(encoding="utf-8"))) - FILES:
        assert is_there(name), f"{identity(document)} names {name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=identity)
def test_what_the_code_in_a_document_imports_is_there(document):
    text = document.read_text(encoding="utf-8")
    for indent, block in CODE.findall(text):
        code = re.sub(rf"^{indent}", "", block, flags=re.MULTILINE)
        for module, names in IMPORT.findall(code):
            if module not in OF_THE_GUIDE:
                for name in names.split(", "):
                    assert is_there(f"{module}.{name}"), f"{identity(document)} imports {name}"


def test_every_page_of_the_documentation_is_in_its_index():
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    for path in DOCUMENTS:
        if path.is_relative_to(ROOT / "docs") and path.name != "README.md":
            assert f"]({path.relative_to(ROOT / 'docs')})" in index, identity(path)

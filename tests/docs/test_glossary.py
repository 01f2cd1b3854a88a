"""docs/glossary.md is the one list of terms: held against the enumerations and public names."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from docs.scripts.import_graph import modules
from kpis import model
from tests.docs.names import is_there

PAGE = (Path(__file__).parents[2] / "docs/glossary.md").read_text(encoding="utf-8")
WORDS_OF_A_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def rows(header: str) -> Iterator[list[str]]:
    """The rows of every table with this header."""
    for after in PAGE.split(f"| {header} |\n")[1:]:
        for line in after.split("\n\n")[0].splitlines()[1:]:
            yield [cell.strip() for cell in line.strip("|").split("|")]


TERMS = list(rows("Term | Meaning | Code | Not"))
CHOICES = list(rows("Code | Word | Meaning"))
EXCEPTIONS = {
    word: re.findall(r"`([\w.]+)`", where) for word, where, _ in rows("Word | Where | Why")
}
UNWANTED = {
    word.lower() for *_, words in TERMS for word in map(str.strip, words.split(",")) if word
}


def public_names(path: Path) -> Iterator[str]:
    """Names others may use: of folder and module, and of what it defines."""
    yield from path.with_suffix("").parts[-2:]
    yield from _defined(ast.parse(path.read_text(encoding="utf-8")).body)


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    """Classes with what they define, functions with their parameters, and what is assigned."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node.name
            yield from _defined(node.body)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name
            yield from (each.arg for each in [*node.args.args, *node.args.kwonlyargs])
        else:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", 0)]
            yield from (each.id for each in targets if isinstance(each, ast.Name))


def test_every_choice_is_explained_and_every_choice_explained_is_there():
    kinds = [each for each in vars(model).values() if isinstance(each, type)]
    known = {
        f"`{kind.__name__}.{member.name}`": f"`{member.value}`"
        for kind in kinds
        if issubclass(kind, StrEnum) and kind is not StrEnum
        for member in kind
    }
    assert {code: word for code, word, _ in CHOICES} == known
    assert len(CHOICES) == len(known)


def test_a_term_stands_once_and_no_unwanted_word_is_a_term():
    terms = [term for names, *_ in TERMS for term in map(str.strip, names.split(","))]
    assert len(set(terms)) == len(terms)
    assert not UNWANTED & set(terms)


@pytest.mark.parametrize("code", [code for *_, code, _ in TERMS])
def test_the_code_of_a_term_is_there(code):
    for name in re.findall(r"`([\w.]+)`", code):
        assert is_there(name), name


def test_no_public_name_has_a_word_that_the_glossary_does_not_want():
    found = set()
    for module, path in modules("kpis").items():
        for name in public_names(path):
            if name.startswith("_") or name == "kpis":
                continue
            words = {
                word.lower().removesuffix("s")
                for word in WORDS_OF_A_NAME.findall(name)
                if word != "Kpis"  # the program's own name, as in KpisError
            }
            for word in (words | {name.lower()}) & UNWANTED:
                if not any(module.startswith(each) for each in EXCEPTIONS.get(word, ())):
                    found.add(f"{module}: {name} ({word})")
    assert not found


def test_every_exception_is_still_needed():
    for word, places in EXCEPTIONS.items():
        assert word in UNWANTED
        for place in places:
            texts = [
                path.read_text(encoding="utf-8").lower()
                for module, path in modules("kpis").items()
                if module.startswith(place)
            ]
            assert any(word in text for text in texts), (word, place)

"""docs/command_line.md tells all there is of the command line, and nothing that is not there."""

import re

import pytest

from docs.scripts.command_line_page import EXIT_CODES, FURTHER, PAGE, exit_codes, page
from kpis import errors
from kpis.cli.command_table import COMMANDS, command

WRITTEN = PAGE.read_text(encoding="utf-8")


def test_the_page_is_as_make_docs_writes_it():
    assert page() == WRITTEN, "run `make docs`"


def test_every_command_has_a_section_and_every_section_a_command():
    assert re.findall(r"^## kpis (.+)$", WRITTEN, re.MULTILINE) == list(COMMANDS)
    assert set(FURTHER) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_section_of_a_command_names_its_options_and_arguments(name):
    section = WRITTEN.split(f"\n## kpis {name}\n")[1].split("\n## ")[0]
    for each in command(name).params:
        for option in set(each.opts) - {"--store", "--plan"}:
            told = option if option.startswith("-") else each.metavar
            assert f"`{told}" in section or f", {told} " in section, told


def test_every_exit_code_has_its_meaning_and_every_meaning_its_code():
    def below(kind: type[errors.KpisError]) -> set[int]:
        return {kind.exit_code}.union(*map(below, kind.__subclasses__()))

    assert set(EXIT_CODES) == {0, 130} | below(errors.KpisError)
    assert list(EXIT_CODES) == sorted(EXIT_CODES)
    assert set().union(*map(exit_codes, COMMANDS)) <= set(EXIT_CODES)


def test_the_readme_has_every_exit_code_but_those_of_any_program():
    readme = (PAGE.parents[1] / "README.md").read_text(encoding="utf-8")
    told = readme.split("Exit codes: ")[1].split(".")[0]
    assert set(map(int, re.findall(r"\d+", told))) == set(EXIT_CODES) - {1, 130}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_takes_a_quarter_names_the_code_of_one_that_is_none(name):
    takes_a_quarter = any(
        "--period" in each.opts and each.metavar == "QUARTER" for each in command(name).params
    )
    assert takes_a_quarter == (errors.PeriodError.exit_code in exit_codes(name))

"""docs/access.md tells every role and every act, as the table in the code has them."""

import re

import pytest

from docs.scripts.access_page import ABOUT_ROLES, PAGE, page
from kpis.cli.command_table import command
from kpis.model import ALLOWED, Act, Reach, Role
from kpis.words.access import ACT_WORDS

WRITTEN = PAGE.read_text(encoding="utf-8")
SAYS = {"yes": Reach.ANY, "own": Reach.OWN, "–": None}


def test_the_page_is_as_make_docs_writes_it():
    assert page() == WRITTEN, "run `make docs`"


def test_every_role_is_told():
    assert list(ABOUT_ROLES) == list(Role)


@pytest.mark.parametrize("act", Act)
def test_the_row_of_an_act_says_for_every_role_what_the_table_allows(act):
    (row,) = re.findall(rf"^\| {re.escape(ACT_WORDS[act])} \| (.+) \|$", WRITTEN, re.MULTILINE)
    said = [SAYS[cell] for cell in row.split(" | ")]
    assert said == [ALLOWED[act].get(role) for role in Role]


def test_the_commands_that_are_shown_are_such_as_the_program_takes():
    known = {option for each in command("access").params for option in each.opts}
    (block,) = re.findall(r"```\n(.+?)```", WRITTEN, re.DOTALL)
    assert set(re.findall(r"--[a-z]+", block)) <= known
    assert set(re.findall(r"^kpis access (\w+)", block, re.MULTILINE)) == {"give", "take"}

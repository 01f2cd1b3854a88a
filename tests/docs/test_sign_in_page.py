"""docs/sign-in.md: what it shows as a file is one."""

import re
from pathlib import Path

import pytest

from kpis.model import Role
from kpis.sign_in.access_file import read_settings

PAGE = (Path(__file__).parents[2] / "docs/sign-in.md").read_text(encoding="utf-8")
FILES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("text", FILES, ids=["provider", "proxy"])
def test_a_file_that_is_shown_can_be_used(tmp_path, text):
    path = tmp_path / "access.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    assert read_settings(path).roles["KPI.Member"].role is Role.MEMBER


def test_the_times_it_names_are_those_without_a_word(tmp_path):
    path = tmp_path / "access.toml"
    path.write_text(FILES[1], encoding="utf-8")
    path.chmod(0o600)
    found, shown = read_settings(path), FILES[0]
    assert f"longest_hours = {found.longest.total_seconds() / 3600:.0f} " in shown
    assert f"idle_minutes = {found.idle.total_seconds() / 60:.0f} " in shown
    assert f'public = "{found.public.value}"' in shown

"""Operations: every setting is on its page, and the files of deploy/ name what is there."""

import re
from pathlib import Path

import pytest

from kpis.cli.command_table import COMMANDS
from kpis.server.limits import MOST_UPLOADED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operations.md").read_text("utf-8")
DEPLOY = ROOT / "deploy"
_SETTING = re.compile(r"\bKPIS_[A-Z_]*[A-Z]\b")
BY_ITSELF = {"KPIS_COUNCIL", "KPIS_LISTENS_AT"}


def in_code() -> set[str]:
    sources = [*(ROOT / "kpis").rglob("*.py"), ROOT / "app.py"]
    return {name for path in sources for name in _SETTING.findall(path.read_text("utf-8"))}


def deployed() -> list[Path]:
    found = (path for path in DEPLOY.rglob("*") if "__pycache__" not in path.parts)
    return sorted(path for path in found if path.is_file())


def test_every_setting_of_the_code_is_in_the_table_and_no_other():
    listed = set(re.findall(r"^\| `(KPIS_\w+)` \|", PAGE, re.MULTILINE))
    assert listed | BY_ITSELF == in_code()


@pytest.mark.parametrize("path", deployed(), ids=lambda path: path.relative_to(DEPLOY).as_posix())
def test_a_file_of_deploy_sets_only_what_is_a_setting_and_begins_only_what_is_a_command(path):
    text = path.read_text("utf-8")
    assert set(_SETTING.findall(text)) <= in_code()
    assert set(re.findall(r"bin/kpis ([a-z-]+)", text)) <= set(COMMANDS)


def test_the_image_takes_in_what_is_there():
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    named = [name for line in copied for name in line.split()]
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_web_server_lets_the_largest_file_through():
    text = (DEPLOY / "nginx/nginx.conf").read_text("utf-8")
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", text)
    assert int(megabytes) * 1024 * 1024 >= MOST_UPLOADED


def test_what_the_image_needs_to_run_is_in_its_part_of_the_lock_and_no_tool_of_tests():
    from deploy.runtime_packages import asked_for, blocks_of, runtime

    lock = (ROOT / "requirements.lock").read_text("utf-8")
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    packages = set(blocks_of(runtime(lock, asked_for(project, ["lake"]))))
    assert {"streamlit", "duckdb", "pandas", "typst", "obstore", "starlette"} <= packages
    assert not packages & {"pytest", "moto", "mypy", "playwright", "ruff"}

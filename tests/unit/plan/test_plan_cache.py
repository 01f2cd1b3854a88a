"""A plan kept from before is the plan its files make, and never that of other files."""

import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kpis.errors import PlanError
from kpis.plan import plan_cache
from kpis.plan.load import load_plan

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    return Path(shutil.copytree(ROOT / "tests/fictional_plan", tmp_path / "plan"))


@pytest.fixture
def kept_files(tmp_path):
    return lambda: sorted((tmp_path / "compiled").rglob("plan-*.pickle"))


def test_a_kept_plan_equals_the_plan_read_from_its_files(folder, kept_files):
    read = load_plan(folder)
    (file,) = kept_files()
    assert pickle.loads(file.read_bytes()) == read
    assert load_plan(folder) == read
    assert kept_files() == [file]


def test_a_kept_plan_needs_no_package_that_checks_plans(folder, tmp_path):
    load_plan(folder)
    program = (
        "import sys; from pathlib import Path; from kpis.plan.load import load_plan; "
        "load_plan(Path(sys.argv[1])); print('pydantic' in sys.modules)"
    )
    options = ["-X", f"pycache_prefix={tmp_path / 'compiled'}"]
    told = [
        subprocess.run(
            [sys.executable, *options, "-c", program, str(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    ]
    assert told == ["False"]


def test_a_changed_file_is_seen_though_its_time_and_size_are_the_same(folder):
    title = load_plan(folder).title
    path = folder / "plan.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(title, title.swapcase()), encoding="utf-8")
    assert load_plan(folder).title == title.swapcase()


def test_a_fault_in_a_plan_that_was_kept_before_is_told(folder):
    load_plan(folder)
    path = sorted((folder / "measures").glob("*.toml"))[0]
    path.write_text("unti = 3", encoding="utf-8")
    with pytest.raises(PlanError, match=path.name):
        load_plan(folder)


def test_a_faulty_plan_is_not_kept(folder, kept_files):
    (folder / "themes.toml").unlink()
    with pytest.raises(PlanError):
        load_plan(folder)
    assert kept_files() == []


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps({"id": "other"})])
def test_a_damaged_kept_plan_is_read_anew(folder, kept_files, content):
    read = load_plan(folder)
    (file,) = kept_files()
    file.write_bytes(content)
    assert load_plan(folder) == read
    assert pickle.loads(file.read_bytes()) == read


def test_a_plan_at_another_place_is_another_plan(folder, tmp_path):
    elsewhere = Path(shutil.copytree(folder, tmp_path / "elsewhere"))
    assert plan_cache.digest_of(elsewhere) != plan_cache.digest_of(folder)


@pytest.mark.parametrize("module", ["model/plan.py", "plan/schema.py", "periods.py"])
def test_a_plan_kept_by_other_modules_is_another_plan(folder, tmp_path, monkeypatch, module):
    package = tmp_path / "kpis"
    for name in ("model/plan.py", "plan/schema.py", "plan/plan_cache.py", "periods.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / "kpis" / name, package / name)
    monkeypatch.setattr(plan_cache, "__file__", str(package / "plan/plan_cache.py"))
    before = plan_cache.digest_of(folder)
    assert plan_cache.digest_of(folder) == before
    with (package / module).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert plan_cache.digest_of(folder) != before


def test_nothing_is_kept_where_python_keeps_no_compiled_modules(folder, kept_files, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    load_plan(folder)
    assert kept_files() == []


def test_only_the_last_plans_are_kept(folder, kept_files):
    path = folder / "plan.toml"
    for number in range(plan_cache.MOST_KEPT + 3):
        path.write_text(path.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
        load_plan(folder)
    assert len(kept_files()) == plan_cache.MOST_KEPT

"""A plan kept from before is the plan its files make, and never that of other files."""

import os
import pickle
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kpis.errors import PlanError
from kpis.plan import load, plan_cache
from kpis.plan.load import load_plan

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Where plans are kept, of a process that holds none itself."""
    monkeypatch.setenv("KPIS_CACHE", str(tmp_path / "caches"))
    monkeypatch.setattr(plan_cache, "_held", {})
    monkeypatch.setattr(plan_cache, "MOST_HELD", 0)
    return tmp_path / "caches"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(ROOT / "tests/fictional_plan", tmp_path / "plan"))


@pytest.fixture
def kept_files(cache):
    return lambda: sorted(cache.glob("*"))


@pytest.fixture
def read_anew(monkeypatch):
    """The folders that were read because no plan was kept."""
    folders = []
    read = load._read_plan
    monkeypatch.setattr(load, "_read_plan", lambda at: folders.append(at) or read(at))
    return folders


def test_a_kept_plan_equals_the_plan_read_from_its_files(folder, kept_files):
    read = load_plan(folder)
    (file,) = kept_files()
    assert pickle.loads(file.read_bytes()) == read
    assert load_plan(folder) == read
    assert kept_files() == [file]


def test_a_kept_plan_needs_no_package_that_checks_plans(folder):
    load_plan(folder)
    program = (
        "import sys; from pathlib import Path; from kpis.plan.load import load_plan; "
        "load_plan(Path(sys.argv[1])); print('pydantic' in sys.modules)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    ]
    assert runs == ["False"]


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


def test_a_process_is_given_the_very_plan_it_was_given_until_a_file_of_it_changes(
    folder, monkeypatch, read_anew, cache
):
    monkeypatch.setattr(plan_cache, "MOST_HELD", 1)
    plan = load_plan(folder)
    shutil.rmtree(cache)
    assert load_plan(folder) is plan
    path = folder / "plan.toml"
    was = path.read_text(encoding="utf-8")
    path.write_text(was.replace(plan.title, plan.title.swapcase()), encoding="utf-8")
    assert load_plan(folder).title == plan.title.swapcase()
    path.write_text(was, encoding="utf-8")
    assert load_plan(folder) == plan
    assert load_plan(folder) is not plan  # of two it holds the last
    assert read_anew == [folder, folder, folder]


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


@pytest.mark.parametrize("module", ["model/plan.py", "plan/schema/measures.py", "periods.py"])
def test_a_plan_kept_by_other_modules_is_another_plan(folder, tmp_path, monkeypatch, module):
    package = tmp_path / "kpis"
    for name in ("model/plan.py", "plan/schema/measures.py", "plan/plan_cache.py", "periods.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / "kpis" / name, package / name)
    monkeypatch.setattr(plan_cache, "__file__", str(package / "plan/plan_cache.py"))
    before = plan_cache.digest_of(folder)
    assert plan_cache.digest_of(folder) == before
    with (package / module).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert plan_cache.digest_of(folder) != before


def test_a_plan_is_kept_where_only_this_user_can_look(folder, cache, kept_files):
    load_plan(folder)
    (file,) = kept_files()
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def open_to_others(cache, file):
    cache.chmod(0o770)


def file_writable_by_others(cache, file):
    file.chmod(0o666)


def linked_folder(cache, file):
    cache.rename(cache.with_name("elsewhere"))
    cache.symlink_to(cache.with_name("elsewhere"))


def linked_file(cache, file):
    file.rename(cache.with_name("elsewhere"))
    file.symlink_to(cache.with_name("elsewhere"))


UNTRUSTED = [open_to_others, file_writable_by_others, linked_folder, linked_file]


@pytest.mark.parametrize("happens", UNTRUSTED)
def test_what_another_user_could_have_changed_is_not_read(
    folder, cache, kept_files, read_anew, happens
):
    read = load_plan(folder)
    happens(cache, *kept_files())
    assert load_plan(folder) == read
    assert read_anew == [folder, folder]


def test_a_folder_or_file_of_another_user_is_not_read(folder, read_anew, monkeypatch):
    read = load_plan(folder)
    monkeypatch.setattr(os, "geteuid", lambda: 4321)
    assert load_plan(folder) == read
    assert read_anew == [folder, folder]


class Harm:
    def __reduce__(self):
        return (os.mkdir, ("harm",))


# What a module of ours happens to import, or leads to, is no value of a plan either.
PLANTED = [
    pickle.dumps(Harm()),
    b"csubprocess\nPopen\n.",
    b"ckpis.model.plan\ndataclass\n.",
    b"ckpis.model.enumerations\nStrEnum\n.",
    b"\x80\x04\x8c\x0fkpis.model.plan\x8c\x0ePlan.__class__\x93.",
]


@pytest.mark.parametrize("planted", PLANTED)
def test_nothing_but_the_values_of_a_plan_is_made_of_a_kept_file(
    folder, kept_files, read_anew, monkeypatch, tmp_path, planted
):
    monkeypatch.chdir(tmp_path)
    read = load_plan(folder)
    (file,) = kept_files()
    file.write_bytes(planted)
    assert plan_cache.kept_plan(plan_cache.digest_of(folder)) is None
    assert load_plan(folder) == read
    assert read_anew == [folder, folder]
    assert not (tmp_path / "harm").exists()


# A relative one is to be passed over, says the specification of XDG_CACHE_HOME.
@pytest.mark.parametrize(
    ("caches", "kept_in"), [("", "home/.cache"), ("relative", "home/.cache"), ("own", "own")]
)
def test_a_plan_is_kept_among_the_caches_of_the_user_where_nothing_else_is_named(
    folder, tmp_path, monkeypatch, caches, kept_in
):
    monkeypatch.delenv("KPIS_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own") if caches == "own" else caches)
    load_plan(folder)
    assert len(list((tmp_path / kept_in / "kpis").glob("plan-*.pickle"))) == 1


def without_home(tmp_path, monkeypatch):
    monkeypatch.delenv("KPIS_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: Path("~nobody-of-this-name").expanduser())


def without_room(tmp_path, monkeypatch):
    (tmp_path / "caches").write_text("no folder", encoding="utf-8")


@pytest.mark.parametrize("happens", [without_home, without_room])
def test_a_plan_is_read_as_well_where_none_can_be_kept(
    folder, tmp_path, monkeypatch, read_anew, happens
):
    happens(tmp_path, monkeypatch)
    assert load_plan(folder) == load_plan(folder)
    assert read_anew == [folder, folder]


def test_only_the_last_plans_are_kept(folder, kept_files):
    path = folder / "plan.toml"
    for number in range(plan_cache.MOST_KEPT + 3):
        path.write_text(path.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
        load_plan(folder)
    assert len(kept_files()) == plan_cache.MOST_KEPT

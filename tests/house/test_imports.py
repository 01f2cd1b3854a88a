"""The house: which room may import which, and where heavy packages stay out.

The rooms stand in order; a module may import rooms that stand before its own, and its own.
What is forbidden beyond that is listed in NEVER.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ORDER = (
    {"errors"},
    {"model"},
    {
        "cell_addresses",
        "clock",
        "default_paths",
        "formulas",
        "frames",
        "memory",
        "period_text",
        "periods",
        "rounding",
        "statistics",
    },
    {"words"},
    {"plan"},
    {"template"},
    {"readers"},
    {"validation"},
    {"store"},
    {"analysis"},
    {"narrative"},
    {"charts"},
    {"exports"},
    {"use_cases"},
    {"ui", "cli"},
)
NEVER = {
    "readers": {"store", "analysis", "streamlit", "plotly"},
    "validation": {"store", "analysis", "streamlit", "plotly"},
    "store": {"plan", "readers", "validation", "analysis", "streamlit", "plotly"},
    "analysis": {"store", "readers", "validation", "plotly", "streamlit", "duckdb"},
    "charts": {"store", "readers", "validation", "analysis", "streamlit", "duckdb"},
    "exports": {"store", "readers", "validation", "streamlit", "duckdb"},
    "use_cases": {"streamlit", "plotly"},
    "cli": {"ui", "streamlit", "plotly"},
    "plan": {"streamlit", "plotly", "duckdb", "openpyxl"},
}
PAGES_MAY = {"ui", "use_cases", "streamlit", "pathlib"}
HEAVY = ("pandas", "duckdb", "openpyxl", "plotly", "streamlit", "pydantic", "numpy")


def modules() -> list[Path]:
    return sorted((ROOT / "kpis").rglob("*.py"))


def pages() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Rooms of kpis and top-level packages a file imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            full = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            full = (
                [f"{module}.{alias.name}" for alias in node.names] if module == "kpis" else [module]
            )
        else:
            continue
        for name in full:
            parts = name.split(".")
            names.add(parts[1] if parts[0] == "kpis" and len(parts) > 1 else parts[0])
    return names - {"kpis"}


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "kpis").with_suffix("").parts
    return parts[0]


def rank(room: str) -> int | None:
    return next((number for number, rooms in enumerate(ORDER) if room in rooms), None)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_rooms_before_its_own(path):
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    own = rank(room)
    assert own is not None, f"{room} has no place in the order of rooms"
    for name in imported(path):
        if rank(name) is not None and name != room:
            assert rank(name) < own or name in ORDER[own] - {"ui", "cli"}, f"{room} imports {name}"
        assert name not in NEVER.get(room, ()), f"{room} must never import {name}"
        assert name != "streamlit" or room == "ui", "only kpis/ui may import Streamlit"


@pytest.mark.parametrize("path", pages(), ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_show_what_ui_and_use_cases_give_them_and_import_nothing_else(path):
    assert imported(path) <= PAGES_MAY


def test_page_scripts_stand_in_sub_folders_so_that_none_runs_without_the_entry_point():
    assert list((ROOT / "pages").glob("*.py")) == []
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 60


def test_the_command_line_starts_without_heavy_packages():
    loaded = subprocess.run(
        [sys.executable, "-c", "import kpis.cli, sys; print(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    assert not set(HEAVY) & set(loaded)


@pytest.mark.parametrize(
    "module",
    ["kpis.use_cases.figures_as_at", "kpis.ui.state.cache", "kpis.ui.performance.sentences"],
)
def test_who_only_looks_at_figures_waits_for_nothing_that_reads_or_checks_returns(module):
    loaded = subprocess.run(
        [sys.executable, "-c", f"import {module}, sys; print(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    rooms = {".".join(name.split(".")[:2]) for name in loaded if name.startswith("kpis.")}
    assert not rooms & {"kpis.readers", "kpis.validation", "kpis.exports"}


def test_nothing_in_the_package_names_a_council():
    for path in modules():
        text = path.read_text(encoding="utf-8").lower()
        for name in ("tower hamlets", "workpath", "idea store"):
            assert name not in text, f"{path.name} names {name}"


def test_modules_stay_small_enough_to_have_one_reason():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*modules(), *pages()]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long

"""The house: which room may import which, how large a folder may be, where heavy packages stay out.

A room is a part of `kpis`, or a folder of one that has stages of its own. What each may import is
listed, and nothing else is allowed; the lists can only be kept where there is no circle, so none
is. Imports count wherever they stand, inside functions and behind TYPE_CHECKING too.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from docs.scripts.import_graph import (
    GROUND,
    ROOT,
    children_of,
    circle_in,
    folded,
    imported_by,
    module_graph,
    modules,
)

# Room → the rooms it may import. The ground may be imported by all, and imports ground only.
MAY_IMPORT = {
    "plan": set(),
    "template": {"plan"},
    "readers": {"template"},
    "plan_book": {"plan", "template", "readers"},
    "validation": {"plan", "readers"},
    "store": set(),
    "analysis": {"plan"},
    "narrative": {"plan", "analysis"},
    "charts": set(),
    "reports": {"plan", "analysis", "narrative", "charts"},
    "exports": {"charts", "reports"},
    "mail": set(),
    "councils": set(),
    "use_cases": {
        "plan",
        "plan_book",
        "template",
        "readers",
        "validation",
        "store",
        "analysis",
        "narrative",
        "reports",
        "exports",
        "mail",
    },
    "ui": {
        "plan",
        "plan_book",
        "template",
        "readers",
        "validation",
        "store",
        "analysis",
        "narrative",
        "charts",
        "reports",
        "exports",
        "sign_in",
        "use_cases",
    },
    "sign_in": set(),
    "server": {"plan", "readers", "store", "sign_in", "councils", "use_cases", "ui"},
    "cli": {
        "plan",
        "store",
        "analysis",
        "narrative",
        "reports",
        "exports",
        "sign_in",
        "councils",
        "use_cases",
    },
    "__main__": {"cli"},
}
# The order within the ground: a part imports parts of rows above its own.
GROUND_FLOORS = (
    {"lake_address", "regardless"},
    {
        "answering",
        "errors",
        "model",
        "cell_addresses",
        "clock",
        "default_paths",
        "formulas",
        "memory",
        "often",
        "settings_lines",
    },
    {"frames", "periods", "rounding", "statistics"},
    {"words", "period_text"},
    {"markup"},
)
# Folders with stages of their own: each imports what stands before it, and never what follows.
STAGES = {
    "kpis.readers": ("asked", "cell_kind", "raw", "files", "tables", "mapping", "reading"),
    "kpis.analysis": (
        "figures",
        "direction",
        "groups",
        "series",
        "report",
        "outlook",
        "spc",
        "benchmark",
        "quality",
        "insights",
    ),
    "kpis.ui": (
        "kit",
        "state",
        "post",
        "returns",
        "performance",
        "borough",
        "publish",
        "plan",
        "people",
        "guide",
        "ready",
    ),
    "kpis.server": (
        "counts",
        "asgi",
        "error_pages",
        "hosts",
        "addresses",
        "limits",
        "sign_in",
        "visits",
        "security_headers",
        "static_files",
        "public_site",
        "shell",
        "process",
        "upload_limit",
        "handed_out",
        "messages",
        "dashboard",
        "watching",
        "application",
        "connections",
        "log_lines",
        "clocks",
        "start",
        "several",
    ),
}
# Package of others → the rooms that may import it, wherever in them.
PACKAGES = {
    "streamlit": {"ui", "server"},
    "starlette": {"server"},
    "uvicorn": {"server"},
    "h11": {"server"},
    "prometheus_client": {"server"},
    "plotly": {"charts", "ui"},
    "duckdb": {"store"},
    "obstore": {"store"},
    "psycopg": {"store"},
    "openpyxl": {"readers", "template", "plan_book"},
    "python_calamine": {"readers"},
    "pydantic": {"plan"},
    "tomlkit": {"plan_book"},
    "scipy": {"analysis"},
    "statsmodels": {"analysis", "ui"},  # the server gets it ready for the first outlook
    "pyarrow": {"store", "readers", "memory"},
    "click": {"cli"},
    "markupsafe": {"markup"},
    "docx": {"exports"},
    "pptx": {"exports"},
    "xlsxwriter": {"exports"},
    "typst": {"exports"},
    "pikepdf": {"exports"},
}
PAGES_MAY_IMPORT = {"kpis.ui", "kpis.use_cases", "kpis.analysis", "kpis.narrative", "kpis.reports"}
HEAVY = ("pandas", "duckdb", "openpyxl", "plotly", "streamlit", "pydantic", "numpy")
MOST_MODULES = 20  # beside each other in one folder
MOST_LINES = 400


# Worked out when they are first asked for: each worker collects this file, and one runs it.
@cache
def graph() -> dict[str, set[str]]:
    return module_graph("kpis")


@cache
def rooms_and_imports() -> dict[str, set[str]]:
    """Room → the rooms it imports."""
    return folded(graph(), children_of("kpis", graph()))


def test_every_room_has_its_place():
    assert set(rooms_and_imports()) == GROUND | set(MAY_IMPORT)


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_imports_the_ground_and_what_is_listed(room):
    assert rooms_and_imports()[room] <= GROUND | MAY_IMPORT[room]


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_no_room_is_allowed_what_it_does_not_use(room):
    assert MAY_IMPORT[room] <= rooms_and_imports()[room]


def test_the_ground_imports_only_ground_below():
    below: set[str] = set()
    for floor in GROUND_FLOORS:
        for part in floor & set(rooms_and_imports()):
            assert rooms_and_imports()[part] <= below | {"errors", "model"} - {part}, part
        below |= floor


def test_no_module_and_no_folder_is_part_of_a_circle():
    assert circle_in(graph()) == []
    for folder in folders():
        assert circle_in(folded(graph(), children_of(folder, graph()))) == [], folder


@pytest.mark.parametrize("folder", STAGES)
def test_a_stage_imports_only_stages_before_it(folder):
    stages = STAGES[folder]
    inside = folded(graph(), children_of(folder, graph()))
    assert set(inside) == set(stages)
    for place, stage in enumerate(stages):
        assert inside[stage] <= set(stages[:place]), stage


@cache
def packages_by_module() -> dict[str, set[str]]:
    return {
        name: {each.split(".")[0] for each in imported_by(path)}
        for name, path in modules("kpis").items()
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_imported_by_its_rooms_alone(package):
    rooms = {
        name.split(".")[1] for name, packages in packages_by_module().items() if package in packages
    }
    assert rooms == PACKAGES[package]


@pytest.mark.parametrize("path", modules("pages").values(), ids=lambda p: p.stem)
def test_pages_import_what_draws_and_words_and_nothing_that_reads(path):
    ours = {each for each in imported_by(path) if each.startswith("kpis.")}
    assert {".".join(each.split(".")[:2]) for each in ours} <= PAGES_MAY_IMPORT


def test_page_scripts_stand_in_sub_folders_so_that_none_runs_without_the_entry_point():
    assert list((ROOT / "pages").glob("*.py")) == []
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 60


def loaded_by(statement: str) -> list[str]:
    code = f"{statement}, sys; print(*sorted(sys.modules))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.split()


def test_the_command_line_starts_without_heavy_packages():
    assert not set(HEAVY) & set(loaded_by("import kpis.cli"))


def test_who_only_looks_at_figures_waits_for_nothing_that_reads_or_checks_returns():
    """All three in one process, for together they load no more than each by itself."""
    loaded = loaded_by(
        "import kpis.use_cases.figures_as_at, kpis.ui.state.cache, kpis.ui.performance.sentences"
    )
    rooms = {".".join(name.split(".")[:2]) for name in loaded if name.startswith("kpis.")}
    assert not rooms & {"kpis.readers", "kpis.validation", "kpis.exports"}


def test_nothing_in_the_package_names_a_council():
    for path in modules("kpis").values():
        text = path.read_text(encoding="utf-8").lower()
        for name in ("tower hamlets", "workpath", "idea store"):
            assert name not in text, f"{path.name} names {name}"


def folders() -> list[str]:
    return sorted({name.rpartition(".")[0] for name in graph() if "." in name})


def test_no_folder_has_more_modules_than_can_be_overlooked():
    crowded = {
        folder: count
        for folder in folders()
        if (count := len(list((ROOT / folder.replace(".", "/")).glob("*.py"))) - 1) > MOST_MODULES
    }
    assert not crowded


def test_modules_stay_small_enough_to_have_one_reason():
    files: list[Path] = [ROOT / "app.py", *modules("kpis", "pages").values()]
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long

"""Has one worker make files one after another which share what is dear to begin.

A dashboard and a browser cost seconds of the processor each, as does the first page that a browser
loads of a dashboard. Such files go, one after another, to the worker that has them running.
"""

from typing import Any

import pytest

JOURNEYS_ON_ONE_DASHBOARD = (
    "test_accessibility.py",
    "test_submit_journey.py",
    "test_command_line_beside_dashboard.py",
    "test_own_layouts.py",
    "test_foreign_texts.py",
    "test_hostile_upload.py",
)
OTHER_JOURNEYS = (
    "test_server.py",
    "test_roles_and_audit.py",
    "test_quarter.py",
    "test_next_year.py",
    "test_sign_in.py",
    "test_first_visit.py",
    "test_site.py",
    "test_pack_page.py",
)
FOLDER = "tests/journeys"
SHARED = {
    f"{FOLDER}/{file}": files[0]
    for files in (JOURNEYS_ON_ONE_DASHBOARD, OTHER_JOURNEYS)
    for file in files
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """None where files are not what is spread among workers: they are spread as was asked."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    class Together(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return SHARED.get(file, file)

    return Together(config, log)

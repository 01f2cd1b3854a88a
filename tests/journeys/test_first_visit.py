"""The first visit after a start: a new store, and a link straight to one measure."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kpis.store import Store
from tests.serving import Dashboard

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Path:
    """Where the browser of whoever runs the dashboard writes what it is asked to open."""
    return tmp_path_factory.mktemp("first_visit") / "opened"


@pytest.fixture(scope="module")
def just_started(serve, opened) -> Iterator[Dashboard]:
    script = opened.with_name("browser")
    script.write_text(f'#!/bin/sh\necho "$@" > "{opened}"\n')
    script.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER", str(script))
        with serve(opened.with_name("kpis.duckdb"), open_browser=True) as running:
            yield running
    printed = opened.with_name("dashboard.log").read_text()
    assert printed.startswith(f"The dashboard is at {running.address}. Stop it with Ctrl+C.\n")
    assert "Streamlit" not in printed


def test_a_server_that_has_just_started_opens_itself_and_any_link_without_advertisements(
    browser, just_started, opened, settled
):
    page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
    page.goto(f"{just_started.address}/measure?measure=recycling&period=2019-20-Q3")
    expect(page.get_by_role("heading", name="5.2 Level of recycling")).to_be_visible(timeout=60_000)
    settled(page)
    assert page.get_by_text("Page not found").count() == 0
    assert page.title() == "5.2 Level of recycling – Tower Hamlets"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Store(just_started.store).has_submissions()
    page.wait_for_timeout(1_000)  # a message of Streamlit's own would come after the page
    assert page.locator("[data-testid='stToastContainer']").get_by_text("Install").count() == 0
    assert page.get_by_text("agents", exact=False).count() == 0
    page.close()
    assert opened.read_text().split() == [just_started.address]


def test_a_second_dashboard_on_the_same_port_is_told_so_at_once(just_started):
    port = just_started.address.rpartition(":")[2]
    second = subprocess.run(
        [sys.executable, "-m", "kpis", "serve", "--port", port],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env=os.environ | {"BROWSER": "false"},
    )
    assert second.returncode == 2
    assert f"port {port}" in second.stderr
    assert "--port" in second.stderr
    assert "Traceback" not in second.stderr

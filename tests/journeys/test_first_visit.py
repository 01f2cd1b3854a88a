"""The first visit after a start: a new store, and a link straight to one measure."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from kpis.store import Store

pytestmark = pytest.mark.browser


def test_a_server_that_has_just_started_opens_itself_and_any_link_without_advertisements(
    browser, serve, settled, tmp_path, monkeypatch
):
    opened = tmp_path / "opened"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$@" > "{opened}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(script))
    with serve(tmp_path / "kpis.duckdb", open_browser=True) as dashboard:
        page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
        page.goto(f"{dashboard.address}/measure?measure=recycling&period=2019-20-Q3")
        expect(page.get_by_role("heading", name="5.2 Level of recycling")).to_be_visible(
            timeout=60_000
        )
        settled(page)
        assert page.get_by_text("Page not found").count() == 0
        assert page.title() == "5.2 Level of recycling – Tower Hamlets"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert Store(dashboard.store).has_submissions()
        page.wait_for_timeout(1_000)  # a message of Streamlit's own would come after the page
        assert page.locator("[data-testid='stToastContainer']").get_by_text("Install").count() == 0
        assert page.get_by_text("agents", exact=False).count() == 0
        page.close()
        assert opened.read_text().split() == [dashboard.address]
    printed = (tmp_path / "dashboard.log").read_text()
    assert printed.startswith(f"The dashboard is at {dashboard.address}. Stop it with Ctrl+C.\n")
    assert "Streamlit" not in printed


def test_a_second_dashboard_on_the_same_port_is_told_so_at_once(dashboard):
    port = dashboard.address.rpartition(":")[2]
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

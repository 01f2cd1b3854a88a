"""The command line and the dashboard at the same time, as two real processes on one store."""

import json

import pandas as pd
import pytest

from kpis.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.walk]

ADDRESS = "measure?measure=new_enterprises&period=2019-20-Q3"
RETURN = (
    "measure,period,outturn,commentary\n"
    "1.3,Q3 2019/20,47,Two intakes of the start-up programme in October and November.\n"
)


def test_a_return_submitted_on_the_command_line_shows_on_the_open_dashboard(
    dashboard, open_page, settled, tmp_path
):
    page = open_page(ADDRESS)
    figure = page.locator(".k-fact", has_text="Outturn").first
    assert "47" not in figure.inner_text()

    path = tmp_path / "enterprises.csv"
    path.write_text(RETURN, encoding="utf-8")
    done = dashboard.kpis("submit", str(path), "--by", "Performance Officer", "--json")
    assert done.returncode == 0, done.stderr
    [submission] = json.loads(done.stdout)["submissions"]
    assert submission["new"] + submission["restated"] == 1

    page.reload()
    settled(page)
    assert "47" in page.locator(".k-fact", has_text="Outturn").first.inner_text()

    back = dashboard.kpis(
        "withdraw", submission["id"], "--by", "Performance Officer", "--why", "Only a test"
    )
    assert back.returncode == 0, back.stderr
    page.reload()
    settled(page)
    assert "47" not in page.locator(".k-fact", has_text="Outturn").first.inner_text()
    kept = Store(dashboard.store).revisions("new_enterprises")
    [revision] = kept[kept["submission_id"] == submission["id"]].to_dict("records")
    assert revision["outturn"] == 47
    assert revision["withdrawn_at"] is not pd.NaT

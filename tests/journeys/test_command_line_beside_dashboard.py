"""The command line and the dashboard at the same time, as two real processes on one store."""

import json

import pytest

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

    status = dashboard.kpis("status", "--period", "2019-20-Q3", "--json")
    [row] = [m for m in json.loads(status.stdout)["measures"] if m["code"] == "1.3"]
    assert (row["outturn"], row["provenance"]) == (47, "return")

    back = dashboard.kpis(
        "withdraw", submission["id"], "--by", "Performance Officer", "--why", "Only a test"
    )
    assert back.returncode == 0, back.stderr
    page.reload()
    settled(page)
    assert "47" not in page.locator(".k-fact", has_text="Outturn").first.inner_text()
    kept = json.loads(dashboard.kpis("history", "1.3", "--json").stdout)["revisions"]
    [revision] = [r for r in kept if r["submission_id"] == submission["id"]]
    assert revision["outturn"] == 47
    assert revision["withdrawn_at"]

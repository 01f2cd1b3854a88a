"""A page looks at the file system once for a thing, however many of its parts ask."""

from kpis.plan.chain import chain
from kpis.sign_in.ways_in import way_in
from kpis.ui.state import plan_files, visitor


def test_a_page_asks_once_which_plans_there_are_and_who_looks(open_page, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(
        plan_files,
        "chain_folders",
        lambda folder: asked.append("plans") or chain.chain_folders(folder),
    )
    monkeypatch.setattr(visitor, "way_in", lambda: asked.append("who") or way_in())
    open_page("performance/measure", measure="recycling")
    assert sorted(asked) == ["plans", "who"]

"""What visits leave behind is given back without anybody coming."""

import asyncio
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from kpis.server import dashboard


class Visit:
    """As Streamlit's: gives its files back as it goes."""

    id = "one"

    def __init__(self, gone: list[str]) -> None:
        self.gone = gone

    def __del__(self) -> None:
        self.gone.append(self.id)


def running(storage: MemorySessionStorage):
    return SimpleNamespace(
        _runtime=SimpleNamespace(_session_mgr=SimpleNamespace(_session_storage=storage))
    )


@pytest.mark.parametrize(("seconds", "gone"), [(0, ["one"]), (120, [])])
def test_a_visit_that_can_be_taken_up_no_more_is_let_go(monkeypatch, run, seconds, gone):
    monkeypatch.setattr(dashboard, "CLEARED_EVERY", 0.01)
    storage = MemorySessionStorage(ttl_seconds=seconds)
    left: list[str] = []
    cleared, forget = asyncio.Event(), dashboard.forget_visits_that_are_over

    def forgets(inside) -> None:
        forget(inside)
        cleared.set()

    monkeypatch.setattr(dashboard, "forget_visits_that_are_over", forgets)
    storage.save(SimpleNamespace(session=Visit(left)))  # type: ignore[arg-type]

    async def a_while() -> None:
        async with dashboard._while_it_runs(running(storage)):
            await asyncio.wait_for(cleared.wait(), 60)

    run(a_while())
    assert left == gone

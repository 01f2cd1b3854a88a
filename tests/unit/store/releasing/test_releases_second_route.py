"""What releases show, worked out a second time in plain Python from everything that was done."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.errors import StoreError
from kpis.model import Provenance
from kpis.store import Incoming, Store

pytestmark = pytest.mark.walk

QUARTERS = ("2019-20-Q1", "2019-20-Q2")
MEASURES = ("recycling", "air", "noise")
REPORTED = {
    quarter: {(measure, quarter) for measure in MEASURES[:2]} | {(MEASURES[2], QUARTERS[0])}
    for quarter in QUARTERS
}
START = datetime(2019, 10, 1)

figure = st.tuples(
    st.sampled_from(MEASURES),
    st.sampled_from(QUARTERS),
    st.sampled_from([1.0, 2.0, 3.5]),
    st.sampled_from(["", "p", "r"]),
)
submission = st.tuples(
    st.just("submit"),
    st.sampled_from(Provenance),
    st.lists(figure, min_size=1, max_size=4, unique_by=lambda each: each[:2]),
)
withdrawal = st.tuples(st.just("withdraw"), st.integers(0, 9))
approval = st.tuples(st.just("approve"), st.integers(0, 9))
publication = st.tuples(st.just("publish"), st.sampled_from(QUARTERS))
story = st.lists(
    st.one_of(submission, submission, approval, approval, withdrawal, publication, publication),
    min_size=6,
    max_size=16,
)


class Ledger:
    """The rules of sign-off and release, in lists and loops."""

    def __init__(self) -> None:
        self.submissions: list[dict] = []
        self.releases: list[tuple[str, dict]] = []

    def shown_now(self) -> dict[tuple[str, str], tuple[float, str, str]]:
        """Figure, marker and submission of each: the last approved; else an illustrative one."""
        figures = {}
        for illustrative in (True, False):
            for each in self.submissions:
                counts = each["approved"] and not each["withdrawn"]
                if counts and (each["provenance"] is Provenance.ILLUSTRATIVE) is illustrative:
                    for measure, period, outturn, marker in each["figures"]:
                        figures[measure, period] = (outturn, marker, each["number"])
        return figures

    def publish(self, quarter: str) -> bool:
        """Whether there was something to publish, which is then published."""
        shown_now = self.shown_now()
        previous = next((figures for q, figures in reversed(self.releases) if q == quarter), None)
        if not REPORTED[quarter] & set(shown_now) or shown_now == previous:
            return False
        self.releases.append((quarter, shown_now))
        return True

    def shown(self, number: int) -> dict[tuple[str, str], tuple[float, str]]:
        quarter, figures = self.releases[number - 1]
        earlier = [released for q, released in self.releases[: number - 1] if q == quarter]
        before = earlier[-1] if earlier else {}
        shown = {}
        for key, (outturn, marker, _) in figures.items():
            corrected = key in before and before[key][:2] != (outturn, marker)
            if corrected and key in REPORTED[quarter] and "r" not in marker:
                marker += "r"
            shown[key] = (outturn, marker)
        return shown


@settings(max_examples=8, deadline=None)
@given(story=story)
def test_every_release_shows_what_the_rules_say(empty_store, figures, story):
    ledger = Ledger()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(copy(empty_store, folder)), timeout=5)
        for number, (action, *arguments) in enumerate(story):
            now = START + timedelta(hours=number)
            act(store, ledger, figures, action, arguments, now)
        assert len(store.releases()) == len(ledger.releases)
        for number in range(1, len(ledger.releases) + 1):
            outturns = store.outturns(release=number)
            shown = {
                (row.measure_id, row.period_id): (row.outturn, row.marker)
                for row in outturns.itertuples()
            }
            assert shown == ledger.shown(number)


def act(store, ledger, figures, action, arguments, now) -> None:
    if action == "submit":
        provenance, rows = arguments
        made = store.submit(
            Incoming(
                rows=figures(
                    *(
                        {"measure_id": m, "period_id": p, "outturn": o, "marker": k}
                        for m, p, o, k in rows
                    )
                ),
                file_name="return.csv",
                content=str(now).encode(),
                provenance=provenance,
                by="Officer",
                now=now,
            )
        ).submission
        ledger.submissions.append(
            {
                "id": made.id,
                "number": len(ledger.submissions),
                "provenance": provenance,
                "figures": rows,
                "approved": provenance is not Provenance.RETURN,
                "withdrawn": False,
            }
        )
    elif action == "publish":
        done = attempt(
            lambda: store.publish(arguments[0], by="Head", reported=REPORTED[arguments[0]], now=now)
        )
        assert done == ledger.publish(arguments[0])
    elif ledger.submissions:
        chosen = ledger.submissions[arguments[0] % len(ledger.submissions)]
        if action == "approve":
            done = attempt(lambda: store.approve(chosen["id"], by="Head", now=now))
            assert done == (not chosen["approved"] and not chosen["withdrawn"])
            chosen["approved"] |= done
        else:
            done = attempt(lambda: store.withdraw(chosen["id"], by="Head", why="Wrong", now=now))
            assert done == (not chosen["withdrawn"])
            chosen["withdrawn"] = True


def attempt(deed) -> bool:
    try:
        deed()
    except StoreError:
        return False
    return True

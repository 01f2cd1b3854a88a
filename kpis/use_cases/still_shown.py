"""What releases go on showing of figures that were withdrawn or corrected.

A release shows what was known when it was published, or approved for a time. Whoever takes a figure
back, or restates it, is told which releases it still stands in, and what would change that.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from kpis.frames import OUTTURN_KEY
from kpis.model import Change, standing_releases
from kpis.periods import period_of_id
from kpis.store import ALL_FIGURES, Store, WantedFigures, releases_in
from kpis.words.releases import (
    shown_as_before_sentence,
    still_shown_sentence,
    will_show_as_before_sentence,
    will_show_sentence,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StillShown:
    """Of the latest release of a quarter, or of one that is approved for a time.

    release: its number, of one approved for a time below nought. figures: how many of them it
    shows.
    """

    release: int
    quarter_id: str
    figures: int
    sentence: str

    def as_dict(self) -> dict[str, int | str]:
        return {
            "release": self.release,
            "quarter": self.quarter_id,
            "figures": self.figures,
            "message": self.sentence,
        }


def still_published(store: Store, submission_ids: Collection[str]) -> tuple[StillShown, ...]:
    """What releases still show of withdrawn submissions, once for each quarter's latest one.

    After them those approved for a time. () where none shows anything of them. Raises StoreError
    and StoreBusy.
    """
    ids = list(submission_ids)

    def shown(outturns: pd.DataFrame) -> int:
        return int(outturns["submission_id"].isin(ids).sum())

    return _still_shown(store, shown, still_shown_sentence, will_show_sentence)


def still_as_before(store: Store, changes: pd.DataFrame) -> tuple[StillShown, ...]:
    """What releases show otherwise than figures that are restated, as `still_published` has it.

    changes: CHANGES, of a return that is stored or not yet.
    """
    restated = changes[changes["change"] == Change.RESTATED]
    if restated.empty:
        return ()

    def shown(outturns: pd.DataFrame) -> int:
        published = outturns[[*OUTTURN_KEY, "outturn", "marker"]]
        both = restated.merge(published, on=OUTTURN_KEY)
        neither = both["after"].isna() & both["outturn"].isna()
        alike = (both["after"] == both["outturn"]) | neither
        return int((~alike | (both["after_marker"] != both["marker"])).sum())

    wanted = WantedFigures(
        measures=frozenset(restated["measure_id"]), areas=frozenset(restated["area"])
    )
    return _still_shown(
        store, shown, shown_as_before_sentence, will_show_as_before_sentence, wanted
    )


def _still_shown(
    store: Store,
    shown: Callable[[pd.DataFrame], int],
    sentence: Callable[[int, str, int], str],
    sentence_before: Callable[[str, datetime, int], str],
    wanted: WantedFigures = ALL_FIGURES,
) -> tuple[StillShown, ...]:
    standing = standing_releases(releases_in(store.releases()))
    latest = {each.quarter_id: each for each in standing[::-1]}
    published = [
        StillShown(
            release=each.number,
            quarter_id=each.quarter_id,
            figures=count,
            sentence=sentence(each.number, period_of_id(each.quarter_id).label, count),
        )
        for each in latest.values()
        if (count := shown(store.outturns(release=each.number, of=wanted)))
    ]
    to_come = [
        StillShown(
            release=each.release_number,
            quarter_id=each.quarter_id,
            figures=count,
            sentence=sentence_before(period_of_id(each.quarter_id).label, each.due_at, count),
        )
        for each in store.scheduled()
        if (count := shown(store.outturns(release=each.release_number, of=wanted)))
    ]
    return (*published, *to_come)

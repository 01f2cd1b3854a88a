"""What a correction would change: releases, addresses, and whatever was made of them.

A release never changes, so a correction reaches no further than its own quarter. Whoever publishes
one is told what else speaks of the same figures: later releases that show them as they were,
addresses that will say that they are corrected, packs that are no longer the newest.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.analysis.figures.lines import in_lines
from kpis.analysis.report.release_changes import ReleaseChanges
from kpis.frames import OUTTURN_KEY
from kpis.model import About, Act, Actor, Plan, Release, standing_releases
from kpis.periods import ReportingPeriod
from kpis.store import Store, releases_in
from kpis.use_cases.allow import allow
from kpis.use_cases.release_preview import ReleasePreview
from kpis.words.releasing.consequences import (
    correction_sentence,
    later_sentences,
    marked_sentence,
    packs_sentence,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """Of a release that corrects another.

    counts: how many figures, groups, ratings, aims, terms, texts and notes differ. later: releases
    of later quarters, each with how many of the figures it shows as they were, newest first.
    marked: releases whose addresses will say that they are corrected, newest first. sentences: all
    of it for who publishes.
    """

    corrects: Release
    counts: dict[str, int]
    later: tuple[tuple[Release, int], ...]
    marked: tuple[Release, ...]
    sentences: tuple[str, ...]


def what_would_change(
    store: Store, plan: Plan, quarter: ReportingPeriod, preview: ReleasePreview, *, actor: Actor
) -> Consequences | None:
    """What the release that a preview is of would change; None where it corrects none.

    Raises AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.READ_BEFORE_RELEASE, About(words=quarter.label))
    corrects, changes = preview.previous, preview.changes
    if corrects is None or changes is None:
        return None
    releases = standing_releases(releases_in(store.releases()))
    later = tuple(
        (each, count)
        for each in releases
        if each.quarter_id > quarter.id
        if (count := _as_before(in_lines(plan, store.outturns(release=each.number)), changes))
    )
    marked = tuple(each for each in releases if each.quarter_id == quarter.id)
    counts = _counts(changes)
    return Consequences(
        corrects=corrects,
        counts=counts,
        later=later,
        marked=marked,
        sentences=(
            correction_sentence(corrects, counts),
            *later_sentences(later),
            marked_sentence(marked),
            packs_sentence(corrects),
        ),
    )


def _counts(changes: ReleaseChanges) -> dict[str, int]:
    return {
        "figures": len(changes.figures),
        "groups": len(changes.groups),
        "ratings": len(changes.ratings),
        "aims": len(changes.aims),
        "terms": len(changes.terms),
        "texts": len(changes.commentaries) + len(changes.activities),
        "notes": len(changes.notes_added) + len(changes.notes_gone),
    }


def _as_before(outturns: pd.DataFrame, changes: ReleaseChanges) -> int:
    """How many of the figures that change are shown as they were. outturns: OUTTURNS."""
    both = changes.figures.merge(outturns[[*OUTTURN_KEY, "outturn"]], on=OUTTURN_KEY)
    alike = np.isclose(both["before"], both["outturn"], rtol=0, atol=0, equal_nan=True)
    return int(alike.sum())

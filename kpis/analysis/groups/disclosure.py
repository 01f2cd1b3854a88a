"""Withhold small counts by group, so that nobody can be found out from what the public sees.

Three job starts in one ward may be three people whom their neighbours know. So a count under
five is withheld wherever the public can see it, and so is whatever would give it away.

What is withheld at first (primary suppression), with the threshold at 5:

- a count of 1 to 4; a percentage of which the numerator, the denominator or what is left between
  them (those who did *not* complete) is 1 to 4; a rate of 1 to 4 events or persons; an average
  over 1 to 4 persons. Nought is shown: it tells of nobody;
- a percentage or rate that came without numerator and denominator, because nobody can tell how
  few people are behind it. One that an official statistic gives is shown: its publisher knew;
- what the service withheld itself.

What is withheld beside it (secondary suppression), because the groups of one breakdown add up and
their total is known: the first other groups by an order of their names, until every small count
may still be *any* number from 1 to 4 to a reader who knows this rule, has its code and sees every
other period. The rule and its proof stand in `secondary_suppression.py`. In short:

- who is withheld beside a small group does not hang on how large anybody is, and is the same in
  every period. Groups such as "Not stated" come first, then the last in reading order;
- for percentages it holds for numerators, denominators and what is left between them alike,
  because all three add up. The share, its rounding and its interval go with the counts;
- people in no group shown are a group that is withheld: where they are 1 to 4, so is another;
- groups that make up the whole with some of the other categories only (the rest being context)
  are taken by themselves; which do is taken to be known to everybody;
- where the groups together come to four a group or less, or no other groups can hide a small one,
  the whole table is withheld.

Totals to date: what comes on between two tables shown is a table too, of the quarter. So they are
shown by group when the year is over, and in a year that follows one in which every group was
large also in between, as long as nothing in them, nor in what has come on since the last one, is
small (`year_to_date_tables.py`). What was once shown is never withheld later for the sake of a
later figure.

Each measure is returned for periods of one kind, so months never stand beside their quarter; and
each breakdown is returned by itself, so two of them share their total and nothing else.

What this does not protect against: figures published elsewhere; the same figure in a report of
before its restatement; groups that lie within other groups, of the same breakdown or of another
(wards and the localities they make up); differences between rolling twelve months, or between
pooled and single waves of a survey; that all or none of a group did, for nought and 100 % are
shown; an average, a score or a sum of money that came without the number of people behind it; what
is thought likely of a group, which no rule can hide; and a small whole, which is shown: of three
in all, no group has four. Official statistics are withheld by the same rule, though they can
be read at their publisher's and so hide nothing beside them.

Sources: Hundepool and others, Handbook on Statistical Disclosure Control (Eurostat centre of
excellence), chapters 4 and 5: primary and secondary suppression, bounds of a withheld cell, the
same table at two times, group disclosure. Readers who know the rule: Wong, Fu, Wang and Pei,
"Minimality attack in privacy preserving data publishing", VLDB 2007, 543-554. The threshold of
five and the open nought are those of the dashboard's design and of much practice in English
health and education statistics.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from kpis.analysis.figures.quarters import month_numbers
from kpis.analysis.groups.order import cover_order
from kpis.analysis.groups.secondary_suppression import is_small, with_secondary_suppression
from kpis.analysis.groups.year_to_date_tables import YearToDate, withheld_to_date
from kpis.model import Marker, Provenance, Unit
from kpis.periods import MONTHS_IN_A_YEAR, YEAR_STARTS_IN

THRESHOLD = 5
FIGURES = ("outturn", "numerator", "denominator")
_RATES = (Unit.RATE_PER_1000.value, Unit.RATE_PER_100000.value)
_FEW_CATEGORIES = 10  # among so many it is looked for those that make up the whole


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of one breakdown: one per period, in order of time; groups as they cover others.

    counts: (periods, groups, kinds of count), NaN where unknown. totals: (periods, kinds) of the
    whole. present, withheld: (periods, groups). years, elapsed: of each period of totals to date,
    the financial year it belongs to and the part of it that is over at its end; None where figures
    are no totals to date.
    """

    counts: np.ndarray
    totals: np.ndarray
    present: np.ndarray
    withheld: np.ndarray
    years: np.ndarray | None
    elapsed: np.ndarray | None


def suppress(
    frame: pd.DataFrame,
    *,
    whole: pd.DataFrame,
    threshold: int = THRESHOLD,
    unit: str = Unit.COUNT.value,
    year_to_date: bool = False,
) -> pd.DataFrame:
    """The same rows, those withheld with the marker "c", no figures and no commentary.

    frame: rows of OUTTURNS of one measure and area that are by group, one per period, breakdown
        and category. whole: those of the same measure and area that are not: what the public
        sees of the total. threshold: the smallest count that is shown. unit: model.Unit of the
        measure. year_to_date: figures are totals to date since April.
    """
    hidden = np.full(len(frame), False)
    for places in frame.groupby("breakdown", sort=False).indices.values():
        hidden[places] = _hidden(frame.iloc[places], whole, threshold, unit, year_to_date)
    shown = frame.copy()
    for name in FIGURES:
        shown[name] = shown[name].mask(hidden)
    shown["marker"] = shown["marker"].mask(hidden, Marker.CONFIDENTIAL.value)
    if "commentary" in shown:
        shown["commentary"] = shown["commentary"].mask(hidden, "")
    return shown


def _hidden(
    rows: pd.DataFrame, whole: pd.DataFrame, threshold: int, unit: str, year_to_date: bool
) -> np.ndarray:
    """Which rows of one breakdown are withheld."""
    # Two periods may end on one day: a wave of a survey, and the waves of years pooled.
    periods = rows.drop_duplicates("period_id").sort_values(["period_end", "period_id"])
    ids = pd.Index(periods["period_id"])
    at = ids.get_indexer(rows["period_id"])
    groups = pd.Index(cover_order(rows["category"]))
    place = groups.get_indexer(pd.Index(rows["category"]))
    shape = (len(ids), len(groups))
    counts = _counts(rows, unit)
    months = _months_since_april(periods["period_end"])
    of_whole = whole.drop_duplicates("period_id").set_index("period_id")
    tables = _Tables(
        counts=np.full((*shape, counts.shape[1]), np.nan),
        totals=_counts(of_whole.reindex(ids), unit),
        present=np.full(shape, False),
        withheld=np.full(shape, False),
        years=months // MONTHS_IN_A_YEAR if year_to_date else None,
        elapsed=(months % MONTHS_IN_A_YEAR + 1) / MONTHS_IN_A_YEAR if year_to_date else None,
    )
    tables.counts[at, place] = counts
    tables.present[at, place] = True
    tables.withheld[at, place] = _withheld_already(rows, counts, unit)
    hidden = np.full(shape, False)
    adding_up = _adding_up(tables.counts[..., 0], tables.totals[:, 0])
    for members in np.unique(adding_up, axis=0):
        alike = (adding_up == members).all(axis=1)
        nowhere = np.full_like(tables.totals, np.nan)
        for groups_of_sum, totals in ((members, tables.totals), (~members, nowhere)):
            if groups_of_sum.any():
                hidden_of_sum = _hidden_of_sum(tables, groups_of_sum, totals, threshold)
                hidden[np.ix_(alike, groups_of_sum)] = hidden_of_sum[alike]
    return hidden[at, place]


def _counts(rows: pd.DataFrame, unit: str) -> np.ndarray:
    """The counts of people or events behind each row, (rows, kinds); NaN where unknown."""
    outturn, numerator, denominator = (rows[name].to_numpy(dtype="float64") for name in FIGURES)
    if unit == Unit.COUNT.value:
        kinds = [outturn]
    elif unit == Unit.PERCENT.value:
        kinds = [numerator, denominator, denominator - numerator]
    elif unit in _RATES:
        kinds = [numerator, denominator]
    else:
        kinds = [denominator]  # those an average is taken over, where it is one
    return np.stack(kinds, axis=1)


def _withheld_already(rows: pd.DataFrame, counts: np.ndarray, unit: str) -> np.ndarray:
    """Rows the service withheld, and shares of nobody knows how many."""
    by_service = (
        rows["marker"].str.contains(Marker.CONFIDENTIAL.value, regex=False).to_numpy(dtype=bool)
    )
    if unit != Unit.PERCENT.value and unit not in _RATES:
        return by_service
    unknown = np.isnan(counts).any(axis=1) & rows["outturn"].notna().to_numpy()
    return by_service | (unknown & (rows["provenance"] != Provenance.PUBLISHED.value).to_numpy())


def _months_since_april(ends: pd.Series) -> np.ndarray:
    """Months counted from an April: financial years are whole dozens of them."""
    return month_numbers(pd.DatetimeIndex(ends).to_numpy()) - (YEAR_STARTS_IN - 1)


def _adding_up(counts: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """In each period the groups that add up to the whole, (periods, groups).

    Usually all of them do, or would with the people of no group. Where all come to more than the
    whole, as many as do add up to it in every period up to then; the others are a sum of their own,
    whose total somebody may know. None, where nothing adds up. Later periods never matter, so that
    what is shown does not change when they come.
    """
    groups = counts.shape[1]
    complete = ~np.isnan(totals) & ~np.isnan(counts).any(axis=1)
    subsets = np.array([[True] * groups, [False] * groups])
    if groups <= _FEW_CATEGORIES:
        subsets = np.array(list(product((True, False), repeat=groups)))
        subsets = subsets[np.argsort(-subsets.sum(axis=1), kind="stable")]
    sums = subsets @ np.where(complete[:, None], counts, 0).T
    fits = np.logical_and.accumulate((sums == totals) | ~complete, axis=1)
    fits[0] |= np.logical_and.accumulate((sums[0] <= totals) | ~complete)
    # The last is none at all; of nothing known everybody is taken to add up.
    return subsets[np.where(fits.any(axis=0), fits.argmax(axis=0), len(subsets) - 1)]


def _hidden_of_sum(
    tables: _Tables, members: np.ndarray, totals: np.ndarray, threshold: int
) -> np.ndarray:
    """Which of these groups are withheld in each period, (periods, groups).

    members: (groups,) which groups. totals: (periods, kinds) of them; NaN where not known.
    """
    present = tables.present[:, members]
    groups = np.where(present[..., None], tables.counts[:, members], 0)
    in_no_group = totals[:, None] - groups.sum(axis=1, keepdims=True)
    levels = np.concatenate([groups, in_no_group], axis=1)
    present = np.concatenate([present, (in_no_group >= 0).all(axis=2)], axis=1)
    small = is_small(levels, threshold).any(axis=2) & present
    hidden = np.concatenate([tables.withheld[:, members], present[:, -1:] & False], axis=1)
    to_date = _to_date(tables, levels, hidden | small, totals, threshold)
    counts = levels - to_date.before
    small |= is_small(counts, threshold).any(axis=2) & present
    # Where they are many they are taken to be known; where they are few they are one group more.
    present[:, -1] &= small[:, -1]
    unseen = np.isnan(counts).any(axis=2)
    size = counts[..., min(1, counts.shape[2] - 1)]
    may_cover = present & (size > 0) & ~unseen & (~small | to_date.behind[:, None])
    may_cover[:, -1] = False
    may_cover &= ~to_date.whole[:, None]
    hidden = with_secondary_suppression(
        counts,
        (hidden | small | to_date.narrowed | to_date.whole[:, None]) & present,
        may_cover,
        present,
        _together(counts, unseen & present, present, totals - to_date.before.sum(axis=1)),
        np.where(to_date.behind, 2, 1),
        threshold,
    )
    return hidden[:, :-1]


def _to_date(
    tables: _Tables, levels: np.ndarray, gaps: np.ndarray, totals: np.ndarray, threshold: int
) -> YearToDate:
    """What becomes of each table because of the others of its year; nothing of other figures."""
    if tables.years is None or tables.elapsed is None:
        return YearToDate(
            before=np.zeros_like(levels),
            whole=np.full(len(levels), False),
            narrowed=np.full_like(gaps, False),
            behind=np.full(len(levels), False),
        )
    known = np.where(np.isnan(totals), np.nansum(levels, axis=1), totals)
    return withheld_to_date(levels, gaps, known, tables.years, tables.elapsed, threshold)


def _together(
    counts: np.ndarray, unseen: np.ndarray, present: np.ndarray, totals: np.ndarray
) -> np.ndarray:
    """What all groups come to, (tables, kinds), as far as is known.

    unseen: (tables, groups) of which nothing is known but the total, so theirs is what is left.
    """
    known = np.where(present[..., None] & ~np.isnan(counts), counts, 0.0).sum(axis=1)
    of_all = unseen.any(axis=1, keepdims=True) & (totals > known)
    return np.where(of_all, totals, known)

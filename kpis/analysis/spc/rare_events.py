"""G charts: events so rare that limits of their counts mean nothing are told by the time between.

Of events that come less than about once a period most counts are 0 or 1, and every rule of an XmR
chart is broken by chance. How many periods lie from one period with an event to the next follows a
geometric distribution as long as nothing changes, with p = (N − 1) / (N x̄) of N such gaps
(Benneyan 2001, Health Care Management Science 4, 305-318). By its probabilities, each
as rare as a point beyond a limit (1.35 in a thousand), news is

- a gap longer than the limit, the one still open included: log(0.00135) / log(1 − p);
- so many periods with an event one after the other that p to their number is as rare;
- so many events within one period (a Poisson count of the mean number).

Returns hold how many events a period had and not their days, so that no T chart, of the days
between single events, can be drawn.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns

RARE = 1.5  # events a period, below which a series is taken to be of rare events
FEWEST_EVENTS = 6  # periods with an event that a limit needs
LONG_WITHOUT, IN_A_ROW, MANY_AT_ONCE = "Long Without", "Events In A Row", "Many At Once"
_AS_RARE_AS_A_LIMIT = 0.00135


def events_apart(counts: np.ndarray, periods: np.ndarray) -> Columns | None:
    """The points of the chart of one stretch; None with too few events, or one in every period.

    counts: events of each period that has a figure; periods: their numbers, rising. A gap that
    holds a period without a figure is not known and left out.
    Returns row (position in `counts`), value (periods since the one before), mean, upl, cause (""
    or one of the three above) and way (1 = more events than usual, -1 = fewer, 0).
    """
    with_event = np.flatnonzero(counts > 0)
    ends = with_event
    if len(with_event) and with_event[-1] < len(counts) - 1:
        ends = np.append(with_event, len(counts) - 1)  # the gap that is still open
    gaps, known = np.diff(periods[ends]), np.diff(ends) == np.diff(periods[ends])
    closed = np.arange(len(gaps)) < len(with_event) - 1
    used = gaps[known & closed]
    if len(with_event) < FEWEST_EVENTS or len(used) < 2 or used.max() == 1:
        return None
    chance = (len(used) - 1) / (len(used) * used.mean())
    limit = np.log(_AS_RARE_AS_A_LIMIT) / np.log1p(-chance)
    row = np.arange(1, len(gaps) + 1)
    in_a_row = _so_far(known & closed & (gaps == 1)) + 1
    long = known & (gaps > limit)
    many = np.isin(ends[row], np.flatnonzero(_is_many(counts)))
    often = in_a_row >= np.ceil(np.log(_AS_RARE_AS_A_LIMIT) / np.log(chance))
    told = known & (closed | long)  # an open gap is only told of where it is long already
    points = {
        "row": ends[row],
        "value": gaps.astype("float64"),
        "mean": np.full(len(gaps), used.mean()),
        "upl": np.full(len(gaps), limit),
        "cause": np.select([many, often, long], [MANY_AT_ONCE, IN_A_ROW, LONG_WITHOUT], ""),
        "way": np.select([many | often, long], [1, -1], 0),
    }
    return {name: values[told] for name, values in points.items()}


def _so_far(flags: np.ndarray) -> np.ndarray:
    """How many in a row are True up to each place."""
    place = np.arange(1, len(flags) + 1)
    return place - np.maximum.accumulate(np.where(flags, 0, place))


def _is_many(counts: np.ndarray) -> np.ndarray:
    """Whether so many events in a period are as rare as a point beyond a limit."""
    from scipy.special import pdtrc

    return (counts > 0) & (pdtrc(counts - 1, counts.mean()) < _AS_RARE_AS_A_LIMIT)

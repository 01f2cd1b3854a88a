"""What pages need is got ready before a first visitor waits for it.

The modules, the plan and the figures of a new store, then what no first page needs.
"""

import time
from contextlib import suppress

from kpis.errors import KpisError

FIRST_PAGE = 5.0  # seconds in which nothing that no first page needs is got ready


def get_ready() -> None:
    """Takes some seconds; meant to run beside the server. What is wrong the pages tell."""
    import kpis.charts.trend
    from kpis.ui.performance.sentences import sentences_on_quarter
    from kpis.ui.state import cache

    with suppress(KpisError):
        cache.make_ready()
        shown = cache.figures()
        until_first = cache.figures_until(shown, shown.first)
        sentences_on_quarter(until_first, shown.first, [*until_first.plan.measures_by_id])
    time.sleep(FIRST_PAGE)
    import statsmodels.tsa.exponential_smoothing.ets  # noqa: F401 the first outlook's

    import kpis.use_cases.check  # noqa: F401 the first return's

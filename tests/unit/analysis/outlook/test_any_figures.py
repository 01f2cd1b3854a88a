"""Whatever is returned, with gaps, marks and breaks anywhere: an outlook in order, or a reason."""

import math
from collections import Counter
from datetime import date

import numpy as np
import pytest

from kpis.model import Basis, Frequency, Polarity, QuarterValue, SeriesBreak, Unit
from kpis.periods import period_containing, quarter

EACH = 12
FREQUENCIES = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR, Frequency.YEAR)


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_there_is_always_an_outlook_or_a_reason(frequency, make_measure, foreseen):
    rng = np.random.default_rng(len(frequency.value))

    def pick(choices):
        return list(choices)[rng.integers(len(list(choices)))]

    foreseen_or_not = Counter()
    for _ in range(EACH):
        last = period_containing(date(2019, pick((6, 9, 12)), 30), frequency)
        periods = [last.shift(-back) for back in range(rng.integers(0, 45))]
        marked = (SeriesBreak(period=pick([last, *periods]).id, reason="Because."),)
        measure = make_measure(
            frequency=frequency,
            basis=pick((Basis.PERIOD, *Basis)),
            unit=pick((Unit.PERCENT, Unit.COUNT, Unit.INDEX)),
            quarter_value=pick(QuarterValue),
            polarity=pick(Polarity),
            arrears=pick((0, 0, 1, 2)),
            breaks=pick(((), (), marked)),
            not_comparable=pick(((), (), marked)),
        )
        figures = {
            period.id: {
                "outturn": pick((*rng.uniform(0, 100, 20), 0.0, 100.0)),
                "provenance": "published" if rng.random() < 0.01 else "illustrative",
            }
            for period in periods
            if rng.random() > 0.02
        }
        row = foreseen(measure, figures, seen_from=quarter(2019, pick((1, 2, 3, 4))))
        foreseen_or_not[row["outlook_reason"] == ""] += 1
        assert (row["outlook_reason"] == "") == (row["outlook_period_id"] != "")
        assert row["outlook_reason"].endswith("." if row["outlook_reason"] else "")
        if row["outlook_reason"]:
            assert math.isnan(row["outlook"])
            assert math.isnan(row["chance_target"])
        else:
            assert row["outlook_low"] <= row["outlook"] <= row["outlook_high"]
            assert math.isnan(row["chance_target"]) or 0 <= row["chance_target"] <= 1
            assert row["outlook_illustrative"]
    assert min(foreseen_or_not[True], foreseen_or_not[False]) > 1

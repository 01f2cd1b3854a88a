"""Control charts worked out a second way: point by point, in plain Python, with exact fractions.

Written from the rules alone. It shares no code with the arrays it is held against.
"""

import math
from fractions import Fraction
from itertools import pairwise

NAN = float("nan")


def mean_of(values):
    """Exactly rounded; as R has it where a value is infinite."""
    if not values:
        return NAN
    if any(math.isinf(value) for value in values):
        return sum(values)
    return float(sum(map(Fraction, values)) / len(values))


def limits_of(values, fix_after=math.inf, screen=True):
    """mean, lpl, upl, nlpl, nupl."""
    base = [v for i, v in enumerate(values, start=1) if i <= fix_after]
    ranges = [abs(b - a) for a, b in pairwise(base)]
    ranges = [r for r in ranges if not math.isnan(r)]
    if screen:
        most = 3.267 * mean_of(ranges)
        ranges = [r for r in ranges if r < most]
    centre, usual = mean_of(base), mean_of(ranges)
    near = 2 * (2.66 / 3) * usual
    return (
        centre,
        centre - 2.66 * usual,
        centre + 2.66 * usual,
        centre - near,
        centre + near,
    )


def signs_of(values, limits, *, beyond_counts=False):
    """For each point the set of signs that hold: "outside", "trend", "near", "run"."""
    centre, low, high, near_low, near_high = limits
    n = len(values)
    side = [(v > centre) - (v < centre) for v in values]
    outside = [v > high or v < low for v in values]
    close = [
        (v > near_high or v < near_low) and not out for v, out in zip(values, outside, strict=True)
    ]
    signs = [set() for _ in values]
    for i in range(n):
        if outside[i]:
            signs[i].add("outside")
    for start in range(n - 6):
        seven = values[start : start + 7]
        steps = list(pairwise(seven))
        for name, holds in (
            ("rise", all(b > a for a, b in steps)),
            ("fall", all(b < a for a, b in steps)),
            ("run", abs(sum(side[start : start + 7])) == 7),
        ):
            if holds:
                for i in range(start, start + 7):
                    signs[i].add(name)
    for start in range(n - 2):
        three = range(start, start + 3)
        counting = sum(close[i] or (beyond_counts and outside[i]) for i in three)
        if abs(sum(side[i] for i in three)) == 3 and counting >= 2:
            for i in three:
                if close[i]:
                    signs[i].add("near")
    return side, signs


def nhsr_causes(values, limits):
    side, signs = signs_of(values, limits)
    trend = [bool(found & {"rise", "fall"}) for found in signs]
    causes = []
    for i, found in enumerate(signs):
        high = side[i] == 1
        if "outside" in found:
            causes.append("Above UCL" if high else "Below LCL")
        elif trend[i]:
            if i + 1 < len(values) and trend[i + 1]:
                step = values[i + 1] - values[i]
            else:
                step = values[i] - values[i - 1]
            causes.append(f"7 Point Trend ({'Increasing' if step > 0 else 'Decreasing'})")
        elif "near" in found:
            causes.append(f"2 in 3 {'Above' if high else 'Below'} CL")
        elif "run" in found:
            causes.append(f"7 Points {'Above' if high else 'Below'} CL")
        else:
            causes.append("Common Cause")
    return causes


def making_data_count_causes(values, limits, better):
    """better: 1 when high is an improvement, -1 when low is, 0 when neither."""
    if len(values) < 13:
        return [""] * len(values)
    side, signs = signs_of(values, limits, beyond_counts=True)
    causes = []
    for i, signs_of_point in enumerate(signs):
        high = side[i] == 1
        named = []
        if "outside" in signs_of_point:
            named.append((1 if high else -1, "Above UCL" if high else "Below LCL"))
        if "rise" in signs_of_point:
            named.append((1, "7 Point Trend (Increasing)"))
        if "fall" in signs_of_point:
            named.append((-1, "7 Point Trend (Decreasing)"))
        if "near" in signs_of_point:
            named.append((1 if high else -1, f"2 in 3 {'Above' if high else 'Below'} CL"))
        if "run" in signs_of_point:
            named.append((1 if high else -1, f"7 Points {'Above' if high else 'Below'} CL"))
        improving = [cause for way, cause in named if way == better]
        causes.append((improving or [cause for _, cause in named] or ["Common Cause"])[0])
    return causes


def point_type_of(cause, better):
    if cause in ("", "Common Cause"):
        return "common_cause" if cause else ""
    way = 1 if "Above" in cause or "Increasing" in cause else -1
    if not better:
        return f"special_cause_neutral_{'high' if way > 0 else 'low'}"
    return f"special_cause_{'improvement' if way == better else 'concern'}"


def groups_of(dates, rebase):
    """The number of each point's group, counted on at each rebase date that is a point's."""
    number, numbers = 0, []
    for day in dates:
        number += day in rebase
        numbers.append(number)
    return numbers

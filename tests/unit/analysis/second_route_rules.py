"""The colour of one figure by one rule, worked out with fractions as a person would."""

from decimal import Decimal
from fractions import Fraction

from kpis.model import CountedIn, LimitsAs, Polarity, RagRule, RagStatus
from tests.unit.analysis.second_route import shown


def exactly(value, decimals):
    """A figure as printed, as a fraction; None for none."""
    printed = shown(value, decimals)
    return None if printed is None else Fraction(printed)


def colour_by(rule, row):
    """ "green", "amber", "red" or ""; row: what `rag.colours` reads, of one figure."""
    decimals, polarity = row["decimals"], row["polarity"]
    outturn = exactly(row["outturn"], decimals)
    if outturn is None or polarity == Polarity.NEUTRAL:
        return ""
    if rule.rule is RagRule.RANK:
        return _by_rank(rule, row)
    green, amber = _asked(rule, row)
    if green == (None, None):
        return ""
    colour = "red"
    if _is_within(rule, outturn, amber, rule.amber_at_limit, decimals):
        colour = "amber"
    if _is_within(rule, outturn, green, rule.green_at_limit, decimals):
        colour = "green"
    earlier = exactly(row["reference"], decimals)
    if rule.improving is None or earlier is None:
        return colour
    better = outturn < earlier if polarity == Polarity.LOWER else outturn > earlier
    if better and colour == "red":
        return rule.improving.value
    return "green" if better and rule.improving is RagStatus.GREEN else colour


def _by_rank(rule, row):
    place, areas = row["reference"], row["areas"]
    if place is None or not areas:
        return ""
    share = Fraction(int(place)) * 100 / areas if rule.counted_in is CountedIn.PERCENT else place
    if share <= rule.green_within:
        return "green"
    return "amber" if rule.amber_within is not None and share <= rule.amber_within else "red"


def _asked(rule, row):
    """(lower, upper) bounds of green and of amber, None where there is none."""
    pairs = {
        RagRule.MINIMUM_EXPECTATION: ("target", "minimum_expectation"),
        RagRule.BANDS: ("band_green", "band_amber"),
    }
    if rule.rule in pairs:
        return tuple(_pair(row, name) for name in pairs[rule.rule])
    name = "target" if rule.rule is RagRule.TOLERANCE else "reference"
    held = _pair(row, name)
    green = _widened(rule, held, rule.green_within)
    if rule.amber_within is None:
        return green, (None, None)
    return green, _widened(rule, held, rule.amber_within)


def _pair(row, name):
    low = exactly(row[name], row["decimals"])
    if row["polarity"] == Polarity.LOWER:
        return None, low
    if row["polarity"] == Polarity.RANGE:
        return low, exactly(row.get(f"{name}_upper"), row["decimals"])
    return low, None


def _widened(rule, bounds, within):
    width = Fraction(Decimal(repr(within)))

    def of(bound):
        return abs(bound) * width / 100 if rule.counted_in is CountedIn.PERCENT else width

    low, high = bounds
    return (
        None if low is None else low - of(low),
        None if high is None else high + of(high),
    )


def _is_within(rule, outturn, bounds, at_limit, decimals):
    """Whether a figure lies within what is asked; False where nothing is."""
    if bounds == (None, None):
        return False
    worked_out = rule.rule not in (RagRule.MINIMUM_EXPECTATION, RagRule.BANDS)
    if worked_out and rule.limits is LimitsAs.ROUNDED:
        bounds = [None if each is None else exactly(float(each), decimals) for each in bounds]
    low, high = bounds
    if at_limit:
        return (low is None or outturn >= low) and (high is None or outturn <= high)
    return (low is None or outturn > low) and (high is None or outturn < high)

"""The sentence on what lies ahead of a measure and beside it, held against its row."""

import re

from kpis.periods import period_of_id
from tests.unit.narrative.check_movement import KINDS
from tests.unit.narrative.read_back import (
    AIM,
    APART,
    FIGURE,
    fits,
    is_given,
    number,
    read_period,
    same,
)
from tests.unit.narrative.rows import rounded

BANDS = {  # the PHIA yardstick, as per cent
    "there is only a remote chance": (0, 5),
    "it is highly unlikely": (10, 20),
    "it is unlikely": (25, 35),
    "there is a realistic possibility": (40, 50),
    "it is likely": (55, 75),
    "it is highly likely": (80, 90),
    "it is almost certain": (95, 100),
}
CHANCE = rf"(?P<{{0}}word>{'|'.join(BANDS)}) \((?P<{{0}}percent>under 5%|about \d+%|over 95%)\)"


_PLACE = r"(?P<{}>\d+)(?:st|nd|rd|th)"
MADE_UP = {
    True: "this outlook rests on illustrative figures",
    False: "this outlook rests on an illustrative target",
}
STARTS = {
    "outlook": "it is |there is |the figure for ",
    "reach": "its [a-z-]+ figures usually",
    "gap": "by ",
    "rank": "",
}


def check_context(row, texts):
    checks = {"outlook": check_outlook, "reach": check_reach, "gap": check_gap, "rank": check_rank}
    least = [text for text in texts if "the minimum expectation of" in text]
    check_minimum_ahead(row, *least)
    made_up = [text for text in texts if text.startswith("this outlook rests on")]
    assert set(made_up) <= {MADE_UP[bool(row.outlook_figures_illustrative)]}
    assert len(made_up) == (is_given(row.outlook) and row.outlook_illustrative)
    kinds, told = [], [text for text in texts if text not in (*least, *made_up)]
    asked = sum(text.startswith("that target is asked") for text in told)
    assert not least or texts[1 + asked] == least[0], "it follows the target's chance"
    while told:
        kinds.append(next(kind for kind, start in STARTS.items() if re.match(start, told[0])))
        some = {"reach": 2, "gap": 2, "rank": len(told), "outlook": 1 + asked}[kinds[-1]]
        checks[kinds[-1]](row, ". ".join(told[:some]))
        told = told[some:]
    assert len(kinds) <= 2
    assert kinds == [kind for kind in ("outlook", "reach", "rank", "gap") if kind in kinds]
    assert ("outlook" in kinds) == is_given(row.outlook)
    can_be = row.unit == "index" or row.lpl >= 0 or row.upl <= 100 or row.unit != "percent"
    assert ("reach" in kinds) == bool(row.assurance and can_be and not is_given(row.outlook))
    if len(kinds) < 2:
        assert ("rank" in kinds) >= bool(row.benchmark_rank)
    assert "gap" not in kinds or kinds == ["gap"]


def check_chance(claimed, prefix, chance):
    assert is_given(chance), "a chance is told where there is none"
    low, high = BANDS[claimed[f"{prefix}word"]]
    assert low - 2.5 <= round(chance * 100, 9) <= high + 2.5
    percent = claimed[f"{prefix}percent"]
    check_percent(percent, chance)
    if percent.startswith("about"):
        assert low <= int(percent[6:-1]) <= high


def check_percent(percent, chance):
    if percent.startswith("about"):
        assert abs(int(percent[6:-1]) - chance * 100) <= 2.5 + 1e-9
    else:
        assert chance <= 0.05 if percent == "under 5%" else chance >= 0.95


def check_outlook(row, text):
    assert is_given(row.outlook), "something is foreseen where nothing is"
    aim = rf"{FIGURE.format('target')}(?: to {FIGURE.format('upper')})?"
    if is_given(row.chance_target):
        asked = period_of_id(row.outlook_aims_of)
        if asked.start.year == period_of_id(row.outlook_period_id).year_start:
            words = rf"that the target of {aim} for (?P<period>.+?) will be met"
        else:
            words = (
                rf"that the figure for (?P<period>.+?) meets the target of {aim}\. "
                rf"that target is asked of figures reported in {asked.financial_year}"
            )
        claimed = fits(rf"{CHANCE.format('t')} {words}", text)
        check_chance(claimed, "t", row.chance_target)
        same(claimed["target"], row, row.outlook_target)
        if is_given(row.outlook_target_upper):
            same(claimed["upper"], row, row.outlook_target_upper)
    else:
        claimed = fits(
            rf"the figure for (?P<period>.+?) is expected to lie between "
            rf"{FIGURE.format('low')} and {FIGURE.format('high')} \(eight times in ten\)",
            text,
        )
        same(claimed["low"], row, row.outlook_low)
        same(claimed["high"], row, row.outlook_high)
    if row.basis == "year_to_date":
        year = period_of_id(row.outlook_period_id).financial_year
        assert claimed["period"] == f"the whole of {year}"
    else:
        assert read_period(claimed["period"]) == row.outlook_period_id


def check_minimum_ahead(row, text=""):
    """Where the target is unlikely, the minimum expectation has a chance with words of its own."""
    assert bool(text) == (row.chance_target < 0.375 and is_given(row.chance_minimum))
    if not text:
        return
    least = rf"{FIGURE.format('least')}(?: to {FIGURE.format('most')})?"
    claimed = fits(
        rf"{CHANCE.format('m')} that (?P<even>even )?the minimum expectation of {least} "
        r"will be met",
        text,
    )
    check_chance(claimed, "m", row.chance_minimum)
    same(claimed["least"], row, row.outlook_minimum)
    assert bool(claimed["even"]) == (row.chance_minimum < 0.375)


def check_reach(row, text):
    assert not is_given(row.outlook)
    claimed = fits(
        rf"its (?P<often>[a-z-]+) figures usually range "
        rf"(?:from {FIGURE.format('low')} to {FIGURE.format('high')}|"
        rf"up to {FIGURE.format('most')}|from {FIGURE.format('least')} upwards)\. "
        r"(?P<are>as things are, (?P<luck>luck decides whether )?)?"
        rf"{AIM} of {FIGURE.format('target')} "
        r"(?P<so>will be met|will not be met|is met|was missed this time, but is usually met|"
        r"was met this time, but is usually missed)",
        text,
    )
    limits = (("low", row.lpl), ("high", row.upl), ("most", row.upl), ("least", row.lpl))
    for written, value in (*limits, ("target", row.spc_target)):
        if claimed[written]:
            same(claimed[written], row, value)
    below_nothing = row.unit != "index" and row.lpl < 0
    more_than_all = row.unit == "percent" and row.upl > 100
    assert bool(claimed["most"]) == below_nothing
    assert bool(claimed["least"]) == more_than_all
    assert (claimed["aim"] == "an illustrative") == row.spc_target_illustrative
    above, below = row.spc_target >= row.upl, row.spc_target <= row.lpl
    wrong, right = (above, below) if row.polarity == "higher" else (below, above)
    if wrong and row.rag == "green":
        expected = "was met this time, but is usually missed"
    elif right and row.rag in ("amber", "red"):
        expected = "was missed this time, but is usually met"
    else:
        expected = "will not be met" if wrong else "will be met" if right else "is met"
    assert claimed["so"] == expected
    assert bool(claimed["are"]) == ("this time" not in expected)
    assert bool(claimed["luck"]) == (expected == "is met")
    assert period_of_id(row.spc_period_id).frequency.value in KINDS[claimed["often"]]


def check_rank(row, text):
    remarks = (
        r"(?:\. the figures compared are (?P<provisional>provisional)?(?: and )?"
        r"(?P<unlike>not quite like for like)?)?"
    )
    if row.benchmark_rank:
        claimed = fits(
            rf"the council ranked (?P<joint>joint )?{_PLACE.format('rank')} of (?P<areas>\d+) "
            r"(?P<title>.+?) in (?P<period>.+?)"
            r"(?:, (?P<part>in the \w+ half|(?:among )?the (?:\w+ )?(?:lowest|highest)) "
            r"even allowing for chance)?"
            r"(?P<unknown>\. how far chance moves this rank is not known)?"
            rf"(?:\. allowing for chance its rank is (?:anywhere from )?{_PLACE.format('low')}"
            rf"(?: to {_PLACE.format('high')})?)?{remarks}",
            text,
        )
        rank, areas = int(claimed["rank"]), int(claimed["areas"])
        assert (rank, areas) == (row.benchmark_rank, row.benchmark_areas)
        assert claimed["title"] == row.benchmark_title
        assert bool(claimed["joint"]) == (row.benchmark_tied > 0)
        assert bool(claimed["unknown"]) == bool(row.benchmark_rank_unknown)
        reach = (row.benchmark_rank_low, row.benchmark_rank_high)
        if not claimed["unknown"]:
            check_standing(claimed["part"], reach, areas, row.polarity)
        if claimed["part"] or claimed["unknown"]:
            assert not claimed["low"]
        else:
            low = int(claimed["low"])
            assert (low, int(claimed["high"] or low)) == reach
    else:
        claimed = fits(
            rf"in (?P<period>.+?) the council was (?:level with|{APART} (?P<side>above|below)) "
            rf"(?P<area>\w+) \({FIGURE.format('reference')}\){remarks}",
            text,
        )
        assert claimed["area"] == row.benchmark_reference_area
        same(claimed["reference"], row, row.benchmark_reference)
        gap = rounded(row.benchmark_gap, row.decimals)
        assert (claimed["side"] is None) == (gap == 0)
        if gap:
            assert number(claimed["apart"]) == abs(gap)
            assert (claimed["side"] == "above") == (gap > 0)
    assert read_period(claimed["period"]) == row.benchmark_period_id
    assert bool(claimed["provisional"]) == row.benchmark_provisional
    assert bool(claimed["unlike"]) == bool(row.benchmark_note)


def check_standing(part, reach, areas, polarity):
    """A part of the ranking is named where all that chance allows lies in it, and nowhere else."""
    best = "highest" if polarity == "higher" else "lowest"
    weakest = "lowest" if polarity == "higher" else "highest"
    quarter, half = areas // 4, areas // 2
    words = {0: "no", 1: "", 2: "two ", 3: "three ", 4: "four ", 5: "five ", 6: "six "}
    words |= {7: "seven ", 8: "eight "}
    among = "among the " if quarter > 1 else "the "
    if reach[1] <= quarter:
        expected = f"{among}{words[quarter]}{best}"
    elif reach[0] > areas - quarter:
        expected = f"{among}{words[quarter]}{weakest}"
    elif reach[1] <= half:
        expected = "in the better half"
    elif reach[0] > areas - half:
        expected = "in the weaker half"
    else:
        expected = None
    assert part == expected


def check_gap(row, text):
    claimed = fits(
        r"by (?P<breakdown>.+?) (?P<which>the|the illustrative) figures ranged from "
        rf"{FIGURE.format('worst')} \((?P<least>.+?)\) to "
        rf"{FIGURE.format('best')} \((?P<most>.+?)\) in (?P<period>.+?)\. that is a gap of {APART}"
        r"(?P<moved>, (?:narrower|wider) than a year earlier)?",
        text,
    )
    assert not row.inequality_gap_low <= 0, "a gap is told that may be chance"
    assert read_period(claimed["period"]) == row.inequality_period_id
    assert (claimed["which"] == "the") != row.inequality_illustrative
    assert claimed["breakdown"] == row.inequality_breakdown.lower()
    assert (claimed["least"], claimed["most"]) == (row.inequality_worst, row.inequality_best)
    same(claimed["worst"], row, row.inequality_worst_outturn)
    same(claimed["best"], row, row.inequality_best_outturn)
    assert number(claimed["apart"]) == rounded(row.inequality_gap, row.decimals)
    words = {"improving": "narrower", "worsening": "wider"}
    word = words.get(row.inequality_gap_direction)
    assert claimed["moved"] == (word and f", {word} than a year earlier")

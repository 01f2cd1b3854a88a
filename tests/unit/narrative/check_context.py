"""The sentence on what lies ahead of a measure and beside it, held against its row."""

from kpis.periods import period_of_id
from tests.unit.narrative.check_movement import KINDS
from tests.unit.narrative.read_back import (
    AIM,
    APART,
    FIGURE,
    fits,
    known,
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


def check_context(row, texts):
    starts = {"going by ": "outlook", "the usual range": "reach", "by ": "gap", "": "rank"}
    checks = {"outlook": check_outlook, "reach": check_reach, "gap": check_gap, "rank": check_rank}
    least = [text for text in texts if "the minimum expectation of" in text]
    assert not least or texts[1] == least[0], "it follows the target's chance"
    check_minimum_ahead(row, *least)
    kinds = []
    for text in texts:
        if text not in least:
            kinds.append(next(kind for start, kind in starts.items() if text.startswith(start)))
            checks[kinds[-1]](row, text)
    assert len(texts) <= 2
    assert kinds == [kind for kind in ("outlook", "reach", "rank", "gap") if kind in kinds]
    assert ("outlook" in kinds) == known(row.outlook)
    can_be = row.unit == "index" or row.lpl >= 0 or row.upl <= 100 or row.unit != "percent"
    assert ("reach" in kinds) == bool(row.assurance and can_be and not known(row.outlook))
    if len(texts) < 2:
        assert ("rank" in kinds) >= bool(row.benchmark_rank)
    assert "gap" not in kinds or kinds == ["gap"]


def check_chance(said, prefix, chance):
    assert known(chance), "a chance is told where there is none"
    low, high = BANDS[said[f"{prefix}word"]]
    assert low - 2.5 <= round(chance * 100, 9) <= high + 2.5
    percent = said[f"{prefix}percent"]
    check_percent(percent, chance)
    if percent.startswith("about"):
        assert low <= int(percent[6:-1]) <= high


def check_percent(percent, chance):
    if percent.startswith("about"):
        assert abs(int(percent[6:-1]) - chance * 100) <= 2.5 + 1e-9
    else:
        assert chance <= 0.05 if percent == "under 5%" else chance >= 0.95


def check_outlook(row, text):
    assert known(row.outlook), "something is foreseen where nothing is"
    basis = r"going by (?P<basis>illustrative figures or targets|past figures), "
    aim = rf"{FIGURE.format('target')}(?: to {FIGURE.format('upper')})?"
    if known(row.chance_target):
        said = fits(
            rf"{basis}{CHANCE.format('t')} that the target of {aim} for (?P<period>.+?) "
            r"will be met",
            text,
        )
        check_chance(said, "t", row.chance_target)
        same(said["target"], row, row.outlook_target)
        if known(row.outlook_target_upper):
            same(said["upper"], row, row.outlook_target_upper)
    else:
        said = fits(
            rf"{basis}the figure for (?P<period>.+?) is expected to lie between "
            rf"{FIGURE.format('low')} and {FIGURE.format('high')} \(eight times in ten\)",
            text,
        )
        same(said["low"], row, row.outlook_low)
        same(said["high"], row, row.outlook_high)
    if row.basis == "year_to_date":
        year = period_of_id(row.outlook_period_id).financial_year
        assert said["period"] == f"the whole of {year}"
    else:
        assert read_period(said["period"]) == row.outlook_period_id
    assert said["basis"].startswith("illustrative") == row.outlook_illustrative


def check_minimum_ahead(row, text=""):
    """Where the target is unlikely, the minimum expectation has a chance with words of its own."""
    assert bool(text) == (row.chance_target < 0.375 and known(row.chance_minimum))
    if not text:
        return
    least = rf"{FIGURE.format('least')}(?: to {FIGURE.format('most')})?"
    said = fits(
        rf"{CHANCE.format('m')} that (?P<even>even )?the minimum expectation of {least} "
        r"will be met",
        text,
    )
    check_chance(said, "m", row.chance_minimum)
    same(said["least"], row, row.outlook_minimum)
    assert bool(said["even"]) == (row.chance_minimum < 0.375)


def check_reach(row, text):
    assert not known(row.outlook)
    said = fits(
        rf"the usual range of its (?P<often>[a-z-]+) figures, "
        rf"(?:{FIGURE.format('low')} to {FIGURE.format('high')}|"
        rf"up to {FIGURE.format('most')}|{FIGURE.format('least')} or more), "
        rf"(?:lies wholly on the (?P<side>right|wrong) side of|includes) {AIM} of "
        rf"{FIGURE.format('target')}, so "
        r"(?P<so>missing it would take more than chance|meeting it takes more than chance|"
        r"chance alone may meet or miss it)",
        text,
    )
    limits = (("low", row.lpl), ("high", row.upl), ("most", row.upl), ("least", row.lpl))
    for written, value in (*limits, ("target", row.spc_target)):
        if said[written]:
            same(said[written], row, value)
    below_nothing = row.unit != "index" and row.lpl < 0
    more_than_all = row.unit == "percent" and row.upl > 100
    assert bool(said["most"]) == below_nothing
    assert bool(said["least"]) == more_than_all
    assert (said["aim"] == "an illustrative") == row.spc_target_illustrative
    above, below = row.spc_target >= row.upl, row.spc_target <= row.lpl
    wrong, right = (above, below) if row.polarity == "higher" else (below, above)
    assert said["side"] == ("wrong" if wrong else "right" if right else None)
    words = {
        "wrong": "meeting it takes more than chance",
        "right": "missing it would take more than chance",
        None: "chance alone may meet or miss it",
    }
    assert said["so"] == words[said["side"]]
    assert period_of_id(row.spc_period_id).frequency.value in KINDS[said["often"]]


def check_rank(row, text):
    end = (
        r"(?P<provisional> \(provisional figures\))?"
        r"(?P<unlike>, though the figures are not quite like for like)?"
    )
    if row.benchmark_rank:
        said = fits(
            r"the council ranked (?P<rank>\d+)(?:st|nd|rd|th) of (?P<areas>\d+) (?P<title>.+?) in "
            rf"(?P<period>.+?), in the (?P<part>\w+ (?:half|quarter of them)){end}",
            text,
        )
        rank, areas = int(said["rank"]), int(said["areas"])
        assert (rank, areas) == (row.benchmark_rank, row.benchmark_areas)
        assert said["title"] == row.benchmark_title
        place = rank / areas
        low, high = {
            "best quarter of them": (0, 0.25),
            "better half": (0.25, 0.5),
            "weaker half": (0.5, 0.75),
            "weakest quarter of them": (0.75, 1),
        }[said["part"]]
        assert low < place <= high
    else:
        said = fits(
            rf"in (?P<period>.+?) the council was (?:level with|{APART} (?P<side>above|below)) "
            rf"(?P<area>\w+) \({FIGURE.format('reference')}\){end}",
            text,
        )
        assert said["area"] == row.benchmark_reference_area
        same(said["reference"], row, row.benchmark_reference)
        gap = rounded(row.benchmark_gap, row.decimals)
        assert (said["side"] is None) == (gap == 0)
        if gap:
            assert number(said["apart"]) == abs(gap)
            assert (said["side"] == "above") == (gap > 0)
    assert read_period(said["period"]) == row.benchmark_period_id
    assert bool(said["provisional"]) == row.benchmark_provisional
    assert bool(said["unlike"]) == bool(row.benchmark_note)


def check_gap(row, text):
    said = fits(
        r"by (?P<breakdown>.+?) (?P<which>the|the illustrative) figures ranged from "
        rf"{FIGURE.format('worst')} \((?P<least>.+?)\) to "
        rf"{FIGURE.format('best')} \((?P<most>.+?)\) in (?P<period>.+?), a gap of {APART}"
        r"(?P<moved>, (?:narrower|wider) than a year earlier)?",
        text,
    )
    assert not row.inequality_gap_low <= 0, "a gap is told that may be chance"
    assert read_period(said["period"]) == row.inequality_period_id
    assert (said["which"] == "the") != row.inequality_illustrative
    assert said["breakdown"] == row.inequality_breakdown.lower()
    assert (said["least"], said["most"]) == (row.inequality_worst, row.inequality_best)
    same(said["worst"], row, row.inequality_worst_outturn)
    same(said["best"], row, row.inequality_best_outturn)
    assert number(said["apart"]) == rounded(row.inequality_gap, row.decimals)
    words = {"improving": "narrower", "worsening": "wider"}
    word = words.get(row.inequality_gap_direction)
    assert said["moved"] == (word and f", {word} than a year earlier")

"""Reads sentences back: what each one claims, held against the row by a way of its own.

The sentence is taken apart by patterns that must fit it from end to end, so that nothing in it
goes unread; each number, word of direction, chance and rank found is then proved from the row.
`AssertionError` where something is claimed that the row does not say, or left unsaid that it does.
"""

import re
from datetime import datetime
from decimal import Decimal

from kpis.model import Frequency
from kpis.period_text import parse_period
from kpis.periods import period_of_id
from tests.unit.analysis.narrative.rows import rounded

FIGURE = r"(?P<{0}>[−£\d,.]*\d(?:m|%)?)"
APART = r"(?P<apart>£?[\d,.]*\d(?:m)?)(?: points?)?"
AIM = r"(?P<aim>the|an illustrative) target"
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
COLOURS = ("green", "amber", "red")
BANDS = {  # the PHIA yardstick, as per cent
    "there is only a remote chance": (0, 5),
    "it is highly unlikely": (10, 20),
    "it is unlikely": (25, 35),
    "there is a realistic possibility": (40, 45),
    "there is an even chance": (50, 50),
    "it is likely": (55, 75),
    "it is highly likely": (80, 90),
    "it is almost certain": (95, 100),
}
KINDS = {"monthly": ["month"], "quarterly": ["quarter"], "half-yearly": ["half_year"]}
KINDS |= {"yearly": ["year", "academic_year", "calendar_year"], "survey": ["survey_wave"]}


def fits(pattern, text):
    found = re.fullmatch(pattern, text)
    assert found, f"{text!r} is not a sentence of the kind {pattern!r}"
    return found.groupdict()


def number(text):
    """A figure as written, read back: "£3.1m", "−1.2", "1,234", "23.4%"."""
    digits = text.strip("%").replace("£", "").replace(",", "").replace("−", "-")
    return Decimal(digits[:-1]) * 1_000_000 if digits.endswith("m") else Decimal(digits)


def count(text):
    return NUMBERS.index(text) if text in NUMBERS else int(text)


def known(value):
    return value == value


def same(written, row, value):
    assert known(value), f"{written} is told of a figure that is not known"
    assert number(written) == rounded(value, row.decimals), (written, value)
    assert ("%" in written) == (row.unit == "percent")
    assert ("£" in written) == (row.unit == "pounds")


def read_period(words):
    """The id of a period as the sentence names it."""
    if words.startswith("the survey of "):
        words = words.removeprefix("the survey of ")
        return parse_period(words, Frequency.SURVEY_WAVE, wave_start_month=2, wave_months=2).id
    return parse_period(words.removeprefix("the ")).id


def check_sentences(row, claims):
    """Everything these claims say of one measure is so, and in its place."""
    kinds = [claim.kind for claim in claims]
    assert kinds == [kind for kind in ("level", "movement", "context") if kind in kinds]
    assert kinds[0] == "level"
    for claim in claims:
        text = claim.text.replace("\u00a0", " ")
        assert text[0].isupper()
        assert text.endswith(".")
        assert "!" not in text
        assert "nan" not in text
        checks = {"level": check_level, "movement": check_movement, "context": check_context}
        checks[claim.kind](row, text[0].lower() + text[1:-1])
    if "movement" not in kinds:
        check_nothing_moves(row)
        assert row.direction_long in ("", "no_clear_change")
    if "context" not in kinds:
        assert not known(row.outlook)
        assert not row.benchmark_rank


# Where it stands


def figure_of(row):
    label = "" if row.unit in ("percent", "pounds") else f" {re.escape(row.unit_label)}"
    return (
        r"(?P<adjectives>(?:illustrative |provisional |revised |illustrative, |provisional, )*)"
        r"(?P<noun>figure for|figure from|total by the end of|total for the whole of) "
        rf"(?P<period>.+?) is {FIGURE.format('figure')}{label}"
    )


def check_figure(row, said, which="", period_id=None):
    outturn, marker, provenance = (
        getattr(row, f"{which}{name}") for name in ("outturn", "marker", "provenance")
    )
    same(said["figure"], row, outturn)
    words = said["adjectives"].replace(",", "").split()
    assert ("illustrative" in words) == (provenance == "illustrative")
    assert ("provisional" in words) == ("p" in marker)
    assert ("revised" in words) == ("r" in marker)
    wanted = period_id or row.period_id
    if said["noun"] == "total for the whole of":
        assert row.basis == "year_to_date"
        assert said["period"] == period_of_id(wanted).financial_year
        assert period_of_id(wanted).end.month == 3
        return
    assert read_period(said["period"]) == wanted
    assert (said["noun"] == "total by the end of") == (row.basis == "year_to_date")


def check_level(row, text):
    if row.rag in COLOURS:
        return check_rated(row, text)
    latest = rf"the latest {figure_of(row)}|no figure is known so far"
    patterns = {
        "see_parts": r"it is not rated itself, but by its parts \(4\.1a, 4\.1b\)",
        "data_only": rf"the {figure_of(row)}; it is data only, with no rating against a target",
        "not_comparable": rf"the {figure_of(row)}; the definition has changed, so it is not rated "
        "against its target",
        "not_available": r"the return for (?P<missing>.+?) came without a figure: (?P<why>.+?); "
        rf"(?:{latest})",
        "suspended": rf"collection is suspended, so there is no rating; (?:{latest})",
        "not_due": rf"(?:{latest}); nothing is due this quarter \(annual: next due with Q3 "
        r"2020/21\)",
        "awaited": r"the figure for (?P<missing>.+?) has not been returned yet; it is due by "
        rf"(?P<due>\d+ \w+ \d+); (?:{latest})",
        "late": r"the figure for (?P<missing>.+?) is late: it was due by "
        rf"(?P<due>\d+ \w+ \d+); (?:{latest})",
    }
    said = fits(patterns[row.rag], text)
    if said.get("missing"):
        assert read_period(said["missing"]) == row.period_id
    if said.get("due"):
        assert datetime.strptime(said["due"], "%d %B %Y") == row.due_on
    if said.get("why"):
        words = {"c": "confidentiality", "x": "not available", "z": "not apply", "": "none could"}
        assert words[row.marker[:1]] in said["why"]
    if row.rag in ("data_only", "not_comparable"):
        return check_figure(row, said)
    if said.get("figure"):
        return check_figure(row, said, "latest_", row.latest_period_id)
    assert row.rag == "see_parts" or not row.latest_period_id
    return None


def check_rated(row, text):
    bound = FIGURE.format("target")
    bounds = rf"{bound} to {FIGURE.format('upper')}"
    minimum = rf"the minimum expectation of {FIGURE.format('least')}"
    most = rf"(?: to {FIGURE.format('most')})?"
    said = fits(
        rf"the {figure_of(row)}, "
        rf"(?:(?P<exactly>exactly at|within)|{APART} (?P<side>above|below)) {AIM} "
        rf"(?:of {bound}|range of {bounds.replace('<target>', '<low>')})"
        r"(?P<point> for that point in the year)?(?P<lower> \(lower is better\))?"
        rf"(?:(?P<how>, but exactly at|, but better than|, but within| and worse than| and outside)"
        rf" {minimum}{most})?, and so rated (?P<rag>green|amber|red)",
        text,
    )
    check_figure(row, said)
    assert said["rag"] == row.rag
    assert (said["aim"] == "an illustrative") == row.target_illustrative
    outturn = rounded(row.outturn, row.decimals)
    ranged = row.polarity == "range"
    same(said["low" if ranged else "target"], row, row.target)
    if ranged:
        same(said["upper"], row, row.target_upper)
        low, high = (rounded(v, row.decimals) for v in (row.target, row.target_upper))
        distance = min(outturn - low, 0) + max(outturn - high, 0)
    else:
        distance = outturn - rounded(row.target, row.decimals)
        to_date = row.basis == "year_to_date" and not text.startswith("the total for the whole")
        assert bool(said["point"]) == (row.basis == "year_to_date" and "whole of" not in text), (
            to_date
        )
        assert bool(said["lower"]) == (row.polarity == "lower" and distance != 0)
    assert bool(said["exactly"]) == (distance == 0)
    if distance:
        assert number(said["apart"]) == abs(distance)
        assert (said["side"] == "above") == (distance > 0)
    if row.rag == "green" or not known(row.minimum_expectation):
        assert said["how"] is None
        return
    same(said["least"], row, row.minimum_expectation)
    least = rounded(row.minimum_expectation, row.decimals)
    how = said["how"].removeprefix(",").removeprefix(" but").removeprefix(" and").strip()
    if ranged:
        same(said["most"], row, row.minimum_expectation_upper)
        most = rounded(row.minimum_expectation_upper, row.decimals)
        assert (how == "within") == (least <= outturn <= most)
        return
    better = outturn < least if row.polarity == "lower" else outturn > least
    expected = "exactly at" if outturn == least else "better than" if better else "worse than"
    assert how == expected


# Whether it moves

WHEN = r"the [a-z- ]+?"
ONE = (
    rf"(?P<{{0}}kind>better than|worse than|not clearly different from|equal to) "
    rf"(?P<{{0}}when>{WHEN})(?: \({FIGURE.format('{0}figure')}\))?"
)
WAYS = {"better than": "improving", "worse than": "worsening"}


def check_movement(row, text):
    longer = re.search(r"(?:; |^)over the longer run it is (improving|worsening) steadily$", text)
    said_already = {"improvement": "improving", "concern": "worsening"}
    already = said_already.get(row.variation.removeprefix("special_cause_"))
    told = {"", "no_clear_change", already}
    assert (longer[1] if longer else "") == (
        "" if row.direction_long in told else row.direction_long
    )
    text = text[: longer.start()] if longer else text
    if not text:
        check_nothing_moves(row)
        return
    usual = r"(?:(?P<travel>.*), (?P<joint>though|and) )?(?P<signal>.*within the usual variation)"
    special = r"(?:(?P<travel>.*?); )?(?P<signal>.* more than chance.*)"
    told = re.fullmatch(usual, text) or re.fullmatch(special, text)
    travel, signal = (told["travel"], told["signal"]) if told else (text, None)
    if travel:
        check_travel(row, travel)
    else:
        check_nothing_travels(row)
    if signal:
        check_signal(row, signal)
    else:
        assert row.variation == ""
    if travel and "joint" in (told.groupdict() if told else {}):
        clear = {row.direction_previous, row.direction_year} & {"improving", "worsening"}
        assert told["joint"] == ("though" if clear else "and")


def check_travel(row, text):
    assert known(row.outturn)
    if row.polarity == "neutral":
        check_figures_before(row, text)
        return
    made_up = " (one of the figures compared is illustrative)"
    told = [d for d in ("previous", "year") if getattr(row, f"direction_{d}")]
    reasons = [getattr(row, f"direction_{which}_reason") for which in told]
    assert (made_up in text) == any("illustrative" in reason for reason in reasons)
    text = text.replace(made_up, "").removeprefix("it is ")
    said = read_comparisons(text)
    for kind, when, written in said:
        check_comparison(row, kind, when, written)
    assert len(said) == len({getattr(row, f"{which}_period_id") for which in told})


def read_comparisons(text):
    """(kind, when, figure) of each: "better than both A (1) and B (2)" gives two of them."""
    one, other = ONE.format("a_"), ONE.format("b_")
    both = re.fullmatch(
        r"(?P<kind>better than|worse than|not clearly different from|equal to) (?:both|either) "
        rf"(?P<a>{WHEN})(?: \({FIGURE.format('x')}\))? (?:and|or) "
        rf"(?P<b>{WHEN})(?: \({FIGURE.format('y')}\))?",
        text,
    )
    if both:
        return [(both["kind"], both["a"], both["x"]), (both["kind"], both["b"], both["y"])]
    if found := re.fullmatch(rf"{one} (?:but|and) {other}", text):
        first, second = (
            (found[f"{w}_kind"], found[f"{w}_when"], found[f"{w}_figure"]) for w in "ab"
        )
        return [first, second]
    said = fits(one, text)
    return [(said["a_kind"], said["a_when"], said["a_figure"])]


def which_before(row, when):
    """Whether words mean the previous period or the year before."""
    year_long = row.frequency in ("year", "academic_year", "calendar_year")
    if when == "the year before":
        assert year_long or row.basis == "year_to_date"
        return "previous" if row.direction_previous else "year"
    nouns = {"half_year": "half-year", "survey_wave": "survey", "month": "quarter"}
    noun = nouns.get(row.frequency, row.frequency)
    if when == "the same point a year earlier":
        assert row.basis == "year_to_date"
        return "year"
    if when in (f"the same {noun} a year earlier", "the survey a year earlier"):
        return "year"
    assert when == f"the {noun} before", when
    return "previous"


def check_comparison(row, kind, when, written):
    which = which_before(row, when)
    direction, before = getattr(row, f"direction_{which}"), getattr(row, f"{which}_outturn")
    equal = rounded(row.outturn, row.decimals) == rounded(before, row.decimals)
    assert direction == WAYS.get(kind, "no_clear_change")
    if kind == "equal to":
        assert equal
        assert written is None
        return
    assert direction != "no_clear_change" or not equal
    same(written, row, before)


def check_figures_before(row, text):
    second = rf"(?: and {FIGURE.format('b')} in the [a-z- ]+)?"
    said = fits(rf"it was {FIGURE.format('a')} in the [a-z- ]+?{second}", text)
    told = [said[name] for name in "ab" if said[name]]
    figures = [row.previous_outturn, row.year_outturn]
    if row.previous_period_id == row.year_period_id:
        figures = figures[:1]
    figures = [value for value in figures if known(value)]
    for written, value in zip(told, figures, strict=True):
        same(written, row, value)


def check_nothing_travels(row):
    assert not row.direction_previous
    assert not row.direction_year


def check_nothing_moves(row):
    check_nothing_travels(row)
    assert row.variation == ""


def check_signal(row, text):
    label = "" if row.unit in ("percent", "pounds") else f" {re.escape(row.unit_label)}"
    subject = (
        rf"(?:it|(?P<that>that figure)|the (?P<noun>[a-z-]+)'s own figure of "
        rf"{FIGURE.format('own')}{label}|the latest "
        rf"(?P<adjective>[a-z-]+) (?:figure|result), {FIGURE.format('value')}{label} for "
        r"(?P<period>.+?),)"
    )
    figures = r"(?P<adjective>[a-z-]+) figures"
    chance = r", which is more than chance(?P<way>, and for the (?:better|worse))?"
    patterns = {
        "Common": rf"(?:{subject} is )?within the usual variation",
        "Above": rf"{subject} is (?P<side>higher|lower) than usual variation explains"
        rf"(?: \(limit {FIGURE.format('limit')}\))?{chance}",
        "2": rf"two of the last three {figures} are at the (?P<side>upper|lower) edge of the usual "
        rf"range{chance}",
        "7 Points": rf"the last (?P<run>\w+) {figures} are all (?P<side>above|below) their average "
        rf"of {FIGURE.format('mean')}{chance}",
        "7 Point": rf"the last (?P<run>\w+) {figures} have (?P<side>risen|fallen) one after the "
        rf"other{chance}",
    }
    assert ("within" in text) == (row.variation == "common_cause")
    rule = row.special_cause.replace("Below LCL", "Above UCL")
    said = fits(next(p for name, p in patterns.items() if rule.startswith(name)), text)
    period = period_of_id(row.spc_period_id)
    if said.get("adjective"):
        assert period.frequency.value in KINDS[said["adjective"]]
    if said.get("period"):
        assert read_period(said["period"]) == row.spc_period_id != row.period_id
        same(said["value"], row, row.spc_value)
    elif said.get("that"):
        assert row.spc_period_id == row.latest_period_id
        assert row.basis == "period"
        assert not row.period_id
    elif "noun" in said:
        assert row.spc_period_id == row.period_id
        assert bool(said["own"]) == (row.basis == "year_to_date")
        if said["own"]:
            same(said["own"], row, row.spc_value)
    if row.variation == "common_cause":
        return
    high = "Above" in row.special_cause or "Increasing" in row.special_cause
    assert (said["side"] in ("higher", "upper", "above", "risen")) == high
    ways = {"improvement": ", and for the better", "concern": ", and for the worse"}
    assert said["way"] == ways.get(row.variation.removeprefix("special_cause_"))
    if said.get("limit"):
        assert said["limit"] != said["value"]
        same(said["limit"], row, row.upl if high else row.lpl)
    if said.get("mean"):
        same(said["mean"], row, row.mean)
    if said.get("run"):
        assert count(said["run"]) == row.spc_run >= 7


# What lies ahead and beside

CHANCE = rf"(?P<{{0}}word>{'|'.join(BANDS)}) \((?P<{{0}}percent>under 5%|about \d+%|over 95%)\)"


def check_context(row, text):
    starts = {"going by ": "outlook", "its usual range": "reach", "by ": "gap", "": "rank"}
    checks = {"outlook": check_outlook, "reach": check_reach, "gap": check_gap, "rank": check_rank}
    kinds = []
    for part in text.split("; "):
        kinds.append(next(kind for start, kind in starts.items() if part.startswith(start)))
        checks[kinds[-1]](row, part)
    assert len(kinds) <= 2
    assert kinds == [kind for kind in ("outlook", "reach", "rank", "gap") if kind in kinds]
    assert ("outlook" in kinds) == known(row.outlook)
    if len(kinds) < 2:
        assert ("rank" in kinds) >= bool(row.benchmark_rank)
        told = row.inequality_breakdown and not row.inequality_gap_low <= 0
        assert ("gap" in kinds) == bool(told)
        assert ("reach" in kinds) == bool(row.assurance and not known(row.chance_target))


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
    least = rf"{FIGURE.format('least')}(?: to {FIGURE.format('most')})?"
    if known(row.chance_target):
        said = fits(
            rf"{basis}{CHANCE.format('t')} that the target of {aim} for (?P<period>.+?) will be met"
            rf"(?:, (?:but {CHANCE.format('m')} that the minimum expectation of {least} will|"
            rf"or even the minimum expectation of {least.replace('>', '2>')} \((?P<e>.+?)\)))?",
            text,
        )
        check_chance(said, "t", row.chance_target)
        same(said["target"], row, row.outlook_target)
        if known(row.outlook_target_upper):
            same(said["upper"], row, row.outlook_target_upper)
        assert bool(said["mword"] or said["e"]) == (
            row.chance_target < 0.375 and known(row.chance_minimum)
        )
        if said["mword"]:
            check_chance(said, "m", row.chance_minimum)
            assert row.chance_minimum >= 0.375
        elif said["e"]:
            check_percent(said["e"], row.chance_minimum)
            assert row.chance_minimum < 0.375
        if said["least"] or said["least2"]:
            same(said["least"] or said["least2"], row, row.outlook_minimum)
    else:
        said = fits(
            rf"{basis}the figure for (?P<period>.+?) is expected between {FIGURE.format('low')} "
            rf"and {FIGURE.format('high')} \(eight times in ten\)",
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


def check_reach(row, text):
    assert not known(row.chance_target)
    said = fits(
        rf"its usual range of {FIGURE.format('low')} to {FIGURE.format('high')} (?:lies wholly on "
        rf"the (?P<side>right|wrong) side of|takes in) {AIM} of {FIGURE.format('target')}, so "
        r"chance alone (?P<so>will not miss it|will not meet it|may meet or miss it)",
        text,
    )
    for written, value in (("low", row.lpl), ("high", row.upl), ("target", row.spc_target)):
        same(said[written], row, value)
    assert (said["aim"] == "an illustrative") == row.spc_target_illustrative
    above, below = row.spc_target >= row.upl, row.spc_target <= row.lpl
    wrong, right = (above, below) if row.polarity == "higher" else (below, above)
    assert said["side"] == ("wrong" if wrong else "right" if right else None)
    words = {"wrong": "will not meet it", "right": "will not miss it", None: "may meet or miss it"}
    assert said["so"] == words[said["side"]]


def check_rank(row, text):
    end = (
        r"(?P<provisional> \(provisional figures\))?"
        r"(?P<unlike>, though the figures are not quite like for like)?"
    )
    if row.benchmark_rank:
        said = fits(
            r"the council ranked (?P<rank>\d+)(?:st|nd|rd|th) of (?P<areas>\d+) (?P<title>.+?) in "
            rf"(?P<period>.+?), in the (?P<part>\w+ \w+){end}",
            text,
        )
        rank, areas = int(said["rank"]), int(said["areas"])
        assert (rank, areas) == (row.benchmark_rank, row.benchmark_areas)
        assert said["title"] == row.benchmark_title
        place = rank / areas
        low, high = {
            "best quarter": (0, 0.25),
            "better half": (0.25, 0.5),
            "weaker half": (0.5, 0.75),
            "weakest quarter": (0.75, 1),
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
        rf"by (?P<breakdown>.+?) it ranged from {FIGURE.format('worst')} \((?P<least>.+?)\) to "
        rf"{FIGURE.format('best')} \((?P<most>.+?)\) in (?P<period>.+?), a gap of {APART}"
        r"(?P<moved>, (?:narrower|wider) than a year earlier)?",
        text,
    )
    assert not row.inequality_gap_low <= 0, "a gap is told that may be chance"
    assert read_period(said["period"]) == row.inequality_period_id
    assert said["breakdown"] == row.inequality_breakdown.lower()
    assert (said["least"], said["most"]) == (row.inequality_worst, row.inequality_best)
    same(said["worst"], row, row.inequality_worst_outturn)
    same(said["best"], row, row.inequality_best_outturn)
    assert number(said["apart"]) == rounded(row.inequality_gap, row.decimals)
    words = {"improving": "narrower", "worsening": "wider"}
    word = words.get(row.inequality_gap_direction)
    assert said["moved"] == (word and f", {word} than a year earlier")

"""What the words of an outturn's header say beside "Outturn": a unit, a period, or something else.

A header is the outturn by permission only. "Outturn", "Actual", "Outturn (%)" and "Q2 outturn" are;
a word that is neither a known one for it nor a unit, a period or a filler ("London", "planned",
"rank", "vs plan") may make it another figure, and is handed back for a question. Whether the unit
and the period are those of a measure and a row is for others to compare.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kpis.readers.tables.header_words import EXACT
from kpis.readers.tables.period_words import period_in

_FILLERS = frozenset(
    (
        *("the", "this", "for", "in", "your", "our", "period", "reporting", "reported"),
        *("final", "finalised", "finalized", "confirmed", "validated", "verified", "audited"),
    )
)
_LENGTHS = dict.fromkeys(("month", "monthly"), 1) | dict.fromkeys(("quarter", "quarterly"), 3)
_LENGTHS |= dict.fromkeys(("year", "yearly", "annual"), 12)
_UNITS = frozenset(
    (
        *("%", "£", "#", "percent", "percentage", "pct", "proportion", "rate", "score", "ratio"),
        *("number", "no", "nr", "count", "per", "pounds", "gbp", "days", "hours", "weeks"),
        *("tonnes", "tonne", "kilotonnes", "kt", "kg", "000", "000s", "0s", "thousand"),
        *("thousands", "k", "m", "mn", "bn", "million", "millions", "index", "points", "fraction"),
    )
)
# The single words for it; of those that are units too ("Rate") it is said with the units.
_OUTTURN = frozenset(w for words in EXACT["outturn"] for w in words if " " not in w) - _UNITS
# Words in brackets that are no unit of anything; others there are compared with the measure's.
_OTHER_FIGURES = frozenset(
    (
        *("london", "england", "national", "region", "regional", "neighbours", "nearest"),
        *("planned", "plan", "predicted", "estimated", "estimate", "est", "projection", "budget"),
        *("rank", "ranking", "quartile", "gap", "spend", "vs", "versus", "against", "minus"),
        *("numerator", "denominator", "cumulative", "rolling", "average", "mean", "median"),
        *("averages", "medians", "ranks", "rankings", "quartiles", "gaps", "numerators"),
        *("comparison", "comparisons", "comparator", "comparators", "statistical"),
        *("calculated", "unadjusted", "draft", "lower", "upper", "confidence", "interval"),
    )
)
_PLANNED = frozenset(
    (
        *("planned", "predicted", "estimated", "estimates", "budgeted", "modelled"),
        *("forecasts", "projections", "trajectory", "trajectories"),
    )
)
_OF_A_HEADING = frozenset(
    ("figures", "outturns", "the", "of", "for", "and", "boroughs", "all", "are", "is", "these")
)
_MARKERS = {"p": "[p]", "provisional": "[p]", "prov": "[p]", "r": "[r]", "revised": "[r]"}
_COUNT_BEHIND = re.compile(r"\b(?:numerator|denominator)s?\b", re.IGNORECASE)
# That the months before are not counted: "in-quarter" and "for the quarter" say so by its length.
_ALONE = re.compile(
    r"\b(?:non|not)[\s-]+cumulative\b|\bdiscrete\b|\bstand-?alone\b"
    r"|(?<=month)\s+(?:only|alone)\b|(?<=quarter)\s+(?:only|alone)\b|(?<=period)\s+(?:only|alone)\b"
)
_YEAR_END = re.compile(r"\b(?:full[\s-]+year|year[\s-]+end)\b")
_TO_DATE = re.compile(
    r"\bytd\b|\b(?:year|cumulative)[\s-]+to[\s-]+date\b|\bcumulative\b|\bcum\b\.?"
    r"|\bto[\s-]+date\b|\bsince\s+april\b"
)
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴-⁹₀-₉*†‡]")
_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]*?)\s*[)\]]")
_FOOTNOTE = re.compile(r"(?:see )?(?:foot)?(?:note|fn)?s?\s*\d{1,2}(?:\s*(?:,|and)\s*\d{1,2})*")
_FOOTNOTES = re.compile(r"(?<=[a-z]{4})\d{1,2}(?:\s*,\s*\d{1,2})*(?=\W|$)")
_TOKEN = re.compile(r"[%£#]|[a-z0-9]+")
_MONTH = "|".join(filter(None, (*calendar.month_name, *calendar.month_abbr, "sept"))).lower()
_MONTHS = re.compile(
    rf"(?:{_MONTH})\.?\s*(?:-|–|to)\s*(?:{_MONTH})\.?"
)  # "Jul-Sep", without a year
_MAY_BE_OF_A_PERIOD = re.compile(rf"\d|^(?:{_MONTH})\b")
_LONGEST_PERIOD = 6  # words
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_MOST_WORDS = 8  # a longer header is a sentence, and all of it is in doubt


@dataclass(frozen=True, slots=True)
class HeaderSays:
    """unit: the words that may be a unit, as written. periods: those the header names.

    months: how long "for the quarter" is, 0 where nothing says so. to_date: "ytd" and the like.
    alone: whether it says "quarter only" and the like. marker: "[p]" where all figures below are
    provisional. other: the words nobody permitted.
    """

    unit: str = ""
    periods: tuple[str, ...] = ()
    months: int = 0
    to_date: str = ""
    alone: bool = False
    marker: str = ""
    other: str = ""


@lru_cache(maxsize=4096)
def what_it_says(header: str) -> HeaderSays:
    """What a header says beside the word for the outturn."""
    text = unicodedata.normalize("NFKC", _SUPERSCRIPTS.sub(" ", header)).lower()
    said = _Said()
    alone = _ALONE.search(text) is not None
    text = _YEAR_END.sub("year", _ALONE.sub(" ", text) if alone else text)
    if to_date := _TO_DATE.search(text):
        said.to_date = " ".join(to_date[0].split())
        text = _TO_DATE.sub(" ", text)
    for bracketed in _BRACKETS.findall(text):
        said.in_brackets(" ".join(bracketed.split()))
    outside = _FOOTNOTES.sub(" ", _BRACKETS.sub(" ", text)).split()
    if len(outside) > _MOST_WORDS:
        return HeaderSays(other=" ".join(outside))
    said.outside(said.without_period(outside))
    said.joined()
    return HeaderSays(
        unit=" ".join(said.units),
        periods=tuple(said.periods),
        months=said.months,
        to_date=said.to_date,
        alone=alone,
        marker=said.marker,
        other=" ".join(said.others),
    )


def heads_other_figures(heading: str) -> bool:
    """Whether a heading above a table says that its figures are others: planned, or London's.

    "Service plan" and "London Borough of Riverton" say nothing of the kind.
    """
    tokens = _tokens(heading.lower())
    if not _PLANNED.isdisjoint(tokens):
        return True
    others = [token for token in tokens if token not in _OUTTURN and token not in _OF_A_HEADING]
    return bool(others) and _OTHER_FIGURES.issuperset(others)


def heads_the_year_so_far(header: str) -> bool:
    """Whether a header says that its figures count from April on, and nothing that it may not."""
    says = what_it_says(header)
    return bool(says.to_date) and not says.other


def says_only_its_length(header: str) -> bool:
    """Whether a header says how long its period is and no more: "In quarter", "Quarter only"."""
    says = what_it_says(header)
    more = says.unit or says.other or says.periods or says.to_date
    return bool(says.months or says.alone) and not more


def names_a_count_behind(header: str) -> bool:
    """Whether a header is of a numerator or denominator: "Outturn numerator"."""
    return _COUNT_BEHIND.search(header) is not None


def names_another_figure(heading: str) -> bool:
    """Whether a heading above a column has a word that makes it another figure than the outturn."""
    return not _OTHER_FIGURES.isdisjoint(_tokens(heading.lower()))


class _Said:
    def __init__(self) -> None:
        self.units: list[str] = []
        self.others: list[str] = []
        self.periods: list[str] = []
        self.marker = self.to_date = ""
        self.months = 0

    def in_brackets(self, words: str) -> None:
        if not words or _FOOTNOTE.fullmatch(words):
            return
        tokens = _tokens(words)
        if words in _MARKERS:
            self.marker = _MARKERS[words]
        elif period := period_in(words):
            self.periods.append(period.text)
        elif _MONTHS.fullmatch(words):
            self.periods.append(words)
        elif all(token in _OUTTURN or token in _FILLERS or token in _LENGTHS for token in tokens):
            self._lengths(tokens)
        elif _OTHER_FIGURES.isdisjoint(tokens):
            self.units.append(words)
        else:
            self.others.append(words)

    def without_period(self, words: list[str]) -> list[str]:
        """The words outside brackets without those that name periods."""
        if not any(_MAY_BE_OF_A_PERIOD.search(word) for word in words):
            return words
        for length in range(min(len(words), _LONGEST_PERIOD), 0, -1):
            for start in range(len(words) - length + 1):
                text = " ".join(words[start : start + length]).strip(" -–:,;")
                found = period_in(text)
                if found or _MONTHS.fullmatch(text):
                    self.periods.append(found.text if found else text)
                    kept = [word for word in words[start : start + length] if word in _OUTTURN]
                    rest = [*words[:start], *kept, *words[start + length :]]
                    return self.without_period(rest)
        return words

    def joined(self) -> None:
        """Read "Q2 (2019/20)" and "2018/19 (academic)" as one period."""
        if not self.periods:
            return
        *before, period = self.periods
        for words in (*before, *self.units):
            if whole := period_in(f"{period} {words}"):
                self.periods = [whole.text, *(each for each in before if each != words)]
                self.units = [unit for unit in self.units if unit != words]
                return

    def outside(self, words: list[str]) -> None:
        tokens = _tokens(" ".join(words))
        self._lengths(tokens)
        places = [place for place, token in enumerate(tokens) if token in _OUTTURN]
        after = places[-1] + 1 if places else 0
        rest = [token for token in tokens[after:] if token not in _FILLERS]
        if rest and rest[0] in _UNITS:  # "Outturn % of residents"
            self.units.append(" ".join(rest))
            tokens = tokens[:after]
        for token in tokens:
            if token in _UNITS:
                self.units.append(token)
            elif token in _MARKERS and len(token) > 1:
                self.marker = _MARKERS[token]
            elif not (token in _OUTTURN or token in _FILLERS or token in _LENGTHS):
                self.others.append(token)

    def _lengths(self, tokens: list[str]) -> None:
        self.months = self.months or next(
            (_LENGTHS[token] for token in tokens if token in _LENGTHS), 0
        )


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_THOUSANDS.sub("", text))

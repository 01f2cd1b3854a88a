"""What a cell is expected to hold, which settles the signs that its figure may have."""

import re
from dataclasses import dataclass

from kpis.model import Unit

FIGURE = re.compile(
    r"(?P<before>£\s?)?(?P<bracket>\()?(?P<sign>[-+])?(?P<pounds>£\s?)?(?P<sign_after>[-+])?"
    r"(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)?(?P<fraction>\.[0-9]+)?"
    r"\s?(?P<scale>k|m|bn|thousand|million|billion)?"
    r"\s?(?P<percent>%|per ?cent)?(?P<end>\))?(?P<after>\s?%)?",
    re.IGNORECASE,
)
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2011": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFigure:
    """The figure a cell is expected to hold, which settles the signs it may have.

    percent, money: a % or £ sign may stand in it. scale: "3.1m" will do without a £ sign.
    outturn: it is a measure's figure, not one of the two it comes from. count: it counts things,
    so that a small one may be suppressed. unit, unit_label: of the words that may follow it.
    """

    percent: bool
    money: bool
    scale: bool
    outturn: bool = True
    count: bool = True
    unit: Unit | None = None
    unit_label: str = ""


NUMERATOR_OR_DENOMINATOR = ExpectedFigure(percent=False, money=True, scale=False, outturn=False)


def outturn_in(unit: Unit | None, unit_label: str = "") -> ExpectedFigure:
    """What the outturn of a measure of that unit may have; None where the measure is unknown."""
    money = unit in (Unit.POUNDS, None)
    return ExpectedFigure(
        percent=unit in (Unit.PERCENT, None),
        money=money,
        scale=money,
        count=unit in (Unit.COUNT, None),
        unit=unit,
        unit_label=unit_label,
    )

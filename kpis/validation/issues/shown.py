"""Questions about cells whose figure may not be the one that was seen in them."""

from typing import ClassVar

from kpis.validation.issues.base import quoted
from kpis.validation.issues.question import Question


class ShownOtherwiseThanHeld(Question):
    """A cell shows another figure than it holds, a marker in its place, or nothing at all."""

    code: ClassVar[str] = "shown-otherwise"
    lasting: ClassVar[bool] = False

    column: str
    shown: str  # "" for nothing
    more: int = 0  # further cells of the column alike

    @property
    def sentence(self) -> str:
        shows = f"is shown as {quoted(self.shown)}" if self.shown else "is not shown at all"
        return (
            f"the {self.column} {quoted(self.found)} for {self.of_measure} {shows}"
            f"{_and_more(self.more)}. Which is meant?"
        )


class ShownRounded(ShownOtherwiseThanHeld):
    """A cell shows fewer decimals of its figure than its measure publishes."""

    code: ClassVar[str] = "shown-rounded"
    lasting: ClassVar[bool] = True


class RaisedDigit(Question):
    """A figure has raised digits behind it, which may be the mark of a footnote."""

    code: ClassVar[str] = "raised-digit"
    lasting: ClassVar[bool] = False

    column: str
    without: str  # the figure without them
    more: int = 0

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} for {self.of_measure} is {quoted(self.found)}"
            f"{_and_more(self.more)}. Is it {self.without}, with the mark of a footnote?"
        )


class StruckThrough(Question):
    """A figure is struck through, or the name, period or parts of it: it may be withdrawn."""

    code: ClassVar[str] = "struck-through"
    lasting: ClassVar[bool] = False

    column: str
    outturn: str  # as it is typed
    more: int = 0

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} {quoted(self.found)} of {self.of_measure} is struck through"
            f"{_and_more(self.more)}. Does the outturn {quoted(self.outturn)} count all the same?"
        )


class BoundOrSuppressed(Question):
    """ "<50", or "<5" for what is no count: only small counts are suppressed as a rule."""

    code: ClassVar[str] = "bound-or-suppressed"
    lasting: ClassVar[bool] = False

    column: str
    more: int = 0

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} for {self.of_measure} is {quoted(self.found)}"
            f"{_and_more(self.more)}, which as a rule only small counts are written as. "
            "Is the figure suppressed?"
        )


class PointOrThousands(Question):
    """A point before three digits, as in 12.345, that may divide thousands."""

    code: ClassVar[str] = "point-or-thousands"
    lasting: ClassVar[bool] = False

    column: str
    instead: str  # what it is without the point
    more: int = 0

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} {quoted(self.found)} for {self.of_measure}{_and_more(self.more)} "
            f"may be {self.instead}: elsewhere a point divides thousands. Which is it?"
        )


class FractionsOrPercentages(Question):
    """Bare figures of percentages that may be fractions, as 0.95, 1 and 1.02 beside each other."""

    code: ClassVar[str] = "fraction-or-percentage"
    lasting: ClassVar[bool] = False

    more: int = 0

    @property
    def sentence(self) -> str:
        alike = f" and {self.more:,} more {'figure' if self.more == 1 else 'figures'}"
        if self.more:
            return (
                f"{quoted(self.found)} for {self.of_measure}{alike} may be fractions or "
                "percentages. Which are they?"
            )
        return (
            f"{quoted(self.found)} for {self.of_measure} may be a fraction or a percentage. "
            "Which is it?"
        )


def _and_more(count: int) -> str:
    if not count:
        return ""
    return f" (and {count:,} more {'cell' if count == 1 else 'cells'} of the column alike)"

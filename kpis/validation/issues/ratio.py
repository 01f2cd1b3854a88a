"""Issues between an outturn and the numerator and denominator it comes from."""

from typing import ClassVar

from kpis.model import Severity
from kpis.validation.issues.base import Issue, quoted


class RatioNotANumber(Issue):
    """A numerator or denominator that is no number."""

    code: ClassVar[str] = "ratio-not-a-number"
    severity: ClassVar[Severity] = Severity.ERROR

    column: str
    advice: str

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} for {self.of_measure} is {quoted(self.found)}, which is not a "
            f"number that can be taken. {self.advice}"
        )


class RatioNegative(Issue):
    """A numerator or denominator below 0."""

    code: ClassVar[str] = "ratio-negative"
    severity: ClassVar[Severity] = Severity.ERROR

    column: str

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} for {self.of_measure} is {quoted(self.found)}, but it cannot be "
            "below 0. Type it again."
        )


class DenominatorZero(Issue):
    """A share or rate of nothing: the denominator is 0 but an outturn is given."""

    code: ClassVar[str] = "denominator-zero"
    severity: ClassVar[Severity] = Severity.ERROR

    @property
    def sentence(self) -> str:
        return (
            f"the denominator for {self.of_measure} is 0, so there is nothing to take a share of. "
            "Correct it, or type [z] as the outturn."
        )


class NumeratorAboveDenominator(Issue):
    """More cases counted than there are, for a percentage."""

    code: ClassVar[str] = "numerator-above-denominator"
    severity: ClassVar[Severity] = Severity.ERROR

    denominator: str

    @property
    def sentence(self) -> str:
        return (
            f"the numerator for {self.of_measure} is {quoted(self.found)}, above its denominator "
            f"of {quoted(self.denominator)}. Check whether the two were swapped."
        )


class OutturnDisagreesWithParts(Issue):
    """The outturn is not what its numerator and denominator give."""

    code: ClassVar[str] = "outturn-disagrees-with-parts"
    severity: ClassVar[Severity] = Severity.ERROR

    numerator: str
    denominator: str
    gives: str

    @property
    def sentence(self) -> str:
        return (
            f"the outturn for {self.of_measure} is {quoted(self.found)}, but {self.numerator} of "
            f"{self.denominator} gives {self.gives}. Correct whichever of the three is wrong."
        )


class OutturnMayDisagreeWithParts(OutturnDisagreesWithParts):
    """The same where the outturn may be weighted: in surveys and in official statistics."""

    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def sentence(self) -> str:
        return (
            f"the outturn for {self.of_measure} is {quoted(self.found)}, but {self.numerator} of "
            f"{self.denominator} gives {self.gives}. Correct it unless the outturn is weighted."
        )

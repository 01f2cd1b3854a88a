"""Rules of an .xlsx that give cells another look by their value: figures below 5 in white.

Only comparisons of the cell itself with numbers are followed, whether the rule is of that kind or
a formula such as "C2<5". Which of several rules Excel lets win is not: any that hides is heeded.
"""

import re
from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

from kpis.cell_addresses import letters_in

_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{0,9})?")
_FORMULA = re.compile(
    rf"\$?([A-Z]{{1,3}})\$?[0-9]+(=|<=|>=|<>|<|>)({_NUMBER.pattern})", re.IGNORECASE
)
_OPERATORS: Mapping[str, Callable[[float, float], bool]] = (
    {"equal": eq, "notEqual": ne, "lessThan": lt, "lessThanOrEqual": le}
    | {"greaterThan": gt, "greaterThanOrEqual": ge}
    | {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
)
_OF_TWO = frozenset(("between", "notBetween"))


class LookByValue(NamedTuple):
    """ranges: as they stand, "C2:C9 E2". look: its number. kind, operator: of the rule.

    bounds: the numbers that cells are compared with.
    """

    ranges: str = ""
    look: str = ""
    kind: str = ""
    operator: str = ""
    bounds: tuple[float, ...] = ()

    @property
    def is_whole(self) -> bool:
        return len(self.bounds) == (2 if self.operator in _OF_TWO else 1)

    def with_formula(self, formula: str) -> "LookByValue":
        """The rule with one more bound; the same where the formula is no number."""
        text = "".join(formula.split())
        if self.kind == "cellIs" and (self.operator in _OPERATORS or self.operator in _OF_TWO):
            bound = float(text) if _NUMBER.fullmatch(text) else None
            return self if bound is None else self._replace(bounds=(*self.bounds, bound))
        found = _FORMULA.fullmatch(text) if self.kind == "expression" else None
        if found is None or found[1].upper() != letters_in(self.ranges.partition(":")[0]):
            return self
        return self._replace(operator=found[2], bounds=(float(found[3]),))

    def holds(self, value: float) -> bool:
        """Whether it gives a cell with that value its look."""
        if self.operator in _OF_TWO:
            within = min(self.bounds) <= value <= max(self.bounds)
            return within == (self.operator == "between")
        return _OPERATORS[self.operator](value, self.bounds[0])

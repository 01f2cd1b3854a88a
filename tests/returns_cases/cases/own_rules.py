"""Rules of an .xlsx that give cells another look: what they hide or replace is asked about."""

from openpyxl.formatting.rule import CellIsRule, FormulaRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from tests.returns_cases.case import Q2, accepts
from tests.returns_cases.cases.own_comments import HEADER, QUARTER, case
from tests.returns_cases.cases.own_unseen import unseen
from tests.returns_cases.makers.books import book


def by_rule(rule, cells: str = "C2:C9"):
    """A nought of 6.2, and 9.5 of 11.2, in a sheet with a rule about its looks."""
    return lambda: book(
        HEADER,
        ["6.2", QUARTER, 0],
        ["11.2", QUARTER, 9.5],
        edit=lambda sheet: sheet.conditional_formatting.add(cells, rule),
    )


IN_WHITE = Font(color="FFFFFFFF")
ON_RED = PatternFill(bgColor="FFC00000")
NO_NOUGHTS = DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode=";;;"))
SUPPRESSED = DifferentialStyle(numFmt=NumberFormat(numFmtId=171, formatCode='"[c]"'))
WHOLE = DifferentialStyle(numFmt=NumberFormat(numFmtId=172, formatCode="0"))
BOTH = {("6.2", Q2): 0, ("11.2", Q2): 9.5}
CASES = [
    unseen(
        "unseen_by_rule.xlsx",
        "A rule that writes noughts in white",
        by_rule(CellIsRule(operator="equal", formula=["0"], font=IN_WHITE)),
        {("11.2", Q2): 9.5},
    ),
    unseen(
        "unseen_by_formula.xlsx",
        "A rule with a formula that writes noughts in white",
        by_rule(FormulaRule(formula=["$C2=0"], font=IN_WHITE)),
        {("11.2", Q2): 9.5},
    ),
    unseen(
        "unseen_by_format_of_a_rule.xlsx",
        "A rule that gives noughts a format without them",
        by_rule(Rule(type="cellIs", operator="equal", formula=["0"], dxf=NO_NOUGHTS)),
        {("11.2", Q2): 9.5},
    ),
    unseen(
        "unseen_small_by_rule.xlsx",
        "A rule that writes figures below 5 in white",
        by_rule(CellIsRule(operator="lessThan", formula=["5"], font=IN_WHITE)),
        {("11.2", Q2): 9.5},
    ),
    unseen(
        "unseen_between_by_rule.xlsx",
        "A rule that writes figures from 4 down to 0 in white",
        by_rule(CellIsRule(operator="between", formula=["4", "0"], font=IN_WHITE)),
        {("11.2", Q2): 9.5},
    ),
    unseen(
        "unseen_small_by_formula.xlsx",
        "The same by a formula",
        by_rule(FormulaRule(formula=["C2 <= 4"], font=IN_WHITE)),
        {("11.2", Q2): 9.5},
    ),
    unseen(
        "suppressed_by_rule.xlsx",
        "A rule that shows [c] in place of figures below 5",
        by_rule(Rule(type="cellIs", operator="lessThan", formula=["5"], dxf=SUPPRESSED)),
        {("11.2", Q2): 9.5},
        "is shown as '[c]'",
    ),
    unseen(
        "rounded_by_rule.xlsx",
        "A rule that shows a figure without its decimal",
        by_rule(Rule(type="cellIs", operator="notBetween", formula=["0", "5"], dxf=WHOLE)),
        {("6.2", Q2): 0},
        "'9.5';is shown as '10'",
    ),
    case(
        "seen_by_rule_of_another_column.xlsx",
        "A formula that asks of another column",
        by_rule(FormulaRule(formula=["$B2<5"], font=IN_WHITE)),
        BOTH,
        accepts(),
    ),
    case(
        "seen_by_rule_of_cells.xlsx",
        "A rule that compares with another cell, which is not followed",
        by_rule(CellIsRule(operator="lessThan", formula=["$E$1"], font=IN_WHITE)),
        BOTH,
        accepts(),
    ),
    case(
        "seen_on_red_by_rule.xlsx",
        "A rule that writes noughts in white on red",
        by_rule(CellIsRule(operator="equal", formula=["0"], font=IN_WHITE, fill=ON_RED)),
        BOTH,
        accepts(),
    ),
    case(
        "seen_above_nought.xlsx",
        "A rule that writes 100 in white",
        by_rule(CellIsRule(operator="equal", formula=["100"], font=IN_WHITE)),
        BOTH,
        accepts(),
    ),
    case(
        "seen_beside_a_rule.xlsx",
        "A rule about another column",
        by_rule(CellIsRule(operator="equal", formula=["0"], font=IN_WHITE), "D2:D9"),
        BOTH,
        accepts(),
    ),
]

"""Figures that were cut, or saved as a narrow column shows them, where each period has a column."""

from tests.returns_cases.case import Case, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.texts import lines

HEADER = "Code,Q1 2018/19,Q2 2018/19,Q3 2018/19,Q4 2018/19"
Q1, Q2, Q3, Q4 = (f"2018-19-Q{number}" for number in range(1, 5))
RATE = "4.4,56.3,57.1,,"
OF_RATE = {("4.4", Q1): 56.3, ("4.4", Q2): 57.1}
CUT = asks("cut at its comma")


def case(file: str, about: str, *rows: str, expected=CUT, right=None) -> Case:
    return Case(f"cut_{file}.csv", about, lambda: lines(*rows), right or {}, expected, "extracts")


CASES = [
    case("thousands", "1,234 and no more", HEADER, "6.2,1,234,,", RATE, right=OF_RATE),
    case("thousands_last", "45 and 1,234", HEADER, "6.2,45,1,234,", RATE, right=OF_RATE),
    case("alone", "1,234 in the only row", "Code,Q1 2018/19,Q2 2018/19", "6.2,1,234"),
    case("nought", "12,045: no figure begins with 0", HEADER, "6.2,12,045,,", RATE, right=OF_RATE),
    case(
        "decimals",
        "56,4 and 57,1",
        HEADER,
        "4.4,56,4,57,1",
        "2.2,56,57,,",
        right={("2.2", Q1): 56, ("2.2", Q2): 57},
    ),
    case(
        "into_commentary",
        "1,234 in the last column before the commentary",
        "Code,Q1 2018/19,Q2 2018/19,Commentary",
        "6.2,45,1,234",
        "4.4,56.3,57.1,Fine",
        right=OF_RATE,
    ),
    case(
        "below_two_headers",
        "1,234 below quarters below their year",
        "Code,2018/19,,",
        ",Q1,Q2,Q3",
        "6.2,45,1,234",
        "4.4,56.3,57.1,",
        right=OF_RATE,
    ),
    Case(
        "cut_before_it_was_opened.xlsx",
        "A cut figure in a workbook made of such a CSV",
        lambda: book(HEADER.split(","), ["6.2", 45, 1, 234, None], ["4.4", 56.3, 57.1]),
        OF_RATE,
        CUT,
        "extracts",
    ),
    case(
        "not",
        "Four quarters of small and larger numbers: nothing is cut",
        HEADER,
        "6.2,451,478,512,498",
        "1.3,12,20,38,57",
        "4.4,56.3,57.1,58,57",
        expected=accepts(),
        right={
            **{("6.2", q): n for q, n in zip((Q1, Q2, Q3, Q4), (451, 478, 512, 498), strict=True)},
            **{("1.3", q): n for q, n in zip((Q1, Q2, Q3, Q4), (12, 20, 38, 57), strict=True)},
            **{("4.4", q): n for q, n in zip((Q1, Q2, Q3, Q4), (56.3, 57.1, 58, 57), strict=True)},
        },
    ),
    case(
        "narrow_columns",
        "Saved as narrow columns show them",
        HEADER,
        "6.2,1.2E+03,####,1235,",
        expected=refuses("in full;too narrow"),
        right={("6.2", Q3): 1235},
    ),
    case(
        "long_decimals",
        "23.40000000001, as computers write 23.4",
        HEADER,
        "11.2,9.40000000001,9.3999999999,,",
        expected=accepts() | reads(),
        right={("11.2", Q1): 9.4, ("11.2", Q2): 9.4},
    ),
]

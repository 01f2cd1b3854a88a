"""Headers and tables of scorecards in which another figure stands where an outturn may."""

from collections.abc import Callable

from tests.returns_cases.case import Q1, Q2, YEAR, Case, Row, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.texts import lines

NOTHING = asks() | refuses()


def under(header: str, value: float, code: str = "4.4", period: str = "Q2 2019/20"):
    """A workbook with one figure under this header."""

    def make() -> bytes:
        return book(["Code", "Period", header], [code, period, value])

    return make


def scorecard(merged_down: bool) -> Callable[[], bytes]:
    def make() -> bytes:
        if not merged_down:
            return book(
                ["Code", "Q1 2019/20"],
                [None, "Target", "Actual"],
                ["4.4", 50, 41.2],
                merged=["B1:C1"],
            )
        return book(
            ["Code", "Measure", "Q1 2019/20", None, "Q2 2019/20"],
            [None, None, "Target", "Actual", "Target", "Actual"],
            ["4.4", "Households prevented from becoming homeless", 50, 41.2, 50, 42.3],
            ["1.4", "Adult learners who complete a course successfully", 90, 88.1, 90, 89.2],
            merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1"],
        )

    return make


CASES = [
    Case(
        "two_header_target_actual.xlsx",
        "Quarter merged over Target and Actual; code merged down over both header rows",
        scorecard(merged_down=True),
        {("4.4", Q1): 41.2, ("4.4", Q2): 42.3, ("1.4", Q1): 88.1, ("1.4", Q2): 89.2},
        accepts() | asks("target|actual") | refuses("target;actual"),
        "headers",
        never="the header once more",
    ),
    Case(
        "two_header_num_den_pct.xlsx",
        "Quarter merged over Num, Den, %",
        lambda: book(
            ["Code", "Q1 2019/20", None, None, "Q2 2019/20"],
            [None, "Num", "Den", "%", "Num", "Den", "%"],
            ["1.4", 50, 80, 62.5, 40, 80, 50],
            merged=["A1:A2", "B1:D1", "E1:G1"],
        ),
        {("1.4", Q1): Row(62.5, None, 50, 80), ("1.4", Q2): Row(50, None, 40, 80)},
        accepts() | asks("num|%"),
        "headers",
        never="the header once more",
    ),
    Case(
        "two_header_not_merged_down.xlsx",
        "The first case without merging the code cell down",
        scorecard(merged_down=False),
        {("4.4", Q1): 41.2},
        accepts() | asks("target|actual") | refuses("target;actual"),
        "headers",
        never="no measure is named|the outturn for is",
    ),
    Case(
        "header_row_above_says_target.xlsx",
        "The word Target merged above the quarters",
        lambda: book(
            [None, "Target"],
            ["Code", "Q1 2019/20", "Q2 2019/20"],
            ["4.4", 50, 51],
            merged=["B1:C1"],
        ),
        {},
        asks("target") | refuses("target") | reads("target"),
        "headers",
    ),
    Case(
        "second_table_of_targets_below.xlsx",
        "Below the table a heading Targets and a second table: Code, Period, Target",
        lambda: book(
            ["Q1 figures"],
            ["Code", "Period", "Outturn"],
            ["6.2", "Q1 2019/20", 45],
            [],
            ["Targets"],
            ["Code", "Period", "Target"],
            ["6.2", "Q2 2019/20", 60],
        ),
        {("6.2", Q1): 45},
        reads("target|second|another header") | asks("target"),
        "headers",
        never="the header once more",
    ),
    Case(
        "second_table_other_column_order.xlsx",
        "A second header row has Target where the first had Outturn, Outturn for Commentary",
        lambda: book(
            ["Code", "Period", "Outturn", "Commentary"],
            ["6.2", "Q1 2019/20", 45, "x"],
            [],
            ["Code", "Period", "Target", "Outturn"],
            ["6.2", "Q2 2019/20", 60, 46],
        ),
        {("6.2", Q1): Row(45, "x"), ("6.2", Q2): Row(46, "")},
        accepts() | asks() | refuses("target"),
        "headers",
        never="the header once more",
    ),
    Case(
        "header_thousands.xlsx",
        "The only column with the word is headed Outturn (000s)",
        under("Outturn (000s)", 12, "6.2"),
        {("6.2", Q2): 12000},
        accepts("thousand|000") | asks("000s"),
        "headers",
    ),
    Case(
        "header_number_for_percent.xlsx",
        "The only column with the word is headed Outturn (number)",
        under("Outturn (number)", 46, "1.4"),
        {},
        asks("number") | refuses("number"),
        "headers",
    ),
    Case(
        "header_kilotonnes.xlsx",
        "The only column with the word is headed Outturn (kilotonnes)",
        under("Outturn (kilotonnes)", 24, "5.3", "2019/20"),
        {("5.3", YEAR): 24000},
        accepts("kilotonnes") | asks("kilotonnes"),
        "headers",
    ),
    Case(
        "header_outturn_q1.xlsx",
        "The only column with the word is headed Outturn Q1, beside Q2",
        under("Outturn Q1", 56),
        {},
        asks("Outturn Q1") | refuses("Q1"),
        "headers",
    ),
    Case(
        "header_outturn_same_quarter_before.xlsx",
        "The only column with the word is headed Outturn Q2 2018/19, beside Q2 2019/20",
        under("Outturn Q2 2018/19", 56),
        {},
        asks("2018/19") | refuses("2018/19"),
        "headers",
    ),
    Case(
        "header_planned.xlsx",
        "The only column with the word is headed Planned outturn",
        under("Planned outturn", 56),
        {},
        asks("Planned") | refuses("Planned"),
        "headers",
    ),
    Case(
        "header_year_end_estimate.xlsx",
        "The only column with the word is headed Estimated year-end outturn",
        under("Estimated year-end outturn", 56),
        {},
        asks("Estimated") | refuses("Estimated"),
        "headers",
    ),
    Case(
        "header_ytd.xlsx",
        "Actual (YTD) for a measure of the quarter alone",
        under("Actual (YTD)", 90, "6.2"),
        {},
        asks("YTD"),
        "headers",
    ),
    Case(
        "header_rank.xlsx",
        "The only column with the word is headed Outturn rank",
        under("Outturn rank", 12),
        {},
        asks("rank") | refuses("rank"),
        "headers",
    ),
    Case(
        "header_against_plan.xlsx",
        "The only column with the word is headed Actual vs plan",
        under("Actual vs plan", 2),
        {},
        asks("plan") | refuses("plan"),
        "headers",
    ),
    Case(
        "header_numerator_loose.xlsx",
        "Columns Outturn numerator and Denominator, and none of outturns",
        lambda: book(
            ["Code", "Period", "Outturn numerator", "Denominator"], ["1.4", "Q2 2019/20", 20, 40]
        ),
        {("1.4", Q2): Row(50, None, 20, 40)},
        accepts() | asks("numerator") | refuses("no column for the outturn;numerator"),
        "headers",
    ),
    Case(
        "wide_header_number.xlsx",
        "A column of a quarter is headed Q2 2019/20 (number), for a percentage",
        lambda: book(["Code", "Q2 2019/20 (number)"], ["1.4", 46]),
        {},
        asks("number") | refuses("number"),
        "headers",
    ),
    Case(
        "unit_column_disagrees.csv",
        "A column Unit says 000s, households, weeks",
        lambda: lines(
            "Code,Period,Value,Unit",
            "6.2,Q2 2019/20,12,000s",
            "4.4,Q2 2019/20,46,households",
            "11.2,Q2 2019/20,7,weeks",
        ),
        {},
        asks("000s;households;weeks"),
        "headers",
    ),
    Case(
        "value_and_percentage.csv",
        "Columns Value (a count) and Percentage, for a percentage",
        lambda: lines("Code,Period,Value,Percentage", "1.4,Q2 2019/20,46,57.5"),
        {("1.4", Q2): 57.5},
        accepts() | asks("value;percentage") | refuses("value;percentage"),
        "headers",
        never="Did you mean 'Percentage'",
    ),
    Case(
        "did_you_mean_the_same.csv",
        "Columns Value and Outturn",
        lambda: lines("Code,Period,Value,Outturn", "6.2,Q2 2019/20,45,46"),
        {("6.2", Q2): 46},
        accepts("Value") | asks("Value;Outturn"),
        "headers",
        never="Did you mean 'Value'",
    ),
    Case(
        "subtotals.xlsx",
        "Rows Sub-total housing and Grand Total without a period",
        lambda: book(
            ["Code", "Period", "Outturn"],
            ["6.2", "Q2 2019/20", 45],
            ["Sub-total housing", None, 45],
            ["Grand Total", None, 45],
        ),
        {("6.2", Q2): 45},
        accepts("total"),
        "headers",
    ),
]

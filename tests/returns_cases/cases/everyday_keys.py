"""Which period, measure and place a figure is of; and mappings."""

from datetime import datetime

from kpis.readers.mapping.column_mapping import ColumnMapping, Outturns
from tests.returns_cases.case import Q2, YEAR, Case, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.texts import lines

HEADER = ["Code", "Period", "Outturn"]


def on(*days: datetime, look: str, header: str = "Period"):
    """A workbook with a figure of 6.2 for each of these days, shown in this format."""

    def make() -> bytes:
        return book(
            ["Code", header, "Outturn"],
            *(["6.2", day, 45 + number] for number, day in enumerate(days)),
            formats={f"B{row}": look for row in range(2, len(days) + 2)},
        )

    return make


CASES = [
    Case(
        "month_date_as_quarter.xlsx",
        "A day shown as Jul-19 for a quarterly measure; the text Jul-19 is refused",
        on(datetime(2019, 7, 1), look="mmm-yy"),
        {},
        asks("Jul") | refuses("Jul;quarter"),
        "periods",
        either={("6.2", Q2): 45},
    ),
    Case(
        "three_month_dates.xlsx",
        "Days shown as Jul-19, Aug-19, Sep-19 for a quarterly measure",
        on(datetime(2019, 7, 1), datetime(2019, 8, 1), datetime(2019, 9, 1), look="mmm-yy"),
        {},
        asks("quarter") | refuses("quarter;month"),
        "periods",
        never="Delete the row",
    ),
    Case(
        "as_at_1_october.xlsx",
        "Header As at, day 1 October 2019: the end of Q2 or the start of Q3?",
        lambda: book(
            ["KPI", "As at", "Value"],
            ["6.2", datetime(2019, 10, 1), 45],
            formats={"B2": "yyyy-mm-dd"},
        ),
        {},
        asks("Q2 2019/20;Q3 2019/20") | refuses("1 October 2019|2019-10-01"),
        "periods",
        either={("6.2", Q2): 45, ("6.2", "2019-20-Q3"): 45},
    ),
    Case(
        "financial_year_2019_and_jan.csv",
        "Financial year 2019 and month Jan: January 2019 or 2020?",
        lambda: lines("Code,Financial year,Month,Outturn", "8.1,2019,Jan,45"),
        {},
        asks("Jan 2019;Jan 2020") | refuses("2019/20;2018/19") | refuses("Jan 2019;Jan 2020"),
        "periods",
        either={("8.1", "2019-M01"): 45, ("8.1", "2020-M01"): 45},
    ),
    Case(
        "year_contradicts_period.csv",
        "Year 2018/19 beside Quarter Q2 2019/20",
        lambda: lines("Code,Year,Quarter,Outturn", "6.2,2018/19,Q2 2019/20,45"),
        {},
        asks("2018/19;2019/20") | refuses("2018/19;2019/20"),
        "periods",
        either={("6.2", Q2): 45, ("6.2", "2018-19-Q2"): 45},
    ),
    Case(
        "day_of_this_year.xlsx",
        "Excel took Jan-20 for 20 January of the year of typing",
        on(datetime(2026, 1, 20), look="d-mmm"),
        {},
        asks("Jan") | refuses("Jan"),
        "periods",
        either={("6.2", "2025-26-Q4"): 45},
    ),
    Case(
        "year_word.csv",
        "Year to Mar 2020 and Year 2018/19 for a yearly measure",
        lambda: lines("Code,Period,Outturn", "5.2,Year to Mar 2020,24", "5.2,Year 2018/19,23"),
        {("5.2", YEAR): 24, ("5.2", "2018-19"): 23},
        accepts() | refuses("2019/20"),
        "periods",
        never="Write it as Q2 2019/20",
    ),
    Case(
        "lgbf_period.csv",
        "2018-19;Q1, as a Scottish file has it, beside a measure that is unknown",
        lambda: lines("Code,Period,Value", "11.1,2018-19;Q1,9.8", "CORP 09,2018-19;Q2,9.7"),
        {("11.1", "2018-19-Q1"): 9.8},
        reads("CORP 09") | refuses("CORP 09;Q1 2018/19|Q2 2019/20"),
        "periods",
        never="'2018-19;Q2' is not a reporting period. Write it as 2019/20",
    ),
    Case(
        "own_codes_other_titles.csv",
        "A list with codes of its own: 1.1 Missed bins, 5.2 Calls answered",
        lambda: lines(
            "Ref,Indicator,Period,Outturn",
            "1.1,Missed bins not put right in a day,2019/20,45",
            "5.2,Calls answered in time,2019/20,88",
        ),
        {},
        asks("Missed bins") | refuses("Missed bins"),
        "identity",
    ),
    Case(
        "area_code_of_hackney.csv",
        "A column LA Code with the code of Hackney",
        lambda: lines("Code,Period,LA Code,Outturn", "6.2,Q2 2019/20,E09000012,45"),
        {("6.2", Q2, "Hackney"): 45},
        accepts() | asks("E09000012|LA Code") | refuses("E09000012|LA Code"),
        "identity",
    ),
    Case(
        "one_ward_as_the_whole.csv",
        "A column Ward: Bow East, one row",
        lambda: lines("Code,Period,Ward,Outturn", "6.2,Q2 2019/20,Bow East,5"),
        {("6.2", Q2, "Bow East"): 5},
        accepts() | asks("Ward|Bow East") | refuses("Ward|Bow East"),
        "identity",
    ),
    Case(
        "own_area_under_other_names.csv",
        "The council's area as LBTH, Borough, All, Total, T Hamlets, Tower Hamlets UA, E09000030",
        lambda: lines(
            "Code,Period,Area,Outturn",
            "6.2,Q2 2019/20,LBTH,45",
            "1.3,Q2 2019/20,Borough,45",
            "1.5,Q2 2019/20,All,45",
            "4.3,Q2 2019/20,Total,45",
            "5.4,Q2 2019/20,T Hamlets,45",
            "10.2,Q2 2019/20,Tower Hamlets UA,45",
            "10.4,Q2 2019/20,E09000030,45",
        ),
        {(code, Q2): 45 for code in ("6.2", "1.3", "1.5", "4.3", "5.4", "10.2", "10.4")},
        accepts() | asks("Borough"),
        "identity",
    ),
    Case(
        "code_and_title_in_one_cell.csv",
        "5.2 Level of recycling, as the advice itself writes it",
        lambda: lines("Measure,Period,Outturn", "5.2 Level of recycling,2019/20,24"),
        {("5.2", YEAR): 24},
        accepts(),
        "identity",
    ),
    Case(
        "mapping_filter_matches_nothing.csv",
        "Only rows where column A says total are mapped; the file has Whole",
        lambda: lines("Type,Area,Val", "Whole,Tower Hamlets,5"),
        {},
        refuses("no row;total"),
        "extracts",
        mapping=ColumnMapping(
            sheet="",
            header_row=1,
            columns={2: "area", 3: "outturn"},
            headers=("Type", "Area", "Val"),
            fixed={"measure": "6.2", "period": "Q2 2019/20"},
            rows={1: ("total",)},
        ),
        never="Type the figures into the outturn column",
    ),
    Case(
        "mapping_share_without_zero.csv",
        "Mapped as shares: .56 and 0.56",
        lambda: lines("Area,Share", "Tower Hamlets,.56", "Hackney,0.56"),
        {("4.4", Q2): 56, ("4.4", Q2, "Hackney"): 56},
        accepts(),
        "extracts",
        mapping=ColumnMapping(
            sheet="",
            header_row=1,
            columns={1: "area", 2: "outturn"},
            headers=("Area", "Share"),
            fixed={"measure": "4.4", "period": "Q2 2019/20"},
            outturns=Outturns.SHARES,
        ),
    ),
    Case(
        "two_series_in_one_file.csv",
        "Two series in one file; its first with a mapping of its own (the second: test_series)",
        lambda: lines("Type,Area,Val", "Prevented,Tower Hamlets,42", "Moved on,Tower Hamlets,67"),
        {("4.4", Q2): 42},
        accepts(),
        "extracts",
        mapping=ColumnMapping(
            sheet="",
            header_row=1,
            columns={2: "area", 3: "outturn"},
            headers=("Type", "Area", "Val"),
            fixed={"measure": "4.4", "period": "Q2 2019/20"},
            rows={1: ("Prevented",)},
        ),
    ),
]

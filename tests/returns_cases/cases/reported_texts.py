"""Texts with separators after public reports of what people really upload."""

import codecs

from tests.returns_cases.case import Q1, YEAR, Case, Row, accepts, asks, reads, refuses
from tests.returns_cases.makers.texts import lines

HEADER = "measure,period,outturn"
LEARNERS = "1.4,Q1 2019/20,81.5"
SEEN = {("1.4", Q1): 81.5}
TWO = {("1.4", Q1): 81.5, ("4.4", Q1): 62}


def under_header(*rows: str):
    return lambda: lines(HEADER, *rows)


def commented(*rows: str, encoding: str = "utf-8"):
    return lambda: lines(f"{HEADER},commentary", *rows, encoding=encoding)


CASES = [
    Case(
        "01_nbsp_thousands.csv",
        "Thousands divided by blanks that are no spaces",
        under_header(
            "1.3,Q1 2019/20,1\N{NO-BREAK SPACE}234",
            "10.2,Q1 2019/20,2\N{NARROW NO-BREAK SPACE}345",
            "6.2,Q1 2019/20,3\N{THIN SPACE}456",
        ),
        {("10.2", Q1): 2345, ("6.2", Q1): 3456},
        reads("cannot be above 1,000"),
        "words",
    ),
    Case(
        "02_unicode_minus.csv",
        "A minus sign that is no hyphen, for a figure that cannot be below 0",
        under_header("5.3,2019/20,\N{MINUS SIGN}120"),
        {},
        refuses("below 0"),
        "words",
    ),
    Case(
        "03_accounting_brackets.csv",
        "Brackets of accountants, which stand for minus, and £",
        under_header('5.3,2019/20,"£(1,234)"', '1.3,Q1 2019/20,"£1,234"'),
        {},
        refuses("£;bracket|minus"),
        "words",
        never="A comma only divides thousands",
    ),
    Case(
        "04_dash_for_nought.csv",
        "A dash for nought, as accounting formats show it",
        under_header("1.3,Q1 2019/20, -   ", "10.2,Q1 2019/20,–"),
        {},
        refuses("[x];[z];0 ") | asks("[x];0"),
        "words",
    ),
    Case(
        "05_semicolon_decimal_comma.csv",
        "A continental Excel: semicolons and decimal commas",
        lambda: (
            codecs.BOM_UTF8
            + lines("measure;period;outturn", "5.3;2019/20;1.234,56", "1.4;Q1 2019/20;81,5")
        ),
        {("5.3", YEAR): 1234.56, ("1.4", Q1): 81.5},
        accepts("decimal commas"),
        "words",
    ),
    Case(
        "06_percent_text_with_blank.csv",
        "81,5 % beside 62.0%",
        lambda: lines("measure;period;outturn", "1.4;Q1 2019/20;81,5 %", "4.4;Q1 2019/20;62.0%"),
        TWO,
        accepts() | refuses("81,5") | asks("81,5"),
        "words",
    ),
    Case(
        "06b_percent_text_decimal_comma_only.csv",
        "81,5 % beside 62,0%",
        lambda: lines("measure;period;outturn", "1.4;Q1 2019/20;81,5 %", "4.4;Q1 2019/20;62,0%"),
        TWO,
        accepts("decimal commas"),
        "words",
    ),
    Case(
        "06c_blank_before_percent.csv",
        "81.5 %",
        under_header("1.4,Q1 2019/20,81.5 %"),
        SEEN,
        accepts(),
        "words",
    ),
    Case(
        "07_bom.csv",
        "A byte-order mark before the first header",
        lambda: codecs.BOM_UTF8 + lines(HEADER, LEARNERS),
        SEEN,
        accepts(),
        "words",
    ),
    Case(
        "08_sep_line.csv",
        "A first line sep=;",
        lambda: lines("sep=;", "measure;period;outturn", "1.4;Q1 2019/20;81.5"),
        SEEN,
        accepts(),
        "words",
    ),
    Case(
        "09a_utf16_tabs.csv",
        "Excel's Unicode Text: UTF-16 with tabs",
        lambda: (
            codecs.BOM_UTF16_LE
            + lines("measure\tperiod\toutturn", "1.4\tQ1 2019/20\t81.5", encoding="utf-16-le")
        ),
        SEEN,
        accepts(),
        "words",
    ),
    Case(
        "09b_utf16_no_mark.csv",
        "The same without its mark",
        lambda: lines("measure\tperiod\toutturn", "1.4\tQ1 2019/20\t81.5", encoding="utf-16-le"),
        SEEN,
        accepts() | refuses("CSV UTF-8"),
        "words",
        never="neither a workbook nor a text",
    ),
    Case(
        "10_cp1252_en_dash.csv",
        "Plain CSV from Excel: Windows-1252 with a dash and £",
        commented("1.4,Q1 2019/20,81.5,Aim is 80 – 85 at £3 a head", encoding="cp1252"),
        {("1.4", Q1): Row(81.5, "Aim is 80 – 85 at £3 a head")},
        accepts("Windows-1252"),
        "words",
    ),
    Case(
        "11_cr_only.csv",
        "Line ends of old Macs",
        lambda: lines(HEADER, LEARNERS, "4.4,Q1 2019/20,62.0", end="\r"),
        TWO,
        accepts(),
        "words",
    ),
    Case(
        "12_newline_in_cell.csv",
        "A commentary of four lines",
        commented(
            '1.4,Q1 2019/20,81.5,"First line\nsecond, line\n\nfourth"', "4.4,Q1 2019/20,62.0,ok"
        ),
        {
            ("1.4", Q1): Row(81.5, "First line\nsecond, line\n\nfourth"),
            ("4.4", Q1): Row(62, "ok"),
        },
        accepts(),
        "words",
    ),
    Case(
        "13_id_header.csv",
        "The first bytes are ID, as those of SYLK",
        lambda: lines("ID,period,outturn", LEARNERS),
        SEEN,
        accepts(),
        "words",
    ),
    Case(
        "14_unnamed_trailing.csv",
        "Unnamed: 0 and commas at the ends",
        lambda: lines(
            "Unnamed: 0,measure,period,outturn,,,",
            "0,1.4,Q1 2019/20,81.5,,,",
            "1,4.4,Q1 2019/20,62.0,,,",
        ),
        TWO,
        accepts("Unnamed"),
        "rows",
    ),
    Case(
        "15_headers_differ_in_case.csv",
        "Outturn and OUTTURN",
        lambda: lines("measure,period,Outturn,OUTTURN", "1.4,Q1 2019/20,81.5,18.5"),
        {},
        refuses("OUTTURN") | asks("OUTTURN"),
        "headers",
    ),
    Case(
        "16_invisible_in_headers.csv",
        "Invisible characters in headers",
        lambda: lines(
            "\N{ZERO WIDTH SPACE}measure,\N{NO-BREAK SPACE}period ,out\N{ZERO WIDTH SPACE}turn",
            LEARNERS,
        ),
        SEEN,
        accepts(),
        "words",
    ),
    Case(
        "17a_year_like_month.csv",
        "2011-12 for a yearly measure",
        under_header("5.3,2011-12,100"),
        {("5.3", "2011-12"): 100},
        accepts(),
        "periods",
    ),
    Case(
        "17b_short_year.csv",
        "10/11 for a yearly measure",
        under_header("5.3,10/11,100"),
        {("5.3", "2010-11"): 100},
        accepts() | asks("2010/11"),
        "periods",
    ),
    Case(
        "17c_iso_week.csv",
        "A week",
        under_header("1.4,2019-W23,81.5"),
        {},
        refuses("2019-W23"),
        "periods",
    ),
    Case(
        "17d_bare_quarter.csv",
        "2019Q1: of the financial or of the calendar year?",
        under_header("1.4,2019Q1,81.5"),
        {},
        refuses("2019Q1") | asks("2019Q1"),
        "periods",
    ),
    Case(
        "17e_impossible_day.csv",
        "31/06/2019",
        under_header("1.4,31/06/2019,81.5"),
        {},
        refuses("June;30 days"),
        "periods",
    ),
    Case(
        "17f_mixed_day_month.csv",
        "05/04/2019, 30/04/2019 and 04/31/2019 under date, for a monthly measure",
        lambda: lines(
            "measure,date,outturn",
            "3.2,05/04/2019,5.1",
            "3.2,30/04/2019,5.2",
            "3.2,04/31/2019,5.3",
        ),
        {("3.2", "2019-M04"): 5.2},
        refuses("04/31/2019"),
        "periods",
    ),
    Case(
        "18_words_for_nothing.csv",
        "NA, None, nil, TBC",
        under_header(
            "1.3,Q1 2019/20,NA",
            "10.2,Q1 2019/20,None",
            "6.2,Q1 2019/20,nil",
            "4.4,Q1 2019/20,TBC",
        ),
        {},
        refuses("NA;None;nil;TBC"),
        "words",
    ),
    Case(
        "19_odd_numbers.csv",
        "-0, 1E3, 0x1F, inf, full-width digits",
        under_header(
            "1.3,Q1 2019/20,-0",
            "10.2,Q1 2019/20,1E3",
            "6.2,Q1 2019/20,0x1F",
            "4.3,Q1 2019/20,inf",
            "1.5,Q1 2019/20,１２３",
        ),
        {("1.3", Q1): 0},
        reads("1E3;0x1F;inf;１２３"),
        "words",
    ),
    Case(
        "20a_code_1_10.csv",
        "1.10, which is not 1.1",
        under_header("1.10,Q1 2019/20,81.5", "10.1,2019/20,50"),
        {("10.1", "2020-02-to-2020-03"): 50},
        reads("1.10") | asks("1.10"),
        "identity",
    ),
    Case(
        "43_same_key_twice.csv",
        "The same figure twice; another figure twice",
        under_header(LEARNERS, LEARNERS, "4.4,Q1 2019/20,62.0", "4.4,2019-20-Q1,63.0"),
        SEEN,
        reads("62.0;63.0"),
        "rows",
    ),
    Case(
        "44_mojibake.csv",
        "A commentary garbled on its way: UTF-8 once read as Windows-1252",
        commented("1.4,Q1 2019/20,81.5,Costs Â£3 â€“ agreed"),
        SEEN,
        reads("£3 – agreed") | asks("£3 – agreed"),
        "words",
    ),
    Case(
        "45_unit_in_cell.csv",
        "Units and remarks beside figures",
        under_header(
            "1.3,Q1 2019/20,1.2k",
            "10.2,Q1 2019/20,123*",
            "6.2,Q1 2019/20,45 [p]",
            "4.4,Q1 2019/20,c. 62%",
            "1.4,Q1 2019/20,81.5 (provisional)",
        ),
        {("6.2", Q1): 45},
        reads("1.2k;123*;c. 62%;provisional"),
        "words",
    ),
    Case(
        "47_blank_that_is_a_space.csv",
        "A space in place of a figure",
        under_header("1.4,Q1 2019/20, ", "4.4,Q1 2019/20,", "1.3,Q1 2019/20,10"),
        {("1.3", Q1): 10},
        accepts("is empty"),
        "words",
    ),
    Case(
        "48_other_table.csv",
        "Names and towns",
        lambda: lines("name,town", "Anna,Poplar", "Ben,Bow"),
        {},
        refuses("No table"),
        "words",
    ),
    Case(
        "50_gss_codes.csv",
        "A column of area codes with the council's own",
        lambda: lines("measure,period,area code,outturn", "1.4,Q1 2019/20,E09000030,81.5"),
        SEEN,
        accepts() | asks("E09000030"),
        "identity",
    ),
]

"""Cases that do not hold yet, by name. Each test of them is expected to fail, strictly.

A case that holds fails here until its name is taken out. `python -m tests.returns_cases.count
--not-yet` prints the list as it would be now; the file goes when the list is empty.
"""

NOT_YET: frozenset[str] = frozenset(
    {
        "two_header_target_actual.xlsx",  # headers
        "two_header_num_den_pct.xlsx",  # headers
        "two_header_not_merged_down.xlsx",  # headers
        "header_row_above_says_target.xlsx",  # headers
        "second_table_of_targets_below.xlsx",  # headers
        "second_table_other_column_order.xlsx",  # headers
        "header_thousands.xlsx",  # headers
        "header_number_for_percent.xlsx",  # headers
        "header_kilotonnes.xlsx",  # headers
        "header_outturn_q1.xlsx",  # headers
        "header_outturn_same_quarter_before.xlsx",  # headers
        "header_planned.xlsx",  # headers
        "header_year_end_estimate.xlsx",  # headers
        "header_ytd.xlsx",  # headers
        "header_rank.xlsx",  # headers
        "header_against_plan.xlsx",  # headers
        "header_numerator_loose.xlsx",  # headers
        "wide_header_number.xlsx",  # headers
        "unit_column_disagrees.csv",  # headers
        "value_and_percentage.csv",  # headers
        "did_you_mean_the_same.csv",  # headers
        "subtotals.xlsx",  # headers
        "superscript_footnote_in_figure.xlsx",  # shown
        "format_shows_suppressed.xlsx",  # shown
        "hidden_column_read.xlsx",  # shown
        "percent_format.ods",  # shown
        "error_as_zero.ods",  # shown
        "one_for_hundred_percent.xlsx",  # shown
        "less_than_50.csv",  # words
        "shorthand_z_x.csv",  # words
        "html_with_style.xls",  # words
        "sylk.slk",  # words
        "locked.ods",  # words
        "cache_of_links.xlsx",  # words
        "month_date_as_quarter.xlsx",  # periods
        "three_month_dates.xlsx",  # periods
        "as_at_1_october.xlsx",  # periods
        "financial_year_2019_and_jan.csv",  # periods
        "year_contradicts_period.csv",  # periods
        "day_of_this_year.xlsx",  # periods
        "year_word.csv",  # periods
        "lgbf_period.csv",  # periods
        "own_codes_other_titles.csv",  # identity
        "area_code_of_hackney.csv",  # identity
        "one_ward_as_the_whole.csv",  # identity
        "own_area_under_other_names.csv",  # identity
        "mapping_filter_matches_nothing.csv",  # extracts
        "mapping_share_without_zero.csv",  # extracts
        "03_accounting_brackets.csv",  # words
        "09b_utf16_no_mark.csv",  # words
        "16_invisible_in_headers.csv",  # words
        "17e_impossible_day.csv",  # periods
        "44_mojibake.csv",  # words
        "28_serial_date.xlsx",  # periods
        "24_format_hides_value.xlsx",  # shown
        "33_empty_fill.xlsx",  # shown
        "second series",  # extracts
    }
)

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
        "years_over_target_outturn.xlsx",  # headers
        "year_quarter_target_actual.xlsx",  # headers
        "months_over_plan_actual.xlsx",  # headers
        "target_actual.ods",  # headers
        "second_table_of_numerators.xlsx",  # headers
        "targets_below_in_capitals.csv",  # headers
        "second_table_of_forecasts.xlsx",  # headers
        "second_sheet_of_targets.xlsx",  # headers
        "london_below.xlsx",  # headers
        "heading_above_forecast.xlsx",  # headers
        "heading_above_london.xlsx",  # headers
        "heading_above_rank.xlsx",  # headers
        "heading_above_numerators.xlsx",  # headers
        "heading_above_last_year.xlsx",  # headers
        "title_says_targets.xlsx",  # headers
        "header_london.xlsx",  # headers
        "header_predicted.xlsx",  # headers
        "header_gap.xlsx",  # headers
        "header_spend.xlsx",  # headers
        "header_count_of.xlsx",  # headers
        "header_lower_limit.xlsx",  # headers
        "header_best.xlsx",  # headers
        "header_women.xlsx",  # headers
        "header_benchmark.xlsx",  # headers
        "header_year_before.xlsx",  # headers
        "header_one_month.xlsx",  # headers
        "header_half_year.xlsx",  # headers
        "header_to_date.xlsx",  # headers
        "header_cumulative.xlsx",  # headers
        "header_full_year.xlsx",  # headers
        "header_rolling.xlsx",  # headers
        "wide_same_quarter_last_year.csv",  # headers
        "unit_weeks.csv",  # headers
        "unit_pounds.csv",  # headers
        "unit_per_thousand.csv",  # headers
        "unit_percent_for_count.csv",  # headers
        "unit_column_number.csv",  # headers
        "unit_column_scale.csv",  # headers
        "unit_wide_thousands.csv",  # headers
        "unit_title_says_thousands.xlsx",  # headers
        "unit_row_below_header.xlsx",  # headers
        "text_decimal_comma_into_commentary.csv",  # extracts
        "text_thousands_into_commentary.csv",  # extracts
        "text_column_twice_suggested.csv",  # headers
        "text_invisible_before_figure.csv",  # words
        "text_mojibake_name.csv",  # words
        "page_with_comment.xls",  # words
        "page_in_one_file.xls",  # words
        "database.dif",  # words
        "subtotals_per_service.xlsx",  # headers
        "footnote_in_the_cell.xlsx",  # shown
        "footnote.ods",  # shown
        "footnote_first.xlsx",  # shown
        "struck_through.xlsx",  # shown
        "below_the_line.xlsx",  # shown
        "hidden_row.xls",  # shown
        "hidden_row.ods",  # shown
        "hidden_column.ods",  # shown
        "hidden_column.xls",  # shown
        "hidden_period_column.xlsx",  # shown
        "column_of_no_width.xlsx",  # shown
        "hidden_header_row.xlsx",  # shown
        "error_502.ods",  # shown
        "shown_otherwise.ods",  # shown
        "percent_957.xls",  # shown
        "percent_100.xls",  # shown
        "percent_563.ods",  # shown
        "percent_rounded.ods",  # shown
        "percent_on_one_only.xlsx",  # shown
        "look_nothing.xlsx",  # shown
        "look_thousands.xlsx",  # shown
        "look_not_available.xlsx",  # shown
        "look_fewer_decimals.xlsx",  # shown
        "look_suppressed_below_ten.xlsx",  # shown
        "look_half.xlsx",  # shown
        "shares_one.xlsx",  # shown
        "shares_one_among_percent.xlsx",  # shown
        "shares_one_among_shares.xlsx",  # shown
        "day_in_a_quarter.xlsx",  # periods
        "day_shown_as_last_month.xlsx",  # periods
        "day_year_begin.xlsx",  # periods
        "day_calendar_year_end.xlsx",  # periods
        "day_month_by_a_day.xlsx",  # periods
        "day_of_the_year_of_typing.xlsx",  # periods
        "day_last_of_this_year.xlsx",  # periods
        "period_days_either_way.csv",  # periods
        "period_finance_month.csv",  # periods
        "period_year_and_other_month.csv",  # periods
        "period_quarter_beside_end.csv",  # periods
        "key_row_numbers_as_codes.csv",  # identity
        "key_place_organisation.csv",  # identity
        "key_place_geography.csv",  # identity
        "key_place_school.csv",  # identity
        "key_place_in_a_title.xlsx",  # identity
        "key_place_in_the_sheet_name.xlsx",  # identity
        "second series",
        "generated header",
        "generated unit",
        "generated look",
        "generated period",
        "generated table",
    }
)

"""Times of the store in the words of people who read UK time."""

from datetime import datetime

import pytest

from kpis.words.days import from_uk_time, how_long, uk_known_since

LOADED = datetime(2026, 6, 3, 13, 5)


@pytest.mark.parametrize(
    ("known_at", "said"),
    [
        (datetime(2019, 4, 15), "15 April 2019"),
        (datetime(2019, 1, 15), "15 January 2019"),
        (datetime(2019, 4, 15, 8, 30), "15 April 2019 at 9:30am"),
        # A time that is midnight in the UK and not in the store was given as a time.
        (datetime(2019, 4, 14, 23, 0), "15 April 2019 at 12:00am"),
        (datetime(2019, 4, 15, 0, 0, 1), "15 April 2019 at 1:00am"),
    ],
)
def test_a_day_given_by_a_file_of_history_is_told_without_a_time(known_at, said):
    assert uk_known_since(known_at, LOADED) == said


def test_what_was_stored_at_midnight_is_told_with_its_time():
    midnight = datetime(2019, 4, 15)
    assert uk_known_since(midnight, midnight) == "15 April 2019 at 1:00am"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 day"),
        (92, "92 days"),
        (93, "3 months"),
        (350, "11 months"),
        (365, "1 year"),
        (400, "1 year 1 month"),
        (2505, "6 years 10 months"),
    ],
)
def test_a_long_time_is_told_in_years_and_months_and_a_short_one_in_days(days, said):
    assert how_long(days) == said


@pytest.mark.parametrize(
    ("local", "kept"),
    [
        (datetime(2026, 12, 1, 9, 30), datetime(2026, 12, 1, 9, 30)),
        (datetime(2026, 7, 1, 9, 30), datetime(2026, 7, 1, 8, 30)),
        (datetime(2026, 3, 29, 0, 59), datetime(2026, 3, 29, 0, 59)),
        (datetime(2026, 3, 29, 2, 0), datetime(2026, 3, 29, 1, 0)),
        (datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 0, 30)),  # the first of two
    ],
)
def test_what_a_clock_in_the_uk_shows_is_kept_in_utc(local, kept):
    assert from_uk_time(local) == kept


@pytest.mark.parametrize("minute", [0, 59])
def test_a_time_that_no_clock_shows_is_told(minute):
    with pytest.raises(ValueError, match="29 March 2026: the clocks go forward"):
        from_uk_time(datetime(2026, 3, 29, 1, minute))

"""`kpis outlook`: every measure's probable end of the year, or one with the way there."""

SEEN_FROM = ("--period", "2019-20-Q2")


def test_every_measure_has_an_outlook_or_a_reason_for_having_none(kpis, strategic_plan):
    ran = kpis("outlook", *SEEN_FROM, "--json")
    assert ran.code == 0
    assert ran.document["period"] == "2019-20-Q2"
    rows = ran.document["measures"]
    assert [row["id"] for row in rows] == [measure.id for measure in strategic_plan.counted]
    for row in rows:
        assert (row["outlook"] is None) == bool(row["reason"]) == (row["method"] == "")
        if row["outlook"] is not None:
            assert row["low_80"] <= row["outlook"] <= row["high_80"]
    jobs = next(row for row in rows if row["code"] == "1.5")
    assert (jobs["period"], jobs["target"], jobs["minimum_expectation"]) == ("2019-20-Q4", 600, 550)
    assert 0 <= jobs["chance_target"] <= jobs["chance_minimum"] <= 1
    assert jobs["illustrative"]


def test_one_measure_comes_with_the_way_there(kpis):
    document = kpis("outlook", "8.1", *SEEN_FROM, "--json").document
    (row,) = document["measures"]
    assert row["id"] == "hate_crime"
    assert (row["chance_target"], row["illustrative"]) == (None, False)
    months = [step["period"] for step in document["path"]]
    assert months == ["2019-M10", "2019-M11", "2019-M12", "2020-M01", "2020-M02", "2020-M03"]
    for step in document["path"]:
        assert step["low_95"] <= step["low_80"] <= step["expected"]
        assert step["expected"] <= step["high_80"] <= step["high_95"]


def test_for_people_it_is_a_table_with_the_method_or_the_reason(kpis):
    printed = kpis("outlook", "1.5", *SEEN_FROM).out
    assert "seen from Q2 2019/20" in printed
    assert "3 past years" in printed
    assert "(figures or targets are illustrative)" in printed
    assert "\nThe way there\n" in printed
    assert "Q4 2019/20  565 " in printed.split("The way there")[1]
    assert "under 1%" in kpis("outlook", "3.3", *SEEN_FROM).out
    assert "over 99%" in kpis("outlook", "11.1", *SEEN_FROM).out
    assert "4 comparable figures so far; 8 are needed." in kpis("outlook", "6.4", *SEEN_FROM).out


def test_what_is_asked_wrongly_is_refused_with_what_to_ask(kpis):
    unknown = kpis("outlook", "Recycling rates")
    assert unknown.code == 2
    assert "The nearest is" in unknown.err
    whole = kpis("outlook", "4.1")
    assert whole.code == 2
    assert "ask for 4.1a or 4.1b" in whole.err
    assert kpis("outlook", "--period", "2019-20").code == 2

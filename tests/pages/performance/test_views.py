"""A measure's year so far, 12 months and years on its page, and parts beside their whole."""

MEASURE = "performance/measure"


def control(at):
    return next((found for found in at.get("button_group") if found.key.startswith("over_")), None)


def test_the_figures_are_shown_as_returned_until_another_view_is_chosen(open_page, html_of):
    at = open_page(MEASURE, measure="homelessness_prevented", over="decade", today="1")
    assert control(at).options == ["As returned", "Year to date", "Rolling 12 months", "Annual"]
    assert control(at).value == "as_returned"
    assert "The latest 11 of 39 periods and those about Q2 2019/20" in html_of(at)
    at = control(at).set_value("rolling_12_months").run()
    assert not at.exception
    shown = html_of(at)
    assert "Rolling 12 months: the latest 16 of" in shown
    assert "No mean of percentages" in shown
    assert "The figure for Q1 2024/25 is not available." in shown


def test_a_link_leads_to_a_view_with_its_cases(open_page, html_of):
    shown = html_of(open_page(MEASURE, measure="homelessness_prevented", over="annual", today="1"))
    assert "Annual: 9 figures, newest first." in shown
    assert ">45.3%<" in shown  # 296 of 653 households in the four published quarters of 2019/20
    assert ">653<" in shown


def test_where_there_is_nothing_to_choose_nothing_is_drawn(open_page):
    assert control(open_page(MEASURE, measure="recycling", over="annual")) is None


def test_parts_stand_beside_the_whole_they_are_some_of(open_page, html_of):
    shown = html_of(open_page(MEASURE, measure="workpath_equality"))
    assert "125 (48.1% of all)" in shown
    assert "All figures are illustrative." in shown

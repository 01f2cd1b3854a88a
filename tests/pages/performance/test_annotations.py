"""Notes pinned to a period of a measure, on the measure's own page."""

import pytest

from tests.pages.desk import POST, html, press, widget, words


@pytest.fixture
def page(open_desk):
    return open_desk("performance/measure", measure="recycling")


def test_a_note_is_pinned_read_by_everybody_and_taken_back(page, store):
    assert "No note is pinned to a period of this measure." in words(page)
    page.selectbox("annotation_period_recycling").select("2017-18")
    page.selectbox("annotation_kind_recycling").select("break")
    page.text_area("annotation_text_recycling").input("A new <b>contractor</b> weighs")
    page.text_input("annotation_post_recycling").input(POST)
    press(page, "main_action_annotation_")
    (annotation,) = store.annotations("recycling").itertuples(index=False)
    assert (annotation.period_id, annotation.kind, annotation.noted_by) == (
        "2017-18",
        "break",
        POST,
    )
    text = words(page)
    assert "Break in the series, 2017/18. A new &lt;b&gt;contractor&lt;/b&gt; weighs" in text
    assert f"{POST}, " in text
    assert "<b>contractor" not in " ".join(html(page))
    assert page.text_area("annotation_text_recycling").value == ""

    press(page, f"annotation_{annotation.number}")
    assert widget(page.text_input, "annotation_back_post_").value == POST
    press(page, "main_action_annotation_back_")
    assert store.annotations("recycling").empty


def test_a_new_baseline_is_pinned_and_told_with_the_chart(page, store):
    assert "Limits recalculated from 2012/13." not in words(page)
    page.selectbox("annotation_period_recycling").select("2012-13")
    page.selectbox("annotation_kind_recycling").select("baseline")
    page.text_area("annotation_text_recycling").input("Weekly food waste collections began.")
    page.text_input("annotation_post_recycling").input(POST)
    press(page, "main_action_annotation_")
    (annotation,) = store.annotations("recycling").itertuples(index=False)
    assert (annotation.period_id, annotation.kind) == ("2012-13", "baseline")
    text = words(page)
    assert "New baseline of the control chart, 2012/13. Weekly food waste" in text


def test_a_note_without_a_word_is_refused_in_a_sentence(page, store):
    page.text_input("annotation_post_recycling").input(POST)
    press(page, "main_action_annotation_")
    assert "Say what readers should know" in page.error[0].value
    assert store.annotations().empty


def test_the_figures_lead_to_everything_ever_returned_for_them(page):
    (table,) = [body for body in html(page) if "k-table k-history" in body and "Source" in body]
    assert 'href="history?measure=recycling&amp;period=2017-18"' in table

"""HTML is made in one way, and nothing anybody typed becomes markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.ui.kit.html import Html, element, join, markdown_text

pytestmark = pytest.mark.walk  # every page goes through this


def test_text_is_escaped_and_html_is_not_escaped_twice():
    inner = element("b", "1 < 2 & 'so'")
    assert inner == "<b>1 &lt; 2 &amp; &#39;so&#39;</b>"
    assert element("p", inner, " x>y") == f"<p>{inner} x&gt;y</p>"


def test_text_that_is_added_to_html_is_escaped_as_well():
    made = element("b", "so") + " & <i>"
    assert isinstance(made, Html)
    assert made == "<b>so</b> &amp; &lt;i&gt;"


def test_children_may_be_nested_lists_and_none():
    items = [element("li", str(number)) for number in (1, 2)]
    assert element("ul", items, None) == "<ul><li>1</li><li>2</li></ul>"


def test_attributes_are_named_as_html_names_them():
    assert element("td", class_="a", data_label="B", aria_hidden="true", colspan=2) == (
        '<td class="a" data-label="B" aria-hidden="true" colspan="2"></td>'
    )
    assert element("details", open=True, title=None, hidden=False) == "<details open></details>"


def test_a_number_and_a_yes_are_told_apart_however_often_they_are_written():
    for _ in range(2):
        assert element("td", colspan=1) == '<td colspan="1"></td>'
        assert element("td", colspan=True) == "<td colspan></td>"


def test_elements_without_content_have_no_end():
    assert element("img", src="a.png", alt="") == '<img src="a.png" alt="">'


@given(st.text())
def test_no_text_and_no_attribute_can_open_an_element(text):
    for made in (element("p", text), element("p", title=text), join(text)):
        assert isinstance(made, Html)
        assert made.removeprefix("<p").removesuffix("</p>").count("<") == 0


@given(st.text(alphabet="<>\"'&=/ ab"))
def test_an_attribute_cannot_be_left(text):
    made = element("p", title=text)
    assert made.count('"') == 2


def test_signs_of_markdown_are_shown_as_they_are():
    assert markdown_text("5_a *x* [y](z) <b>") == r"5\_a \*x\* \[y\](z) \<b\>"


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "HTTP://evil.example", "WWW.evil.example", "a@evil.example"],
)
def test_no_address_in_a_text_becomes_a_link(address):
    shown = markdown_text(f"{address}?")
    assert not re.search(r"https?\\?:/|www\.|@\w", shown, re.IGNORECASE)
    assert shown.replace("\u2060", "").replace("\\", "") == f"{address}?"

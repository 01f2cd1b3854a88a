"""HTML is made in one way, and nothing anybody typed becomes markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

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
        own = made.removeprefix("<p").removesuffix("</p>")
        own = own.removeprefix(">").removeprefix("<bdi>").removesuffix("</bdi>")
        own = own.replace("<wbr>", "")
        assert own.count("<") == 0


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


TURNS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize("code", [*TURNS, 0x00, 0x07, 0x1B, 0x7F, 0x9B])
def test_what_turns_text_round_or_is_obeyed_is_written_out(code):
    text, out = f"a{chr(code)}b", f"a\\u{code:04x}b"
    assert element("p", text) == f"<p>{out}</p>"
    assert element("p", title=text) == f'<p title="{out}"></p>'
    assert markdown_text(text) == f"a\\\\u{code:04x}b"


def test_a_text_written_from_right_to_left_is_a_part_by_itself():
    text = "\u05e9\u05dc\u05d5\u05dd 7"
    assert element("p", text, ", 5") == f"<p><bdi>{text}</bdi>, 5</p>"
    assert element("p", title=text) == f'<p title="\u2068{text}\u2069"></p>'
    assert markdown_text(text) == f"\u2068{text}\u2069"


@pytest.mark.parametrize(
    "text", ["café – 5 °C", "👩\u200d👩\u200d👧", "Δ 5 %", "line\nline\tend", "日本"]
)
def test_all_other_text_stays_as_it_is(text):
    assert element("p", text) == f"<p>{text}</p>"
    assert markdown_text(text) == text


@given(st.text())
def test_no_text_turns_round_what_stands_beside_it(text):
    for made in (element("p", text), element("p", title=text), markdown_text(text)):
        opened = made.count("\u2068")
        assert opened == made.count("\u2069") <= 1
        assert not set(made) & ({chr(code) for code in TURNS} - {"\u2068", "\u2069"})


@pytest.mark.parametrize(("length", "lines"), [(30, 1), (31, 4), (300, 30)])
def test_a_word_too_long_for_a_narrow_screen_may_go_on_in_the_next_line(length, lines):
    made = element("td", f"a {'w' * length} b")
    assert made.count("<wbr>") == lines - 1
    assert made.replace("<wbr>", "") == f"<td>a {'w' * length} b</td>"


def test_what_is_drawn_as_one_stays_together_where_a_word_is_broken():
    family, accented = "👩\u200d👩\u200d👧", "e\u0301"
    pieces = element("p", (family + accented) * 20).split("<wbr>")
    assert len(pieces) > 5
    assert not any(piece.startswith(("\u200d", "\u0301")) for piece in pieces)
    assert not any(piece.endswith("\u200d") for piece in pieces)


@given(st.text(alphabet="w&<\u0301\u200d👩 ", max_size=200))
def test_a_broken_word_is_the_same_text(text):
    assert element("p", text).replace("<wbr>", "") == f"<p>{escape(text)}</p>"

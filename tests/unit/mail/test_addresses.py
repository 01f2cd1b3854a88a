"""What is an address of mail."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.errors import UsageError
from kpis.mail.addresses import LONGEST, checked, named


@pytest.mark.parametrize(
    "text",
    ["a@b.example", " head.of.parks@council.example ", "o'neil+kpi@x.example", "a@localhost"],
)
def test_an_address_is_taken_without_the_blanks_around_it(text):
    assert checked(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Head of Parks",
        "a@b@c.example",
        "a b@c.example",
        "Parks <a@c.example>",
        "a@c.example, b@c.example",
        "a@c.example\nBcc: b@c.example",
        "a@",
        "@c.example",
        "a.@c.example",
        "a@-c.example",
        "a@c..example",
        "jö@c.example",
        "a@\u202ec.example",
        f"{'a' * LONGEST}@c.example",
    ],
)
def test_what_is_no_single_address_is_refused(text):
    with pytest.raises(UsageError):
        checked(text)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_an_address_or_told(text):
    with suppress(UsageError):
        address = checked(text)
        assert address.isascii()
        assert address.isprintable()
        assert address.count("@") == 1


@settings(max_examples=25)
@given(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?@[a-z]{1,8}(\.[a-z]{2,8}){1,2}", fullmatch=True))
def test_plain_addresses_are_taken(text):
    assert checked(text) == text


def test_a_sender_may_have_a_name():
    assert named("Performance team <kpi@c.example>") == ("Performance team", "kpi@c.example")
    assert named("kpi@c.example") == ("", "kpi@c.example")
    with pytest.raises(UsageError):
        named("Team\r\nBcc: x@c.example <kpi@c.example>")

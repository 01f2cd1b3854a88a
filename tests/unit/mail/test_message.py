"""A mail as it goes over the line, and as programs read it."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.mail.letter import Item, Letter, Part, Said
from kpis.mail.message import LONGEST_SUBJECT, message_of
from kpis.mail.sending import bytes_of
from kpis.mail.settings import MailSettings

TO = "head.of.parks@council.example"
SETTINGS = MailSettings(
    sender="Performance team <kpi@council.example>", contact="performance@council.example"
)
LETTER = Letter(
    identifier="release-3.subscription-7.5f3a",
    moment=datetime(2019, 11, 5, 9, 30),
    subject="Northmere Council: Q2 2019/20 release",
    title="Q2 2019/20 is published",
    said=(
        Said(label="Illustrative.", text="All targets shown here are illustrative."),
        Said(text="Of 49 measures rated, 20 met the target."),
    ),
    parts=(
        Part(
            title="Rated worse than before (1)",
            items=(
                Item(
                    name="10.3 Recycling",
                    text="amber, green before. 23% against 28%.",
                    link="https://kpi.council.example/measure?measure=recycling&release=3",
                ),
                Item(text="2 targets differ."),
            ),
            further="And 4 more.",
        ),
    ),
    links=(("Read the release", "https://kpi.council.example/?release=3&period=2019-20-Q2"),),
    ending=("Head of Parks asked for this mail.", "To stop it, write to us."),
    stopping="Stop subscription 7",
)
AWKWARD = (
    "a\r\nBcc: all@council.example",
    "<script>alert(1)</script> & “quoted” #1 [a](b) $x$ =1+1",
    "إعادة التدوير",
    "turned \u202eround\x00\x1b[31m",
    "T" * 400,
    "two words " * 40,
    "lone \ud800 half",
)


def read(message: EmailMessage) -> EmailMessage:
    """The mail as a program of mail has it."""
    found = message_from_bytes(bytes_of(message), policy=default)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    return found


def parts_of(message: EmailMessage) -> tuple[str, str]:
    """Its plain text and its page."""
    found = []
    for kind in ("plain", "html"):
        part = message.get_body([kind])
        assert isinstance(part, EmailMessage)
        found.append(part.get_content().replace("\r\n", "\n"))
    return found[0], found[1]


def shown_by(html: str) -> str:
    """The words of a page, one line for each element that begins one."""

    class Words(HTMLParser):
        shown = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in ("h1", "h2", "p", "li"):
                self.shown += "\n"
            self.shown += "".join(f" ({value})" for name, value in attrs if name == "href")

        def handle_data(self, data: str) -> None:
            self.shown += data.strip("\n")

    words = Words()
    words.feed(html.partition("<body")[2].partition(">")[2])
    return words.shown


def test_a_mail_says_the_same_as_text_and_as_a_page():
    text, html = parts_of(read(message_of(LETTER, SETTINGS, TO)))
    assert text == (
        "Q2 2019/20 is published\n\n"
        "Illustrative. All targets shown here are illustrative.\n\n"
        "Of 49 measures rated, 20 met the target.\n\n"
        "Read the release:\nhttps://kpi.council.example/?release=3&period=2019-20-Q2\n\n"
        "Rated worse than before (1)\n\n"
        "- 10.3 Recycling: amber, green before. 23% against 28%.\n"
        "  https://kpi.council.example/measure?measure=recycling&release=3\n"
        "- 2 targets differ.\n\n"
        "And 4 more.\n\n"
        "-- \nHead of Parks asked for this mail.\nTo stop it, write to us.\n"
    )
    assert shown_by(html).split("\n") == [
        "",
        "Q2 2019/20 is published",
        "Illustrative. All targets shown here are illustrative.",
        "Of 49 measures rated, 20 met the target.",
        " (https://kpi.council.example/?release=3&period=2019-20-Q2)Read the release",
        "Rated worse than before (1)",
        " (https://kpi.council.example/measure?measure=recycling&release=3)10.3 Recycling: "
        "amber, green before. 23% against 28%.",
        "2 targets differ.",
        "And 4 more.",
        "Head of Parks asked for this mail.",
        "To stop it, write to us.",
    ]


def test_its_head_says_from_whom_to_whom_when_and_how_to_stop_it():
    found = read(message_of(LETTER, SETTINGS, TO))
    assert {name: str(found[name]).strip() for name in found if not name.startswith("Content")} == {
        "From": "Performance team <kpi@council.example>",
        "To": TO,
        "Subject": "Northmere Council: Q2 2019/20 release",
        "Date": "Tue, 05 Nov 2019 09:30:00 +0000",
        "Message-ID": "<release-3.subscription-7.5f3a@council.example>",
        "Reply-To": "performance@council.example",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": "<mailto:performance@council.example?subject=Stop%20subscription%207>",
        "MIME-Version": "1.0",
    }


def test_a_mail_that_comes_once_says_nothing_of_stopping():
    found = read(message_of(replace(LETTER, stopping=""), replace(SETTINGS, contact=""), TO))
    assert "List-Unsubscribe" not in found
    assert "Reply-To" not in found


def test_the_same_letter_to_the_same_address_is_the_same_to_the_byte():
    first, again, other = (bytes_of(message_of(LETTER, SETTINGS, to)) for to in (TO, TO, "a@b.eu"))
    assert first == again
    assert first != other
    assert all(len(line) <= 78 for line in first.split(b"\r\n"))
    assert first.isascii()


@pytest.mark.parametrize("text", AWKWARD)
def test_text_is_text_in_head_text_and_page_alike(text):
    awkward = replace(
        LETTER,
        subject=f"{text}: Q2",
        title=text,
        said=(Said(text=text, label="Note."),),
        parts=(Part(title="Changed", items=(Item(name=text, text=text, link="https://a.eu/?b"),)),),
    )
    found = read(message_of(awkward, SETTINGS, TO))
    assert [name for name in found if name in ("Bcc", "To")] == ["To"]
    subject = str(found["Subject"])
    assert "\n" not in subject
    # Python's own folding doubles a blank now and then, between two words that it encodes.
    assert len(" ".join(subject.split())) <= LONGEST_SUBJECT
    plain, html = parts_of(found)
    words = " ".join(text.replace("\ud800", "?").split())
    expected = words.replace("\u202e", "\\u202e").replace("\x00", "\\u0000")
    expected = expected.replace("\x1b", "\\u001b")
    assert plain.count(expected) == 4
    assert shown_by(html).count(expected) == 4
    assert "<script" not in html
    assert "\u202e" not in plain + html


@settings(max_examples=40)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_out_of_its_header(subject, title):
    letter = replace(LETTER, subject=subject, title=title)
    found = read(message_of(letter, SETTINGS, TO))
    assert list(found) == list(read(message_of(LETTER, SETTINGS, TO)))


def test_a_name_from_right_to_left_keeps_its_direction_to_itself():
    letter = replace(LETTER, parts=(Part(title="A", items=(Item(name="אב", text="12%"),)),))
    plain, html = parts_of(read(message_of(letter, SETTINGS, TO)))
    assert "- \u2068אב\u2069: 12%" in plain
    assert "<bdi>אב</bdi>: 12%</li>" in html

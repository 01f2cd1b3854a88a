"""Make a mail of what it says: plain text, and the same as simple HTML for who reads that.

A title or a note may hold whatever somebody typed. In a header it becomes one line without
anything that acts unseen; in the text it stays text; in HTML it is escaped and keeps its direction
to itself. The same letter to the same address is the same to the byte.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from html import escape
from urllib.parse import quote

from kpis.mail.letter import Item, Letter, Part, Said
from kpis.mail.settings import MailSettings
from kpis.words.lists import cut
from kpis.words.written_out import FOR_TERMINALS

LONGEST_SUBJECT = 150  # characters; most programs show some sixty
_STYLE = (
    "font-family: Arial, Helvetica, sans-serif; font-size: 16px; line-height: 1.5; "
    "color: #0b0c0c; background: #ffffff; max-width: 42em; margin: 0; padding: 1em; "
    "overflow-wrap: anywhere"
)
_HEAD = "font-size: 1.5em; line-height: 1.25"
_PART_HEAD = "font-size: 1.15em; margin: 1.5em 0 0.5em"
_LIST, _ITEM = "margin: 0; padding-left: 1.25em", "margin: 0 0 0.5em"
# Letters of scripts that are written from right to left.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


def message_of(letter: Letter, settings: MailSettings, address: str) -> EmailMessage:
    """The mail to one address."""
    message = EmailMessage(policy=SMTP)
    sender, contact = settings.sender, contact_of(settings)
    message["From"] = sender
    message["To"] = address
    message["Subject"] = cut(one_line(letter.subject), LONGEST_SUBJECT)
    message["Date"] = format_datetime(letter.moment.replace(tzinfo=UTC))
    message["Message-ID"] = f"<{letter.identifier}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    if contact != parseaddr(sender)[1]:
        message["Reply-To"] = contact
    message["Auto-Submitted"] = "auto-generated"  # so that no absence is answered
    message["X-Auto-Response-Suppress"] = "All"  # the same, as Exchange has it
    if letter.stopping:
        message["List-Unsubscribe"] = f"<mailto:{contact}?subject={quote(letter.stopping)}>"
    text, html = plain_text(letter), html_text(letter)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(sha256(f"{text}\n{html}".encode()).hexdigest()[:32])
    return message


def contact_of(settings: MailSettings) -> str:
    """The address to ask at."""
    return settings.contact or parseaddr(settings.sender)[1]


def one_line(text: str) -> str:
    """A text without breaks, and with what would act unseen written out."""
    readable = text.encode("utf-8", "replace").decode()
    return " ".join(readable.split()).translate(FOR_TERMINALS)


def plain_text(letter: Letter) -> str:
    """The mail as text alone: a heading is a line by itself, each address stands on its own."""
    return "\n".join(_plain_lines(letter))


def _plain_lines(letter: Letter) -> Iterator[str]:
    yield from (_isolated(letter.title), "")
    for said in letter.said:
        yield from (" ".join(filter(None, (said.label, _isolated(said.text)))), "")
    for words, address in letter.links:
        yield from (f"{_isolated(words)}:", address, "")
    for part in letter.parts:
        yield from (_isolated(part.title), "")
        for item in part.items:
            name = f"{_isolated(item.name)}: " if item.name else ""
            yield f"- {name}{_isolated(item.text)}"
            if item.link:
                yield f"  {item.link}"
        yield ""
        if part.further:
            yield from (_isolated(part.further), "")
    yield "-- "  # what follows is the mail's own, as programs know it
    yield from (_isolated(sentence) for sentence in letter.ending)
    yield ""


def html_text(letter: Letter) -> str:
    """The same as a page: headings, lists and links are what they are for who hears them too."""
    title = _safe(letter.title)
    body = [
        f'<h1 style="{_HEAD}">{title}</h1>',
        *(_said(each) for each in letter.said),
        *(f"<p>{_link(address, _safe(words))}</p>" for words, address in letter.links),
        *(_part(each) for each in letter.parts),
        "<hr>",
        *(f"<p>{_safe(sentence)}</p>" for sentence in letter.ending),
    ]
    lines = "\n".join(body)
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n</head>\n<body style="{_STYLE}">\n<main>\n{lines}\n</main>\n'
        "</body>\n</html>\n"
    )


def _said(said: Said) -> str:
    label = f"<strong>{_safe(said.label)}</strong> " if said.label else ""
    return f"<p>{label}{_safe(said.text)}</p>"


def _part(part: Part) -> str:
    items = "\n".join(f'<li style="{_ITEM}">{_item(each)}</li>' for each in part.items)
    further = f"\n<p>{_safe(part.further)}</p>" if part.further else ""
    head = f'<h2 style="{_PART_HEAD}">{_safe(part.title)}</h2>'
    return f'{head}\n<ul style="{_LIST}">\n{items}\n</ul>{further}'


def _item(item: Item) -> str:
    text = _safe(item.text)
    if not item.name:
        return text
    name = _safe(item.name)
    return f"{_link(item.link, name) if item.link else name}: {text}"


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{words}</a>'


def _safe(text: str) -> str:
    shown = escape(one_line(text))
    return f"<bdi>{shown}</bdi>" if _RIGHT_TO_LEFT.search(text) else shown


def _isolated(text: str) -> str:
    """One line of text alone, whose direction ends where it does."""
    shown = one_line(text)
    return f"\u2068{shown}\u2069" if _RIGHT_TO_LEFT.search(text) else shown

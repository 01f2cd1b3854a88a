"""How to get involved, in the plan's own words, with what can be followed made links."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kpis.model import Contact
from kpis.plan.borough.links import address_of
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.layout import section, show

UNTITLED = "How to get involved"


def draw_contacts(contacts: Sequence[Contact]) -> None:
    """A section for each title; nothing without any."""
    for title, group in groupby(contacts, key=lambda each: each.title or UNTITLED):
        section(title)
        show(contact_texts(list(group)))


def contact_texts(contacts: Sequence[Contact]) -> Html:
    sources = dict.fromkeys(each.source for each in contacts)
    return element(
        "div",
        [element("p", list(_linked(each))) for each in contacts],
        element("p", f"Source: {'; '.join(sources)}.", class_="k-foot"),
        class_="k-contacts",
    )


def _linked(contact: Contact) -> Iterator[Child]:
    """The text with its links where they stand in it; those that do not stand after it."""
    links = {each: address for each in contact.links if (address := address_of(each))}
    within = [each for each in links if each in contact.text]
    if within:
        # The longest first: an address may begin another.
        named = "|".join(map(re.escape, sorted(within, key=len, reverse=True)))
        for part in re.split(f"({named})", contact.text):
            yield _link(part, links[part]) if part in links else part
    else:
        yield contact.text
    for each, address in links.items():
        if each not in within:
            yield " "
            yield _link(each, address)


def _link(words: str, address: str) -> Html:
    return element("a", words, href=address, class_="k-link")

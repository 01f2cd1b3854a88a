"""What a mail says, as plain data: every text is text, whatever signs are in it."""

from datetime import datetime

from kpis.model.record import Record


class Said(Record):
    """A paragraph. label: words before it that are set off: "What is corrected."; "" for none."""

    text: str
    label: str = ""


class Item(Record):
    """A line of a list. name: of what it is about, "" where it is about no one thing. link: to it,
    "" for none.
    """

    text: str
    name: str = ""
    link: str = ""


class Part(Record):
    """A list with a heading. further: a sentence after it, "" for none."""

    title: str
    items: tuple[Item, ...]
    further: str = ""


class Letter(Record):
    """A mail to whom it may concern: to whom it goes `message_of` is told.

    identifier: of it alone, in ASCII; the same whenever it is sent. moment: UTC, when what it tells
    of happened. links: words and address of each. ending: why it was sent, whom to ask, how to
    stop. stopping: what is to be written to stop it, "" where it comes but once.
    """

    identifier: str
    moment: datetime
    subject: str
    title: str
    said: tuple[Said, ...] = ()
    parts: tuple[Part, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    ending: tuple[str, ...] = ()
    stopping: str = ""

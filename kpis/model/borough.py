"""What a plan says of its borough, and in whose words: facts, challenges, spending, contacts."""

from kpis.model.enumerations import SpendingKind
from kpis.model.record import Record


class Passage(Record):
    """A heading of a document with what stands beneath it, in the document's own words."""

    title: str
    text: str = ""  # "" where the heading says it all
    source: str = ""  # document and heading


class Topic(Record):
    """What facts of the borough are sorted by, and the official figures that belong there too."""

    title: str
    measures: tuple[str, ...] = ()  # ids of measures; added by those who wrote the plan's files


class Fact(Record):
    """Something a document says of the borough, as it stood when it was written."""

    topic: str  # title of a Topic
    text: str  # the document's own words
    source: str  # document and heading
    year: str = ""  # "2018" or "2018/19", as the document gives it; "" where it gives none
    value: float | None = None  # the one it is about; None where it is about none, or several
    unit: str = ""  # of the value: "%", "£", "people"
    compared_with: str = ""  # "national average"
    compared_value: float | None = None  # of that, in the same unit
    measure: str = ""  # id of the measure whose official figures are about the same


class Spending(Record):
    """What the council spends on an outcome in a financial year, in pounds."""

    outcome: int
    year: str  # "2019/20"
    amount: float
    kind: SpendingKind
    source: str


class Contact(Record):
    """How to get involved, or get the plan in another form, in the document's own words."""

    text: str
    source: str
    title: str = ""
    # Web addresses, e-mail addresses and telephone numbers in the text, or to stand after it.
    links: tuple[str, ...] = ()


class Borough(Record):
    """All that a plan says of its borough. Empty where it says nothing."""

    topics: tuple[Topic, ...] = ()
    facts: tuple[Fact, ...] = ()
    challenges: tuple[Passage, ...] = ()
    delivers: tuple[Passage, ...] = ()  # what the council delivers
    spending: tuple[Spending, ...] = ()
    contacts: tuple[Contact, ...] = ()
    to_be_added: tuple[str, ...] = ()  # headings that the document left empty


NOTHING_SAID = Borough()

"""What the keys of borough.toml are for."""

from kpis.plan import schema

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.BoroughFile: (
        "borough.toml",
        "What the plan says of its borough, in its own words. One file, which a plan may leave out "
        "as a whole or in part: pages show what is there.",
    ),
    schema.TopicEntry: (
        "[[topics]] in borough.toml",
        "What facts are sorted by, in the order of the page.",
    ),
    schema.FactEntry: (
        "[[facts]] in borough.toml",
        "Something a document says of the borough, as it stood when it was written. No opinion, "
        "and nothing that somebody is quoted with.",
    ),
    schema.PassageEntry: (
        "[[challenges]] and [[delivers]] in borough.toml, [[principles]] in plan.toml",
        "A heading of a document with what stands beneath it: the key challenges, what the council "
        "delivers, how the partnership will achieve its objective.",
    ),
    schema.SpendingEntry: (
        "[[spending]] in borough.toml",
        "What the council spends on an outcome in a year.",
    ),
    schema.ContactEntry: (
        "[[contacts]] in borough.toml",
        "How to get involved, and how to get the plan in another form.",
    ),
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.BoroughFile: {
        "to_be_added": "headings that the plan left empty, for a sentence that says so",
        "topics": "what facts are sorted by",
        "facts": "what the plan says of the borough",
        "challenges": "the key challenges",
        "delivers": "what the council delivers",
        "spending": "what is spent, by outcome",
        "contacts": "how to get involved",
    },
    schema.TopicEntry: {
        "title": "what it is called, as in *Housing*",
        "measures": "ids of measures whose official figures stand with it; readers are told that "
        "they were added by those who wrote the plan's files",
    },
    schema.FactEntry: {
        "topic": "the title of its topic",
        "text": "the document's own words, without the year that stands after them",
        "year": "the year it is of, as the document gives it: `2018` or `2018/19`; without it "
        "pages say that none is given",
        "source": "document and heading",
        "value": "the number it is about, where that is one",
        "unit": "what the number is: `%`, `£`, `people`",
        "compared_with": "what the document compares it with, as in `national average`",
        "compared_value": "the number of that",
        "measure": "the id of the measure whose official figures are about the same; they stand "
        "beside it where they are held",
    },
    schema.PassageEntry: {
        "title": "its heading",
        "text": "what stands beneath it, in the document's own words",
        "source": "document and heading",
    },
    schema.SpendingEntry: {
        "outcome": "the number of the outcome",
        "year": "the financial year, as in `2019/20`",
        "amount": "in pounds",
        "kind": "before (`gross`) or after income (`net`), on running (`revenue`) or building "
        "(`capital`)",
        "source": "document and heading",
    },
    schema.ContactEntry: {
        "title": "a heading above it; those with the same one stand together",
        "text": "the document's own words",
        "links": "web addresses, e-mail addresses and telephone numbers: links where they stand in "
        "the text, or after it",
        "source": "document and heading",
    },
}

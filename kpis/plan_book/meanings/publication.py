"""What the keys of publication.toml are for."""

from kpis.plan import schema

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.PublicationFile: (
        "publication.toml",
        "How the figures are published: in packs, slides, sheets, open data and the public site. "
        "One file, which a plan may leave out as a whole or in part. What is not said is told to "
        "readers as not given, and nothing is put in its place.",
    ),
    schema.PublisherEntry: ("[publisher] in publication.toml", "Who publishes the figures."),
    schema.PublicContactEntry: (
        "[contact] and [accessibility] in publication.toml",
        "Whom readers can ask about the figures, and who helps those that cannot read a document. "
        "A post, never a person.",
    ),
    schema.LicenceEntry: (
        "[licence] in publication.toml",
        "What others may do with the figures. Only the council can say it: without it readers are "
        "told that no licence is given.",
    ),
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.PublicationFile: {
        "site": "where the public site stands, as in `https://figures.example.gov.uk/plan`: "
        "addresses in documents and data begin with it. Without it they hold none of the site",
        "logo": "the file of the logo, relative to the plan's folder: PNG or SVG, at most 0.2 MB. "
        "A plain SVG: without scripts, and fetching nothing from elsewhere",
        "slides_template": "the file of the council's own PowerPoint template, likewise: `.pptx`, "
        "at most 20 MB",
        "report_headings": "headings that the committee wants in a cover report, in their order",
        "accessible_documents": "what is promised of documents for those who cannot read them as "
        "they are, by paragraph",
        "how_published": "how figures come to be published, by paragraph",
        "retirement": "what becomes of the published figures when this is given up, a sentence",
        "publisher": "who publishes",
        "contact": "whom readers can ask",
        "accessibility": "who helps when something cannot be read",
        "licence": "what others may do with the figures",
    },
    schema.PublisherEntry: {
        "name": "the body that publishes; the plan's `council` without it",
        "home_page": "its own web address, with `https://`",
    },
    schema.PublicContactEntry: {
        "post": "the post, never a person's name",
        "email": "an e-mail address of that post or its team",
        "telephone": "a telephone number",
        "page": "a web page with a form, or with more to say",
    },
    schema.LicenceEntry: {
        "title": "as in `Open Government Licence v3.0`",
        "id": "its name in the lists of licences, as in `OGL-UK-3.0`",
        "address": "where its text stands",
        "attribution": "the words by which the publisher wishes to be named",
    },
}

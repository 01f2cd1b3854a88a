"""The sheet of publication.toml."""

from kpis.plan import schema
from kpis.plan.files import PUBLICATION
from kpis.plan_book.sheets.shape import Sheet, Where

PUBLICATION_SHEET = Sheet(
    name="Publication",
    about="Who publishes the figures, under which licence, where, and whom readers can ask.",
    how="Type into the column Value. What is left empty is told to readers as not given.",
    where=Where.KEYS,
    model=schema.PublicationFile,
    file=PUBLICATION,
    tables=("publisher", "contact", "accessibility", "licence"),
)

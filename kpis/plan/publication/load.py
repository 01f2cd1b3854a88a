"""The entries of publication.toml as the plan has them."""

from typing import TYPE_CHECKING, Any

from kpis.model import Licence, Publication, PublicContact
from kpis.plan.files import PUBLICATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpis.plan.schema import Entry, PublicationFile

_OF_THEIR_OWN = ("publisher", "contact", "accessibility", "licence")


def publication_of(further: "Mapping[str, Entry]") -> Publication:
    """What the plan says of how it is published. further: as in `Entries.further`."""
    entry: PublicationFile | None = further.get(PUBLICATION)  # type: ignore[assignment]
    if entry is None:
        return Publication()
    publisher = _said(entry.publisher)
    return Publication(
        publisher=publisher.get("name", ""),
        home_page=publisher.get("home_page", ""),
        contact=PublicContact(**_said(entry.contact)),
        accessibility=PublicContact(**_said(entry.accessibility)),
        licence=Licence(**_said(entry.licence)) if entry.licence else None,
        **{key: value for key, value in _said(entry).items() if key not in _OF_THEIR_OWN},
    )


def _said(entry: "Entry | None") -> dict[str, Any]:
    """The keys that say something, lists as the model has them."""
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in ({} if entry is None else vars(entry)).items()
        if value is not None
    }

"""The entries of borough.toml as the plan has them."""

from typing import TYPE_CHECKING

from kpis.model import Borough, Contact, Fact, Passage, Spending, Topic
from kpis.plan.files import BOROUGH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpis.plan.schema import BoroughFile, Entry, PassageEntry


def borough_of(further: "Mapping[str, Entry]") -> Borough:
    """What the plan says of its borough. further: as in `Entries.further`."""
    entry: BoroughFile | None = further.get(BOROUGH)  # type: ignore[assignment]
    if entry is None:
        return Borough()
    return Borough(
        topics=tuple(
            Topic(title=each.title, measures=tuple(each.measures)) for each in entry.topics
        ),
        facts=tuple(Fact(**vars(each)) for each in entry.facts),
        challenges=passages(entry.challenges),
        delivers=passages(entry.delivers),
        spending=tuple(Spending(**vars(each)) for each in entry.spending),
        contacts=tuple(
            Contact(**vars(each) | {"links": tuple(each.links)}) for each in entry.contacts
        ),
        to_be_added=tuple(entry.to_be_added),
    )


def passages(entries: "Sequence[PassageEntry]") -> tuple[Passage, ...]:
    return tuple(Passage(**vars(each)) for each in entries)

"""Make a `Partnership` of the entries of partnership.toml, and of the meetings in calendar.toml."""

from datetime import date
from typing import TYPE_CHECKING

from kpis.model import Board, Business, Commitment, Executive, Partner, Partnership
from kpis.plan.files import PARTNERSHIP

if TYPE_CHECKING:
    from kpis.plan.schema import (
        BusinessEntry,
        CalendarFile,
        CommitmentEntry,
        Entry,
        ExecutiveEntry,
        PartnershipFile,
    )


def partnership_of(further: "dict[str, Entry]", calendar: "CalendarFile") -> Partnership | None:
    """The partnership of a plan; None where its folder has no partnership.toml.

    further: as in `Entries`. Commitments are in the order of their numbers.
    """
    entry: PartnershipFile | None = further.get(PARTNERSHIP)  # type: ignore[assignment]
    if entry is None:
        return None
    meetings: dict[str, list[date]] = {}
    for meeting in calendar.meetings:
        meetings.setdefault(meeting.board, []).append(meeting.day)
    return Partnership(
        executive=_executive(entry.executive) if entry.executive else None,
        partners=tuple(Partner(id=each.id, title=each.title) for each in entry.partners),
        boards=tuple(
            Board(
                id=each.id,
                title=each.title,
                about=each.about or "",
                chair=each.chair or "",
                meetings=tuple(sorted(meetings.get(each.id, ()))),
            )
            for each in entry.boards
        ),
        business=tuple(_business(each) for each in entry.business),
        commitments=tuple(
            _commitment(each) for each in sorted(entry.commitments, key=lambda each: each.number)
        ),
    )


def _executive(entry: "ExecutiveEntry") -> Executive:
    return Executive(**{name: said or "" for name, said in vars(entry).items()})


def _business(entry: "BusinessEntry") -> Business:
    return Business(
        board=entry.board,
        basis=entry.basis,
        reason=entry.reason,
        measures=tuple(entry.measures),
        activities=tuple(entry.activities),
    )


def _commitment(entry: "CommitmentEntry") -> Commitment:
    return Commitment(
        code=f"P{entry.number}",
        number=entry.number,
        title=entry.title,
        about=entry.about or "",
        sources=tuple(entry.sources),
        supports=tuple(entry.supports),
        reason=entry.reason or "",
        directorate=entry.directorate or "",
        owner=entry.owner or "",
        partners=tuple(entry.partners),
    )

"""The sheets of partnership.toml, and of the meetings of boards in calendar.toml."""

from kpis.plan import schema
from kpis.plan.files import CALENDAR, PARTNERSHIP
from kpis.plan_book.sheets.shape import Sheet, Where

PARTNERSHIP_SHEETS = (
    Sheet(
        name="Executive group",
        about="The group that leads the partnership, where there is one.",
        where=Where.KEYS,
        model=schema.ExecutiveEntry,
        file=PARTNERSHIP,
        key="executive",
    ),
    Sheet(
        name="Partners",
        about="The organisations in the executive group.",
        where=Where.LIST,
        model=schema.PartnerEntry,
        file=PARTNERSHIP,
        key="partners",
    ),
    Sheet(
        name="Boards",
        about="The boards of the partnership. Each theme names one of them by its title.",
        where=Where.LIST,
        model=schema.BoardEntry,
        file=PARTNERSHIP,
        key="boards",
    ),
    Sheet(
        name="Business of boards",
        about="What a board is concerned with besides the measures of its themes, and why.",
        where=Where.LIST,
        model=schema.BusinessEntry,
        file=PARTNERSHIP,
        key="business",
    ),
    Sheet(
        name="Commitments",
        about="What the partnership said it would do itself. Returned as activities are.",
        where=Where.LIST,
        model=schema.CommitmentEntry,
        file=PARTNERSHIP,
        key="commitments",
    ),
)
MEETINGS = Sheet(
    name="Meetings",
    about="When the boards of the partnership meet.",
    where=Where.LIST,
    model=schema.MeetingEntry,
    file=CALENDAR,
    key="meetings",
)

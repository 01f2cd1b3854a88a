"""The sheets of partnership.toml, and of the meetings of boards in calendar.toml."""

from kpis.plan import schema
from kpis.plan.files import CALENDAR, PARTNERSHIP
from kpis.plan_book.sheets.shape import Sheet, Where

PARTNERSHIP_SHEETS = (
    Sheet(
        name="Executive group",
        about="The group that leads the partnership, where there is one.",
        how="Type into the column Value; leave all empty where there is none.",
        where=Where.KEYS,
        model=schema.ExecutiveEntry,
        file=PARTNERSHIP,
        key="executive",
    ),
    Sheet(
        name="Partners",
        about="The organisations in the executive group.",
        how="One row for each. Its id stands in the columns Partners of other sheets, one below "
        "the other.",
        where=Where.LIST,
        model=schema.PartnerEntry,
        file=PARTNERSHIP,
        key="partners",
    ),
    Sheet(
        name="Boards",
        about="The boards of the partnership. Each theme names one of them by its title.",
        how="One row for each. An id stays for good; the title is the one that Themes and boards "
        "has.",
        where=Where.LIST,
        model=schema.BoardEntry,
        file=PARTNERSHIP,
        key="boards",
    ),
    Sheet(
        name="Business of boards",
        about="What a board is concerned with besides the measures of its themes, and why.",
        how="One row for each board and reason; ids of measures and codes of activities stand "
        "one below the other in the cell (Alt+Enter).",
        where=Where.LIST,
        model=schema.BusinessEntry,
        file=PARTNERSHIP,
        key="business",
    ),
    Sheet(
        name="Commitments",
        about="What the partnership said it would do itself. Returned as activities are.",
        how="One row for each, numbered from 1 without gaps; what is done is told in returns.",
        where=Where.LIST,
        model=schema.CommitmentEntry,
        file=PARTNERSHIP,
        key="commitments",
    ),
)
MEETINGS = Sheet(
    name="Meetings",
    about="When the boards of the partnership meet.",
    how="One row for each meeting of a board, past ones too: pages tell what changed since the "
    "last.",
    where=Where.LIST,
    model=schema.MeetingEntry,
    file=CALENDAR,
    key="meetings",
)

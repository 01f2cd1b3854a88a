"""The partnership beside the council: its boards, its members, and what it took on itself."""

from datetime import date

from kpis.model.enumerations import ThemeBasis
from kpis.model.record import Record


class Executive(Record):
    """The group that leads the partnership."""

    title: str
    about: str = ""
    delivery: str = ""  # how the boards are to deliver
    chair: str = ""  # a post
    source: str = ""  # the document that says so


class Partner(Record):
    """An organisation in the executive group."""

    id: str
    title: str


class Board(Record):
    id: str
    title: str
    about: str = ""
    chair: str = ""  # a post
    meetings: tuple[date, ...] = ()  # earliest first; () where the plan gives no dates


class Business(Record):
    """What a board is concerned with besides the themes it delivers, and why."""

    board: str  # the board's id
    basis: ThemeBasis
    reason: str
    measures: tuple[str, ...] = ()  # ids; a measure brings its parts
    activities: tuple[str, ...] = ()  # codes, also of commitments


class Commitment(Record):
    """What the partnership said it would do itself; returned as activities are."""

    code: str  # "P1"
    number: int
    title: str
    sources: tuple[str, ...]  # the documents it stands in
    about: str = ""
    supports: tuple[int, ...] = ()  # numbers of outcomes
    reason: str = ""  # why it supports them
    directorate: str = ""  # "" where the plan does not say
    owner: str = ""  # a post, likewise
    partners: tuple[str, ...] = ()  # ids


class Partnership(Record):
    executive: Executive | None = None
    partners: tuple[Partner, ...] = ()
    boards: tuple[Board, ...] = ()
    business: tuple[Business, ...] = ()
    commitments: tuple[Commitment, ...] = ()

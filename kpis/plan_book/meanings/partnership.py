"""What the keys of partnership.toml are for."""

from kpis.plan import schema
from kpis.plan_book.meanings.numbered import NUMBERED

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.PartnershipFile: (
        "partnership.toml",
        "Who works with the council, on which boards, and what they took on. One file, which a "
        "plan may leave out.",
    ),
    schema.ExecutiveEntry: (
        "[executive] in partnership.toml",
        "The group that leads the partnership. Its objective is that of plan.toml.",
    ),
    schema.PartnerEntry: (
        "[[partners]] in partnership.toml",
        "One table for each organisation in that group.",
    ),
    schema.BoardEntry: (
        "[[boards]] in partnership.toml",
        "One table for each board. A theme names its board by the title; when boards meet stands "
        "in calendar.toml.",
    ),
    schema.BusinessEntry: (
        "[[business]] in partnership.toml",
        "What a board is concerned with besides the measures of its themes, and why. A measure or "
        "an activity may be the business of several boards; in totals it counts once.",
    ),
    schema.CommitmentEntry: (
        "[[commitments]] in partnership.toml",
        "What the partnership said it would do itself. Its code is P and the number, `P1`; it is "
        "returned as activities are.",
    ),
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.PartnershipFile: {
        "executive": "the group that leads the partnership",
        "partners": "the organisations in it",
        "boards": "the boards",
        "business": "what boards are concerned with besides their themes",
        "commitments": "what the partnership does itself",
    },
    schema.ExecutiveEntry: {
        "title": "what it is called",
        "about": "what it is for, for readers",
        "delivery": "how the boards are to deliver, for readers",
        "chair": "the post that chairs it, never a person's name",
        "source": "the document that says so",
    },
    schema.PartnerEntry: {
        "id": "its name in measures and activities, for good",
        "title": "what it is called",
    },
    schema.BoardEntry: {
        "id": "its name in addresses, for good",
        "title": "what it is called, as themes.toml has it",
        "about": "what it is for, for readers",
        "chair": "the post that chairs it, never a person's name",
    },
    schema.BusinessEntry: {
        "board": "the id of the board",
        "measures": "ids of measures or parts; a measure brings its parts",
        "activities": "codes of activities, `A6.1`, or of commitments, `P1`",
        "basis": "whether a document says so, or whoever wrote the plan's files",
        "reason": "where it says so, or why",
    },
    schema.CommitmentEntry: NUMBERED
    | {
        "about": "what it comes to, in the document's words",
        "sources": "the documents it stands in",
        "supports": "numbers of outcomes it serves: its templates go to those who answer for these "
        "where it has no owner",
        "reason": "why it serves them, where no document says so",
        "directorate": "the directorate that returns it, written as in the measures' files",
        "owner": "the post that answers for it, never a person's name",
        "partners": "ids of the partners that lead it",
    },
}

"""What those who have a role may do: the one table that everything asks, as a table to read."""

from kpis.model import Act, Role
from kpis.ui.kit.html import Html
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.words.access import ACT_WORDS, may_word, role_heading

_CAPTION = (
    "Yes: with everything. Own: with what the role was given for, which is a post, a directorate "
    "or outcomes. –: not at all."
)


def rights_table() -> Html:
    head = row(column("To"), [column(role_heading(role)) for role in Role])
    lines = [
        row(
            row_header(ACT_WORDS[act]),
            [cell(may_word(act, role), label=role_heading(role)) for role in Role],
        )
        for act in Act
    ]
    return scrolling(table(_CAPTION, head, lines, class_="k-rights"), "What each role may do")

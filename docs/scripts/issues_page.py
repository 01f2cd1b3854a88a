"""Write docs/issues.md: every kind of issue that checking a return can find.

Run as `python -m docs.scripts.issues_page`, or `make docs`. Code, severity and what it is about
come from the classes, the messages are theirs too; an example is made in
`issue_examples.py` of what stands in `examples`, and its number and what to do stand in
`check_numbers.py`.
"""

from pathlib import Path

from docs.scripts.check_numbers import number_of, to_do
from docs.scripts.issue_examples import example
from docs.scripts.markdown import table
from kpis.validation import ISSUE_KINDS, Issue
from kpis.validation.issues import (
    activity,
    basis,
    cross_row,
    figure,
    identity,
    period,
    question,
    ratio,
    said_beside,
    shown,
    structure,
)

PAGE = Path(__file__).parents[2] / "docs/issues.md"

INTRODUCTION = """\
# Issues

<!-- Written by `make docs` from kpis/validation/issues: change those, not this page. -->

Every check of a return, with a number that is never given to another check. An **error** keeps the
whole file from being stored. So does a **question**, until it is answered: it names the readings
there are, and none is taken unasked. A **warning** keeps nothing out: it asks for a second look.
The code of an issue is a contract that scripts may rely on, as `kpis check --json` gives it; the
words are for people and may improve. Each message says where, what was found and what to do. A
number that stands twice is an error where the mistake is certain, and a warning where it is only
likely.
"""
OF_MODULE = {
    structure: "The file, its sheets and columns",
    question: "What is asked",
    shown: "What a person sees",
    said_beside: "What is said beside the figures",
    identity: "What a figure is of",
    period: "The period",
    basis: "The year so far, or the period alone",
    figure: "The figure and its marker",
    ratio: "Numerator and denominator",
    cross_row: "The figure beside others, and its words",
    activity: "Activities",
}
_COLUMNS = ("No.", "Code", "Severity", "When", "Message, as an example", "What to do")


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for module, title in OF_MODULE.items():
        kinds = [kind for kind in ISSUE_KINDS if kind.__module__ == module.__name__]
        parts += [f"## {title}\n", table(_COLUMNS, map(_row, kinds))]
    return "\n".join(parts)


def _row(kind: type[Issue]) -> tuple[str, ...]:
    return (
        number_of(kind.code),
        f"`{kind.code}`",
        kind.severity.value,
        kind.description(),
        example(kind).message,
        to_do(kind.code),
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""A case: a small file as somebody sends it, what a person sees in it, and what must come of it.

What comes of it is one of these, or any of several joined by `|`:

    accepts(words)   every figure that a person sees, no error and no question
    reads(words)     every figure that a person sees, whatever is said of the rest
    asks(words)      a question
    refuses(words)   an error, or the file as a whole

each with words that must stand in what is said ("a;b" both, "a|b" either). Whatever comes of it,
no figure may be accepted that differs from what a person sees.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from kpis.errors import KpisError
from kpis.model import Plan, Provenance, Severity, local_administrator
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.store import Store
from kpis.use_cases.check import check_file, check_return
from kpis.use_cases.mappings import MappingUsed
from kpis.validation.issues.base import Issue
from kpis.validation.issues.question import Question
from tests.returns_cases.second_reader import disagreements

NOW = datetime(2026, 11, 30, 9)
# Said of nearly every return of a past quarter, whatever is in it.
BESIDE_THE_POINT = ("missing-due", "closed-period", "missing-commentary")
Q1, Q2, Q3, Q4 = (f"2019-20-Q{number}" for number in range(1, 5))
YEAR = "2019-20"

Key = tuple[str, ...]  # code, period id; an area that is not the plan's own; a category


@dataclass(frozen=True)
class Row:
    """More of a figure than its outturn."""

    outturn: float | str
    commentary: str | None = None
    numerator: float | None = None
    denominator: float | None = None


Figures = Mapping[Any, Any]  # Key → its outturn or marker, or a Row


@dataclass(frozen=True)
class Expected:
    """One thing that may come of a file, or several of which one must."""

    kind: str
    words: str = ""
    other: "Expected | None" = None

    def __or__(self, other: "Expected") -> "Expected":
        return Expected(self.kind, self.words, self.other | other if self.other else other)

    def __str__(self) -> str:
        said = f"{self.kind}({self.words})"
        return f"{said} or {self.other}" if self.other else said


def accepts(words: str = "") -> Expected:
    return Expected("accepts", words)


def reads(words: str = "") -> Expected:
    return Expected("reads", words)


def asks(words: str = "") -> Expected:
    return Expected("asks", words)


def refuses(words: str = "") -> Expected:
    return Expected("refuses", words)


@dataclass(frozen=True)
class Case:
    """file: its name, unique. right: what a person sees, by code and period. either: readings
    between which only its sender can choose. never: words that would mislead, as
    `Expected.words`. kind: of work that makes it hold.
    """

    file: str
    about: str
    make: Callable[[], bytes]
    right: Figures
    expected: Expected
    kind: str
    mapping: ColumnMapping | None = None
    never: str = ""
    either: Figures = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.file

    @cached_property
    def content(self) -> bytes:
        return self.make()


@dataclass
class Outcome:
    """What came of a file. said: (severity, everything it says) of every issue."""

    figures: dict[Key, Row] = field(default_factory=dict)
    said: list[tuple[Severity, str]] = field(default_factory=list)
    questions: tuple[Question, ...] = ()
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)  # RETURN_ROWS

    def words(self, *severities: Severity) -> str:
        return "\n".join(text for severity, text in self.said if severity in severities)

    @property
    def everything(self) -> str:
        return self.words(*Severity)

    @property
    def ok(self) -> bool:
        return not self.words(Severity.ERROR, Severity.QUESTION)


def outcome_of(
    case: Case,
    plan: Plan,
    against: Store | pd.DataFrame,
    answers: Mapping[str, str] | None = None,
) -> Outcome:
    """What comes of a file. against: a store, or OUTTURNS, which is quicker by half."""
    mapping = MappingUsed(mapping=case.mapping) if case.mapping else None
    try:
        if isinstance(against, Store):
            checked = check_return(
                against,
                plan,
                case.file,
                case.content,
                now=NOW,
                mapping=mapping,
                answers=answers,
                actor=local_administrator(""),
            ).checked
        else:
            checked = check_file(
                *(plan, case.file, case.content, Provenance.RETURN, NOW, against, case.mapping),
                answers=answers,
            )
    except KpisError as refusal:
        return Outcome(said=[(Severity.ERROR, str(refusal))])
    return Outcome(
        figures=figures_of(checked.rows, plan),
        said=[
            (issue.severity, _told(issue))
            for issue in checked.issues
            if issue.code not in BESIDE_THE_POINT
        ],
        questions=checked.questions,
        rows=checked.rows,
    )


def figures_of(rows: pd.DataFrame, plan: Plan) -> dict[Key, Row]:
    """RETURN_ROWS by code, period and what else tells them apart."""
    codes = {measure.id: measure.code for measure in plan.measures}
    made: dict[Key, Row] = {}
    for row in rows.to_dict("records"):
        key: Key = (codes[row["measure_id"]], row["period_id"])
        if row["area"] != plan.area:
            key += (row["area"],)
        if row["category"] or row["breakdown"]:
            key += (row["category"],)
        value = f"[{row['marker']}]" if pd.isna(row["outturn"]) else row["outturn"]
        made[key] = Row(value, row["commentary"], row["numerator"], row["denominator"])
    return made


def _told(issue: Issue) -> str:
    choices = issue.choices if isinstance(issue, Question) else ()
    return " ".join([issue.message, *(f"{each.label} {each.stores}" for each in choices)])


def wrong_figures(case: Case, outcome: Outcome, plan: Plan) -> list[str]:
    """Figures accepted that a person does not see in the file; none is right."""
    return [
        f"{' '.join(key)} = {row.outturn}"
        for key, row in outcome.figures.items()
        if not _among(case.right, key, row, plan)
    ]


def guessed(case: Case, outcome: Outcome, plan: Plan) -> bool:
    """Whether all that is wrong is a reading taken where there are several."""
    return all(
        _among(case.right, key, row, plan) or _among(case.either, key, row, plan)
        for key, row in outcome.figures.items()
    )


def _among(figures: Figures, key: Key, row: Row, plan: Plan) -> bool:
    decimals = next(measure.decimals for measure in plan.measures if measure.code == key[0])
    return key in figures and _same(row, figures[key], decimals)


def _same(row: Row, right: float | str | Row, decimals: int) -> bool:
    seen = right if isinstance(right, Row) else Row(right)
    if isinstance(seen.outturn, str) or isinstance(row.outturn, str):
        same = seen.outturn == row.outturn
    else:
        same = _rounded(seen.outturn, decimals) == _rounded(row.outturn, decimals)
    for name in ("commentary", "numerator", "denominator"):
        asked, given = getattr(seen, name), getattr(row, name)
        same = same and (asked is None or given in (asked, "") or given != given)
    return same


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(str(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def all_there(case: Case, outcome: Outcome) -> bool:
    """Every figure that a person sees, with the commentary that belongs to it."""
    return set(case.right) == set(outcome.figures) and all(
        outcome.figures[key].commentary == right.commentary
        for key, right in case.right.items()
        if isinstance(right, Row) and right.commentary is not None
    )


def unlike_other_readers(case: Case, outcome: Outcome, plan: Plan) -> list[str]:
    """Figures accepted that other readers do not see in their cells. Not asked of mappings, which
    may work figures out, nor of figures worked out of their parts.
    """
    of_measure = {measure.id: measure.decimals for measure in plan.measures}
    figures, decimals = {}, {}
    for row in outcome.rows.to_dict("records") if case.mapping is None else ():
        if pd.notna(row["outturn"]):
            place = (row["sheet"], row["cell"])
            figures[place], decimals[place] = row["outturn"], of_measure[row["measure_id"]]
    return disagreements(case.file, case.content, figures, decimals)


def holds(case: Case, expected: Expected, outcome: Outcome) -> bool:
    """Whether this is what came of the file."""
    if expected.other and holds(case, expected.other, outcome):
        return True
    if expected.kind == "asks":
        of = outcome.words(Severity.QUESTION)
        there = bool(of) and all(len(each.choices) > 1 for each in outcome.questions)
    elif expected.kind == "refuses":
        of = outcome.words(Severity.ERROR)
        there = bool(of)
    else:
        of = outcome.everything
        there = all_there(case, outcome) and (expected.kind == "reads" or outcome.ok)
    return there and stand_in(expected.words, of)


def stand_in(words: str, text: str) -> bool:
    """Whether words are there: "a;b" both, "a|b" either; blanks and capitals do not count."""
    folded = " ".join(text.split()).casefold()
    return all(
        any(" ".join(word.split()).casefold() in folded for word in either.split("|"))
        for either in words.split(";")
    )


def faults_of(case: Case, outcome: Outcome, plan: Plan) -> list[str]:
    """What is wrong with what came of a file, in sentences; nothing where all is well."""
    faults = [f"accepted: {figure}" for figure in wrong_figures(case, outcome, plan)]
    faults += unlike_other_readers(case, outcome, plan)
    if not holds(case, case.expected, outcome):
        faults.append(f"expected {case.expected}")
    if case.never and stand_in(case.never, outcome.everything):
        faults.append(f"misleading: {case.never}")
    if faults:
        faults += [f"  {text[:300]}" for _, text in outcome.said]
        faults += [f"  {' '.join(key)}: {row.outturn}" for key, row in outcome.figures.items()]
    return faults

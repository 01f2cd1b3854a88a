"""The words people head the columns of an activities table with, and the field each one means.

They are kept apart from those of figures (`header_words.py`) because the same word means another
thing there: "Status" beside a figure is for people, beside an activity it is what is returned;
"Expected" beside a figure is an aim, beside an activity a date. Words are written as
`headers.plain` leaves them, the surest group first.
"""

from collections.abc import Mapping

from kpis.readers.tables.header_words import FOR_PEOPLE
from kpis.readers.tables.headers import HeadersFound, plain


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


ACTIVITY: tuple[tuple[str, ...], ...] = (
    _words(
        "activity code, action code, activity ref, action ref, activity reference, "
        "action reference, activity id, action id, activity no, action no, activity number, "
        "action number"
    ),
    _words(
        "activity, action, activities, actions, key activity, key action, planned activity, "
        "planned action, milestone"
    ),
    _words(
        "title, activity title, action title, activity name, action name, activity description, "
        "action description, description of activity, description of action"
    ),
)
# Words that name the activity in a table that is one of activities by its other columns. A code
# cannot be mistaken for another activity's title, so it is surest; a number may be the row's own.
_CODES = ("code", "ref", "reference")
_NUMBERS = ("id", "no", "number")

WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "status": (
        _words(
            "status, activity status, action status, delivery status, current status, "
            "progress status"
        ),
        ("progress", "state", "position", "current position"),
    ),
    "percent_done": (
        _words(
            "percent done, percent complete, percent completed, percentage done, "
            "percentage complete, percentage completed, per cent done, per cent complete, "
            "per cent completed, done, complete, completed, how much is done"
        ),
    ),
    "expected_on": (
        _words(
            "expected date, expected completion date, expected completion, expected end date, "
            "expected, expected by"
        ),
        _words(
            "due date, due, date due, completion date, target date, target completion date, "
            "planned date, planned completion date, planned end date, deadline, end date, "
            "original date, original due date, original end date, by when, complete by"
        ),
    ),
    "revised_on": (
        _words(
            "revised date, revised, revised completion date, revised expected date, "
            "revised due date, revised end date, revised target date, revised deadline, new date, "
            "new due date, new completion date"
        ),
        ("forecast date", "forecast", "forecast completion date", "forecast end date"),
    ),
    "comment": (
        _words(
            "comment, comments, commentary, update, progress update, latest update, "
            "progress comment, status update, narrative"
        ),
        ("notes", "remarks", "explanation", "reason"),
    ),
    "period": (("period", "reporting period", "quarter", "reporting quarter", "period id", "qtr"),),
}
# Words that no activities table has: a table with one of them is of figures.
OF_FIGURES = frozenset(
    ("outturn", "actual", "numerator", "denominator", "measure", "measure code", "kpi", "indicator")
)

_PERCENT_WORDS = ("progress", "done", "complete", "completed", "completion", "")
_PERCENT_SIGNS = ("%", "percent", "per cent", "percentage")
_OTHER_TIMES = frozenset(("last", "previous", "prior", "earlier", "before"))
_FOR_PEOPLE = FOR_PEOPLE.union(
    _words(
        "rag, rag status, rag rating, brag, colour, start date, start, started, also supports, "
        "assigned to, responsible, lead service, outcome number"
    )
)
_CLAIMS = {
    word: (name, place)
    for name, groups in ({"activity": ACTIVITY} | WORDS).items()
    for place, group in enumerate(groups)
    for word in group
}
_CODE_CLAIMS = dict.fromkeys(_CODES, ("activity", 0)) | dict.fromkeys(
    _NUMBERS, ("activity", len(ACTIVITY))
)


def find_activity_fields(headers: Mapping[int, str]) -> HeadersFound:
    """Which column of a header row holds which field of an activity.

    headers: column → text, no empty ones. A second column that names the activity is
    `activity_also`. A column that says the same as another, less surely, is for people.
    """
    claims: dict[str, list[tuple[int, int]]] = {}
    unknown: list[int] = []
    for column, header in headers.items():
        words = plain(header)
        if _OTHER_TIMES.isdisjoint(words.split()) and (claim := _claim(header, words)):
            claims.setdefault(claim[0], []).append((claim[1], column))
        elif words and words not in _FOR_PEOPLE and _OTHER_TIMES.isdisjoint(words.split()):
            unknown.append(column)
    columns: dict[str, int] = {}
    duplicates: list[tuple[int, int]] = []
    named = sorted(claims.pop("activity", []))
    for name, (_, column) in zip(("activity", "activity_also"), named, strict=False):
        columns[name] = column
    for name, claimed in claims.items():
        surest = min(place for place, _ in claimed)
        columns[name], *more = (column for place, column in claimed if place == surest)
        duplicates += [(columns[name], column) for column in more]
    return HeadersFound(columns, tuple(duplicates), tuple(sorted(unknown)))


def names_an_activity(header: str) -> bool:
    """Whether a header says by itself that its table is of activities."""
    words = plain(header)
    return words != "title" and _CLAIMS.get(words, ("", 0))[0] == "activity"


def _claim(header: str, words: str) -> tuple[str, int] | None:
    if _is_percent(header, words):
        return "percent_done", 0
    return _CODE_CLAIMS.get(words) or _CLAIMS.get(words)


def _is_percent(header: str, words: str) -> bool:
    """ "% complete", "Progress (%)", "Percentage done"."""
    if not any(sign in header.lower() for sign in _PERCENT_SIGNS):
        return False
    left = words
    for sign in ("percentage", "percent", "per cent"):
        left = left.replace(sign, " ")
    return left.strip() in _PERCENT_WORDS
